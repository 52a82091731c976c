"""Managers assign, trainees see what counts, status follows from the talks; on SQLite and PostgreSQL alike."""

from __future__ import annotations

import csv
import io
import threading
from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from tests.databases import KINDS, new_database
from tests.practice_house import CannotRate, Rates, house
from tests.team_house import GOOD, SCENARIO, SECOND, M, R, T, joined, talked, team_house, terms
from trainer.domain.assignment import Attempt, Status, Terms, next_scenario, standing_of, unrealistic
from trainer.domain.errors import Conflict, InvalidReply, NotAllowed, NotFound
from trainer.domain.practice import Mode, Visibility
from trainer.domain.progress import over_time, spread
from trainer.domain.rubric import Dimension
from trainer.services.moments import later
from trainer.services.progressing import Filter
from trainer.store.store import Store

NOW = "2026-11-25T10:00:00.000+00:00"


def hours(n: float) -> str:
    return later(NOW, n * 3600)


def attempt(n: int, score: float | None = 70, scenario: str = "a", **other) -> Attempt:
    return Attempt(**{"practice": f"p{n}", "scenario": scenario, "started_at": hours(n), "ended_at": hours(n + 0.5),
                      "score": score, **other})


def status(asked: Terms, *attempts: Attempt, now: str = NOW) -> Status:
    return standing_of(asked, attempts, now)[0].status


def asked(**other) -> Terms:
    return terms("t", **{"scenarios": ("a",), **other})


# -- status is derived ----------------------------------------------------------------------------------------------

def test_status_follows_from_the_attempts():
    goal = asked(min_score=60)
    assert status(goal) is Status.NOT_STARTED
    assert status(goal, attempt(1, None, ended_at=None)) is Status.IN_PROGRESS
    assert status(goal, attempt(1, 55)) is Status.IN_PROGRESS
    assert status(goal, attempt(1, 55), attempt(2, 60)) is Status.COMPLETED
    assert status(asked(), attempt(1, 3)) is Status.COMPLETED


def test_a_talk_too_short_to_score_or_not_yet_rated_completes_nothing():
    assert status(asked(), attempt(1, None)) is Status.IN_PROGRESS
    assert status(asked(max_attempts=1), attempt(1, None, pending=True)) is Status.IN_PROGRESS
    assert status(asked(max_attempts=1), attempt(1, None)) is Status.DID_NOT_PASS


def test_used_up_attempts_do_not_pass_and_a_running_last_one_still_may():
    goal = asked(min_score=60, max_attempts=2)
    assert status(goal, attempt(1, 50), attempt(2, None, ended_at=None)) is Status.IN_PROGRESS
    assert status(goal, attempt(1, 50), attempt(2, 59)) is Status.DID_NOT_PASS
    assert standing_of(goal, [attempt(1, 50)], NOW)[0].attempts == 1
    assert standing_of(goal, [attempt(1, 50)], NOW)[1]["a"].attempts_left == 1


def test_after_the_due_date_it_is_past_due_or_not_passed_or_late():
    goal = asked(min_score=60, due_at=hours(5))
    assert status(goal, now=hours(6)) is Status.PAST_DUE
    assert status(goal, attempt(1, 50), now=hours(6)) is Status.DID_NOT_PASS
    on_time = standing_of(goal, [attempt(1, 70)], hours(6))[0]
    late = standing_of(goal, [attempt(5, 70)], hours(6))[0]
    assert (on_time.status, on_time.late, late.status, late.late) == (Status.COMPLETED, False, Status.COMPLETED, True)


def test_the_fewest_attempts_must_be_made_even_when_the_first_is_good():
    goal = asked(min_score=60, min_attempts=2)
    assert status(goal, attempt(1, 90)) is Status.IN_PROGRESS
    assert status(goal, attempt(1, 90), attempt(2, 10)) is Status.COMPLETED


def test_branches_never_count_and_leaving_counts_in_an_assessment_only():
    for mode, left in ((Mode.PRACTICE, 1), (Mode.ASSESSMENT, 0)):
        goal = asked(max_attempts=1, mode=mode)
        assert standing_of(goal, [attempt(1, None, left=True)], NOW)[1]["a"].attempts_left == left
        assert standing_of(goal, [attempt(1, 90, branch=True)], NOW)[0].status is Status.NOT_STARTED


def test_the_order_of_attempts_changes_nothing():
    goal = asked(min_score=60, max_attempts=3)
    tries = [attempt(1, 50), attempt(2, 65), attempt(3, 40)]
    assert standing_of(goal, tries, NOW) == standing_of(goal, tries[::-1], NOW)


