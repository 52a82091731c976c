"""One talk under review: read and rated blind first, then the levels beside one's own, comments, and whose levels stand."""

from __future__ import annotations

import streamlit as st

from trainer.domain.conversation import replies
from trainer.domain.people import Role
from trainer.domain.practice import Mode
from trainer.domain.rubric import Dimension, Rubric
from trainer.screens import review_blind, review_revealed, view, ways, widgets, words
from trainer.screens.desk import desk, person
from trainer.screens.review_draft import Fields
from trainer.services.reviewing import Reading


def draw() -> None:
    """The whole screen; its address holds the practice's id."""
    who, practice_id = person(), ways.asked("practice")
    reading = desk().team.reviewing.read(who, practice_id)
    reviewer = Role.REVIEWER in who.roles.get(reading.record.practice.team or "", ())
    if reviewer:
        ways.link("reviews", "All that waits", icon=":material/arrow_back:")
    else:
        ways.link("team", "Team progress", icon=":material/arrow_back:")
    st.title(words.literal(reading.scenario.title), anchor=False)
    _what_it_is(reading)
    with st.expander("What the trainee had read", icon=":material/menu_book:"):
        st.markdown(words.literal(reading.scenario.briefing.situation))
        st.markdown(f":material/flag: {words.literal(reading.scenario.briefing.aim)}")
        widgets.draw_facts(reading.scenario)
    with st.sidebar:
        # Beside the talk on a wide screen; on a phone behind the button at its edge, and under each question mark.
        st.markdown(":material/straighten: **What the levels mean**")
        _rubric(reading.rubric)
    if not replies(reading.record.turns):
        st.info("Nothing was said in this talk; there is nothing to rate.", icon=":material/speaker_notes_off:")
        return
    if not reading.record.practice.over():
        st.info("This talk is still going on. Read along; rate it when it has ended.", icon=":material/forum:")
    fields = Fields(practice_id)
    if reading.blind:
        review_blind.draw_blind(who, reading, fields)
    else:
        review_revealed.draw_revealed(who, reading, fields, reviewer)
    view.show("top", f"{practice_id}{reading.blind}")


def _what_it_is(reading: Reading) -> None:
    practice = reading.record.practice
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(words.literal(reading.name or "somebody"), color="gray", icon=":material/person:")
        if practice.mode is Mode.ASSESSMENT:
            st.badge("Assessment", color="violet", icon=":material/lock:")
        else:
            st.badge("Shared practice", color="violet", icon=":material/share:")
        st.badge(words.count(len(replies(reading.record.turns)), "reply", "replies"), color="gray", icon=":material/forum:")
        if practice.ended_at:
            st.badge(words.short_day(practice.ended_at, st.context.timezone), color="gray", icon=":material/event:")
        if reading.blind:
            st.badge("Blind: no level is shown", color="blue", icon=":material/visibility_off:")


def _rubric(rubric: Rubric) -> None:
    """Each dimension under the name that its row of levels has here."""
    st.caption(words.literal(rubric.summary))
    for i, dimension in enumerate(rubric.dimensions):
        known = dimension.id in set(Dimension)
        with st.expander(words.DIMENSION[Dimension(dimension.id)] if known else dimension.name, expanded=i == 0):
            st.markdown(f"*{words.literal(dimension.question)}*")
            for level in reversed(dimension.levels):
                colour = words.LEVEL_COLOUR[level.level]
                st.markdown(f":{colour}-badge[{level.level} · {words.literal(level.name)}] {words.literal(level.means)}")
                if level.example:
                    st.caption(f"For example: “{words.literal(level.example)}”")
