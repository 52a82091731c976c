"""Progress of a team: status, scores and levels of assigned and shared practice; own practice is nobody else's."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from trainer.domain.people import Person, Role
from trainer.domain.permissions import may_read_words, teams_with
from trainer.domain.progress import (
    Period,
    PersonRow,
    ScenarioRow,
    Talk,
    TechniqueRow,
    by_person,
    by_scenario,
    by_technique,
    over_time,
)
from trainer.ports import Clock
from trainer.services.gate import passed
from trainer.services.terms import LEFT, score_of_run, weights_by_hash


@dataclass(frozen=True)
class Filter:
    """What a dashboard shows: one team, from a day on, perhaps one person or scenario; ``weekly`` or by month."""

    team: str
    since: str = ""
    person: str | None = None
    scenario: str | None = None
    weekly: bool = False


@dataclass(frozen=True)
class Dashboard:
    """A team at a glance. ``names``: person → name; ``talks``: for the drill-down, newest first."""

    people: list[PersonRow]
    periods: list[Period]
    scenarios: list[ScenarioRow]
    talks: list[Talk]
    names: dict[str, str]


@dataclass(frozen=True)
class Weak:
    """One of the weakest replies; ``text`` is None where its words are not for this reader."""

    practice: str
    turn_n: int
    person: str
    title: str
    mean: float
    text: str | None


class Progressing:
    """The person who asks comes first in every call."""

    def __init__(self, store: Any, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def dashboard(self, person: Person, which: Filter) -> Dashboard:
        """Four questions to the database, whatever the size of the team."""
        with self._store.reading() as tx:
            asker = passed(tx, person, "Progressing.dashboard", which.team)
            runs = tx.results.runs(which.team, which.since, which.person, which.scenario)
            reads = which.team in teams_with(asker, Role.MANAGER, Role.REVIEWER)
            talks = _talks(runs, weights_by_hash(tx, {r.rubric_hash for r in runs}), asker.id if reads else None)
            trainees = [p for p in tx.teams.trainees(which.team) if which.person in (None, p)]
            names = tx.teams.names({*trainees, *(t.person for t in talks)})
        return Dashboard(by_person(talks, trainees), over_time(talks, which.weekly), by_scenario(talks), talks[::-1], names)

    def techniques(self, person: Person, which: Filter) -> list[TechniqueRow]:
        """Which techniques the team misses most often."""
        with self._store.reading() as tx:
            passed(tx, person, "Progressing.techniques", which.team)
            return by_technique(tx.results.techniques(which.team, which.since))

    def weakest(self, person: Person, which: Filter, most: int = 10) -> list[Weak]:
        """The weakest reply of each of the weakest talks."""
        with self._store.reading() as tx:
            asker = passed(tx, person, "Progressing.weakest", which.team)
            runs = tx.results.weakest(which.team, which.since, which.person, which.scenario, most)
            open_ = {r.practice for r in runs if r.visibility != "private"
                     and may_read_words(asker, tx.talks.get(r.practice))}
            words = tx.results.words([(r.practice, r.weakest_n) for r in runs if r.practice in open_])
        return [Weak(r.practice, r.weakest_n, r.person, r.title, r.weakest_sum / 4, words.get((r.practice, r.weakest_n)))
                for r in runs]

    def csv(self, person: Person, which: Filter) -> str:
        """The talks as CSV, oldest first; what a spreadsheet could take for a formula is defused."""
        with self._store.begin() as tx:
            asker = passed(tx, person, "Progressing.csv", which.team)
            tx.audit.add(self._clock.now(), asker.id, "exported_list", "team", which.team, which.team)
        shown = self.dashboard(person, which)
        out = io.StringIO()
        write = csv.writer(out)
        write.writerow(["name", "scenario", "started", "score", "passed", "empathy", "clarity", "non_defensive",
                        "solution_focus", "talk"])
        for t in reversed(shown.talks):
            write.writerow([plain(shown.names.get(t.person, "")), plain(t.title), t.at,
                            "" if t.score is None else round(t.score, 1),
                            "" if t.passed is None else "yes" if t.passed else "no",
                            *(t.levels or ("",) * 4), t.practice])
        return out.getvalue()


def _talks(runs: list, weights: dict, reader: str | None) -> list[Talk]:
    """``reader`` reads what is assessed or shared, but reviews nothing of their own."""
    out = []
    for r in runs:
        if r.ended_at is None or r.ended_by == LEFT:
            continue
        score = score_of_run(r, weights)
        levels = None
        if score is not None:
            levels = tuple(round(s / r.rated, 2) for s in (r.empathy, r.clarity, r.non_defensive, r.solution_focus))
        out.append(Talk(r.practice, r.person, r.scenario, r.title, r.started_at,
                        None if score is None else round(score, 1),
                        None if score is None else score >= weights[r.rubric_hash][1], levels,
                        reader not in (None, r.person) and r.visibility != "private"))
    return out


def plain(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
