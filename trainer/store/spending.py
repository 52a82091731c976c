"""Keeps what each call to a model used and cost; no words."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.ports import Usage
from trainer.store.tables import ModelCallRecord


class ModelCalls:
    """Calls to models, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def add(self, purpose: str, model: str, usage: Usage, at: str, practice_id: str | None = None) -> None:
        """One call more."""
        self._s.add(ModelCallRecord(
            at=at, purpose=purpose, model=model, practice_id=practice_id, prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens, cached_tokens=usage.cached_tokens, estimated=usage.estimated,
            cost=usage.cost))

    def spent_on(self, day: str) -> float:
        """What the calls of one day (UTC, 2026-11-25) cost together."""
        return float(self._s.scalar(select(func.coalesce(func.sum(ModelCallRecord.cost), 0.0)).where(
            ModelCallRecord.at >= day, ModelCallRecord.at < f"{day}U")))  # "T" begins the time; "U" comes after it

    def tokens_on(self, day: str) -> tuple[int, int, int]:
        """(calls, prompt tokens, completion tokens) of one day."""
        row = self._s.execute(select(
            func.count(), func.coalesce(func.sum(ModelCallRecord.prompt_tokens), 0),
            func.coalesce(func.sum(ModelCallRecord.completion_tokens), 0),
        ).where(ModelCallRecord.at >= day, ModelCallRecord.at < f"{day}U")).one()
        return row[0], int(row[1]), int(row[2])
