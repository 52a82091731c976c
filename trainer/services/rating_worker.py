"""Has replies rated while the talk goes on, and stores every rating beside those there already."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from trainer.domain.conversation import Turn
from trainer.domain.rating import Rating, Unrated
from trainer.ports import Clock, Scorer
from trainer.services.frozen import Frozen

log = logging.getLogger("trainer.rating")


class RatingWork:
    """The work of one owed rating: each scorer in turn, the quick one first, stored as it comes."""

    def __init__(self, store: Any, clock: Clock, frozen: Frozen, scorers: Sequence[Scorer],
                 rang: Callable[[str], None]) -> None:
        self._store, self._clock, self._frozen, self._scorers, self._rang = store, clock, frozen, scorers, rang

    def __call__(self, owed: Any, worker: str) -> None:
        with self._store.reading() as tx:
            practice = tx.talks.get(owed.practice_id)
            turns = tx.talks.turns(owed.practice_id)
            given = tx.ratings.of_practice(owed.practice_id).get(owed.n, ())
        rated_by = {r.scorer for r in given if isinstance(r, Rating)}
        for scorer in self._scorers:
            if scorer.id in rated_by:
                continue
            rating = self._rate(scorer, practice, turns, owed.n)
            with self._store.begin() as tx:
                if not tx.owed.held(owed.id, worker):
                    return  # taken back, left, or in other hands
                tx.ratings.add(owed.practice_id, owed.turn_id, rating, practice.hashes.rubric, self._clock.now())
            self._rang(owed.practice_id)
        with self._store.begin() as tx:
            tx.owed.done(owed.id, worker)
        self._rang(owed.practice_id)

    def _rate(self, scorer: Scorer, practice: Any, turns: list[Turn], n: int) -> Rating | Unrated:
        scenario, rubric = self._frozen.scenario(practice), self._frozen.rubric(practice)
        # A rating is against what the trainee saw: nothing said after the reply is shown to the scorer.
        before = [t for t in turns if t.n < n]
        reply = next(t for t in turns if t.n == n)
        client = before[-1].text if before else ""
        try:
            return scorer.rate(scenario.briefing.situation, before[:-1], client, reply.text, scenario, rubric)
        except Exception as fault:
            log.exception("the scorer %s failed in practice %s", scorer.id, practice.id)
            return Unrated(scorer=scorer.id, reason=f"the scorer failed ({type(fault).__name__})")
