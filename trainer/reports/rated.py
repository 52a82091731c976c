"""A rating as plain JSON: what `rate` writes for each reply, and what an exported practice holds."""

from __future__ import annotations

from pydantic import Field

from trainer.domain.rating import Rating, Unrated
from trainer.domain.rubric import Dimension
from trainer.domain.values import Value


class PlainQuote(Value):
    """Words that show a level; ``who`` says whose words they are."""

    text: str
    who: str
    start: int
    end: int
    status: str


class PlainGate(Value):
    """An odd case that was met, and the highest levels it leaves."""

    gate: str
    caps: dict[Dimension, int]
    reason: str
    words: str


class PlainTechnique(Value):
    """A technique recognised in the reply."""

    id: str
    words: str
    probability: float | None
    sayable: bool


class PlainRating(Value):
    """``levels`` is null where the reply could not be rated, and then ``reason`` says why."""

    scorer: str = Field(description="id with version, e.g. offline-1 or judge:model-name")
    kind: str | None = Field(description="offline, judge or reviewer; null where not rated")
    levels: dict[Dimension, int] | None = Field(description="dimension → level 1–5")
    reason: str = Field("", description="why there are no levels")
    probabilities: dict[Dimension, tuple[float, ...] | None] = Field({}, description="of levels 1–5")
    ranges: dict[Dimension, tuple[int, int]] = Field({}, description="lowest and highest plausible level")
    quotes: dict[Dimension, tuple[PlainQuote, ...]] = {}
    reasons: dict[Dimension, str] = {}
    gates: tuple[PlainGate, ...] = ()
    techniques: tuple[PlainTechnique, ...] = ()
    missed: tuple[str, ...] = ()
    uncertain: tuple[Dimension, ...] = Field((), description="dimensions on which the scorer is not sure")


def plain(rating: Rating | Unrated) -> PlainRating:
    """The rating in plain form."""
    if isinstance(rating, Unrated):
        return PlainRating(scorer=rating.scorer, kind=None, levels=None, reason=rating.reason)
    each = rating.dimensions
    return PlainRating(
        scorer=rating.scorer, kind=rating.kind, levels=rating.levels(), missed=rating.missed,
        probabilities={d: r.probabilities for d, r in each.items()},
        ranges={d: (r.low or r.level, r.high or r.level) for d, r in each.items()},
        quotes={d: tuple(PlainQuote(text=q.text, who=q.who, start=q.start, end=q.end, status=q.status.value)
                         for q in r.quotes) for d, r in each.items()},
        reasons={d: r.reason for d, r in each.items()},
        gates=tuple(PlainGate(gate=g.gate, caps=g.caps, reason=g.reason, words=g.words) for g in rating.gates),
        techniques=tuple(PlainTechnique(**t.model_dump()) for t in rating.techniques),
        uncertain=tuple(d for d, r in each.items() if r.uncertain))
