"""Reviews: the talks that wait for a person's eye, the most urgent first, under pseudonyms."""

from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person
from trainer.screens import ways, words
from trainer.screens.address import choose
from trainer.screens.desk import desk, person
from trainer.screens.team_choice import choose_team
from trainer.services.reviewing import Queue

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
        why = choose("Why it waits", "why", {"": "Anything"} | {w: label for w, (label, *_) in WHY.items()})
        scenario = choose("Client", "client", {"": "Any"} | titles)
    queue = desk().team.reviewing.queue(who, team, scenario or None, why or None, MOST)
    _waiting(queue, bool(why or scenario))
    _looked(who, team)


def _waiting(queue: Queue, filtered: bool) -> None:
    if not queue.waiting:
        if filtered:
            st.markdown("Nothing waits that fits both. Choose “Anything” and “Any”.")
        else:
            st.success("Nothing waits for you. Assessments, shared talks that a trainee disagrees with, and a random sample come here "
                       "when they end.", icon=":material/inbox:")
        return
    total = sum(queue.counts.values())
    parts = [f"{WHY[w][0].lower()} {queue.counts[w]}" for w in WHY if queue.counts.get(w)]
    st.caption(f"{words.count(total, 'talk waits', 'talks wait')}: " + ", ".join(parts)
               + (f". Shown are the first {len(queue.waiting)}." if len(queue.waiting) == MOST else ""))
    zone = st.context.timezone
    for waiting in queue.waiting:
        label, colour, icon, means = WHY[waiting.why]
        half = " · :blue[:material/edit: begun]" if waiting.practice in queue.begun else ""
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.badge(label, color=colour, icon=f":material/{icon}:", help=means)
            st.markdown(f"**{words.literal(waiting.title)}**  \n:gray[{words.literal(queue.names.get(waiting.person, 'somebody'))} · "
                        f"ended {words.day(waiting.ended_at, zone)}]{half}", width="stretch")
            read = f", read {words.count(waiting.reviews, 'time')}" if waiting.reviews else ""
            verb = "Go on" if half else "Read and rate" if waiting.why != "second reading" else "Rate as second"
            if st.button(verb, key=f"read_{waiting.practice}", icon=":material/rate_review:", help=f"{means}{read}"):
                ways.go("review", practice=waiting.practice)


def _looked(who: Person, team: str) -> None:
    """What is done already; where the trainee has written since, that comes first to the eye."""
    done, names = desk().team.reviewing.looked(who, team)
    if not done:
        return
    answered = sum(d.answered for d in done)
    st.header("What you have read", anchor=False)
    if answered:
        st.caption(f"{words.count(answered, 'trainee has', 'trainees have')} written to you since.")
    zone = st.context.timezone
    for talk in done:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/{'visibility_off' if talk.blind else 'visibility'}: {words.literal(talk.title)} "
                        f":gray[{words.literal(names.get(talk.person, 'somebody'))} · {words.short_day(talk.at, zone)} · "
                        f"{'rated blind' if talk.blind else 'not blind'}]" + (" :orange-badge[:material/reply: answered]" if talk.answered else ""), width="stretch")
            ways.link("review", "Open", icon=":material/arrow_forward:", practice=talk.practice)
