"""Keeps the very scenario and rubric that each practice began with, once per content."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from trainer.store.tables import FrozenFile


class FrozenFiles:
    """Scenario and rubric contents by hash, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def keep(self, kind: str, content_hash: str, file_id: str, body: str, at: str) -> None:
        """Kept already is kept."""
        dialect = sqlite if self._s.get_bind().dialect.name == "sqlite" else postgresql
        self._s.execute(dialect.insert(FrozenFile).values(
            kind=kind, hash=content_hash, file_id=file_id, body=body, kept_at=at).on_conflict_do_nothing())

    def body(self, kind: str, content_hash: str) -> str | None:
        """The content as JSON."""
        return self._s.scalar(select(FrozenFile.body).where(FrozenFile.kind == kind, FrozenFile.hash == content_hash))
