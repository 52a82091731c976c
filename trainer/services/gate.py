"""The gate that every team service asks: the person's rights as the store has them now, not as a screen remembers them."""

from __future__ import annotations

from typing import Any

from trainer.domain.errors import NotAllowed, NotFound
from trainer.domain.people import Person
from trainer.domain.permissions import may_read_words, must
from trainer.domain.practice import Practice


def passed(tx: Any, person: Person, action: str, team: str | None = None) -> Person:
    """The person as they are now, if they may. A button drawn before a right was taken away opens nothing."""
    now = tx.people.get(person.id)
    if now is None or not now.active:
        raise NotAllowed("You are not signed in any more.", "Sign in again.")
    must(now, action, team)
    return now


def readable(tx: Any, person: Person, practice_id: str) -> Practice:
    """A practice whose words the person may read; the same words for none and for somebody else's."""
    practice = tx.talks.get(practice_id)
    if practice is None or not may_read_words(person, practice):
        raise NotFound("There is no such talk that you may read.", "Choose one from the list.")
    return practice
