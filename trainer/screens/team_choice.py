"""Which of one's teams a screen speaks of; the choice stands in the address."""

from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.permissions import may
from trainer.screens import words
from trainer.screens.desk import desk


def choose_team(who: Person, action: str) -> str:
    """A team in which the person may do it, or an empty string where there is none. Drawn only where there is a choice."""
    teams = {t.id: t.name for t in desk().team.accounts.teams(who) if may(who, action, t.id)}
    if len(teams) < 2:
        return next(iter(teams), "")
    asked = st.query_params.get("team", "")
    ids = list(teams)
    chosen = st.selectbox("Team", ids, ids.index(asked) if asked in ids else 0, format_func=lambda t: words.literal(teams[t]), key=f"team_of_{action}")
    if chosen != asked:
        st.query_params["team"] = chosen
    return chosen
