"""What is agreed, in the trainee's own words; what a partly settled talk says of itself; questions, answers, goodbyes."""

from __future__ import annotations

import pytest

from tests.client_checks import FREEZER, HEARD, PLAN, SCENARIOS, script, talk
from trainer.bots.policies import Bot
from trainer.bots.walk import walk
from trainer.client import engine
from trainer.client.agreement import time_of
from trainer.client.lines import Voice
from trainer.client.questions import NOT_YET, TOLD
from trainer.domain.acts import Act
from trainer.domain.conversation import Turn
from trainer.domain.scenario import EndingKind, Moment
from trainer.domain.talk_state import Agreed
from trainer.signals.acts import find_acts

MATES, WASH, SECOND = SCENARIOS["mates_rates"], SCENARIOS["when_your_wash_is_done"], SCENARIOS["the_second_one"]
GOOD = script("freezer_for_saturday", "good")


def acts(text: str) -> set[Act]:
    return {f.act for f in find_acts(text)}


@pytest.mark.parametrize(("sentence", "when"), [
    ("I can book a two-man van that brings it tomorrow, Friday, between 2 and 4.", "tomorrow, Friday, between 2 and 4"),
    ("I'll book Dr Senga for Tuesday at 10 pm.", "Tuesday at 10 pm"),
    ("She'll ring you herself at 1.15 today.", "1.15 today"),
    ("Yusuf is coming to you tonight between 7 and 8.30.", "tonight between 7 and 8.30"),
    ("The other 300 are ready by next Tuesday.", "next Tuesday"),
    ("I'll be there at six tomorrow.", "six tomorrow"),
    ("I'll see to it.", ""),
])
def test_a_time_is_given_as_it_was_said(sentence: str, when: str):
    assert time_of(sentence) == when


@pytest.mark.parametrize(("reply", "step", "owner", "date"), [
    ("It's in Hull. I'll book the van for tomorrow between 2 and 4. I'll call you at 1 when it has left.", "I'll book the van", "I", "tomorrow between 2 and 4"),
    ("It's in Hull. Yusuf, our fitter, is coming to you tomorrow at 4 with the freezer from the depot.", "Yusuf", "Yusuf", "tomorrow at 4"),
    ("I'm sending the van from Hull. Tomorrow, between 2 and 4.", "I'm sending the van", "I", "Tomorrow, between 2 and 4"),
    ("It's in Hull. Marcus, our driver, will be with you today by 11, and I'll ring you at noon to tell you where the van is.", "Marcus", "Marcus", "today by 11; noon"),
    ("My manager will bring the loan freezer from Leeds by 6 pm today.", "My manager", "My manager", "6 pm today"),
])
def test_what_is_agreed_is_the_step_with_who_and_when(reply: str, step: str, owner: str, date: str):
    turns, _ = talk(FREEZER, [HEARD, reply, "Would that suit you? I'll be at my desk until 6."])
    agreed = turns[4].state.agreed or turns[4].state.proposed
    assert agreed.step.startswith(step) and (agreed.owner, agreed.date) == (owner, date)


def test_a_later_step_takes_the_place_of_an_earlier_one_and_a_recap_or_a_call_does_not():
    later = "In case the van has trouble, I'll have a loan freezer brought from Leeds today by 6 pm."
    turns, _ = talk(FREEZER, [HEARD, PLAN, later, "Let me say it back: the van tomorrow, the loan one tonight by 6. Right?", "I'll call you tomorrow at 1."])
    assert turns[4].state.agreed.step.startswith("I'll book the van")
    assert all(t.state.agreed.step == later for t in turns[6:])


def test_a_thought_aloud_beside_an_agreed_step_is_not_agreed():
    turns, _ = talk(FREEZER, [HEARD, PLAN, "We could also look at a second van on Saturday at 8, what do you think?"])
    assert isinstance(turns[-1].state.agreed, Agreed) and "second van" not in turns[-1].state.agreed.step


def test_every_wording_of_a_pool_is_first_under_one_of_as_many_seeds():
    for pool in (FREEZER.concerns[0].ask, FREEZER.concerns[0].satisfied, FREEZER.lines[Moment.COLD_PLAN].hot):
        for block in range(3):
            seeds = range(block * len(pool), (block + 1) * len(pool))
            assert {Voice(FREEZER, seed, ()).unsaid(pool) for seed in seeds} == set(pool)


def test_an_insult_is_answered_in_the_mood_it_falls_into():
    turns, ending = talk(FREEZER, [*GOOD[:4], "You're an idiot, honestly."])
    before = turns[-3].state.mood.band().value
    assert before != "hot" and turns[-1].text in getattr(FREEZER.lines[Moment.INSULTED], before)
    assert ending is None, "nobody thanks for an insult, however well all went before"


def test_nobody_says_thank_you_to_an_insult():
    calm, _ = talk(FREEZER, GOOD)
    for insult in ("You're an idiot, honestly.", "Calm down, it's not the end of the world.", "Es tut mir leid, das kann ich leider nicht sagen."):
        turns = calm[:-2]
        state = turns[-1].state.model_copy(update={"replies": FREEZER.floor, "mood": turns[-1].state.mood.model_copy(update={"anger": 0.0, "trust": 10.0})})
        taken = engine.take(FREEZER, 1, [*turns[:-1], turns[-1].model_copy(update={"state": state})], insult)
        assert taken.ending is None, insult


def test_a_question_about_what_was_told_is_answered_with_that():
    turns, _ = talk(FREEZER, [HEARD, "What exactly is on Saturday?", "When is the wedding, did you say?"])
    assert "wedding" in turns[4].state.facts
    assert any(turns[-1].text.startswith(x) for xs in TOLD.values() for x in xs)


