"""Keeps reviews, comments and decisions: each is added, none is ever changed; and finds what waits for review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, case, func, literal, or_, select, update
from sqlalchemy.orm import Session

from trainer.domain.review import Comment, Review, Waiting
from trainer.domain.rubric import Dimension
from trainer.store.result_table import ResultRecord
from trainer.store.tables import DisagreementRecord, PracticeRecord, RatingRecord, TurnRecord
from trainer.store.team_tables import ReviewCommentRecord, ReviewRecord

_OPEN = ("assessed", "consented")
_SAMPLE = ("0", "1")  # ids are random hex: these first letters are one talk in eight
DIMENSIONS = tuple(d.value for d in Dimension)


class Reviews:
    """Reviews, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def add(self, practice_id: str, reviewer: str, at: str, blind: bool, submitted: bool, decision: str | None = None,
            reason: str = "", replaces: int | None = None, whole: Mapping[Dimension, int] | None = None) -> int:
        """One more reading, look or decision."""
        row = ReviewRecord(practice_id=practice_id, reviewer_id=reviewer, blind=blind, decision=decision, reason=reason,
                           started_at=at, submitted_at=at if submitted else None, replaces=replaces,
                           whole={d.value: level for d, level in whole.items()} if whole else None)
        self._s.add(row)
        self._s.flush()
        return row.id

    def has_looked(self, practice_id: str, reviewer: str) -> bool:
        """Whether this reviewer has rated it, or seen the levels, before."""
        return self._s.scalar(select(ReviewRecord.id).where(
            ReviewRecord.practice_id == practice_id, ReviewRecord.reviewer_id == reviewer).limit(1)) is not None

    def of(self, practice_id: str) -> list[Review]:
        """All readings and decisions, oldest first, with their levels; mere looks are left out."""
        levels: dict[int, dict[int, dict]] = {}
        for review_id, n, *given in self._s.execute(
                select(RatingRecord.review_id, TurnRecord.n, *(getattr(RatingRecord, d) for d in DIMENSIONS))
                .join(TurnRecord, TurnRecord.id == RatingRecord.turn_id)
                .where(RatingRecord.practice_id == practice_id, RatingRecord.review_id.is_not(None))):
            levels.setdefault(review_id, {})[n] = dict(zip(Dimension, given, strict=True))
        rows = self._s.scalars(select(ReviewRecord).where(
            ReviewRecord.practice_id == practice_id, ReviewRecord.submitted_at.is_not(None)).order_by(ReviewRecord.id))
        return [Review(id=r.id, practice=r.practice_id, reviewer=r.reviewer_id, blind=r.blind, decision=r.decision,
                       reason=r.reason, at=r.submitted_at, replaces=r.replaces, levels=levels.get(r.id, {}), whole=r.whole) for r in rows]

    def comment(self, practice_id: str, author: str, kind: str, text: str, at: str, turn_id: int | None = None) -> None:
        """One more comment."""
        self._s.add(ReviewCommentRecord(practice_id=practice_id, author_id=author, kind=kind, text=text, at=at,
                                        turn_id=turn_id))

    def comments(self, practice_id: str) -> list[Comment]:
        """All comments, oldest first."""
        rows = self._s.execute(
            select(ReviewCommentRecord.author_id, ReviewCommentRecord.kind, ReviewCommentRecord.text,
                   ReviewCommentRecord.at, TurnRecord.n)
            .outerjoin(TurnRecord, TurnRecord.id == ReviewCommentRecord.turn_id)
            .where(ReviewCommentRecord.practice_id == practice_id).order_by(ReviewCommentRecord.id))
        return [Comment(author=a, kind=k, text=t, at=at, turn_n=n) for a, k, t, at, n in rows]

    def share(self, practice_id: str, team_id: str | None, visibility: str, at: str | None) -> None:
        """Who may read the words from now on."""
        self._s.execute(update(PracticeRecord).where(PracticeRecord.id == practice_id)
                        .values(team_id=team_id, visibility=visibility, consented_at=at))

    def queue(self, team_ids: Sequence[str], reviewer: str, scenario_id: str | None = None, why: str | None = None,
              most: int = 50) -> tuple[list[Waiting], dict[str, int]]:
        """What waits, most urgent first, and how many of each kind there are; two questions, whatever the size."""
        waiting = self._waiting(team_ids, reviewer, scenario_id).subquery()
        counts = dict(tuple(row) for row in self._s.execute(
            select(waiting.c.why, func.count()).where(waiting.c.why.is_not(None)).group_by(waiting.c.why)))
        asked = select(waiting).where(waiting.c.why == why if why else waiting.c.why.is_not(None))
        rows = self._s.execute(asked.order_by(waiting.c.urgency, waiting.c.ended_at, waiting.c.practice).limit(most))
        return [Waiting(**{k: v for k, v in row._mapping.items() if k != "urgency"}) for row in rows], counts

    def _waiting(self, team_ids: Sequence[str], reviewer: str, scenario_id: str | None):
        practice = PracticeRecord
        others = (select(ReviewRecord.practice_id.label("practice"), func.count().label("n"),
                         func.max(ReviewRecord.submitted_at).label("last"),
                         func.sum(case((ReviewRecord.reviewer_id == reviewer, 1), else_=0)).label("mine"))
                  .where(ReviewRecord.submitted_at.is_not(None), ReviewRecord.decision.is_(None))
                  .group_by(ReviewRecord.practice_id).subquery())
        asking = (select(ReviewCommentRecord.practice_id.label("practice"), func.max(ReviewCommentRecord.at).label("last"))
                  .where(ReviewCommentRecord.kind == "another_look").group_by(ReviewCommentRecord.practice_id).subquery())
        differs = select(DisagreementRecord.practice_id.label("practice")).distinct().subquery()
        read, mine = func.coalesce(others.c.n, 0), func.coalesce(others.c.mine, 0)
        again = and_(asking.c.last.is_not(None), or_(others.c.last.is_(None), asking.c.last > others.c.last))
        kinds = ((again, "another look", 1),
                 (and_(practice.mode == "assessment", read == 0), "assessment", 0),
                 (and_(func.coalesce(ResultRecord.unstable, 0) > 0, read == 0), "unstable", 2),
                 (and_(differs.c.practice.is_not(None), read == 0), "seen differently", 3),
                 (and_(practice.mode == "assessment", read == 1, mine == 0), "second reading", 4),
                 (and_(func.substr(practice.id, 1, 1).in_(_SAMPLE), read == 0), "sample", 5))
        asked = select(
            practice.id.label("practice"), practice.person_id.label("person"), practice.scenario_id.label("scenario"),
            practice.scenario_title.label("title"), practice.team_id.label("team"), practice.ended_at.label("ended_at"),
            case(*((when, literal(name)) for when, name, _ in kinds), else_=None).label("why"),
            case(*((when, literal(rank)) for when, _, rank in kinds), else_=99).label("urgency"), read.label("reviews"),
        ).outerjoin(others, others.c.practice == practice.id).outerjoin(asking, asking.c.practice == practice.id)
        asked = asked.outerjoin(differs, differs.c.practice == practice.id).outerjoin(
            ResultRecord, ResultRecord.practice_id == practice.id)
        asked = asked.where(
            practice.team_id.in_(list(team_ids)), practice.visibility.in_(_OPEN), practice.ended_at.is_not(None),
            or_(practice.ended_by.is_(None), practice.ended_by != "left"), practice.branch_of.is_(None),
            practice.redacted_at.is_(None), practice.person_id != reviewer)
        return asked.where(practice.scenario_id == scenario_id) if scenario_id else asked
