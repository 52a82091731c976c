"""A reviewer's levels for a talk as a whole, what they have not yet handed in, and when a trainee last read their remarks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.add_column("reviews", sa.Column("whole", JSON, nullable=True))
    op.add_column("practices", sa.Column("remarks_read_at", sa.String(length=32), nullable=True))
    op.create_table("review_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.String(length=64), nullable=False),
        sa.Column("reviewer_id", sa.String(length=64), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_review_drafts_practice_id_practices"),
        sa.ForeignKeyConstraint(["reviewer_id"], ["persons.id"], name="fk_review_drafts_reviewer_id_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_review_drafts"),
        sa.UniqueConstraint("practice_id", "reviewer_id", name="uq_review_drafts_practice_id_reviewer_id"),
    )
    op.create_index("ix_review_drafts_reviewer_id", "review_drafts", ["reviewer_id"])


def downgrade() -> None:
    op.drop_table("review_drafts")
    with op.batch_alter_table("practices") as practices:
        practices.drop_column("remarks_read_at")
    with op.batch_alter_table("reviews") as reviews:
        reviews.drop_column("whole")
