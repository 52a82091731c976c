"""Rewind: a moment is tried again in a new practice that shares everything said before it."""

from __future__ import annotations

from collections.abc import Callable

from trainer.domain.errors import InvalidReply, NotAllowed
from trainer.domain.people import Person
from trainer.domain.practice import Mode, Practice, Visibility
from trainer.services.parts import Parts


def branch(parts: Parts, found: Callable[..., Practice], person: Person, practice_id: str, turn_n: int) -> Practice:
    """A private practice with the turns before reply ``turn_n`` and their ratings. A running assessment has none; a
    branch of a finished one is a mere practice and counts for nothing."""
    now = parts.clock.now()
    with parts.store.begin() as tx:
        practice = found(tx, person, practice_id, lock=True)
        if practice.mode is Mode.ASSESSMENT and not practice.over():
            raise NotAllowed("In an assessment no moment can be tried again.", "Finish it first.")
        turns = tx.talks.turns(practice_id)
        if not any(t.n == turn_n and t.who == "trainee" for t in turns):
            raise InvalidReply("There is no reply of yours at that place.", "Choose one of your replies.")
        new = practice.model_copy(update={
            "id": parts.new_id(), "mode": Mode.PRACTICE, "visibility": Visibility.PRIVATE, "assignment": None,
            "team": None, "started_at": now, "ended_at": None, "outcome": None, "ended_by": None,
            "branch_of": practice.id, "branch_at": turn_n, "notes": {}})
        tx.talks.add(new, tx.talks.title(practice_id), tx.talks.rubric_id(practice_id))
        ids = {t.n: tx.talks.add_turn(new.id, t) for t in turns if t.n < turn_n}
        tx.ratings.copy(practice_id, new.id, ids)
        rated = tx.ratings.of_practice(practice_id)
        for turn in turns:
            if turn.n < turn_n and turn.who == "trainee" and turn.n not in rated:
                tx.owed.add("rating", new.id, ids[turn.n], now)
    return new
