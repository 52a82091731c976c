"""The first practice, explained as it goes: what to look at now, in one or two sentences."""

from __future__ import annotations

import streamlit as st

from trainer.domain.acts import Act
from trainer.domain.conversation import Turn
from trainer.domain.scenario import Scenario
from trainer.screens import words

_HELPED = (
    (Act.NAMES_FEELING, "You said what this does to them."),
    (Act.OWNS, "You stood by your side's part in it."),
    (Act.ASKS_OPEN, "You asked, and let them talk."),
    (Act.PROMISES_CONCRETELY, "You named a step with a time to it."),
    (Act.SUMMARISES, "You said back what you heard."),
)
_HURT = (
    (Act.BLAMES, "That sounded like blame."),
    (Act.EXCUSES, "That sounded like an excuse."),
    (Act.DISMISSES, "That made the problem small."),
    (Act.STOCK_PHRASE, "A stock phrase rarely lands."),
    (Act.PROMISES_VAGUELY, "“Soon” is hard to trust."),
    (Act.PASSES_OVER, "Their feeling or question was left standing."),
)


def draw_guide(scenario: Scenario, turns: tuple[Turn, ...]) -> None:
    """One note under the talk, by how many replies there are."""
    said = [t for t in turns if t.who == "trainee"]
    if not said:
        text = (f"Read what {scenario.client.name} says. Do not solve it yet. First show that you have understood what "
                "this costs them, in your own words. Type your reply below and press Enter.")
    elif len(said) == 1:
        text = f"{_what_happened(turns)} Now ask an open question: what, how, since when?"
    elif len(said) == 2:
        text = f"{_what_happened(turns)} Now offer one step: who does it, and by when. Ask whether that suits them."
    else:
        text = (f"{_what_happened(turns)} That is enough for a first debrief: end the talk below, "
                "or go on as long as you like.")
    st.info(words.literal(text), icon=":material/lightbulb:", title=f"Step {min(len(said) + 1, 4)} of 4")


def _what_happened(turns: tuple[Turn, ...]) -> str:
    last = max(i for i, t in enumerate(turns) if t.who == "trainee")
    after = turns[last].state.mood
    before = turns[last - 1].state.mood if last else after
    acts = {e.act for e in turns[last].events}
    helped = [sentence for act, sentence in _HELPED if act in acts]
    hurt = [sentence for act, sentence in _HURT if act in acts]
    calmer, hotter = after.anger < before.anger - 0.05, after.anger > before.anger + 0.05
    if calmer or (after.trust > before.trust + 0.05 and not hotter):
        return f"{helped[0] if helped else 'That helped.'} The client came a little closer."
    if hotter:
        return f"{hurt[0] if hurt else 'That did not help.'} The client got hotter."
    return f"{(hurt or helped or ['That moved little.'])[0]} The mood hardly changed."
