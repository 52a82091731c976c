"""Another wording for a reply that fell short: an example that the scenario's own author wrote for such a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trainer.domain.acts import Act
from trainer.domain.conversation import Turn
from trainer.domain.rating import Rating
from trainer.domain.rubric import Dimension
from trainer.domain.scenario import Scenario
from trainer.domain.values import Value
from trainer.signals.wording import content_stems, similarity

ENOUGH = 4
GOOD = 3.5  # a reply of this mean without a low level needs no other wording


class Better(Value):
    """An example for reply ``turn_n``, and which dimension it lifts. ``source`` says where the words come from."""

    turn_n: int
    text: str
    dimension: Dimension
    source: str = "example"


def better_wordings(scenario: Scenario, turns: Sequence[Turn], rated: dict[int, Rating]) -> dict[int, Better]:
    """For each reply that fell short: an example fit for what the client had just said, none twice."""
    out: dict[int, Better] = {}
    shown: set[str] = set()
    for i, turn in enumerate(turns):
        rating = rated.get(turn.n) if turn.who == "trainee" else None
        if rating is None or _fine(rating):
            continue
        line = turns[i - 1] if i else None
        for dimension in _order(turn, line, rating):
            text = _pick(_material(scenario, dimension, turn, line), line.text if line else "", turn.text, shown)
            if text:
                shown.add(text)
                out[turn.n] = Better(turn_n=turn.n, text=text, dimension=dimension)
                break
    return out


def _fine(rating: Rating) -> bool:
    levels = list(rating.levels().values())
    return min(levels) >= 3 and sum(levels) / len(levels) >= GOOD


def _order(turn: Turn, line: Turn | None, rating: Rating) -> list[Dimension]:
    """Lowest level first; on a tie, feelings before business while the client is hot, business first afterwards."""
    hot = line is None or line.state.mood.anger >= 5
    ties = list(Dimension) if hot else [Dimension.SOLUTION_FOCUS, Dimension.CLARITY, Dimension.NON_DEFENSIVE,
                                        Dimension.EMPATHY]
    levels = rating.levels()
    return sorted((d for d in Dimension if levels[d] < ENOUGH), key=lambda d: (levels[d], ties.index(d)))


def _material(scenario: Scenario, dimension: Dimension, turn: Turn, line: Turn | None) -> tuple[str, ...]:
    """What the author would have had a skilled trainee say here."""
    bots, acts = scenario.bots, {e.act for e in turn.events}
    if acts & {Act.GIVES_AWAY, Act.OVERPROMISES} and bots.boundary:
        return bots.boundary
    if dimension is Dimension.EMPATHY:
        return bots.acknowledge
    if dimension is Dimension.NON_DEFENSIVE:
        return bots.own
    pressing = line.state.pressing if line else ""
    if pressing in bots.answer:
        return bots.answer[pressing]
    if line is not None and line.state.replies < 2 and bots.ask:
        return tuple(text for texts in bots.ask.values() for text in texts)
    return bots.propose


def _pick(candidates: Iterable[str], client: str, reply: str, shown: set[str]) -> str:
    """The candidate nearest to the client's line, not shown before and not what the trainee had said anyway."""
    heard = content_stems(client)
    fresh = [c for c in candidates if c not in shown and similarity(c, reply) < 0.5]
    return max(fresh, key=lambda c: len(heard & content_stems(c)) / (1 + len(content_stems(c))) ** 0.5, default="")
