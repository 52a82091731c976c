"""Which ratings take part: the machines' always, a reviewer's only where the latest decision says so."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from trainer.store.tables import RatingRecord
from trainer.store.team_tables import ReviewRecord


def that_stand():
    """The condition on ``ratings``. A decision is a review row of its own that names the review whose levels stand in
    ``replaces`` (none: the machine's); the latest decision on a practice counts."""
    decision = aliased(ReviewRecord)
    chosen = (select(decision.replaces).where(decision.practice_id == RatingRecord.practice_id,
                                              decision.decision.is_not(None))
              .order_by(decision.id.desc()).limit(1).correlate(RatingRecord).scalar_subquery())
    return or_(RatingRecord.review_id.is_(None), RatingRecord.review_id == chosen)
