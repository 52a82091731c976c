"""What a trainee does in a practice: begin, say, read the answer, end, go back, see how it was rated."""

from __future__ import annotations

import time
from dataclasses import replace

from trainer.client import engine
from trainer.domain.conversation import Turn, replies
from trainer.domain.errors import InvalidReply, NotAllowed, NotFound, TalkOver
from trainer.domain.people import Person
from trainer.domain.practice import MIN_RATED, MIN_RATED_AGAIN, Mode, Practice, Record, TalkScore, talk_score
from trainer.domain.rating import standing
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.services import afterwards, branching
from trainer.services.beginning import begin, drafted
from trainer.services.bell import Bell
from trainer.services.frozen import Frozen
from trainer.services.line_worker import LineWork
from trainer.services.moments import seconds_between
from trainer.services.parts import Parts
from trainer.services.rating_worker import RatingWork
from trainer.services.saying import clean, may_say
from trainer.services.seen import LineStatus, PracticeRow
from trainer.services.workers import Workers

LEFT = "left"
_POLL_S = 0.25


class Practising:
    """The person who asks comes first in every call; a practice is found only by the person whose it is."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._store, self._clock = parts, parts.store, parts.clock
        self._frozen = Frozen(parts.store)
        self._bell = Bell()
        line = LineWork(parts.store, parts.clock, self._frozen, parts.speakers, self._bell.ring)
        rating = RatingWork(parts.store, parts.clock, self._frozen, parts.scorers, self._bell.ring)
        self._workers = {"line": Workers("line", parts.store, parts.clock, line, parts.line_threads),
                         "rating": Workers("rating", parts.store, parts.clock, rating, parts.rating_threads)}

    def close(self) -> None:
        """Takes no new work."""
        for workers in self._workers.values():
            workers.stop()

    # -- beginning ----------------------------------------------------------------------------------------------

    def start(self, person: Person, scenario_id: str, seed: int | None = None, mode: Mode = Mode.PRACTICE,
              assignment: str | None = None) -> Practice:
        """A new practice; the client's opening is said at once."""
        return begin(self._parts, person, scenario_id, seed, mode, assignment)

    def try_out(self, person: Person, own_id: str, version: int) -> Practice:
        """A new practice with a version of an own scenario that need not be published: the author's alone."""
        scenario, content_hash = drafted(self._parts, person, own_id, version)
        return begin(self._parts, person, scenario.id, None, Mode.PRACTICE, None, (scenario, content_hash))

    def prepare(self, person: Person, practice_id: str, answers: dict[str, str]) -> None:
        """Keeps the answers to the prepare questions."""
        afterwards.prepare(self._store, self._found, person, practice_id, answers)

    # -- talking ------------------------------------------------------------------------------------------------

    def say(self, person: Person, practice_id: str, text: str, after_n: int) -> Turn:
        """The reply is taken and safe, the client's line is owed. ``after_n``: the last turn the person has seen."""
        text = clean(text)
        with self._store.reading() as tx:
            practice = self._found(tx, person, practice_id)
            turns = tx.talks.turns(practice_id)
        may_say(practice.over(), turns[-1].who, turns[-1].n, after_n)
        taken = engine.take(self._frozen.scenario(practice), practice.seed, turns, text)
        now = self._clock.now()
        reply = Turn(n=turns[-1].n + 1, who="trainee", text=text, state=taken.state, events=taken.events, at=now)
        with self._store.begin() as tx:
            # Between looking and writing another tab may have spoken or ended the talk.
            over, tail = self._found(tx, person, practice_id, lock=True).over(), tx.talks.tail(practice_id)
            may_say(over, tail.who, tail.n, after_n)
            turn_id = tx.talks.add_turn(practice_id, reply)
            tx.owed.add("line", practice_id, turn_id, now, taken.model_dump_json())
            tx.owed.add("rating", practice_id, turn_id, now)
            if taken.ending:
                tx.talks.end(practice_id, now, taken.ending.kind.value, "client")
            owed = tx.owed.of_practice(practice_id)
        self._ask(person, owed)
        return reply

    def line(self, person: Person, practice_id: str, known: LineStatus | None = None) -> LineStatus:
        """Where the client's line stands now. Whole on the server from the moment it is stored; shown at a pace.
        ``known``: what this said a moment ago; while a line is being spoken the store has nothing to add to that."""
        if known is not None and known.state == "speaking":
            so_far = self._parts.pace.so_far(known.whole, seconds_between(known.at, self._clock.now()))
            if so_far != known.whole:
                return replace(known, so_far=so_far)
        with self._store.reading() as tx:
            tail = tx.talks.tail(practice_id)
        if tail is None or tail.person != person.id:
            raise _unknown()
        now = self._clock.now()
        if tail.owed:
            waiting = "thinking" if tail.leased_until and tail.leased_until >= now else "owed"
            return LineStatus(waiting, n=tail.n + 1)
        so_far = self._parts.pace.so_far(tail.text, seconds_between(tail.at, now)) if tail.who == "client" else tail.text
        if so_far != tail.text:
            return LineStatus("speaking", so_far, n=tail.n, whole=tail.text, at=tail.at)
        return LineStatus("over" if tail.ended_at else "idle", tail.text, tail.note, tail.n)

    def wait(self, person: Person, practice_id: str, timeout_s: float = 120) -> LineStatus:
        """Blocks until the line is whole, or the time is up; asks for a line that nobody is at."""
        until = time.monotonic() + timeout_s
        with self._bell.listen(practice_id) as rung:
            while True:
                rung.clear()
                status = self.line(person, practice_id)
                left = until - time.monotonic()
                if status.state in ("idle", "over") or left <= 0:
                    return status
                if status.state == "owed":
                    self.resume(person, practice_id)
                rung.wait(min(left, 0.05 if status.state == "speaking" else _POLL_S))

    def resume(self, person: Person, practice_id: str) -> None:
        """What is still owed after a crash is asked for again; changes nothing where somebody is at it."""
        with self._store.reading() as tx:
            self._found(tx, person, practice_id)
            owed = tx.owed.of_practice(practice_id)
        self._ask(person, owed)

    def hint(self, person: Person, practice_id: str) -> str:
        """What is unaddressed, never what to write. Not in an assessment."""
        with self._store.reading() as tx:
            practice = self._found(tx, person, practice_id)
            turns = tx.talks.turns(practice_id)
        _only_practice(practice, "There are no hints in an assessment.")
        return engine.hint(self._frozen.scenario(practice), turns)

    # -- ending -------------------------------------------------------------------------------------------------

    def end(self, person: Person, practice_id: str) -> Practice:
        """The trainee ends the talk; the client says a last line. A line still owed is owed no more."""
        scenario = self.frozen_scenario(person, practice_id)
        with self._store.begin() as tx:
            practice = self._found(tx, person, practice_id, lock=True)
            if practice.over():
                return practice
            turns, now = tx.talks.turns(practice_id), self._clock.now()
            taken = engine.closing(scenario, practice.seed, turns)
            tx.owed.cancel(practice_id, "line")
            tx.talks.add_turn(practice_id, Turn(n=turns[-1].n + 1, who="client", text=taken.direction.line,
                                                state=taken.state, at=now))
            tx.talks.end(practice_id, now, taken.ending.kind.value if taken.ending else None, "trainee")
            practice = tx.talks.get(practice_id)
        self._bell.ring(practice_id)
        return practice

    def leave(self, person: Person, practice_id: str) -> Practice:
        """The safe way out, at any time: nothing more is said, nothing is scored."""
        with self._store.begin() as tx:
            practice = self._found(tx, person, practice_id, lock=True)
            if practice.over():
                return practice
            tx.owed.cancel(practice_id)
            tx.talks.end(practice_id, self._clock.now(), None, LEFT)
            practice = tx.talks.get(practice_id)
        self._bell.ring(practice_id)
        return practice

    # -- going back ---------------------------------------------------------------------------------------------

    def take_back(self, person: Person, practice_id: str) -> Record:
        """The last reply and its line leave the talk. Not in an assessment, not after the end."""
        with self._store.begin() as tx:
            practice = self._found(tx, person, practice_id, lock=True)
            _only_practice(practice, "In an assessment nothing can be taken back.")
            if practice.over():
                raise TalkOver("The talk has ended; nothing can be taken back.", "Try that moment again instead.")
            said = [t for t in replies(tx.talks.turns(practice_id)) if t.n >= practice.judged_from()]
            if not said:
                raise InvalidReply("You have not said anything yet." if not practice.branch_of else
                                   "This is the moment that you try again; what was said before it stays.")
            tx.owed.cancel(practice_id, from_n=said[-1].n)
            tx.talks.take_back(practice_id, said[-1].n, self._clock.now())
        self._bell.ring(practice_id)
        return self.record(person, practice_id)

    def branch(self, person: Person, practice_id: str, turn_n: int) -> Practice:
        """Try a moment again: a new practice with everything before reply ``turn_n``, same scenario and seed."""
        return branching.branch(self._parts, self._found, person, practice_id, turn_n)

    def branches(self, person: Person, practice_id: str) -> list[Practice]:
        """The practices rewound from this one, oldest first."""
        with self._store.reading() as tx:
            self._found(tx, person, practice_id)
            return tx.talks.branches(practice_id)

    # -- reading ------------------------------------------------------------------------------------------------

    def record(self, person: Person, practice_id: str, rated: bool = True) -> Record:
        """Everything said and every rating there is so far; without ``rated`` only what is said, which is what a talk
        going on needs at every draw: reading the ratings takes longer than all the rest."""
        with self._store.reading() as tx:
            practice = self._found(tx, person, practice_id)
            turns = tuple(tx.talks.turns(practice_id))
            ratings = tx.ratings.of_practice(practice_id) if rated else {}
            owed = [o for o in tx.owed.of_practice(practice_id) if o.kind == "rating"] if rated else []
        self._ask(person, owed)
        scenario = self._frozen.scenario(practice)
        state = turns[-1].state if turns else engine.opening(scenario)
        return Record(practice=practice, turns=turns, ratings=ratings, agreed=state.agreed,
                      objectives=engine.objectives(scenario, state))

    def mine(self, person: Person) -> list[PracticeRow]:
        """My talks, newest first."""
        with self._store.reading() as tx:
            listed = tx.talks.of_person(person.id)
            ratings = tx.ratings.of_practices([x.practice.id for x in listed])
        return [PracticeRow(x.practice, x.title, x.replies,
                            self._score(x.practice, ratings.get(x.practice.id, {}), x.replies)) for x in listed]

    def score(self, person: Person, practice_id: str) -> TalkScore:
        """The talk's score from the ratings that stand now."""
        record = self.record(person, practice_id)
        return self._score(record.practice, record.ratings, len(replies(record.turns)))

    def wait_rated(self, person: Person, practice_id: str, timeout_s: float = 120) -> Record:
        """Blocks until every reply has its ratings, or the time is up."""
        until = time.monotonic() + timeout_s
        with self._bell.listen(practice_id) as rung:
            while True:
                rung.clear()
                with self._store.reading() as tx:
                    self._found(tx, person, practice_id)
                    owed = [o for o in tx.owed.of_practice(practice_id) if o.kind == "rating"]
                left = until - time.monotonic()
                if not owed or left <= 0:
                    return self.record(person, practice_id)
                self._ask(person, owed)
                rung.wait(min(left, _POLL_S))

    def frozen_scenario(self, person: Person, practice_id: str) -> Scenario:
        """The scenario as it was when the practice began."""
        with self._store.reading() as tx:
            practice = self._found(tx, person, practice_id)
        return self._frozen.scenario(practice)

    def frozen_rubric(self, person: Person, practice_id: str) -> Rubric:
        """The rubric as it was when the practice began."""
        with self._store.reading() as tx:
            practice = self._found(tx, person, practice_id)
        return self._frozen.rubric(practice)

    def note(self, person: Person, practice_id: str, kind: str, text: str) -> None:
        """Keeps a follow-up note, reflection or contact log; the latest of its kind counts."""
        afterwards.note(self._store, self._found, self._clock, person, practice_id, kind, text)

    def differ(self, person: Person, practice_id: str, turn_n: int, dimension: str, level: int, why: str) -> None:
        """"I see this differently": kept, shown to reviewers, changes no score."""
        afterwards.differ(self._store, self._found, self._clock, person, practice_id, turn_n, dimension, level, why)

    def disagreements(self, person: Person, practice_id: str) -> list[tuple[int, str, int, str]]:
        """(turn n, dimension, level, why), oldest first."""
        with self._store.reading() as tx:
            self._found(tx, person, practice_id)
            return tx.talks.disagreements(practice_id)

    def rate_again(self, person: Person, practice_id: str, turn_n: int) -> None:
        """Asks once more for the rating of a reply that could not be rated."""
        self._ask(person, afterwards.rate_again(self._store, self._found, self._clock, person, practice_id, turn_n))

    # -- inside -------------------------------------------------------------------------------------------------

    def _found(self, tx, person: Person, practice_id: str, lock: bool = False) -> Practice:
        practice = tx.talks.get(practice_id, lock=lock)
        if practice is None or practice.person != person.id:
            raise _unknown()
        return practice

    def _score(self, practice: Practice, ratings: dict, said: int) -> TalkScore:
        if practice.ended_by == LEFT:
            return TalkScore(reason="you left this talk; it is not scored")
        given = [standing(list(r)) for n, r in ratings.items() if n >= practice.judged_from()]
        open_yet = max(0, said - practice.replies_before() - len(given))
        return talk_score(given + [None] * open_yet, self._frozen.rubric(practice),
                          MIN_RATED_AGAIN if practice.branch_of else MIN_RATED)

    def _ask(self, person: Person, owed: list) -> None:
        for piece in owed:
            self._workers[piece.kind].ask(piece.id, person.id)


def _unknown() -> NotFound:
    # The same words for a practice of somebody else: whether it exists is nobody's business.
    return NotFound("There is no such talk of yours.", "Choose one from your list of talks.")


def _only_practice(practice: Practice, message: str) -> None:
    if practice.mode is Mode.ASSESSMENT:
        raise NotAllowed(message)
