"""How a team develops: each dimension over time with its spread, and everybody's way from the first score to the best."""

from __future__ import annotations

from datetime import date

import streamlit as st

from trainer.domain.progress import FEWEST, Period
from trainer.domain.rubric import Dimension
from trainer.screens import words
from trainer.screens.address import page_of_rows
from trainer.screens.desk import desk
from trainer.screens.picture import draw_picture
from trainer.services.progressing import Dashboard, Filter

A_PICTUREFUL = 15


def draw_levels(which: Filter, shown: Dashboard) -> None:
    """The first part of the screen: pictures first, the same figures as a table behind a click."""
    pictures = desk().pictures
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header("How levels move", anchor=False)
        st.session_state["by_week"] = which.weekly
        st.toggle("Week by week", key="by_week", on_change=_by_week)
    told = [p for p in shown.periods if p.levels]
    if not told:
        st.markdown(_too_few(which, shown))
    else:
        with st.grid("auto", min_column_width=300, gap="medium") as grid:
            for dimension in Dimension:
                with grid.cell(), st.container(border=True):
                    st.subheader(words.DIMENSION[dimension], anchor=False)
                    draw_picture(pictures.levels_over_time(words.DIMENSION[dimension], [
                        pictures.Step(_label(p.label), *p.levels[dimension]) for p in told if dimension in p.levels]),
                        key=f"levels_{dimension.value}")
        st.caption("The line is the median level, 1 to 5; half of the talks lie within the band. "
                   + ("A week" if which.weekly else "A month") + " is shown from three scored talks on.")
        with st.expander("The same as a table", icon=":material/table:"):
            st.markdown(_table(told))
    _first_to_best(shown)


def _by_week() -> None:
    if st.session_state["by_week"]:
        st.query_params["by"] = "week"
    else:
        st.query_params.pop("by", None)


def _too_few(which: Filter, shown: Dashboard) -> str:
    scored = sum(t.levels is not None for t in shown.talks)
    if scored < FEWEST:
        return f"A median and its spread are told from three scored talks on: {words.count(FEWEST - scored, 'more talk', 'more talks')} to go."
    return f"No single {'week' if which.weekly else 'month'} holds three scored talks yet."


def _label(label: str) -> str:
    """2026-11 → Nov 2026; 2026-W48 → 23 Nov, the week's Monday."""
    if "W" in label:
        year, week = label.split("-W")
        monday = date.fromisocalendar(int(year), int(week), 1)
        return f"{monday.day} {monday:%b}"
    first = date.fromisoformat(f"{label}-01")
    return f"{first:%b %Y}"


def _table(told: list[Period]) -> str:
    lines = ["| From | Talks | " + " | ".join(words.DIMENSION[d] for d in Dimension) + " |", "|---|---|" + "---|" * len(Dimension)]
    for period in told:
        cells = [f"{s.median:.1f} ({s.low:.1f}–{s.high:.1f})" if (s := period.levels.get(d)) else "" for d in Dimension]
        lines.append(f"| {_label(period.label)} | {period.talks} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _first_to_best(shown: Dashboard) -> None:
    st.header("From the first score to the best", anchor=False)
    rows = [r for r in shown.people if r.first is not None and r.best is not None]
    if not rows:
        st.markdown("Nobody has a scored talk yet. A score takes three rated replies.")
        return
    st.caption("The ring is the first score of 100, the dot the best so far. Those who have come furthest stand first.")
    rows.sort(key=lambda r: (-(r.best - r.first), shown.names.get(r.person, "")))
    pictures = desk().pictures
    now = page_of_rows(rows, A_PICTUREFUL)
    draw_picture(pictures.first_to_best([pictures.Climb(shown.names.get(r.person, "Somebody"), r.first, r.best) for r in now]), key="climbs")
    without = [shown.names.get(r.person, "") for r in shown.people if r.first is None]
    if without:
        some = ", ".join(words.literal(n) for n in without[:12])
        st.caption(f"No scored talk yet: {some}" + (f" and {len(without) - 12} more." if len(without) > 12 else "."))
