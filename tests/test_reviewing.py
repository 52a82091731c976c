"""A reviewer rates blind first, nothing is overwritten, only blind pairs count; on SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
import threading

import pytest

from tests.databases import KINDS, new_database
from tests.practice_house import Rates, house
from tests.team_house import GOOD, M, R, SCENARIO, joined, talked, team_house, terms
from trainer.domain.agreement import agree
from trainer.domain.errors import InvalidReply, NotAllowed, NotFound
from trainer.domain.practice import Mode
from trainer.domain.rating import DimensionRating, Rating
from trainer.domain.rubric import Dimension
from trainer.services.agreeing import FEWEST_PAIRS, Agreeing
from trainer.services.privacy import Privacy
from trainer.services.reviewing import Reviewing
from trainer.store.dump import lines
from trainer.store.store import Store


def four(level: int) -> dict[Dimension, int]:
    return dict.fromkeys(Dimension, level)


def all_replies(level: int, replies: int = 3) -> dict[int, dict[Dimension, int]]:
    return {2 * i + 1: four(level) for i in range(replies)}


def with_reviewing(made):
    made.reviewing, made.agreeing = Reviewing(made.store, made.clock), Agreeing(made.store, made.clock)
    made.mia, made.tom = joined(made, "Mia", made.north, M), joined(made, "Tom", made.north)
    made.rita, made.ravi = joined(made, "Rita", made.north, R), joined(made, "Ravi", made.north, R)
    made.far = joined(made, "Far", made.south, R, M)
    made.test = made.assigning.assign(made.mia, terms(made.north, mode=Mode.ASSESSMENT))
    return made


@pytest.fixture(params=KINDS)
def at(request, tmp_path):
    store = Store(new_database(request.param, tmp_path))
    made = with_reviewing(team_house(store))
    yield made
    made.practising.close()
    store.close()


@pytest.fixture
def lite(tmp_path):
    store = Store(new_database("sqlite", tmp_path))
    made = with_reviewing(team_house(store))
    yield made
    made.practising.close()
    store.close()


# -- blind first ----------------------------------------------------------------------------------------------------

def test_a_reviewer_reads_without_any_level_until_they_have_rated(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.practising.differ(at.tom, practice.id, 1, "empathy", 5, "I named her Saturday")
    at.reviewing.rate(at.ravi, practice.id, all_replies(2))
    blind = at.reviewing.read(at.rita, practice.id)
    assert blind.blind and blind.record.ratings == {} and blind.disagreements == [] and blind.remarks.reviews == []
    assert at.reviewing.remarks(at.rita, practice.id).reviews == []
    assert [t.text for t in blind.record.turns][1] == GOOD
    assert blind.name.startswith("Trainee ") and "Tom" not in repr(blind)
    with pytest.raises(NotAllowed, match="Rate the talk first"):
        at.reviewing.comment(at.rita, practice.id, "hm")
    review = at.reviewing.rate(at.rita, practice.id, all_replies(3), "as I see it")
    assert review.blind
    seen = at.reviewing.read(at.rita, practice.id)
    assert not seen.blind and len(seen.record.ratings) == 3 and len(seen.remarks.reviews) == 2
    assert seen.disagreements == [(1, "empathy", 5, "I named her Saturday")]


def test_after_revealing_a_review_is_not_blind(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    assert at.reviewing.reveal(at.rita, practice.id).record.ratings
    assert not at.reviewing.rate(at.rita, practice.id, all_replies(3)).blind
    assert at.agreeing.agreement(at.rita, at.north).scorers == []


def test_changing_ones_mind_appends_and_only_the_first_was_blind(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    first, second = at.reviewing.rate(at.rita, practice.id, all_replies(2)), at.reviewing.rate(at.rita, practice.id, all_replies(4))
    assert (first.blind, second.blind) == (True, False)
    assert [r.levels[1][Dimension.EMPATHY] for r in at.reviewing.remarks(at.tom, practice.id).reviews] == [2, 4]


def test_of_two_tabs_of_one_reviewer_one_is_blind(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    given, ready = [], threading.Barrier(4)

    def tab() -> None:
        ready.wait()
        given.append(at.reviewing.rate(at.rita, practice.id, all_replies(3)))

    threads = [threading.Thread(target=tab) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(r.blind for r in given) == [False, False, False, True]


def test_a_reflection_stays_the_trainees_own(lite):
    practice = talked(lite, lite.tom, assignment=lite.test.id)
    lite.practising.note(lite.tom, practice.id, "reflection", "I was afraid of her")
    lite.practising.note(lite.tom, practice.id, "follow_up", "Dear Ms Marsh")
    assert lite.reviewing.read(lite.rita, practice.id).record.practice.notes == {"follow_up": "Dear Ms Marsh"}


@pytest.mark.parametrize("levels", [{}, {0: four(3)}, {99: four(3)}, {1: {Dimension.EMPATHY: 3}}, {1: four(6)}, {1: four(0)},
                                    {1: four(True)}, {1: four("3")}])
def test_levels_that_cannot_be_are_refused_and_nothing_is_kept(lite, levels):
    practice = talked(lite, lite.tom, assignment=lite.test.id)
    with pytest.raises(InvalidReply):
        lite.reviewing.rate(lite.rita, practice.id, levels)
    assert lite.reviewing.read(lite.rita, practice.id).blind


def test_a_talk_still_going_on_is_not_rated(lite):
    practice = talked(lite, lite.tom, assignment=lite.test.id, end=False)
    with pytest.raises(NotAllowed, match="still going on"):
        lite.reviewing.rate(lite.rita, practice.id, all_replies(3))


def test_nobody_reviews_a_talk_of_their_own(lite):
    lite.accounts.give_role(lite.owner, lite.tom.id, lite.north, R)
    practice = talked(lite, lite.tom, assignment=lite.test.id)
    with pytest.raises(NotAllowed, match="of their own"):
        lite.reviewing.rate(lite.tom, practice.id, all_replies(5))
    assert lite.reviewing.queue(lite.tom, lite.north).waiting == []


# -- who may read ---------------------------------------------------------------------------------------------------

def test_an_assigned_practice_is_read_only_when_it_is_shared_and_no_longer_when_not(at):
    plain = at.assigning.assign(at.mia, terms(at.north))
    practice = talked(at, at.tom, assignment=plain.id)
    for person in (at.rita, at.mia):
        with pytest.raises(NotFound):
            at.reviewing.read(person, practice.id)
    at.reviewing.share(at.tom, practice.id, at.north)
    assert at.reviewing.read(at.mia, practice.id).name == "Tom"
    at.reviewing.unshare(at.tom, practice.id)
    with pytest.raises(NotFound):
        at.reviewing.read(at.mia, practice.id)
    assert [r.practice for r in _runs(at)] == [practice.id]      # status and score stay the manager's to see


def test_own_practice_is_shared_by_its_trainee_only_with_a_team_of_theirs(at):
    practice = talked(at, at.tom)
    with pytest.raises(NotFound):
        at.reviewing.share(at.tom, practice.id, at.south)
    with pytest.raises(NotFound):
        at.reviewing.share(at.rita, practice.id, at.north)
    at.reviewing.share(at.tom, practice.id, at.north)
    assert at.reviewing.read(at.mia, practice.id)
    at.reviewing.unshare(at.tom, practice.id)
    assert _runs(at) == []


def test_an_assessment_cannot_be_taken_back_from_its_reviewers(lite):
    practice = talked(lite, lite.tom, assignment=lite.test.id)
    with pytest.raises(NotAllowed, match="before the first word"):
        lite.reviewing.unshare(lite.tom, practice.id)


def test_neither_another_team_nor_the_owner_reads_an_assessment(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    for person in (at.far, at.owner, joined(at, "Ted", at.north)):
        for ask in (at.reviewing.read, at.reviewing.reveal, at.reviewing.remarks):
            with pytest.raises((NotAllowed, NotFound)):
                ask(person, practice.id)
        with pytest.raises((NotAllowed, NotFound)):
            at.reviewing.rate(person, practice.id, all_replies(3))


# -- deciding -------------------------------------------------------------------------------------------------------

def test_a_review_stands_only_when_it_is_decided_and_nothing_is_overwritten(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    machine = at.practising.score(at.tom, practice.id)
    at.reviewing.rate(at.rita, practice.id, all_replies(1))
    assert at.practising.score(at.tom, practice.id) == machine
    at.reviewing.decide(at.rita, practice.id, "reviewer", "too little about her Saturday")
    decided = at.practising.score(at.tom, practice.id)
    assert (decided.score, decided.rests_on) == (0.0, "reviewer")
    assert _runs(at)[0].empathy == 3                   # the manager's dashboard follows
    assert len(at.practising.record(at.tom, practice.id).ratings[1]) == 2
    at.reviewing.decide(at.rita, practice.id, "machine", "I was too strict")
    assert at.practising.score(at.tom, practice.id) == machine
    decisions = [(r.decision, r.reason) for r in at.reviewing.remarks(at.tom, practice.id).reviews if r.decision]
    assert decisions == [("reviewer", "too little about her Saturday"), ("machine", "I was too strict")]


def test_only_who_has_rated_decides(lite):
    practice = talked(lite, lite.tom, assignment=lite.test.id)
    lite.reviewing.reveal(lite.rita, practice.id)
    with pytest.raises(NotAllowed, match="Rate it first"):
        lite.reviewing.decide(lite.rita, practice.id, "reviewer", "so")
    with pytest.raises(NotAllowed):
        lite.reviewing.decide(lite.mia, practice.id, "reviewer", "so")


def test_the_trainee_reads_answers_and_asks_for_another_look(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.rate(at.rita, practice.id, all_replies(2)), at.reviewing.rate(at.ravi, practice.id, all_replies(2))
    at.reviewing.comment(at.rita, practice.id, "Say her Saturday back to her.", 1)
    assert practice.id not in [w.practice for w in at.reviewing.queue(at.rita, at.north).waiting]
    seen = at.reviewing.remarks(at.tom, practice.id)
    assert (seen.comments[0].text, seen.comments[0].turn_n, seen.names[at.rita.id]) == ("Say her Saturday back to her.", 1, "Rita")
    at.clock.ahead += 60
    at.reviewing.answer(at.tom, practice.id, "I did, in my second reply.", 3, another_look=True)
    assert [w.why for w in at.reviewing.queue(at.rita, at.north).waiting] == ["another look"]
    at.clock.ahead += 60
    at.reviewing.rate(at.rita, practice.id, all_replies(3))
    assert at.reviewing.queue(at.rita, at.north).waiting == []


def test_an_answer_needs_a_reader(lite):
    with pytest.raises(NotAllowed, match="Share it first"):
        lite.reviewing.answer(lite.tom, talked(lite, lite.tom).id, "hello")


# -- the queue ------------------------------------------------------------------------------------------------------

class Unsteady(Rates):
    """A judge whose samples differ."""

    def rate(self, *asked, **more) -> Rating:
        return super().rate(*asked, **more).model_copy(update={"unstable": True})


def test_the_queue_puts_assessments_first_then_the_unsure_then_a_sample(at):
    plain = at.assigning.assign(at.mia, terms(at.north))
    assessment = talked(at, at.tom, assignment=at.test.id)
    differs = talked(at, at.tom, assignment=plain.id)
    at.practising.differ(at.tom, differs.id, 1, "clarity", 5, "it was clear")
    unsure = house(at.store, at.library, clock=at.clock, scorers=(Unsteady(),))
    at_unsure = type(at)(**{**vars(at), "practising": unsure})
    unstable = talked(at_unsure, at.tom, assignment=plain.id)
    ordinary = [talked(at, at.tom, assignment=plain.id) for _ in range(2)]
    for p in (differs, unstable, *ordinary):
        at.reviewing.share(at.tom, p.id, at.north)
    private = talked(at, at.tom)
    queue = at.reviewing.queue(at.rita, at.north)
    assert [(w.practice, w.why) for w in queue.waiting][:3] == [
        (assessment.id, "assessment"), (unstable.id, "unstable"), (differs.id, "seen differently")]
    assert {w.practice for w in queue.waiting[3:]} == {p.id for p in ordinary if p.id[0] in "01"}
    assert private.id not in {w.practice for w in queue.waiting}
    assert queue.counts["assessment"] == 1 and all(n.startswith("Trainee ") for n in queue.names.values())
    assert [w.practice for w in at.reviewing.queue(at.rita, at.north, why="unstable").waiting] == [unstable.id]
    unsure.close()


def test_an_assessment_waits_for_a_second_reader_and_then_for_nobody(lite):
    practice = talked(lite, lite.tom, assignment=lite.test.id)
    lite.reviewing.rate(lite.rita, practice.id, all_replies(3))
    assert lite.reviewing.queue(lite.rita, lite.north).waiting == []
    assert [w.why for w in lite.reviewing.queue(lite.ravi, lite.north).waiting] == ["second reading"]
    lite.reviewing.rate(lite.ravi, practice.id, all_replies(3))
    assert lite.reviewing.queue(lite.ravi, lite.north).waiting == []


def test_a_talk_that_was_left_or_goes_on_waits_for_nobody(lite):
    running = talked(lite, lite.tom, assignment=lite.test.id, end=False)
    assert lite.reviewing.queue(lite.rita, lite.north).waiting == []
    lite.practising.leave(lite.tom, running.id)
    assert lite.reviewing.queue(lite.rita, lite.north).waiting == []


# -- agreement ------------------------------------------------------------------------------------------------------

def rated_pairs(at, n: int, second: bool = False) -> list[tuple[int, int]]:
    """So many replies with a machine's and a reviewer's level of every kind, written straight into the store."""
    practice = at.practising.start(at.tom, SCENARIO, assignment=at.test.id)
    levels = []
    with at.store.begin() as tx:
        opening = tx.talks.turns(practice.id)[0]
        reviews = {p.id: tx.reviews.add(practice.id, p.id, at.clock.now(), blind=True, submitted=True)
                   for p in ((at.rita, at.ravi) if second else (at.rita,))}
        for i in range(n):
            machine, human = 1 + i % 5, 1 + (i + (i % 3 == 0)) % 5
            levels.append((human, machine))
            for who, at_n in (("trainee", 2 * i + 1), ("client", 2 * i + 2)):
                row = tx.talks.add_turn(practice.id, opening.model_copy(update={"n": at_n, "who": who, "text": f"turn {at_n}"}))
                if who == "trainee":
                    tx.ratings.add(practice.id, row, _rating("offline-1", "offline", machine), "r", at.clock.now())
                    for reviewer, review in reviews.items():
                        tx.ratings.add(practice.id, row, _rating(f"reviewer:{reviewer}", "reviewer", human), "r", at.clock.now(), review)
    return levels


def _rating(scorer: str, kind: str, level: int) -> Rating:
    return Rating(scorer=scorer, kind=kind, dimensions={d: DimensionRating(level=level, reason="so") for d in Dimension})


def _runs(at):
    with at.store.reading() as tx:
        return tx.results.runs(at.north)


def test_below_twenty_pairs_there_is_no_figure(at):
    rated_pairs(at, FEWEST_PAIRS - 1)
    rows = at.agreeing.agreement(at.rita, at.north).scorers
    assert rows and all(r.found is None and r.pairs == FEWEST_PAIRS - 1 for r in rows)


def test_from_twenty_pairs_on_the_figure_is_that_of_the_domain(at):
    levels = rated_pairs(at, FEWEST_PAIRS + 4, second=True)
    shown = at.agreeing.agreement(at.mia, at.north)
    row = next(r for r in shown.scorers if r.reviewer == at.rita.id and r.dimension is Dimension.CLARITY)
    expected = agree([a for a, _ in levels], [b for _, b in levels], draws=0)
    assert (row.scorer, row.found.kappa, row.found.bias, row.found.exact) == ("offline-1", expected.kappa, expected.bias, expected.exact)
    assert row.found.low <= row.found.kappa <= row.found.high
    assert list(row.bias.values()) == [(FEWEST_PAIRS + 4, round(expected.bias, 3))]
    everybody = next(r for r in shown.scorers if r.reviewer == "" and r.dimension is Dimension.CLARITY)
    assert everybody.pairs == 2 * (FEWEST_PAIRS + 4)
    between = [r for r in shown.reviewers if r.reviewer]
    assert all(r.found.kappa == 1.0 and r.pairs == FEWEST_PAIRS + 4 for r in between) and between
    assert shown.names[at.rita.id] == "Rita"


def test_a_review_after_revealing_makes_no_pair(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.reveal(at.rita, practice.id)
    at.reviewing.rate(at.rita, practice.id, all_replies(3))
    at.reviewing.rate(at.ravi, practice.id, all_replies(3))
    rows = at.agreeing.agreement(at.mia, at.north)
    assert {r.reviewer for r in rows.scorers} == {"", at.ravi.id} and rows.reviewers == []


def test_the_gold_file_can_be_read_by_the_agreement_command(at, tmp_path):
    from trainer.terminal.asked import read

    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.rate(at.rita, practice.id, all_replies(2))
    text = at.agreeing.gold(at.rita, at.north)
    file = tmp_path / "gold.jsonl"
    file.write_text(text, encoding="utf-8")
    asked = read(file)
    assert len(asked) == 3 and not any(a.fault for a in asked)
    assert asked[0].reply == GOOD and asked[0].levels == four(2)
    assert "Tom" not in text and at.tom.id not in text
    assert json.loads(text.splitlines()[1])["history"][0]["role"] == "client"


def test_the_gold_file_holds_no_words_that_are_shared_no_more(lite):
    practice = talked(lite, lite.tom)
    lite.reviewing.share(lite.tom, practice.id, lite.north)
    lite.reviewing.rate(lite.rita, practice.id, all_replies(2))
    plain = lite.assigning.assign(lite.mia, terms(lite.north))
    other = talked(lite, lite.tom, assignment=plain.id)
    lite.reviewing.share(lite.tom, other.id, lite.north)
    lite.reviewing.rate(lite.rita, other.id, all_replies(2))
    assert len(lite.agreeing.gold(lite.rita, lite.north).splitlines()) == 6
    lite.reviewing.unshare(lite.tom, practice.id), lite.reviewing.unshare(lite.tom, other.id)
    assert lite.agreeing.gold(lite.rita, lite.north) == ""


# -- the talk as a whole, drafts, what is done, what is new --------------------------------------------------------------

def test_a_talk_can_be_rated_as_a_whole_which_makes_a_pair_and_no_score(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    machine = at.practising.score(at.tom, practice.id)
    review = at.reviewing.rate(at.rita, practice.id, {}, "on the whole", whole=four(2))
    assert review.blind and review.whole == four(2) and review.levels == {}
    with pytest.raises(NotAllowed, match="reply by reply"):
        at.reviewing.decide(at.rita, practice.id, "reviewer", "so")
    assert at.practising.score(at.tom, practice.id) == machine
    at.reviewing.rate(at.ravi, practice.id, all_replies(3), whole=four(3))
    shown = at.agreeing.agreement(at.mia, at.north)
    assert {(r.reviewer, r.pairs) for r in shown.scorers_whole} == {("", 2), (at.rita.id, 1), (at.ravi.id, 1)}
    assert {r.reviewer: list(r.bias.values())[0][1] for r in shown.scorers_whole if r.dimension is Dimension.EMPATHY and r.reviewer} == {
        at.rita.id: 2.0, at.ravi.id: 1.0}                                # the scorer gives 4 to every reply
    assert {r.pairs for r in shown.reviewers_whole} == {1} and shown.reviewers == []


@pytest.mark.parametrize("whole", [{Dimension.EMPATHY: 3}, four(6), four(True)])
def test_levels_for_the_whole_that_cannot_be_are_refused(lite, whole):
    practice = talked(lite, lite.tom, assignment=lite.test.id)
    with pytest.raises(InvalidReply):
        lite.reviewing.rate(lite.rita, practice.id, all_replies(3), whole=whole)
    assert lite.reviewing.read(lite.rita, practice.id).blind


def test_a_talk_too_short_for_a_score_makes_no_pair_as_a_whole(lite):
    practice = talked(lite, lite.tom, replies=2, assignment=lite.test.id)
    lite.reviewing.rate(lite.rita, practice.id, {}, whole=four(2))
    assert lite.agreeing.agreement(lite.mia, lite.north).scorers_whole == []


def test_changing_ones_mind_about_one_reply_leaves_the_others_as_they_were(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.rate(at.rita, practice.id, all_replies(2), whole=four(2))
    changed = at.reviewing.rate(at.rita, practice.id, {3: four(5)}, "read it again")
    assert changed.levels == {1: four(2), 3: four(5), 5: four(2)} and changed.whole == four(2) and not changed.blind
    at.reviewing.decide(at.rita, practice.id, "reviewer", "so")
    score = at.practising.score(at.tom, practice.id)
    assert (score.rests_on, score.means[Dimension.EMPATHY]) == ("reviewer", 3.0)


def test_what_is_not_handed_in_is_found_again_by_its_reviewer_alone_and_goes_when_it_is(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    body = {"levels": {"1": {"empathy": 4}}, "reason": "Warm, but"}
    at.reviewing.keep_draft(at.rita, practice.id, {"reason": "older"})
    at.reviewing.keep_draft(at.rita, practice.id, body)
    assert at.reviewing.draft(at.rita, practice.id) == body and at.reviewing.draft(at.ravi, practice.id) == {}
    assert at.reviewing.queue(at.rita, at.north).begun == {practice.id} and not at.reviewing.queue(at.ravi, at.north).begun
    assert at.reviewing.read(at.rita, practice.id).blind                # a draft reveals nothing
    at.reviewing.rate(at.rita, practice.id, all_replies(3))
    assert at.reviewing.draft(at.rita, practice.id) == {}
    with pytest.raises(InvalidReply):
        at.reviewing.keep_draft(at.rita, practice.id, {"reason": "x" * 70_000})


def test_a_reviewer_sees_what_they_have_done_and_where_the_trainee_answered(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    assert at.reviewing.looked(at.rita, at.north) == ([], {})
    at.reviewing.rate(at.rita, practice.id, all_replies(3))
    (done,), names = at.reviewing.looked(at.rita, at.north)
    assert (done.practice, done.blind, done.answered) == (practice.id, True, False)
    assert names[at.tom.id].startswith("Trainee ") and at.reviewing.looked(at.ravi, at.north)[0] == []
    at.clock.ahead += 60
    at.reviewing.answer(at.tom, practice.id, "Thank you")
    assert at.reviewing.looked(at.rita, at.north)[0][0].answered


def test_what_is_no_longer_shared_is_no_longer_among_what_was_done(lite):
    practice = talked(lite, lite.tom)
    lite.reviewing.share(lite.tom, practice.id, lite.north)
    lite.reviewing.rate(lite.rita, practice.id, all_replies(3))
    assert lite.reviewing.looked(lite.rita, lite.north)[0]
    lite.reviewing.unshare(lite.tom, practice.id)
    assert lite.reviewing.looked(lite.rita, lite.north)[0] == []


def test_the_trainee_is_told_what_is_new_until_they_have_read_it(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.reveal(at.rita, practice.id)
    assert at.reviewing.news(at.tom) == ([], {})                          # a mere look is no news
    at.reviewing.rate(at.rita, practice.id, all_replies(3))
    (new,), names = at.reviewing.news(at.tom)
    assert (new.practice, names[new.by], new.others) == (practice.id, "Rita", 0) and at.reviewing.news(at.rita) == ([], {})
    at.clock.ahead += 60
    at.reviewing.mark_read(at.tom, practice.id)
    assert at.reviewing.news(at.tom)[0] == []
    at.clock.ahead += 60
    at.reviewing.answer(at.tom, practice.id, "Thank you")
    assert at.reviewing.news(at.tom)[0] == []                            # one's own words are no news
    at.reviewing.comment(at.mia, practice.id, "Well done"), at.reviewing.rate(at.ravi, practice.id, all_replies(3))
    assert at.reviewing.news(at.tom)[0][0].others == 1


def test_drafts_go_with_their_reviewer_and_with_the_talk_and_levels_for_the_whole_too(lite):
    practice, other = (talked(lite, lite.tom, assignment=lite.test.id) for _ in range(2))
    privacy = Privacy(lite.store, lite.clock)
    lite.reviewing.rate(lite.ravi, practice.id, {}, whole=four(2))
    for person, kept in ((lite.rita, practice), (lite.ravi, practice), (lite.ravi, other)):
        lite.reviewing.keep_draft(person, kept.id, {"reason": "a sentence of mine"})
    assert [r["body"] for r in privacy.export_me(lite.rita)["tables"]["review_drafts"]] == [{"reason": "a sentence of mine"}]
    privacy.erase_me(lite.rita)
    assert sum("a sentence of mine" in line for line in lines(lite.store.engine)) == 2
    privacy.erase_me(lite.tom)
    whole = "\n".join(lines(lite.store.engine))
    assert "a sentence of mine" not in whole and '"empathy": 2' not in whole
