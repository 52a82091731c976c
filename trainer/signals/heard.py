"""Hears what a reply does where no listed wording says it: small heads over the network's reading of the reply alone.

The reply is read without what it answers, so the same words always do the same; what they mean to *this* client is the
appraiser's. Heads, thresholds and how they were measured: ``training/act_heads.py``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from trainer.domain.acts import Act
from trainer.signals.encoder import shared
from trainer.signals.wording import plain, sentences

HEADS = Path(__file__).parent / "models" / "act_heads.npz"
NETWORK = Path(__file__).resolve().parents[1] / "scoring" / "models"


@dataclass(frozen=True)
class Heard:
    """An act heard in a reply, how surely (0–1), and the sentence that shows it best."""

    act: Act
    probability: float
    words: str


class ActHeads:
    """Logistic heads on the network's mean over a reply's pieces, one per act, each with its threshold."""

    def __init__(self, network: Path = NETWORK, heads: Path = HEADS) -> None:
        self._encoder = shared(network)
        with np.load(heads, allow_pickle=False) as arrays:
            self._mean, self._scale = arrays["mean"], arrays["scale"]
            self._weights, self._bias, self._thresholds = arrays["weights"], arrays["bias"], arrays["thresholds"]
            self.acts = tuple(Act(name) for name in json.loads(str(arrays["acts"])))

    def probabilities(self, text: str) -> np.ndarray:
        """One probability per act of ``acts``."""
        seen = (self._encoder.pooled(text) - self._mean) / self._scale
        return 1 / (1 + np.exp(-(self._weights @ seen + self._bias)))

    def hear(self, reply: str) -> tuple[Heard, ...]:
        """Acts over their thresholds, with the sentence that shows each."""
        whole = self.probabilities(reply)
        over = [i for i in range(len(self.acts)) if whole[i] >= self._thresholds[i]]
        if not over:
            return ()
        parts = sentences(plain(reply))
        each = [self.probabilities(s.text) for s in parts] if len(parts) > 1 else [whole]
        texts = [s.text for s in parts] or [reply.strip()]
        return tuple(Heard(self.acts[i], round(float(whole[i]), 3), texts[int(np.argmax([p[i] for p in each]))]) for i in over)


@lru_cache(maxsize=1)
def _heads() -> ActHeads:
    return ActHeads()


@lru_cache(maxsize=4096)
def hear(reply: str) -> tuple[Heard, ...]:
    """Acts heard in a reply, by the heads that ship. The network is loaded once, at the first reply."""
    return _heads().hear(reply)
