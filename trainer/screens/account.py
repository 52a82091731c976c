"""My account: password, browsers signed in, what is kept about me, and how to have it erased."""

from __future__ import annotations

import json

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.domain.permissions import is_owner
from trainer.screens import words
from trainer.screens.desk import desk, person


def draw() -> None:
    """The whole screen."""
    who, team = person(), desk().team
    st.title("My account", anchor=False)
    st.markdown(f"Signed in as **{words.literal(who.name)}** ({words.literal(who.email)}).")
    with st.container(horizontal=True):
        st.link_button("Sign out", "/account/logout", icon=":material/logout:")
        with st.popover("Sign out everywhere", icon=":material/devices_off:"):
            st.markdown("In all browsers, this one too.")
            if st.button("Yes, everywhere"):
                team.accounts.sign_out_everywhere(who)
                st.rerun()
    with st.form("password", border=True, clear_on_submit=True):
        st.header("Change my password", anchor=False)
        old = st.text_input("The password so far", type="password", autocomplete="current-password", max_chars=256)
        new = st.text_input("A new one (ten characters or more)", type="password", autocomplete="new-password", max_chars=256)
        if st.form_submit_button("Change it", icon=":material/key:"):
            try:
                team.accounts.change_password(who, old, new, keep=st.user.get("sign_in"))
                st.success("Changed. Your other browsers are signed out.", icon=":material/check_circle:")
            except TrainerError as refused:
                st.error(words.literal(refused.cure), title=words.literal(refused.message), icon=":material/error:")
    if is_owner(who):
        _adopt(who)
    with st.container(border=True):
        st.header("What is kept about me", anchor=False)
        st.markdown("Everything, as one JSON file: your talks, ratings, notes, sign-ins. Passwords are not in it.")
        if st.button("Prepare the file", icon=":material/inventory_2:"):
            st.session_state["about_me"] = json.dumps(team.privacy.export_me(who), ensure_ascii=False, indent=1)
        if st.session_state.get("about_me"):
            st.download_button("Download it", st.session_state["about_me"], "about-me.json", "application/json", icon=":material/download:", on_click="ignore")
    with st.expander("Erase me", icon=":material/delete_forever:"):
        st.markdown("Everything you said and wrote goes, in every talk and comment; your name becomes a pseudonym; your account is closed. "
                    "**It cannot be undone.** The log keeps that it happened, without your name. Type your e-mail address to confirm.")
        typed = st.text_input("Your e-mail address", key="erase_me")
        if st.button("Erase me for good", icon=":material/delete_forever:", disabled=typed.strip().lower() != who.email.lower() or not who.email):
            team.privacy.erase_me(who)
            st.session_state.clear()
            st.rerun()


def _adopt(who) -> None:
    with st.expander("Talks from before there were accounts", icon=":material/move_down:"):
        st.markdown("Talks held on this machine before accounts were turned on can become yours.")
        if st.button("They are mine"):
            n = desk().team.accounts.adopt_history(who)
            st.toast(f"{words.count(n, 'talk')} taken over." if n else "There are none.", icon=":material/move_down:")
