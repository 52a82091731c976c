"""The slips of the stumbling bots: each makes its moment with every client, and off-subject talk is noticed."""

from __future__ import annotations

import pytest

from tests.client_checks import FREEZER, SCENARIOS, script, talk
from trainer.bots.slips import SLIPS
from trainer.client import engine
from trainer.client.appraiser import appraise
from trainer.client.moments import OFF_SUBJECT
from trainer.domain.scenario import Moment

MAKES = {
    "insult": {Moment.INSULTED}, "foreign": {Moment.NONSENSE}, "gibberish": {Moment.NONSENSE}, "asks_program": {Moment.NONSENSE}, "blame": {Moment.BLAMED},
    "dismiss": {Moment.DISMISSED}, "excuse": {Moment.EXCUSED}, "refuse": {Moment.REFUSED}, "threat": {Moment.DISMISSED, Moment.BLAMED}, "one_word": {Moment.TOO_LITTLE},
    "vague": {Moment.VAGUE}, "stock": {Moment.STOCK}, "off_subject": {Moment.PASSED_OVER}, "question_back": {Moment.EXCUSED}, "remark": {Moment.ANYTHING, Moment.PASSED_OVER},
    "owns": {Moment.OWNED}, "bare_question": {Moment.ASKED}, "says_back": {Moment.SUMMARISED}, "goodbye": {Moment.CLOSING}, "limit": {Moment.BOUNDARY},
    "brisk_plan": {Moment.COLD_PLAN, Moment.ACCEPTED}, "kind_plan": {Moment.PLAN, Moment.ACCEPTED, Moment.COLD_PLAN}, "thanks": {Moment.ACKNOWLEDGED},
}


@pytest.mark.parametrize("kind", MAKES)
def test_a_slip_makes_its_moment_with_nearly_every_client(kind: str):
    for text in SLIPS[kind]:
        missed = []
        for s in SCENARIOS.values():
            turns, _ = talk(s, ["I have your case here."])
            if engine.take(s, 1, turns, text).direction.moment not in MAKES[kind]:
                missed.append(s.id)
        assert len(missed) <= 3, (text, missed)  # a word may happen to be one of the case's own


@pytest.mark.parametrize("text", ["Lovely weather today, isn't it?", "Did you watch the football last night?", "Have you seen our newsletter? There's a special offer on umbrellas.",
                                  "Where are you going on holiday this summer?", "Who is your favourite band?"])
def test_talk_of_quite_another_matter_is_noticed_and_earns_nothing(text: str):
    turns, _ = talk(FREEZER, [script("freezer_for_saturday", "good")[0], text])
    assert any(e.about == OFF_SUBJECT for e in turns[-2].events)
    assert turns[-1].state.facts == () and turns[-1].state.mood.trust < turns[-3].state.mood.trust
    assert any(turns[-1].text.startswith(x[:20]) for band in ("hot", "tense", "calm") for x in getattr(FREEZER.lines[Moment.PASSED_OVER], band))


def test_weather_is_the_subject_where_the_case_is_about_it():
    assert not any(e.about == OFF_SUBJECT for e in appraise(SCENARIOS["sunny_spells"], engine.opening(SCENARIOS["sunny_spells"]), [], "How was the weather on the day?"))


@pytest.mark.parametrize("scenario_id", sorted(SCENARIOS))
def test_no_good_reply_is_taken_for_another_matter(scenario_id: str):
    s = SCENARIOS[scenario_id]
    b = s.bots
    own = [*script(scenario_id, "good"), *b.acknowledge, *b.own, *b.propose, *b.summarise, *b.close, *b.boundary, *b.part, *(x for group in (b.ask, b.answer) for xs in group.values() for x in xs)]
    assert [r for r in own if any(e.about == OFF_SUBJECT for e in appraise(s, engine.opening(s), [], r))] == []
