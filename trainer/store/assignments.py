"""Keeps assignments: terms, for whom, and when somebody was last reminded."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from trainer.domain.assignment import Assignment, Terms
from trainer.domain.people import Role
from trainer.store.team_tables import AssigneeRecord, AssignmentRecord, MembershipRecord

_TERMS = ("title", "note", "in_order", "mode", "objectives_shown", "due_at", "min_score", "min_attempts", "max_attempts")


class Assignments:
    """Assignments, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def add(self, assignment: Assignment) -> None:
        """A new one."""
        self._s.add(AssignmentRecord(
            id=assignment.id, created_by=assignment.created_by, version=1, created_at=assignment.created_at,
            changed_at=assignment.changed_at, **_columns(assignment.terms)))
        self._s.flush()
        self._assign(assignment.id, assignment.terms)

    def change(self, assignment_id: str, terms: Terms, version: int, at: str) -> bool:
        """New terms, when nobody has changed them since ``version``; else False and nothing is changed."""
        if not self._step(assignment_id, version, changed_at=at, **_columns(terms)):
            return False
        self._s.execute(delete(AssigneeRecord).where(AssigneeRecord.assignment_id == assignment_id))
        self._assign(assignment_id, terms)
        return True

    def withdraw(self, assignment_id: str, version: int, at: str) -> bool:
        """No longer asked of anybody."""
        return self._step(assignment_id, version, changed_at=at, withdrawn_at=at)

    def remind(self, assignment_id: str, at: str) -> None:
        """Shown as a reminder to those who are not done."""
        self._s.execute(update(AssigneeRecord).where(AssigneeRecord.assignment_id == assignment_id)
                        .values(reminded_at=at))

    def get(self, assignment_id: str, lock: bool = False) -> Assignment | None:
        """One assignment. ``lock``: nobody else begins an attempt or edits it meanwhile."""
        asked = select(AssignmentRecord).where(AssignmentRecord.id == assignment_id)
        rows = self._s.scalars(asked.with_for_update(key_share=True) if lock else asked).all()
        return next(iter(self._read(rows)), None)

    def of_teams(self, team_ids: Iterable[str], withdrawn: bool = False) -> list[Assignment]:
        """All assignments of some teams, newest first."""
        asked = select(AssignmentRecord).where(AssignmentRecord.team_id.in_(list(team_ids)))
        asked = asked if withdrawn else asked.where(AssignmentRecord.withdrawn_at.is_(None))
        return self._read(self._s.scalars(asked.order_by(AssignmentRecord.created_at.desc(), AssignmentRecord.id)).all())

    def of_person(self, person_id: str) -> list[tuple[Assignment, str | None]]:
        """What is assigned to a person now, soonest due first, and when they were reminded."""
        teams = select(MembershipRecord.team_id).where(MembershipRecord.person_id == person_id,
                                                       MembershipRecord.role == Role.TRAINEE.value,
                                                       MembershipRecord.team_id.is_not(None))
        found = self._s.execute(
            select(AssigneeRecord.assignment_id, AssigneeRecord.reminded_at)
            .join(AssignmentRecord, AssignmentRecord.id == AssigneeRecord.assignment_id)
            .where(or_(AssigneeRecord.person_id == person_id, AssigneeRecord.team_id.in_(teams)),
                   AssignmentRecord.team_id.in_(teams), AssignmentRecord.withdrawn_at.is_(None)))
        reminded = dict(tuple(row) for row in found)
        rows = self._s.scalars(select(AssignmentRecord).where(AssignmentRecord.id.in_(reminded))).all()
        listed = sorted(self._read(rows), key=lambda a: (a.terms.due_at or "9999", a.created_at, a.id))
        return [(a, reminded[a.id]) for a in listed]

    def _step(self, assignment_id: str, version: int, **values) -> bool:
        return self._s.execute(update(AssignmentRecord).where(
            AssignmentRecord.id == assignment_id, AssignmentRecord.version == version,
            AssignmentRecord.withdrawn_at.is_(None)).values(version=version + 1, **values)).rowcount == 1

    def _assign(self, assignment_id: str, terms: Terms) -> None:
        if terms.people:
            self._s.add_all(AssigneeRecord(assignment_id=assignment_id, person_id=p) for p in dict.fromkeys(terms.people))
        else:
            self._s.add(AssigneeRecord(assignment_id=assignment_id, team_id=terms.team))
        self._s.flush()

    def _read(self, rows) -> list[Assignment]:
        people: dict[str, list[str]] = {}
        for assignment_id, person_id in self._s.execute(
                select(AssigneeRecord.assignment_id, AssigneeRecord.person_id)
                .where(AssigneeRecord.assignment_id.in_([r.id for r in rows]), AssigneeRecord.person_id.is_not(None))
                .order_by(AssigneeRecord.id)):
            people.setdefault(assignment_id, []).append(person_id)
        return [Assignment(
            id=r.id, created_by=r.created_by, created_at=r.created_at, changed_at=r.changed_at, version=r.version,
            withdrawn_at=r.withdrawn_at, terms=Terms(
                team=r.team_id, people=tuple(people.get(r.id, ())), scenarios=tuple(r.scenarios), rubric=r.rubric_id,
                **{name: getattr(r, name) for name in _TERMS})) for r in rows]


def _columns(terms: Terms) -> dict:
    return {"team_id": terms.team, "scenarios": list(terms.scenarios), "rubric_id": terms.rubric,
            **{name: getattr(terms, name) for name in _TERMS}}
