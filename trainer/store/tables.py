"""The tables of a practice: who ran it, what was said, what is still owed, how it was rated, what it cost."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.store.columns import Json, Key, Long, Table, When


class FrozenFile(Table):
    """A scenario or rubric as it was when a practice began with it; a talk never changes under the trainee's feet."""

    __tablename__ = "frozen_files"

    kind: Mapped[str] = mapped_column(primary_key=True)
    hash: Mapped[Key] = mapped_column(primary_key=True)
    file_id: Mapped[str]
    body: Mapped[Long]
    kept_at: Mapped[When]


class PracticeRecord(Table):
    """One run of one person through one scenario."""

    __tablename__ = "practices"
    __table_args__ = (
        Index("ix_practices_person_id_started_at", "person_id", "started_at"),
        Index("ix_practices_team_id_ended_at", "team_id", "ended_at"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    person_id: Mapped[Key] = mapped_column(ForeignKey("persons.id"))
    team_id: Mapped[Key | None] = mapped_column(ForeignKey("teams.id"))
    assignment_id: Mapped[Key | None] = mapped_column(ForeignKey("assignments.id"), index=True)
    scenario_id: Mapped[str] = mapped_column(index=True)
    scenario_title: Mapped[str]
    rubric_id: Mapped[str]
    seed: Mapped[int] = mapped_column(BigInteger)
    mode: Mapped[str]
    visibility: Mapped[str]
    consented_at: Mapped[When | None]
    client_model: Mapped[str]
    scorer: Mapped[str]
    scenario_hash: Mapped[Key]
    rubric_hash: Mapped[Key]
    appraiser_hash: Mapped[Key]
    scorer_hash: Mapped[Key]
    prompt_hash: Mapped[Key]
    started_at: Mapped[When]
    ended_at: Mapped[When | None]
    outcome: Mapped[str | None]
    ended_by: Mapped[str | None]
    branch_of: Mapped[Key | None] = mapped_column(ForeignKey("practices.id"), index=True)
    branch_at: Mapped[int | None]
    prepare: Mapped[Json] = mapped_column(default=dict)
    redacted_at: Mapped[When | None]
    remarks_read_at: Mapped[When | None]


class TurnRecord(Table):
    """One thing said. A turn taken back stays, marked; only live turns must have different numbers."""

    __tablename__ = "turns"
    __table_args__ = (
        Index("uq_turns_practice_id_n_live", "practice_id", "n", unique=True,
              sqlite_where=text("taken_back_at IS NULL"), postgresql_where=text("taken_back_at IS NULL")),
        CheckConstraint("who IN ('client', 'trainee')", name="who"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[Key] = mapped_column(ForeignKey("practices.id"), index=True)
    n: Mapped[int]
    who: Mapped[str]
    text: Mapped[Long]
    state: Mapped[Json]
    events: Mapped[Json] = mapped_column(default=list)
    made: Mapped[str]
    made_note: Mapped[Long]
    usage: Mapped[Json | None]
    at: Mapped[When]
    taken_back_at: Mapped[When | None]
    redacted_at: Mapped[When | None]


class OwedRecord(Table):
    """Work promised in the same transaction as the reply: the client's line, or a rating of the reply. A worker
    leases it; when the worker dies, the lease runs out and another takes it."""

    __tablename__ = "owed"
    __table_args__ = (UniqueConstraint("kind", "turn_id"), CheckConstraint("kind IN ('line', 'rating')", name="kind"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    practice_id: Mapped[Key] = mapped_column(ForeignKey("practices.id"), index=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id"))
    taken: Mapped[Long | None]
    asked_at: Mapped[When]
    worker: Mapped[str | None]
    leased_until: Mapped[When | None]
    attempts: Mapped[int] = mapped_column(default=0)


class RatingRecord(Table):
    """One rating of one reply by one scorer or reviewer; only ever added. The levels stand in columns as well, so
    that a dashboard can be folded by the database."""

    __tablename__ = "ratings"
    __table_args__ = (Index("ix_ratings_kind_scorer", "kind", "scorer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[Key] = mapped_column(ForeignKey("practices.id"), index=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"), index=True)
    scorer: Mapped[str]
    kind: Mapped[str]
    rubric_hash: Mapped[Key]
    rated: Mapped[bool]
    uncertain: Mapped[bool]
    empathy: Mapped[int | None]
    clarity: Mapped[int | None]
    non_defensive: Mapped[int | None]
    solution_focus: Mapped[int | None]
    body: Mapped[Long]
    made_at: Mapped[When]


class DisagreementRecord(Table):
    """"I see this differently": the trainee's own level for one dimension of one reply, and why."""

    __tablename__ = "disagreements"

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[Key] = mapped_column(ForeignKey("practices.id"), index=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id"))
    person_id: Mapped[Key] = mapped_column(ForeignKey("persons.id"), index=True)
    dimension: Mapped[str]
    level: Mapped[int]
    why: Mapped[Long]
    at: Mapped[When]


class NoteRecord(Table):
    """What the trainee wrote after a talk: follow-up note, reflection, contact log. The latest of a kind counts."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[Key] = mapped_column(ForeignKey("practices.id"), index=True)
    person_id: Mapped[Key] = mapped_column(ForeignKey("persons.id"), index=True)
    kind: Mapped[str]
    text: Mapped[Long]
    at: Mapped[When]


class ModelCallRecord(Table):
    """One call to a model: tokens, and cost where prices are configured. No words."""

    __tablename__ = "model_calls"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[When] = mapped_column(index=True)
    purpose: Mapped[str]
    model: Mapped[str]
    practice_id: Mapped[Key | None] = mapped_column(ForeignKey("practices.id"), index=True)
    prompt_tokens: Mapped[int]
    completion_tokens: Mapped[int]
    cached_tokens: Mapped[int]
    estimated: Mapped[bool]
    cost: Mapped[float | None]
