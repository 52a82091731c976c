"""Pairs of levels that two gave to the same reply, or to the same talk as a whole, of which one or both were blind."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from trainer.domain.practice import MIN_RATED
from trainer.domain.rubric import Dimension
from trainer.store.tables import PracticeRecord, RatingRecord, TurnRecord
from trainer.store.team_tables import ReviewRecord

DIMENSIONS = tuple(d.value for d in Dimension)


class Pair(NamedTuple):
    """Two ratings of one reply or talk: the reviewer's, blind, and another's (a scorer's, or a second reviewer's, blind)."""

    of: int | str
    reviewer: str
    other: str
    first: tuple[int, ...]
    second: tuple[int, ...]
    at: str


class ReviewPairs:
    """Pairs, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def of_replies(self, team_id: str, between_reviewers: bool = False) -> list[Pair]:
        """Every reply rated blind, with each scorer's latest rating of it, or with a second reviewer's blind one."""
        a, b, reviewed, second = aliased(RatingRecord), aliased(RatingRecord), aliased(ReviewRecord), aliased(ReviewRecord)
        asked = (select(a.turn_id, a.scorer, b.scorer, *(getattr(a, d) for d in DIMENSIONS),
                        *(getattr(b, d) for d in DIMENSIONS), a.made_at)
                 .join(reviewed, and_(reviewed.id == a.review_id, reviewed.blind.is_(True), reviewed.submitted_at.is_not(None)))
                 .join(PracticeRecord, PracticeRecord.id == a.practice_id)
                 .join(b, and_(b.turn_id == a.turn_id, b.rated.is_(True)))
                 .where(PracticeRecord.team_id == team_id, PracticeRecord.branch_of.is_(None),
                        # Erased levels are gone; the row of the review stays.
                        a.empathy.is_not(None), b.empathy.is_not(None)))
        if between_reviewers:
            asked = asked.join(second, and_(second.id == b.review_id, second.blind.is_(True),
                                            second.submitted_at.is_not(None))).where(b.scorer > a.scorer)
        else:
            asked = asked.where(b.review_id.is_(None))
        latest: dict[tuple[int, str, str], Pair] = {}
        for turn_id, reviewer, other, *levels, at in self._s.execute(asked.order_by(a.id, b.id)):
            latest[turn_id, reviewer, other] = Pair(turn_id, reviewer, other, tuple(levels[:4]), tuple(levels[4:]), at)
        return list(latest.values())

    def blind_levels(self, team_id: str) -> list[tuple[str, int, str, dict[str, int]]]:
        """(practice, turn n, reviewer, levels) of every blind review, oldest first."""
        rows = self._s.execute(
            select(RatingRecord.practice_id, TurnRecord.n, ReviewRecord.reviewer_id, *(getattr(RatingRecord, d) for d in DIMENSIONS))
            .join(ReviewRecord, ReviewRecord.id == RatingRecord.review_id)
            .join(TurnRecord, TurnRecord.id == RatingRecord.turn_id)
            .join(PracticeRecord, PracticeRecord.id == RatingRecord.practice_id)
            .where(PracticeRecord.team_id == team_id, ReviewRecord.blind.is_(True), ReviewRecord.submitted_at.is_not(None),
                   RatingRecord.empathy.is_not(None), PracticeRecord.redacted_at.is_(None))
            .order_by(RatingRecord.id))
        return [(p, n, r, dict(zip(DIMENSIONS, given, strict=True))) for p, n, r, *given in rows]

    def of_talks(self, team_id: str, between_reviewers: bool = False) -> list[Pair]:
        """Every talk rated blind as a whole, with each scorer's mean over its replies, rounded to a level, or with a second
        reviewer's blind levels for the whole."""
        blind = self._whole(team_id)
        if between_reviewers:
            return [Pair(practice, first, second, one, other, at) for practice, given in blind.items()
                    for first, (one, at) in given.items() for second, (other, _) in given.items() if second > first]
        means = self._means(list(blind))
        return [Pair(practice, reviewer, scorer, one, second, at) for practice, given in blind.items()
                for reviewer, (one, at) in given.items() for scorer, second in means.get(practice, {}).items()]

    def _whole(self, team_id: str) -> dict[str, dict[str, tuple[tuple[int, ...], str]]]:
        """Talk → reviewer → (levels, when)."""
        found: dict[str, dict[str, tuple[tuple[int, ...], str]]] = defaultdict(dict)
        for practice, reviewer, whole, at in self._s.execute(
                select(ReviewRecord.practice_id, ReviewRecord.reviewer_id, ReviewRecord.whole, ReviewRecord.submitted_at)
                .join(PracticeRecord, PracticeRecord.id == ReviewRecord.practice_id)
                .where(PracticeRecord.team_id == team_id, PracticeRecord.branch_of.is_(None), ReviewRecord.blind.is_(True),
                       ReviewRecord.submitted_at.is_not(None), ReviewRecord.whole.is_not(None)).order_by(ReviewRecord.id)):
            found[practice][f"reviewer:{reviewer}"] = tuple(whole[d] for d in DIMENSIONS), at
        return found

    def _means(self, practices: list[str]) -> dict[str, dict[str, tuple[int, ...]]]:
        """Talk → scorer → levels; a talk of too few rated replies has none, as it has no score."""
        newest = (select(func.max(RatingRecord.id)).where(RatingRecord.practice_id.in_(practices), RatingRecord.review_id.is_(None),
                                                          RatingRecord.rated.is_(True))
                  .group_by(RatingRecord.turn_id, RatingRecord.scorer))
        levels: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for practice, scorer, *given in self._s.execute(
                select(RatingRecord.practice_id, RatingRecord.scorer, *(getattr(RatingRecord, d) for d in DIMENSIONS))
                .join(TurnRecord, TurnRecord.id == RatingRecord.turn_id)
                .where(RatingRecord.id.in_(newest), TurnRecord.taken_back_at.is_(None), RatingRecord.empathy.is_not(None))):
            levels[practice, scorer].append(given)
        out: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
        for (practice, scorer), rows in levels.items():
            if len(rows) >= MIN_RATED:
                out[practice][scorer] = tuple(int(fmean(column) + 0.5) for column in zip(*rows, strict=True))
        return out
