"""Reviewing: a reviewer reads and rates blind, then sees the levels, comments, decides; the trainee reads and answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.client import engine
from trainer.domain.errors import InvalidReply, NotAllowed
from trainer.domain.people import Person, Role
from trainer.domain.permissions import teams_with
from trainer.domain.practice import Practice, Record
from trainer.domain.rating import DimensionRating, Rating
from trainer.domain.review import Decision, Levels, Looked, Review, Waiting
from trainer.domain.rubric import Dimension, Rubric
from trainer.domain.scenario import Scenario
from trainer.ports import Clock
from trainer.services.frozen import Frozen
from trainer.services.gate import passed, readable
from trainer.services.reviewed import Remarks, Reviewed, remarks_of, turn_id
from trainer.services.saying import clean

MOST_DRAFT = 60_000  # characters: forty comments of the longest kind would not fit, every level and a few comments do


@dataclass(frozen=True)
class Queue:
    """What waits for a reviewer: ``names`` are pseudonyms; ``counts`` says how many of each kind there are; ``begun``
    names the talks on which levels lie that were not handed in."""

    waiting: list[Waiting]
    counts: dict[str, int]
    names: dict[str, str]
    begun: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """A talk as somebody other than its trainee reads it. While ``blind``, the record holds no rating, and there are
    no remarks and no disagreements."""

    record: Record
    scenario: Scenario
    rubric: Rubric
    name: str
    blind: bool
    remarks: Remarks
    disagreements: list[tuple[int, str, int, str]]


class Reviewing(Reviewed):
    """The person who asks comes first in every call."""

    def __init__(self, store: Any, clock: Clock) -> None:
        self._store, self._clock, self._frozen = store, clock, Frozen(store)

    # -- reviewers --------------------------------------------------------------------------------------------------

    def queue(self, person: Person, team: str, scenario: str | None = None, why: str | None = None, most: int = 50) -> Queue:
        """What waits in one of one's teams, the most urgent first."""
        with self._store.reading() as tx:
            asker = passed(tx, person, "Reviewing.queue", team)
            waiting, counts = tx.reviews.queue([team], asker.id, scenario, why, most)
            begun = tx.review_desk.begun(asker.id, [w.practice for w in waiting])
            return Queue(waiting, counts, tx.teams.pseudonyms({w.person for w in waiting}), frozenset(begun))

    def looked(self, person: Person, team: str, most: int = 20) -> tuple[list[Looked], dict[str, str]]:
        """What one has rated already, the newest first; person → pseudonym."""
        with self._store.reading() as tx:
            asker = passed(tx, person, "Reviewing.looked", team)
            found = tx.review_desk.looked(team, asker.id, most)
            return found, tx.teams.pseudonyms({d.person for d in found})

    def read(self, person: Person, practice_id: str) -> Reading:
        """An assessed or shared talk. A reviewer who has not rated it yet reads it without any level; a mere manager
        reads all of it."""
        with self._store.reading() as tx:
            practice, asker = self._open(tx, person, "Reviewing.read", practice_id)
            reviewer = Role.REVIEWER in asker.roles.get(practice.team or "", ())
            blind = reviewer and not tx.reviews.has_looked(practice_id, asker.id)
            turns = tuple(tx.talks.turns(practice_id))
            ratings = {} if blind else tx.ratings.of_practice(practice_id)
            remarks = Remarks([], [], {}) if blind else remarks_of(tx, practice, for_trainee=False)
            differs = [] if blind else tx.talks.disagreements(practice_id)
            names = tx.teams.pseudonyms if reviewer else tx.teams.names
            name = names({practice.person}).get(practice.person, "")
        scenario = self._frozen.scenario(practice)
        state = turns[-1].state if turns else engine.opening(scenario)
        # A reflection is the trainee's own; it is not part of what is assessed or shared.
        shown = practice.model_copy(update={"notes": {k: v for k, v in practice.notes.items() if k != "reflection"}})
        record = Record(practice=shown, turns=turns, ratings=ratings, agreed=state.agreed,
                        objectives=engine.objectives(scenario, state))
        return Reading(record, scenario, self._frozen.rubric(practice), name, blind, remarks, differs)

    def reveal(self, person: Person, practice_id: str) -> Reading:
        """The levels are shown without rating blind first: a review after this is no longer blind."""
        now = self._clock.now()
        with self._store.begin() as tx:
            _, asker = self._open(tx, person, "Reviewing.reveal", practice_id, lock=True)
            if not tx.reviews.has_looked(practice_id, asker.id):
                tx.reviews.add(practice_id, asker.id, now, blind=False, submitted=False)
                tx.audit.add(now, asker.id, "levels_revealed", "practice", practice_id)
        return self.read(person, practice_id)

    def draft(self, person: Person, practice_id: str) -> dict[str, Any]:
        """What one has chosen and written on a talk and not handed in."""
        with self._store.reading() as tx:
            _, asker = self._open(tx, person, "Reviewing.draft", practice_id)
            return tx.review_desk.draft(practice_id, asker.id)

    def keep_draft(self, person: Person, practice_id: str, body: dict[str, Any]) -> None:
        """A reload, another day or another machine finds it again; nobody else does."""
        if len(json.dumps(body)) > MOST_DRAFT:
            raise InvalidReply("That is more than can be kept.", "Hand in what you have, then go on.")
        with self._store.begin() as tx:
            _, asker = self._open(tx, person, "Reviewing.keep_draft", practice_id)
            tx.review_desk.keep(practice_id, asker.id, body, self._clock.now())

    def rate(self, person: Person, practice_id: str, levels: Mapping[int, Mapping[Dimension, int]],
             reason: str = "", whole: Mapping[Dimension, int] | None = None) -> Review:
        """Levels for replies, or for the talk as a whole, or both, beside the machine's. The first time, before anything
        was revealed, they are blind; rating again adds a review that is not, with what is not rated anew as it was.
        Nothing stands differently until it is decided."""
        now, reason = self._clock.now(), clean(reason) if reason.strip() else ""
        with self._store.begin() as tx:
            practice, asker = self._open(tx, person, "Reviewing.rate", practice_id, lock=True)
            if not practice.over():
                raise NotAllowed("The talk is still going on.", "Review it when it has ended.")
            replies = {t.n for t in tx.talks.turns(practice_id) if t.who == "trainee"}
            given = {n: _four(n in replies, some) for n, some in levels.items()}
            overall = _four(True, whole) if whole else None
            if not given and not overall:
                raise InvalidReply("Nothing has been rated.", "Give one reply, or the whole talk, its four levels at least.")
            blind = not tx.reviews.has_looked(practice_id, asker.id)
            before = [r for r in tx.reviews.of(practice_id) if r.reviewer == asker.id and not r.decision]
            if before:
                given, overall = {**before[-1].levels, **given}, overall or before[-1].whole
            review_id = tx.reviews.add(practice_id, asker.id, now, blind=blind, submitted=True, reason=reason, whole=overall)
            ids = tx.talks.turn_ids(practice_id)
            for n, some in sorted(given.items()):
                rating = Rating(scorer=f"reviewer:{asker.id}", kind="reviewer", dimensions={
                    d: DimensionRating(level=level, low=level, high=level, reason="as the reviewer sees it")
                    for d, level in some.items()})
                tx.ratings.add(practice_id, ids[n], rating, practice.hashes.rubric, now, review_id)
            tx.review_desk.keep(practice_id, asker.id, {}, now)
            tx.audit.add(now, asker.id, "reviewed", "practice", practice_id, practice.team, review=review_id, blind=blind)
            return next(r for r in tx.reviews.of(practice_id) if r.id == review_id)

    def comment(self, person: Person, practice_id: str, text: str, turn_n: int | None = None) -> None:
        """To a reply, or to the whole talk. A reviewer comments once they have rated, or looked."""
        text, now = clean(text), self._clock.now()
        with self._store.begin() as tx:
            practice, asker = self._open(tx, person, "Reviewing.comment", practice_id)
            if Role.REVIEWER in asker.roles.get(practice.team or "", ()) and not tx.reviews.has_looked(practice_id, asker.id):
                raise NotAllowed("Rate the talk first, or have the levels revealed.", "Then comment on it.")
            tx.reviews.comment(practice_id, asker.id, "comment", text, now, turn_id(tx, practice_id, turn_n))
            tx.audit.add(now, asker.id, "commented", "practice", practice_id, practice.team)

    def decide(self, person: Person, practice_id: str, whose: Decision, reason: str) -> None:
        """From now on one's own latest levels stand, or the machine's again. The others stay where they are."""
        reason, now = clean(reason), self._clock.now()
        with self._store.begin() as tx:
            practice, asker = self._open(tx, person, "Reviewing.decide", practice_id, lock=True)
            mine = [r for r in tx.reviews.of(practice_id) if r.reviewer == asker.id and r.levels]
            if not mine:
                raise NotAllowed("Only who has rated replies of the talk decides whose levels stand.",
                                 "Rate it first, reply by reply: levels for the whole talk make no score.")
            tx.reviews.add(practice_id, asker.id, now, blind=False, submitted=True, decision=whose, reason=reason,
                           replaces=mine[-1].id if whose == "reviewer" else None)
            tx.results.fold(practice_id)
            tx.audit.add(now, asker.id, "decided", "practice", practice_id, practice.team, whose=whose)

    # -- inside -----------------------------------------------------------------------------------------------------

    def _open(self, tx: Any, person: Person, action: str, practice_id: str, lock: bool = False) -> tuple[Practice, Person]:
        now = tx.people.get(person.id)
        practice = tx.talks.get(practice_id, lock=lock) if now else None
        place = practice.team if practice and now and practice.team in teams_with(now, Role.REVIEWER, Role.MANAGER) else None
        asker = passed(tx, person, action, place)
        practice = readable(tx, asker, practice_id)
        if practice.person == asker.id:
            raise NotAllowed("Nobody reviews a talk of their own.", "Leave it to a colleague.")
        return practice, asker


def _four(is_reply: bool, some: Mapping[Dimension, int]) -> Levels:
    if not is_reply:
        raise InvalidReply("There is no reply of the trainee at that place.", "Choose one of the trainee's replies.")
    if set(some) != set(Dimension) or any(isinstance(v, bool) or v not in (1, 2, 3, 4, 5) for v in some.values()):
        raise InvalidReply("A reply, or a whole talk, needs a level from 1 to 5 on each of the four dimensions.", "Fill in what is missing.")
    return {Dimension(d): int(v) for d, v in some.items()}


