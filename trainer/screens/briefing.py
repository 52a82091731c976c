"""Briefing: who the client is, what I know, may and may not, what I want; my own notes; then the talk begins."""

from __future__ import annotations

import streamlit as st

from trainer.domain.practice import Mode, Practice
from trainer.domain.scenario import Scenario
from trainer.screens import terms_words, ways, widgets, words
from trainer.screens.assigned import before_the_first_word, terms_of
from trainer.screens.desk import desk, person


def draw() -> None:
    """The whole screen; its address names the scenario, and the assignment where it is one's own to do."""
    scenario_id, assignment = _asked()
    scenario = desk().library.scenario(scenario_id)
    waiting = _unstarted(scenario.id, assignment)
    terms = terms_of(assignment, scenario.id, waiting=waiting is not None)
    assessed = terms is not None and terms.mode is Mode.ASSESSMENT
    rubric = desk().library.rubric(terms.rubric if terms else scenario.rubric)
    ways.link("home", "All clients", icon=":material/arrow_back:")
    st.title(words.literal(scenario.title), anchor=False)
    widgets.scenario_badges(scenario)
    if scenario.content_warning:
        st.warning(words.literal(scenario.content_warning) + " Stepping out is one click away, without a score.",
                   icon=":material/warning:", title="Before you begin")
    if terms:
        before_the_first_word(terms)
    with st.container(border=True):
        st.markdown(f":material/person: **{words.literal(scenario.client.name)}**, {words.literal(scenario.client.job)}")
        st.markdown(words.literal(scenario.briefing.situation))
    st.markdown(f":material/badge: **Your seat:** {words.literal(scenario.briefing.role)}")
    st.markdown(f":material/flag: **Your aim:** {words.literal(scenario.briefing.aim)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        _start_button(scenario, waiting, "top", assignment)
        if not assessed:
            ways.link("watch", "Watch a good talk first", icon=":material/visibility:", scenario=scenario.id)
    widgets.draw_facts(scenario)
    if (terms and terms.objectives_shown or rubric.objectives_shown) == "before":
        st.markdown(widgets.signed_list("A good talk gets this far", [o.text for o in scenario.objectives], "target",
                                        "violet"))
    st.header("Prepare", anchor=False)
    st.markdown("A minute of thought before the talk. Your notes are kept and stay beside the talk."
                + (" The first note opens your attempt, which then waits for you." if terms and terms.max_attempts and not waiting else ""))
    _prepare(scenario, waiting, assignment)
    with st.expander("How your replies will be rated", icon=":material/menu_book:"):
        widgets.rubric_to_read(rubric)
    with st.container(border=True):
        widgets.who_sees(desk().voice, terms_words.who_reads(terms) if terms else "only you")
        _start_button(scenario, waiting, "bottom", assignment)


def _asked() -> tuple[str, str]:
    """Scenario and assignment of the address. Streamlit's back button can bring the address without either: then it was
    the last one shown here. One with a scenario alone means practice on one's own."""
    whole = "scenario" in st.query_params
    scenario_id = ways.asked("scenario")
    if whole:
        st.session_state["briefed_under"] = st.query_params.get("assignment", "")
    elif st.session_state.get("briefed_under"):
        st.query_params["assignment"] = st.session_state["briefed_under"]
    return scenario_id, st.query_params.get("assignment", "")


def _unstarted(scenario_id: str, assignment: str) -> Practice | None:
    """A practice of this scenario that was prepared but holds no reply yet: preparing twice makes no second one."""
    for row in desk().practising.mine(person()):
        p = row.practice
        if p.scenario_id == scenario_id and not p.over() and not row.replies and not p.branch_of and (p.assignment or "") == assignment:
            return p
    return None


def _prepare(scenario: Scenario, waiting: Practice | None, assignment: str) -> None:
    kept = waiting.prepare if waiting else {}
    for i, question in enumerate(scenario.prepare):
        key = f"prepare_{scenario.id}{assignment}_{i}"
        if key not in st.session_state:
            st.session_state[key] = kept.get(question, "")
        st.text_area(words.literal(question), key=key, height=90, max_chars=1000, on_change=_keep, args=(scenario.id, assignment))
    if any(kept.values()):
        st.caption(":material/check: Your notes are kept.")


def _keep(scenario_id: str, assignment: str) -> None:
    """Keeps the notes as they are now; the first note brings the practice into being, so a reload finds it."""
    scenario = desk().library.scenario(scenario_id)
    answers = {question: st.session_state.get(f"prepare_{scenario_id}{assignment}_{i}", "").strip()
               for i, question in enumerate(scenario.prepare)}
    practice = _unstarted(scenario_id, assignment) or desk().practising.start(person(), scenario_id, assignment=assignment or None)
    desk().practising.prepare(person(), practice.id, answers)


def _start_button(scenario: Scenario, waiting: Practice | None, where: str, assignment: str) -> None:
    call = "Call" if scenario.trainee_opens else "Start the talk with"
    if st.button(f"{call} {scenario.client.name}", type="primary", icon=":material/forum:", key=f"start_{where}"):
        practice = (waiting or _unstarted(scenario.id, assignment)
                    or desk().practising.start(person(), scenario.id, assignment=assignment or None))
        ways.go("talk", practice=practice.id)
