"""What is kept about somebody: taken away as a file, or erased for good."""

from __future__ import annotations

import json

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.domain.people import LOCAL_PERSON, Person
from trainer.screens import ways, words
from trainer.screens.desk import desk, person
from trainer.screens.taking_away import offer
from trainer.screens.way_out import to_form


def draw_kept(alone: bool = False) -> None:
    """One file with everything."""
    with st.container(border=True):
        st.header("What is kept about me", anchor=False)
        st.markdown("Your talks, ratings and notes, as one JSON file." if alone else
                    "Your talks, ratings, notes, reviews, what is assigned to you, when you signed in, and what the log says of you, as one "
                    "JSON file. Passwords are not in it.")
        # Made when it is clicked: each time is a line in the log.
        offer("Take everything about me", lambda who: json.dumps(desk().team.privacy.export_me(who), ensure_ascii=False, indent=1),
              "about-me.json", "application/json")


def draw_erase(who: Person) -> None:
    """Everything goes, after typing what one hardly types by mistake."""
    alone = who.id == LOCAL_PERSON.id
    wanted = "erase" if alone else who.email
    with st.expander("Erase everything" if alone else "Erase me", icon=":material/delete_forever:", key="erase"):
        st.markdown(("Every word of every talk and note held on this machine is deleted. " if alone else
                     "Everything you said and wrote is deleted, in talks, notes, reviews and comments. Your name and address are deleted, and your "
                     "account is closed at once.") + "\n\n**What stays:** the log's lines, which hold no name and no word; that a talk took place"
                    f"{'' if alone else ', under a pseudonym'}; scores in the team's figures only if the owner has decided so.\n\n"
                    "**It cannot be undone.** You may want to take everything away first.")
        typed = st.text_input("Type “erase” to confirm" if alone else "Type your e-mail address to confirm", key="erase_me")
        if st.button("Erase for good", type="primary", icon=":material/delete_forever:", disabled=typed.strip().lower() != wanted):
            try:
                desk().team.privacy.erase_me(person())
            except TrainerError as refused:
                st.error(words.literal(refused.cure), title=words.literal(refused.message), icon=":material/error:")
                return
            st.success("Erased.", icon=":material/check_circle:")
            if alone:
                ways.link("home", "Begin afresh", icon=":material/arrow_back:")
            else:
                to_form("login", "To the sign-in")
            st.stop()
