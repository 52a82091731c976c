"""Keeps who did what: rows are only ever added, and hold ids, never words or names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.store.team_tables import AuditRecord

# No blank, no @: neither a sentence nor an address fits.
_ID = re.compile(r"[A-Za-z0-9_.:+-]{0,64}")


class Entry(NamedTuple):
    """One line of the log."""

    id: int
    at: str
    person: str | None
    act: str
    kind: str
    subject: str
    team: str | None
    details: dict


class Audit:
    """The log, inside the transaction of the act itself: what was undone was not done."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def add(self, at: str, person: str | None, act: str, kind: str, subject: str, team: str | None = None,
            **details: Any) -> None:
        """One line. Raises ValueError for what is no id, number or yes/no: words do not belong here."""
        for value in (act, kind, subject, *_flat(details)):
            if not isinstance(value, bool | int | float | None) and not _ID.fullmatch(str(value)):
                raise ValueError(f"the audit log holds ids only, not {type(value).__name__} with words")
        self._s.add(AuditRecord(at=at, person_id=person, act=act, subject_kind=kind, subject_id=subject, team_id=team,
                                details=details))

    def entries(self, before: int | None = None, limit: int | None = 200, person: str | None = None,
                act: str | None = None) -> list[Entry]:
        """The newest first; ``before``: only those older than that line."""
        asked = select(AuditRecord)
        for which, value in ((AuditRecord.id < (before or 0), before), (AuditRecord.person_id == person, person),
                             (AuditRecord.act == act, act)):
            asked = asked.where(which) if value is not None else asked
        rows = self._s.scalars(asked.order_by(AuditRecord.id.desc()).limit(limit))
        return [Entry(r.id, r.at, r.person_id, r.act, r.subject_kind, r.subject_id, r.team_id, r.details) for r in rows]

    def who(self, acts: Mapping[str, str]) -> dict[str, str]:
        """Subject → the person who did something to it at that very moment (``acts``: subject → moment). By the moment,
        which is indexed: the log grows long."""
        rows = self._s.execute(select(AuditRecord.subject_id, AuditRecord.at, AuditRecord.person_id).where(
            AuditRecord.at.in_(set(acts.values())), AuditRecord.person_id.is_not(None)))
        return {subject: person for subject, at, person in rows if acts.get(subject) == at}


def _flat(details: Mapping[str, Any]) -> list:
    out: list = []
    for value in details.values():
        out += list(value) if isinstance(value, list | tuple) else [value]
    return out
