"""What is next for this person: carry on, a first practice, the weakest side of their talks, or one worth repeating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from trainer.domain.rubric import Dimension
from trainer.domain.scenario import Scenario
from trainer.domain.technique import TechniqueCatalogue
from trainer.services.seen import PracticeRow


@dataclass(frozen=True)
class Next:
    """One suggestion: ``kind`` is carry_on, first, weakest, repeat or fresh."""

    kind: str
    scenario: Scenario
    practice_id: str = ""
    dimension: Dimension | None = None
    score: float | None = None


@dataclass(frozen=True)
class Done:
    """What this person has done in one scenario; ``again`` is the best second try of a moment, by its own replies."""

    talks: int = 0
    best: float | None = None
    last: float | None = None
    again: float | None = None


def done_in(rows: Sequence[PracticeRow], scenario_id: str) -> Done:
    """Finished talks of one scenario, second tries of a moment left out; rows are newest first."""
    mine = [r for r in rows if r.practice.scenario_id == scenario_id and r.practice.over() and r.replies
            and not r.practice.branch_of]
    scores = [r.score.score for r in mine if r.score.score is not None]
    again = [r.score.score for r in rows if r.practice.scenario_id == scenario_id and r.practice.over()
             and r.practice.branch_of and r.score.score is not None]
    return Done(talks=len(mine), best=max(scores, default=None), last=scores[0] if scores else None,
                again=max(again, default=None))


def next_up(scenarios: Sequence[Scenario], rows: Sequence[PracticeRow], techniques: TechniqueCatalogue) -> Next | None:
    """The one thing to do now; None where there is no scenario at all."""
    if not scenarios:
        return None
    known = {s.id: s for s in scenarios}
    for row in rows:
        if not row.practice.over() and row.replies and row.practice.scenario_id in known:
            return Next("carry_on", known[row.practice.scenario_id], practice_id=row.practice.id)
    easy = sorted(scenarios, key=lambda s: (bool(s.content_warning), s.difficulty, s.trainee_opens, s.minutes, s.title))
    finished = [r for r in rows if r.practice.over() and r.replies]
    if not finished:
        return Next("first", easy[0])
    weakest = weakest_dimension(finished)
    fresh = [s for s in easy if not done_in(rows, s.id).talks]
    if fresh and weakest is not None:
        serves = {t.id for t in techniques.techniques if weakest in t.dimensions}
        fits = sorted(fresh, key=lambda s: (s.difficulty, -len(serves.intersection(s.techniques))))
        return Next("weakest", fits[0], dimension=weakest)
    if fresh:
        return Next("fresh", fresh[0])
    lowest = min(easy, key=lambda s: done_in(rows, s.id).best if done_in(rows, s.id).best is not None else 0.0)
    return Next("repeat", lowest, dimension=weakest, score=done_in(rows, lowest.id).best)


def weakest_dimension(rows: Sequence[PracticeRow]) -> Dimension | None:
    """The dimension with the lowest mean over the last five scored talks, or None before any."""
    scored = [r.score for r in rows if r.score.means and not r.practice.branch_of][:5]
    if not scored:
        return None
    means = {d: fmean(s.means[d] for s in scored if d in s.means) for d in scored[0].means}
    return min(means, key=lambda d: means[d])
