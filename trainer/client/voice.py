"""Hears from a line's ordinary words whether a client or the side that answers clients is speaking."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from trainer.signals.wording import plain

FILE = Path(__file__).with_name("voice.json")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9]+|[?!.]")


def features(text: str) -> set[str]:
    """Words, pairs and threes of words; a number is a number."""
    said = ["^", *("#" if t.isdigit() else t for t in _TOKEN.findall(plain(text).lower())), "$"]
    return {*said, *(" ".join(p) for p in zip(said, said[1:], strict=False)), *(" ".join(p) for p in zip(said, said[1:], said[2:], strict=False))}


class Voice:
    """A weighing of words, learnt from our own client messages and trainee replies (``training/voice.py``)."""

    def __init__(self, weights: Mapping[str, float], bias: float, threshold: float, shortest: int) -> None:
        self._weights, self._bias = weights, bias
        self.threshold, self.shortest = threshold, shortest

    def score(self, text: str) -> float:
        """Below zero it sounds like the side that answers, above like a client."""
        found = [self._weights[f] for f in features(text) if f in self._weights]
        return sum(found) / math.sqrt(max(1, len(found))) + self._bias

    def answers(self, text: str) -> bool:
        """Whether it is plain that the answering side speaks; short lines are never plain."""
        return len(text.split()) >= self.shortest and self.score(text) < self.threshold


@lru_cache(maxsize=1)
def shipped() -> Voice:
    """The one beside this file."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    return Voice(kept["weights"], kept["bias"], kept["threshold"], kept["shortest"])
