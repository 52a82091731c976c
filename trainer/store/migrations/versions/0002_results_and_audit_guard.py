"""Folded results beside the ratings; the audit log can only be added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table("results",
        sa.Column("practice_id", sa.String(length=64), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in (
            "said", "rated", "unrated", "empathy", "clarity", "non_defensive", "solution_focus", "uncertain", "unstable")),
        sa.Column("rests_on", sa.String(), nullable=False),
        sa.Column("weakest_n", sa.Integer(), nullable=True),
        sa.Column("weakest_sum", sa.Integer(), nullable=True),
        sa.Column("techniques", JSON, nullable=False),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_results_practice_id_practices"),
        sa.PrimaryKeyConstraint("practice_id", name="pk_results"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                   "$$ BEGIN RAISE EXCEPTION 'the audit log can only be added to'; END $$")
        op.execute("CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit "
                   "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()")
    else:
        for what in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER audit_no_{what.lower()} BEFORE {what} ON audit "
                       "BEGIN SELECT RAISE(ABORT, 'the audit log can only be added to'); END")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_append_only ON audit")
        op.execute("DROP FUNCTION audit_is_append_only")
    else:
        op.execute("DROP TRIGGER audit_no_update")
        op.execute("DROP TRIGGER audit_no_delete")
    op.drop_table("results")
