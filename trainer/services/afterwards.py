"""What a trainee writes beside a talk: answers beforehand, notes afterwards, and where they see a level differently."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trainer.domain.errors import InvalidReply
from trainer.domain.people import Person
from trainer.domain.rating import Rating
from trainer.domain.rubric import Dimension
from trainer.ports import Clock
from trainer.services.saying import clean

KINDS = ("follow_up", "reflection", "contact_log")
Found = Callable[..., Any]


def prepare(store: Any, found: Found, person: Person, practice_id: str, answers: dict[str, str]) -> None:
    """Blank answers are kept out; each of the others is cleaned like a reply."""
    kept = {str(q)[:500]: clean(a) for q, a in answers.items() if a.strip()}
    if len(kept) > 20:
        raise InvalidReply("There are more answers than questions.")
    with store.begin() as tx:
        found(tx, person, practice_id, lock=True)
        tx.talks.prepare(practice_id, kept)


def note(store: Any, found: Found, clock: Clock, person: Person, practice_id: str, kind: str, text: str) -> None:
    """One more note."""
    if kind not in KINDS:
        raise InvalidReply(f"There is no note of the kind “{kind}”.", f"Choose one of: {', '.join(KINDS)}.")
    text = clean(text)
    with store.begin() as tx:
        found(tx, person, practice_id)
        tx.talks.add_note(practice_id, person.id, kind, text, clock.now())


def differ(store: Any, found: Found, clock: Clock, person: Person, practice_id: str, turn_n: int, dimension: str,
           level: int, why: str) -> None:
    """The trainee's own level, with the reason."""
    if dimension not in set(Dimension) or level not in range(1, 6):
        raise InvalidReply("A level is a whole number from 1 to 5 on one of the four dimensions.")
    why = clean(why)
    with store.begin() as tx:
        found(tx, person, practice_id)
        turn = next((t for t in tx.talks.turns(practice_id) if t.n == turn_n and t.who == "trainee"), None)
        if turn is None:
            raise InvalidReply("There is no reply of yours at that place.")
        tx.talks.differ(practice_id, tx.talks.turn_ids(practice_id)[turn_n], person.id, str(dimension), level, why,
                        clock.now())


def rate_again(store: Any, found: Found, clock: Clock, person: Person, practice_id: str, turn_n: int) -> list:
    """What is owed once a reply that could not be rated is owed its rating again."""
    with store.begin() as tx:
        found(tx, person, practice_id)
        turn_id = tx.talks.turn_ids(practice_id).get(turn_n)
        given = tx.ratings.of_practice(practice_id).get(turn_n, ())
        if turn_id is None or not given or all(isinstance(r, Rating) for r in given):
            raise InvalidReply("This reply has been rated already, or is waiting for it.")
        tx.owed.add("rating", practice_id, turn_id, clock.now())
        return tx.owed.of_practice(practice_id)
