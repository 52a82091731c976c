"""Agreement of two raters of the same replies: weighted kappa with its interval, exact, within one, rank order, bias; None when too few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FEWEST = 10  # below this a kappa says nothing


@dataclass(frozen=True)
class Agreement:
    """How far the second rater (the scorer) agrees with the first (the reviewer or the label)."""

    n: int
    kappa: float  # quadratic weighted
    low: float  # bootstrap interval of kappa, 95 %
    high: float
    exact: float
    within_one: float
    spearman: float
    bias: float  # mean of second minus first; positive: the second is milder
    confusion: tuple[tuple[int, ...], ...]  # rows: first rater's level 1–5; columns: the second's


def agree(first: Sequence[int], second: Sequence[int], *, draws: int = 1000, seed: int = 1) -> Agreement | None:
    """The agreement of two lists of levels 1–5, or None when there are too few of them."""
    if len(first) != len(second):
        raise ValueError("two raters of the same replies have equally many levels")
    n = len(first)
    if n < FEWEST:
        return None
    pairs = list(zip(first, second, strict=True))
    boots = sorted(weighted_kappa([pairs[place] for place in resample]) for resample in _resamples(n, draws, seed))
    kappa = weighted_kappa(pairs)
    return Agreement(
        n=n,
        kappa=kappa,
        low=boots[int(0.025 * (len(boots) - 1))] if boots else kappa,
        high=boots[int(0.975 * (len(boots) - 1))] if boots else kappa,
        exact=sum(a == b for a, b in pairs) / n,
        within_one=sum(abs(a - b) <= 1 for a, b in pairs) / n,
        spearman=spearman(first, second),
        bias=sum(b - a for a, b in pairs) / n,
        confusion=tuple(tuple(sum(1 for p in pairs if p == (i, j)) for j in range(1, 6)) for i in range(1, 6)),
    )


def _resamples(n: int, draws: int, seed: int) -> Iterator[list[int]]:
    """Places drawn with replacement. Counted out, not drawn by chance: the same ratings always give the same interval."""
    state = seed
    for _ in range(draws):
        places = []
        for _ in range(n):
            state = (6364136223846793005 * state + 1442695040888963407) % 2**64
            places.append((state >> 33) % n)
        yield places


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Quadratic weighted kappa; 1.0 when both raters gave one and the same level throughout, 0.0 when only one of them varies."""
    n = len(pairs)
    observed = sum((a - b) ** 2 for a, b in pairs) / n
    firsts, seconds = [0] * 6, [0] * 6
    for a, b in pairs:
        firsts[a] += 1
        seconds[b] += 1
    expected = sum(firsts[i] * seconds[j] * (i - j) ** 2 for i in range(1, 6) for j in range(1, 6)) / (n * n)
    if expected == 0:
        return 1.0
    return 1 - observed / expected


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Rank correlation, ties sharing their mean rank; 0.0 when one side does not vary."""
    return _correlation(_ranks(first), _ranks(second))


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=lambda i: values[i])
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            ranks[order[place]] = (start + end) / 2
        start = end + 1
    return ranks


def _correlation(a: Sequence[float], b: Sequence[float]) -> float:
    n = len(a)
    if n < 2:
        return 0.0
    ma, mb = sum(a) / n, sum(b) / n
    over = sum((x - ma) * (y - mb) for x, y in zip(a, b, strict=True))
    va, vb = sum((x - ma) ** 2 for x in a), sum((y - mb) ** 2 for y in b)
    return over / (va * vb) ** 0.5 if va and vb else 0.0
