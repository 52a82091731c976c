"""Keeps persons."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.domain.people import Person, Role
from trainer.store.team_tables import MembershipRecord, PersonRecord


class People:
    """Persons and their roles, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def get(self, person_id: str) -> Person | None:
        """A person with their roles now."""
        row = self._s.get(PersonRecord, person_id)
        if row is None:
            return None
        roles: dict[str, tuple[Role, ...]] = {}
        for team, role in self._s.execute(select(MembershipRecord.team_id, MembershipRecord.role).where(
                MembershipRecord.person_id == person_id).order_by(MembershipRecord.id)):
            roles[team or ""] = (*roles.get(team or "", ()), Role(role))
        return Person(id=row.id, name=row.name, email=row.email or "", roles=roles, active=row.active)

    def add(self, person: Person, at: str) -> None:
        """A person who was not there before; one who is there stays as they are."""
        if self._s.get(PersonRecord, person.id) is not None:
            return
        self._s.add(PersonRecord(id=person.id, name=person.name, email=person.email or None, active=person.active,
                                 created_at=at, choices={}))
        self._s.flush()
        for team, roles in person.roles.items():
            self._s.add_all(MembershipRecord(person_id=person.id, team_id=team or None, role=role.value, since=at)
                            for role in roles)