def test_a_way_round_a_question_never_asks_for_what_was_just_answered():
    bad = script("freezer_for_saturday", "bad")[:1]
    turns, _ = talk(FREEZER, [*bad, f"{PLAN} What's on Saturday?"])
    assert "where_when" in turns[-1].state.answered and "wedding" not in turns[-1].state.facts
    assert not any(d in turns[-1].text for d in FREEZER.hidden_facts[0].deflect)
    assert any(x in turns[-1].text for xs in NOT_YET.values() for x in xs)


def test_a_check_whether_a_step_suits_is_no_question_about_the_client():
    turns, _ = talk(FREEZER, [HEARD, "I'll have a loan freezer brought from Leeds by 6 pm. Would that carry you through Saturday?"])
    assert "wedding" not in turns[-1].state.facts


def test_a_short_question_to_the_point_is_not_too_little():
    turns, _ = talk(SCENARIOS["sunny_spells"], ["Why Friday?"])
    assert Act.TOO_LITTLE not in {e.act for e in turns[1].events} and any(e.about == "why_friday" for e in turns[1].events)
    turns, _ = talk(FREEZER, ["..."])
    assert {e.act for e in turns[1].events} == {Act.TOO_LITTLE}, "silence is"


def test_kind_words_alone_are_not_thanked_for_a_third_time():
    run = walk(SCENARIOS["going_once"], Bot.WARM_BUT_EMPTY, 1, engine)
    thanks = {x for band in ("hot", "tense", "calm") for x in getattr(run.scenario.lines[Moment.ACKNOWLEDGED], band)}
    said = [t.text for t in run.turns if t.who == "client"]
    assert sum(any(line.startswith(x) for x in thanks) for line in said) <= 2
    assert run.last.mood.anger > run.scenario.start.anger - 2.0


@pytest.mark.parametrize("scenario_id", sorted(s for s in SCENARIOS if SCENARIOS[s].endings[0].kind is not EndingKind.PARTED_WAYS))
def test_a_partly_settled_talk_says_truly_what_was_learnt(scenario_id: str):
    scenario = SCENARIOS[scenario_id]
    needed = set(scenario.endings[0].when.facts)
    learnt, unlearnt = (e for e in scenario.endings if e.kind is EndingKind.PARTLY)
    assert set(learnt.when.facts) == needed and not unlearnt.when.facts
    assert scenario.endings.index(learnt) < scenario.endings.index(unlearnt)


def test_hurt_feelings_answer_what_hurt_them():
    turns, _ = talk(MATES, ["It's only a website, don't be so dramatic."])
    assert turns[-1].text in next(b for b in MATES.beats if b.id == "sulks").lines


def test_a_beat_that_can_wait_does_not_swallow_a_question():
    turns, _ = talk(SECOND, [script("the_second_one", "good")[0], "Why is design A important to you, if I may ask"])
    assert "concedes_his_half" not in turns[-1].state.beats


def test_nobody_is_quits_about_the_dead():
    assert not any("quits" in x for lines in SECOND.lines.values() for x in (*lines.hot, *lines.tense, *lines.calm))


@pytest.mark.parametrize(("typed", "act"), [
    ("You didnt tell us that.", Act.BLAMES), ("Ive booked it for 4 tomorrow, the crew is ready.", Act.PROMISES_CONCRETELY),
    ("I cant do that as a favour, but theres a small package for it.", Act.SETS_BOUNDARY), ("The logo is 240, I can't do it on a beer mat.", Act.SETS_BOUNDARY),
    ("I asked you to stop insulting me.", Act.SETS_BOUNDARY), ("Why did you decide to leave", Act.ASKS_OPEN), ("If this goes on I'm hanging up, just so you know.", Act.DISMISSES),
])
def test_what_people_type_in_a_hurry_is_understood(typed: str, act: Act):
    assert act in acts(typed)


@pytest.mark.parametrize("typed", ["Well done, and well said.", "We were late on Friday.", "Nell is ill tonight."])
def test_a_left_out_apostrophe_makes_no_other_word_a_promise(typed: str):
    assert Act.PROMISES_CONCRETELY not in acts(typed) and Act.PROPOSES_STEP not in acts(typed)


def test_a_promise_of_no_more_surprises_is_one_that_nobody_can_keep():
    scenario = SCENARIOS["ninety_lessons"]
    turns = [Turn(n=0, who="client", text=scenario.opening, state=engine.opening(scenario))]
    taken = engine.take(scenario, 1, turns, "I guarantee you there will be no more surprises.")
    assert any(e.about == "no_more_surprises" for e in taken.events)
    assert not any(e.about == "no_more_surprises" for e in engine.take(scenario, 1, turns, "I can't promise you that there are no more surprises, but I'll ring you first.").events)


def test_a_hum_is_too_little_and_no_gibberish():
    assert acts("hm") == acts("Hmm...") == {Act.TOO_LITTLE}
    assert Act.GIBBERISH in acts("asdf qwer jkl zxcv")


def test_a_promise_too_big_is_not_also_called_vague():
    assert acts("I swear she's 100 percent all right, she'll be fine.") == {Act.OVERPROMISES}


def test_a_plain_topic_is_answered_with_what_was_asked():
    scenario = SCENARIOS["twelve_minutes_past_three"]
    for seed in range(4):
        turns, _ = talk(scenario, ["What number is best to reach you on?"], seed)
        assert turns[-1].text in next(t for t in scenario.topics if t.id == "phone").answers
