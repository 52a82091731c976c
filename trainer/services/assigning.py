"""Assigning: a manager says who should practise what by when; the trainee sees what counts and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from trainer.domain.assignment import Assignment, Attempt, Standing, Status, Terms, next_scenario, standing_of, unrealistic
from trainer.domain.errors import Conflict, InvalidReply, NotFound
from trainer.domain.people import Person, Role
from trainer.domain.permissions import teams_with
from trainer.ports import Clock, Library
from trainer.services.gate import passed
from trainer.services.terms import attempts_of, terms_for


@dataclass(frozen=True)
class Todo:
    """One assignment as its trainee sees it; ``next`` is the scenario to practise now."""

    assignment: Assignment
    standing: Standing
    each: dict[str, Standing]
    next: str | None
    reminded_at: str | None


@dataclass(frozen=True)
class Overview:
    """One assignment as its manager sees it: person → how far they are; where one alone is asked for, also with each
    scenario and attempt by attempt, with ``readable``, the practices whose words this reader may read. ``changed_by``
    names who edited or withdrew it last, empty when nobody did."""

    assignment: Assignment
    standing: dict[str, Standing]
    each: dict[str, dict[str, Standing]] = field(default_factory=dict)
    attempts: dict[str, list[Attempt]] = field(default_factory=dict)
    readable: frozenset[str] = frozenset()
    changed_by: str = ""

    def counts(self) -> dict[Status, int]:
        """How many people are where."""
        seen = [s.status for s in self.standing.values()]
        return {status: seen.count(status) for status in Status}


class Assigning:
    """The person who asks comes first in every call."""

    def __init__(self, store: Any, clock: Clock, library: Library, new_id: Callable[[], str]) -> None:
        self._store, self._clock, self._library, self._new_id = store, clock, library, new_id

    # -- managers ---------------------------------------------------------------------------------------------------

    def warnings(self, person: Person, terms: Terms) -> tuple[str, ...]:
        """What about these terms is unrealistic, in words; empty when nothing is."""
        with self._store.reading() as tx:
            passed(tx, person, "Assigning.warnings", terms.team)
        scenarios = {s: self._library.scenario(s) for s in terms.scenarios}
        return unrealistic(terms, self._clock.now(), {i: s.minutes for i, s in scenarios.items()},
                           self._library.rubric(terms.rubric).pass_mark)

    def assign(self, person: Person, terms: Terms) -> Assignment:
        """Asked from now on."""
        self._can_be(terms)
        now = self._clock.now()
        with self._store.begin() as tx:
            asker = passed(tx, person, "Assigning.assign", terms.team)
            _are_trainees(tx, terms)
            made = Assignment(id=self._new_id(), terms=terms, created_by=asker.id, created_at=now, changed_at=now)
            tx.assignments.add(made)
            tx.audit.add(now, asker.id, "assigned", "assignment", made.id, terms.team, people=len(terms.people))
        return made

    def edit(self, person: Person, assignment_id: str, terms: Terms, version: int) -> Assignment:
        """Other terms. ``version``: the one that was edited; Conflict when another manager was quicker."""
        self._can_be(terms)
        now = self._clock.now()
        with self._store.begin() as tx:
            before, asker = self._mine(tx, person, "Assigning.edit", assignment_id)
            if terms.team != before.terms.team:
                raise InvalidReply("An assignment stays with its team.", "Withdraw it, and assign anew in the other team.")
            begun = tx.results.under([assignment_id])
            if begun and (terms.mode, terms.rubric) != (before.terms.mode, before.terms.rubric):
                raise InvalidReply("Somebody has begun already: mode and rubric cannot change any more.",
                                   "Withdraw it, and assign anew.")
            _are_trainees(tx, terms, known=before.terms.people)
            if not tx.assignments.change(assignment_id, terms, version, now):
                raise _stale(tx, before)
            tx.audit.add(now, asker.id, "assignment_edited", "assignment", assignment_id, terms.team, version=version + 1)
            return tx.assignments.get(assignment_id)

    def withdraw(self, person: Person, assignment_id: str, version: int) -> None:
        """No longer asked; what was practised stays."""
        with self._store.begin() as tx:
            before, asker = self._mine(tx, person, "Assigning.withdraw", assignment_id)
            now = self._clock.now()
            if not tx.assignments.withdraw(assignment_id, version, now):
                raise _stale(tx, before)
            tx.audit.add(now, asker.id, "assignment_withdrawn", "assignment", assignment_id, before.terms.team)

    def remind(self, person: Person, assignment_id: str) -> int:
        """Those who are not done see a reminder in the app; how many they are."""
        now = self._clock.now()
        with self._store.begin() as tx:
            found, asker = self._mine(tx, person, "Assigning.remind", assignment_id)
            tx.assignments.remind(assignment_id, now)
            tx.audit.add(now, asker.id, "reminded", "assignment", assignment_id, found.terms.team)
            overview = _overviews(tx, asker, [found], now)[0]
        return sum(s.status is not Status.COMPLETED for s in overview.standing.values())

    def assignments(self, person: Person, team: str, withdrawn: bool = False, only: str | None = None) -> list[Overview]:
        """All assignments of a team, newest first, with everybody's status. ``only``: that one, withdrawn or not, whole."""
        with self._store.reading() as tx:
            asker = passed(tx, person, "Assigning.assignments", team)
            found = tx.assignments.of_teams([team], withdrawn or only is not None)
            if only is not None:
                found = [a for a in found if a.id == only]
            return _overviews(tx, asker, found, self._clock.now(), whole=only is not None)

    # -- trainees ---------------------------------------------------------------------------------------------------

    def assigned_to_me(self, person: Person) -> list[Todo]:
        """What is asked of me, soonest due first."""
        now = self._clock.now()
        with self._store.reading() as tx:
            asker = passed(tx, person, "Assigning.assigned_to_me")
            found = tx.assignments.of_person(asker.id)
            attempts = attempts_of(tx, [a.id for a, _ in found], asker.id)
        todos = []
        for assignment, reminded_at in found:
            whole, each = standing_of(assignment.terms, attempts.get((assignment.id, asker.id), []), now)
            todos.append(Todo(assignment, whole, each, next_scenario(assignment.terms, each), reminded_at))
        return todos

    def may_start(self, person: Person, assignment_id: str, scenario_id: str) -> Terms:
        """The terms on which an assigned practice begins now, to be read before the first word; or the reason why not."""
        with self._store.reading() as tx:
            asker = passed(tx, person, "Assigning.may_start")
            return terms_for(tx, asker.id, assignment_id, scenario_id, self._clock.now())

    # -- inside -----------------------------------------------------------------------------------------------------

    def _mine(self, tx: Any, person: Person, action: str, assignment_id: str) -> tuple[Assignment, Person]:
        found = tx.assignments.get(assignment_id, lock=True)
        if found is None:
            # Without a team nobody but an owner passes: a made-up id tells a manager as little as another team's.
            passed(tx, person, action)
            raise NotFound("There is no such assignment.", "Choose one from the list.")
        return found, passed(tx, person, action, found.terms.team)

    def _can_be(self, terms: Terms) -> None:
        self._library.rubric(terms.rubric)
        for scenario in terms.scenarios:
            self._library.scenario(scenario)


