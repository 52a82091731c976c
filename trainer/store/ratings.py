"""Keeps ratings: each is added, none is ever changed."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.domain.rating import Rating, Unrated
from trainer.domain.rubric import Dimension
from trainer.store.results import Results
from trainer.store.standing import that_stand
from trainer.store.tables import PracticeRecord, RatingRecord, TurnRecord

_KINDS = TypeAdapter(Rating | Unrated)
ByTurn = dict[int, tuple[Rating | Unrated, ...]]


class Ratings:
    """Ratings of replies, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def add(self, practice_id: str, turn_id: int, rating: Rating | Unrated, rubric_hash: str, at: str,
            review_id: int | None = None) -> None:
        """One more rating of one reply."""
        sure = isinstance(rating, Rating)
        levels = {d.value: rating.dimensions[d].level if sure else None for d in Dimension}
        self._s.add(RatingRecord(
            practice_id=practice_id, turn_id=turn_id, review_id=review_id, scorer=rating.scorer,
            kind=rating.kind if sure else "unrated", rubric_hash=rubric_hash, rated=sure,
            uncertain=rating.uncertain() if sure else False, body=rating.model_dump_json(), made_at=at, **levels))
        Results(self._s).fold(practice_id)

    def of_practice(self, practice_id: str) -> ByTurn:
        """Turn number → its ratings, oldest first; left out are replies taken back and reviews that nobody decided for."""
        return self.of_practices([practice_id]).get(practice_id, {})

    def of_practices(self, practice_ids: Iterable[str]) -> dict[str, ByTurn]:
        """The same for several practices in one question to the database."""
        rows = self._s.execute(
            select(RatingRecord.practice_id, TurnRecord.n, RatingRecord.body)
            .join(TurnRecord, TurnRecord.id == RatingRecord.turn_id)
            .where(RatingRecord.practice_id.in_(list(practice_ids)), TurnRecord.taken_back_at.is_(None), that_stand())
            .order_by(RatingRecord.id))
        found: dict[str, dict[int, list[Rating | Unrated]]] = {}
        for practice_id, n, body in rows:
            found.setdefault(practice_id, {}).setdefault(n, []).append(_KINDS.validate_json(body))
        return {p: {n: tuple(given) for n, given in turns.items()} for p, turns in found.items()}

    def copy(self, practice_id: str, to: str, turn_ids: dict[int, int]) -> None:
        """The ratings of copied turns go along into a branch; ``turn_ids``: number → row in the branch."""
        rubric_hash = self._s.scalars(select(PracticeRecord.rubric_hash).where(PracticeRecord.id == to)).one()
        rows = self._s.execute(
            select(TurnRecord.n, RatingRecord.body, RatingRecord.made_at)
            .join(TurnRecord, TurnRecord.id == RatingRecord.turn_id)
            .where(RatingRecord.practice_id == practice_id, RatingRecord.review_id.is_(None),
                   TurnRecord.taken_back_at.is_(None), TurnRecord.n.in_(list(turn_ids)))
            .order_by(RatingRecord.id)).all()
        for n, body, made_at in rows:
            self.add(to, turn_ids[n], _KINDS.validate_json(body), rubric_hash, made_at)
