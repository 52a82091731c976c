"""A whole service for the tests: real store, real library, real engine; speakers and scorers that do as they are told."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from trainer.client.spoken import Spoken
from trainer.domain.people import LOCAL_PERSON, Person
from trainer.domain.rating import DimensionRating, Rating, Unrated
from trainer.domain.rubric import Dimension
from trainer.ports import Usage
from trainer.services.moments import iso, later
from trainer.services.parts import Parts
from trainer.services.practising import Practising
from trainer.services.seen import AT_ONCE
from trainer.store.store import Store

ME = LOCAL_PERSON
OTHER = Person(id="other", name="Somebody else")
SCENARIO = "freezer_for_saturday"


class TestClock:
    """The real time, moved on by hand."""

    __test__ = False

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> str:
        return later(iso(datetime.now(UTC)), self.ahead)

    def monotonic(self) -> float:
        return datetime.now(UTC).timestamp() + self.ahead


class Says:
    """Speaks the authored line."""

    def speak(self, scenario, seed, turns, taken) -> Spoken:
        return Spoken(taken.direction.line)


class Waits:
    """Speaks only when let; ``speaking`` is set while it is at it."""

    def __init__(self) -> None:
        self.let, self.speaking, self.times = threading.Event(), threading.Event(), 0

    def speak(self, scenario, seed, turns, taken) -> Spoken:
        self.times += 1
        self.speaking.set()
        assert self.let.wait(30)
        return Spoken(f"waited: {taken.direction.line}", "model", usage=Usage(prompt_tokens=100, cost=0.5))


class Breaks:
    """Fails with a secret in its words."""

    def speak(self, scenario, seed, turns, taken) -> Spoken:
        raise RuntimeError("sk-very-secret")


class Rates:
    """Gives the same level to all, and remembers what it was shown."""

    def __init__(self, level: int = 4, kind: str = "offline") -> None:
        self.id, self.kind, self.level, self.shown = f"{kind}-test", kind, level, []

    def rate(self, situation, history, client, reply, scenario=None, rubric=None):
        self.shown.append((situation, [t.text for t in history], client, reply))
        return Rating(scorer=self.id, kind=self.kind,
                      dimensions={d: DimensionRating(level=self.level, reason="because") for d in Dimension})


class CannotRate:
    """Never rates; fails in words, or by breaking."""

    def __init__(self, breaks: bool = False) -> None:
        self.id, self.breaks, self.times = "judge:test", breaks, 0

    def rate(self, situation, history, client, reply, scenario=None, rubric=None):
        self.times += 1
        if self.breaks:
            raise RuntimeError("sk-very-secret")
        return Unrated(scorer=self.id, reason="the server was silent")


def house(store: Store, library, speaker=None, scorers=(), clock=None, model: str = "scripted", **other) -> Practising:
    """A service over ``store``; several of them are several processes as far as the store can tell."""
    clock = clock or TestClock()
    with store.begin() as tx:
        tx.people.add(ME, clock.now())
        tx.people.add(OTHER, clock.now())
    speakers = {"scripted": Says()}
    if speaker is not None:
        speakers[model] = speaker
    return Practising(Parts(**{"store": store, "library": library, "speakers": speakers, "clock": clock,
                               "scorers": tuple(scorers) or (Rates(),), "client_model": model, "pace": AT_ONCE, **other}))
