"""The talk as it is seen: bubbles left and right, the typing sign, and the line that appears at speaking pace."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from trainer.domain.conversation import Turn
from trainer.domain.mood import Mood
from trainer.screens import words
from trainer.services.seen import LineStatus

DRAWS_A_SECOND = 20
SPEAKS = ("owed", "thinking", "speaking")


def bubble(who: str, name: str) -> Any:
    """An empty bubble: the client on the left, the trainee on the right."""
    if who == "client":
        return st.chat_message(name, avatar=":material/person:", width="content")
    # Streamlit fills the bubble of this name only.
    right = st.container(horizontal_alignment="right")
    return right.chat_message("user", avatar=":material/edit_note:", width="content")


def draw_turns(turns: Sequence[Turn], name: str) -> None:
    """Everything said so far; the words of both stay literal."""
    for turn in turns:
        with bubble(turn.who, name):
            st.text(turn.text)
            if turn.made_note:
                st.caption(words.literal(turn.made_note))


def draw_line_as_it_comes(name: str, status_of: Callable[[LineStatus | None], LineStatus], patience_s: float = 240.0) -> LineStatus:
    """Follows the line being spoken until it is whole, drawing only what is new. Returns the last status.

    Nothing depends on this loop: a click, a reload or a closed lid stops the drawing, never the line.
    """
    with bubble("client", name):
        place, beneath = st.empty(), st.container()
    place.markdown(f":gray[{words.literal(name)} is typing …]")
    shown, until, status = "", time.monotonic() + patience_s, None
    while True:
        status = status_of(status)
        if status.so_far and status.so_far != shown:
            shown = status.so_far
            place.text(shown)
        if status.state not in SPEAKS or time.monotonic() > until:
            if status.note:
                beneath.caption(words.literal(status.note))
            return status
        time.sleep(1 / DRAWS_A_SECOND)


_BAR = ('<div style="flex:1 1 7rem;min-width:7rem"><div style="display:flex;justify-content:space-between">'
        '<span>{name}</span><span>{word}</span></div>'
        '<div style="height:.45rem;border-radius:.3rem;background:rgba(128,128,128,.28);margin-top:.2rem">'
        '<div style="height:100%;width:{width:.0f}%;border-radius:.3rem;background:{colour}"></div></div></div>')


def mood_meter(mood: Mood) -> None:
    """Three bars with words; the words say it all, the bars repeat it."""
    def word(value: float) -> str:
        return "low" if value < 3.5 else "medium" if value < 6.5 else "high"

    bars = "".join(_BAR.format(name=name, word=word(value), width=value * 10, colour=colour) for name, value, colour in (
        ("Anger", mood.anger, "#C2543C"), ("Trust", mood.trust, "#2F8F6B"), ("Patience", mood.patience, "#4B7FB3")))
    st.html(f'<div role="group" aria-label="Mood of the client" '
            f'style="display:flex;flex-wrap:wrap;gap:1rem;font-size:.9rem">{bars}</div>')
