"""Techniques are recognised with the words that show them, and named only where that was measured to be right."""

import json

import pytest

from tests.offline import rate
from trainer.scoring.offline import MODELS
from trainer.scoring.technique_reading import occasion
from training.replies import load, split

TABLE = json.loads((MODELS / "techniques.json").read_text(encoding="utf-8"))["techniques"]
_, _, TEST = split(load())


def test_used_is_said_only_where_precision_was_measured_at_point_eight():
    for name, row in TABLE.items():
        if row["may_say_used"]:
            assert row["precision"] >= 0.8 and row["said"] >= 5 and row["named_by_both"] >= 5, name


def test_missed_is_said_only_where_recall_was_measured_at_point_seven_as_well():
    for name, row in TABLE.items():
        assert row["may_say_missed"] <= (row["may_say_used"] and row["recall"] is not None and row["recall"] >= 0.7), name


def test_the_words_shown_stand_in_the_reply():
    for row in [r for r in TEST if r.techniques][::9]:
        for seen in rate(row.client, row.reply, row.situation, row.history).techniques:
            assert seen.words and seen.words in row.reply.strip()


def test_sayable_follows_the_table():
    for row in [r for r in TEST if r.techniques][::9]:
        rating = rate(row.client, row.reply, row.situation, row.history)
        for seen in rating.techniques:
            assert seen.sayable == TABLE[seen.id]["may_say_used"]
        assert all(TABLE[name]["may_say_missed"] for name in rating.missed)


@pytest.mark.parametrize(("technique", "client", "reply", "words"), [
    ("own_it", "You charged me twice. Are you asleep over there?", "That was our mistake: we ran the payment twice on Monday. The second 40 goes back today.", "our mistake"),
    ("name_feeling", "I've rung four times about my mother's bed. She comes home tomorrow, I'm worried sick.",
     "Four calls and your mother coming home to no bed, of course you're worried sick. The bed is there by 6 tonight.", "Four calls"),
    ("options_tradeoffs", "I need both rooms done before Christmas.",
     "Two ways: both rooms with one coat by the 20th for 900, or the living room done properly by the 20th and the hall in January, 200 less. Which suits you better?", "Which suits"),
    ("ask_feedback", "You didn't listen to me once in that meeting.", "You're right, I talked over you. What else did I miss that day? I'd rather hear it.", "What else did I miss"),
])
def test_a_plain_case_is_recognised_with_its_words(technique, client, reply, words):
    found = {t.id: t.words for t in rate(client, reply).techniques}
    assert technique in found and words.lower() in found[technique].lower(), found


def test_nothing_is_recognised_in_a_stuffed_reply():
    stuffed = "I hear you. Your feelings are valid. We take full ownership. Let's find a way forward together with clear next steps. What would a good outcome look like?"
    assert rate("You lost my file. I've waited two months.", stuffed).techniques == ()


def test_an_occasion_is_in_the_clients_words_not_in_the_reply():
    assert occasion("name_feeling", "I'm worried sick about my mother, nobody calls!", ())
    assert not occasion("name_feeling", "What time do you open on Friday?", ())
    assert not occasion("open_question", "I'm so angry!", (("client", "Hello?"), ("trainee", "Hi.")))
