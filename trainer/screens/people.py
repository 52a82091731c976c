"""People: who is in which team with which role, who is invited, and how long a team's words are kept."""

from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person, Role
from trainer.domain.permissions import is_owner, may, may_grant
from trainer.screens import people_invite, words
from trainer.screens.desk import desk, person
from trainer.services.staff import Listed

ROLE = {Role.TRAINEE: ("Trainee", "gray"), Role.REVIEWER: ("Reviewer", "blue"), Role.MANAGER: ("Manager", "violet"), Role.OWNER: ("Owner", "orange")}


def draw() -> None:
    """The whole screen."""
    who, accounts = person(), desk().team.accounts
    st.title("People", anchor=False)
    people_invite.draw_fresh_links()
    teams = {t.id: t for t in accounts.teams(who) if may(who, "Accounts.invite", t.id)}
    staffing = accounts.people(who)
    if not teams:
        st.info("There is no team yet. Make one: people are invited into it.", icon=":material/group_add:")
    for team_id, team in teams.items():
        members = [p for p in staffing.people if team_id in p.person.roles]
        with st.container(border=True):
            st.header(words.literal(team.name), anchor=False)
            active = [p for p in members if p.person.active]
            st.caption(f"{words.count(len(active), 'person', 'people')}" + (f", {len(members) - len(active)} shut out" if len(active) < len(members) else ""))
            if not members:
                st.markdown("Nobody is in it yet.")
            for listed in members:
                _row(who, listed, team_id, teams)
            if is_owner(who):
                _team_settings(who, team_id, team)
    elsewhere = [p for p in staffing.people if not set(p.person.roles) & set(teams)]
    if elsewhere and is_owner(who):
        with st.container(border=True):
            st.header("In no team", anchor=False)
            for listed in elsewhere:
                _row(who, listed, "", teams)
    _invited(staffing.invited, {t.id: t.name for t in teams.values()})
    people_invite.draw_inviting(who, {t.id: t.name for t in teams.values()})
    if is_owner(who):
        with st.form("new_team", border=True, clear_on_submit=True):
            name = st.text_input("A new team", max_chars=80, placeholder="Front desk North")
            if st.form_submit_button("Make it", icon=":material/group_add:") and name.strip():
                accounts.new_team(who, name)
                st.rerun()


def _row(who: Person, listed: Listed, team_id: str, teams: dict) -> None:
    p = listed.person
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{words.literal(p.name)}**:gray[ · {words.literal(p.email)}]")
        for role in (*p.roles.get(team_id, ()), *(p.roles.get("", ()) if team_id else ())):
            label, colour = ROLE[role]
            st.badge(label, color=colour)
        if not p.active:
            st.badge("Shut out", color="red", icon=":material/block:")
        if p.id != who.id:
            with st.popover("Change", icon=":material/more_horiz:", key=f"change_{team_id}_{p.id}"):
                _change(who, p, team_id, teams)


def _change(who: Person, p: Person, team_id: str, teams: dict) -> None:
    accounts, key = desk().team.accounts, f"{team_id}_{p.id}"
    if team_id:
        held = [r for r in p.roles.get(team_id, ()) if r is not Role.OWNER]
        can = [r for r in (Role.TRAINEE, Role.REVIEWER, Role.MANAGER) if may_grant(who, r)]
        fixed = [r for r in held if r not in can]
        wanted = st.pills("Roles in this team", can, selection_mode="multi", default=[r for r in held if r in can], key=f"roles_{key}",
                          format_func=lambda r: ROLE[r][0])
        if st.button("Set the roles", key=f"set_{key}", disabled=set(wanted) | set(fixed) == set(held)):
            for role in can:
                if (role in wanted) != (role in held):
                    accounts.give_role(who, p.id, team_id, role, role in wanted)
            st.rerun()
        others = [t for t in teams if t != team_id]
        if others and held:
            to = st.selectbox("Move to", others, format_func=lambda t: teams[t].name, key=f"to_{key}")
            if st.button("Move them", key=f"move_{key}", icon=":material/drive_file_move:"):
                accounts.move(who, p.id, team_id, to)
                st.rerun()
    if p.active:
        st.markdown("**Shut out:** they are signed out everywhere at once; their talks stay.")
        if st.button(f"Shut {p.name} out", key=f"out_{key}", icon=":material/block:"):
            accounts.deactivate(who, p.id, team_id or None)
            st.rerun()
    elif st.button("Let them in again", key=f"in_{key}", icon=":material/check:"):
        accounts.activate(who, p.id, team_id or None)
        st.rerun()
    if is_owner(who):
        if st.button("Link for a new password", key=f"reset_{key}", icon=":material/key:"):
            people_invite.remember(p.email, accounts.reset(who, p.id), "reset")
            st.rerun()
        owner = Role.OWNER in p.roles.get("", ())
        if st.button("No longer an owner" if owner else "Make an owner", key=f"own_{key}", icon=":material/shield_person:"):
            accounts.promote(who, p.id, not owner)
            st.rerun()
        with st.expander("Erase this person", icon=":material/delete_forever:"):
            st.markdown("Everything they said and wrote goes, for good; the name becomes a pseudonym. Type their e-mail address to confirm.")
            typed = st.text_input("E-mail address", key=f"erase_{key}")
            if st.button("Erase them", key=f"erase_do_{key}", disabled=typed.strip().lower() != p.email.lower()):
                desk().team.privacy.erase(who, p.id)
                st.rerun()


def _team_settings(who: Person, team_id: str, team) -> None:
    with st.expander("Settings of this team", icon=":material/tune:"):
        name = st.text_input("Name", team.name, key=f"name_{team_id}", max_chars=80)
        if st.button("Rename", key=f"rename_{team_id}", disabled=not name.strip() or name == team.name):
            desk().team.accounts.rename_team(who, team_id, name)
            st.rerun()
        days = st.number_input("Keep the words of talks for so many days", 1, 3650, team.retention_days, key=f"days_{team_id}", placeholder="for good",
                               help="After that the words are gone; levels and scores stay. Done once a day.")
        if st.button("Set", key=f"days_set_{team_id}", disabled=days == team.retention_days):
            desk().team.privacy.set_retention(who, team_id, days)
            st.rerun()


def _invited(invited: tuple, teams: dict[str, str]) -> None:
    if not invited:
        return
    with st.container(border=True):
        st.header("Invited, not yet here", anchor=False)
        zone = st.context.timezone
        for i in invited:
            what = "new password" if i.purpose == "reset" else ", ".join(ROLE[r][0].lower() for r in i.roles)
            place = f" in {words.literal(teams.get(i.team, ''))}" if i.team in teams else ""
            st.markdown(f":material/mail: **{words.literal(i.name or i.email)}**:gray[ · {words.literal(i.email)} · {what}{place} · the link works until {words.day(i.expires_at, zone)}]")
