"""Turns, and whose turn it is (derived from the turns, never stored)."""

from __future__ import annotations

from typing import Literal

from trainer.domain.acts import Event
from trainer.domain.talk_state import TalkState
from trainer.domain.values import Value

Who = Literal["client", "trainee"]


class Turn(Value):
    """One thing said. ``n`` counts from 0 over both speakers. A reply carries the events found in it and the state
    after it; a line carries how it was made: ``scripted``, ``model``, ``repaired`` or ``fallback`` (with why)."""

    n: int
    who: Who
    text: str
    state: TalkState
    events: tuple[Event, ...] = ()
    made: str = "scripted"
    made_note: str = ""
    at: str = ""


def whose_turn(turns: tuple[Turn, ...] | list[Turn], over: bool = False, trainee_opens: bool = False) -> Who | None:
    """Whose turn it is, or None when the talk is over. A line lost half-way is simply still owed."""
    if not turns:
        return "client"
    if turns[-1].who == "trainee":
        return "client"
    return None if over else "trainee"


def replies(turns: tuple[Turn, ...] | list[Turn]) -> list[Turn]:
    """The trainee's turns, in order."""
    return [t for t in turns if t.who == "trainee"]
