"""Settings: who speaks the client, who rates, where my words go, and whether the connection works."""

from __future__ import annotations

import streamlit as st

from trainer.domain.people import LOCAL_PERSON
from trainer.screens import words
from trainer.screens.account_data import draw_erase, draw_kept
from trainer.screens.desk import desk
from trainer.screens.way_out import to_form


def draw() -> None:
    """The whole screen."""
    voice = desk().voice
    st.title("Settings", anchor=False)
    with st.container(border=True):
        st.header("Who speaks the client", icon=":material/record_voice_over:", anchor=False)
        if voice.scripted():
            st.markdown("**The scripted client.** It answers what you say from lines its author wrote, needs no key and "
                        "no network, and no word of yours leaves this machine.")
        else:
            st.markdown(f"**{words.literal(voice.model)}** at {words.literal(voice.server)}. Your replies are sent "
                        "there. When it cannot answer, the scripted client takes over for that line.")
    with st.container(border=True):
        st.header("Who rates your replies", icon=":material/grading:", anchor=False)
        st.markdown("**The built-in scorer** on this machine." if not voice.judge else
                    f"**{words.literal(voice.judge)}** reads each reply; the built-in scorer rates as well and "
                    "stands in where the model gives no proper answer.")
        st.caption("Versions: " + ", ".join(words.literal(s) for s in voice.scorers))
    if voice.scripted():
        with st.expander("Let a model speak the client", icon=":material/tune:"):
            st.markdown("Any server that speaks OpenAI's protocol will do, also one on your own machine. "
                        "Stop the trainer, set these, and start it again:")
            st.code("TRAINER_BASE_URL=http://127.0.0.1:11434/v1\nTRAINER_MODEL=name-of-the-model\n"
                    "TRAINER_API_KEY=only-if-the-server-wants-one", language="bash")
            st.markdown("They can also stand in a file `trainer.toml` beside `app.py`. The key is never shown here "
                        "and is written nowhere else.")
    if st.button("Test the connection", icon=":material/network_check:", disabled=not voice.server):
        with st.spinner("Asking the model to say one word …"):
            found = voice.test()
        for works, sentence in found:
            if works:
                st.success(words.literal(sentence), icon=":material/check_circle:")
            else:
                st.error(words.literal(sentence), icon=":material/error:")
    if voice.server:
        st.caption(words.literal(voice.used_today()))
    else:
        st.caption("There is nothing to test: no model is set.")
    if not desk().team.accounts.turned_on():
        _alone()


def _alone() -> None:
    """Without accounts: how to become a team, and what is kept on this machine."""
    with st.container(border=True):
        st.header("Use the trainer as a team", icon=":material/group_add:", anchor=False)
        st.markdown("So far it is yours alone, on this machine. With accounts everybody signs in: you invite trainees, managers who "
                    "assign, and reviewers who read. You are asked whether the talks held here so far are yours. Accounts cannot be turned off again.")
        to_form("setup", "Set up the first account")
    draw_kept(alone=True)
    draw_erase(LOCAL_PERSON)
