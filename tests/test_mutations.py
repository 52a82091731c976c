"""Ten ways to break the client, each caught by a named check: the checks are no decoration."""

from __future__ import annotations

import pytest

from tests.client_checks import CHECKS
from trainer.client import director, engine, lines, movement
from trainer.domain.acts import Act, Event
from trainer.domain.mood import Mood

REAL_MOVE, REAL_APPRAISE = engine.move, engine.appraise


def _always_soften(patch):
    patch.setattr(engine, "move", lambda s, state, events, caught=False: state.mood.moved(anger=-1, trust=1))


def _never_soften(patch):
    patch.setattr(engine, "move", lambda s, state, events, caught=False: state.mood.moved(patience=-0.2))


def _reveal_everything(patch):
    patch.setattr(director, "earned", lambda s, state, acts, topics: next((f for f in s.hidden_facts if f.id not in state.facts), None))


def _ignore_insults(patch):
    patch.setattr(engine, "appraise", lambda *a: tuple(e for e in REAL_APPRAISE(*a) if e.act not in (Act.INSULTS, Act.PASSES_OVER)))


def _double_the_step(patch):
    patch.setattr(movement, "SOFTEN", {k: 2 * v for k, v in movement.SOFTEN.items()})
    patch.setattr(movement, "HARDEN", {k: 2 * v for k, v in movement.HARDEN.items()})
    patch.setattr(movement, "WEIGHTS", {k: tuple(2 * x for x in v) for k, v in movement.WEIGHTS.items()})


def _resolve_by_turn_count(patch):
    def ending(s, state, acts):
        return next(e for e in s.endings if e.kind is s.endings[0].kind) if state.replies >= s.floor else None
    patch.setattr(engine, "ending_of", ending)


def _drop_the_beats(patch):
    real = director.direct
    patch.setattr(engine, "direct", lambda s, *a: real(s.model_copy(update={"beats": ()}), *a))


def _repeat_lines(patch):
    patch.setattr(lines.Voice, "_was_said", lambda self, wording: False)
    patch.setattr(lines.random.Random, "choice", lambda self, pool: pool[0])


def _swap_moods(patch):
    def move(s, state, events, caught=False):
        after = REAL_MOVE(s, state, events, caught)
        m = state.mood
        return Mood(anger=max(0, min(10, 2 * m.anger - after.anger)), trust=max(0, min(10, 2 * m.trust - after.trust)), patience=after.patience)
    patch.setattr(engine, "move", move)


def _accept_empty_replies(patch):
    empty = {Act.TOO_LITTLE, Act.GIBBERISH, Act.PASSES_OVER}

    def appraise(*a):
        events = REAL_APPRAISE(*a)
        return (Event(act=Act.PROPOSES_STEP),) if {e.act for e in events} & empty and all(e.act in empty for e in events) else events
    patch.setattr(engine, "appraise", appraise)


MUTATIONS = {
    "always_soften": (_always_soften, "blame_hardens"),
    "never_soften": (_never_soften, "being_heard_softens"),
    "reveal_everything": (_reveal_everything, "facts_are_earned"),
    "ignore_insults": (_ignore_insults, "an_insult_costs_most"),
    "double_the_step": (_double_the_step, "no_step_is_larger_than_its_bound"),
    "resolve_by_turn_count": (_resolve_by_turn_count, "time_alone_settles_nothing"),
    "drop_the_beats": (_drop_the_beats, "beats_play"),
    "repeat_lines": (_repeat_lines, "no_line_is_said_twice"),
    "swap_moods": (_swap_moods, "worse_replies_leave_a_worse_mood"),
    "accept_empty_replies": (_accept_empty_replies, "empty_replies_cost"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_client_is_caught(monkeypatch: pytest.MonkeyPatch, name: str):
    break_it, check = MUTATIONS[name]
    break_it(monkeypatch)
    with pytest.raises(AssertionError):
        CHECKS[check]()


def test_every_check_catches_something():
    assert {check for _, check in MUTATIONS.values()} == set(CHECKS)

