"""Learns how a judge leans, per dimension, from replies rated by a better standard, and straightens its levels."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trainer.domain.rubric import Dimension

ENOUGH = 30     # fewer rated replies than this teach nothing; the dimension is then left as it is
_FAITH = 3.0    # replies' worth of belief that a level is what it says, so that a level seen twice is not bent by chance


@dataclass(frozen=True)
class Calibration:
    """Per dimension what levels 1–5 of this judge mean, never falling. ``n`` is on how many replies it rests."""

    judge: str = ""
    maps: dict[Dimension, tuple[float, ...]] = field(default_factory=dict)
    n: int = 0

    def level(self, dimension: Dimension, level: int) -> int:
        """The straightened level; halves go to the lower one, because judges flatter."""
        bent = self.maps.get(dimension)
        if bent is None:
            return level
        value = bent[level - 1]
        return min(5, max(1, int(value + 0.5 - 1e-9)))

    def calibrates(self) -> bool:
        """Whether it changes anything at all."""
        return bool(self.maps)


def fit(judge: str, pairs: Sequence[tuple[Mapping[Dimension, int], Mapping[Dimension, float]]]) -> Calibration:
    """From (the judge's levels, the standard's levels) of the same replies."""
    maps: dict[Dimension, tuple[float, ...]] = {}
    for d in Dimension:
        seen = [(j[d], g[d]) for j, g in pairs if d in j and d in g]
        if len(seen) < ENOUGH:
            continue
        sums = {level: [_FAITH * level, _FAITH] for level in range(1, 6)}
        for level, gold in seen:
            sums[level][0] += gold
            sums[level][1] += 1
        maps[d] = tuple(round(v, 3) for v in rising([(s / w, w) for s, w in (sums[k] for k in range(1, 6))]))
    return Calibration(judge, maps, len(pairs))


def rising(values: Sequence[tuple[float, float]]) -> list[float]:
    """The nearest sequence that never falls (weighted; neighbours that fall are pooled)."""
    pools: list[list[float]] = []  # mean, weight, members
    for value, weight in values:
        pools.append([value, weight, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            v2, w2, n2 = pools.pop()
            v1, w1, n1 = pools.pop()
            pools.append([(v1 * w1 + v2 * w2) / (w1 + w2), w1 + w2, n1 + n2])
    return [mean for mean, _, n in pools for _ in range(int(n))]


def save(path: Path, calibration: Calibration) -> None:
    """Keep it beside those of other judges."""
    every = _read(path)
    every[calibration.judge] = {"maps": {d.value: list(m) for d, m in calibration.maps.items()}, "n": calibration.n}
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}.new")
    new.write_text(json.dumps(every, indent=1, sort_keys=True), encoding="utf-8")
    os.replace(new, path)


def load(path: Path, judge: str) -> Calibration:
    """That of one judge; one that changes nothing where there is none, or where the file cannot be believed."""
    kept = _read(path).get(judge)
    if not isinstance(kept, dict):
        return Calibration(judge)
    try:
        maps = {Dimension(d): tuple(float(x) for x in m) for d, m in kept["maps"].items()}
        n = int(kept["n"])
    except (KeyError, ValueError, TypeError, AttributeError):
        return Calibration(judge)
    sound = all(len(m) == 5 and list(m) == sorted(m) and 1 <= m[0] and m[-1] <= 5 for m in maps.values())
    return Calibration(judge, maps, n) if sound else Calibration(judge)


def _read(path: Path) -> dict:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
