"""My account: name, password, browsers signed in, signing out, and the talks from before there were accounts."""

from __future__ import annotations

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.screens import role_words, words
from trainer.screens.account_data import draw_erase, draw_kept
from trainer.screens.desk import desk, person
from trainer.screens.way_out import to_form
from trainer.services.own_account import MyAccount

_SAID = "_account_said"


def draw() -> None:
    """The whole screen."""
    who = person()
    mine = desk().team.accounts.my_account(who, st.user.get("sign_in"))
    st.title("My account", anchor=False)
    teams = {t.id: t.name for t in desk().team.accounts.teams(who)} if who.roles else {}
    st.markdown(f"Signed in as **{words.literal(who.name)}** :gray[{words.literal(who.email)}]  \n{role_words.roles_badges(who, teams)}")
    to_form("logout", "Sign out")
    if said := st.session_state.pop(_SAID, None):
        (st.success if said[0] else st.error)(words.literal(said[1]), icon=":material/check_circle:" if said[0] else ":material/error:")
    if mine.to_adopt:
        _adopt(mine)
    _name(mine)
    _password(mine)
    _browsers(mine)
    draw_kept()
    draw_erase(who)


def _adopt(mine: MyAccount) -> None:
    with st.container(border=True):
        st.header("Talks from before there were accounts", anchor=False)
        st.markdown(f"{words.count(mine.to_adopt, 'talk was', 'talks were')} held on this machine before people signed in. If they are yours, "
                    "they become part of your progress, with notes and scores. Nobody can read them until then. This cannot be undone.")
        if st.button("They are mine", type="primary", icon=":material/move_down:"):
            n = desk().team.accounts.adopt_history(person())
            _say(True, f"{words.count(n, 'talk is', 'talks are')} yours now, under My progress.")


def _name(mine: MyAccount) -> None:
    with st.form("call_me", border=True):
        st.header("My name", anchor=False)
        name = st.text_input("How managers and owners see you", mine.person.name, max_chars=80, key=f"my_name_{mine.person.name}", autocomplete="name",
                             help="Reviewers see a pseudonym.")
        if st.form_submit_button("Save the name", icon=":material/save:"):
            _try(lambda: desk().team.accounts.call_me(person(), name), "Your name is saved.")


def _password(mine: MyAccount) -> None:
    with st.form("password", border=True, clear_on_submit=True):
        st.header("My password", anchor=False)
        if not mine.has_password:
            st.markdown("You sign in through your organisation, and have no password here. An owner can send you a link to choose one.")
            st.form_submit_button("Change the password", disabled=True, icon=":material/key:")
            return
        if mine.outside:
            st.caption("You can also sign in through your organisation.")
        old = st.text_input("Password now", type="password", autocomplete="current-password", max_chars=256, key="password_old")
        new = st.text_input("New password (ten characters or more)", type="password", autocomplete="new-password", max_chars=256, key="password_new")
        if st.form_submit_button("Change the password", icon=":material/key:"):
            _try(lambda: desk().team.accounts.change_password(person(), old, new, keep=st.user.get("sign_in")),
                 "Your password is changed. All your other browsers are signed out.")


def _browsers(mine: MyAccount) -> None:
    zone = st.context.timezone
    with st.container(border=True):
        st.header("Where I am signed in", anchor=False)
        st.markdown("\n".join(f"- {'**this browser**' if b.this else 'another browser'}: since {words.day(b.since, zone)}, last used {words.day(b.seen, zone)}"
                              for b in mine.browsers[:10]))
        if len(mine.browsers) > 10:
            st.caption(f"and {len(mine.browsers) - 10} more")
        with st.popover("Sign out everywhere", icon=":material/devices_off:"):
            st.markdown("In every browser, this one too. Do it when you have lost a device, or forgot to sign out somewhere.")
            if st.button("Sign out everywhere now", type="primary"):
                desk().team.accounts.sign_out_everywhere(person())
                st.rerun()


def _try(act, said: str) -> None:
    try:
        act()
    except TrainerError as refused:
        st.error(words.literal(refused.cure), title=words.literal(refused.message), icon=":material/error:")
        return
    _say(True, said)


def _say(well: bool, said: str) -> None:
    st.session_state[_SAID] = (well, said)
    st.rerun()
