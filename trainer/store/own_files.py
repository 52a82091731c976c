"""Keeps scenarios and rubrics written in the browser, version by version; no version is ever changed."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer.domain.errors import Conflict
from trainer.store.team_tables import OwnFileRecord, OwnFileVersionRecord


class OwnFile(NamedTuple):
    """One such file; ``published``: the version in use; ``latest``: the newest."""

    id: str
    kind: str
    file_id: str
    team: str | None
    status: str
    published: int | None
    latest: int


class Version(NamedTuple):
    """One version of it."""

    version: int
    yaml: str
    hash: str
    author: str
    note: str
    at: str


class OwnFiles:
    """Own files, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def add(self, own_id: str, kind: str, file_id: str, team_id: str, author: str, at: str) -> None:
        """A new draft, as yet without a version; Conflict when the id is taken."""
        self._s.add(OwnFileRecord(id=own_id, kind=kind, file_id=file_id, team_id=team_id, status="draft", created_by=author,
                                  created_at=at))
        try:
            self._s.flush()
        except IntegrityError as taken:
            raise Conflict(f"There is a {kind} “{file_id}” already.", "Choose another id.") from taken

    def add_version(self, own_id: str, version: int, yaml: str, content_hash: str, author: str, note: str, at: str) -> None:
        """One more version; Conflict when somebody else has saved that one a moment ago."""
        self._s.add(OwnFileVersionRecord(own_scenario_id=own_id, version=version, yaml=yaml, hash=content_hash, author_id=author,
                                         note=note, at=at))
        try:
            self._s.flush()
        except IntegrityError as taken:
            raise Conflict("Somebody else has saved this file a moment ago; yours is not saved.",
                           "Look at what they changed, then save again.") from taken

    def get(self, own_id: str, lock: bool = False) -> OwnFile | None:
        """One file. ``lock``: nobody else publishes or saves it meanwhile."""
        if lock:
            self._s.execute(select(OwnFileRecord.id).where(OwnFileRecord.id == own_id).with_for_update(key_share=True))
        return next(iter(self._select(OwnFileRecord.id == own_id)), None)

    def of_team(self, team_id: str) -> list[OwnFile]:
        """All of a team, by kind and id."""
        return self._select(OwnFileRecord.team_id == team_id)

    def published(self) -> list[tuple[str, str, str, str]]:
        """(kind, file id, hash, YAML) of everything in use."""
        rows = self._s.execute(
            select(OwnFileRecord.kind, OwnFileRecord.file_id, OwnFileVersionRecord.hash, OwnFileVersionRecord.yaml)
            .join(OwnFileVersionRecord, (OwnFileVersionRecord.own_scenario_id == OwnFileRecord.id)
                  & (OwnFileVersionRecord.version == OwnFileRecord.published))
            .where(OwnFileRecord.status == "published").order_by(OwnFileRecord.kind, OwnFileRecord.file_id))
        return [tuple(row) for row in rows]

    def set_status(self, own_id: str, status: str, published: int | None) -> None:
        """draft, published (a version) or retired."""
        self._s.execute(update(OwnFileRecord).where(OwnFileRecord.id == own_id).values(status=status, published=published))

    def versions(self, own_id: str) -> list[Version]:
        """All versions, newest first."""
        rows = self._s.execute(
            select(OwnFileVersionRecord.version, OwnFileVersionRecord.yaml, OwnFileVersionRecord.hash,
                   OwnFileVersionRecord.author_id, OwnFileVersionRecord.note, OwnFileVersionRecord.at)
            .where(OwnFileVersionRecord.own_scenario_id == own_id).order_by(OwnFileVersionRecord.version.desc()))
        return [Version(*row) for row in rows]

    def _select(self, *which) -> list[OwnFile]:
        latest = (select(func.max(OwnFileVersionRecord.version)).where(OwnFileVersionRecord.own_scenario_id == OwnFileRecord.id)
                  .scalar_subquery())
        rows = self._s.execute(
            select(OwnFileRecord.id, OwnFileRecord.kind, OwnFileRecord.file_id, OwnFileRecord.team_id, OwnFileRecord.status,
                   OwnFileRecord.published, func.coalesce(latest, 0)).where(*which)
            .order_by(OwnFileRecord.kind, OwnFileRecord.file_id))
        return [OwnFile(*row) for row in rows]
