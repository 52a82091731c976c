"""The one base of every value in the domain: frozen, unknown keys refused."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value object; an unknown key is an error, so a typo in a YAML file is found."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
