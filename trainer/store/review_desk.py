"""A reviewer's desk: what lies there half done, what is done; and the trainee's: what was said of their talks and not read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, case, delete, func, or_, select, update
from sqlalchemy.orm import Session

from trainer.domain.review import Looked, News
from trainer.store.tables import PracticeRecord
from trainer.store.team_tables import ReviewCommentRecord, ReviewDraftRecord, ReviewRecord


class ReviewDesk:
    """Drafts, what is done, and what is unread, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def draft(self, practice_id: str, reviewer: str) -> dict[str, Any]:
        """What was chosen and not handed in; empty at first."""
        return self._s.scalar(select(ReviewDraftRecord.body).where(*_of(practice_id, reviewer))) or {}

    def keep(self, practice_id: str, reviewer: str, body: dict[str, Any], at: str) -> None:
        """In place of what lay there; an empty one takes it away."""
        self._s.execute(delete(ReviewDraftRecord).where(*_of(practice_id, reviewer)))
        if body:
            self._s.add(ReviewDraftRecord(practice_id=practice_id, reviewer_id=reviewer, body=body, at=at))
            self._s.flush()

    def begun(self, reviewer: str, practice_ids: list[str]) -> set[str]:
        """Those of the talks on which something lies half done."""
        return set(self._s.scalars(select(ReviewDraftRecord.practice_id).where(
            ReviewDraftRecord.reviewer_id == reviewer, ReviewDraftRecord.practice_id.in_(practice_ids))))

    def looked(self, team_id: str, reviewer: str, most: int) -> list[Looked]:
        """The talks that a reviewer has rated or decided on and may still read, the newest reading first."""
        mine = (select(ReviewRecord.practice_id.label("practice"), func.max(ReviewRecord.submitted_at).label("at"),
                       func.max(case((ReviewRecord.blind.is_(True), 1), else_=0)).label("blind"))
                .where(ReviewRecord.reviewer_id == reviewer, ReviewRecord.submitted_at.is_not(None))
                .group_by(ReviewRecord.practice_id).subquery())
        said = (select(ReviewCommentRecord.practice_id.label("practice"), func.max(ReviewCommentRecord.at).label("at"))
                .where(ReviewCommentRecord.kind != "comment", ReviewCommentRecord.practice_id.in_(select(mine.c.practice)))
                .group_by(ReviewCommentRecord.practice_id).subquery())
        rows = self._s.execute(
            select(PracticeRecord.id, PracticeRecord.person_id, PracticeRecord.scenario_title, mine.c.at, mine.c.blind, said.c.at)
            .join(mine, mine.c.practice == PracticeRecord.id).outerjoin(said, said.c.practice == PracticeRecord.id)
            .where(PracticeRecord.team_id == team_id, PracticeRecord.visibility != "private", PracticeRecord.redacted_at.is_(None))
            .order_by(mine.c.at.desc()).limit(most))
        return [Looked(practice=p, person=who, title=title, at=at, blind=bool(blind), answered=bool(answer and answer > at))
                for p, who, title, at, blind, answer in rows]

    def news(self, person_id: str) -> list[News]:
        """One's own talks of which a reviewer has said something since one last read it, the newest first."""
        # Asked on every home screen: so only what was said of this person's talks is gathered, never all of it.
        own = select(PracticeRecord.id).where(PracticeRecord.person_id == person_id)
        said = (select(ReviewRecord.practice_id.label("practice"), ReviewRecord.submitted_at.label("at"), ReviewRecord.reviewer_id.label("who"))
                .where(ReviewRecord.submitted_at.is_not(None), ReviewRecord.practice_id.in_(own))
                .union_all(select(ReviewCommentRecord.practice_id, ReviewCommentRecord.at, ReviewCommentRecord.author_id)
                           .where(ReviewCommentRecord.practice_id.in_(own))).subquery())
        rows = self._s.execute(
            select(PracticeRecord.id, PracticeRecord.scenario_title, func.max(said.c.at), func.min(said.c.who), func.count(said.c.who.distinct()))
            .join(said, and_(said.c.practice == PracticeRecord.id, said.c.who != person_id))
            .where(PracticeRecord.person_id == person_id, PracticeRecord.redacted_at.is_(None),
                   or_(PracticeRecord.remarks_read_at.is_(None), said.c.at > PracticeRecord.remarks_read_at))
            .group_by(PracticeRecord.id, PracticeRecord.scenario_title).order_by(func.max(said.c.at).desc()))
        return [News(practice=p, title=title, at=at, by=who, others=n - 1) for p, title, at, who, n in rows]

    def read(self, practice_id: str, at: str) -> None:
        """The trainee has read what there is."""
        self._s.execute(update(PracticeRecord).where(PracticeRecord.id == practice_id).values(remarks_read_at=at))


def _of(practice_id: str, reviewer: str) -> tuple:
    return ReviewDraftRecord.practice_id == practice_id, ReviewDraftRecord.reviewer_id == reviewer
