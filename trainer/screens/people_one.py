"""One person: their roles, another team, a new password, shut out or let in, and for owners what cannot be undone."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.domain.people import Person, Role
from trainer.domain.permissions import is_owner, may_grant, teams_with
from trainer.screens import role_words, ways, words
from trainer.screens.desk import desk, person
from trainer.screens.people_links import draw_links, keep
from trainer.services.staff import Listed

_SAID = "_person_said"


def draw_one(who: Person, person_id: str) -> None:
    """The whole screen."""
    ways.link("people", "All people", icon=":material/arrow_back:")
    found = next((p for p in desk().team.accounts.people(who).people if p.person.id == person_id), None)
    if found is None:
        st.info("There is no such person in your teams.", icon=":material/person_off:")
        return
    one, teams = found.person, {t.id: t.name for t in desk().team.accounts.teams(who)}
    st.title(words.literal(one.name) + (" (you)" if one.id == who.id else ""), anchor=False)
    st.markdown(f"{role_words.roles_badges(one, teams)}  \n:gray[{words.literal(one.email) or 'no address'}"
                f"{'' if found.has_account else ' · cannot sign in'}]")
    if said := st.session_state.pop(_SAID, None):
        (st.success if said[0] else st.error)(words.literal(said[1]), icon=":material/check_circle:" if said[0] else ":material/error:")
    draw_links()
    if not one.email and not one.roles:
        st.info("This person has been erased. What was said is gone; a pseudonym stands where they are referred to.", icon=":material/person_off:")
        return
    managed = list(teams) if is_owner(who) else [t for t in teams_with(who, Role.MANAGER) if t in teams]
    _roles(who, one, teams, managed)
    _sign_in(who, found, managed)
    if is_owner(who):
        _owner(who, found)


def _roles(who: Person, one: Person, teams: dict[str, str], managed: list[str]) -> None:
    inside = [t for t in managed if t in one.roles]
    with st.container(border=True):
        st.header("Teams and roles", anchor=False)
        for team in inside:
            _in_team(who, one, team, teams[team])
        if not inside:
            st.markdown(":gray[In no team of yours.]")
        others = [t for t in managed if t not in one.roles]
        with st.container(horizontal=True):
            if is_owner(who) and others:
                with st.popover("Add to a team", icon=":material/group_add:"), st.form("add", border=False):
                    team = st.selectbox("Team", others, format_func=lambda t: words.literal(teams[t]), key=f"add_team_{one.id}")
                    role = st.selectbox("As", (Role.TRAINEE, Role.REVIEWER, Role.MANAGER), format_func=role_words.ROLE.__getitem__, key=f"add_role_{one.id}")
                    if st.form_submit_button("Add", icon=":material/add:"):
                        _do(lambda: desk().team.accounts.give_role(who, one.id, team, role),
                            f"{one.name} is {role_words.ROLE[role].lower()} in {teams[team]} now.")
            if inside and others and all(may_grant(who, r) for t in inside for r in one.roles[t]):
                with st.popover("Move to another team", icon=":material/move_up:"), st.form("move", border=False):
                    st.markdown("The same roles, in the other team. What was practised for the old team stays the old team's.")
                    old = st.selectbox("From", inside, format_func=lambda t: words.literal(teams[t]), key=f"move_from_{one.id}")
                    new = st.selectbox("To", others, format_func=lambda t: words.literal(teams[t]), key=f"move_to_{one.id}")
                    if st.form_submit_button("Move", icon=":material/move_up:"):
                        _do(lambda: desk().team.accounts.move(who, one.id, old, new), f"{one.name} is in {teams[new]} now.")


def _in_team(who: Person, one: Person, team: str, name: str) -> None:
    held = one.roles[team]
    offered = [r for r in (Role.TRAINEE, Role.REVIEWER, Role.MANAGER) if may_grant(who, r)]
    fixed = [role_words.ROLE[r] for r in held if r not in offered]
    with st.form(f"roles_{team}", border=False):
        st.markdown(f"**In {words.literal(name)}**")
        chosen = role_words.choose_roles(offered, held, f"roles_{one.id}_{team}_{'-'.join(sorted(held))}")
        if fixed:
            st.caption(f"Also {' and '.join(fixed).lower()}, which only an owner changes.")
        if st.form_submit_button("Save the roles", icon=":material/save:", key=f"save_roles_{team}"):
            _save_roles(who, one, team, name, set(held) & set(offered), chosen)


def _save_roles(who: Person, one: Person, team: str, name: str, before: set[Role], after: set[Role]) -> None:
    def act() -> None:
        # Given first: a manager may change only whom they have in the team.
        for role in sorted(after - before):
            desk().team.accounts.give_role(who, one.id, team, role)
        for role in sorted(before - after):
            desk().team.accounts.give_role(who, one.id, team, role, give=False)

    now = role_words.roles_said(tuple(sorted(after)))
    _do(act, f"{one.name} is {now} in {name} now." if after else f"{one.name} has no role in {name} any more.")


def _sign_in(who: Person, found: Listed, managed: list[str]) -> None:
    one = found.person
    beyond = not is_owner(who) and any(t not in managed or not all(may_grant(who, r) for r in roles) for t, roles in one.roles.items())
    team = next((t for t in managed if t in one.roles), None)
    with st.container(border=True):
        st.header("Signing in", anchor=False)
        if beyond:
            st.markdown(":gray[This person has a role beyond your teams: only an owner can shut them out.]")
            return
        if one.id == who.id:
            st.markdown(":gray[Your own sign-in is under My account.]")
            return
        with st.container(horizontal=True):
            if is_owner(who) and found.has_account and one.active:
                st.button("Link to a new password", icon=":material/key:", on_click=_reset, args=(one,),
                          help="A link that works once, for a day. The old password stays until it is used.")
                if st.button("Sign out everywhere", icon=":material/logout:", help="In all browsers; they can sign in again."):
                    _do(lambda: desk().team.accounts.sign_out_everywhere(who, one.id), f"{one.name} is signed out everywhere.")
            if one.active:
                with st.popover("Shut out", icon=":material/block:"):
                    st.markdown(f"**{words.literal(one.name)}** is signed out at once, in every browser, and cannot come in again. Their talks and "
                                "scores stay. You can let them in again.")
                    if st.button("Shut out now", type="primary", key="shut_out"):
                        _do(lambda: desk().team.accounts.deactivate(who, one.id, team), f"{one.name} is shut out.")
            elif st.button("Let in again", icon=":material/lock_open:"):
                _do(lambda: desk().team.accounts.activate(who, one.id, team), f"{one.name} can sign in again.")


def _owner(who: Person, found: Listed) -> None:
    one = found.person
    owns = Role.OWNER in one.roles.get("", ())
    with st.container(border=True):
        st.header("For owners", anchor=False)
        with st.container(horizontal=True):
            with st.popover("No longer an owner" if owns else "Make an owner", icon=":material/shield_person:"):
                st.markdown(f"An owner {role_words.MAY[Role.OWNER]}.")
                if st.button("Take it from them" if owns else "Make an owner now", type="primary", key="promote"):
                    _do(lambda: desk().team.accounts.promote(who, one.id, not owns),
                        f"{one.name} is {'no longer an owner' if owns else 'an owner now'}.")
            if one.id != who.id:
                with st.popover("Erase, at their request", icon=":material/delete_forever:"):
                    st.markdown(f"Everything **{words.literal(one.name)}** has said and written is deleted, the name becomes a pseudonym, and the account "
                                "is closed. The log keeps that it was done, without a name. **This cannot be undone.**")
                    typed = st.text_input("Type their e-mail address to confirm", key=f"erase_{one.id}")
                    if st.button("Erase for good", type="primary", key="erase_now", disabled=typed.strip().lower() != one.email.lower()):
                        _do(lambda: desk().team.privacy.erase(who, one.id), "Erased.")


def _reset(one: Person) -> None:
    # A callback runs before the screen has asked who is there: it asks by itself.
    try:
        keep(f"A new password for {one.name}", "reset", desk().team.accounts.reset(person(), one.id), "for a day")
    except TrainerError as refused:
        st.session_state[_SAID] = (False, str(refused))


def _do(act: Callable[[], object], said: str) -> None:
    try:
        act()
        st.session_state[_SAID] = (True, said)
    except TrainerError as refused:
        st.session_state[_SAID] = (False, str(refused))
    st.rerun()
