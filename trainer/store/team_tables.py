"""The tables of a team: persons and their roles, how they sign in, what is assigned, reviewed, written and logged."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.store.columns import Json, Key, Long, Table, When


class PersonRecord(Table):
    """A human. Erasing one redacts name and email in place and leaves the pseudonym."""

    __tablename__ = "persons"

    id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    pseudonym: Mapped[str | None] = mapped_column(unique=True)
    timezone: Mapped[str | None]
    choices: Mapped[Json] = mapped_column(default=dict)
    created_at: Mapped[When]
    erased_at: Mapped[When | None]


class TeamRecord(Table):
    """A team; ``retention_days`` bounds how long the words of its talks are kept."""

    __tablename__ = "teams"

    id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    retention_days: Mapped[int | None]
    created_at: Mapped[When]


class MembershipRecord(Table):
    """A role of a person in a team; without a team, a role in the whole installation."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("person_id", "team_id", "role"),
        Index("uq_memberships_installation", "person_id", "role", unique=True,
              sqlite_where=text("team_id IS NULL"), postgresql_where=text("team_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[Key] = mapped_column(ForeignKey("persons.id"))
    team_id: Mapped[Key | None] = mapped_column(ForeignKey("teams.id"), index=True)
    role: Mapped[str]
    since: Mapped[When]


class AccountRecord(Table):
    """How a person signs in: an argon2 hash, or an identity provider's subject, or both."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("oidc_issuer", "oidc_subject"),)

    person_id: Mapped[Key] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    password_set_at: Mapped[When | None]
    oidc_issuer: Mapped[str | None]
    oidc_subject: Mapped[str | None]
    failed: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[When | None]
    created_at: Mapped[When]


class SignInRecord(Table):
    """One signed-in browser. The id itself is only in the cookie; here is its hash."""

    __tablename__ = "sign_ins"

    id_hash: Mapped[Key] = mapped_column(primary_key=True)
    person_id: Mapped[Key] = mapped_column(ForeignKey("persons.id"), index=True)
    created_at: Mapped[When]
    seen_at: Mapped[When]
    expires_at: Mapped[When]
    revoked_at: Mapped[When | None]


class InviteRecord(Table):
    """A link that lets one person in once, or set a new password; here is the token's hash."""

    __tablename__ = "invites"

    token_hash: Mapped[Key] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    email: Mapped[str]
    name: Mapped[str]
    person_id: Mapped[Key | None] = mapped_column(ForeignKey("persons.id"))
    team_id: Mapped[Key | None] = mapped_column(ForeignKey("teams.id"))
    roles: Mapped[Json] = mapped_column(default=list)
    invited_by: Mapped[Key] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[When]
    expires_at: Mapped[When]
    used_at: Mapped[When | None]


class AssignmentRecord(Table):
    """Who should practise what by when, to which score. Its status is derived. ``version`` tells two editors apart."""

    __tablename__ = "assignments"

    id: Mapped[Key] = mapped_column(primary_key=True)
    team_id: Mapped[Key | None] = mapped_column(ForeignKey("teams.id"), index=True)
    created_by: Mapped[Key] = mapped_column(ForeignKey("persons.id"))
    title: Mapped[str]
    note: Mapped[Long] = mapped_column(default="")
    scenarios: Mapped[Json]
    in_order: Mapped[bool] = mapped_column(default=False)
    mode: Mapped[str]
    rubric_id: Mapped[str]
    objectives_shown: Mapped[str | None]
    due_at: Mapped[When | None]
    min_score: Mapped[float | None]
    min_attempts: Mapped[int | None]
    max_attempts: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[When]
    changed_at: Mapped[When]
    withdrawn_at: Mapped[When | None]


class AssigneeRecord(Table):
    """One person or one whole team that an assignment is for."""

    __tablename__ = "assignees"
    __table_args__ = (UniqueConstraint("assignment_id", "person_id"), UniqueConstraint("assignment_id", "team_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[Key] = mapped_column(ForeignKey("assignments.id"))
    person_id: Mapped[Key | None] = mapped_column(ForeignKey("persons.id"), index=True)
    team_id: Mapped[Key | None] = mapped_column(ForeignKey("teams.id"), index=True)
    reminded_at: Mapped[When | None]


class ReviewRecord(Table):
    """A reviewer's reading of one practice; its levels are rows of ``ratings``, those for the talk as a whole are
    ``whole``. Changing one's mind adds a row."""

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[Key] = mapped_column(ForeignKey("practices.id"), index=True)
    reviewer_id: Mapped[Key] = mapped_column(ForeignKey("persons.id"), index=True)
    blind: Mapped[bool]
    decision: Mapped[str | None]
    reason: Mapped[Long] = mapped_column(default="")
    started_at: Mapped[When]
    submitted_at: Mapped[When | None]
    replaces: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"))
    whole: Mapped[Json | None]


class ReviewDraftRecord(Table):
    """What a reviewer has chosen and written on one talk and not handed in; it goes when they do."""

    __tablename__ = "review_drafts"
    __table_args__ = (UniqueConstraint("practice_id", "reviewer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[Key] = mapped_column(ForeignKey("practices.id"))
    reviewer_id: Mapped[Key] = mapped_column(ForeignKey("persons.id"), index=True)
    body: Mapped[Json]
    at: Mapped[When]


class ReviewCommentRecord(Table):
    """What a reviewer says to a reply or to the talk, or the trainee's answer to it."""

    __tablename__ = "review_comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[Key] = mapped_column(ForeignKey("practices.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"))
    turn_id: Mapped[int | None] = mapped_column(ForeignKey("turns.id"))
    author_id: Mapped[Key] = mapped_column(ForeignKey("persons.id"), index=True)
    kind: Mapped[str]
    text: Mapped[Long]
    at: Mapped[When]


class OwnFileRecord(Table):
    """A scenario or rubric written in the browser: draft, published or retired."""

    __tablename__ = "own_scenarios"
    __table_args__ = (UniqueConstraint("kind", "file_id"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    kind: Mapped[str]
    file_id: Mapped[str]
    team_id: Mapped[Key | None] = mapped_column(ForeignKey("teams.id"), index=True)
    status: Mapped[str]
    published: Mapped[int | None]
    created_by: Mapped[Key] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[When]


class OwnFileVersionRecord(Table):
    """One version of such a file, as YAML; never changed."""

    __tablename__ = "own_scenario_versions"
    __table_args__ = (UniqueConstraint("own_scenario_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    own_scenario_id: Mapped[Key] = mapped_column(ForeignKey("own_scenarios.id"))
    version: Mapped[int]
    yaml: Mapped[Long]
    hash: Mapped[Key]
    author_id: Mapped[Key] = mapped_column(ForeignKey("persons.id"))
    note: Mapped[Long] = mapped_column(default="")
    at: Mapped[When]


class AuditRecord(Table):
    """Who did what: ids only, never text or names, so that erasing a person leaves the log whole. No foreign keys:
    the log outlives what it speaks of."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[When] = mapped_column(index=True)
    person_id: Mapped[str | None] = mapped_column(index=True)
    act: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    team_id: Mapped[str | None]
    details: Mapped[Json] = mapped_column(default=dict)
