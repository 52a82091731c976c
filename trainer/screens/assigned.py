"""What is assigned to me: what counts, until when, how far I am, and the way to begin."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from trainer.domain.assignment import Standing, Status, Terms
from trainer.domain.practice import Mode
from trainer.screens import ways, words
from trainer.screens.desk import desk, person
from trainer.services.assigning import Todo
from trainer.services.seen import PracticeRow

STATUS = {Status.NOT_STARTED: ("Not started", "gray", "radio_button_unchecked"), Status.IN_PROGRESS: ("In progress", "blue", "timelapse"),
          Status.COMPLETED: ("Completed", "green", "check_circle"), Status.DID_NOT_PASS: ("Did not pass", "red", "cancel"),
          Status.PAST_DUE: ("Past due", "orange", "event_busy")}


def draw_assigned(rows: list) -> None:
    """The block on the home screen; nothing where nothing is asked. ``rows``: the person's own talks."""
    at = desk()
    if not at.team.accounts.turned_on():
        return
    todos = at.team.assigning.assigned_to_me(person())
    if not todos:
        return
    running = {r.practice.assignment: r for r in rows if r.practice.assignment and not r.practice.over() and not r.practice.branch_of}
    still = [t for t in todos if t.assignment.id in running or (t.next is not None and t.standing.status is not Status.COMPLETED)]
    done = [t for t in todos if t not in still]
    titles = {s.id: s.title for s in at.library.scenarios()}
    if still:
        st.header("Assigned to you", icon=":material/assignment:", anchor=False)
    for todo in still:
        terms = todo.assignment.terms
        with st.container(border=True):
            with st.container(horizontal=True, gap="xsmall"):
                status_badge(todo.standing)
                if terms.mode is Mode.ASSESSMENT:
                    st.badge("Assessment", color="violet", icon=":material/lock:")
                if todo.reminded_at and todo.standing.status is not Status.COMPLETED:
                    st.badge("You were reminded", color="orange", icon=":material/notifications:")
            st.subheader(words.literal(terms.title), anchor=False)
            if terms.note:
                st.markdown(words.literal(terms.note))
            st.markdown(what_counts(terms))
            if terms.due_at:
                st.markdown(f":material/event: {until(terms.due_at)}")
            _path(todo, titles, running.get(todo.assignment.id))
    if done:
        with st.expander(f"{words.count(len(done), 'assignment')} behind you", icon=":material/inventory_2:"):
            for todo in done:
                with st.container(horizontal=True, vertical_alignment="center"):
                    status_badge(todo.standing)
                    best = "" if todo.standing.best is None else f", best {todo.standing.best:.0f} of 100"
                    st.markdown(f"{words.literal(todo.assignment.terms.title)}{best}")


def _path(todo: Todo, titles: dict[str, str], running: PracticeRow | None) -> None:
    terms, following = todo.assignment.terms, todo.next
    for n, scenario in enumerate(terms.scenarios, 1):
        standing = todo.each[scenario]
        _, colour, icon = STATUS[standing.status]
        left = "" if standing.attempts_left is None else f" · {words.count(standing.attempts_left, 'attempt')} left"
        best = "" if standing.best is None else f" · best {standing.best:.0f}"
        st.markdown(f":{colour}[:material/{icon}:] {f'{n}. ' if terms.in_order else ''}{words.literal(titles.get(scenario, scenario))}:gray[{best}{left}]")
    if running:
        if st.button(f"Carry on with {running.title}", type="primary", icon=":material/forum:", key=f"carry_on_{todo.assignment.id}"):
            if running.replies:
                ways.go("talk", practice=running.practice.id)
            ways.go("briefing", scenario=running.practice.scenario_id, assignment=todo.assignment.id)
    elif following:
        label = f"{'Prepare for' if terms.mode is Mode.ASSESSMENT else 'Practise'} {titles.get(following, following)}"
        if st.button(label, type="primary", icon=":material/arrow_forward:", key=f"begin_{todo.assignment.id}"):
            ways.go("briefing", scenario=following, assignment=todo.assignment.id)


def terms_of(assignment_id: str, scenario_id: str, begun: bool) -> Terms | None:
    """The terms on which a talk begins; of one already begun, whatever attempts are left. Raises NotAllowed with the reason."""
    if not assignment_id:
        return None
    at = desk()
    if begun:
        return next((t.assignment.terms for t in at.team.assigning.assigned_to_me(person()) if t.assignment.id == assignment_id), None)
    return at.team.assigning.may_start(person(), assignment_id, scenario_id)


def status_badge(standing: Standing) -> None:
    """Where somebody is, by sign, word and colour."""
    label, colour, icon = STATUS[standing.status]
    st.badge(f"{label}, late" if standing.late else label, color=colour, icon=f":material/{icon}:")


def what_counts(terms: Terms) -> str:
    """In a sentence: what is asked."""
    talks = "one talk" if (terms.min_attempts or 1) == 1 else f"{terms.min_attempts} talks"
    asked = f"{talks} with each client" if len(terms.scenarios) > 1 else talks
    score = f", at least {terms.min_score:g} of 100 in one of them" if terms.min_score is not None and (terms.min_attempts or 1) > 1 else \
        f", at least {terms.min_score:g} of 100" if terms.min_score is not None else ""
    most = "" if terms.max_attempts is None else f" At most {words.count(terms.max_attempts, 'attempt')} each."
    order = " In this order." if terms.in_order and len(terms.scenarios) > 1 else ""
    return f":material/flag: What counts: {asked}{score}.{most}{order}"


def until(due_at: str) -> str:
    """The due date in the person's own zone, and how far off it is."""
    days = (datetime.fromisoformat(due_at) - datetime.now(UTC)).total_seconds() / 86400
    off = "past" if days < 0 else "today" if days < 1 else "tomorrow" if days < 2 else f"in {int(days)} days"
    return f"Until {words.day(due_at, st.context.timezone)} ({off})"


def before_an_assigned_talk(terms: Terms) -> None:
    """What its trainee reads before the first word."""
    with st.container(border=True):
        st.markdown(f":violet[:material/assignment:] **{words.literal(terms.title)}**")
        st.markdown(what_counts(terms))
        if terms.mode is Mode.ASSESSMENT:
            st.markdown(":material/lock: **This is an assessment.** The managers and reviewers of your team read every word of it and its levels. "
                        "There are no hints, nothing can be taken back, and no moment can be tried again. Leaving early uses up an attempt.")
        else:
            st.markdown(":material/visibility: Your managers see that you did it and its score. The words stay yours, unless you share them.")
