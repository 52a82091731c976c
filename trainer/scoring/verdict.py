"""Reads a judge's verdict and refuses what is missing, doubled, unknown or out of range; nothing is ever filled in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from trainer.domain.rubric import Dimension

_KEYS = {"dimension", "from", "quote", "reason", "level"}


class Refused(ValueError):
    """A verdict that cannot be believed, with what is wrong in words."""


@dataclass(frozen=True)
class Award:
    """What a model awards in one dimension, as it said it."""

    dimension: Dimension
    level: int
    quote: str
    whose: Literal["trainee", "client"]
    reason: str


def schema() -> tuple[str, dict]:
    """The form of a verdict. Quote and reason come before the level, so that the level follows from them."""
    one = {
        "type": "object",
        "properties": {
            "dimension": {"type": "string", "enum": [d.value for d in Dimension]},
            "from": {"type": "string", "enum": ["reply", "client"]},
            "quote": {"type": "string"},
            "reason": {"type": "string"},
            "level": {"type": "integer", "enum": [1, 2, 3, 4, 5]},
        },
        "required": ["dimension", "from", "quote", "reason", "level"],
        "additionalProperties": False,
    }
    return "verdict", {"type": "object", "properties": {"verdicts": {"type": "array", "items": one}},
                       "required": ["verdicts"], "additionalProperties": False}


def read(text: str) -> dict[Dimension, Award]:
    """The awards of all four dimensions, or Refused."""
    try:
        value = json.loads(text, object_pairs_hook=_once)
    except Refused:
        raise
    except (ValueError, RecursionError):
        raise Refused("it is not JSON") from None
    if not isinstance(value, dict) or not isinstance(value.get("verdicts"), list):
        raise Refused('it is not of the form {"verdicts": [...]}')
    if set(value) != {"verdicts"}:
        raise Refused(f"it has unknown parts: {_listed(set(value) - {'verdicts'})}")
    awards: dict[Dimension, Award] = {}
    for item in value["verdicts"]:
        award = _award(item)
        if award.dimension in awards:
            raise Refused(f"{award.dimension.value} is rated twice")
        awards[award.dimension] = award
    missing = [d.value for d in Dimension if d not in awards]
    if missing:
        raise Refused(f"{_listed(missing)} is missing")
    return awards


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """json keeps the last of doubled keys and says nothing."""
    keys = [k for k, _ in pairs]
    doubled = {k for k in keys if keys.count(k) > 1}
    if doubled:
        raise Refused(f"{_listed(doubled)} is there twice")
    return dict(pairs)


def _award(item: Any) -> Award:
    if not isinstance(item, dict):
        raise Refused("a verdict is not an object")
    if set(item) - _KEYS:
        raise Refused(f"a verdict has unknown parts: {_listed(set(item) - _KEYS)}")
    if _KEYS - set(item):
        raise Refused(f"a verdict lacks {_listed(_KEYS - set(item))}")
    name = item["dimension"]
    if not isinstance(name, str) or name not in [d.value for d in Dimension]:
        raise Refused(f"there is no dimension called {str(name)[:40]!r}")
    level = item["level"]
    if isinstance(level, bool) or not isinstance(level, int):
        raise Refused(f"the level of {name} is not a whole number")
    if not 1 <= level <= 5:
        raise Refused(f"the level of {name} is {level}, it must be 1 to 5")
    if item["from"] not in ("reply", "client"):
        raise Refused(f"the quote of {name} is from {str(item['from'])[:40]!r}, it must be from reply or client")
    quote, reason = item["quote"], item["reason"]
    if not isinstance(quote, str) or not isinstance(reason, str) or not reason.strip():
        raise Refused(f"{name} has no reason in words")
    return Award(Dimension(name), level, quote, "client" if item["from"] == "client" else "trainee", " ".join(reason.split())[:400])


def _listed(names: Any) -> str:
    return ", ".join(sorted(str(n)[:40] for n in names))
