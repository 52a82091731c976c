"""The debrief's words: praise only with a quote, one focus, examples fit for the moment, notes checked against the talk."""

from __future__ import annotations

import pytest

from trainer.client import engine
from trainer.domain.acts import Act
from trainer.domain.conversation import Turn
from trainer.domain.practice import Hashes, Practice, Record
from trainer.domain.rating import DimensionRating, Quote, QuoteStatus, Rating, Unrated
from trainer.domain.rubric import Dimension
from trainer.domain.talk_state import Agreed
from trainer.library.shelf import FileLibrary
from trainer.scoring.coach import coach
from trainer.scoring.coach_words import FOCUS, FOCUS_STOP, KEEP
from trainer.scoring.follow_up import check_note

GOOD = ("You planned around Tuesday, nobody called you, and now there is a hole in your shop. No wonder you are angry. "
        "We should have rung you and we did not.")
ASK = "What is planned for Saturday, and what would you need to have in place by then?"
STEP = "I will book the van for tomorrow, Friday, between 2 and 4 pm, and ring you when it has left. Does that suit you?"
BLAME = "You should have told us your new address, so this is your own fault."


@pytest.fixture(scope="module")
def library():
    return FileLibrary()


def _talk(scenario, *said: str) -> list[Turn]:
    turns = [Turn(n=0, who="client", text=scenario.opening, state=engine.opening(scenario))]
    for text in said:
        taken = engine.take(scenario, 7, turns, text)
        n = len(turns)
        turns.append(Turn(n=n, who="trainee", text=text, state=taken.state, events=taken.events))
        turns.append(Turn(n=n + 1, who="client", text=taken.direction.line, state=taken.state))
    return turns


def _rating(level: int, quote: str = "", **levels: int) -> Rating:
    quotes = (Quote(text=quote),) if quote else ()
    return Rating(scorer="offline-test", kind="offline", dimensions={
        d: DimensionRating(level=levels.get(d.value, level), quotes=quotes, reason="because") for d in Dimension})


def _record(turns: list[Turn], ratings: dict[int, Rating | Unrated], scenario) -> Record:
    hashes = Hashes(scenario="s", rubric="r", appraiser="a", scorer="o", prompt="p")
    practice = Practice(id="p", person="local", scenario_id=scenario.id, seed=7, hashes=hashes,
                        started_at="2026-01-01T10:00:00+00:00")
    return Record(practice=practice, turns=tuple(turns), ratings={n: (r,) for n, r in ratings.items()})


def _coached(library, said: tuple[str, ...], ratings: dict[int, Rating | Unrated]):
    scenario = library.scenario("freezer_for_saturday")
    turns = _talk(scenario, *said)
    return coach(scenario, library.techniques(), _record(turns, ratings, scenario)), turns, scenario


def test_what_is_kept_is_quoted_from_the_reply_it_names(library):
    coaching, turns, _ = _coached(library, (GOOD, ASK), {1: _rating(4, "nobody called you"), 3: _rating(3)})
    assert coaching.keep
    for piece in coaching.keep:
        assert piece.quote and piece.quote in turns[piece.turn_n].text


def test_there_is_no_praise_without_a_quote(library):
    coaching, _, _ = _coached(library, ("Right.", "Right then.", "OK."), {1: _rating(5), 3: _rating(5), 5: _rating(5)})
    assert coaching.keep == ()


def test_a_high_level_is_praised_only_for_what_the_reply_is_seen_to_do(library):
    coaching, _, _ = _coached(library, (ASK,), {1: _rating(4, "What is planned for Saturday")})
    assert all(p.text != KEEP[Dimension.NON_DEFENSIVE] for p in coaching.keep)
    coaching, _, _ = _coached(library, (GOOD,), {1: _rating(3, non_defensive=5)})
    assert [p.text for p in coaching.keep] == [KEEP[Dimension.NON_DEFENSIVE]]
    assert "should have rung" in coaching.keep[0].quote


def test_a_judges_quote_counts_where_no_event_was_found(library):
    words = "It is what it is today"
    quoted = DimensionRating(level=5, reason="because", quotes=(Quote(text=words),))
    rating = Rating(scorer="judge:x", kind="judge", dimensions=dict.fromkeys(Dimension, quoted))
    coaching, _, _ = _coached(library, (f"{words}.",), {1: rating})
    assert coaching.keep[0].quote == words


