"""The log of who did what, for owners: the newest first, filtered by person and act, and taken away as CSV."""

from __future__ import annotations

import streamlit as st

from trainer.screens import ways, words
from trainer.screens.address import choose, say_again
from trainer.screens.desk import desk, person
from trainer.screens.taking_away import offer

A_SCREENFUL = 50
# What the services write, in words; a new act is shown as it is called.
ACTS = {
    "signed_in": "signed in", "sign_in_failed": "wrong password", "signed_out": "signed out", "signed_out_everywhere": "signed out everywhere",
    "owner_set_up": "turned accounts on", "joined": "joined", "identity_linked": "tied to an organisation's sign-in", "invited": "invited",
    "uninvited": "withdrew an invitation", "name_changed": "changed their name", "password_changed": "changed the password",
    "password_reset": "chose a new password by link", "reset_link_made": "made a password link", "role_given": "gave a role",
    "role_taken": "took a role", "owner_given": "made an owner", "owner_taken": "took the owner's role", "moved": "moved to another team",
    "deactivated": "shut out", "activated": "let in again", "team_made": "made a team", "team_renamed": "renamed a team",
    "history_adopted": "took over talks", "assigned": "assigned", "assignment_edited": "edited an assignment",
    "assignment_withdrawn": "withdrew an assignment", "reminded": "reminded", "shared": "shared a talk", "unshared": "no longer shared a talk",
    "reviewed": "rated a talk", "levels_revealed": "looked at the levels unrated", "commented": "commented", "answered": "answered a review",
    "decided": "decided whose levels stand", "exported_self": "took away everything about themselves", "exported_list": "took away a list",
    "exported_gold": "took away a gold file", "exported_log": "took away the log", "erased": "erased a person", "retention_set": "set how long words are kept",
    "retention_applied": "deleted words past their days",
}


def draw() -> None:
    """The whole screen; filters and place stand in the address."""
    who, auditing = person(), desk().team.auditing
    say_again()
    st.title("Log", anchor=False)
    st.markdown("Who did what, and when. Lines are only ever added, and hold no word of a talk; names are shown here as people are called now.")
    people = {p.person.id: p.person.name for p in desk().team.accounts.people(who).people}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = choose("By", "by", {"": "Anybody", **people})
        act = choose("What", "act", {"": "Anything", **ACTS})
    before = st.query_params.get("before", "")
    entries, names = auditing.entries(who, int(before) if before.isdecimal() and len(before) < 12 else None, A_SCREENFUL + 1, by or None, act or None)
    teams = {t.id: t.name for t in desk().team.accounts.teams(who)}
    if not entries:
        st.info("No line fits what is chosen above." if by or act else "Nothing older.", icon=":material/filter_alt_off:")
    zone = st.context.timezone
    for e in entries[:A_SCREENFUL]:
        _line(e, names, teams, zone)
    kept = {k: v for k, v in (("by", by), ("act", act)) if v}
    with st.container(horizontal=True):
        if before:
            ways.link("audit", "Newest", icon=":material/first_page:", **kept)
        if len(entries) > A_SCREENFUL:
            ways.link("audit", "Older", icon=":material/navigate_next:", before=str(entries[A_SCREENFUL - 1].id), **kept)
    offer("Take the whole log as CSV", desk().team.auditing.csv, "log.csv", "text/csv", why="Ids only, no names: it stays true when somebody is erased.")


def _line(e, names: dict[str, str], teams: dict[str, str], zone: str | None) -> None:
    by = f"**{words.literal(names.get(e.person, e.person))}**" if e.person else "*Somebody not signed in*" if e.act == "sign_in_failed" else "*The trainer itself*"
    about = ""
    if e.kind == "person" and e.subject != e.person:
        about = f" · {words.literal(names.get(e.subject, e.subject))}"
    elif e.kind not in ("person", "log", "team"):
        about = f" · {words.literal(e.kind)} {words.literal(e.subject[:12])}"
    team = f" · {words.literal(teams.get(e.team, e.team))}" if e.team else ""
    more = "".join(f" · {words.literal(k.replace('_', ' '))}: {words.literal(', '.join(map(str, v)) if isinstance(v, list) else str(v))}" for k, v in e.details.items())
    st.markdown(f":gray[{words.day(e.at, zone)}] {by} {words.literal(ACTS.get(e.act, e.act.replace('_', ' ')))}:gray[{about}{team}{more}]")
