"""A model that says what it was given, word by word: for talks that must be the same every time."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable

from trainer.domain.errors import ModelUnavailable
from trainer.llm import faults
from trainer.ports import Ask, Said, Usage


class ScriptedModel:
    """Says the given answers in turn; an answer may be a ModelUnavailable, which is then raised. Keeps what it was
    asked in ``asked``. When nothing is left it has nothing to say, as a model may."""

    def __init__(self, answers: Iterable[str | ModelUnavailable], name: str = "scripted-model") -> None:
        self.name = name
        self.asked: list[Ask] = []
        self._answers = list(answers)

    def say(self, ask: Ask) -> Said:
        """The next answer, whole."""
        text = self._next(ask)
        return Said(text, self._usage(ask, text))

    def stream(self, ask: Ask) -> Generator[str, None, Usage]:
        """The next answer, word by word."""
        text = self._next(ask)
        yield from re.findall(r"\S+\s*|\s+", text)
        return self._usage(ask, text)

    def _next(self, ask: Ask) -> str:
        self.asked.append(ask)
        if not self._answers:
            raise faults.empty("stop")
        answer = self._answers.pop(0)
        if isinstance(answer, ModelUnavailable):
            raise answer
        return answer

    @staticmethod
    def _usage(ask: Ask, text: str) -> Usage:
        prompt = sum(len(m.content.split()) for m in ask.messages)
        return Usage(prompt_tokens=prompt, completion_tokens=len(text.split()), estimated=True)
