"""Puts the network's reading and the counted features together into levels with their probabilities."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from trainer.domain.rubric import Dimension
from trainer.signals.features import names

POOLED_SCALE = 0.5  # of the network's own reading among what the techniques are read from
ORDER = (Dimension.EMPATHY, Dimension.CLARITY, Dimension.NON_DEFENSIVE, Dimension.SOLUTION_FOCUS)


@dataclass(frozen=True)
class Estimate:
    """Where on the scale a reply stands on one dimension before any gate: the point, and how sure that is."""

    point: float
    sigma: float

    def at_most(self, other: Estimate) -> Estimate:
        """The lower of two readings of the same reply."""
        return self if self.point <= other.point else other

    def probabilities(self, cap: int = 5, lowered: int = 0) -> tuple[float, ...]:
        """Of levels 1–5; what would lie above a cap lies on the cap, and a cost moves all of it down."""
        edges = [0.0] + [_below(k + 0.5, self.point - lowered, self.sigma) for k in (1, 2, 3, 4)] + [1.0]
        each = [edges[k + 1] - edges[k] for k in range(5)]
        if cap < 5:
            each[cap - 1] += sum(each[cap:])
            each[cap:] = [0.0] * (5 - cap)
        total = sum(each)
        return tuple(p / total for p in each)


def _below(edge: float, mean: float, sigma: float) -> float:
    return 0.5 * (1 + math.erf((edge - mean) / (sigma * math.sqrt(2))))


class Heads:
    """Plain arrays, fitted in training/: feature weights, the blend, and the map that keeps levels from bunching."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as arrays:
            self._mean = arrays["feature_mean"]
            self._scale = arrays["feature_scale"]
            self._weights = arrays["feature_weights"]  # dimensions x features
            self._bias = arrays["feature_bias"]
            self._share = arrays["feature_share"]  # of the features in the blend, per dimension
            self._slope = arrays["map_slope"]
            self._shift = arrays["map_shift"]
            self._sigma = arrays["sigma"]  # dimensions x 2: at full agreement, and more for each point of disagreement
            self._technique_weights = arrays["technique_weights"]
            self._technique_bias = arrays["technique_bias"]
            self._pooled_mean, self._pooled_scale = arrays["pooled_mean"], arrays["pooled_scale"]
            self.feature_names = tuple(str(n) for n in arrays["feature_names"])
            if self.feature_names != names():
                raise ValueError(f"{path} was fitted on other features than this version counts: run `python -m training.finish` again.")
            self.technique_names = tuple(str(n) for n in arrays["technique_names"])

    def estimates(self, cumulative: np.ndarray, features: list[float]) -> dict[Dimension, Estimate]:
        net = expectation(cumulative)
        standard = np.clip((np.asarray(features) - self._mean) / self._scale, -4, 4)
        counted = self._weights @ standard + self._bias
        blend = (1 - self._share) * net + self._share * counted
        points = np.clip(self._slope * blend + self._shift, 0.6, 5.4)
        apart = np.abs(net - counted)
        spread = self._sigma[:, 0] + self._sigma[:, 1] * apart
        return {d: Estimate(float(points[i]), float(spread[i])) for i, d in enumerate(ORDER)}

    def technique_inputs(self, pooled: np.ndarray, features: list[float], estimates: dict[Dimension, Estimate]) -> np.ndarray:
        """Cues, levels, and the network's own reading of the reply: what techniques are read from."""
        standard = np.clip((np.asarray(features) - self._mean) / self._scale, -4, 4)
        points = np.asarray([estimates[d].point for d in ORDER]) - 3
        seen = (pooled - self._pooled_mean) / self._pooled_scale * POOLED_SCALE
        return np.concatenate([standard, points, points**2, seen])

    def technique_logits(self, pooled: np.ndarray, features: list[float], estimates: dict[Dimension, Estimate]) -> np.ndarray:
        """One logit per technique."""
        return self._technique_weights @ self.technique_inputs(pooled, features, estimates) + self._technique_bias


def expectation(cumulative: np.ndarray) -> np.ndarray:
    """The expected level from cumulative logits (… x 4)."""
    return 1 + (1 / (1 + np.exp(-cumulative))).sum(-1)
