"""A technique a trainee can use, and how one knows it when one sees it."""

from __future__ import annotations

from pydantic import Field

from trainer.domain.rubric import Dimension
from trainer.domain.values import Value


class Technique(Value):
    """One row of the catalogue (``rubrics/techniques.yaml``)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    looks_like: str = Field(description="what it looks like in a reply")
    strong: str = Field(description="a strong example, our own wording")
    weak: str = Field(description="a weak example, our own wording")
    dimensions: tuple[Dimension, ...] = Field(min_length=1)
    why: str = Field(description="what it does to a client")


class TechniqueCatalogue(Value):
    """All techniques, ids unique."""

    schema_version: int = Field(1, ge=1, le=1)
    kind: str = Field("techniques", pattern="^techniques$")
    techniques: tuple[Technique, ...] = Field(min_length=1)
