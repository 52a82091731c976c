"""Agreement: how far scorer and reviewers see the same, per dimension, scorer version and reviewer; too few pairs say nothing."""

from __future__ import annotations

import streamlit as st

from trainer.domain.permissions import may
from trainer.screens import words
from trainer.screens.desk import desk, person
from trainer.screens.picture import draw_picture
from trainer.screens.team_choice import choose_team
from trainer.services.agreeing import FEWEST_PAIRS, Agreed


def draw() -> None:
    """The whole screen."""
    who = person()
    team = choose_team(who, "Agreeing.agreement")
    st.title("Agreement", anchor=False)
    if not team:
        st.info("There is no team of yours yet.", icon=":material/group:")
        return
    st.markdown("Only replies that a reviewer rated **blind** count. Kappa is 1 where two raters always agree, 0 where they agree no more "
                "than by chance; people who rate such things agree with each other at about .4 to .6.")
    found = desk().team.agreeing.agreement(who, team)
    st.header("Scorer and reviewers", anchor=False)
    if not found.scorers:
        st.info("No reply has been rated blind yet. Reviewers do that under Reviews; every reply they rate becomes a pair.", icon=":material/balance:")
    else:
        _versions(found.scorers, found.names)
    st.header("Reviewers among themselves", anchor=False)
    if not found.reviewers:
        st.markdown("No reply has been rated blind by two reviewers yet. “Second reading” in the reviewers' list makes such pairs.")
    else:
        _versions(found.reviewers, found.names)
    if may(who, "Agreeing.gold", team):
        st.header("Take them away", anchor=False)
        st.markdown("As a gold file: `python -m trainer agreement --gold FILE` measures a scorer on it, `python -m trainer calibrate --gold FILE` "
                    "corrects how a judge model leans.")
        if st.button("Prepare the gold file", icon=":material/inventory_2:"):
            st.session_state["gold"] = desk().team.agreeing.gold(who, team)
        if st.session_state.get("gold"):
            st.download_button("Download it", st.session_state["gold"], file_name="gold.jsonl", mime="application/jsonl",
                               icon=":material/download:", on_click="ignore")
        elif "gold" in st.session_state:
            st.caption("There is nothing in it yet that you may read.")


def _versions(rows: list[Agreed], names: dict[str, str]) -> None:
    scorers = list(dict.fromkeys(r.scorer for r in rows))
    for scorer in scorers:
        with st.container(border=True):
            st.subheader(words.literal(names.get(scorer, scorer)), anchor=False)
            mine = [r for r in rows if r.scorer == scorer]
            reviewers = list(dict.fromkeys(r.reviewer for r in mine))
            chosen = st.segmented_control("Against", reviewers, default="", key=f"against_{scorer}", required=True,
                                          format_func=lambda r: names.get(r, "somebody") if r else "all reviewers") if len(reviewers) > 2 else ""
            some = [r for r in mine if r.reviewer == (chosen or "")]
            pairs = max((r.pairs for r in some), default=0)
            if pairs < FEWEST_PAIRS:
                st.markdown(f":material/hourglass_empty: **Too few yet:** {words.count(pairs, 'pair')}; figures come from {FEWEST_PAIRS} on.")
                st.progress(pairs / FEWEST_PAIRS)
                continue
            draw_picture(desk().agreed([(words.DIMENSION[r.dimension], r.found.kappa, r.found.low, r.found.high) for r in some if r.found]),
                         key=f"agreed_{scorer}_{chosen}")
            st.markdown("| dimension | pairs | kappa (95 %) | exact | within one | leans |\n|---|---|---|---|---|---|\n" + "\n".join(_row(r) for r in some))
            over_time = next((r for r in some if len(r.bias) > 1), None)
            if over_time:
                with st.expander("Month by month", icon=":material/calendar_month:"):
                    months = list(over_time.bias)
                    st.markdown("| leans | " + " | ".join(months) + " |\n|---|" + "---|" * len(months) + "\n" + "\n".join(
                        f"| {words.DIMENSION[r.dimension]} | " + " | ".join(f"{r.bias[m][1]:+.2f} ({r.bias[m][0]})" if m in r.bias else "" for m in months) + " |"
                        for r in some))


def _row(r: Agreed) -> str:
    if r.found is None:
        return f"| {words.DIMENSION[r.dimension]} | {r.pairs} | too few | | | |"
    a = r.found
    leans = "even" if abs(a.bias) < 0.05 else f"{abs(a.bias):.2f} {'milder' if a.bias > 0 else 'stricter'}"
    return f"| {words.DIMENSION[r.dimension]} | {r.pairs} | {a.kappa:.2f} ({a.low:.2f} to {a.high:.2f}) | {a.exact:.0%} | {a.within_one:.0%} | {leans} |"
