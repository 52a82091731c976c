"""Trying an own scenario: the practice bots talk through it, or the author does, before anybody else meets the client."""

from __future__ import annotations

from typing import Any

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.scenario import Scenario
from trainer.screens import ways, words
from trainer.screens.desk import desk
from trainer.screens.picture import draw_picture


def draw_trial(who: Person, team: str, found: Any, base: int, text: str, scenario: Scenario | None, changed: bool) -> None:
    """Both ways of trying it."""
    if found.kind != "scenario":
        st.markdown("A rubric is tried by assigning a client with it. Levels that you reword, and dimensions that you add, are for "
                    "a judge model and for reviewers; the built-in scorer follows the shipped codebook.")
        return
    if scenario is None:
        st.markdown("Mend the faults first; then the bots can talk with this client, and so can you.")
        return
    st.markdown("**Talk with them yourself.** A talk of your own, seen by nobody else; it does not need to be published.")
    if st.button("Talk with this client", icon=":material/forum:", disabled=changed, help="Save first, then it is this version that you meet."):
        practice = desk().practising.try_out(who, found.id, base)
        ways.go("talk", practice=practice.id)
    st.markdown("**Let the bots talk with them.** Trainees of many kinds, from skilled to hopeless, say whether this client can be "
                "won and does not cave.")
    seeds = st.segmented_control("Talks for each bot", [1, 2, 3], default=1, key=f"seeds_{found.id}", required=True)
    if st.button("Run the bots", icon=":material/smart_toy:"):
        bar = st.progress(0.0, "The bots are talking …")
        run = desk().team.authoring.try_contract(who, team, text, seeds or 1,
                                                 lambda done, of, bot: bar.progress(done / of, f"{bot.replace('_', ' ')}: {done} of {of} talks"))
        bar.empty()
        st.session_state[f"trial_{found.id}"] = (hash(text), run)
    kept = st.session_state.get(f"trial_{found.id}")
    if kept is None:
        return
    if kept[0] != hash(text):
        st.caption(":material/update: The text has changed since this run.")
    _result(found, kept[1])


def _result(found: Any, run: Any) -> None:
    if run.holds:
        st.success("The contract holds: skilled trainees win this client, empty ones do not.", icon=":material/check_circle:")
    for line in run.breaches:
        clause, _, rest = line.partition(": ")
        st.warning(words.literal(rest), title=words.literal(clause.replace("_", " ")), icon=":material/warning:")
    for line in run.excused:
        st.caption("Declared exception: " + words.literal(line))
    draw_picture(desk().resistance("How fast they give way", run.curves), key=f"curves_{found.id}")
    head = "| trainee | ends | replies | anger | trust | facts | objectives |\n|---|---|---|---|---|---|---|\n"
    st.markdown(head + "\n".join(
        f"| {r.bot.replace('_', ' ')} | {', '.join(f'{k.replace(chr(95), chr(32))} {v}' for k, v in r.endings.items())} | {r.replies:g} | {r.anger:g} | "
        f"{r.trust:g} | {r.facts:g} of {r.facts_there} | {r.objectives:g} of {r.objectives_there} |" for r in run.rows))
