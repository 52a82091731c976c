"""The holes in the wall: what the crafts need from outside, as protocols with two or more implementations each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from trainer.domain.conversation import Turn
from trainer.domain.rating import Rating, Unrated
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.technique import TechniqueCatalogue


@dataclass(frozen=True)
class Message:
    """A role/content pair, the form a chat model reads."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Usage:
    """Tokens of one call; ``estimated`` where the server did not say."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    estimated: bool = False
    cost: float | None = None


@dataclass(frozen=True)
class Ask:
    """One request to a chat model. ``schema`` asks for strict JSON of that schema (name, json schema)."""

    messages: tuple[Message, ...]
    max_tokens: int = 200
    temperature: float = 0.8
    seed: int | None = None
    stop: tuple[str, ...] = ()
    schema: tuple[str, dict] | None = None


@dataclass
class Said:
    """What came back: the whole text, and what it cost."""

    text: str
    usage: Usage = field(default_factory=Usage)
    finish: str = "stop"


class ChatModel(Protocol):
    """A model behind a server, or one that says what it was given.

    Both methods raise ``ModelUnavailable`` and nothing else. ``stream`` yields pieces of text; its caller may close
    it early; the last value it *returns* (StopIteration.value) is a Usage.
    """

    name: str

    def say(self, ask: Ask) -> Said: ...

    def stream(self, ask: Ask) -> Iterator[str]: ...


class Scorer(Protocol):
    """Rates one reply against the client's line it answers and the talk so far, as the trainee saw it."""

    id: str

    def rate(self, situation: str, history: Sequence[Turn], client: str, reply: str,
             scenario: Scenario | None = None, rubric: Rubric | None = None) -> Rating | Unrated: ...


class Library(Protocol):
    """Scenarios, rubrics and techniques as they are published now, with their hashes."""

    def scenarios(self) -> list[Scenario]: ...

    def scenario(self, scenario_id: str) -> Scenario: ...

    def rubric(self, rubric_id: str) -> Rubric: ...

    def techniques(self) -> TechniqueCatalogue: ...

    def hash_of(self, kind: str, item_id: str) -> str: ...


class Clock(Protocol):
    """Now, as an aware UTC ISO string and as seconds."""

    def now(self) -> str: ...

    def monotonic(self) -> float: ...
