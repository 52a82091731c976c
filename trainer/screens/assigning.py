"""Assignments: what a manager asks of whom, and how far everybody is."""

from __future__ import annotations

import streamlit as st

from trainer.domain.assignment import Status
from trainer.domain.errors import Conflict
from trainer.domain.people import Person
from trainer.domain.practice import Mode
from trainer.screens import ways, words
from trainer.screens.assigned import STATUS, status_badge, until, what_counts
from trainer.screens.assignment_form import fill
from trainer.screens.desk import desk, person
from trainer.screens.picture import draw_picture
from trainer.screens.team_choice import choose_team
from trainer.services.assigning import Overview


def draw() -> None:
    """The whole screen; its address names the team, and the assignment that is being edited."""
    who = person()
    team = choose_team(who, "Assigning.assignments")
    st.title("Assignments", anchor=False)
    if not team:
        st.info("There is no team yet. Make one under People.", icon=":material/group:")
        return
    names = {p.person.id: p.person.name for p in desk().team.accounts.people(who).people}
    asked = st.query_params.get("edit", "")
    if asked:
        _edit(who, team, asked)
        return
    with st.expander("Assign something", icon=":material/add_task:", expanded=st.query_params.get("new") == "1"):
        turn = st.session_state.get("assigned_so_far", 0)
        terms = fill(who, team, f"new_{turn}")
        if st.button("Assign", type="primary", icon=":material/send:", disabled=terms is None) and terms:
            desk().team.assigning.assign(who, terms)
            st.session_state["assigned_so_far"] = turn + 1
            st.toast("Assigned. They find it on their home screen.", icon=":material/send:")
            st.rerun()
    withdrawn = st.toggle("Show withdrawn ones too", key="withdrawn", bind="query-params")
    found = desk().team.assigning.assignments(who, team, withdrawn)
    if not found:
        st.info("Nothing is assigned in this team yet. Open “Assign something” above: choose a client, and you are done.", icon=":material/assignment:")
    for overview in found:
        _card(who, overview, names)


def _card(who: Person, overview: Overview, names: dict[str, str]) -> None:
    a, at = overview.assignment, desk()
    terms = a.terms
    titles = {s.id: s.title for s in at.library.scenarios()}
    with st.container(border=True):
        with st.container(horizontal=True, gap="xsmall"):
            if a.withdrawn_at:
                st.badge("Withdrawn", color="gray", icon=":material/undo:")
            if terms.mode is Mode.ASSESSMENT:
                st.badge("Assessment", color="violet", icon=":material/lock:")
            st.badge(words.count(len(overview.standing), "person", "people"), color="gray", icon=":material/group:")
        st.header(words.literal(terms.title), anchor=False)
        st.markdown(", ".join(words.literal(titles.get(s, s)) for s in terms.scenarios))
        st.markdown(what_counts(terms) + (f"  \n:material/event: {until(terms.due_at)}" if terms.due_at else ""))
        draw_picture(at.shares([(STATUS[s][0], overview.counts()[s]) for s in Status]), key=f"bar_{a.id}")
        with st.expander("Who is where", icon=":material/groups:"):
            if not overview.standing:
                st.caption("Nobody in this team is a trainee yet.")
            for person_id, standing in sorted(overview.standing.items(), key=lambda x: names.get(x[0], "")):
                with st.container(horizontal=True, vertical_alignment="center"):
                    status_badge(standing)
                    best = "" if standing.best is None else f" · best {standing.best:.0f} of 100"
                    st.markdown(f"{words.literal(names.get(person_id, 'somebody'))}:gray[ · {words.count(standing.attempts, 'attempt')}{best}]")
                    ways.link("team", "Their talks", icon=":material/insights:", team=terms.team, who=person_id)
        if not a.withdrawn_at:
            with st.container(horizontal=True):
                if st.button("Edit", key=f"edit_{a.id}", icon=":material/edit:"):
                    ways.go("assignments", team=terms.team, edit=a.id)
                if st.button("Remind", key=f"remind_{a.id}", icon=":material/notifications:", help="Those who are not done see it on their home screen."):
                    n = at.team.assigning.remind(who, a.id)
                    st.toast(f"{words.count(n, 'person', 'people')} reminded." if n else "Everybody is done: nobody needed reminding.", icon=":material/notifications:")
                with st.popover("Withdraw", icon=":material/undo:"):
                    st.markdown("It is no longer asked of anybody. What was practised stays.")
                    if st.button("Yes, withdraw it", key=f"withdraw_{a.id}"):
                        at.team.assigning.withdraw(who, a.id, a.version)
                        st.rerun()


def _edit(who: Person, team: str, assignment_id: str) -> None:
    found = next((o.assignment for o in desk().team.assigning.assignments(who, team) if o.assignment.id == assignment_id), None)
    ways.link("assignments", "All assignments", icon=":material/arrow_back:", team=team)
    if found is None:
        st.info("This assignment is not there any more: it has been withdrawn.", icon=":material/undo:")
        return
    began = st.session_state.setdefault(f"editing_{assignment_id}", found.version)
    terms = fill(who, team, f"edit_{assignment_id}_{began}", found.terms)
    if found.version != began:
        st.warning(f"Somebody has changed this assignment while you were editing. It now asks: {what_counts(found.terms)}", icon=":material/group:",
                   title="Look before you save")
        if st.button("Mine shall stand all the same", icon=":material/merge:", disabled=terms is None) and terms:
            _save(who, assignment_id, terms, found.version, team)
        return
    if st.button("Save", type="primary", icon=":material/save:", disabled=terms is None or terms == found.terms) and terms:
        _save(who, assignment_id, terms, began, team)


def _save(who: Person, assignment_id: str, terms, version: int, team: str) -> None:
    try:
        desk().team.assigning.edit(who, assignment_id, terms, version)
    except Conflict as late:
        st.error(words.literal(late.cure), title=words.literal(late.message), icon=":material/group:")
        return
    st.session_state.pop(f"editing_{assignment_id}", None)
    st.toast("Saved.", icon=":material/save:")
    ways.go("assignments", team=team)
