"""Conditions in code's terms: when a fact is earned, a beat plays, an ending comes, an objective is met."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from trainer.domain.acts import Act
from trainer.domain.values import Value

Level = Annotated[float, Field(ge=0, le=10)]


class When(Value):
    """All stated parts must hold; an empty one always holds. Acts are counted over the whole talk up to now,
    ``this_reply`` looks at the reply just given."""

    this_reply: tuple[Act, ...] = Field((), description="any of these acts in the reply just given")
    topic: tuple[str, ...] = Field((), description="the reply just given asks about any of these topics")
    done: tuple[Act, ...] = Field((), description="every one of these acts has happened in the talk")
    any_done: tuple[Act, ...] = Field((), description="at least one of these acts has happened in the talk")
    never: tuple[Act, ...] = Field((), description="none of these acts has happened in the talk")
    at_least: dict[Act, int] = Field({}, description="act → how often it must have happened")
    facts: tuple[str, ...] = Field((), description="hidden facts that the trainee has learnt")
    concerns: tuple[str, ...] = Field((), description="concerns that have been answered")
    open_concerns: tuple[str, ...] = Field((), description="concerns that are still open")
    gave_away: tuple[str, ...] = Field((), description="red lines that the trainee has given away")
    kept: tuple[str, ...] = Field((), description="red lines that the trainee has not given away")
    agreed: bool | None = Field(None, description="a step with owner and time has been accepted")
    caught: bool | None = Field(None, description="the client has come back to a promise that cannot be kept")
    anger_min: Level | None = None
    anger_max: Level | None = None
    trust_min: Level | None = None
    trust_max: Level | None = None
    patience_min: Level | None = None
    patience_max: Level | None = None
    reply_min: int | None = Field(None, ge=1, le=40, description="from this reply on (1 is the first)")
    reply_max: int | None = Field(None, ge=1, le=40)
