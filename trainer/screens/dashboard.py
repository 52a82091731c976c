"""Team progress: who is where, how levels move, what is hard, and every talk behind it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from statistics import median

import streamlit as st

from trainer.domain.people import Person, Role
from trainer.domain.progress import FEWEST
from trainer.screens import dashboard_hard, dashboard_levels, dashboard_people, dashboard_talks, ways
from trainer.screens.address import choose, choose_part, say_again
from trainer.screens.desk import desk, person
from trainer.screens.team_choice import choose_team
from trainer.services.progressing import Dashboard, Filter

PARTS = {"levels": "Development", "people": "Who is where", "hard": "What is hard", "talks": "Every talk"}
SINCE = {"30": "Last 30 days", "90": "Last 90 days", "365": "Last 12 months", "all": "All time"}
EVERYBODY, ALL = "Everybody", "All clients"


def draw() -> None:
    """The whole screen; all that is chosen stands in its address."""
    who = person()
    say_again()
    st.title("Team progress", anchor=False)
    team = choose_team(who, "Progressing.dashboard")
    if not team:
        st.info("There is no team yet. Make one under People, and invite somebody.", icon=":material/group:")
        return
    trainees = _trainees(who, team)
    which = _filtered(team, trainees)
    shown = desk().team.progressing.dashboard(who, which)
    if not trainees and not shown.talks:
        st.info("Nobody in this team is a trainee yet. Invite people under People, then assign them a client.", icon=":material/group_add:")
        return
    _figures(shown)
    part = choose_part("What to look at", "part", PARTS, "levels")
    if part == "people":
        dashboard_people.draw_people(who, which, shown)
    elif not shown.talks:
        _nothing_yet(which)
    elif part == "levels":
        dashboard_levels.draw_levels(which, shown)
    elif part == "hard":
        dashboard_hard.draw_hard(who, which, shown)
    else:
        dashboard_talks.draw_talks(who, which, shown)


def _trainees(who: Person, team: str) -> dict[str, str]:
    return {p.person.id: p.person.name for p in desk().team.accounts.people(who).people
            if p.person.active and Role.TRAINEE in p.person.roles.get(team, ())}


def _filtered(team: str, trainees: dict[str, str]) -> Filter:
    clients = {s.id: s.title for s in desk().library.scenarios()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = choose("Since", "since", SINCE, "90")
        one = choose("Person", "who", {"": EVERYBODY} | trainees)
        client = choose("Client", "client", {"": ALL} | clients)
    weekly = st.query_params.get("by") == "week"
    day = (datetime.now(UTC) - timedelta(days=int(since))).date().isoformat() if since != "all" else ""
    return Filter(team, day, one or None, client or None, weekly)


def _figures(shown: Dashboard) -> None:
    scores = [t.score for t in shown.talks if t.score is not None]
    passed = [t.passed for t in shown.talks if t.passed is not None]
    begun = sum(r.talks > 0 for r in shown.people)
    enough = len(scores) >= FEWEST
    few = "Said from three scored talks on."
    with st.grid("auto", min_column_width=150, gap="small") as grid:
        for label, value, why in (
                ("People with a talk", f"{begun} of {len(shown.people)}", "Trainees with at least one finished talk under an assignment, or shared."),
                ("Talks", str(len(shown.talks)), "Finished talks under an assignment, or shared. What people practise on their own is nobody else's."),
                ("Median score", f"{median(scores):.0f}" if enough else "–", "Half of the talks score more, half less. " + few),
                ("Reach the mark", f"{100 * sum(passed) / len(passed):.0f} %" if enough else "–", "Talks that reach their rubric's pass mark. " + few)):
            with grid.cell():
                st.metric(label, value, help=why)


def _nothing_yet(which: Filter) -> None:
    if which.person or which.scenario or which.since:
        st.info("No finished talk fits what is chosen above. Choose a longer time, or everybody.", icon=":material/filter_alt_off:")
    else:
        st.info("No talk has been finished yet. Once people practise what you assign, you see here how they get better.", icon=":material/insights:")
        ways.link("assignments", "Assign something", icon=":material/assignment:", team=which.team)
