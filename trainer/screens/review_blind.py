"""A talk before its levels are shown: read, rated reply by reply or as a whole, handed in."""

from __future__ import annotations

import streamlit as st

from trainer.domain.conversation import replies
from trainer.domain.people import Person
from trainer.screens import review_levels, words
from trainer.screens.desk import desk
from trainer.screens.review_draft import Fields
from trainer.screens.review_said import draw_end, draw_said, numbered
from trainer.services.reviewing import Reading


def draw_blind(who: Person, reading: Reading, fields: Fields) -> None:
    """All replies with four rows each, the whole talk, and one way on."""
    over = reading.record.practice.over()
    given, half = {}, []
    st.caption("Rate each reply, or only some, or the talk as a whole. What you choose is kept at once; you can go on another day. "
               "With the keyboard: Tab to a row, Space or the arrow keys to choose a level. "
               "What the levels mean stands at the side (on a phone behind » at the top), and behind each question mark.")
    for k, line, turn in numbered(reading):
        with st.container(border=True):
            draw_said(reading, k, line, turn)
            if not over:
                continue
            levels = review_levels.ask(fields, str(turn.n), reading.rubric)
            if levels:
                given[turn.n] = levels
            elif review_levels.begun(fields, str(turn.n)):
                half.append(f"reply {k}")
    draw_end(reading)
    if not over:
        return
    with st.container(border=True):
        st.header("The talk as a whole", anchor=False)
        st.caption("If you like, or instead of its replies. It stands beside the others and makes no score.")
        whole = review_levels.ask(fields, "whole", reading.rubric)
        if not whole and review_levels.begun(fields, "whole"):
            half.append("the talk as a whole")
        reason = st.text_area("A word on the whole (the trainee reads it, with your name)", max_chars=2000, height=80, **fields.field("reason"))
    _hand_in(who, reading, fields, given, half, whole, reason or "")


def _hand_in(who: Person, reading: Reading, fields: Fields, given: dict, half: list[str], whole, reason: str) -> None:
    practice_id, total = reading.record.practice.id, len(replies(reading.record.turns))
    with st.container(border=True):
        st.markdown(f"**{len(given)} of {words.count(total, 'reply', 'replies')} rated.**"
                    + (" **The whole talk too.**" if whole else "") + " What you leave out stays unrated; that is fine.")
        if half:
            st.markdown(f":orange[:material/info:] A level is missing: {', '.join(half)}. Complete it, or clear it.")
        with st.container(horizontal=True):
            if st.button("Keep my levels and show the others", type="primary", icon=":material/visibility:",
                         disabled=bool(half) or not (given or whole), help="After this your levels cannot be blind again; you can still change your mind."):
                desk().team.reviewing.rate(who, practice_id, given, reason, whole)
                fields.clear_all()
                st.rerun()
            with st.popover("Show the levels without rating", icon=":material/visibility_off:"):
                st.markdown("Whatever you rate afterwards no longer counts as blind, and makes no pair for the agreement figures. "
                            "This cannot be undone.")
                if st.button("Show them all the same", key="reveal"):
                    desk().team.reviewing.reveal(who, practice_id)
                    st.rerun()
