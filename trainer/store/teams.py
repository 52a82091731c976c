"""Keeps teams, who is in them with which role, and the pseudonym under which a reviewer reads somebody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer.domain.errors import Conflict
from trainer.domain.people import Person, Role
from trainer.store.team_tables import MembershipRecord, PersonRecord, TeamRecord


class Team(NamedTuple):
    """A team and how long it keeps words; None: for good."""

    id: str
    name: str
    retention_days: int | None


class Teams:
    """Teams and memberships, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def add(self, team_id: str, name: str, at: str) -> None:
        """A new team; Conflict when the name is taken."""
        self._s.add(TeamRecord(id=team_id, name=name, created_at=at))
        self._flush(f"There is a team called “{name}” already.")

    def rename(self, team_id: str, name: str) -> None:
        """Another name; Conflict when it is taken."""
        try:
            self._s.execute(update(TeamRecord).where(TeamRecord.id == team_id).values(name=name))
        except IntegrityError as taken:
            raise Conflict(f"There is a team called “{name}” already.", "Choose another name.") from taken

    def all(self) -> list[Team]:
        """Every team, by name."""
        return [Team(*row) for row in self._s.execute(
            select(TeamRecord.id, TeamRecord.name, TeamRecord.retention_days).order_by(TeamRecord.name))]

    def get(self, team_id: str) -> Team | None:
        """One team."""
        row = self._s.execute(select(TeamRecord.id, TeamRecord.name, TeamRecord.retention_days)
                              .where(TeamRecord.id == team_id)).first()
        return Team(*row) if row else None

    def set_retention(self, team_id: str, days: int | None) -> None:
        """How many days the words of the team's talks are kept."""
        self._s.execute(update(TeamRecord).where(TeamRecord.id == team_id).values(retention_days=days))

    def give(self, person_id: str, team_id: str | None, role: Role, at: str) -> None:
        """A role in a team (None: in the installation); having it already is well."""
        if self._s.scalar(select(MembershipRecord.id).where(*_which(person_id, team_id, role))) is None:
            self._s.add(MembershipRecord(person_id=person_id, team_id=team_id, role=role.value, since=at))
            self._s.flush()

    def take(self, person_id: str, team_id: str | None, role: Role) -> None:
        """No longer that role there."""
        self._s.execute(delete(MembershipRecord).where(*_which(person_id, team_id, role)))

    def owners(self) -> list[str]:
        """The active owners; locked, so that two of them cannot take the role from each other at once."""
        return list(self._s.scalars(
            select(PersonRecord.id).join(MembershipRecord, MembershipRecord.person_id == PersonRecord.id)
            .where(MembershipRecord.team_id.is_(None), MembershipRecord.role == Role.OWNER.value,
                   PersonRecord.active.is_(True)).order_by(PersonRecord.id).with_for_update()))

    def members(self, team_ids: Iterable[str] | None) -> list[Person]:
        """The people of these teams (None: everybody), by name, with all their roles."""
        asked = select(PersonRecord.id, PersonRecord.name, PersonRecord.email, PersonRecord.active,
                       MembershipRecord.team_id, MembershipRecord.role).outerjoin(
            MembershipRecord, MembershipRecord.person_id == PersonRecord.id)
        if team_ids is not None:
            within = select(MembershipRecord.person_id).where(MembershipRecord.team_id.in_(list(team_ids)))
            asked = asked.where(PersonRecord.id.in_(within))
        people: dict[str, dict] = {}
        for person_id, name, email, active, team, role in self._s.execute(
                asked.order_by(PersonRecord.name, PersonRecord.id, MembershipRecord.id)):
            person = people.setdefault(person_id, {"id": person_id, "name": name, "email": email or "", "active": active,
                                                   "roles": {}})
            if role:
                person["roles"].setdefault(team or "", []).append(Role(role))
        return [Person(**p) for p in people.values()]

    def trainees(self, team_id: str) -> list[str]:
        """The active trainees of a team."""
        return list(self._s.scalars(
            select(PersonRecord.id).join(MembershipRecord, MembershipRecord.person_id == PersonRecord.id)
            .where(MembershipRecord.team_id == team_id, MembershipRecord.role == Role.TRAINEE.value,
                   PersonRecord.active.is_(True)).order_by(PersonRecord.name)))

    def set_active(self, person_id: str, active: bool) -> None:
        """Shut out, or let in again."""
        self._s.execute(update(PersonRecord).where(PersonRecord.id == person_id).values(active=active))

    def set_name(self, person_id: str, name: str) -> None:
        """The name the person has chosen."""
        self._s.execute(update(PersonRecord).where(PersonRecord.id == person_id).values(name=name))

    def name_pseudonym(self, person_id: str, pseudonym: str) -> None:
        """Under which name reviewers read this person."""
        self._s.execute(update(PersonRecord).where(PersonRecord.id == person_id, PersonRecord.pseudonym.is_(None))
                        .values(pseudonym=pseudonym))

    def pseudonyms(self, person_ids: Iterable[str]) -> dict[str, str]:
        """Person → pseudonym."""
        rows = self._s.execute(select(PersonRecord.id, PersonRecord.pseudonym).where(PersonRecord.id.in_(list(person_ids))))
        return {person_id: name or "Trainee" for person_id, name in rows}

    def names(self, person_ids: Iterable[str]) -> dict[str, str]:
        """Person → name."""
        rows = self._s.execute(select(PersonRecord.id, PersonRecord.name).where(PersonRecord.id.in_(list(person_ids))))
        return dict(tuple(r) for r in rows)

    def by_email(self, email: str) -> str | None:
        """The person of that address."""
        return self._s.scalar(select(PersonRecord.id).where(func.lower(PersonRecord.email) == email.lower()))

    def _flush(self, taken: str) -> None:
        try:
            self._s.flush()
        except IntegrityError as error:
            raise Conflict(taken, "Choose another.") from error


def _which(person_id: str, team_id: str | None, role: Role) -> tuple:
    team = MembershipRecord.team_id.is_(None) if team_id is None else MembershipRecord.team_id == team_id
    return MembershipRecord.person_id == person_id, team, MembershipRecord.role == role.value
