"""The frame around every screen: its name, the ways between screens, and one place that says what went wrong."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from trainer.domain.errors import NotAllowed, TrainerError
from trainer.screens import briefing, compare, debrief, history, home, settings, talk, team_ways, watch, ways, words
from trainer.screens.desk import desk, person

NAME = "Difficult clients"
# A file of our own: a named icon would be fetched from another host.
ICON = Path(__file__).with_name("favicon.svg")


def main(first: str = "home") -> None:
    """Draws the screen that the address asks for; ``first`` is the one an address without a path opens."""
    st.set_page_config(page_title=NAME, page_icon=str(ICON), layout="centered",
                       initial_sidebar_state="auto")
    screens = {
        "home": st.Page(home.draw, title="Practise", icon=":material/forum:", url_path="home", default=first == "home",
                        help="The clients you can talk with, and what is next for you."),
        "history": st.Page(history.draw, title="My progress", icon=":material/trending_up:", url_path="progress",
                           default=first == "history", help="Your talks, and how you get better over time."),
        "settings": st.Page(settings.draw, title="Settings", icon=":material/settings:", url_path="settings",
                            default=first == "settings", help="Who speaks the client, and whether that works."),
    }
    for name, module, title in (("briefing", briefing, "Briefing"), ("talk", talk, "Talk"),
                                ("debrief", debrief, "Debrief"), ("compare", compare, "Compare"),
                                ("watch", watch, "A good talk")):
        screens[name] = st.Page(module.draw, title=title, url_path=name, visibility="hidden", default=first == name)
    _add_those_of_a_team(screens, first)
    ways.open_ways(screens)
    # One list, without sections: Streamlit's menu with sections is no proper list to a screen reader on a phone.
    where = st.navigation(list(screens.values()), position="top")
    ways.here(where.url_path)
    try:
        where.run()
    except TrainerError as error:
        st.error(words.literal(error.cure) or "Go back and try again.", title=words.literal(error.message),
                 icon=":material/error:")
        if not _signed_out():
            ways.link("home", "Back to all clients", icon=":material/arrow_back:")


def _signed_out() -> bool:
    """Whether this tab outlived its sign-in: every way back would end here again, and what draws a link may not even load."""
    try:
        person()
    except NotAllowed:
        return True
    return False


def _add_those_of_a_team(screens: dict, first: str) -> None:
    """Where people sign in: the further screens that this person's roles open."""
    if not desk().team.accounts.turned_on():
        return
    try:
        screens.update(team_ways.screens_for(person(), first))
    except NotAllowed:
        return  # the screen itself says so


if __name__ == "__main__":
    main()
