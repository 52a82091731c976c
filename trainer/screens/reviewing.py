"""Reviews: the talks that wait for a person's eye, the most urgent first, under pseudonyms."""

from __future__ import annotations

import streamlit as st

from trainer.screens import ways, words
from trainer.screens.desk import desk, person
from trainer.screens.team_choice import choose_team

# why a talk waits → how it is called, and what that means for the reviewer
WHY = {
    "assessment": ("Assessment", "violet", "lock", "nobody has read it yet"),
    "another look": ("Another look", "orange", "replay", "its trainee asks for one"),
    "unstable": ("Unstable", "orange", "sync_problem", "the scorer was of two minds"),
    "seen differently": ("Seen differently", "blue", "balance", "its trainee disagrees with a level"),
    "second reading": ("Second reading", "gray", "group", "a second blind rating makes a pair"),
    "sample": ("Sample", "gray", "casino", "drawn at random, so that not only the odd ones are read"),
}
MOST = 50


def draw() -> None:
    """The whole screen; filters stand in the address."""
    who = person()
    team = choose_team(who, "Reviewing.queue")
    st.title("Reviews", anchor=False)
    if not team:
        st.info("You are a reviewer of no team (any more).", icon=":material/group:")
        return
    st.markdown("You read a talk and rate it **before** you see any level, so that your view is your own. Then the levels are "
                "shown beside yours, and you comment.")
    titles = {s.id: s.title for s in desk().library.scenarios()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        why = st.selectbox("Why it waits", ["", *WHY], key="why", bind="query-params", format_func=lambda w: WHY[w][0] if w else "Anything")
        scenario = st.selectbox("Client", ["", *titles], key="client", bind="query-params", format_func=lambda s: titles[s] if s else "Any")
    queue = desk().team.reviewing.queue(who, team, scenario or None, why or None, MOST)
    if not queue.waiting:
        if why or scenario:
            st.markdown("Nothing waits that fits both. Choose “Anything” and “Any”.")
        else:
            st.success("Nothing waits for you. Assessments, shared talks that a trainee disagrees with, and a random sample come here "
                       "when they end.", icon=":material/inbox:")
        return
    total = sum(queue.counts.values())
    parts = [f"{queue.counts[w]} {WHY[w][0].lower()}" for w in WHY if queue.counts.get(w)]
    st.caption(f"{words.count(total, 'talk waits', 'talks wait')}: " + ", ".join(parts))
    zone = st.context.timezone
    for waiting in queue.waiting:
        label, colour, icon, means = WHY[waiting.why]
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.badge(label, color=colour, icon=f":material/{icon}:", help=means)
            st.markdown(f"**{words.literal(waiting.title)}**  \n:gray[{words.literal(queue.names.get(waiting.person, 'somebody'))} · "
                        f"ended {words.day(waiting.ended_at, zone)}]")
            read = f", read {words.count(waiting.reviews, 'time')}" if waiting.reviews else ""
            if st.button("Read and rate" if waiting.why != "second reading" else "Rate as second", key=f"read_{waiting.practice}",
                         icon=":material/rate_review:", help=f"{means}{read}"):
                ways.go("review", practice=waiting.practice)
