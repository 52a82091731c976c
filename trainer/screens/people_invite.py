"""Inviting: one person or a CSV list, with a dry run that shows each bad row; the one-use links to hand on."""

from __future__ import annotations

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.domain.people import Person, Role
from trainer.domain.permissions import is_owner, may_grant
from trainer.screens import words
from trainer.screens.desk import desk

_LINKS = "_fresh_links"
_MOST_BYTES = 500_000


def remember(email: str, token: str, purpose: str = "invite") -> None:
    """A link just made: shown once, on this screen only, as it is kept nowhere."""
    st.session_state.setdefault(_LINKS, []).append((email, purpose, token))


def draw_fresh_links() -> None:
    """The links made in this tab; whoever opens one is that person."""
    links = st.session_state.get(_LINKS, [])
    if not links:
        return
    base = (st.context.url or "").split("/people")[0].rstrip("/")
    with st.container(border=True):
        st.markdown(f":material/key: **{words.count(len(links), 'link')} to hand on.** Each works once, for that person only. They are shown here now and kept nowhere: copy them before you leave.")
        for email, purpose, token in links:
            st.caption(words.literal(email) + (" · new password" if purpose == "reset" else ""))
            st.code(f"{base}/account/{purpose}?token={token}", language=None)
        if st.button("I have handed them on", icon=":material/check:"):
            st.session_state.pop(_LINKS)
            st.rerun()


def draw_inviting(who: Person, teams: dict[str, str]) -> None:
    """One, or many."""
    if teams or is_owner(who):
        st.header("Invite", anchor=False)
        one, many = st.tabs(["One person", "A list (CSV)"])
        with one:
            _one(who, teams)
        with many:
            _many(who, teams)


def _one(who: Person, teams: dict[str, str]) -> None:
    turn = st.session_state.get("invited_so_far", 0)  # a refused form keeps what was typed, a taken one is empty again
    with st.form(f"invite_{turn}", border=False):
        email = st.text_input("E-mail address", max_chars=254, key=f"invite_email_{turn}", help="They sign in with it. Nothing is sent to it.")
        name = st.text_input("Name", max_chars=80, key=f"invite_name_{turn}")
        places = [*teams, *([""] if is_owner(who) else [])]
        team = st.selectbox("Team", places, key=f"invite_team_{turn}", format_func=lambda t: teams[t] if t else "None: as another owner")
        can = [r for r in (Role.TRAINEE, Role.REVIEWER, Role.MANAGER) if may_grant(who, r)]
        roles = st.pills("Roles", can, selection_mode="multi", default=[Role.TRAINEE], key=f"invite_roles_{turn}", format_func=lambda r: r.value.capitalize())
        if st.form_submit_button("Invite", type="primary", icon=":material/person_add:"):
            try:
                token = desk().team.accounts.invite(who, email, name, team or None, tuple(roles) if team else (Role.OWNER,))
            except TrainerError as wrong:
                st.error(words.literal(wrong.cure), title=words.literal(wrong.message), icon=":material/error:")
                return
            remember(email.strip(), token)
            st.session_state["invited_so_far"] = turn + 1
            st.rerun()


def _many(who: Person, teams: dict[str, str]) -> None:
    st.markdown("A CSV file with the columns `email,name,team,roles`; roles may be left out, everybody is a trainee then.")
    example = f"email,name,team,roles\nana@example.org,Ana Example,{next(iter(teams.values()), 'North')},trainee\n"
    st.download_button("An example to fill in", example, "people.csv", "text/csv", icon=":material/download:", on_click="ignore")
    given = st.file_uploader("The list", type=["csv"], key="people_csv")
    if given is None:
        return
    if given.size > _MOST_BYTES:
        st.error("That file is larger than 500 kB: split it.")
        return
    text = given.getvalue().decode("utf-8", "replace")
    try:
        rows = desk().team.accounts.import_people(who, text, dry_run=True)
    except TrainerError as wrong:
        st.error(words.literal(wrong.cure), title=words.literal(wrong.message), icon=":material/error:")
        return
    bad = [r for r in rows if r.fault]
    if bad:
        st.error(f"{words.count(len(bad), 'row')} of {len(rows)} cannot be invited. Mend the file; nobody has been invited.", icon=":material/error:")
        st.markdown("| line | e-mail | what is wrong |\n|---|---|---|\n" + "\n".join(
            f"| {r.line} | {words.literal(r.email)[:80]} | {words.literal(r.fault)} |" for r in bad[:50]))
        return
    st.success(f"All {len(rows)} rows are well. Nobody has been invited yet.", icon=":material/check_circle:")
    st.markdown("| name | e-mail | team | roles |\n|---|---|---|---|\n" + "\n".join(
        f"| {words.literal(r.name)} | {words.literal(r.email)} | {words.literal(r.team)} | {', '.join(x.value for x in r.roles)} |" for r in rows[:50]))
    if st.button(f"Invite {words.count(len(rows), 'person', 'people')}", type="primary", icon=":material/group_add:"):
        for row in desk().team.accounts.import_people(who, text, dry_run=False):
            if row.token:
                remember(row.email, row.token)
        st.rerun()
