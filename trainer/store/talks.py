"""Keeps practices and what is said in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from trainer.domain.conversation import Turn
from trainer.domain.errors import Conflict
from trainer.domain.practice import Hashes, Practice
from trainer.ports import Usage
from trainer.store.results import Results
from trainer.store.tables import DisagreementRecord, NoteRecord, OwedRecord, PracticeRecord, TurnRecord

_HASHES = ("scenario", "rubric", "appraiser", "scorer", "prompt")
_AS_THEY_ARE = ("seed", "mode", "visibility", "client_model", "scorer", "started_at", "ended_at",
                "outcome", "ended_by", "branch_of", "branch_at", "scenario_id", "prepare")


class Listed(NamedTuple):
    """A practice for a list: its title, the rubric it goes by, and how many replies it holds."""

    practice: Practice
    title: str
    replies: int


class Tail(NamedTuple):
    """The last thing said in a practice, and whether a line is owed (and somebody at work on it)."""

    person: str
    ended_at: str | None
    n: int
    who: str
    text: str
    note: str
    at: str
    owed: bool
    leased_until: str | None


_LATER = aliased(TurnRecord)


def _tail_question():
    last = select(func.max(_LATER.n)).where(
        _LATER.practice_id == PracticeRecord.id, _LATER.taken_back_at.is_(None)).scalar_subquery()
    return (select(PracticeRecord.person_id, PracticeRecord.ended_at, TurnRecord.n, TurnRecord.who, TurnRecord.text,
                   TurnRecord.made_note, TurnRecord.at, OwedRecord.id, OwedRecord.leased_until)
            .select_from(PracticeRecord)
            .join(TurnRecord, and_(TurnRecord.practice_id == PracticeRecord.id, TurnRecord.n == last,
                                   TurnRecord.taken_back_at.is_(None)))
            .outerjoin(OwedRecord, and_(OwedRecord.practice_id == PracticeRecord.id, OwedRecord.kind == "line"))
            .where(PracticeRecord.id == bindparam("practice")))


_TAIL = _tail_question()  # put together once: doing so takes longer than asking it


class Talks:
    """Practices and turns, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def add(self, practice: Practice, title: str, rubric_id: str) -> None:
        """A new practice."""
        row = {name: getattr(practice, name) for name in _AS_THEY_ARE}
        hashes = {f"{name}_hash": getattr(practice.hashes, name) for name in _HASHES}
        self._s.add(PracticeRecord(
            id=practice.id, person_id=practice.person, team_id=practice.team, assignment_id=practice.assignment,
            scenario_title=title, rubric_id=rubric_id, **row, **hashes))
        self._s.flush()

    def get(self, practice_id: str, lock: bool = False) -> Practice | None:
        """The practice with the latest note of each kind. ``lock`` keeps others from writing to it meanwhile."""
        asked = select(PracticeRecord).where(PracticeRecord.id == practice_id)
        # key_share: a rating worker that holds owed work must still be able to add a row that refers to this practice,
        # or it and somebody who takes the reply back would wait for each other.
        row = self._s.scalar(asked.with_for_update(key_share=True) if lock else asked)
        return None if row is None else _practice(row, self._notes([practice_id]).get(practice_id, {}))

    def rubric_id(self, practice_id: str) -> str:
        """Which rubric a practice goes by."""
        return self._s.scalars(select(PracticeRecord.rubric_id).where(PracticeRecord.id == practice_id)).one()

    def title(self, practice_id: str) -> str:
        """The scenario's title when the practice began."""
        return self._s.scalars(select(PracticeRecord.scenario_title).where(PracticeRecord.id == practice_id)).one()

    def of_person(self, person_id: str, limit: int = 200) -> list[Listed]:
        """A person's practices, newest first."""
        said = (select(TurnRecord.practice_id, func.count().label("replies"))
                .join(PracticeRecord, PracticeRecord.id == TurnRecord.practice_id)
                .where(PracticeRecord.person_id == person_id, TurnRecord.who == "trainee",
                       TurnRecord.taken_back_at.is_(None))
                .group_by(TurnRecord.practice_id).subquery())
        found = self._s.execute(
            select(PracticeRecord, func.coalesce(said.c.replies, 0))
            .outerjoin(said, said.c.practice_id == PracticeRecord.id)
            .where(PracticeRecord.person_id == person_id)
            .order_by(PracticeRecord.started_at.desc(), PracticeRecord.id).limit(limit)).all()
        notes = self._notes([row.id for row, _ in found])
        return [Listed(_practice(row, notes.get(row.id, {})), row.scenario_title, n) for row, n in found]

    def branches(self, practice_id: str) -> list[Practice]:
        """The practices that were rewound from this one, oldest first."""
        rows = self._s.scalars(select(PracticeRecord).where(PracticeRecord.branch_of == practice_id)
                               .order_by(PracticeRecord.started_at, PracticeRecord.id)).all()
        notes = self._notes([row.id for row in rows])
        return [_practice(row, notes.get(row.id, {})) for row in rows]

    def turns(self, practice_id: str) -> list[Turn]:
        """Everything said and not taken back, in order."""
        rows = self._s.scalars(select(TurnRecord).where(
            TurnRecord.practice_id == practice_id, TurnRecord.taken_back_at.is_(None)).order_by(TurnRecord.n))
        return [Turn(n=r.n, who=r.who, text=r.text, state=r.state, events=r.events, made=r.made,
                     made_note=r.made_note, at=r.at) for r in rows]

    def turn_ids(self, practice_id: str) -> dict[int, int]:
        """The number of each live turn → its row."""
        rows = self._s.execute(select(TurnRecord.n, TurnRecord.id).where(
            TurnRecord.practice_id == practice_id, TurnRecord.taken_back_at.is_(None)))
        return {n: row_id for n, row_id in rows}

    def add_turn(self, practice_id: str, turn: Turn, usage: Usage | None = None) -> int:
        """One more turn; Conflict when its number is taken already: another tab or process was first."""
        row = TurnRecord(
            practice_id=practice_id, n=turn.n, who=turn.who, text=turn.text, made=turn.made, made_note=turn.made_note,
            at=turn.at, state=turn.state.model_dump(mode="json"), usage=asdict(usage) if usage else None,
            events=[e.model_dump(mode="json") for e in turn.events])
        self._s.add(row)
        try:
            self._s.flush()
        except IntegrityError as taken:
            raise Conflict("Something else was said here a moment ago, in another tab or window.",
                           "Read on from there; your text has not been sent.") from taken
        return row.id

    def tail(self, practice_id: str) -> Tail | None:
        """The end of the talk in one look; this is asked many times a second while a line is awaited."""
        row = self._s.execute(_TAIL, {"practice": practice_id}).first()
        return None if row is None else Tail(*row[:7], row[7] is not None, row[8])

    def take_back(self, practice_id: str, from_n: int, at: str) -> None:
        """Turns from ``from_n`` on leave the talk; they stay in the store, marked."""
        self._s.execute(update(TurnRecord).where(
            TurnRecord.practice_id == practice_id, TurnRecord.n >= from_n, TurnRecord.taken_back_at.is_(None),
        ).values(taken_back_at=at))
        Results(self._s).fold(practice_id)

    def end(self, practice_id: str, at: str, outcome: str | None, ended_by: str) -> None:
        """The practice is over."""
        self._s.execute(update(PracticeRecord).where(PracticeRecord.id == practice_id)
                        .values(ended_at=at, outcome=outcome, ended_by=ended_by))

    def prepare(self, practice_id: str, answers: dict[str, str]) -> None:
        """The answers to the prepare questions, as they are now."""
        self._s.execute(update(PracticeRecord).where(PracticeRecord.id == practice_id).values(prepare=answers))

    def add_note(self, practice_id: str, person_id: str, kind: str, text: str, at: str) -> None:
        """One more note; the latest of its kind counts."""
        self._s.add(NoteRecord(practice_id=practice_id, person_id=person_id, kind=kind, text=text, at=at))

    def differ(self, practice_id: str, turn_id: int, person_id: str, dimension: str, level: int, why: str,
               at: str) -> None:
        """The trainee's own view of one level."""
        self._s.add(DisagreementRecord(practice_id=practice_id, turn_id=turn_id, person_id=person_id,
                                       dimension=dimension, level=level, why=why, at=at))

    def disagreements(self, practice_id: str) -> list[tuple[int, str, int, str]]:
        """(turn n, dimension, level, why), oldest first."""
        rows = self._s.execute(
            select(TurnRecord.n, DisagreementRecord.dimension, DisagreementRecord.level, DisagreementRecord.why)
            .join(TurnRecord, TurnRecord.id == DisagreementRecord.turn_id)
            .where(DisagreementRecord.practice_id == practice_id).order_by(DisagreementRecord.id))
        return [tuple(row) for row in rows]

    def _notes(self, practice_ids: Iterable[str]) -> dict[str, dict[str, str]]:
        ids = list(practice_ids)
        if not ids:
            return {}
        found: dict[str, dict[str, str]] = {}
        rows = self._s.execute(select(NoteRecord.practice_id, NoteRecord.kind, NoteRecord.text)
                               .where(NoteRecord.practice_id.in_(ids)).order_by(NoteRecord.id))
        for practice_id, kind, text in rows:
            found.setdefault(practice_id, {})[kind] = text
        return found


def _practice(row: PracticeRecord, notes: dict[str, str]) -> Practice:
    return Practice(
        id=row.id, person=row.person_id, team=row.team_id, assignment=row.assignment_id, notes=notes,
        hashes=Hashes(**{name: getattr(row, f"{name}_hash") for name in _HASHES}),
        **{name: getattr(row, name) for name in _AS_THEY_ARE})
