"""A line the client has just been given to say, and how it came to be."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.ports import Usage


@dataclass(frozen=True)
class Spoken:
    """``made`` is ``scripted``, ``model``, ``repaired`` or ``fallback``; ``note`` says why in words for the trainee."""

    text: str
    made: str = "scripted"
    note: str = ""
    usage: Usage | None = None
