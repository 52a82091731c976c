"""The client's mood: three numbers from 0 to 10, and the band they fall in."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from trainer.domain.values import Value


class Band(StrEnum):
    """How hot the client is, in words; lines are authored per band."""

    HOT = "hot"
    TENSE = "tense"
    CALM = "calm"


class Mood(Value):
    """anger, trust and patience, each 0–10; rounded to two places so that stores and platforms agree."""

    anger: float = Field(ge=0, le=10)
    trust: float = Field(ge=0, le=10)
    patience: float = Field(ge=0, le=10)

    def moved(self, anger: float = 0.0, trust: float = 0.0, patience: float = 0.0) -> Mood:
        """A new mood, each number clamped to 0–10."""
        return Mood(anger=_clamp(self.anger + anger), trust=_clamp(self.trust + trust),
                    patience=_clamp(self.patience + patience))

    def band(self) -> Band:
        """hot from anger 6.5, tense from 3.5, else calm."""
        if self.anger >= 6.5:
            return Band.HOT
        return Band.TENSE if self.anger >= 3.5 else Band.CALM

    def no_better_than(self, other: Mood) -> bool:
        """True when no number is better than the other mood's (anger lower, trust or patience higher)."""
        slack = 1e-9
        return (self.anger >= other.anger - slack and self.trust <= other.trust + slack
                and self.patience <= other.patience + slack)


def _clamp(x: float) -> float:
    return round(min(10.0, max(0.0, x)), 2)