def test_an_unverified_quote_earns_no_praise(library):
    quoted = DimensionRating(level=5, reason="because",
                             quotes=(Quote(text="hole in your shop", status=QuoteStatus.UNVERIFIED),))
    rating = Rating(scorer="judge:x", kind="judge", dimensions=dict.fromkeys(Dimension, quoted))
    coaching, _, _ = _coached(library, ("It is what it is today.",), {1: rating})
    assert coaching.keep == ()


def test_an_uncertain_high_level_is_not_praised(library):
    unsure = DimensionRating(level=5, reason="because", uncertain=True, low=2, high=5, quotes=(Quote(text="It is"),))
    rating = Rating(scorer="offline-test", kind="offline", dimensions=dict.fromkeys(Dimension, unsure))
    coaching, _, _ = _coached(library, ("It is what it is today.",), {1: rating})
    assert coaching.keep == ()


def test_blame_is_stopped_with_its_own_words_and_becomes_the_one_focus(library):
    coaching, turns, _ = _coached(library, (GOOD, BLAME), {1: _rating(4), 3: _rating(1)})
    assert coaching.stop[0].turn_n == 3
    assert coaching.stop[0].quote in BLAME
    assert coaching.focus == FOCUS_STOP[Act.BLAMES]
    assert coaching.focus_dimension is None


def test_a_talk_without_harm_has_nothing_to_stop(library):
    coaching, _, _ = _coached(library, (GOOD, STEP), {1: _rating(4), 3: _rating(4)})
    assert coaching.stop == ()


@pytest.mark.parametrize("weakest", list(Dimension))
def test_the_focus_is_the_weakest_dimension_when_nothing_did_harm(library, weakest):
    levels = {weakest.value: 2}
    coaching, _, _ = _coached(library, (GOOD, STEP), {1: _rating(4, **levels), 3: _rating(4, **levels)})
    assert coaching.focus == FOCUS[weakest]
    assert coaching.focus_dimension is weakest
    assert coaching.start[0].turn_n == 1


def test_what_was_missed_quotes_the_client(library):
    scenario = library.scenario("freezer_for_saturday")
    words = "not one of you has picked up a phone"
    assert words in scenario.opening
    missed = DimensionRating(level=2, reason="passed over", quotes=(Quote(text=words, who="client"),))
    rating = _rating(4).model_copy(update={"dimensions": {**_rating(4).dimensions, Dimension.EMPATHY: missed}})
    coaching, _, _ = _coached(library, ("I will look at the order and ring you at 3 pm today.",), {1: rating})
    assert coaching.start[0].quote == words
    assert coaching.start[0].of_client


def test_another_wording_comes_from_the_scenario_and_never_twice(library):
    said = ("Yes.", "No idea really.", "We will see about it.", "Fine by me then.")
    coaching, _, scenario = _coached(library, said, {n: _rating(2) for n in (1, 3, 5, 7)})
    bots = scenario.bots
    own = {*bots.acknowledge, *bots.own, *bots.propose, *bots.boundary, *(t for ts in bots.ask.values() for t in ts),
           *(t for ts in bots.answer.values() for t in ts)}
    texts = [b.text for b in coaching.better.values()]
    pieces = [[o for o in own if o in t] for t in texts]
    assert set(coaching.better) == {1, 3, 5, 7}
    assert all(len(t) == sum(map(len, p)) + len(p) - 1 for t, p in zip(texts, pieces, strict=True)), "the author's words alone"
    assert len({p for ps in pieces for p in ps}) == sum(map(len, pieces)), "nothing is shown twice"
    assert all(b.source == "example" for b in coaching.better.values())


def test_a_fine_reply_gets_no_other_wording(library):
    coaching, _, _ = _coached(library, (GOOD,), {1: _rating(4)})
    assert coaching.better == {}


def test_the_other_wording_answers_what_the_client_was_pressing_for(library):
    scenario = library.scenario("freezer_for_saturday")
    turns = _talk(scenario, GOOD, "Let me think about that.")
    pressing = turns[2].state.pressing
    assert pressing in scenario.bots.answer
    rating = _rating(4, solution_focus=1)
    coaching = coach(scenario, library.techniques(), _record(turns, {1: _rating(4), 3: rating}, scenario))
    assert coaching.better[3].text in scenario.bots.answer[pressing]


