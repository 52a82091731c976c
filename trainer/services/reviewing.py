"""Reviewing: a reviewer reads and rates blind, then sees the levels, comments, decides; the trainee reads and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.client import engine
from trainer.domain.errors import InvalidReply, NotAllowed, NotFound
from trainer.domain.people import Person, Role
from trainer.domain.permissions import teams_with
from trainer.domain.practice import Mode, Practice, Record, Visibility
from trainer.domain.rating import DimensionRating, Rating
from trainer.domain.review import Comment, Decision, Review, Waiting
from trainer.domain.rubric import Dimension, Rubric
from trainer.domain.scenario import Scenario
from trainer.ports import Clock
from trainer.services.frozen import Frozen
from trainer.services.gate import passed, readable
from trainer.services.saying import clean


@dataclass(frozen=True)
class Queue:
    """What waits for a reviewer: ``names`` are pseudonyms; ``counts`` says how many of each kind there are."""

    waiting: list[Waiting]
    counts: dict[str, int]
    names: dict[str, str]


@dataclass(frozen=True)
class Remarks:
    """What reviewers said about a practice, and what was answered; ``names``: person → as shown."""

    reviews: list[Review]
    comments: list[Comment]
    names: dict[str, str]


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


class Reviewing:
    """The person who asks comes first in every call."""

    def __init__(self, store: Any, clock: Clock) -> None:
        self._store, self._clock, self._frozen = store, clock, Frozen(store)

    # -- reviewers --------------------------------------------------------------------------------------------------

    def queue(self, person: Person, team: str, scenario: str | None = None, why: str | None = None, most: int = 50) -> Queue:
        """What waits in one of one's teams, the most urgent first."""
        with self._store.reading() as tx:
            asker = passed(tx, person, "Reviewing.queue", team)
            waiting, counts = tx.reviews.queue([team], asker.id, scenario, why, most)
            return Queue(waiting, counts, tx.teams.pseudonyms({w.person for w in waiting}))

    def read(self, person: Person, practice_id: str) -> Reading:
        """An assessed or shared talk. A reviewer who has not rated it yet reads it without any level; a mere manager
        reads all of it."""
        with self._store.reading() as tx:
            practice, asker = self._open(tx, person, "Reviewing.read", practice_id)
            reviewer = Role.REVIEWER in asker.roles.get(practice.team or "", ())
            blind = reviewer and not tx.reviews.has_looked(practice_id, asker.id)
            turns = tuple(tx.talks.turns(practice_id))
            ratings = {} if blind else tx.ratings.of_practice(practice_id)
            remarks = Remarks([], [], {}) if blind else _remarks(tx, practice, for_trainee=False)
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

    def rate(self, person: Person, practice_id: str, levels: Mapping[int, Mapping[Dimension, int]],
             reason: str = "") -> Review:
        """Levels for one reply or more, beside the machine's. The first time, before anything was revealed, they are
        blind; rating again adds a review that is not. Nothing stands differently until it is decided."""
        now, reason = self._clock.now(), clean(reason) if reason.strip() else ""
        with self._store.begin() as tx:
            practice, asker = self._open(tx, person, "Reviewing.rate", practice_id, lock=True)
            if not practice.over():
                raise NotAllowed("The talk is still going on.", "Review it when it has ended.")
            replies = {t.n for t in tx.talks.turns(practice_id) if t.who == "trainee"}
            given = {n: _four(n in replies, some) for n, some in levels.items()}
            if not given:
                raise InvalidReply("Nothing has been rated.", "Give one reply its four levels at least.")
            blind = not tx.reviews.has_looked(practice_id, asker.id)
            review_id = tx.reviews.add(practice_id, asker.id, now, blind=blind, submitted=True, reason=reason)
            ids = tx.talks.turn_ids(practice_id)
            for n, some in sorted(given.items()):
                rating = Rating(scorer=f"reviewer:{asker.id}", kind="reviewer", dimensions={
                    d: DimensionRating(level=level, low=level, high=level, reason="as the reviewer sees it")
                    for d, level in some.items()})
                tx.ratings.add(practice_id, ids[n], rating, practice.hashes.rubric, now, review_id)
            tx.audit.add(now, asker.id, "reviewed", "practice", practice_id, practice.team, review=review_id, blind=blind)
            return next(r for r in tx.reviews.of(practice_id) if r.id == review_id)

    def comment(self, person: Person, practice_id: str, text: str, turn_n: int | None = None) -> None:
        """To a reply, or to the whole talk. A reviewer comments once they have rated, or looked."""
        text, now = clean(text), self._clock.now()
        with self._store.begin() as tx:
            practice, asker = self._open(tx, person, "Reviewing.comment", practice_id)
            if Role.REVIEWER in asker.roles.get(practice.team or "", ()) and not tx.reviews.has_looked(practice_id, asker.id):
                raise NotAllowed("Rate the talk first, or have the levels revealed.", "Then comment on it.")
            tx.reviews.comment(practice_id, asker.id, "comment", text, now, _turn_id(tx, practice_id, turn_n))
            tx.audit.add(now, asker.id, "commented", "practice", practice_id, practice.team)

    def decide(self, person: Person, practice_id: str, whose: Decision, reason: str) -> None:
        """From now on one's own latest levels stand, or the machine's again. The others stay where they are."""
        reason, now = clean(reason), self._clock.now()
        with self._store.begin() as tx:
            practice, asker = self._open(tx, person, "Reviewing.decide", practice_id, lock=True)
            mine = [r for r in tx.reviews.of(practice_id) if r.reviewer == asker.id and r.levels]
            if not mine:
                raise NotAllowed("Only who has rated the talk decides whose levels stand.", "Rate it first.")
            tx.reviews.add(practice_id, asker.id, now, blind=False, submitted=True, decision=whose, reason=reason,
                           replaces=mine[-1].id if whose == "reviewer" else None)
            tx.results.fold(practice_id)
            tx.audit.add(now, asker.id, "decided", "practice", practice_id, practice.team, whose=whose)

    # -- trainees ---------------------------------------------------------------------------------------------------

    def remarks(self, person: Person, practice_id: str) -> Remarks:
        """Reviews and comments on one's own practice; for others, those of a practice that they may read and have not
        still to rate blind."""
        with self._store.reading() as tx:
            asker = passed(tx, person, "Reviewing.remarks")
            practice = readable(tx, asker, practice_id)
            own = practice.person == asker.id
            reviewer = Role.REVIEWER in asker.roles.get(practice.team or "", ())
            if not own and reviewer and not tx.reviews.has_looked(practice_id, asker.id):
                return Remarks([], [], {})
            return _remarks(tx, practice, for_trainee=own)

    def answer(self, person: Person, practice_id: str, text: str, turn_n: int | None = None, another_look: bool = False) -> None:
        """The trainee's answer; ``another_look`` brings the talk back into the queue."""
        text, now = clean(text), self._clock.now()
        with self._store.begin() as tx:
            practice, asker = _own(tx, person, "Reviewing.answer", practice_id)
            if practice.visibility is Visibility.PRIVATE:
                raise NotAllowed("Nobody but you reads this talk.", "Share it first.")
            tx.reviews.comment(practice_id, asker.id, "another_look" if another_look else "answer", text, now,
                               _turn_id(tx, practice_id, turn_n))
            tx.audit.add(now, asker.id, "asked_another_look" if another_look else "answered", "practice", practice_id,
                         practice.team)

    def share(self, person: Person, practice_id: str, team: str) -> None:
        """Managers and reviewers of the team may read it from now on."""
        with self._store.begin() as tx:
            practice, asker = _own(tx, person, "Reviewing.share", practice_id)
            if team not in asker.roles or (practice.team and practice.team != team) or not team:
                raise NotFound("That is not a team of yours, or not the one that this practice is for.", "Choose your team.")
            if practice.visibility is Visibility.PRIVATE:
                now = self._clock.now()
                tx.reviews.share(practice_id, team, Visibility.CONSENTED.value, now)
                tx.audit.add(now, asker.id, "shared", "practice", practice_id, team)

    def unshare(self, person: Person, practice_id: str) -> None:
        """Nobody else reads it from now on; what has been reviewed stays reviewed."""
        with self._store.begin() as tx:
            practice, asker = _own(tx, person, "Reviewing.unshare", practice_id)
            if practice.mode is Mode.ASSESSMENT and practice.visibility is Visibility.ASSESSED:
                raise NotAllowed("An assessment stays open to your managers and reviewers.", "That was said before the first word.")
            if practice.visibility is Visibility.CONSENTED:
                tx.reviews.share(practice_id, practice.team if practice.assignment else None, Visibility.PRIVATE.value, None)
                tx.audit.add(self._clock.now(), asker.id, "unshared", "practice", practice_id, practice.team)

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


