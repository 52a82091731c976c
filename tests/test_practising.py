"""Practising: nothing said is lost, one of two tabs wins, and a practice is its own person's only."""

from __future__ import annotations

import threading

import pytest

from tests.databases import KINDS, new_database
from tests.practice_house import ME, OTHER, SCENARIO, Breaks, CannotRate, Rates, Says, TestClock, Waits, house
from trainer.domain.errors import Conflict, InvalidReply, NotAllowed, NotFound, TalkOver
from trainer.domain.practice import Mode, Visibility
from trainer.domain.rating import Rating, Unrated
from trainer.library import FileLibrary
from trainer.services.seen import Pace
from trainer.store.store import Store

LIBRARY = FileLibrary()
GOOD = "I can hear how much hangs on this for you. What worries you most about it?"
BAD = "Calm down, it is really not our fault. You should have read the contract."


@pytest.fixture(params=KINDS)
def store(request, tmp_path):
    opened = Store(new_database(request.param, tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def sqlite(tmp_path):
    opened = Store(f"sqlite:///{tmp_path}/trainer.db")
    yield opened
    opened.close()


def say(service, practice, text=GOOD, person=ME):
    """Says it after whatever was said last, and waits for the answer."""
    after = service.record(person, practice.id).turns[-1].n
    service.say(person, practice.id, text, after)
    return service.wait(person, practice.id, 30)


def talked(service, *texts, **how):
    practice = service.start(ME, SCENARIO, seed=7, **how)
    for text in texts or (GOOD,):
        assert say(service, practice, text).state in ("idle", "over")
    return practice


# -- a talk ---------------------------------------------------------------------------------------------------------

def test_a_practice_begins_with_the_clients_opening_and_its_mood(store):
    service = house(store, LIBRARY)
    practice = service.start(ME, SCENARIO, seed=7)
    (opening,) = service.record(ME, practice.id).turns
    scenario = LIBRARY.scenario(SCENARIO)
    assert (opening.who, opening.text, opening.state.mood) == ("client", scenario.opening, scenario.start)
    assert practice.hashes.scenario == LIBRARY.hash_of("scenario", SCENARIO)
    assert service.line(ME, practice.id).state == "idle"


def test_a_reply_is_answered_and_both_are_kept(store):
    service = house(store, LIBRARY)
    practice = talked(service, GOOD, BAD)
    turns = service.record(ME, practice.id).turns
    assert [t.who for t in turns] == ["client", "trainee"] * 2 + ["client"]
    assert [t.n for t in turns] == list(range(5))
    assert turns[1].text == GOOD and turns[1].events and turns[2].state == turns[1].state


def test_the_same_seed_and_replies_give_the_same_talk(store):
    service = house(store, LIBRARY)
    one, two = (service.record(ME, talked(service, GOOD, BAD, GOOD).id) for _ in range(2))
    assert [(t.text, t.state) for t in one.turns] == [(t.text, t.state) for t in two.turns]


def test_the_talk_ends_when_the_engine_says_so_and_nothing_more_can_be_said(store):
    service = house(store, LIBRARY)
    practice = service.start(ME, SCENARIO, seed=7)
    for _ in range(30):
        if say(service, practice, BAD).state == "over":
            break
    record = service.record(ME, practice.id)
    assert record.practice.outcome == "walked_away" and record.practice.ended_by == "client"
    assert record.turns[-1].who == "client"
    with pytest.raises(TalkOver):
        service.say(ME, practice.id, GOOD, record.turns[-1].n)


def test_the_trainee_can_end_the_talk_and_the_client_has_the_last_word(store):
    service = house(store, LIBRARY)
    practice = talked(service)
    ended = service.end(ME, practice.id)
    assert ended.outcome == "left_open" and ended.ended_by == "trainee"
    assert service.record(ME, practice.id).turns[-1].n == 3
    assert service.end(ME, practice.id) == ended, "ending twice is ending once"
    assert service.line(ME, practice.id).state == "over"


@pytest.mark.parametrize(("text", "words"), [("  \n ", "nothing in this reply"), ("\x00\x07", "nothing"), ("x" * 4001, "4,001 characters")])
def test_a_reply_that_cannot_be_taken_is_refused_in_words(sqlite, text, words):
    service = house(sqlite, LIBRARY)
    practice = service.start(ME, SCENARIO)
    with pytest.raises(InvalidReply, match=words):
        service.say(ME, practice.id, text, 0)
    assert len(service.record(ME, practice.id).turns) == 1


def test_a_reply_of_odd_characters_is_kept_on_every_database(store):
    service = house(store, LIBRARY)
    practice = service.start(ME, SCENARIO)
    reply = service.say(ME, practice.id, "a\x00b\ud800 \u202eevil 🧊\r\nline", 0)
    assert reply.text == "ab? evil 🧊\nline"
    assert service.record(ME, practice.id).turns[1].text == reply.text


def test_an_edited_scenario_file_changes_no_talk_that_has_begun(sqlite):
    service = house(sqlite, LIBRARY)
    practice = talked(service)

    class Edited:
        """The files as they are after an edit: this scenario has been withdrawn."""

        def __getattr__(self, name):
            raise NotFound("withdrawn")

    later = house(sqlite, Edited())
    assert say(later, practice).state == "idle"
    assert later.frozen_scenario(ME, practice.id) == LIBRARY.scenario(SCENARIO)


# -- nothing is lost ------------------------------------------------------------------------------------------------

def test_the_reply_is_safe_before_the_client_speaks_and_no_transaction_is_open_meanwhile(store):
    speaker = Waits()
    service = house(store, LIBRARY, speaker, model="m")
    practice = service.start(ME, SCENARIO)
    service.say(ME, practice.id, GOOD, 0)
    assert speaker.speaking.wait(10)
    assert [t.text for t in service.record(ME, practice.id).turns][1:] == [GOOD]
    assert service.line(ME, practice.id).state == "thinking"
    other = service.start(ME, SCENARIO)  # would wait for the lock if the speaker held it
    service.note(ME, other.id, "reflection", "can be written meanwhile")
    speaker.let.set()
    assert service.wait(ME, practice.id, 10).so_far.startswith("waited: ")


def test_while_a_line_is_owed_a_second_reply_is_a_conflict(store):
    speaker = Waits()
    service = house(store, LIBRARY, speaker, model="m")
    practice = service.start(ME, SCENARIO)
    service.say(ME, practice.id, GOOD, 0)
    with pytest.raises(Conflict, match="not answered yet"):
        service.say(ME, practice.id, GOOD, 1)
    speaker.let.set()


def test_of_two_tabs_that_reply_at_once_one_wins_and_the_other_is_told(store):
    services = [house(store, LIBRARY) for _ in range(2)]
    practice = services[0].start(ME, SCENARIO)
    for n in (0, 2, 4):
        won, told, ready = [], [], threading.Barrier(4)

        def tab(i: int, n=n, won=won, told=told, ready=ready) -> None:
            ready.wait()
            try:
                services[i % 2].say(ME, practice.id, f"{GOOD} ({i})", n)
                won.append(i)
            except Conflict as conflict:
                told.append(str(conflict))

        tabs = [threading.Thread(target=tab, args=(i,)) for i in range(4)]
        for t in tabs:
            t.start()
        for t in tabs:
            t.join()
        assert len(won) == 1 and len(told) == 3
        services[0].wait(ME, practice.id, 10)
        assert [t.n for t in services[0].record(ME, practice.id).turns] == list(range(n + 3))


def test_a_tab_that_has_not_seen_the_latest_line_is_told(store):
    service = house(store, LIBRARY)
    practice = talked(service)
    with pytest.raises(Conflict, match="another tab"):
        service.say(ME, practice.id, "an old thought", 0)


def test_a_line_lost_half_way_is_still_owed_and_the_next_process_speaks_it(store):
    died = Waits()  # not let on: as good as killed
    clock = TestClock()
    first = house(store, LIBRARY, died, clock=clock, model="m")
    practice = first.start(ME, SCENARIO)
    first.say(ME, practice.id, GOOD, 0)
    assert died.speaking.wait(10)
    alive = Waits()
    alive.let.set()
    second = house(store, LIBRARY, alive, clock=clock, model="m")
    second.resume(ME, practice.id)
    assert second.line(ME, practice.id).state == "thinking", "the dead worker's lease has not run out yet"
    clock.ahead = 60
    assert second.line(ME, practice.id).state == "owed"
    second.resume(ME, practice.id)
    assert second.wait(ME, practice.id, 10).state == "idle"
    died.let.set()  # it was not dead but slow: its line comes too late and is not kept
    threading.Event().wait(0.3)
    assert len(second.record(ME, practice.id).turns) == 3
    assert alive.times == 1


def test_a_process_that_stops_in_good_order_gives_its_work_back_at_once(store):
    speaker = Waits()
    first = house(store, LIBRARY, speaker, model="m")
    practice = first.start(ME, SCENARIO)
    first.say(ME, practice.id, GOOD, 0)
    assert speaker.speaking.wait(10)
    first.close()
    assert first.line(ME, practice.id).state == "owed"
    speaker.let.set()
    assert house(store, LIBRARY, speaker, model="m").wait(ME, practice.id, 10).state == "idle"


def test_a_line_is_made_once_however_many_processes_ask_for_it(store):
    speaker = Waits()
    services = [house(store, LIBRARY, speaker, model="m") for _ in range(3)]
    practice = services[0].start(ME, SCENARIO)
    services[0].say(ME, practice.id, GOOD, 0)
    for service in services * 3:
        service.resume(ME, practice.id)
    assert speaker.speaking.wait(10)
    speaker.let.set()
    assert services[2].wait(ME, practice.id, 10).state == "idle"
    assert speaker.times == 1


def test_one_persons_hanging_lines_do_not_silence_anybody_elses_client(sqlite):
    class HangsForMe(Waits):
        """Hangs where I speak, answers others at once."""

        def speak(self, scenario, seed, turns, taken):
            if turns[-1].text == GOOD:
                return super().speak(scenario, seed, turns, taken)
            self.let.set()
            return Says().speak(scenario, seed, turns, taken)

    service = house(sqlite, LIBRARY, HangsForMe(), model="m", line_threads=4)
    for _ in range(6):
        service.say(ME, service.start(ME, SCENARIO).id, GOOD, 0)
    theirs = service.start(OTHER, SCENARIO)
    service.say(OTHER, theirs.id, BAD, 0)
    assert service.wait(OTHER, theirs.id, 10).state == "idle"


def test_a_speaker_that_fails_loses_no_reply_and_shows_no_secret(store):
    service = house(store, LIBRARY, Breaks(), model="m")
    practice = talked(service)
    line = service.record(ME, practice.id).turns[-1]
    assert line.made == "fallback" and line.text and line.made_note
    assert "secret" not in line.made_note + line.text


def test_a_model_that_is_no_longer_set_up_is_said_in_words(store):
    speaker = Waits()
    speaker.let.set()
    practice = talked(house(store, LIBRARY, speaker, model="gone"))
    later = house(store, LIBRARY)
    assert say(later, practice).state == "idle"
    line = later.record(ME, practice.id).turns[-1]
    assert line.made == "fallback" and "not set up any more" in line.made_note


def test_what_a_model_used_is_kept(store):
    speaker = Waits()
    speaker.let.set()
    clock = TestClock()
    talked(house(store, LIBRARY, speaker, clock=clock, model="m"), GOOD, GOOD)
    with store.reading() as tx:
        assert tx.calls.spent_on(clock.now()[:10]) == 1.0
        assert tx.calls.tokens_on(clock.now()[:10])[:2] == (2, 200)


def test_a_line_appears_at_a_speaking_pace_that_depends_on_time_alone(sqlite):
    clock = TestClock()
    service = house(sqlite, LIBRARY, clock=clock, pace=Pace())
    practice = service.start(ME, SCENARIO)
    whole = LIBRARY.scenario(SCENARIO).opening
    status = service.line(ME, practice.id)
    assert status.state == "speaking" and whole.startswith(status.so_far) and status.so_far != whole
    clock.ahead = 0.4
    later = service.line(ME, practice.id, status)
    assert later.state == "speaking" and len(later.so_far) > len(status.so_far), "what is known already is not asked for again"
    clock.ahead = 1.6
    status = house(sqlite, LIBRARY, clock=clock, pace=Pace()).line(ME, practice.id)
    assert (status.state, status.so_far) == ("idle", whole)
    assert service.line(ME, practice.id, later) == status, "the end of a line is asked of the store"


def test_a_talk_going_on_is_read_without_its_ratings(sqlite):
    service = house(sqlite, LIBRARY)
    practice = talked(service, GOOD)
    whole = service.wait_rated(ME, practice.id, 30)
    bare = service.record(ME, practice.id, rated=False)
    assert whole.ratings and not bare.ratings
    assert bare == whole.model_copy(update={"ratings": {}})


# -- going back -----------------------------------------------------------------------------------------------------

def test_what_is_taken_back_leaves_the_talk_and_can_be_said_anew(store):
    service = house(store, LIBRARY)
    practice = talked(service, GOOD, BAD)
    before = service.record(ME, practice.id)
    after = service.take_back(ME, practice.id)
    assert after.turns == before.turns[:3]
    assert say(service, practice, GOOD).state == "idle"
    assert [t.text for t in service.record(ME, practice.id).turns][3] == GOOD


def test_a_reply_whose_line_is_owed_can_be_taken_back_and_the_line_never_comes(store):
    speaker = Waits()
    service = house(store, LIBRARY, speaker, model="m")
    practice = service.start(ME, SCENARIO)
    service.say(ME, practice.id, BAD, 0)
    assert speaker.speaking.wait(10)
    assert len(service.take_back(ME, practice.id).turns) == 1
    speaker.let.set()
    threading.Event().wait(0.3)
    assert len(service.record(ME, practice.id).turns) == 1
    assert say(service, practice, GOOD).state == "idle"


def test_a_talk_can_be_ended_while_the_model_hangs(store):
    speaker = Waits()
    service = house(store, LIBRARY, speaker, model="m")
    practice = service.start(ME, SCENARIO)
    service.say(ME, practice.id, GOOD, 0)
    assert speaker.speaking.wait(10)
    service.end(ME, practice.id)
    assert service.line(ME, practice.id).state == "over"
    speaker.let.set()
    threading.Event().wait(0.3)
    assert [t.who for t in service.record(ME, practice.id).turns] == ["client", "trainee", "client"]


def test_a_branch_holds_everything_before_the_reply_with_its_ratings_and_goes_its_own_way(store):
    service = house(store, LIBRARY)
    practice = talked(service, GOOD, BAD, GOOD)
    before = service.wait_rated(ME, practice.id, 30)
    branch = service.branch(ME, practice.id, 3)
    record = service.record(ME, branch.id)
    assert record.turns == before.turns[:3] and record.ratings == {1: before.ratings[1]}
    assert (branch.branch_of, branch.branch_at, branch.seed) == (practice.id, 3, practice.seed)
    assert say(service, branch, GOOD).state == "idle"
    assert service.record(ME, practice.id).turns == before.turns, "the first talk is untouched"
    assert [b.id for b in service.branches(ME, practice.id)] == [branch.id]


class RatesByWords(Rates):
    """The good reply is a 5, everything else a 1."""

    def rate(self, situation, history, client, reply, scenario=None, rubric=None):
        self.level = 5 if reply == GOOD else 1
        return super().rate(situation, history, client, reply, scenario, rubric)


def test_a_second_try_is_judged_on_the_replies_from_its_moment_on(sqlite):
    service = house(sqlite, LIBRARY, scorers=(RatesByWords(),))
    practice = talked(service, BAD, BAD, BAD)
    service.wait_rated(ME, practice.id, 30)
    assert service.score(ME, practice.id).score == 0
    branch = service.branch(ME, practice.id, 5)
    assert service.score(ME, branch.id).score is None, "nothing has been said since its moment"
    say(service, branch, GOOD)
    service.wait_rated(ME, branch.id, 30)
    score = service.score(ME, branch.id)
    assert (score.score, score.rated, score.unrated) == (100, 1, 0)
    assert next(r for r in service.mine(ME) if r.practice.id == branch.id).score == score
    assert [t.text for t in service.record(ME, branch.id).judged()] == [GOOD]


def test_what_was_said_before_the_moment_cannot_be_taken_back_in_a_second_try(sqlite):
    service = house(sqlite, LIBRARY)
    practice = talked(service, GOOD, BAD)
    branch = service.branch(ME, practice.id, 3)
    with pytest.raises(InvalidReply, match="stays"):
        service.take_back(ME, branch.id)
    say(service, branch, GOOD)
    assert len(service.take_back(ME, branch.id).turns) == 3


@pytest.mark.parametrize("n", [0, 2, 99])
def test_only_ones_own_reply_can_be_tried_again(sqlite, n):
    service = house(sqlite, LIBRARY)
    practice = talked(service)
    with pytest.raises(InvalidReply):
        service.branch(ME, practice.id, n)


def test_an_assessment_has_no_hints_no_taking_back_and_no_rewind(store):
    service = house(store, LIBRARY)
    practice = talked(service, mode=Mode.ASSESSMENT)
    assert practice.visibility is Visibility.ASSESSED
    for refused in (lambda: service.hint(ME, practice.id), lambda: service.take_back(ME, practice.id),
                    lambda: service.branch(ME, practice.id, 1)):
        with pytest.raises(NotAllowed):
            refused()
    service.end(ME, practice.id)
    branch = service.branch(ME, practice.id, 1)
    assert (branch.mode, branch.visibility, branch.assignment) == (Mode.PRACTICE, Visibility.PRIVATE, None)


def test_a_hint_says_what_is_unaddressed(sqlite):
    service = house(sqlite, LIBRARY)
    assert LIBRARY.scenario(SCENARIO).client.name in service.hint(ME, service.start(ME, SCENARIO).id)


# -- ratings --------------------------------------------------------------------------------------------------------

def test_every_reply_is_rated_against_what_the_trainee_saw(store):
    scorer = Rates()
    service = house(store, LIBRARY, scorers=(scorer,))
    practice = talked(service, GOOD, BAD)
    record = service.wait_rated(ME, practice.id, 30)
    assert sorted(record.ratings) == [1, 3]
    said = [t.text for t in record.turns]
    situation = LIBRARY.scenario(SCENARIO).briefing.situation
    assert sorted(scorer.shown, key=lambda s: len(s[1])) == [
        (situation, [], said[0], said[1]), (situation, said[:2], said[2], said[3])]


def test_a_score_comes_of_three_rated_replies_and_says_what_it_rests_on(store):
    service = house(store, LIBRARY, scorers=(Rates(4),))
    practice = talked(service, GOOD, GOOD)
    service.wait_rated(ME, practice.id, 30)
    assert (service.score(ME, practice.id).score, service.score(ME, practice.id).reason) == (None, "too short to score")
    say(service, practice)
    service.wait_rated(ME, practice.id, 30)
    score = service.score(ME, practice.id)
    assert (score.score, score.rests_on, score.rated) == (75, "offline", 3)
    (row,) = service.mine(ME)
    assert (row.score, row.replies, row.practice.id) == (score, 3, practice.id)


def test_two_scorers_stand_beside_each_other_and_the_judges_level_stands(store):
    service = house(store, LIBRARY, scorers=(Rates(2), Rates(5, "judge")))
    practice = talked(service, GOOD, GOOD, GOOD)
    record = service.wait_rated(ME, practice.id, 30)
    assert [r.kind for r in record.ratings[1]] == ["offline", "judge"]
    assert service.score(ME, practice.id).score == 100


@pytest.mark.parametrize("breaks", [False, True])
def test_a_reply_that_could_not_be_rated_has_no_number_and_can_be_asked_for_again(store, breaks):
    scorer = CannotRate(breaks)
    service = house(store, LIBRARY, scorers=(Rates(3), scorer))
    practice = talked(service)
    record = service.wait_rated(ME, practice.id, 30)
    assert [type(r) for r in record.ratings[1]] == [Rating, Unrated]
    assert "secret" not in record.ratings[1][1].reason
    service.rate_again(ME, practice.id, 1)
    record = service.wait_rated(ME, practice.id, 30)
    assert [type(r) for r in record.ratings[1]] == [Rating, Unrated, Unrated], "what is rated already is not rated twice"
    assert scorer.times == 2


def test_ratings_lost_in_a_crash_are_made_when_the_talk_is_looked_at(store):
    first = house(store, LIBRARY)
    practice = first.start(ME, SCENARIO)
    for workers in first._workers.values():
        workers.stop()  # killed right after the reply was stored
    first.say(ME, practice.id, GOOD, 0)
    second = house(store, LIBRARY)
    assert second.wait(ME, practice.id, 10).state == "idle"
    assert 1 in second.wait_rated(ME, practice.id, 10).ratings


def test_who_leaves_by_the_safe_way_gets_no_score(store):
    service = house(store, LIBRARY)
    practice = talked(service, GOOD, GOOD, GOOD)
    service.wait_rated(ME, practice.id, 30)
    left = service.leave(ME, practice.id)
    assert left.ended_by == "left" and left.outcome is None
    assert service.score(ME, practice.id).score is None and "left" in service.score(ME, practice.id).reason
    with pytest.raises(TalkOver):
        service.say(ME, practice.id, GOOD, 6)


# -- beside the talk ------------------------------------------------------------------------------------------------

def test_answers_notes_and_other_views_are_kept(store):
    service = house(store, LIBRARY)
    practice = service.start(ME, SCENARIO)
    service.prepare(ME, practice.id, {"What is at stake?": "the birthday", "left blank": " "})
    say(service, practice)
    service.note(ME, practice.id, "follow_up", "Dear Ms …")
    service.note(ME, practice.id, "follow_up", "Dear Ms Lindqvist …")
    service.differ(ME, practice.id, 1, "empathy", 5, "I named it")
    record = service.record(ME, practice.id)
    assert record.practice.prepare == {"What is at stake?": "the birthday"}
    assert record.practice.notes == {"follow_up": "Dear Ms Lindqvist …"}
    assert service.disagreements(ME, practice.id) == [(1, "empathy", 5, "I named it")]


@pytest.mark.parametrize("wrong", [
    lambda s, p: s.note(ME, p, "poem", "x"), lambda s, p: s.differ(ME, p, 1, "charm", 3, "x"),
    lambda s, p: s.differ(ME, p, 1, "empathy", 6, "x"), lambda s, p: s.differ(ME, p, 0, "empathy", 3, "x"),
    lambda s, p: s.rate_again(ME, p, 0), lambda s, p: s.start(ME, SCENARIO, seed=-1)])
def test_what_makes_no_sense_is_refused(sqlite, wrong):
    service = house(sqlite, LIBRARY)
    practice = talked(service)
    with pytest.raises(InvalidReply):
        wrong(service, practice.id)


def test_a_practice_is_nobody_elses_business_in_any_call(store):
    service = house(store, LIBRARY)
    p = talked(service).id
    calls = {
        "record": lambda: service.record(OTHER, p), "say": lambda: service.say(OTHER, p, GOOD, 2),
        "line": lambda: service.line(OTHER, p), "wait": lambda: service.wait(OTHER, p, 1),
        "resume": lambda: service.resume(OTHER, p), "end": lambda: service.end(OTHER, p),
        "leave": lambda: service.leave(OTHER, p), "take_back": lambda: service.take_back(OTHER, p),
        "branch": lambda: service.branch(OTHER, p, 1), "branches": lambda: service.branches(OTHER, p),
        "hint": lambda: service.hint(OTHER, p), "prepare": lambda: service.prepare(OTHER, p, {"q": "a"}),
        "note": lambda: service.note(OTHER, p, "reflection", "x"), "score": lambda: service.score(OTHER, p),
        "differ": lambda: service.differ(OTHER, p, 1, "empathy", 1, "x"),
        "disagreements": lambda: service.disagreements(OTHER, p),
        "rate_again": lambda: service.rate_again(OTHER, p, 1), "wait_rated": lambda: service.wait_rated(OTHER, p, 1),
        "frozen_scenario": lambda: service.frozen_scenario(OTHER, p),
        "frozen_rubric": lambda: service.frozen_rubric(OTHER, p),
    }
    # Nobody's practice is asked for in these: a new one is begun (try_out's refusals are tried in test_permissions).
    public = {name for name in dir(service) if not name.startswith("_")} - {"start", "try_out", "mine", "close"}
    assert set(calls) == public, "a new call needs a row here"
    before = service.record(ME, p)
    for name, call in calls.items():
        with pytest.raises(NotFound):
            call()
            pytest.fail(f"{name} answered a stranger")
    assert service.mine(OTHER) == []
    assert service.record(ME, p).turns == before.turns and service.record(ME, p).practice == before.practice
