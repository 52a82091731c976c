"""A rating with its evidence, an Unrated, and which of several stands."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from trainer.domain.rubric import Dimension
from trainer.domain.values import Value


class QuoteStatus(StrEnum):
    """Whether the quoted words were found: as they are, after repair of spacing/quotes/case, or not at all."""

    VERIFIED = "verified"
    REPAIRED = "repaired"
    UNVERIFIED = "unverified"


class Quote(Value):
    """Words that show a level. ``who`` says whose words; an omission quotes the client's words passed over.
    ``start``/``end`` are character offsets into that turn's text."""

    text: str
    who: Literal["trainee", "client"] = "trainee"
    start: int = Field(0, ge=0)
    end: int = Field(0, ge=0)
    status: QuoteStatus = QuoteStatus.VERIFIED

    def supports(self) -> bool:
        """An unverified quote supports nothing."""
        return self.status is not QuoteStatus.UNVERIFIED


class GateHit(Value):
    """An odd case of the codebook that was met: its rule, its caps (dimension → highest level), the stated reason."""

    gate: str
    rule: int = Field(ge=0, le=9, description="rule of the codebook's odd cases; 0 for a dimension's own note")
    caps: dict[Dimension, int]
    reason: str
    words: str = ""
    sure: bool = True


class TechniqueSeen(Value):
    """A technique recognised in a reply, with the words that show it. ``sayable`` only where precision ≥ 0.8."""

    id: str
    words: str
    probability: float | None = Field(None, ge=0, le=1)
    sayable: bool = True


class DimensionRating(Value):
    """The level of one dimension with its evidence. ``low``–``high`` is the plausible range, equal to level when sure."""

    level: int = Field(ge=1, le=5)
    probabilities: tuple[float, ...] | None = Field(None, description="of levels 1–5, summing to 1")
    quotes: tuple[Quote, ...] = ()
    reason: str
    uncertain: bool = False
    low: int = Field(0, ge=0, le=5)
    high: int = Field(0, ge=0, le=5)

    @model_validator(mode="after")
    def _probabilities_fit(self) -> DimensionRating:
        if self.probabilities is not None:
            if len(self.probabilities) != 5 or abs(sum(self.probabilities) - 1) > 0.02:
                raise ValueError("probabilities must be five numbers that sum to 1")
        return self


class Rating(Value):
    """One reply rated by one scorer. ``unstable`` when a judge's samples differ by more than one level;
    ``differs`` when judge and offline scorer are two or more levels apart."""

    scorer: str = Field(description="id with version, e.g. offline-1 or judge:model-name")
    kind: Literal["offline", "judge", "reviewer"]
    dimensions: dict[Dimension, DimensionRating]
    gates: tuple[GateHit, ...] = ()
    techniques: tuple[TechniqueSeen, ...] = ()
    missed: tuple[str, ...] = Field((), description="technique ids for which there was an occasion")
    unstable: bool = False
    differs: tuple[Dimension, ...] = ()
    spread: dict[Dimension, int] = {}
    calibrated: bool = False
    rated: Literal[True] = True

    @model_validator(mode="after")
    def _all_four(self) -> Rating:
        missing = [d for d in Dimension if d not in self.dimensions]
        if missing:
            raise ValueError(f"a rating needs all dimensions, missing {', '.join(missing)}")
        return self

    def levels(self) -> dict[Dimension, int]:
        """Dimension → level (1–5)."""
        return {d: r.level for d, r in self.dimensions.items()}

    def uncertain(self) -> bool:
        """True when any dimension is uncertain."""
        return any(r.uncertain for r in self.dimensions.values())


class Unrated(Value):
    """A reply that could not be rated, and why; never a number. ``retryable`` draws a retry button."""

    scorer: str
    reason: str
    retryable: bool = True
    rated: Literal[False] = False


_STANDS = {"reviewer": 0, "judge": 1, "offline": 2}


def standing(ratings: list[Rating | Unrated]) -> Rating | Unrated | None:
    """Of several for the same reply: the reviewer's, else the judge's, else the offline scorer's; of the same
    kind the latest (last in the list). An Unrated stands only where nothing else was rated."""
    rated = [r for r in ratings if isinstance(r, Rating)]
    if rated:
        best = min(_STANDS[r.kind] for r in rated)
        return [r for r in rated if _STANDS[r.kind] == best][-1]
    return ratings[-1] if ratings else None
