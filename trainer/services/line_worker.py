"""Has the client's next line made, outside of any transaction, and stores it whole."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from trainer.client.actor import Speaker
from trainer.client.engine import Taken, take
from trainer.client.spoken import Spoken
from trainer.domain.conversation import Turn
from trainer.ports import Clock
from trainer.services.frozen import Frozen

SCRIPTED = "scripted"
TRIES = 3
log = logging.getLogger("trainer.line")


class LineWork:
    """The work of one owed line."""

    def __init__(self, store: Any, clock: Clock, frozen: Frozen, speakers: Mapping[str, Speaker],
                 rang: Callable[[str], None]) -> None:
        self._store, self._clock, self._frozen, self._speakers, self._rang = store, clock, frozen, speakers, rang

    def __call__(self, owed: Any, worker: str) -> None:
        with self._store.reading() as tx:
            practice = tx.talks.get(owed.practice_id)
            turns = [t for t in tx.talks.turns(owed.practice_id) if t.n <= owed.n]
        taken = self._taken(practice, turns, owed.taken)
        spoken = self._spoken(practice, turns, taken, owed.attempts)
        line = Turn(n=owed.n + 1, who="client", text=spoken.text, state=taken.state, made=spoken.made,
                    made_note=spoken.note, at=self._clock.now())
        with self._store.begin() as tx:
            tx.talks.get(owed.practice_id, lock=True)
            # Taken back or ended meanwhile: then nobody waits for this line any more.
            if tx.owed.done(owed.id, worker):
                tx.talks.add_turn(owed.practice_id, line, spoken.usage)
            # Paid for even when nobody waits for it any more.
            if spoken.usage:
                tx.calls.add("line", practice.client_model, spoken.usage, line.at, owed.practice_id)
        self._rang(owed.practice_id)

    def _taken(self, practice: Any, turns: list[Turn], kept: str) -> Taken:
        try:
            return Taken.model_validate_json(kept)
        except ValidationError:
            # Kept by another version of the trainer: the engine is pure, so it can be asked again.
            return take(self._frozen.scenario(practice), practice.seed, turns[:-1], turns[-1].text)

    def _spoken(self, practice: Any, turns: list[Turn], taken: Taken, attempts: int) -> Spoken:
        speaker = self._speakers.get(practice.client_model)
        if speaker is None:
            return Spoken(taken.direction.line, "fallback", "This talk was begun with a model that is not set up any "
                          "more; the scripted client goes on.")
        if attempts > TRIES:
            return Spoken(taken.direction.line, "fallback", "The model was cut off several times; the scripted client "
                          "spoke this line.")
        try:
            return speaker.speak(self._frozen.scenario(practice), practice.seed, turns, taken)
        except Exception:
            # A speaker falls back by itself; this is the net under it. The words of the error stay in the log.
            log.exception("the speaker failed in practice %s", practice.id)
            return Spoken(taken.direction.line, "fallback", "The model could not speak; the scripted client spoke "
                          "this line.")
