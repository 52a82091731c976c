"""A whole practice as one JSON document, documented in docs/practice-json.md, that can be read and rated elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from trainer.domain.acts import Event
from trainer.domain.conversation import Turn
from trainer.domain.mood import Mood
from trainer.domain.practice import (
    MIN_RATED,
    MIN_RATED_AGAIN,
    Hashes,
    Mode,
    ObjectiveResult,
    Record,
    TalkScore,
    talk_score,
)
from trainer.domain.rating import Rating, Unrated, standing
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import EndingKind, Scenario
from trainer.domain.talk_state import Agreed
from trainer.domain.values import Value
from trainer.reports.rated import PlainRating, plain

LEFT = "left"


class BundledTurn(Value):
    """One thing said, with the state after it."""

    n: int = Field(description="counts from 0 over both speakers")
    who: Literal["client", "trainee"]
    text: str
    at: str
    mood: Mood = Field(description="after this turn; each from 0 to 10")
    facts: tuple[str, ...] = Field(description="ids of the hidden facts told so far")
    events: tuple[Event, ...] = Field(description="what a reply does to the client; empty for the client's lines")
    made: str = Field(description="of a line: scripted, model, repaired or fallback")
    made_note: str = ""
    rating: PlainRating | None = Field(description="the rating that stands; null for lines and replies not yet rated")
    ratings: tuple[PlainRating, ...] = Field((), description="all ratings of this reply, oldest first")


class PracticeBundle(Value):
    """The document."""

    format: Literal["difficult-client-practice/1"] = "difficult-client-practice/1"
    practice: str = Field(description="the practice's id")
    scenario: str = Field(description="the scenario's id")
    title: str
    situation: str = Field(description="what the trainee knew, as the scorer reads it")
    seed: int
    model: str = Field(description="who spoke the client: scripted, or the model's name")
    mode: Mode
    started_at: str
    ended_at: str | None
    ended_by: str | None = Field(description="client, trainee, or left (the safe way out)")
    branch_of: str | None = None
    branch_at: int | None = None
    hashes: Hashes
    turns: tuple[BundledTurn, ...]
    outcome: EndingKind | None
    objectives: tuple[ObjectiveResult, ...]
    agreed: Agreed | None
    score: float | None = Field(description="0–100, or null: see score_detail.reason")
    score_detail: TalkScore
    prepare: dict[str, str] = {}
    notes: dict[str, str] = {}


def bundle(record: Record, scenario: Scenario, rubric: Rubric) -> dict:
    """The practice as a JSON-ready dict, keys in the documented order."""
    return bundled(record, scenario, rubric).model_dump(mode="json")


def bundled(record: Record, scenario: Scenario, rubric: Rubric) -> PracticeBundle:
    """The practice as a document; ``scenario`` and ``rubric`` are those it began with."""
    p = record.practice
    score = _score(record, rubric)
    return PracticeBundle(
        practice=p.id, scenario=p.scenario_id, title=scenario.title, situation=scenario.briefing.situation,
        seed=p.seed, model=p.client_model, mode=p.mode, started_at=p.started_at, ended_at=p.ended_at,
        ended_by=p.ended_by, branch_of=p.branch_of, branch_at=p.branch_at, hashes=p.hashes,
        turns=tuple(_turn(t, record.ratings) for t in record.turns), outcome=p.outcome,
        objectives=record.objectives, agreed=record.agreed, score=score.score, score_detail=score,
        prepare=p.prepare, notes=p.notes)


def _turn(turn: Turn, ratings: Mapping[int, tuple[Rating | Unrated, ...]]) -> BundledTurn:
    given = list(ratings.get(turn.n, ()))
    stands = standing(given)
    return BundledTurn(
        n=turn.n, who=turn.who, text=turn.text, at=turn.at, mood=turn.state.mood, facts=turn.state.facts,
        events=turn.events, made=turn.made, made_note=turn.made_note, rating=plain(stands) if stands else None,
        ratings=tuple(plain(r) for r in given))


def _score(record: Record, rubric: Rubric) -> TalkScore:
    if record.practice.ended_by == LEFT:
        return TalkScore(reason="you left this talk; it is not scored")
    return talk_score([standing(list(record.ratings.get(t.n, ()))) for t in record.judged()], rubric,
                      MIN_RATED_AGAIN if record.practice.branch_of else MIN_RATED)