def _own(tx: Any, person: Person, action: str, practice_id: str) -> tuple[Practice, Person]:
    asker = passed(tx, person, action)
    practice = tx.talks.get(practice_id, lock=True)
    if practice is None or practice.person != asker.id:
        raise NotFound("There is no such talk of yours.", "Choose one from your list of talks.")
    return practice, asker


def _four(is_reply: bool, some: Mapping[Dimension, int]) -> dict[Dimension, int]:
    if not is_reply:
        raise InvalidReply("There is no reply of the trainee at that place.", "Choose one of the trainee's replies.")
    if set(some) != set(Dimension) or any(isinstance(v, bool) or v not in (1, 2, 3, 4, 5) for v in some.values()):
        raise InvalidReply("A reply needs a level from 1 to 5 on each of the four dimensions.", "Fill in what is missing.")
    return {Dimension(d): int(v) for d, v in some.items()}


def _turn_id(tx: Any, practice_id: str, turn_n: int | None) -> int | None:
    if turn_n is None:
        return None
    found = tx.talks.turn_ids(practice_id).get(turn_n)
    if found is None:
        raise InvalidReply("There is nothing at that place of the talk.", "Choose one of its replies.")
    return found


def _remarks(tx: Any, practice: Practice, for_trainee: bool) -> Remarks:
    reviews, comments = tx.reviews.of(practice.id), tx.reviews.comments(practice.id)
    people = {r.reviewer for r in reviews} | {c.author for c in comments}
    names = tx.teams.names(people)
    if not for_trainee and practice.person in names:
        names |= tx.teams.pseudonyms({practice.person})
    return Remarks(reviews, comments, names)
