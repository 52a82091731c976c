"""What several screens draw: a person's card, lists with a sign, the rubric to read, who will see the talk."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.screens import words
from trainer.screens.desk import Voice


def scenario_badges(scenario: Scenario) -> None:
    """Challenge, difficulty, minutes and replies, in one row."""
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(words.CHALLENGE[scenario.challenge], color="blue")
        st.badge(words.DIFFICULTY[scenario.difficulty], color=words.DIFFICULTY_COLOUR[scenario.difficulty])
        st.badge(f"about {scenario.minutes} minutes", color="gray", icon=":material/schedule:")
        st.badge(f"{scenario.floor} to {scenario.ceiling} replies", color="gray", icon=":material/forum:")


def signed_list(title: str, items: Iterable[str], icon: str, colour: str) -> str:
    """A short list under a small heading; the sign repeats what the heading says, so nothing rests on colour."""
    listed = "\n".join(f"- {words.literal(item)}" for item in items)
    return f":{colour}[:material/{icon}:] **{title}**\n\n{listed}"


def _facts(scenario: Scenario) -> tuple[str, str, str]:
    briefing = scenario.briefing
    return (signed_list("You know", briefing.you_know, "info", "blue"),
            signed_list("You may offer", briefing.you_may_offer, "check_circle", "green"),
            signed_list("You may not", briefing.you_may_not, "block", "red"))


def facts_in_words(scenario: Scenario) -> str:
    """What the trainee knows, may offer and may not, below each other."""
    return "\n\n".join(_facts(scenario))


def draw_facts(scenario: Scenario) -> None:
    """The same with may and may not side by side."""
    know, may, may_not = _facts(scenario)
    st.markdown(know)
    left, right = st.columns(2, gap="medium")
    left.markdown(may)
    right.markdown(may_not)


def rubric_to_read(rubric: Rubric) -> None:
    """Each dimension with its five levels and an example where there is one."""
    st.markdown(words.literal(rubric.summary))
    for tab, dimension in zip(st.tabs([d.name for d in rubric.dimensions]), rubric.dimensions, strict=True):
        with tab:
            st.markdown(f"*{words.literal(dimension.question)}*")
            for level in reversed(dimension.levels):
                colour = words.LEVEL_COLOUR[level.level]
                st.markdown(f":{colour}-badge[{level.level} · {words.literal(level.name)}] {words.literal(level.means)}")
                if level.example:
                    st.caption(f"For example: “{words.literal(level.example)}”")


def who_sees(voice: Voice, seen: str = "only you") -> None:
    """Who will read the words, before the first of them is written."""
    st.markdown(f":material/visibility: **Who sees this talk:** {seen}.")
    if not voice.server:
        st.markdown(":material/lock: **Where your words go:** nowhere. They stay on this machine.")
        return
    does = " and ".join(filter(None, (f"*{words.literal(voice.model)}* plays the client" if voice.model else "",
                                      f"*{words.literal(voice.judge)}* rates your replies" if voice.judge else "")))
    st.markdown(f":material/cloud_upload: **Where your words go:** to {words.literal(voice.server)}, where {does}. "
                "Do not write real names or secrets.")


def model_note(voice: Voice) -> str:
    """One short sentence on who speaks the client."""
    return "The client is scripted." if voice.scripted() else f"The client is played by {voice.model}."