def test_a_path_goes_on_from_one_to_the_next_and_stops_at_a_closed_door():
    path = asked(scenarios=("a", "b"), in_order=True, min_score=60, max_attempts=1)
    assert next_scenario(path, standing_of(path, [], NOW)[1]) == "a"
    assert next_scenario(path, standing_of(path, [attempt(1, 70)], NOW)[1]) == "b"
    whole, each = standing_of(path, [attempt(1, 50)], NOW)
    assert (next_scenario(path, each), whole.status) == (None, Status.DID_NOT_PASS)
    whole, each = standing_of(path, [attempt(1, 70), attempt(2, 70, "b")], NOW)
    assert (next_scenario(path, each), whole.status) == (None, Status.COMPLETED)


@pytest.mark.parametrize(("other", "words"), [
    ({"min_score": 90, "max_attempts": 1}, "One attempt at 90"),
    ({"min_score": 92}, "Few good talks reach 90"),
    ({"min_score": 40}, "less than the rubric's own pass mark"),
    ({"mode": Mode.ASSESSMENT}, "more about patience"),
    ({"due_at": hours(-1)}, "has passed already"),
    ({"due_at": hours(2), "min_attempts": 20}, "more than an hour a day"),
])
def test_unrealistic_settings_are_named(other, words):
    assert any(words in w for w in unrealistic(asked(**other), NOW, {"a": 12}, 60))


def test_sensible_settings_draw_no_warning():
    assert unrealistic(asked(min_score=65, max_attempts=3, due_at=hours(72)), NOW, {"a": 12}, 60) == ()


@pytest.mark.parametrize("other", [{"min_attempts": 3, "max_attempts": 2}, {"scenarios": ("a", "a")}, {"due_at": "soon"},
                                   {"due_at": "2026-12-01T10:00:00"}, {"min_score": 101}, {"scenarios": ()}, {"title": ""}])
def test_impossible_settings_are_refused(other):
    with pytest.raises(ValidationError):
        asked(**other)


# -- with a real store ----------------------------------------------------------------------------------------------

@pytest.fixture(params=KINDS)
def at(request, tmp_path):
    store = Store(new_database(request.param, tmp_path))
    made = team_house(store)
    made.mia, made.tom, made.sue = joined(made, "Mia", made.north, M), joined(made, "Tom", made.north), joined(made, "Sue", made.south)
    yield made
    made.practising.close()
    store.close()


def test_from_assigning_to_the_managers_list(at):
    made = at.assigning.assign(at.mia, terms(at.north, min_score=60))
    todo = at.assigning.assigned_to_me(at.tom)[0]
    assert (todo.assignment, todo.standing.status, todo.next) == (made, Status.NOT_STARTED, SCENARIO)
    assert at.assigning.assigned_to_me(at.sue) == []
    practice = talked(at, at.tom, assignment=made.id)
    assert (practice.team, practice.visibility, practice.mode) == (at.north, Visibility.PRIVATE, Mode.PRACTICE)
    assert at.assigning.assigned_to_me(at.tom)[0].standing.status is Status.COMPLETED
    overview = at.assigning.assignments(at.mia, at.north)[0]
    assert overview.standing[at.tom.id].best == at.practising.score(at.tom, practice.id).score
    assert overview.counts()[Status.COMPLETED] == 1


def test_an_assessment_is_begun_as_one_whatever_the_browser_asks_for_and_is_open_to_its_team(at):
    made = at.assigning.assign(at.mia, terms(at.north, mode=Mode.ASSESSMENT, max_attempts=1))
    practice = at.practising.start(at.tom, SCENARIO, mode=Mode.PRACTICE, assignment=made.id)
    assert (practice.mode, practice.visibility) == (Mode.ASSESSMENT, Visibility.ASSESSED)
    with pytest.raises(NotAllowed, match="no hints"):
        at.practising.hint(at.tom, practice.id)
    with pytest.raises(NotAllowed, match="used all attempts"):
        at.practising.start(at.tom, SCENARIO, assignment=made.id)


def test_only_whom_it_is_assigned_to_may_begin_it(at):
    other = joined(at, "Ted", at.north)
    made = at.assigning.assign(at.mia, terms(at.north, people=(at.tom.id,)))
    for person in (at.sue, other, at.mia, at.owner):
        with pytest.raises(NotFound, match="not assigned to you"):
            at.practising.start(person, SCENARIO, assignment=made.id)
        with pytest.raises(NotFound):
            at.assigning.may_start(person, made.id, SCENARIO)
    with pytest.raises(NotFound):
        at.practising.start(at.tom, SECOND, assignment=made.id)
    with pytest.raises(NotFound):
        at.practising.start(at.tom, SCENARIO, assignment="made up")


