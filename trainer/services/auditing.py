"""The log of who did what, for owners: read it, or take it away."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from trainer.domain.people import Person
from trainer.ports import Clock
from trainer.services.gate import passed

MOST = 500


class Auditing:
    """The person who asks comes first in every call."""

    def __init__(self, store: Any, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def entries(self, person: Person, before: int | None = None, limit: int = 100, who: str | None = None,
                act: str | None = None) -> tuple[list, dict[str, str]]:
        """The newest first, and the names of those who still have one; ``before``: older than that line."""
        with self._store.reading() as tx:
            passed(tx, person, "Auditing.entries")
            found = tx.audit.entries(before, min(limit, MOST), who, act)
            ids = {e.person for e in found if e.person} | {e.subject for e in found if e.kind == "person"}
            return found, tx.teams.names(ids)

    def csv(self, person: Person) -> str:
        """The whole log, ids only, newest first."""
        with self._store.begin() as tx:
            asker = passed(tx, person, "Auditing.csv")
            tx.audit.add(self._clock.now(), asker.id, "exported_log", "log", "audit")
        with self._store.reading() as tx:
            found = tx.audit.entries(limit=None)
        out = io.StringIO()
        write = csv.writer(out)
        write.writerow(["id", "at", "person", "act", "kind", "subject", "team", "details"])
        for e in found:
            write.writerow([e.id, e.at, e.person or "", e.act, e.kind, e.subject, e.team or "", json.dumps(e.details)])
        return out.getvalue()
