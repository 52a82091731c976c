"""Who should practise what by when, to which score; how far somebody is follows from the talks and is never stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from pydantic import Field, model_validator

from trainer.domain.practice import Mode
from trainer.domain.values import Value


class Status(StrEnum):
    """How far a person is with an assignment."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    COMPLETED = "completed"
    DID_NOT_PASS = "did not pass"
    PAST_DUE = "past due"


class Terms(Value):
    """What is asked. ``people`` empty: the whole team, whoever is in it then."""

    title: str = Field(min_length=1, max_length=120)
    note: str = Field("", max_length=2000)
    team: str
    people: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = Field(min_length=1, max_length=30)
    in_order: bool = False
    mode: Mode = Mode.PRACTICE
    rubric: str = "default"
    objectives_shown: str | None = Field(None, pattern="^(before|after|never)$")
    due_at: str | None = None
    min_score: float | None = Field(None, ge=0, le=100)
    min_attempts: int | None = Field(None, ge=1, le=50)
    max_attempts: int | None = Field(None, ge=1, le=50)

    @model_validator(mode="after")
    def _possible(self) -> Terms:
        if self.min_attempts and self.max_attempts and self.min_attempts > self.max_attempts:
            raise ValueError("the fewest attempts are more than the most: nobody could complete it")
        if len(set(self.scenarios)) != len(self.scenarios):
            raise ValueError("a scenario is in it twice")
        if self.due_at is not None:
            try:
                due = datetime.fromisoformat(self.due_at)
            except ValueError:
                raise ValueError("the due date must be a date and time such as 2026-12-01T17:00+00:00") from None
            if due.tzinfo is None:
                raise ValueError("the due date must say its offset from UTC, such as 2026-12-01T17:00+00:00")
        return self


class Assignment(Value):
    """Terms as somebody has set them; ``version`` rises with every edit."""

    id: str
    terms: Terms
    created_by: str
    created_at: str
    changed_at: str
    version: int = 1
    withdrawn_at: str | None = None


class Attempt(NamedTuple):
    """One practice under an assignment. ``score`` is None while ``pending`` (not all rated), or where the talk was too
    short to score. ``open``: its words may be read by managers and reviewers of the team."""

    practice: str
    scenario: str
    started_at: str
    ended_at: str | None = None
    left: bool = False
    branch: bool = False
    pending: bool = False
    score: float | None = None
    open: bool = False


class Standing(NamedTuple):
    """How far a person is with one scenario, or with the whole. ``late``: completed after the due date."""

    status: Status
    attempts: int = 0
    attempts_left: int | None = None
    best: float | None = None
    late: bool = False


def counting(terms: Terms, attempts: Iterable[Attempt], scenario: str | None = None) -> list[Attempt]:
    """The attempts that count, in order: no branches; a talk left early counts in an assessment only."""
    return sorted((a for a in attempts if not a.branch and (scenario is None or a.scenario == scenario)
                   and not (a.left and terms.mode is Mode.PRACTICE)), key=lambda a: a.started_at)


def standing_in(terms: Terms, scenario: str, attempts: Iterable[Attempt], now: str) -> Standing:
    """How far a person is with one scenario of an assignment."""
    made = counting(terms, attempts, scenario)
    scored = [a for a in made if a.ended_at and not a.left and a.score is not None]
    left = None if terms.max_attempts is None else max(0, terms.max_attempts - len(made))
    best = max((a.score for a in scored), default=None)
    fewest = terms.min_attempts or 1
    done_at = _done_at(terms, scored, fewest)
    overdue = _passed(terms.due_at, now)
    if done_at is not None:
        return Standing(status=Status.COMPLETED, attempts=len(made), attempts_left=left, best=best,
                        late=_passed(terms.due_at, done_at))
    exhausted = left == 0 and all(a.ended_at and not a.pending for a in made)
    if exhausted:
        status = Status.DID_NOT_PASS
    elif overdue:
        status = Status.DID_NOT_PASS if len(scored) >= fewest else Status.PAST_DUE
    else:
        status = Status.IN_PROGRESS if made else Status.NOT_STARTED
    return Standing(status=status, attempts=len(made), attempts_left=left, best=best)


