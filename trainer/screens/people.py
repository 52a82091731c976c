"""People: who is in which team with which role, who is invited, and the teams themselves."""

from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.permissions import is_owner
from trainer.screens import people_inviting, people_list, people_many, people_one, people_teams
from trainer.screens.address import choose_part, say_again
from trainer.screens.desk import desk, person

PARTS = {"people": "People", "invite": "Invite", "many": "Invite many", "teams": "Teams"}


def draw() -> None:
    """The list; or, where the address says so, one person, inviting, or the teams."""
    who = person()
    say_again()
    if st.query_params.get("person"):
        people_one.draw_one(who, st.query_params["person"])
        return
    st.title("People", anchor=False)
    teams = _teams(who)
    if not teams and not is_owner(who):
        st.info("You manage no team any more. Ask an owner of this trainer.", icon=":material/group_off:")
        return
    part = choose_part("What to do", "part", {k: v for k, v in PARTS.items() if k != "teams" or is_owner(who)}, "people")
    if part == "invite":
        people_inviting.draw_inviting(who, teams)
    elif part == "many":
        people_many.draw_many(who, teams)
    elif part == "teams":
        people_teams.draw_teams(who)
    else:
        people_list.draw_list(who, teams)


def _teams(who: Person) -> dict[str, str]:
    """The teams in which this person may invite: id → name."""
    return people_list.manageable(who, {t.id: t.name for t in desk().team.accounts.teams(who)})
