"""What was said, as the trainee saw it: each reply under the line that it answers, and the client's last line."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from trainer.domain.conversation import Turn
from trainer.screens import words
from trainer.services.reviewing import Reading


def numbered(reading: Reading) -> Iterator[tuple[int, Turn | None, Turn]]:
    """(1, 2, …; the client's line before it; the reply) of each reply."""
    turns, k = reading.record.turns, 0
    for i, turn in enumerate(turns):
        if turn.who == "trainee":
            k += 1
            yield k, turns[i - 1] if i else None, turn


def draw_said(reading: Reading, k: int, line: Turn | None, turn: Turn) -> None:
    """One reply under its line."""
    st.header(f"Reply {k}", anchor=f"reply-{k}")
    if line is not None:
        st.markdown(f":gray[{words.literal(reading.scenario.client.name)}:] {words.literal(line.text)}")
    st.markdown(f"**Trainee:** {words.literal(turn.text)}")


def draw_end(reading: Reading) -> None:
    """The client's last line, and how the talk ended."""
    record = reading.record
    last = record.turns[-1]
    if last.who == "client":
        st.markdown(f":gray[{words.literal(reading.scenario.client.name)}:] {words.literal(last.text)}")
    if record.practice.outcome:
        st.markdown(f":material/flag: **{words.OUTCOME[record.practice.outcome]}:** "
                    f"{words.literal(words.outcome_sentence(reading.scenario, record.practice.outcome))}")
