"""The client: earned softening, earned facts, no repetition, and a mood that never profits from a worse reply."""

from __future__ import annotations

import random

import pytest

from tests.client_checks import BLAME, CHECKS, DATA, FREEZER, GOOD_ENDINGS, HEARD, INSULT, PLAN, SCENARIOS, moods, script, talk
from trainer.bots.policies import Bot
from trainer.bots.walk import walk
from trainer.client import engine, movement
from trainer.domain.acts import Act
from trainer.domain.scenario import EndingKind

SCRIPTED = sorted({p.name.split(".")[0] for p in DATA.glob("*.good.txt")})
BAD_REPLIES = (INSULT, BLAME, "Calm down, it's only a small thing.", "That's not my department.", "We'll see, someone will look into it soon.", "ok", "asdf jkl qwer",
               "There's nothing I can do.", "I understand your frustration, your satisfaction is our top priority.")


@pytest.mark.parametrize("name", CHECKS)
def test_the_client_is_as_it_should_be(name: str):
    CHECKS[name]()


def test_every_scenario_has_a_good_and_a_bad_script():
    assert SCRIPTED == sorted(SCENARIOS)


@pytest.mark.parametrize("scenario_id", SCRIPTED)
def test_good_replies_end_as_they_should_and_bad_ones_do_not(scenario_id: str):
    scenario = SCENARIOS[scenario_id]
    for seed in (1, 2, 3):
        _, good = talk(scenario, script(scenario_id, "good"), seed)
        turns, bad = talk(scenario, script(scenario_id, "bad"), seed)
        assert good is scenario.endings[0].kind
        assert bad not in GOOD_ENDINGS
        assert moods(turns)[-1].trust < scenario.start.trust


@pytest.mark.parametrize("scenario_id", SCRIPTED)
def test_a_good_reply_swapped_for_a_bad_one_leaves_every_later_mood_worse_or_equal(scenario_id: str):
    scenario, good = SCENARIOS[scenario_id], script(scenario_id, "good")
    best = moods(talk(scenario, good)[0])
    for place in range(min(len(good), len(best))):
        for bad in BAD_REPLIES:
            swapped = moods(talk(scenario, good[:place] + [bad] + good[place + 1:])[0])
            for n, (a, b) in enumerate(zip(best, swapped, strict=False)):
                assert b.no_better_than(a), f"reply {place + 1} → {bad!r}: after reply {n + 1} {b} is better than {a}"


@pytest.mark.parametrize("scenario_id", SCRIPTED)
def test_the_same_talk_gives_the_same_lines_and_moods(scenario_id: str):
    scenario, good = SCENARIOS[scenario_id], script(scenario_id, "good")
    assert talk(scenario, good, 5) == talk(scenario, good, 5)
    lines = {tuple(t.text for t in talk(scenario, good, seed)[0]) for seed in range(6)}
    assert len(lines) > 1, "the seed changes the wording"


@pytest.mark.parametrize("scenario_id", SCRIPTED)
def test_the_moods_are_the_same_whoever_speaks(scenario_id: str):
    scenario = SCENARIOS[scenario_id]
    for bot in (Bot.SKILLED, Bot.COLD_FIXER, Bot.DEFENSIVE):
        authored = walk(scenario, bot, 3, engine)
        other = walk(scenario, bot, 3, engine, speak=lambda s, seed, turns, taken: f"Hm. {len(turns)} words of another voice.")
        assert moods(list(authored.turns)) == moods(list(other.turns)) and authored.outcome is other.outcome


def test_one_good_reply_never_undoes_five_bad_ones():
    bad = script("freezer_for_saturday", "bad")[:5]
    turns, _ = talk(FREEZER, bad[:3] + [HEARD])
    assert moods(turns)[-1].anger > FREEZER.start.anger - 0.5


def test_an_unkeepable_promise_comes_back():
    turns, _ = talk(FREEZER, ["I guarantee it will never happen again.", HEARD, PLAN, "I'll call you at 1 tomorrow."])
    assert turns[-1].state.caught or any(t.state.caught for t in turns)
    assert any(t.text in FREEZER.lines["caught_promise"].hot + FREEZER.lines["caught_promise"].tense for t in turns)


def test_taking_a_promise_back_spares_the_reckoning():
    turns, _ = talk(FREEZER, ["I guarantee it will never happen again.", "I shouldn't have promised that; I can't. " + PLAN, "What exactly is on Saturday?"])
    assert not any(t.state.caught for t in turns)


def test_giving_away_the_red_line_is_exploited_and_shows():
    turns, _ = talk(FREEZER, [HEARD, "All right, I'll give you 20% off the freezer, ok?"])
    assert turns[-1].state.gave_away == ("price_cut",)
    assert turns[-1].text in FREEZER.red_lines[0].exploit
    assert not next(o for o in engine.objectives(FREEZER, turns[-1].state) if o.id == "kept_limits").met


def test_refusing_the_red_line_is_not_giving_it_away():
    turns, _ = talk(FREEZER, ["I can't take money off the price, but I can send the van tomorrow between 2 and 4."])
    assert turns[-1].state.gave_away == ()


def test_a_plan_without_being_heard_is_taken_coolly():
    turns, _ = talk(FREEZER, [PLAN])
    assert turns[-1].text.split("?")[0] and any(turns[-1].text.startswith(x[:25]) for x in FREEZER.lines["cold_plan"].hot)


def test_the_trainee_can_end_a_talk_that_settled_nothing():
    turns, _ = talk(FREEZER, [PLAN])
    assert engine.closing(FREEZER, 1, turns).ending.kind is EndingKind.LEFT_OPEN


def test_no_text_however_odd_breaks_the_engine():
    rng = random.Random(7)
    odd = ["", " ", "\n", "?" * 500, "{words} {0} %s \\", "🙂" * 50, "a" * 4000, "Ø" * 30, "<script>alert(1)</script>", "$x$ :red[y]", "‮abc", "\x00", "I'll" * 300]
    odd += ["".join(chr(rng.randrange(32, 0x2FFF)) for _ in range(60)) for _ in range(30)]
    for text in odd:
        turns, _ = talk(FREEZER, [HEARD, text])
        assert turns[-1].text and "{" not in turns[-1].text


def test_events_quote_the_reply():
    for reply in script("freezer_for_saturday", "good") + script("freezer_for_saturday", "bad"):
        turns, _ = talk(FREEZER, [reply])
        for event in turns[1].events:
            assert event.words in reply or event.act is Act.PASSES_OVER


def test_the_client_prompt_material_holds_no_rubric_words():
    for scenario in SCENARIOS.values():
        for reply in (HEARD, BLAME, PLAN):
            turns, _ = talk(scenario, [reply])
            taken = engine.take(scenario, 1, turns[:1], reply)
            assert not any(w in taken.direction.stage.lower() for w in ("rubric", "score", "empathy level", "pass mark"))


def test_every_act_has_a_weight():
    assert set(movement.WEIGHTS) == set(Act)
