"""What reviewers, managers and the reviewed see of a review on their screens, over the real services; the browser's part is in tests/e2e."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.signed_in_screen import screen
from tests.practice_house import Rates
from tests.team_house import GOOD, LIBRARY, SCENARIO, M, R, joined, talked, team_house, terms
from trainer import wiring
from trainer.domain.practice import Mode
from trainer.domain.rating import DimensionRating, Rating, Unrated
from trainer.domain.rubric import Dimension
from trainer.reports import agreed
from trainer.scoring.coach import coach
from trainer.screens import desk as desk_module
from trainer.screens import review_levels
from trainer.screens.desk import Desk, Voice
from trainer.services.agreeing import FEWEST_PAIRS
from trainer.store.store import Store


def four(level: int) -> dict[Dimension, int]:
    return dict.fromkeys(Dimension, level)


def all_replies(level: int) -> dict[int, dict[Dimension, int]]:
    return {n: four(level) for n in (1, 3, 5)}


@pytest.fixture
def at(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'team.db'}")
    made = team_house(store, scorers=(Rates(4),))
    made.mia, made.tom = joined(made, "Mia", made.north, M), joined(made, "Tom", made.north)
    made.rita, made.ravi = joined(made, "Rita", made.north, R), joined(made, "Ravi", made.north, R)
    team = wiring.team_of(made.practising._parts, LIBRARY)
    made.reviewing, made.agreeing = team.reviewing, team.agreeing
    desk_module.lay(Desk(practising=made.practising, team=team, library=LIBRARY, voice=Voice("", "", "", ("offline-test",), list),
                         coaching=coach, note_check=str, curve=lambda turns: "", plot=str, good_talk=str, page_of=str, data_of=dict,
                         agreed=agreed))
    made.test = made.assigning.assign(made.mia, terms(made.north, mode=Mode.ASSESSMENT))
    yield made
    made.practising.close()
    store.close()
    desk_module._laid.clear()


def text_of(shown: AppTest) -> str:
    kinds = (shown.title, shown.header, shown.subheader, shown.markdown, shown.caption, shown.info, shown.warning, shown.error, shown.success)
    said = [str(e.value) for kind in kinds for e in kind] + [f"{m.label} {m.value}" for m in shown.metric]
    return "\n".join(said + [str(i.proto.title) for i in (*shown.info, *shown.error)]).replace("\\", "")


def press(shown: AppTest, label: str) -> AppTest:
    next(b for b in shown.button if b.label == label).click()
    shown.run()
    assert not shown.exception, shown.exception
    return shown


# -- the queue ------------------------------------------------------------------------------------------------------

def test_the_list_holds_what_waits_under_pseudonyms_and_what_was_done(at):
    assert "Nothing waits for you" in text_of(screen(at, "rita", "reviews"))
    practice, other = talked(at, at.tom, assignment=at.test.id), talked(at, at.tom, assignment=at.test.id)
    at.reviewing.rate(at.rita, practice.id, all_replies(2))
    at.reviewing.keep_draft(at.rita, other.id, {"reason": "Warm"})
    at.clock.ahead += 60
    at.reviewing.answer(at.tom, practice.id, "Thank you")
    shown = screen(at, "rita", "reviews")
    said = text_of(shown)
    for words in ("1 talk waits: assessment 1", "Trainee ", "What you have read", "rated blind", "1 trainee has written to you since", "begun"):
        assert words in said, words
    assert "Tom" not in said and [b.label for b in shown.button if b.key and b.key.startswith("read_")] == ["Go on"]


def test_filters_stand_in_the_address(at):
    talked(at, at.tom, assignment=at.test.id)
    assert "Nothing waits that fits both" in text_of(screen(at, "rita", "reviews", why="sample"))
    assert "Read and rate" in [b.label for b in screen(at, "rita", "reviews", why="assessment", client=SCENARIO).button]


# -- one talk -------------------------------------------------------------------------------------------------------

def test_before_rating_the_screen_holds_no_level_no_score_and_no_name(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.practising.differ(at.tom, practice.id, 1, "empathy", 5, "I named her Saturday")
    at.reviewing.rate(at.ravi, practice.id, all_replies(1), "far too cold")
    shown = screen(at, "rita", "review", practice=practice.id)
    said = text_of(shown)
    assert "Blind: no level is shown" in said and GOOD in said and "0 of 3 replies rated." in said
    for words in ("Tom", "Ravi", "far too cold", "I named her Saturday", "of 100", "By the scorer", "because"):
        assert words not in said, words
    assert next(b for b in shown.button if b.label == "Keep my levels and show the others").disabled


def test_what_was_chosen_and_not_handed_in_is_there_again(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.keep_draft(at.rita, practice.id, {**{f"1.{d.value}": 2 for d in Dimension}, "3.clarity": 5, "reason": "Warm"})
    shown = screen(at, "rita", "review", practice=practice.id)
    said = text_of(shown)
    assert "1 of 3 replies rated." in said and "A level is missing: reply 2" in said
    assert [a.value for a in shown.text_area if a.label.startswith("A word on the whole")] == ["Warm"]
    next(a for a in shown.text_area if a.label.startswith("A word on the whole")).set_value("Warm and clear")
    shown.run()
    assert at.reviewing.draft(at.rita, practice.id)["reason"] == "Warm and clear"


def test_after_rating_both_stand_beside_each_other_with_how_far_they_are_apart(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.rate(at.rita, practice.id, {1: four(4), 3: four(3), 5: four(2)}, "On the whole warm", whole=four(3))
    said = text_of(screen(at, "rita", "review", practice=practice.id))
    for words in ("By the scorer 75 of 100", "By your levels 50 of 100", "Of 12 levels you and the scorer gave 4 alike; 4 are 2 or more apart",
                  "3 :gray[(−1)]", ":orange-badge[2 (−2)]", "The scorer's levels stand", "On the whole warm", "before seeing any level",
                  "Scorer's mean"):
        assert words in said, words
    at.reviewing.decide(at.rita, practice.id, "reviewer", "reply 3 is curt")
    said = text_of(screen(at, "ravi", "review", practice=practice.id))
    assert "reply 3 is curt" not in said                                    # the second reviewer is still blind
    at.reviewing.reveal(at.ravi, practice.id)
    said = text_of(screen(at, "ravi", "review", practice=practice.id))
    assert "The levels of Rita stand" in said and "reply 3 is curt" in said and "Whose levels stand" not in said


def test_a_decision_takes_a_reason_and_what_was_typed_is_gone_only_when_it_is_sent(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.rate(at.rita, practice.id, all_replies(1))
    shown = screen(at, "rita", "review", practice=practice.id)
    assert "Say why in a sentence" in text_of(press(shown, "Decide"))
    next(t for t in shown.text_input if t.label.startswith("Reason")).set_value("too little about her Saturday")
    press(shown, "Decide")
    assert "Your levels stand" in text_of(shown)
    assert next(t for t in shown.text_input if t.label.startswith("Reason")).value == "" and at.reviewing.draft(at.rita, practice.id) == {}
    assert at.practising.score(at.tom, practice.id).rests_on == "reviewer"


def test_a_manager_reads_by_name_and_comments_but_neither_rates_nor_decides(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    shown = screen(at, "mia", "review", practice=practice.id)
    said = text_of(shown)
    assert "Tom" in said and GOOD in said and "By the scorer 75 of 100" in said
    assert not {"Decide", "Add these levels", "Keep my levels and show the others"} & {b.label for b in shown.button}
    private = talked(at, at.tom, assignment=at.assigning.assign(at.mia, terms(at.north)).id)
    refused = text_of(screen(at, "mia", "review", practice=private.id))
    assert "There is no such talk that you may read" in refused and GOOD not in refused


# -- the trainee ----------------------------------------------------------------------------------------------------

def test_the_trainee_is_told_at_home_and_reads_everything_in_the_debrief(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    assert "reviewed" not in text_of(screen(at, "tom", "home"))
    at.reviewing.rate(at.rita, practice.id, all_replies(2), "On the whole warm")
    at.reviewing.comment(at.rita, practice.id, "Say her Saturday back to her.", 3)
    assert "Your talk was reviewed" in text_of(screen(at, "tom", "home")) and "Rita" in text_of(screen(at, "tom", "home"))
    said = text_of(screen(at, "tom", "debrief", practice=practice.id))
    for words in ("Rita reviewed this talk", "1 comment stands at the reply it is about", "| Scorer | Rita |", ":orange-badge[2 (−2)]",
                  "Say her Saturday back to her.", "On the whole warm"):
        assert words in said, words
    assert "reviewed" not in text_of(screen(at, "tom", "home"))


def test_the_trainee_answers_about_a_reply_and_asks_for_another_look(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.rate(at.rita, practice.id, all_replies(2)), at.reviewing.rate(at.ravi, practice.id, all_replies(2))
    at.clock.ahead += 60
    shown = screen(at, "tom", "debrief", practice=practice.id)
    next(s for s in shown.selectbox if s.label == "About").set_value(3)
    next(a for a in shown.text_area if a.label.startswith("Your words")).set_value("I did, there.")
    next(c for c in shown.checkbox if c.label.startswith("Please look")).check()
    said = text_of(press(shown, "Send"))
    assert "ask for another look" in said and "I did, there." in said
    assert at.reviewing.remarks(at.tom, practice.id).comments[0].turn_n == 3
    assert "Another look" in text_of(screen(at, "rita", "reviews"))


def test_own_practice_is_shared_and_taken_back_in_plain_words(at):
    practice = talked(at, at.tom)
    shown = screen(at, "tom", "debrief", practice=practice.id)
    assert "Nobody but you reads this talk" in text_of(shown) and "read every word of this talk" in text_of(shown)
    said = text_of(press(shown, "Share it"))
    assert "You share this talk" in said and at.reviewing.read(at.mia, practice.id).name == "Tom"
    assert "Nobody but you reads this talk" in text_of(press(shown, "No longer share"))


# -- agreement ------------------------------------------------------------------------------------------------------

def rated_pairs(at, n: int) -> None:
    """So many replies rated by a scorer and two reviewers, written straight into the store, half of them a month ago."""
    practice = at.practising.start(at.tom, SCENARIO, assignment=at.test.id)
    with at.store.begin() as tx:
        opening = tx.talks.turns(practice.id)[0]
        reviews = {p.id: tx.reviews.add(practice.id, p.id, at.clock.now(), blind=True, submitted=True) for p in (at.rita, at.ravi)}
        for i in range(n):
            row = tx.talks.add_turn(practice.id, opening.model_copy(update={"n": 2 * i + 1, "who": "trainee", "text": f"reply {i}"}))
            tx.talks.add_turn(practice.id, opening.model_copy(update={"n": 2 * i + 2, "text": f"line {i}"}))
            when = f"2026-{10 if i % 2 else 11}-05T10:00:00.000+00:00"
            tx.ratings.add(practice.id, row, rating("offline-1", "offline", 1 + i % 5), "r", when)
            for k, (reviewer, review) in enumerate(reviews.items()):
                tx.ratings.add(practice.id, row, rating(f"reviewer:{reviewer}", "reviewer", max(1, 1 + i % 5 - k)), "r", when, review)


def rating(scorer: str, kind: str, level: int) -> Rating:
    return Rating(scorer=scorer, kind=kind, dimensions={d: DimensionRating(level=level, reason="so") for d in Dimension})


def test_too_few_pairs_give_a_count_and_no_figure(at):
    assert "Nothing has been rated blind yet" in text_of(screen(at, "rita", "agreement"))
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.rate(at.rita, practice.id, all_replies(2), whole=four(2))
    said = text_of(screen(at, "rita", "agreement"))
    assert "Too few yet:** 3 pairs" in said and "kappa |" not in said
    assert "Too few yet:** 1 pair;" in text_of(screen(at, "rita", "agreement", of="talks"))


def test_from_twenty_pairs_on_a_sentence_says_what_to_make_of_it(at):
    rated_pairs(at, FEWEST_PAIRS)
    said = text_of(screen(at, "mia", "agreement"))
    for words in ("The scorer and the reviewers see much the same on every side", "| **Empathy** | 0.", "100%", "How the leaning moved",
                  "40 pairs", "20 pairs"):
        assert words in said, words
    # Which of the two is named first goes by their ids.
    assert "Ravi is stricter than Rita on empathy by 0.8" in said or "Rita is milder than Ravi on empathy by 0.8" in said


def test_the_gold_file_can_be_had_only_when_something_is_in_it(at):
    assert [b.proto.disabled for b in screen(at, "rita", "agreement").get("download_button")] == [True]
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.rate(at.rita, practice.id, all_replies(2))
    assert [b.proto.disabled for b in screen(at, "rita", "agreement").get("download_button")] == [False]


def test_levels_begun_before_looking_are_there_after_it(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.keep_draft(at.rita, practice.id, {f"1.{d.value}": 2 for d in Dimension} | {"reason": "Curt"})
    at.reviewing.reveal(at.rita, practice.id)
    shown = screen(at, "rita", "review", practice=practice.id)
    assert next(t for t in shown.text_input if t.label.startswith("Why")).value == "Curt"
    press(shown, "Add these levels")
    (given,) = at.reviewing.remarks(at.tom, practice.id).reviews
    assert (given.levels, given.blind, given.reason) == ({1: four(2)}, False, "Curt")


# -- pictures and tables ----------------------------------------------------------------------------------------------

def test_the_pictures_say_in_words_what_they_show_and_let_no_name_in_as_markup():
    drawn = agreed.kappas([("Empathy <b>", 0.8, -0.2, 0.9)])
    assert "Empathy &lt;b&gt; 0.80, from -0.20 to 0.90" in drawn and "<b>" not in drawn and agreed.kappas([]) == ""
    moved = agreed.leanings(["Empathy", "Clarity"], ["2026-10", "2026-11"], [{"2026-10": 0.5, "2026-11": -1.5}, {"2026-11": 0.0}])
    assert "Empathy 2026-10 +0.5, 2026-11 -1.5" in moved and "1.5 stricter" in moved
    assert agreed.leanings(["Empathy"], ["2026-11"], [{"2026-11": 0.5}]) == ""


def test_how_far_two_are_apart_in_words():
    assert review_levels.in_words([]) == ""
    assert review_levels.in_words([(four(4), rating("o", "offline", 4))]) == "Of 4 levels you and the scorer gave 4 alike; none is 2 or more apart."
    mixed = {**four(4), Dimension.CLARITY: 2}
    assert "gave 3 alike; 1 is 2 or more apart" in review_levels.in_words([(mixed, rating("o", "offline", 4))])


def test_the_scorers_own_rating_is_found_beside_a_reviewers(at):
    practice = talked(at, at.tom, assignment=at.test.id)
    at.reviewing.rate(at.rita, practice.id, all_replies(1))
    record = at.reviewing.read(at.rita, practice.id).record
    assert review_levels.by_machine(record, 1).kind == "offline"
    unrated = record.model_copy(update={"ratings": {1: (Unrated(scorer="offline-1", reason="not English"), rating("reviewer:x", "reviewer", 3))}})
    assert isinstance(review_levels.by_machine(unrated, 1), Unrated) and review_levels.means_by_machine(unrated) == {}
