"""Agreement: how far the scorers and the reviewers see the same in the same replies, from blind ratings only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trainer.domain.agreement import Agreement, agree
from trainer.domain.people import Person
from trainer.domain.permissions import may_read_words
from trainer.domain.rubric import Dimension
from trainer.ports import Clock
from trainer.services.frozen import Frozen
from trainer.services.gate import passed

FEWEST_PAIRS = 20
_STEPS = 40_000  # draws × pairs of one interval: enough for its second digit, and not more than a screen can wait for


@dataclass(frozen=True)
class Agreed:
    """One dimension, one scorer (or second reviewer), all reviewers ("") or one. ``found`` is None: too few yet.
    ``bias``: month → (pairs, mean of the scorer's level minus the reviewer's)."""

    dimension: Dimension
    scorer: str
    reviewer: str
    pairs: int
    found: Agreement | None
    bias: dict[str, tuple[int, float]]


@dataclass(frozen=True)
class Agreements:
    """Scorers against reviewers, and reviewers against each other, reply by reply; ``names``: reviewer → name. The same of
    talks rated as a whole, where a scorer's level is its mean over the talk's replies, rounded."""

    scorers: list[Agreed]
    reviewers: list[Agreed]
    names: dict[str, str]
    scorers_whole: list[Agreed]
    reviewers_whole: list[Agreed]


class Agreeing:
    """The person who asks comes first in every call."""

    def __init__(self, store: Any, clock: Clock) -> None:
        self._store, self._clock, self._frozen = store, clock, Frozen(store)

    def agreement(self, person: Person, team: str) -> Agreements:
        """Per dimension, scorer version and reviewer."""
        with self._store.reading() as tx:
            passed(tx, person, "Agreeing.agreement", team)
            pairs = tx.review_pairs
            machine, human = pairs.of_replies(team), pairs.of_replies(team, between_reviewers=True)
            whole, whole_human = pairs.of_talks(team), pairs.of_talks(team, between_reviewers=True)
            both = (*human, *whole_human)
            names = tx.teams.names({_person(p.reviewer) for p in (*machine, *whole, *both)} | {_person(p.other) for p in both})
        return Agreements(_rows(machine), _rows(human), names, _rows(whole), _rows(whole_human))

    def gold(self, person: Person, team: str) -> str:
        """JSON lines for `trainer agreement --gold` and `trainer calibrate`: each reply with one reviewer's blind
        levels, in its context; only of talks whose words the asker may read."""
        now = self._clock.now()
        with self._store.begin() as tx:
            asker = passed(tx, person, "Agreeing.gold", team)
            levels = tx.review_pairs.blind_levels(team)
            practices = {p: tx.talks.get(p) for p in dict.fromkeys(p for p, *_ in levels)}
            turns = {p: tx.talks.turns(p) for p, found in practices.items() if may_read_words(asker, found)}
            tx.audit.add(now, asker.id, "exported_gold", "team", team, team, replies=len(levels))
        lines = []
        for practice, n, reviewer, given in levels:
            if practice not in turns:
                continue
            before = [t for t in turns[practice] if t.n < n]
            reply = next((t.text for t in turns[practice] if t.n == n), None)
            if reply is None or not before:
                continue
            lines.append(json.dumps({
                "id": f"{practice}:{n}:{reviewer}", "situation": self._frozen.scenario(practices[practice]).briefing.situation,
                "history": [{"role": t.who, "text": t.text} for t in before[:-1]], "client": before[-1].text, "reply": reply,
                "levels": given}, ensure_ascii=False))
        return "\n".join(lines) + "\n" if lines else ""


def _rows(pairs: Iterable[Any]) -> list[Agreed]:
    groups: dict[tuple[str, str], list[Any]] = {}
    for pair in pairs:
        groups.setdefault((pair.other, ""), []).append(pair)
        groups.setdefault((pair.other, _person(pair.reviewer)), []).append(pair)
    out = []
    for (scorer, reviewer), some in sorted(groups.items()):
        for i, dimension in enumerate(Dimension):
            first, second = tuple(p.first[i] for p in some), tuple(p.second[i] for p in some)
            months: dict[str, list[int]] = {}
            for p in some:
                months.setdefault(p.at[:7], []).append(p.second[i] - p.first[i])
            found = _agreed(first, second) if len(some) >= FEWEST_PAIRS else None
            out.append(Agreed(dimension, _person(scorer), reviewer, len(some), found,
                              {m: (len(d), round(sum(d) / len(d), 3)) for m, d in sorted(months.items())}))
    return out


@lru_cache(maxsize=256)
def _agreed(first: tuple[int, ...], second: tuple[int, ...]) -> Agreement | None:
    return agree(first, second, draws=max(40, min(1000, _STEPS // len(first))))


def _person(scorer: str) -> str:
    return scorer.removeprefix("reviewer:")
