"""The first schema: practices, and all that a team will need."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table("audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("details", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit")
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_person_id", "audit", ["person_id"])

    op.create_table("frozen_files",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("kind", "hash", name="pk_frozen_files")
    )
    op.create_table("persons",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("pseudonym", sa.String(), nullable=True),
        sa.Column("timezone", sa.String(), nullable=True),
        sa.Column("choices", JSON, nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("erased_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
        sa.UniqueConstraint("email", name="uq_persons_email"),
        sa.UniqueConstraint("pseudonym", name="uq_persons_pseudonym")
    )
    op.create_table("teams",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
        sa.UniqueConstraint("name", name="uq_teams_name")
    )
    op.create_table("accounts",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("password_set_at", sa.String(length=32), nullable=True),
        sa.Column("oidc_issuer", sa.String(), nullable=True),
        sa.Column("oidc_subject", sa.String(), nullable=True),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_accounts_person_id_persons"),
        sa.PrimaryKeyConstraint("person_id", name="pk_accounts"),
        sa.UniqueConstraint("login", name="uq_accounts_login"),
        sa.UniqueConstraint("oidc_issuer", "oidc_subject", name="uq_accounts_oidc_issuer_oidc_subject")
    )
    op.create_table("assignments",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("scenarios", JSON, nullable=False),
        sa.Column("in_order", sa.Boolean(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("rubric_id", sa.String(), nullable=False),
        sa.Column("objectives_shown", sa.String(), nullable=True),
        sa.Column("due_at", sa.String(length=32), nullable=True),
        sa.Column("min_score", sa.Double(), nullable=True),
        sa.Column("min_attempts", sa.Integer(), nullable=True),
        sa.Column("max_attempts", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("withdrawn_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["persons.id"], name="fk_assignments_created_by_persons"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_assignments_team_id_teams"),
        sa.PrimaryKeyConstraint("id", name="pk_assignments")
    )
    op.create_index("ix_assignments_team_id", "assignments", ["team_id"])

    op.create_table("invites",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=True),
        sa.Column("team_id", sa.String(length=64), nullable=True),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("invited_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.String(length=32), nullable=False),
        sa.Column("used_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["invited_by"], ["persons.id"], name="fk_invites_invited_by_persons"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_invites_person_id_persons"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_invites_team_id_teams"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_invites")
    )
    op.create_table("memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("since", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_memberships_person_id_persons"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_memberships_team_id_teams"),
        sa.PrimaryKeyConstraint("id", name="pk_memberships"),
        sa.UniqueConstraint("person_id", "team_id", "role", name="uq_memberships_person_id_team_id_role")
    )
    op.create_index("ix_memberships_team_id", "memberships", ["team_id"])
    op.create_index("uq_memberships_installation", "memberships", ["person_id", "role"], unique=True,
                    sqlite_where=sa.text("team_id IS NULL"), postgresql_where=sa.text("team_id IS NULL"))

    op.create_table("own_scenarios",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["persons.id"], name="fk_own_scenarios_created_by_persons"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_own_scenarios_team_id_teams"),
        sa.PrimaryKeyConstraint("id", name="pk_own_scenarios"),
        sa.UniqueConstraint("kind", "file_id", name="uq_own_scenarios_kind_file_id")
    )
    op.create_index("ix_own_scenarios_team_id", "own_scenarios", ["team_id"])

    op.create_table("sign_ins",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("seen_at", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.String(length=32), nullable=False),
        sa.Column("revoked_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_sign_ins_person_id_persons"),
        sa.PrimaryKeyConstraint("id_hash", name="pk_sign_ins")
    )
    op.create_index("ix_sign_ins_person_id", "sign_ins", ["person_id"])

    op.create_table("assignees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=True),
        sa.Column("team_id", sa.String(length=64), nullable=True),
        sa.Column("reminded_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name="fk_assignees_assignment_id_assignments"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_assignees_person_id_persons"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_assignees_team_id_teams"),
        sa.PrimaryKeyConstraint("id", name="pk_assignees"),
        sa.UniqueConstraint("assignment_id", "person_id", name="uq_assignees_assignment_id_person_id"),
        sa.UniqueConstraint("assignment_id", "team_id", name="uq_assignees_assignment_id_team_id")
    )
    op.create_index("ix_assignees_person_id", "assignees", ["person_id"])
    op.create_index("ix_assignees_team_id", "assignees", ["team_id"])

    op.create_table("own_scenario_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("own_scenario_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("yaml", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_own_scenario_versions_author_id_persons"),
        sa.ForeignKeyConstraint(["own_scenario_id"], ["own_scenarios.id"],
                                name="fk_own_scenario_versions_own_scenario_id_own_scenarios"),
        sa.PrimaryKeyConstraint("id", name="pk_own_scenario_versions"),
        sa.UniqueConstraint("own_scenario_id", "version", name="uq_own_scenario_versions_own_scenario_id_version")
    )
    op.create_table("practices",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=True),
        sa.Column("assignment_id", sa.String(length=64), nullable=True),
        sa.Column("scenario_id", sa.String(), nullable=False),
        sa.Column("scenario_title", sa.String(), nullable=False),
        sa.Column("rubric_id", sa.String(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("consented_at", sa.String(length=32), nullable=True),
        sa.Column("client_model", sa.String(), nullable=False),
        sa.Column("scorer", sa.String(), nullable=False),
        sa.Column("scenario_hash", sa.String(length=64), nullable=False),
        sa.Column("rubric_hash", sa.String(length=64), nullable=False),
        sa.Column("appraiser_hash", sa.String(length=64), nullable=False),
        sa.Column("scorer_hash", sa.String(length=64), nullable=False),
        sa.Column("prompt_hash", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.String(length=32), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("branch_of", sa.String(length=64), nullable=True),
        sa.Column("branch_at", sa.Integer(), nullable=True),
        sa.Column("prepare", JSON, nullable=False),
        sa.Column("redacted_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name="fk_practices_assignment_id_assignments"),
        sa.ForeignKeyConstraint(["branch_of"], ["practices.id"], name="fk_practices_branch_of_practices"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_practices_person_id_persons"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_practices_team_id_teams"),
        sa.PrimaryKeyConstraint("id", name="pk_practices")
    )
    op.create_index("ix_practices_assignment_id", "practices", ["assignment_id"])
    op.create_index("ix_practices_branch_of", "practices", ["branch_of"])
    op.create_index("ix_practices_person_id_started_at", "practices", ["person_id", "started_at"])
    op.create_index("ix_practices_scenario_id", "practices", ["scenario_id"])
    op.create_index("ix_practices_team_id_ended_at", "practices", ["team_id", "ended_at"])

    op.create_table("model_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("practice_id", sa.String(length=64), nullable=True),
        sa.Column("prompt_tokens", sa.Integer(), nullable=False),
        sa.Column("completion_tokens", sa.Integer(), nullable=False),
        sa.Column("cached_tokens", sa.Integer(), nullable=False),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("cost", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_model_calls_practice_id_practices"),
        sa.PrimaryKeyConstraint("id", name="pk_model_calls")
    )
    op.create_index("ix_model_calls_at", "model_calls", ["at"])
    op.create_index("ix_model_calls_practice_id", "model_calls", ["practice_id"])

    op.create_table("notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_notes_person_id_persons"),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_notes_practice_id_practices"),
        sa.PrimaryKeyConstraint("id", name="pk_notes")
    )
    op.create_index("ix_notes_person_id", "notes", ["person_id"])
    op.create_index("ix_notes_practice_id", "notes", ["practice_id"])

    op.create_table("reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.String(length=64), nullable=False),
        sa.Column("reviewer_id", sa.String(length=64), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("started_at", sa.String(length=32), nullable=False),
        sa.Column("submitted_at", sa.String(length=32), nullable=True),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_reviews_practice_id_practices"),
        sa.ForeignKeyConstraint(["replaces"], ["reviews.id"], name="fk_reviews_replaces_reviews"),
        sa.ForeignKeyConstraint(["reviewer_id"], ["persons.id"], name="fk_reviews_reviewer_id_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_reviews")
    )
    op.create_index("ix_reviews_practice_id", "reviews", ["practice_id"])
    op.create_index("ix_reviews_reviewer_id", "reviews", ["reviewer_id"])

    op.create_table("turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.String(length=64), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", JSON, nullable=False),
        sa.Column("events", JSON, nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("made_note", sa.Text(), nullable=False),
        sa.Column("usage", JSON, nullable=True),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("taken_back_at", sa.String(length=32), nullable=True),
        sa.Column("redacted_at", sa.String(length=32), nullable=True),
        sa.CheckConstraint("who IN ('client', 'trainee')", name="who"),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_turns_practice_id_practices"),
        sa.PrimaryKeyConstraint("id", name="pk_turns")
    )
    op.create_index("ix_turns_practice_id", "turns", ["practice_id"])
    op.create_index("uq_turns_practice_id_n_live", "turns", ["practice_id", "n"], unique=True,
                    sqlite_where=sa.text("taken_back_at IS NULL"), postgresql_where=sa.text("taken_back_at IS NULL"))

    op.create_table("disagreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.String(length=64), nullable=False),
        sa.Column("turn_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_disagreements_person_id_persons"),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_disagreements_practice_id_practices"),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_disagreements_turn_id_turns"),
        sa.PrimaryKeyConstraint("id", name="pk_disagreements")
    )
    op.create_index("ix_disagreements_person_id", "disagreements", ["person_id"])
    op.create_index("ix_disagreements_practice_id", "disagreements", ["practice_id"])

    op.create_table("owed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("practice_id", sa.String(length=64), nullable=False),
        sa.Column("turn_id", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.String(length=32), nullable=False),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("leased_until", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('line', 'rating')", name="kind"),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_owed_practice_id_practices"),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_owed_turn_id_turns"),
        sa.PrimaryKeyConstraint("id", name="pk_owed"),
        sa.UniqueConstraint("kind", "turn_id", name="uq_owed_kind_turn_id")
    )
    op.create_index("ix_owed_practice_id", "owed", ["practice_id"])

    op.create_table("ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.String(length=64), nullable=False),
        sa.Column("turn_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("scorer", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rubric_hash", sa.String(length=64), nullable=False),
        sa.Column("rated", sa.Boolean(), nullable=False),
        sa.Column("uncertain", sa.Boolean(), nullable=False),
        sa.Column("empathy", sa.Integer(), nullable=True),
        sa.Column("clarity", sa.Integer(), nullable=True),
        sa.Column("non_defensive", sa.Integer(), nullable=True),
        sa.Column("solution_focus", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_ratings_practice_id_practices"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name="fk_ratings_review_id_reviews"),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_ratings_turn_id_turns"),
        sa.PrimaryKeyConstraint("id", name="pk_ratings")
    )
    op.create_index("ix_ratings_kind_scorer", "ratings", ["kind", "scorer"])
    op.create_index("ix_ratings_practice_id", "ratings", ["practice_id"])
    op.create_index("ix_ratings_review_id", "ratings", ["review_id"])
    op.create_index("ix_ratings_turn_id", "ratings", ["turn_id"])

    op.create_table("review_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.String(length=64), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("turn_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_review_comments_author_id_persons"),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_review_comments_practice_id_practices"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name="fk_review_comments_review_id_reviews"),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_review_comments_turn_id_turns"),
        sa.PrimaryKeyConstraint("id", name="pk_review_comments")
    )
    op.create_index("ix_review_comments_author_id", "review_comments", ["author_id"])
    op.create_index("ix_review_comments_practice_id", "review_comments", ["practice_id"])


def downgrade() -> None:
    op.drop_table("review_comments")
    op.drop_table("ratings")
    op.drop_table("owed")
    op.drop_table("disagreements")
    op.drop_table("turns")
    op.drop_table("reviews")
    op.drop_table("notes")
    op.drop_table("model_calls")
    op.drop_table("practices")
    op.drop_table("own_scenario_versions")
    op.drop_table("assignees")
    op.drop_table("sign_ins")
    op.drop_table("own_scenarios")
    op.drop_table("memberships")
    op.drop_table("invites")
    op.drop_table("assignments")
    op.drop_table("accounts")
    op.drop_table("teams")
    op.drop_table("persons")
    op.drop_table("frozen_files")
    op.drop_table("audit")
