"""What a manager sees: who is where, how levels move over time, and what is hard, folded from talks already rated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median, quantiles
from typing import NamedTuple

from trainer.domain.practice import MIN_RATED
from trainer.domain.rubric import Dimension, Rubric

FEWEST = 3  # of fewer talks a median and a spread say nothing


class Talk(NamedTuple):
    """One finished talk. ``levels``: mean level per dimension in the order of ``Dimension``; None: not scored.
    ``open``: who asked may read its words."""

    practice: str
    person: str
    scenario: str
    title: str
    at: str
    score: float | None
    passed: bool | None
    levels: tuple[float, ...] | None
    open: bool = False


class Spread(NamedTuple):
    """The middle, and the quarter below and above it."""

    median: float
    low: float
    high: float


class PersonRow(NamedTuple):
    """One person: talks held, talks scored, the first, best and latest score."""

    person: str
    talks: int
    scored: int
    first: float | None
    best: float | None
    latest: float | None
    last_at: str | None


class Period(NamedTuple):
    """One month or week; ``levels`` has an entry per dimension from three talks on."""

    label: str
    talks: int
    levels: dict[Dimension, Spread]


class ScenarioRow(NamedTuple):
    """How hard one scenario proved to be."""

    scenario: str
    title: str
    talks: int
    scored: int
    median: float | None
    passed: float | None


class TechniqueRow(NamedTuple):
    """How often a technique was seen in a reply, and how often there was an occasion that was missed."""

    technique: str
    seen: int
    missed: int

    @property
    def share_missed(self) -> float:
        """Missed, of all occasions."""
        return self.missed / (self.seen + self.missed)


def weights_of(rubric: Rubric) -> tuple[float, ...]:
    """The weights of the four dimensions, rescaled to sum to 1, in the order of ``Dimension``."""
    given = rubric.weights()
    found = [given.get(d.value, 0.0) for d in Dimension]
    total = sum(found)
    return tuple(w / total for w in found)


def score_of(sums: Sequence[int], rated: int, weights: Sequence[float]) -> float | None:
    """The codebook's formula over sums of levels; equal to ``practice.talk_score`` (a test compares them)."""
    if rated < MIN_RATED:
        return None
    return 100 * sum(w * (s / rated - 1) / 4 for w, s in zip(weights, sums, strict=True))


def spread(values: Sequence[float]) -> Spread | None:
    """Median and quarters, or None when too few."""
    if len(values) < FEWEST:
        return None
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(round(middle, 2), round(low, 2), round(high, 2))


def by_person(talks: Iterable[Talk], people: Iterable[str]) -> list[PersonRow]:
    """A row for everybody in ``people``, also for those who have not begun, in that order."""
    found: dict[str, list[Talk]] = {p: [] for p in people}
    for talk in talks:
        if talk.person in found:
            found[talk.person].append(talk)
    rows = []
    for person, held in found.items():
        scores = [t.score for t in held if t.score is not None]
        rows.append(PersonRow(person, len(held), len(scores), scores[0] if scores else None, max(scores, default=None),
                              scores[-1] if scores else None, held[-1].at if held else None))
    return rows


def over_time(talks: Iterable[Talk], weekly: bool = False) -> list[Period]:
    """Levels per dimension month by month (or week by week), oldest first."""
    found: dict[str, list[tuple[float, ...]]] = {}
    for talk in talks:
        if talk.levels is not None:
            found.setdefault(_week(talk.at) if weekly else talk.at[:7], []).append(talk.levels)
    periods = []
    for label, levels in sorted(found.items()):
        spreads = {d: spread([x[i] for x in levels]) for i, d in enumerate(Dimension)}
        periods.append(Period(label, len(levels), {d: s for d, s in spreads.items() if s is not None}))
    return periods


def by_scenario(talks: Iterable[Talk]) -> list[ScenarioRow]:
    """The hardest first: the lowest median; those with too few talks last."""
    found: dict[str, list[Talk]] = {}
    for talk in talks:
        found.setdefault(talk.scenario, []).append(talk)
    rows = []
    for scenario, held in found.items():
        scores = [t.score for t in held if t.score is not None]
        judged = [t.passed for t in held if t.passed is not None]
        enough = len(scores) >= FEWEST
        rows.append(ScenarioRow(scenario, held[-1].title, len(held), len(scores),
                                round(median(scores), 1) if enough else None,
                                round(sum(judged) / len(judged), 3) if enough else None))
    return sorted(rows, key=lambda r: (r.median is None, r.median or 0.0, r.title))


def by_technique(counted: Iterable[Mapping[str, Sequence[int]]], fewest: int = 10) -> list[TechniqueRow]:
    """The most often missed first; techniques with too few occasions are left out."""
    seen: dict[str, int] = {}
    missed: dict[str, int] = {}
    for counts in counted:
        for technique, (yes, no) in counts.items():
            seen[technique] = seen.get(technique, 0) + yes
            missed[technique] = missed.get(technique, 0) + no
    rows = [TechniqueRow(t, seen[t], missed[t]) for t in seen if seen[t] + missed[t] >= fewest]
    return sorted(rows, key=lambda r: (-r.share_missed, r.technique))


def _week(at: str) -> str:
    year, week, _ = date.fromisoformat(at[:10]).isocalendar()
    return f"{year}-W{week:02d}"
