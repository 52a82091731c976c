"""Lets a model speak as the client, but only lines that the guard has passed; else the authored line is said."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

from trainer.client.brief import REPAIR, brief
from trainer.client.engine import Taken
from trainer.client.guard import Fault, Verdict, fails_already, judge_line
from trainer.client.scene import Scene, scene_of
from trainer.client.spoken import Spoken
from trainer.domain.conversation import Turn
from trainer.domain.errors import ModelUnavailable
from trainer.domain.scenario import Scenario
from trainer.ports import Ask, ChatModel, Message, Usage

_IN_WORDS = {
    "coaching": "it gave you advice", "role_flip": "it spoke for your side", "assistant": "it spoke like an assistant",
    "meta": "it spoke about the exercise", "refusal": "it declined", "stage_direction": "it described instead of speaking",
    "two_speakers": "it spoke for both", "markup": "it held formatting", "language": "it was in another language",
    "leak": "it told what had not been earned", "never": "it was out of character", "ahead_of_mood": "it gave in too early",
    "too_long": "it was too long", "empty": "it was empty", "repetition": "it repeated itself", "unfinished": "it broke off",
    "untold": "it kept back what you had earned",
}


@dataclass(frozen=True)
class _Try:
    verdict: Verdict
    raw: str
    usage: Usage | None


class ModelSpeaker:
    """The client's voice when a model is configured. Never raises for what a model does; a line always comes."""

    def __init__(self, model: ChatModel, token_budget: int = 6000, count: Callable[[str], int] | None = None,
                 max_tokens: int = 160, temperature: float = 0.8, priced: Callable[[Usage], Usage] = lambda usage: usage) -> None:
        self.model = model
        self.name = model.name
        self._priced = priced
        self.token_budget, self.max_tokens, self.temperature = token_budget, max_tokens, temperature
        self._count = count or (lambda text: len(text.encode()) // 3)

    def speak(self, scenario: Scenario, seed: int, turns: Sequence[Turn], taken: Taken) -> Spoken:
        """The next line. ``turns`` end with the reply it answers (or with a line, when the trainee ends the talk)."""
        scene = scene_of(scenario, turns, taken)
        messages = brief(scenario, turns, taken, self.token_budget, self._count)
        ask = Ask(messages, self.max_tokens, self.temperature, seed=(seed * 1009 + len(turns)) % 2**31)
        spent: Usage | None = None
        try:
            first = self._try(ask, scene)
            spent = first.usage
            if first.verdict.passed:
                return Spoken(first.verdict.text, "model", "", spent)
            again = self._try(self._repair(ask, first, scenario), scene)
            spent = together(spent, again.usage)
            if again.verdict.passed:
                return Spoken(again.verdict.text, "repaired", f"The model's first line was replaced: {_why(first)}.", spent)
            note = f"This line is the scripted one; the model's did not fit: {_why(again)}."
        except ModelUnavailable as trouble:
            note = f"This line is the scripted one. {trouble.message}"
        return Spoken(taken.direction.line, "fallback", note, spent)

    def _try(self, ask: Ask, scene: Scene) -> _Try:
        text, usage = "", None
        talk = _with_end(self.model.stream(ask))
        try:
            for piece, end in talk:
                text, usage = text + piece, end
                if end is None and (fails_already(text, scene) or "\n" in text.strip() and not text.strip().startswith(("*", "-", "#"))):
                    break
        finally:
            talk.close()  # hangs up, so that a server does not go on speaking to nobody
        if usage is None:  # hung up early: the server never said what it cost
            prompt = sum(self._count(m.content) for m in ask.messages)
            usage = self._priced(Usage(prompt, self._count(text), estimated=True))
        return _Try(judge_line(text, scene), text, usage)

    def _repair(self, ask: Ask, first: _Try, scenario: Scenario) -> Ask:
        # the line that failed is not shown to the model again: small models copy what they see. Only a repetition is.
        faults = " ".join(dict.fromkeys(f.why for f in first.verdict.faults))
        repeated = next((f.words for f in first.verdict.faults if f.kind == "repetition"), "")
        if repeated:
            faults += f" (You said: {repeated})"
        last = ask.messages[-1]
        asked = Message(last.role, f"{last.content}\n\n{REPAIR.format(faults=faults, name=scenario.client.name)}")
        return Ask((*ask.messages[:-1], asked), ask.max_tokens, ask.temperature, seed=(ask.seed or 0) + 1)


def together(a: Usage | None, b: Usage | None) -> Usage | None:
    """What two calls used."""
    if a is None or b is None:
        return a or b
    cost = None if a.cost is None and b.cost is None else (a.cost or 0.0) + (b.cost or 0.0)
    return Usage(a.prompt_tokens + b.prompt_tokens, a.completion_tokens + b.completion_tokens,
                 a.cached_tokens + b.cached_tokens, a.estimated or b.estimated, cost)


def _why(tried: _Try) -> str:
    kinds: list[Fault] = list(tried.verdict.faults)
    return ", ".join(dict.fromkeys(_IN_WORDS[f.kind] for f in kinds[:2]))


def _with_end(talk: Iterator[str]) -> Generator[tuple[str, Usage | None], None, None]:
    """The pieces, and at last an empty one with what the talk used (which a plain loop would lose)."""
    try:
        while True:
            yield next(talk), None
    except StopIteration as end:
        yield "", end.value if isinstance(end.value, Usage) else Usage(estimated=True)
    finally:
        if isinstance(talk, Generator):
            talk.close()
