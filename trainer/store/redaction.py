"""Takes the words out of practices, in place, and a person out of the people: what is left are ids, times and levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import TypeAdapter
from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from trainer.domain.acts import Event
from trainer.domain.rating import Rating, Unrated
from trainer.domain.talk_state import Agreed, OpenPromise, TalkState
from trainer.store.result_table import ResultRecord
from trainer.store.tables import DisagreementRecord, NoteRecord, OwedRecord, PracticeRecord, RatingRecord, TurnRecord
from trainer.store.team_tables import (
    AccountRecord,
    AssignmentRecord,
    InviteRecord,
    MembershipRecord,
    OwnFileVersionRecord,
    PersonRecord,
    ReviewCommentRecord,
    ReviewDraftRecord,
    ReviewRecord,
    SignInRecord,
)

GONE = "(redacted)"
_KINDS = TypeAdapter(Rating | Unrated)
_AT_ONCE = 200


class Redaction:
    """Redacting, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def practices_of(self, person_id: str) -> list[str]:
        """All practices of a person."""
        return list(self._s.scalars(select(PracticeRecord.id).where(PracticeRecord.person_id == person_id)))

    def past_days(self, team_id: str, before: str, most: int) -> list[str]:
        """Practices of a team that ended (or, never ended, began) before a moment and still hold words."""
        return list(self._s.scalars(select(PracticeRecord.id).where(
            PracticeRecord.team_id == team_id, PracticeRecord.redacted_at.is_(None),
            func.coalesce(PracticeRecord.ended_at, PracticeRecord.started_at) < before).limit(most)))

    def practices(self, ids: Sequence[str], at: str, keep_levels: bool) -> None:
        """No word of these talks is left: said, noted, quoted, remarked or owed."""
        for some in _slices(ids):
            self._s.execute(delete(OwedRecord).where(OwedRecord.practice_id.in_(some)))
            self._s.execute(delete(ReviewDraftRecord).where(ReviewDraftRecord.practice_id.in_(some)))
            self._turns(some, at)
            self._ratings(some, keep_levels)
            for table, column in ((NoteRecord, "text"), (DisagreementRecord, "why"), (ReviewCommentRecord, "text"),
                                  (ReviewRecord, "reason")):
                self._s.execute(update(table).where(table.practice_id.in_(some)).values({column: GONE}))
            self._s.execute(update(PracticeRecord).where(PracticeRecord.id.in_(some)).values(prepare={}, redacted_at=at))
            self._s.execute(update(PracticeRecord).where(PracticeRecord.id.in_(some), PracticeRecord.ended_at.is_(None))
                            .values(ended_at=at, ended_by="left"))

    def person(self, person_id: str, pseudonym: str, at: str) -> None:
        """No name, address, password or sentence of this person is left; whoever refers to them finds the pseudonym."""
        s = self._s
        email, given = s.execute(select(PersonRecord.email, PersonRecord.pseudonym).where(PersonRecord.id == person_id)).one()
        s.execute(update(ReviewCommentRecord).where(ReviewCommentRecord.author_id == person_id).values(text=GONE))
        s.execute(update(ReviewRecord).where(ReviewRecord.reviewer_id == person_id).values(reason=GONE))
        s.execute(update(NoteRecord).where(NoteRecord.person_id == person_id).values(text=GONE))
        s.execute(update(DisagreementRecord).where(DisagreementRecord.person_id == person_id).values(why=GONE))
        s.execute(update(AssignmentRecord).where(AssignmentRecord.created_by == person_id).values(title="Assignment", note=""))
        s.execute(update(OwnFileVersionRecord).where(OwnFileVersionRecord.author_id == person_id).values(note=GONE))
        s.execute(delete(ReviewDraftRecord).where(ReviewDraftRecord.reviewer_id == person_id))
        s.execute(delete(SignInRecord).where(SignInRecord.person_id == person_id))
        s.execute(delete(AccountRecord).where(AccountRecord.person_id == person_id))
        mine = InviteRecord.person_id == person_id
        s.execute(delete(InviteRecord).where(or_(mine, func.lower(InviteRecord.email) == email.lower()) if email else mine))
        s.execute(delete(MembershipRecord).where(MembershipRecord.person_id == person_id))
        s.execute(update(PersonRecord).where(PersonRecord.id == person_id).values(
            name=given or pseudonym, email=None, pseudonym=given or pseudonym, timezone=None, choices={}, active=False,
            erased_at=at))

    def _turns(self, ids: Sequence[str], at: str) -> None:
        rows = self._s.execute(select(TurnRecord.id, TurnRecord.state, TurnRecord.events).where(
            TurnRecord.practice_id.in_(ids))).all()
        changed = [{"id": row_id, "text": GONE, "made_note": "", "redacted_at": at, "state": _state(state),
                    "events": [Event.model_validate(e).model_copy(update={"words": ""}).model_dump(mode="json") for e in events]}
                   for row_id, state, events in rows]
        if changed:
            self._s.execute(update(TurnRecord), changed)

    def _ratings(self, ids: Sequence[str], keep_levels: bool) -> None:
        if not keep_levels:
            self._s.execute(delete(RatingRecord).where(RatingRecord.practice_id.in_(ids)))
            self._s.execute(delete(ResultRecord).where(ResultRecord.practice_id.in_(ids)))
            self._s.execute(update(ReviewRecord).where(ReviewRecord.practice_id.in_(ids)).values(whole=None))
            return
        rows = self._s.execute(select(RatingRecord.id, RatingRecord.body).where(RatingRecord.practice_id.in_(ids))).all()
        if rows:
            self._s.execute(update(RatingRecord), [{"id": row_id, "body": _rating(body)} for row_id, body in rows])


def _slices(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start:start + _AT_ONCE]


def _state(kept: dict) -> dict:
    state = TalkState.model_validate(kept)
    gone = Agreed(step=GONE, owner="", date="")
    return state.model_copy(update={
        "agreed": gone if state.agreed else None, "proposed": gone if state.proposed else None,
        "promise": OpenPromise(words="", made_at=state.promise.made_at) if state.promise else None}).model_dump(mode="json")


def _rating(body: str) -> str:
    rating = _KINDS.validate_json(body)
    if isinstance(rating, Unrated):
        return rating.model_copy(update={"reason": GONE}).model_dump_json()
    return rating.model_copy(update={
        "dimensions": {d: r.model_copy(update={"quotes": (), "reason": GONE}) for d, r in rating.dimensions.items()},
        "gates": tuple(_without(rating.gates)), "techniques": tuple(t.model_copy(update={"words": ""}) for t in rating.techniques),
    }).model_dump_json()


def _without(gates: Iterable) -> Iterator:
    for gate in gates:
        yield gate.model_copy(update={"words": "", "reason": GONE})
