"""The people of one's teams: found by name, filtered by team and role, each with what one may know of them."""

from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.permissions import is_owner, may
from trainer.screens import role_words, ways, words
from trainer.screens.address import choose, page_of_rows
from trainer.screens.desk import desk
from trainer.services.staff import Listed

A_SCREENFUL = 20
STATES = {"in": "Can sign in", "out": "Shut out", "all": "Everybody"}


def manageable(who: Person, teams: dict[str, str]) -> dict[str, str]:
    """Those of the teams in which this person may invite and change people."""
    return {t: name for t, name in teams.items() if may(who, "Accounts.invite", t)}


def draw_list(who: Person, teams: dict[str, str]) -> None:
    """The whole part."""
    everybody = [p for p in desk().team.accounts.people(who).people if p.person.email or p.person.roles]
    names = {t.id: t.name for t in desk().team.accounts.teams(who)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        find = _find()
        team = choose("Team", "team", {"": "All my teams", **teams}) if len(teams) > 1 else ""
        state = choose("Who", "state", STATES, "in")
    rows = [p for p in everybody if _fits(p, find, team, state)]
    if len(everybody) <= 1:
        st.info("Nobody else is here yet. " + ("Invite the first ones." if teams else "Make a team first, then invite people into it."),
                icon=":material/group_add:")
        if is_owner(who) and not teams:
            ways.link("people", "Make a team", icon=":material/add:", part="teams")
        else:
            ways.link("people", "Invite somebody", icon=":material/person_add:", part="invite")
    if not rows:
        st.info("Nobody fits what is chosen above.", icon=":material/filter_alt_off:")
    else:
        st.caption(words.count(len(rows), "person", "people"))
    for row in page_of_rows(rows, A_SCREENFUL):
        _row(row, names, who)


def _find() -> str:
    # Not bound to the address by Streamlit: a bound field would take "find" along to the screen of one person, and lose who that is.
    st.session_state["address_find"] = st.query_params.get("find", "")
    return st.text_input("Search", key="address_find", placeholder="Name or address", icon=":material/search:", on_change=_keep_find)


def _keep_find() -> None:
    st.query_params.pop("at", None)
    if st.session_state["address_find"].strip():
        st.query_params["find"] = st.session_state["address_find"].strip()
    else:
        st.query_params.pop("find", None)


def _fits(row: Listed, find: str, team: str, state: str) -> bool:
    p = row.person
    return ((not find or find.strip().lower() in f"{p.name} {p.email}".lower()) and (not team or team in p.roles)
            and (state == "all" or p.active == (state == "in")))


def _row(row: Listed, names: dict[str, str], who: Person) -> None:
    p = row.person
    you = " (you)" if p.id == who.id else ""
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.markdown(f"**{words.literal(p.name)}**{you} {role_words.roles_badges(p, names)}  \n:gray[{words.literal(p.email)}]")
        ways.link("people", "Look and change", icon=":material/arrow_forward:", person=p.id)
