"""What the services are made of: handed in once, by the wiring or by a test."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer.client.actor import Speaker
from trainer.ports import Clock, Library, Scorer
from trainer.services.line_worker import SCRIPTED
from trainer.services.seen import Pace


def _some_seed() -> int:
    return secrets.randbelow(2**31)


def _some_id() -> str:
    return secrets.token_hex(10)


@dataclass(frozen=True)
class Parts:
    """``speakers`` by name ("scripted" is always among them); ``client_model`` is who speaks in new practices;
    ``scorers`` rate one after the other, the quick one first; with no ``rating_threads`` ratings stay owed; ``prompt_hash`` names the version of what a model is told."""

    store: Any
    library: Library
    speakers: Mapping[str, Speaker]
    scorers: tuple[Scorer, ...]
    clock: Clock
    client_model: str = SCRIPTED
    prompt_hash: str = "none"
    pace: Pace = Pace()
    new_seed: Callable[[], int] = field(default=_some_seed)
    new_id: Callable[[], str] = field(default=_some_id)
    line_threads: int = 8
    rating_threads: int = 2

    def scorer_ids(self) -> str:
        """All scorers with their versions, as one name."""
        return " + ".join(s.id for s in self.scorers)
