"""The log of who did what, for owners: ids and names, never words; newest first."""

from __future__ import annotations

import streamlit as st

from trainer.screens import words
from trainer.screens.desk import desk, person

PAGE = 50


def draw() -> None:
    """The whole screen; the page and the filter stand in the address."""
    who, auditing = person(), desk().team.auditing
    st.title("Log", anchor=False)
    st.markdown("Sign-ins, invitations, roles, assignments, reviews, exports, deletions. Lines are only ever added; no line holds a word of a talk.")
    everybody = {p.person.id: p.person.name for p in desk().team.accounts.people(who).people}
    chosen = st.selectbox("Who", ["", *everybody], key="who", bind="query-params", format_func=lambda p: everybody[p] if p else "Anybody")
    before = st.query_params.get("before", "")
    entries, names = auditing.entries(who, int(before) if before.isdigit() else None, PAGE, chosen or None)
    if not entries:
        st.markdown("Nothing here.")
    zone = st.context.timezone
    teams = {t.id: t.name for t in desk().team.accounts.teams(who)}
    rows = []
    for e in entries:
        by = names.get(e.person or "", e.person or "the trainer itself")
        about = names.get(e.subject, e.subject) if e.kind == "person" else f"{e.kind} {e.subject}"
        details = ", ".join(f"{k.replace('_', ' ')}: {v if not isinstance(v, list) else ' '.join(map(str, v))}" for k, v in e.details.items())
        rows.append(f"| {words.day(e.at, zone)} | {words.literal(by)} | {words.literal(e.act.replace('_', ' '))} | {words.literal(about)} | "
                    f"{words.literal(teams.get(e.team or '', ''))} | {words.literal(details)} |")
    if rows:
        st.markdown("| when | who | did | about | team | more |\n|---|---|---|---|---|---|\n" + "\n".join(rows))
    with st.container(horizontal=True):
        if before and st.button("Newest", icon=":material/first_page:"):
            st.query_params.pop("before", None)
            st.rerun()
        if len(entries) == PAGE and st.button("Older", icon=":material/navigate_next:"):
            st.query_params["before"] = str(entries[-1].id)
            st.rerun()
        if st.button("Prepare as CSV", icon=":material/inventory_2:"):
            st.session_state["log_csv"] = auditing.csv(who)
        if st.session_state.get("log_csv"):
            st.download_button("Download it", st.session_state["log_csv"], "log.csv", "text/csv", icon=":material/download:", on_click="ignore")