def test_a_path_is_walked_in_order(at):
    made = at.assigning.assign(at.mia, terms(at.north, scenarios=(SCENARIO, SECOND), in_order=True))
    with pytest.raises(NotAllowed, match="later on the path"):
        at.practising.start(at.tom, SECOND, assignment=made.id)
    talked(at, at.tom, assignment=made.id)
    assert at.assigning.assigned_to_me(at.tom)[0].next == SECOND
    assert at.practising.start(at.tom, SECOND, assignment=made.id)


def test_two_tabs_cannot_both_have_the_last_attempt(at):
    made = at.assigning.assign(at.mia, terms(at.north, mode=Mode.ASSESSMENT, max_attempts=1))
    begun, refused, ready = [], [], threading.Barrier(5)

    def tab() -> None:
        ready.wait()
        try:
            begun.append(at.practising.start(at.tom, SCENARIO, assignment=made.id))
        except NotAllowed as used:
            refused.append(used)

    threads = [threading.Thread(target=tab) for _ in range(5)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert (len(begun), len(refused)) == (1, 4)


def test_of_two_managers_who_edit_the_second_is_told_and_nothing_of_theirs_is_saved(at):
    ned = joined(at, "Ned", at.north, M)
    made = at.assigning.assign(at.mia, terms(at.north))
    changed = at.assigning.edit(ned, made.id, terms(at.north, title="Ned's"), made.version)
    with pytest.raises(Conflict, match=r"Somebody else \(Ned\) has changed"):
        at.assigning.edit(at.mia, made.id, terms(at.north, title="Mia's"), made.version)
    with pytest.raises(Conflict):
        at.assigning.withdraw(at.mia, made.id, made.version)
    assert at.assigning.assignments(at.mia, at.north)[0].assignment == changed
    at.assigning.withdraw(at.mia, made.id, changed.version)
    assert at.assigning.assignments(at.mia, at.north) == []
    assert len(at.assigning.assignments(at.mia, at.north, withdrawn=True)) == 1
    with pytest.raises(NotAllowed, match="withdrawn"):
        at.practising.start(at.tom, SCENARIO, assignment=made.id)


def test_once_begun_neither_mode_nor_rubric_changes_but_the_date_may(at):
    made = at.assigning.assign(at.mia, terms(at.north))
    at.practising.start(at.tom, SCENARIO, assignment=made.id)
    with pytest.raises(InvalidReply, match="begun already"):
        at.assigning.edit(at.mia, made.id, terms(at.north, mode=Mode.ASSESSMENT), 1)
    assert at.assigning.edit(at.mia, made.id, terms(at.north, due_at=hours(99)), 1).terms.due_at == hours(99)


def test_a_manager_assigns_to_trainees_of_the_team_and_to_nobody_else(at):
    for people in ((at.sue.id,), (at.mia.id,), ("nobody",), (at.tom.id, at.sue.id)):
        with pytest.raises(InvalidReply, match="not a trainee of this team"):
            at.assigning.assign(at.mia, terms(at.north, people=people))
    with pytest.raises(NotFound):
        at.assigning.assign(at.mia, terms(at.north, scenarios=("no_such_client",)))
    with pytest.raises(NotFound):
        at.assigning.assign(at.mia, terms(at.north, rubric="no_such_rubric"))


def test_who_moves_away_is_asked_no_longer_and_who_joins_is(at):
    at.assigning.assign(at.mia, terms(at.north))
    at.accounts.move(at.owner, at.tom.id, at.north, at.south)
    assert at.assigning.assigned_to_me(at.tom) == []
    new = joined(at, "New", at.north)
    assert len(at.assigning.assigned_to_me(new)) == 1
    assert set(at.assigning.assignments(at.mia, at.north)[0].standing) == {new.id}


def test_a_reminder_is_seen_and_counts_those_who_are_not_done(at):
    joined(at, "Ted", at.north)
    made = at.assigning.assign(at.mia, terms(at.north))
    talked(at, at.tom, assignment=made.id)
    assert at.assigning.remind(at.mia, made.id) == 1
    assert at.assigning.assigned_to_me(at.tom)[0].reminded_at


def test_a_branch_of_an_assigned_talk_counts_for_nothing(at):
    made = at.assigning.assign(at.mia, terms(at.north, max_attempts=3))
    practice = talked(at, at.tom, assignment=made.id)
    again = at.practising.branch(at.tom, practice.id, 1)
    assert again.assignment is None and again.team is None
    assert at.assigning.assigned_to_me(at.tom)[0].standing.attempts == 1


# -- the dashboard --------------------------------------------------------------------------------------------------

def test_the_dashboard_shows_assigned_talks_and_no_others(at):
    made = at.assigning.assign(at.mia, terms(at.north))
    seen = talked(at, at.tom, assignment=made.id)
    talked(at, at.tom)                                  # own practice is private
    shown = at.progressing.dashboard(at.mia, Filter(at.north))
    assert [t.practice for t in shown.talks] == [seen.id]
    assert shown.talks[0].score == at.practising.score(at.tom, seen.id).score
    assert shown.names == {at.tom.id: "Tom"}
    assert at.progressing.dashboard(at.owner, Filter(at.south)).talks == []
    assert at.progressing.dashboard(at.mia, Filter(at.north, person=at.sue.id)).names == {}


def test_the_folded_score_is_the_talks_score(at):
    """Whatever the levels, uncertain or unrated: what the dashboard adds up is what the debrief shows."""
    class Varies(Rates):
        """Another level each time, and now and then none."""

        def rate(self, situation, history, client, reply, scenario=None, rubric=None):
            n = len(history)
            self.level = 1 + n % 5
            return CannotRate().rate(situation, history, client, reply) if n == 2 else super().rate(situation, history, client, reply)

    practising = SimpleNamespace(practising=house(at.store, at.library, clock=at.clock, scorers=(Varies(),)))
    made = at.assigning.assign(at.mia, terms(at.north))
    practice = talked(practising, at.tom, replies=4, assignment=made.id)
    score = practising.practising.score(at.tom, practice.id)
    talk = at.progressing.dashboard(at.mia, Filter(at.north)).talks[0]
    assert (talk.score, talk.passed) == (score.score, score.passed)
    assert dict(zip(Dimension, talk.levels, strict=True)) == score.means
    practising.practising.close()


def test_a_reply_taken_back_leaves_the_sums(at):
    made = at.assigning.assign(at.mia, terms(at.north))
    practice = talked(at, at.tom, replies=3, assignment=made.id, end=False)
    at.practising.take_back(at.tom, practice.id)
    with at.store.reading() as tx:
        run = tx.results.runs(at.north)[0]
    assert (run.said, run.rated) == (2, 2)


def test_the_weakest_replies_show_words_only_where_they_may_be_read(at):
    plain = at.assigning.assign(at.mia, terms(at.north))
    test = at.assigning.assign(at.mia, terms(at.north, mode=Mode.ASSESSMENT))
    talked(at, at.tom, assignment=plain.id), talked(at, at.tom, assignment=test.id)
    weak = at.progressing.weakest(at.mia, Filter(at.north))
    assert sorted((w.text or "") for w in weak) == ["", GOOD]
    assert all(w.text is None for w in at.progressing.weakest(at.owner, Filter(at.north)))


def test_a_csv_of_talks_holds_no_formula_and_is_logged(at):
    at.accounts.give_role(at.owner, at.tom.id, at.north, T)
    evil = joined(at, "Evil", at.north)
    with at.store.begin() as tx:
        tx.teams.set_name(evil.id, "=HYPERLINK(1)")
    made = at.assigning.assign(at.mia, terms(at.north))
    talked(at, evil, assignment=made.id)
    rows = list(csv.reader(io.StringIO(at.progressing.csv(at.mia, Filter(at.north)))))
    assert rows[1][0] == "'=HYPERLINK(1)"
    with at.store.reading() as tx:
        assert tx.audit.entries(act="exported_list")[0].person == at.mia.id


def test_spread_is_told_from_three_talks_on():
    assert spread([3.0, 4.0]) is None
    assert spread([1.0, 2.0, 3.0, 4.0, 5.0]) == (3.0, 2.0, 4.0)
    assert over_time([]) == []


def test_rights_are_those_of_now_not_those_a_screen_remembers(at):
    made = at.assigning.assign(at.mia, terms(at.north))
    at.accounts.give_role(at.owner, at.mia.id, at.north, M, give=False)
    at.accounts.give_role(at.owner, at.mia.id, at.north, R)
    for ask in (lambda: at.assigning.edit(at.mia, made.id, terms(at.north), 1), lambda: at.assigning.assign(at.mia, terms(at.north)),
                lambda: at.progressing.dashboard(at.mia, Filter(at.north)), lambda: at.progressing.csv(at.mia, Filter(at.north))):
        with pytest.raises(NotAllowed):
            ask()
