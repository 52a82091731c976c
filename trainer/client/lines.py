"""Picks an authored line that fits the moment and the band and has not been said in this talk."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

from trainer.client.moments import FALL_BACK
from trainer.domain.conversation import Turn
from trainer.domain.mood import Band
from trainer.domain.scenario import Moment, Scenario

_NEIGHBOURS = {Band.HOT: (Band.HOT, Band.TENSE), Band.TENSE: (Band.TENSE, Band.HOT), Band.CALM: (Band.CALM, Band.TENSE)}
_LAST_RESORT = {
    Band.HOT: ("Try that again, because it isn't an answer.", "I'm still here, and I'm still waiting.", "Say something I can use.", "No. Start again."),
    Band.TENSE: ("I'm listening, but I don't have anything to hold on to yet.", "That doesn't get me further.", "Let's come back to the point.", "I need more than that."),
    Band.CALM: ("All right. And what does that mean in practice?", "Let's stay with what matters here.", "Go on.", "I follow you so far."),
}
MAX_ECHO = 60
ECHOES = 0.45  # share of turns in which a wording that throws the trainee's own words back is preferred


class Voice:
    """Chooses among wordings for one turn of one talk; the same seed and talk give the same choice, and as many seeds as
    a pool has wordings, one after the other, begin with each of them once: no line is written for nothing."""

    def __init__(self, scenario: Scenario, seed: int, turns: Sequence[Turn]) -> None:
        self._scenario = scenario
        self._seed = seed
        self._said = [t.text for t in turns if t.who == "client"]
        self._random = random.Random(f"{seed}:{len(turns)}")

    def unsaid(self, pool: Iterable[str], words: str = "") -> str:
        """A wording of the pool that was not said yet, {words} filled in; empty when none is left."""
        echo = _echo(words)
        fresh = [x for x in self._dealt(tuple(pool)) if (echo or "{words}" not in x) and not self._was_said(x)]
        if not fresh:
            return ""
        echoing = [x for x in fresh if "{words}" in x]
        chosen = echoing[0] if echoing and self._random.random() < ECHOES else fresh[0]
        return chosen.replace("{words}", echo)

    def _dealt(self, pool: tuple[str, ...]) -> list[str]:
        """The pool in this seed's order. A deck is shuffled per round of seeds, so that pools do not keep step."""
        if len(pool) < 2:
            return list(pool)
        deck, n = list(pool), len(pool)
        random.Random(f"{self._seed // n}:{pool[0]}").shuffle(deck)
        return deck[self._seed % n:] + deck[: self._seed % n]

    def for_moment(self, moment: Moment, band: Band, words: str = "") -> str:
        """A line for the moment in this band, else of a neighbouring band or kin moment; never one already said."""
        for kind in (moment, *FALL_BACK[moment], Moment.ANYTHING):
            lines = self._scenario.lines.get(kind)
            if lines is None:
                continue
            line = self.unsaid(lines.of(band), words if kind is moment else "")
            if line:
                return line
        for near in _NEIGHBOURS[band][1:]:
            for kind in (moment, *FALL_BACK[moment], Moment.ANYTHING):
                lines = self._scenario.lines.get(kind)
                line = self.unsaid(lines.of(near)) if lines else ""
                if line:
                    return line
        return self.unsaid(_LAST_RESORT[band]) or self.unsaid(x for b in Band for x in _LAST_RESORT[b]) or "…"

    def _was_said(self, wording: str) -> bool:
        key = wording.split("{words}")
        longest = max(key, key=len).strip()
        return any(longest in said for said in self._said)


def _echo(words: str) -> str:
    """The reply's words as one would throw them back: short, without end marks; empty when that cannot be done well."""
    text = re.sub(r"\s+", " ", words).strip().strip("\"'").rstrip(".!?,;: ")
    return text if 2 < len(text) <= MAX_ECHO and '"' not in text else ""