def test_the_other_wording_of_a_cold_reply_meets_the_feeling_and_then_answers_the_question(library):
    scenario = library.scenario("freezer_for_saturday")
    turns = _talk(scenario, "Hm.", "Let me think about that.")
    asked = next(c for c in scenario.concerns if c.id == turns[2].state.pressing)
    coaching = coach(scenario, library.techniques(), _record(turns, {3: _rating(3, empathy=1)}, scenario))
    text = coaching.better[3].text
    assert any(text.startswith(a) for a in scenario.bots.acknowledge)
    assert any(text.endswith(a) for a in scenario.bots.answer[asked.id])


def test_what_the_trainee_has_said_already_is_no_other_wording(library):
    scenario = library.scenario("freezer_for_saturday")
    mine = scenario.bots.acknowledge[0]
    turns = _talk(scenario, mine, "Hm.")
    coaching = coach(scenario, library.techniques(), _record(turns, {3: _rating(3, empathy=1)}, scenario))
    assert mine not in coaching.better[3].text


def test_a_reply_of_fours_and_fives_needs_no_other_wording_even_with_one_lower_level(library):
    coaching, _, _ = _coached(library, (GOOD,), {1: _rating(5, solution_focus=2)})
    assert coaching.better == {}


def test_a_second_try_is_coached_on_the_replies_from_its_moment_on(library):
    scenario = library.scenario("freezer_for_saturday")
    turns = _talk(scenario, BLAME, GOOD, STEP)
    record = _record(turns, {1: _rating(1), 3: _rating(4), 5: _rating(4)}, scenario)
    assert coach(scenario, library.techniques(), record).stop
    again = record.model_copy(update={"practice": record.practice.model_copy(update={"branch_of": "q", "branch_at": 3})})
    coaching = coach(scenario, library.techniques(), again)
    assert coaching.stop == () and 1 not in coaching.better


def test_an_unrated_talk_is_still_coached_in_words(library):
    coaching, _, _ = _coached(library, (BLAME,), {1: Unrated(scorer="judge:x", reason="silent")})
    assert coaching.stop and coaching.better == {} and coaching.start == ()
    assert coaching.focus == FOCUS_STOP[Act.BLAMES]


def test_the_same_record_gives_the_same_advice(library):
    one = _coached(library, (GOOD, ASK, STEP), {n: _rating(3) for n in (1, 3, 5)})[0]
    assert one == _coached(library, (GOOD, ASK, STEP), {n: _rating(3) for n in (1, 3, 5)})[0]


AGREED = Agreed(step="I will book the van for tomorrow, Friday, between 2 and 4 pm", owner="I", date="Friday, 2 and 4 pm")


def _failed(note: str, agreed: Agreed | None = AGREED) -> set[str]:
    return {c.what for c in check_note(note, agreed) if not c.ok}


def test_a_note_with_step_owner_and_date_passes():
    assert _failed("Dear Ms Okafor, as we agreed I have booked the van: it comes on Friday between 2 and 4 pm.") == set()


def test_a_note_without_the_agreed_step_is_told_which():
    checks = {c.what: c for c in check_note("I enjoyed our talk. I wish you a good Friday.", AGREED)}
    assert not checks["step"].ok and AGREED.step in checks["step"].says


def test_a_note_without_a_day_or_with_another_day_is_told():
    assert "date" in _failed("I have booked the van for you.")
    assert "date" in _failed("I have booked the van for you, it comes on Monday morning.")


def test_a_note_that_says_nobody_does_it_is_told():
    other = Agreed(step="Marek will ring the shop on Friday", owner="Marek", date="Friday")
    assert "owner" in _failed("The shop gets a call on Friday as agreed, ring ring.", other)
    assert "owner" not in _failed("Marek will ring the shop on Friday.", other)


def test_blame_or_excuse_in_a_note_is_quoted():
    note = "The van comes on Friday between 2 and 4 pm, I booked it. You should have told us your new address."
    tone = next(c for c in check_note(note, AGREED) if c.what == "tone")
    assert not tone.ok and "You should have" in tone.says


def test_where_nothing_was_agreed_the_note_is_read_on_its_own():
    assert _failed("I will ring you tomorrow at 10 am.", None) == set()
    assert "step" in _failed("It was nice to talk today.", None)


def test_an_empty_note_is_not_checked():
    assert check_note("  \n", AGREED) == ()
