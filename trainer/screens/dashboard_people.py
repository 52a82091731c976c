"""Who is where: everybody's assignments, talks and scores, those first who may need a word."""

from __future__ import annotations

import streamlit as st

from trainer.domain.assignment import Status
from trainer.domain.people import Person
from trainer.domain.progress import PersonRow
from trainer.screens import terms_words, ways, words
from trainer.screens.address import page_of_rows
from trainer.screens.desk import desk
from trainer.screens.status_bar import draw_status_bar
from trainer.services.progressing import Dashboard, Filter

A_SCREENFUL = 20
_FIRST = (Status.PAST_DUE, Status.DID_NOT_PASS, Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETED)


def draw_people(who: Person, which: Filter, shown: Dashboard) -> None:
    """Every trainee of the team, or the one chosen."""
    assigned = desk().team.assigning.assignments(who, which.team)
    stands: dict[str, list[Status]] = {r.person: [] for r in shown.people}
    for overview in assigned:
        for person_id, standing in overview.standing.items():
            if person_id in stands:
                stands[person_id].append(standing.status)
    st.header("Who is where", anchor=False)
    everything = [s for each in stands.values() for s in each]
    if everything:
        draw_status_bar({s: everything.count(s) for s in Status}, "all_shares")
        st.caption(f"All people times all {words.count(len(assigned), 'assignment')} that are not withdrawn.")
    elif not assigned:
        st.markdown("Nothing is assigned in this team.")
    ways.link("assignments", "Assign something, or remind", icon=":material/assignment:", team=which.team)
    rows = sorted(shown.people, key=lambda r: (_urgency(stands[r.person]), shown.names.get(r.person, "").lower()))
    for row in page_of_rows(rows, A_SCREENFUL):
        _row(which, row, shown.names.get(row.person, "Somebody"), stands[row.person])


def _urgency(stands: list[Status]) -> int:
    return min((_FIRST.index(s) for s in stands), default=len(_FIRST))


def _row(which: Filter, row: PersonRow, name: str, stands: list[Status]) -> None:
    badges = []
    for status in _FIRST:
        if n := stands.count(status):
            label, colour, icon = terms_words.STATUS[status]
            badges.append(f":{colour}-badge[:material/{icon}: {n} {label.lower()}]")
    zone = st.context.timezone
    said = [words.count(row.talks, "talk")] if row.talks else ["no finished talk"]
    if row.first is not None:
        said.append(f"first {row.first:.0f}, best {row.best:.0f}, latest {row.latest:.0f}" if row.scored > 1 else f"score {row.first:.0f}")
    if row.last_at:
        said.append(f"last on {words.short_day(row.last_at, zone)}")
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.markdown(f"**{words.literal(name)}** {' '.join(badges) or ':gray-badge[nothing assigned]'}  \n:gray[{' · '.join(said)}]")
        if row.talks:
            ways.link("team", "Talks", icon=":material/forum:", team=which.team, who=row.person, part="talks", **_kept("since"))


def _kept(name: str) -> dict[str, str]:
    """What the address has chosen goes along."""
    chosen = st.query_params.get(name)
    return {name: chosen} if chosen else {}
