"""Agreement: how far scorer and reviewers see the same, per dimension, scorer version and reviewer; too few pairs say nothing."""

from __future__ import annotations

import streamlit as st

from trainer.domain.permissions import may
from trainer.screens import words
from trainer.screens.address import choose_part
from trainer.screens.agreement_figures import draw_reviewers, draw_scorers
from trainer.screens.desk import desk, person
from trainer.screens.taking_away import offer
from trainer.screens.team_choice import choose_team
from trainer.services.agreeing import FEWEST_PAIRS

OF = {"replies": "Replies", "talks": "Talks as a whole"}


def draw() -> None:
    """The whole screen."""
    who = person()
    team = choose_team(who, "Agreeing.agreement")
    st.title("Agreement", anchor=False)
    if not team:
        st.info("There is no team of yours yet.", icon=":material/group:")
        return
    st.markdown("How far the scorer and the people who review see the same in the same words. Only what was rated **blind** counts.")
    with st.expander("How to read this", icon=":material/help:"):
        st.markdown("- **Kappa** is 1 where two always agree and 0 where they agree no more than by chance; two levels apart weigh four times "
                    "as much as one. People who rate such things agree with each other at about .4 to .6.\n"
                    "- The **bar** beside it is where kappa lies in 95 of 100 samples like this one. A long bar: wait for more pairs.\n"
                    "- **Leans** says by how many levels the scorer is milder or stricter than the reviewers on average.\n"
                    f"- Below **{FEWEST_PAIRS} pairs** no figure is shown: it would be chance.")
    found = desk().team.agreeing.agreement(who, team)
    of = "replies"
    if found.scorers_whole or found.reviewers_whole:
        of = choose_part("What was rated", "of", OF, "replies")
    if of == "talks":
        st.caption("Beside the reviewer's levels for a talk stands the scorer's mean over its replies, rounded to a level.")
    st.header("Scorer and reviewers", anchor=False)
    machine, human = (found.scorers, found.reviewers) if of == "replies" else (found.scorers_whole, found.reviewers_whole)
    if not machine:
        st.info("Nothing has been rated blind yet. Reviewers do that under Reviews; every reply or talk that they rate becomes a pair.",
                icon=":material/balance:")
    else:
        draw_scorers(machine, found.names, f"{of}_machine")
    st.header("Reviewers among themselves", anchor=False)
    if not human:
        st.markdown("Nothing has been rated blind by two reviewers yet. “Second reading” in the reviewers' list makes such pairs.")
    else:
        draw_reviewers(human, found.names, f"{of}_human")
    if may(who, "Agreeing.gold", team):
        _take_away(team, bool(found.scorers or found.reviewers))


def _take_away(team: str, anything: bool) -> None:
    st.header("Take the pairs away", anchor=False)
    st.markdown("One line for each reply rated blind, with its talk up to there, for a gold file: `python -m trainer agreement --gold FILE` "
                "measures a scorer on it, `python -m trainer calibrate --gold FILE` corrects how a judge model leans. "
                "It holds the words of the talks that you may read, and no others: look after it.")
    offer("Download the gold file", lambda who: desk().team.agreeing.gold(who, team), "gold.jsonl", "application/jsonl", disabled=not anything,
          why=None if anything else "No reply has been rated blind yet.")
