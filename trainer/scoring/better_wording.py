"""Another wording for a reply that fell short: an example that the scenario's own author wrote for such a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trainer.domain.acts import Act
from trainer.domain.conversation import Turn
from trainer.domain.mood import Band
from trainer.domain.rating import Rating
from trainer.domain.rubric import Dimension
from trainer.domain.scenario import Scenario
from trainer.domain.values import Value
from trainer.signals.wording import content_stems, similarity

ENOUGH = 4
GOOD = 3.5  # a reply of this mean without a low level needs no other wording
SAID_ALREADY = 0.5
SPEAKS_OF_IT = 2  # content words that an example shares with the client's line before it is called an answer to it


class Better(Value):
    """An example for reply ``turn_n``, and which dimension it lifts. ``source`` says where the words come from."""

    turn_n: int
    text: str
    dimension: Dimension
    source: str = "example"


def better_wordings(scenario: Scenario, turns: Sequence[Turn], rated: dict[int, Rating]) -> dict[int, Better]:
    """For each reply that fell short: an example fit for what the client had just said, none twice. Where nothing of
    the author's fits the moment, there is none: a strange example is worse than no example."""
    out: dict[int, Better] = {}
    shown: set[str] = set()
    for i, turn in enumerate(turns):
        rating = rated.get(turn.n) if turn.who == "trainee" else None
        if rating is None or not i or _fine(rating):
            continue
        moment = _Moment(scenario, turns[:i], turn, shown)
        for dimension in _order(moment, rating):
            parts = moment.wording(dimension)
            if parts:
                shown.update(parts)
                out[turn.n] = Better(turn_n=turn.n, text=" ".join(parts), dimension=dimension)
                break
    return out


def _fine(rating: Rating) -> bool:
    levels = list(rating.levels().values())
    mean = sum(levels) / len(levels)
    return mean >= ENOUGH or (min(levels) >= 3 and mean >= GOOD)


def _order(moment: _Moment, rating: Rating) -> list[Dimension]:
    """Lowest level first; on a tie, feelings before business while the client is hot, business first afterwards."""
    ties = list(Dimension) if moment.heated else [Dimension.SOLUTION_FOCUS, Dimension.CLARITY, Dimension.NON_DEFENSIVE,
                                                  Dimension.EMPATHY]
    levels = rating.levels()
    return sorted((d for d in Dimension if levels[d] < ENOUGH), key=lambda d: (levels[d], ties.index(d)))


class _Moment:
    """What the client had just said, and what of the author's material would answer that."""

    def __init__(self, scenario: Scenario, before: Sequence[Turn], reply: Turn, shown: set[str]) -> None:
        self._scenario, self._bots, self._reply, self._shown = scenario, scenario.bots, reply, shown
        self._line, self._state = before[-1].text, before[-1].state
        self._said = [t.text for t in before if t.who == "trainee"]
        self._heard = content_stems(self._line)
        self.heated = self._state.mood.band() is not Band.CALM

    def wording(self, dimension: Dimension) -> tuple[str, ...]:
        """One example, or two that belong together: the feeling first, then the answer to what was asked."""
        acts = {e.act for e in self._reply.events}
        answer = self._answer()
        if acts & {Act.GIVES_AWAY, Act.OVERPROMISES} and (no := self._pick(self._bots.boundary)):
            return (no,)
        if dimension in (Dimension.EMPATHY, Dimension.NON_DEFENSIVE):
            warm = self._bots.acknowledge if dimension is Dimension.EMPATHY else self._bots.own
            first = self._pick(warm if self.heated else self._on_this(warm))
            return tuple(filter(None, (first, answer))) if first else ()
        return (answer,) if answer else tuple(filter(None, (self._business(),)))

    def _answer(self) -> str:
        """To the question that the client has just put, where it is still open."""
        for concern in self._scenario.concerns:
            asked = self._line in concern.ask or concern.id == self._state.pressing
            if asked and concern.id not in self._state.answered:
                return self._pick(self._bots.answer.get(concern.id, ()))
        return self._pick(self._on_this(
            text for concern, texts in self._bots.answer.items() if concern not in self._state.answered for text in texts))

    def _business(self) -> str:
        """Nothing was asked: what leads on from here."""
        if self._state.agreed is not None:
            return self._pick((*self._bots.summarise, *self._bots.close))
        told = {t for f in self._scenario.hidden_facts if f.id in self._state.facts for t in f.topics}
        asks = [text for topic, texts in self._bots.ask.items() if topic not in told for text in texts]
        if self._state.replies < 2 and asks:
            return self._pick(asks)
        return self._pick(self._bots.propose)

    def _on_this(self, candidates: Iterable[str]) -> list[str]:
        return [c for c in candidates if len(self._heard & content_stems(c)) >= SPEAKS_OF_IT]

    def _pick(self, candidates: Iterable[str]) -> str:
        """The candidate nearest to the client's line, neither shown before nor said by the trainee already."""
        fresh = [c for c in candidates if c not in self._shown
                 and all(similarity(c, said) < SAID_ALREADY for said in (self._reply.text, *self._said))]
        return max(fresh, key=lambda c: len(self._heard & content_stems(c)) / (1 + len(content_stems(c))) ** 0.5, default="")
