"""Folds the ratings that stand in a practice into one row, and reads such rows for lists and dashboards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Text, cast, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from trainer.domain.rating import Rating, Unrated, standing
from trainer.domain.rubric import Dimension
from trainer.store.result_table import ResultRecord
from trainer.store.standing import that_stand
from trainer.store.tables import FrozenFile, PracticeRecord, RatingRecord, TurnRecord

_KINDS = TypeAdapter(Rating | Unrated)


class Run(NamedTuple):
    """One practice as a dashboard needs it. ``sums`` fields are None where nothing was said yet."""

    practice: str
    person: str
    scenario: str
    title: str
    assignment: str | None
    mode: str
    visibility: str
    started_at: str
    ended_at: str | None
    ended_by: str | None
    outcome: str | None
    rubric_hash: str
    said: int | None
    rated: int | None
    unrated: int | None
    empathy: int | None
    clarity: int | None
    non_defensive: int | None
    solution_focus: int | None
    uncertain: int | None
    weakest_n: int | None
    weakest_sum: int | None


_RUN = (PracticeRecord.id, PracticeRecord.person_id, PracticeRecord.scenario_id, PracticeRecord.scenario_title,
        PracticeRecord.assignment_id, PracticeRecord.mode, PracticeRecord.visibility, PracticeRecord.started_at,
        PracticeRecord.ended_at, PracticeRecord.ended_by, PracticeRecord.outcome, PracticeRecord.rubric_hash,
        ResultRecord.said, ResultRecord.rated, ResultRecord.unrated, ResultRecord.empathy, ResultRecord.clarity,
        ResultRecord.non_defensive, ResultRecord.solution_focus, ResultRecord.uncertain, ResultRecord.weakest_n,
        ResultRecord.weakest_sum)


class Results:
    """Folded results, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def fold(self, practice_id: str) -> None:
        """Reads all that stands in a practice and keeps the sums; once more is the same."""
        self._s.flush()
        self._one_at_a_time(practice_id)
        said = self._s.scalars(select(TurnRecord.n).where(
            TurnRecord.practice_id == practice_id, TurnRecord.who == "trainee", TurnRecord.taken_back_at.is_(None))).all()
        given: dict[int, list[Rating | Unrated]] = {}
        for n, body in self._s.execute(
                select(TurnRecord.n, RatingRecord.body).join(TurnRecord, TurnRecord.id == RatingRecord.turn_id)
                .where(RatingRecord.practice_id == practice_id, TurnRecord.taken_back_at.is_(None), that_stand())
                .order_by(RatingRecord.id)):
            given.setdefault(n, []).append(_KINDS.validate_json(body))
        stands = {n: standing(ratings) for n, ratings in given.items()}
        rated = {n: r for n, r in stands.items() if isinstance(r, Rating)}
        totals = {n: sum(r.levels().values()) for n, r in rated.items()}
        weakest = min(totals, key=lambda n: (totals[n], n), default=None)
        dialect = sqlite if self._s.get_bind().dialect.name == "sqlite" else postgresql
        row = {"practice_id": practice_id, "said": len(said), "rated": len(rated), "unrated": len(stands) - len(rated),
               "uncertain": sum(r.uncertain() for r in rated.values()),
               "unstable": sum(r.unstable for r in rated.values()),
               "rests_on": " and ".join(sorted({r.kind for r in rated.values()})), "weakest_n": weakest,
               "weakest_sum": totals.get(weakest), "techniques": _techniques(rated.values()),
               **{d.value: sum(r.dimensions[d].level for r in rated.values()) for d in Dimension}}
        self._s.execute(dialect.insert(ResultRecord).values(**row).on_conflict_do_update(
            index_elements=["practice_id"], set_={k: v for k, v in row.items() if k != "practice_id"}))

    def _one_at_a_time(self, practice_id: str) -> None:
        # Two workers that each add a rating would each fold without the other's. SQLite has one writer anyway; on
        # PostgreSQL a lock of its own, always taken last, can stand in nobody's way.
        if self._s.get_bind().dialect.name == "postgresql":
            self._s.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:p, 2))"), {"p": practice_id})

    def runs(self, team_id: str, since: str = "", person_id: str | None = None, scenario_id: str | None = None,
             assignment_id: str | None = None) -> list[Run]:
        """All practices of a team, oldest first; branches never count."""
        asked = (select(*_RUN).outerjoin(ResultRecord, ResultRecord.practice_id == PracticeRecord.id)
                 .where(PracticeRecord.team_id == team_id, PracticeRecord.branch_of.is_(None)))
        for column, value in ((PracticeRecord.person_id, person_id), (PracticeRecord.scenario_id, scenario_id),
                              (PracticeRecord.assignment_id, assignment_id)):
            asked = asked.where(column == value) if value else asked
        asked = asked.where(PracticeRecord.started_at >= since) if since else asked
        return [Run._make(row) for row in self._s.execute(asked.order_by(PracticeRecord.started_at, PracticeRecord.id))]

    def under(self, assignment_ids: list[str], person_id: str | None = None) -> list[Run]:
        """All practices under some assignments, of everybody or of one person; branches never count."""
        asked = (select(*_RUN).outerjoin(ResultRecord, ResultRecord.practice_id == PracticeRecord.id)
                 .where(PracticeRecord.assignment_id.in_(assignment_ids), PracticeRecord.branch_of.is_(None)))
        asked = asked.where(PracticeRecord.person_id == person_id) if person_id else asked
        return [Run._make(row) for row in self._s.execute(asked.order_by(PracticeRecord.started_at, PracticeRecord.id))]

    def weakest(self, team_id: str, since: str, person_id: str | None, scenario_id: str | None, most: int) -> list[Run]:
        """The finished talks with the weakest reply, the weakest first."""
        asked = (select(*_RUN).join(ResultRecord, ResultRecord.practice_id == PracticeRecord.id)
                 .where(PracticeRecord.team_id == team_id, PracticeRecord.branch_of.is_(None), PracticeRecord.started_at >= since,
                        PracticeRecord.ended_at.is_not(None), ResultRecord.weakest_n.is_not(None)))
        for column, value in ((PracticeRecord.person_id, person_id), (PracticeRecord.scenario_id, scenario_id)):
            asked = asked.where(column == value) if value else asked
        rows = self._s.execute(asked.order_by(ResultRecord.weakest_sum, PracticeRecord.started_at, PracticeRecord.id).limit(most))
        return [Run._make(row) for row in rows]

    def techniques(self, team_id: str, since: str = "") -> Iterator[dict[str, list[int]]]:
        """Of each practice of a team: technique → [seen, missed]."""
        rows = self._s.execute(
            # As text, and one by one: reading ten thousand small documents is quicker without the column's own ceremony.
            select(cast(ResultRecord.techniques, Text)).join(PracticeRecord, PracticeRecord.id == ResultRecord.practice_id)
            .where(PracticeRecord.team_id == team_id, PracticeRecord.branch_of.is_(None), PracticeRecord.started_at >= since))
        for (counted,) in rows:
            yield json.loads(counted)

    def words(self, which: list[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """(practice, turn) → what was said there."""
        rows = self._s.execute(select(TurnRecord.practice_id, TurnRecord.n, TurnRecord.text).where(
            TurnRecord.practice_id.in_([p for p, _ in which]), TurnRecord.taken_back_at.is_(None),
            TurnRecord.n.in_({n for _, n in which})))
        return {(p, n): words for p, n, words in rows if (p, n) in set(which)}

    def rubrics(self, hashes: set[str]) -> dict[str, str]:
        """Rubric hash → the rubric's JSON."""
        found = select(FrozenFile.hash, FrozenFile.body).where(FrozenFile.kind == "rubric", FrozenFile.hash.in_(hashes))
        return dict(tuple(row) for row in self._s.execute(found)) if hashes else {}

    def missing(self, limit: int = 500) -> list[str]:
        """Practices with replies that were never folded (from before there were results)."""
        return list(self._s.scalars(
            select(PracticeRecord.id).outerjoin(ResultRecord, ResultRecord.practice_id == PracticeRecord.id)
            .where(ResultRecord.practice_id.is_(None),
                   select(RatingRecord.id).where(RatingRecord.practice_id == PracticeRecord.id).exists())
            .limit(limit)))


def _techniques(ratings) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for rating in ratings:
        for technique in {t.id for t in rating.techniques}:
            found.setdefault(technique, [0, 0])[0] += 1
        for technique in set(rating.missed):
            found.setdefault(technique, [0, 0])[1] += 1
    return found
