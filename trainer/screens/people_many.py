"""Inviting many from a CSV file: first tried, with what is wrong in each line; then the links, to take away."""

from __future__ import annotations

import csv
import io

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.domain.people import Person
from trainer.screens import role_words, words
from trainer.screens.desk import desk
from trainer.screens.file_choice import choose_text
from trainer.screens.people_links import link_to
from trainer.services.people_csv import Row

EXAMPLE = "email,name,team,roles\ntom@example.org,Tom Tester,{team},trainee\nrhea@example.org,Rhea Reader,{team},trainee reviewer\n"
_LINKS = "_links_of_many"
_TRIED = "_text_of_many"
MOST_SHOWN = 50
MOST_BYTES = 1_000_000


def draw_many(who: Person, teams: dict[str, str]) -> None:
    """The whole part."""
    if not teams:
        st.info("Make a team under Teams first: everybody in the file is invited into one.", icon=":material/group_add:")
        return
    if st.session_state.get(_LINKS):
        _links(st.session_state[_LINKS])
        return
    st.header("Invite many at once", anchor=False)
    example = EXAMPLE.format(team=next(iter(teams.values())))
    st.markdown("A file with a line for each person. The first line names the columns; roles may be left out, everybody is a trainee then. "
                "It is only tried at first: nobody is invited until you say so.")
    with st.expander("What such a file looks like", icon=":material/table:"):
        st.code(example, language=None, wrap_lines=True)
        st.download_button("Take this as a pattern", example, file_name="people.csv", mime="text/csv", icon=":material/download:")
        st.markdown("Your teams: " + ", ".join(words.literal(t) for t in teams.values()))
    if chosen := choose_text("CSV file, UTF-8", ".csv,.txt,text/csv", MOST_BYTES, "many_file"):
        st.session_state[_TRIED] = chosen
    text = st.session_state.get(_TRIED)
    if not text:
        return
    try:
        rows = desk().team.accounts.import_people(who, text, dry_run=True)
    except TrainerError as refused:
        st.error(words.literal(refused.cure), title=words.literal(refused.message), icon=":material/error:")
        return
    _tried(who, text, rows)


def _tried(who: Person, text: str, rows: list[Row]) -> None:
    faults = [r for r in rows if r.fault]
    if st.button("Put this file away", icon=":material/close:", type="tertiary"):
        st.session_state.pop(_TRIED, None)
        st.rerun()
    if faults:
        st.error("Mend the file and choose it again. Nobody has been invited.", icon=":material/error:",
                 title=f"{len(faults)} of {words.count(len(rows), 'line')} cannot be used.")
        for r in faults[:MOST_SHOWN]:
            st.markdown(f":red[:material/error:] **Line {r.line}** {words.literal(r.email or r.name)}: {words.literal(r.fault)}")
        if len(faults) > MOST_SHOWN:
            st.caption(f"and {len(faults) - MOST_SHOWN} more")
        return
    st.success(f"All {words.count(len(rows), 'line')} can be used. Nobody has been invited yet.", icon=":material/check_circle:")
    with st.expander("Who would be invited", icon=":material/group:", expanded=len(rows) <= 10):
        for r in rows[:MOST_SHOWN]:
            st.markdown(f"- **{words.literal(r.name)}** {words.literal(r.email)}: {role_words.roles_said(r.roles)} in {words.literal(r.team)}")
        if len(rows) > MOST_SHOWN:
            st.caption(f"and {len(rows) - MOST_SHOWN} more")
    if st.button(f"Invite {words.count(len(rows), 'person', 'people')}", type="primary", icon=":material/person_add:"):
        done = desk().team.accounts.import_people(who, text, dry_run=False)
        if any(r.fault for r in done):
            st.rerun()  # somebody else was quicker; the dry run says what
        st.session_state.pop(_TRIED, None)
        st.session_state[_LINKS] = done
        st.rerun()


def _links(rows: list[Row]) -> None:
    st.success(f"{words.count(len(rows), 'person is', 'people are')} invited.", icon=":material/check_circle:")
    st.markdown("Take the links away now: nothing has been sent, and the trainer cannot show them again. Each works once, for seven days, "
                "for the one person it is made for.")
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(["email", "name", "team", "link"])
    write.writerows([r.email, _harmless(r.name), _harmless(r.team), link_to("invite", r.token)] for r in rows)
    st.download_button("Take the links as CSV", out.getvalue(), file_name="invitations.csv", mime="text/csv", type="primary",
                       icon=":material/download:", on_click="ignore")
    with st.expander("Show them here", icon=":material/link:"):
        for r in rows[:MOST_SHOWN]:
            st.markdown(f"**{words.literal(r.name)}** {words.literal(r.email)}")
            st.code(link_to("invite", r.token), language=None, wrap_lines=True)
        if len(rows) > MOST_SHOWN:
            st.caption(f"and {len(rows) - MOST_SHOWN} more in the file")
    if st.button("I have them", icon=":material/check:"):
        del st.session_state[_LINKS]
        st.rerun()


def _harmless(cell: str) -> str:
    # A spreadsheet would run a name that begins like a formula.
    return f"'{cell}" if cell[:1] in "=+-@\t" else cell
