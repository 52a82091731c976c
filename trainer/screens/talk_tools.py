"""What one can do in a talk besides replying: a hint, take back, pause, end, and the safe way out."""

from __future__ import annotations

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.domain.practice import Mode, Record
from trainer.domain.scenario import Scenario
from trainer.screens import ways, words
from trainer.screens.desk import desk, person

PAUSE = "Pause and come back later"
END = "End and read the debrief"
LEAVE = "Step out without a score"


def draw_tools(record: Record, scenario: Scenario) -> None:
    """One row above the reply box."""
    # In a second try, what was said before its moment is not ended or taken back.
    practice_id, said = record.practice.id, bool(record.judged())
    free = record.practice.mode is Mode.PRACTICE
    with st.container(horizontal=True, gap="xsmall"):
        if free:
            st.button("Hint", icon=":material/lightbulb:", key="hint", on_click=_hint, args=(practice_id,),
                      help="Says what is still open, not what to write.")
            st.button("Take back", icon=":material/undo:", key="take_back", disabled=not said, on_click=_take_back,
                      args=(practice_id,), help="Your last reply and the answer to it leave the talk.")
        # One menu instead of three buttons in a popover: this row is drawn anew with every reply.
        st.menu_button("Pause or end", [PAUSE, END, LEAVE] if said else [PAUSE, LEAVE], icon=":material/stop_circle:",
                       key=f"ways_out_{practice_id}", on_click=_way_out, args=(practice_id,))
        if scenario.content_warning and st.button("Step out", icon=":material/exit_to_app:", key="leave_now",
                                                  help="Leaves at once, without a score. No questions."):
            _leave(practice_id)


def _way_out(practice_id: str) -> None:
    chosen = st.session_state[f"ways_out_{practice_id}"]
    if chosen == PAUSE:
        ways.go("home")
    elif chosen == LEAVE:
        _leave(practice_id)
    elif chosen == END:
        desk().practising.end(person(), practice_id)


def draw_hint(practice_id: str, n: int) -> None:
    """The hint asked for at this very point of the talk."""
    kept = st.session_state.get(f"hint_{practice_id}")
    if kept and kept[0] == n:
        st.info(words.literal(kept[1]), icon=":material/lightbulb:", title="Still open")


def _hint(practice_id: str) -> None:
    try:
        n = desk().practising.line(person(), practice_id).n
        st.session_state[f"hint_{practice_id}"] = (n, desk().practising.hint(person(), practice_id))
    except TrainerError as refused:
        st.session_state[f"trouble_{practice_id}"] = refused


def _take_back(practice_id: str) -> None:
    try:
        before = desk().practising.record(person(), practice_id)
        desk().practising.take_back(person(), practice_id)
        last = [t.text for t in before.turns if t.who == "trainee"][-1:]
        if last:
            st.session_state[f"kept_{practice_id}"] = last[0]
    except TrainerError as refused:
        st.session_state[f"trouble_{practice_id}"] = refused


def _leave(practice_id: str) -> None:
    desk().practising.leave(person(), practice_id)
    st.session_state["left_safely"] = True
    ways.go("home")