def _overviews(tx: Any, asker: Person, found: list[Assignment], now: str, whole: bool = False) -> list[Overview]:
    attempts = attempts_of(tx, [a.id for a in found])
    trainees = {team: tx.teams.trainees(team) for team in {a.terms.team for a in found}}
    reads = set(teams_with(asker, Role.MANAGER, Role.REVIEWER))
    last = tx.audit.who({a.id: a.changed_at for a in found if a.version > 1})
    names = tx.teams.names(set(last.values())) if last else {}
    overviews = []
    for asked in found:
        people = [p for p in trainees[asked.terms.team] if not asked.terms.people or p in asked.terms.people]
        made = {p: attempts.get((asked.id, p), []) for p in people}
        by = names.get(last.get(asked.id, ""), "")
        if not whole:  # for a list, tens of thousands of standings with single scenarios would only be kept in vain
            overviews.append(Overview(asked, {p: standing_of(asked.terms, tries, now)[0] for p, tries in made.items()}, changed_by=by))
            continue
        stands = {p: standing_of(asked.terms, tries, now) for p, tries in made.items()}
        open_ = {t.practice for tries in made.values() for t in tries if t.open} if asked.terms.team in reads else set()
        overviews.append(Overview(asked, {p: s for p, (s, _) in stands.items()}, {p: each for p, (_, each) in stands.items()}, made,
                                  frozenset(open_), by))
    return overviews


def _are_trainees(tx: Any, terms: Terms, known: tuple[str, ...] = ()) -> None:
    trainees = set(tx.teams.trainees(terms.team)) | set(known)
    if any(p not in trainees for p in terms.people):
        raise InvalidReply("Somebody in the list is not a trainee of this team.", "Give them the role first, or leave them out.")


def _stale(tx: Any, now: Assignment) -> Conflict:
    person = tx.audit.who({now.id: now.changed_at}).get(now.id, "")
    name = tx.teams.names({person}).get(person, "") if person else ""
    who = f" ({name})" if name else ""
    did = "withdrawn" if now.withdrawn_at else "changed"
    return Conflict(f"Somebody else{who} has {did} this assignment a moment ago; nothing of yours was saved.",
                    "Read what it says now, then make your change again.")
