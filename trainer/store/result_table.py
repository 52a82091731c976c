"""The table of folded results: what a dashboard needs of each talk, so that it need not read every rating."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from trainer.store.columns import Json, Key, Table


class ResultRecord(Table):
    """Sums over the ratings that stand in one practice. Folded anew, in the same transaction, whenever a rating is
    added, a reply taken back or a decision made; the ratings stay the truth."""

    __tablename__ = "results"

    practice_id: Mapped[Key] = mapped_column(ForeignKey("practices.id"), primary_key=True)
    said: Mapped[int]
    rated: Mapped[int]
    unrated: Mapped[int]
    empathy: Mapped[int]
    clarity: Mapped[int]
    non_defensive: Mapped[int]
    solution_focus: Mapped[int]
    uncertain: Mapped[int]
    unstable: Mapped[int]
    rests_on: Mapped[str]
    weakest_n: Mapped[int | None]
    weakest_sum: Mapped[int | None]
    techniques: Mapped[Json] = mapped_column(default=dict)
