"""Keeps what is still owed to a trainee (a line, a rating) and who is at work on it, so that a crash loses nothing."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from trainer.store.tables import OwedRecord, TurnRecord


class Owed(NamedTuple):
    """One piece of owed work: ``n`` is the reply's number; ``taken`` what the engine made of it, for a line."""

    id: int
    kind: str
    practice_id: str
    turn_id: int
    n: int
    taken: str | None
    leased_until: str | None
    attempts: int


class OwedWork:
    """Owed lines and ratings, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def add(self, kind: str, practice_id: str, turn_id: int, at: str, taken: str | None = None) -> None:
        """Work is owed from now on; asking twice for the same is once."""
        dialect = sqlite if self._s.get_bind().dialect.name == "sqlite" else postgresql
        self._s.execute(dialect.insert(OwedRecord).values(
            kind=kind, practice_id=practice_id, turn_id=turn_id, asked_at=at, taken=taken, attempts=0,
        ).on_conflict_do_nothing(index_elements=["kind", "turn_id"]))

    def of_practice(self, practice_id: str) -> list[Owed]:
        """What is owed in one practice, oldest first."""
        return self._select(OwedRecord.practice_id == practice_id)

    def unattended(self, now: str) -> list[Owed]:
        """What is owed anywhere and nobody is at work on."""
        return self._select(_free(now))

    def get(self, owed_id: int) -> Owed | None:
        """One piece of owed work, if it is still owed."""
        found = self._select(OwedRecord.id == owed_id)
        return found[0] if found else None

    def claim(self, owed_id: int, worker: str, now: str, until: str) -> bool:
        """Whether this worker may do it: nobody else holds a lease that has not run out."""
        took = self._s.execute(
            update(OwedRecord).where(OwedRecord.id == owed_id, or_(_free(now), OwedRecord.worker == worker))
            .values(worker=worker, leased_until=until, attempts=OwedRecord.attempts + 1))
        return took.rowcount == 1

    def renew(self, owed_ids: list[int], worker: str, until: str) -> None:
        """The worker is still alive and at it."""
        self._s.execute(update(OwedRecord).where(OwedRecord.id.in_(owed_ids), OwedRecord.worker == worker)
                        .values(leased_until=until))

    def give_back(self, worker: str) -> None:
        """The worker stops: what it was at is free for others at once."""
        self._s.execute(update(OwedRecord).where(OwedRecord.worker == worker).values(worker=None, leased_until=None))

    def held(self, owed_id: int, worker: str) -> bool:
        """Whether it is still owed and this worker's."""
        return self._s.scalar(select(OwedRecord.id).where(OwedRecord.id == owed_id, OwedRecord.worker == worker)
                              .with_for_update()) is not None

    def done(self, owed_id: int, worker: str | None = None) -> bool:
        """No longer owed. With ``worker``: False when it is not this worker's any more (taken back, ended, given to
        another), and then what the worker made must not be kept."""
        which = delete(OwedRecord).where(OwedRecord.id == owed_id)
        if worker is not None:
            which = which.where(OwedRecord.worker == worker)
        return self._s.execute(which).rowcount == 1

    def cancel(self, practice_id: str, kind: str | None = None, from_n: int = 0) -> None:
        """What was owed to the turns from ``from_n`` on is owed no longer."""
        turns = select(TurnRecord.id).where(TurnRecord.practice_id == practice_id, TurnRecord.n >= from_n)
        which = delete(OwedRecord).where(OwedRecord.practice_id == practice_id, OwedRecord.turn_id.in_(turns))
        self._s.execute(which if kind is None else which.where(OwedRecord.kind == kind))

    def _select(self, *which) -> list[Owed]:
        rows = self._s.execute(
            select(OwedRecord.id, OwedRecord.kind, OwedRecord.practice_id, OwedRecord.turn_id, TurnRecord.n,
                   OwedRecord.taken, OwedRecord.leased_until, OwedRecord.attempts)
            .join(TurnRecord, TurnRecord.id == OwedRecord.turn_id).where(*which).order_by(OwedRecord.id))
        return [Owed(*row) for row in rows]


def _free(now: str):
    return or_(OwedRecord.worker.is_(None), OwedRecord.leased_until < now)
