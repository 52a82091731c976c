"""Teams: made, renamed, and how long the words of their talks are kept."""

from __future__ import annotations

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.domain.people import Person, Role
from trainer.screens import words
from trainer.screens.desk import desk
from trainer.services.privacy import MOST_DAYS

_SAID = "_team_said"


def draw_teams(who: Person) -> None:
    """The whole part; owners only, as the services see to."""
    if said := st.session_state.pop(_SAID, None):
        (st.success if said[0] else st.error)(words.literal(said[1]), icon=":material/check_circle:" if said[0] else ":material/error:")
    teams = desk().team.accounts.teams(who)
    people = [p.person for p in desk().team.accounts.people(who).people if p.person.active]
    if not teams:
        st.info("There is no team yet. People practise, are assigned to and reviewed in teams: make the first.", icon=":material/group_add:")
    for team in teams:
        inside = [p for p in people if team.id in p.roles]
        managers = ", ".join(words.literal(p.name) for p in inside if Role.MANAGER in p.roles[team.id])
        with st.container(border=True):
            st.header(words.literal(team.name), anchor=False)
            kept = f"words are kept {words.count(team.retention_days, 'day')}" if team.retention_days else "words are kept for good"
            st.markdown(f":gray[{words.count(len(inside), 'person', 'people')} · managed by {managers or 'nobody yet'} · {kept}]")
            with st.container(horizontal=True):
                with st.popover("Rename", icon=":material/edit:"), st.form(f"rename_{team.id}", border=False):
                    name = st.text_input("Name of the team", team.name, key=f"name_{team.id}")
                    if st.form_submit_button("Save", icon=":material/save:"):
                        _do(lambda t=team, n=name: desk().team.accounts.rename_team(who, t.id, n), f"The team is called {name.strip()} now.")
                with st.popover("How long words are kept", icon=":material/auto_delete:"), st.form(f"days_{team.id}", border=False):
                    st.markdown("After so many days, what was said in the team's talks is deleted, once a day. Scores and levels stay. "
                                "**What is deleted cannot be brought back**: a shorter time also deletes what is older than it now.")
                    days = st.number_input("Days (empty: for good)", 1, MOST_DAYS, team.retention_days, key=f"keep_{team.id}")
                    if st.form_submit_button("Save", icon=":material/save:"):
                        _do(lambda t=team, d=days: desk().team.privacy.set_retention(who, t.id, None if d is None else int(d)),
                            f"{team.name}: words are kept {words.count(int(days), 'day') if days else 'for good'}.")
    with st.form("new_team", border=True, clear_on_submit=True):
        st.header("A new team", anchor=False)
        name = st.text_input("Name of the new team", key="new_team_name")
        if st.form_submit_button("Make the team", type="primary", icon=":material/group_add:"):
            _do(lambda: desk().team.accounts.new_team(who, name), f"There is a team {name.strip()} now. Invite people into it.")


def _do(act, said: str) -> None:
    try:
        act()
        st.session_state[_SAID] = (True, said)
    except TrainerError as refused:
        st.session_state[_SAID] = (False, str(refused))
    st.rerun()
