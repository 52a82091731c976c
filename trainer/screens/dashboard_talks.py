"""Every talk behind the figures, the newest first, with a way into those that may be read, and all of them as CSV."""

from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.progress import Talk
from trainer.screens import ways, words
from trainer.screens.address import page_of_rows
from trainer.screens.desk import desk
from trainer.screens.taking_away import offer
from trainer.services.progressing import Dashboard, Filter

A_SCREENFUL = 20


def draw_talks(who: Person, which: Filter, shown: Dashboard) -> None:
    """A line a talk; its words are behind a link where they may be read."""
    whose = f" of {words.literal(shown.names.get(which.person, 'Somebody'))}" if which.person else ""
    st.header(f"{words.count(len(shown.talks), 'talk')}{whose}", anchor=False)
    offer("Take this list as CSV", lambda asks: desk().team.progressing.csv(asks, which), "talks.csv", "text/csv")
    for talk in page_of_rows(shown.talks, A_SCREENFUL):
        _line(talk, shown.names.get(talk.person, "Somebody"), who)


def _line(talk: Talk, name: str, who: Person) -> None:
    score = "too short to score" if talk.score is None else f"**{talk.score:.0f}** of 100"
    mark = "" if talk.passed is None else " :green-badge[:material/check_circle: reaches the mark]" if talk.passed else \
        " :orange-badge[:material/flag: below the mark]"
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.markdown(f"**{words.literal(name)}** · {words.literal(talk.title)}  \n"
                    f"{score}{mark} :gray[· {words.day(talk.at, st.context.timezone)}]")
        if talk.person == who.id:
            ways.link("debrief", "Debrief", icon=":material/insights:", practice=talk.practice)
        elif talk.open:
            ways.link("review", "Read it", icon=":material/forum:", practice=talk.practice)
        else:
            st.markdown(":gray[:material/lock: words are their own]")
