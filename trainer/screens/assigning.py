"""Assignments: what a manager asks of whom, and how far everybody is."""

from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person
from trainer.screens import assignment_detail, assignment_editing, terms_words, ways, words
from trainer.screens.address import page_of_rows, say_again
from trainer.screens.desk import desk, person
from trainer.screens.status_bar import draw_status_bar
from trainer.screens.team_choice import choose_team
from trainer.services.assigning import Overview

A_SCREENFUL = 12


def draw() -> None:
    """The list; or, where the address says so, one assignment, its form, or a new one."""
    who = person()
    say_again()
    asked = st.query_params
    if asked.get("edit") or asked.get("new"):
        assignment_editing.draw_form(who)
    elif asked.get("assignment"):
        assignment_detail.draw_detail(who, asked.get("team") or choose_team(who, "Assigning.assignments"), asked["assignment"])
    else:
        _list(who)


def _list(who: Person) -> None:
    st.title("Assignments", anchor=False)
    team = choose_team(who, "Assigning.assignments")
    if not team:
        st.info("There is no team yet. Make one under People, and invite somebody.", icon=":material/group:")
        return
    if st.button("Assign something new", type="primary", icon=":material/add_task:"):
        ways.go("assignments", team=team, new="1")
    withdrawn = st.toggle("Show those withdrawn too", key="withdrawn", bind="query-params")
    found = desk().team.assigning.assignments(who, team, withdrawn)
    if not found:
        st.info("Nothing is assigned in this team. Choose a client, say until when, and everybody finds it on their home screen.",
                icon=":material/assignment:")
        return
    titles = {s.id: s.title for s in desk().library.scenarios()}
    for overview in page_of_rows(found, A_SCREENFUL):
        _card(overview, titles)


def _card(overview: Overview, titles: dict[str, str]) -> None:
    asked, terms = overview.assignment, overview.assignment.terms
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.header(words.literal(terms.title), anchor=False, width="content")
            ways.link("assignments", "Look and change", icon=":material/arrow_forward:", team=terms.team, assignment=asked.id)
        st.markdown(" ".join(filter(None, (
            ":gray-badge[:material/undo: Withdrawn]" if asked.withdrawn_at else "", terms_words.mode_badge(terms),
            terms_words.due_line(terms, st.context.timezone)))))
        st.markdown(f":gray[{words.count(len(overview.standing), 'person', 'people')} · {clients_of(overview, titles)}]")
        draw_shares(overview)


def clients_of(overview: Overview, titles: dict[str, str]) -> str:
    """The first few clients by title."""
    found = [words.literal(titles.get(s, s)) for s in overview.assignment.terms.scenarios]
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return ", ".join(found[:3]) + more


def draw_shares(overview: Overview) -> None:
    """How many people are where, as one bar."""
    if not overview.standing:
        st.markdown(":gray[Nobody to do it: there is no trainee among those asked.]")
        return
    draw_status_bar(overview.counts(), f"bar_{overview.assignment.id}")
