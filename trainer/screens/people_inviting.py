"""Inviting one person with a link to copy, and the invitations that nobody has used yet."""

from __future__ import annotations

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.domain.invitation import Invitation
from trainer.domain.people import Person, Role
from trainer.domain.permissions import is_owner, may_grant
from trainer.screens import role_words, words
from trainer.screens.desk import desk, person
from trainer.screens.people_links import draw_links, keep

HOUSE = ""
_TURN = "_invited_so_far"
LASTS = "for seven days"


def draw_inviting(who: Person, teams: dict[str, str]) -> None:
    """The whole part."""
    draw_links()
    st.header("Invite somebody", anchor=False)
    places = dict(teams) | ({HOUSE: "The whole trainer, as another owner"} if is_owner(who) else {})
    if not teams:
        st.info("There is no team yet: make one under Teams. Until then you can invite another owner.", icon=":material/group_add:")
    team = st.selectbox("Into", list(places), format_func=lambda t: words.literal(places[t]), key="invite_into")
    turn = st.session_state.get(_TURN, 0)  # a form that was taken is empty the next time; a refused one keeps what was typed
    with st.form(f"invite_{turn}", border=False):
        email = st.text_input("E-mail address", key=f"invite_email_{turn}", max_chars=254, help="They sign in with it. Nothing is sent to it.")
        name = st.text_input("Name", key=f"invite_name_{turn}", max_chars=80)
        if team == HOUSE:
            roles: tuple[Role, ...] = (Role.OWNER,)
            st.markdown(f":gray[An owner {role_words.MAY[Role.OWNER]}.]")
        else:
            offered = [r for r in (Role.TRAINEE, Role.REVIEWER, Role.MANAGER) if may_grant(who, r)]
            roles = tuple(sorted(role_words.choose_roles(offered, [Role.TRAINEE], f"invite_as_{turn}")))
        sent = st.form_submit_button("Make the link", type="primary", icon=":material/link:")
    if sent:
        _invite(who, email, name, team or None, roles)
    if refused := st.session_state.pop("_invite_refused", None):
        st.error(words.literal(refused[1]), title=words.literal(refused[0]), icon=":material/error:")
    _open(who, teams)


def _invite(who: Person, email: str, name: str, team: str | None, roles: tuple[Role, ...]) -> None:
    if not roles:
        st.error("Choose at least one role.", icon=":material/error:")
        return
    try:
        token = desk().team.accounts.invite(who, email, name, team, roles)
    except TrainerError as refused:
        st.error(words.literal(refused.cure), title=words.literal(refused.message), icon=":material/error:")
        return
    keep(f"For {name.strip()}, {email.strip()}", "invite", token, LASTS)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()


def _open(who: Person, teams: dict[str, str]) -> None:
    found = desk().team.accounts.people(who).invited
    st.header("Open invitations", anchor=False)
    if not found:
        st.markdown(":gray[None: everybody who was invited has come, or the link has run out.]")
    for invite in found:
        place = teams.get(invite.team or "", "")
        roles = role_words.roles_said(invite.roles)
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
            st.markdown(f"**{words.literal(invite.name)}** :gray[{words.literal(invite.email)}]  \n"
                        f":gray[{roles}{f' in {words.literal(place)}' if place else ''} · until {words.day(invite.expires_at, st.context.timezone)}]")
            with st.container(horizontal=True, width="content"):
                st.button("New link", key=f"again_{invite.email}", icon=":material/refresh:", on_click=_again, args=(invite,),
                          help="The link before it no longer works.")
                st.button("Withdraw", key=f"withdraw_{invite.email}", icon=":material/undo:", on_click=_withdraw, args=(invite,),
                          help="The link no longer works. You can invite them again.")


# A callback runs before the screen has asked who is there: it asks by itself.
def _again(invite: Invitation) -> None:
    try:
        token = desk().team.accounts.invite(person(), invite.email, invite.name, invite.team, invite.roles)
        keep(f"For {invite.name}, {invite.email}", "invite", token, LASTS)
    except TrainerError as refused:
        st.session_state["_invite_refused"] = (refused.message, refused.cure)


def _withdraw(invite: Invitation) -> None:
    try:
        desk().team.accounts.uninvite(person(), invite.email, invite.team)
    except TrainerError as refused:
        st.session_state["_invite_refused"] = (refused.message, refused.cure)
