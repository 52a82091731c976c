"""Two tries of the same moment side by side: where they part, how the mood went, levels and outcome."""

from __future__ import annotations

import streamlit as st

from trainer.domain.conversation import replies
from trainer.domain.practice import Record
from trainer.domain.rating import Rating, standing
from trainer.domain.rubric import Dimension
from trainer.domain.scenario import Scenario
from trainer.screens import ways, words
from trainer.screens.desk import desk, person
from trainer.screens.picture import draw_picture


def draw() -> None:
    """The whole screen; its address holds both practices' ids."""
    practising = desk().practising
    first: Record = practising.record(person(), ways.asked("practice"))
    second: Record = practising.record(person(), ways.asked("other"))
    scenario = practising.frozen_scenario(person(), first.practice.id)
    same = _shared(first, second)
    st.title("The same moment, two ways", anchor=False)
    st.markdown(f"Both talks with **{words.literal(scenario.client.name)}** are the same for "
                f"{words.count(sum(t.who == 'trainee' for t in first.turns[:same]), 'reply', 'replies')}. Then they part.")
    columns = st.columns(2, gap="medium")
    for column, title, record in ((columns[0], "First try", first), (columns[1], "Second try", second)):
        with column:
            _side(title, record, scenario, same)


def _shared(a: Record, b: Record) -> int:
    """How many turns both have in common from the start."""
    n = 0
    for x, y in zip(a.turns, b.turns, strict=False):
        if (x.who, x.text) != (y.who, y.text):
            break
        n += 1
    return n


def _side(title: str, record: Record, scenario: Scenario, same: int) -> None:
    st.header(title, anchor=False)
    outcome = record.practice.outcome
    if outcome:
        st.badge(words.OUTCOME[outcome], color=words.OUTCOME_COLOUR[outcome], icon=":material/flag:")
    score = desk().practising.score(person(), record.practice.id)
    st.markdown("No score: too short." if score.score is None else f"Talk score **{score.score:.0f}** of 100")
    draw_picture(desk().curve(record.turns, label=f"{title}: mood of the client"), key=f"curve_{title}")
    ways.link("debrief", f"Debrief of the {title.lower()}", icon=":material/insights:", practice=record.practice.id)
    before = len(replies(record.turns[:same]))
    for k, turn in enumerate(replies(record.turns[same:]), start=before + 1):
        answer = next((t for t in record.turns if t.n == turn.n + 1), None)
        with st.container(border=True):
            st.markdown(f"**Reply {k}:** {words.literal(turn.text)}")
            rating = standing(list(record.ratings.get(turn.n, ())))
            if isinstance(rating, Rating):
                st.markdown(" ".join(f":{words.LEVEL_COLOUR[rating.dimensions[d].level]}-badge[{words.DIMENSION[d]} "
                                     f"{rating.dimensions[d].level}]" for d in Dimension))
            st.caption(f"The client was then {words.mood_words(turn.state.mood)}.")
            if answer is not None:
                st.markdown(f":gray[{words.literal(scenario.client.name)}:] {words.literal(answer.text)}")
