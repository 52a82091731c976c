"""What a trainee has of a review: what was said, whether it is new, an answer, and who may read a talk of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trainer.domain.errors import InvalidReply, NotAllowed, NotFound
from trainer.domain.people import Person, Role
from trainer.domain.practice import Mode, Practice, Visibility
from trainer.domain.review import Comment, News, Review
from trainer.ports import Clock
from trainer.services.gate import passed, readable
from trainer.services.saying import clean


@dataclass(frozen=True)
class Remarks:
    """What reviewers said about a practice, and what was answered; ``names``: person → as shown."""

    reviews: list[Review]
    comments: list[Comment]
    names: dict[str, str]


class Reviewed:
    """The person who asks comes first in every call."""

    _store: Any
    _clock: Clock

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
            return remarks_of(tx, practice, for_trainee=own)

    def answer(self, person: Person, practice_id: str, text: str, turn_n: int | None = None, another_look: bool = False) -> None:
        """The trainee's answer; ``another_look`` brings the talk back into the queue."""
        text, now = clean(text), self._clock.now()
        with self._store.begin() as tx:
            practice, asker = _own(tx, person, "Reviewing.answer", practice_id)
            if practice.visibility is Visibility.PRIVATE:
                raise NotAllowed("Nobody but you reads this talk.", "Share it first.")
            tx.reviews.comment(practice_id, asker.id, "another_look" if another_look else "answer", text, now,
                               turn_id(tx, practice_id, turn_n))
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

    def news(self, person: Person) -> tuple[list[News], dict[str, str]]:
        """One's own talks of which something new was said, the newest first; person → name."""
        with self._store.reading() as tx:
            asker = passed(tx, person, "Reviewing.news")
            found = tx.review_desk.news(asker.id)
            return found, tx.teams.names({n.by for n in found})

    def mark_read(self, person: Person, practice_id: str) -> None:
        """The trainee has what was said before their eyes."""
        with self._store.begin() as tx:
            practice, _ = _own(tx, person, "Reviewing.mark_read", practice_id)
            tx.review_desk.read(practice.id, self._clock.now())


def _own(tx: Any, person: Person, action: str, practice_id: str) -> tuple[Practice, Person]:
    asker = passed(tx, person, action)
    practice = tx.talks.get(practice_id, lock=True)
    if practice is None or practice.person != asker.id:
        raise NotFound("There is no such talk of yours.", "Choose one from your list of talks.")
    return practice, asker


def turn_id(tx: Any, practice_id: str, turn_n: int | None) -> int | None:
    """The row of a turn; None for the talk as a whole."""
    if turn_n is None:
        return None
    found = tx.talks.turn_ids(practice_id).get(turn_n)
    if found is None:
        raise InvalidReply("There is nothing at that place of the talk.", "Choose one of its replies.")
    return found


def remarks_of(tx: Any, practice: Practice, for_trainee: bool) -> Remarks:
    """All that was said of a practice; for others than its trainee, under the trainee's pseudonym."""
    reviews, comments = tx.reviews.of(practice.id), tx.reviews.comments(practice.id)
    people = {r.reviewer for r in reviews} | {c.author for c in comments}
    names = tx.teams.names(people)
    if not for_trainee and practice.person in names:
        names |= tx.teams.pseudonyms({practice.person})
    return Remarks(reviews, comments, names)
