"""Says the client's next line: the scripted client speaks the authored one, and always can."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from trainer.client.engine import Taken
from trainer.client.spoken import Spoken
from trainer.domain.conversation import Turn
from trainer.domain.scenario import Scenario


class Speaker(Protocol):
    """Gives words to a direction that is already decided. Never raises for a model's failure: it falls back."""

    name: str

    def speak(self, scenario: Scenario, seed: int, turns: Sequence[Turn], taken: Taken) -> Spoken: ...


class ScriptedSpeaker:
    """The default client: authored lines, no model, no network."""

    name = "scripted"

    def speak(self, scenario: Scenario, seed: int, turns: Sequence[Turn], taken: Taken) -> Spoken:
        """The authored line of this direction."""
        return Spoken(text=taken.direction.line, made="scripted")
