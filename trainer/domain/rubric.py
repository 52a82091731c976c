"""Dimensions, what each level means, weights and the pass mark."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator

from trainer.domain.values import Value


class Dimension(StrEnum):
    """The four dimensions of the codebook."""

    EMPATHY = "empathy"
    CLARITY = "clarity"
    NON_DEFENSIVE = "non_defensive"
    SOLUTION_FOCUS = "solution_focus"


class LevelText(Value):
    """What one level means, with an example reply."""

    level: int = Field(ge=1, le=5)
    name: str
    means: str
    example: str = ""


class DimensionText(Value):
    """One dimension in words: its question, five levels, and its weight in the talk score."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    question: str
    weight: float = Field(gt=0, le=1)
    levels: tuple[LevelText, ...] = Field(min_length=5, max_length=5)
    notes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _levels_in_order(self) -> DimensionText:
        if [x.level for x in self.levels] != [1, 2, 3, 4, 5]:
            raise ValueError("levels must be 1, 2, 3, 4, 5 in this order")
        return self


class Rubric(Value):
    """A rubric file: dimensions with weights summing to 1, and the pass mark (0–100)."""

    schema_version: int = Field(1, ge=1, le=1)
    kind: str = Field("rubric", pattern="^rubric$")
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    summary: str
    pass_mark: float = Field(60, ge=0, le=100)
    objectives_shown: str = Field("before", pattern="^(before|after|never)$")
    dimensions: tuple[DimensionText, ...] = Field(min_length=1)
    odd_cases: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _weights_and_ids(self) -> Rubric:
        total = sum(d.weight for d in self.dimensions)
        if abs(total - 1) > 1e-6:
            raise ValueError(f"the weights of the dimensions sum to {total:g}, they must sum to 1")
        ids = [d.id for d in self.dimensions]
        doubled = sorted({i for i in ids if ids.count(i) > 1})
        if doubled:
            raise ValueError(f"dimension ids appear twice: {', '.join(doubled)}")
        return self

    def weights(self) -> dict[str, float]:
        """Dimension id → weight."""
        return {d.id: d.weight for d in self.dimensions}
