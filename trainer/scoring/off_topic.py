"""Tells a reply to something else from a plain reply to this client: the network's doubt, the missing echo, and how much is claimed."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.domain.rubric import Dimension
from trainer.scoring.heads import Estimate
from trainer.signals.features import Observed


def inputs(belongs: float, observed: Observed, estimates: dict[Dimension, Estimate]) -> list[float]:
    """A vague line fits any message; a reply full of particulars that this client never named does not."""
    values = observed.values
    doubt = max(0.0, 9.0 - belongs)
    return [min(belongs, 12.0), values["echo_case"], float(values["echo_case"] < 0.06), max(0.0, claimed(estimates) - 2) * doubt * float(values["echo_case"] < 0.15)]


def claimed(estimates: dict[Dimension, Estimate]) -> float:
    """How well the reply does on the two dimensions that a stolen answer shines in."""
    return (estimates[Dimension.EMPATHY].point + estimates[Dimension.SOLUTION_FOCUS].point) / 2


def is_off_topic(found: Sequence[float], estimates: dict[Dimension, Estimate], weights: Sequence[float], bar: float) -> bool:
    """A modest reply is stopped only on a stronger suspicion: there is less to gain by stealing it, and as much to lose by a mistake."""
    return sum(v * w for v, w in zip(found, weights, strict=True)) > bar + (0 if claimed(estimates) >= 4 else 0.8)