def standing_of(terms: Terms, attempts: Iterable[Attempt], now: str) -> tuple[Standing, dict[str, Standing]]:
    """The whole assignment, and each of its scenarios."""
    by_scenario: dict[str, list[Attempt]] = {s: [] for s in terms.scenarios}
    for attempt in attempts:
        if attempt.scenario in by_scenario:
            by_scenario[attempt.scenario].append(attempt)
    each = {s: standing_in(terms, s, tries, now) for s, tries in by_scenario.items()}
    seen = [s.status for s in each.values()]
    if all(s is Status.COMPLETED for s in seen):
        whole = Status.COMPLETED
    elif Status.DID_NOT_PASS in seen:
        whole = Status.DID_NOT_PASS
    elif Status.PAST_DUE in seen:
        whole = Status.PAST_DUE
    else:
        whole = Status.NOT_STARTED if all(s is Status.NOT_STARTED for s in seen) else Status.IN_PROGRESS
    bests = [s.best for s in each.values() if s.best is not None]
    return Standing(status=whole, attempts=sum(s.attempts for s in each.values()),
                    best=max(bests, default=None), late=whole is Status.COMPLETED and any(s.late for s in each.values())), each


def next_scenario(terms: Terms, each: dict[str, Standing]) -> str | None:
    """What comes next: the first that is neither completed nor used up; on a path, nothing behind a closed door."""
    for scenario in terms.scenarios:
        standing = each[scenario]
        if standing.status is Status.COMPLETED:
            continue
        if standing.attempts_left != 0:
            return scenario
        if terms.in_order:
            return None
    return None


def unrealistic(terms: Terms, now: str, minutes: dict[str, int], pass_mark: float) -> tuple[str, ...]:
    """What about these settings would trip people up, in words; ``minutes``: scenario → how long one talk takes."""
    out: list[str] = []
    high = terms.min_score is not None and terms.min_score >= 80
    if high and terms.max_attempts == 1:
        out.append(f"One attempt at {terms.min_score:g} points: hardly anybody reaches that at the first go. "
                   "Allow three attempts, or ask for fewer points.")
    elif terms.min_score is not None and terms.min_score >= 90:
        out.append(f"{terms.min_score:g} points means nearly every reply at the highest level. Few good talks reach 90.")
    if terms.min_score is not None and terms.min_score < pass_mark:
        out.append(f"{terms.min_score:g} points is less than the rubric's own pass mark of {pass_mark:g}: somebody could "
                   "complete this with a talk that the debrief calls not passed.")
    if terms.mode is Mode.ASSESSMENT and (terms.max_attempts is None or terms.max_attempts > 3):
        out.append("An assessment that can be repeated often says more about patience than about skill. "
                   "Set one to three attempts.")
    if terms.due_at is not None:
        days = (datetime.fromisoformat(terms.due_at) - datetime.fromisoformat(now)).total_seconds() / 86400
        asked = sum(minutes.get(s, 10) for s in terms.scenarios) * (terms.min_attempts or 1)
        if days <= 0:
            out.append("The due date has passed already: everybody would be past due at once.")
        elif asked > max(days, 1 / 24) * 60:
            out.append(f"That is about {asked} minutes of practice in {days:.1f} days, more than an hour a day.")
    return tuple(out)


def _done_at(terms: Terms, scored: list[Attempt], fewest: int) -> str | None:
    if len(scored) < fewest:
        return None
    ends = sorted(a.ended_at for a in scored if a.ended_at)
    enough = ends[fewest - 1]
    if terms.min_score is None:
        return enough
    reached = sorted(a.ended_at for a in scored if a.ended_at and a.score is not None and a.score >= terms.min_score)
    return max(enough, reached[0]) if reached else None


def _passed(due_at: str | None, now: str) -> bool:
    return due_at is not None and _moment(now) > _moment(due_at)


@lru_cache(maxsize=256)
def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)
