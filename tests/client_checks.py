"""What must be true of the client, as checks over an engine; run on the real one, and on broken ones that they have to catch."""

from __future__ import annotations

from pathlib import Path

from trainer.bots.policies import Bot
from trainer.bots.walk import walk
from trainer.client import engine
from trainer.client.movement import HARDEN, SOFTEN
from trainer.domain.conversation import Turn
from trainer.domain.scenario import EndingKind, Scenario
from trainer.library import FileLibrary

DATA = Path(__file__).parent / "data" / "talks"
LIBRARY = FileLibrary()
SCENARIOS = {s.id: s for s in LIBRARY.scenarios()}
FREEZER = SCENARIOS["freezer_for_saturday"]
GOOD_ENDINGS = (EndingKind.RESOLVED, EndingKind.HANDED_OVER, EndingKind.PARTED_WAYS)

HEARD = "You've been left in the dark for two days with Saturday coming up, no wonder you're angry. We should have called you on Tuesday."
PLAN = "It's in our Hull depot. I'll book the van for tomorrow between 2 and 4."
BLAME = "You should have checked your email, as I already told you."
INSULT = "You're an idiot, shut up."
ASK_SATURDAY = "What exactly is on Saturday, and when do you need it running?"
EMPTY_REPLIES = ("ok", "hm", "?", "yes", "asdf qwer jkl")


def script(scenario_id: str, kind: str) -> list[str]:
    """The shipped script of replies, good or bad."""
    return [x for x in (DATA / f"{scenario_id}.{kind}.txt").read_text(encoding="utf-8").splitlines() if x.strip()]


def talk(scenario: Scenario, replies: list[str], seed: int = 1) -> tuple[list[Turn], EndingKind | None]:
    """A talk with these replies, until they run out or it ends."""
    turns = [Turn(n=0, who="client", text=scenario.opening, state=engine.opening(scenario))]
    for reply in replies:
        taken = engine.take(scenario, seed, turns, reply)
        turns.append(Turn(n=len(turns), who="trainee", text=reply, state=taken.state, events=taken.events))
        turns.append(Turn(n=len(turns), who="client", text=taken.direction.line, state=taken.state))
        if taken.ending:
            return turns, taken.ending.kind
    return turns, None


def moods(turns: list[Turn]):
    """The mood after each reply."""
    return [t.state.mood for t in turns if t.who == "trainee"]


def being_heard_softens() -> None:
    turns, _ = talk(FREEZER, [HEARD])
    assert moods(turns)[0].anger < FREEZER.start.anger - 0.5
    assert moods(turns)[0].trust > FREEZER.start.trust


def blame_hardens() -> None:
    turns, _ = talk(FREEZER, [HEARD, BLAME])
    first, second = moods(turns)
    assert second.anger > first.anger + 0.5 and second.trust < first.trust


def facts_are_earned() -> None:
    quiet, _ = talk(FREEZER, [PLAN, "I'll call you tomorrow at 1 pm."])
    assert quiet[-1].state.facts == ()
    early, _ = talk(FREEZER, [BLAME, ASK_SATURDAY])
    assert "wedding" not in early[-1].state.facts
    earned, _ = talk(FREEZER, [HEARD, ASK_SATURDAY])
    assert "wedding" in earned[-1].state.facts
    assert earned[-1].text in FREEZER.hidden_facts[0].lines


def an_insult_costs_most() -> None:
    insulted, _ = talk(FREEZER, [INSULT])
    plain, _ = talk(FREEZER, ["I have the order in front of me now."])
    assert moods(insulted)[0].anger >= moods(plain)[0].anger + 1
    assert moods(insulted)[0].patience <= moods(plain)[0].patience - 1
    assert insulted[-1].text in FREEZER.lines["insulted"].hot


def no_step_is_larger_than_its_bound() -> None:
    for scenario in SCENARIOS.values():
        soften, harden = SOFTEN[scenario.difficulty], HARDEN[scenario.difficulty]
        assert soften <= 1.7 and harden <= 2.6
        for bot in (Bot.SKILLED, Bot.DEFENSIVE):
            run = walk(scenario, bot, 0, engine)
            known = [scenario.start] + [t.state.mood for t in run.turns if t.who == "trainee"]
            for a, b in zip(known, known[1:], strict=False):
                assert -soften - 1e-6 <= b.anger - a.anger <= harden + 1e-6, (scenario.id, bot)
                assert -harden - 1e-6 <= b.trust - a.trust <= 0.8 * soften + 1e-6, (scenario.id, bot)


def time_alone_settles_nothing() -> None:
    for scenario in SCENARIOS.values():
        for bot in (Bot.WARM_BUT_EMPTY, Bot.SORRY_ONLY, Bot.STUFFER):
            assert walk(scenario, bot, 0, engine).outcome not in GOOD_ENDINGS, (scenario.id, bot)


def beats_play() -> None:
    vague = "Someone will look into it as soon as possible."
    again = "We'll keep you posted and do our best."
    turns, _ = talk(FREEZER, [vague, again])
    assert "second_vague" in turns[-1].state.beats
    assert turns[-1].text in FREEZER.beats[1].lines


def no_line_is_said_twice() -> None:
    for scenario in SCENARIOS.values():
        for replies in (["Someone will look into it soon, we'll see."] * 1 + ["I'm sorry about that."] * 5 + ["Hm, I see, right then."] * 6, script("freezer_for_saturday", "bad")):
            turns, _ = talk(scenario, replies)
            said = [t.text for t in turns if t.who == "client"]
            assert len(said) == len(set(said)), (scenario.id, said)


def worse_replies_leave_a_worse_mood() -> None:
    good, _ = talk(FREEZER, script("freezer_for_saturday", "good"))
    bad, _ = talk(FREEZER, script("freezer_for_saturday", "bad"))
    for a, b in zip(moods(good), moods(bad), strict=False):
        assert a.anger < b.anger and a.trust > b.trust and a.patience > b.patience


def empty_replies_cost() -> None:
    for reply in EMPTY_REPLIES:
        turns, _ = talk(FREEZER, [reply])
        assert moods(turns)[0].anger > FREEZER.start.anger and moods(turns)[0].patience < FREEZER.start.patience - 0.5, reply


CHECKS = {f.__name__: f for f in (
    being_heard_softens, blame_hardens, facts_are_earned, an_insult_costs_most, no_step_is_larger_than_its_bound, time_alone_settles_nothing,
    beats_play, no_line_is_said_twice, worse_replies_leave_a_worse_mood, empty_replies_cost)}
