"""What a person sees of a practice while it goes on: the client's line so far, and a row of the list of talks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trainer.domain.practice import Practice, TalkScore

LineState = Literal["idle", "owed", "thinking", "speaking", "over"]


@dataclass(frozen=True)
class LineStatus:
    """idle: the trainee's turn. owed: a line is due and nobody is at it (ask ``resume``). thinking: being made.
    speaking: ``so_far`` grows. over: the talk has ended and its last line is whole. ``n`` is the turn it speaks of;
    ``whole`` and ``at`` are what a line being spoken will be and since when."""

    state: LineState
    so_far: str = ""
    note: str = ""
    n: int = -1
    whole: str = ""
    at: str = ""


@dataclass(frozen=True)
class PracticeRow:
    """One line in the list of a person's talks."""

    practice: Practice
    title: str
    replies: int
    score: TalkScore

    @property
    def outcome(self) -> str | None:
        """How it ended, if it has."""
        return self.practice.outcome.value if self.practice.outcome else None


@dataclass(frozen=True)
class Pace:
    """How fast a finished line appears: characters per second, and the shortest and longest time for any line."""

    per_second: float = 220
    shortest_s: float = 0.6
    longest_s: float = 1.5

    def so_far(self, text: str, seconds: float) -> str:
        """What is seen of a line that was stored that many seconds ago: whole words, the whole line at the end."""
        if self.per_second <= 0:
            return text
        whole = min(self.longest_s, max(self.shortest_s, len(text) / self.per_second))
        if seconds >= whole or seconds < 0:
            return text
        shown = int(len(text) * seconds / whole)
        cut = text.rfind(" ", 0, shown + 1)
        return text[:cut] if cut > 0 else ""


AT_ONCE = Pace(per_second=0)
