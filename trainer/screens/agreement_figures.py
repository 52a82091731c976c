"""The figures of one list of pairs: a picture, the table, and how the leaning moved from month to month."""

from __future__ import annotations

import streamlit as st

from trainer.screens import words
from trainer.screens.desk import desk
from trainer.screens.picture import draw_picture
from trainer.services.agreeing import FEWEST_PAIRS, Agreed


def draw_scorers(rows: list[Agreed], names: dict[str, str], key: str) -> None:
    """A card for each scorer version, beside all reviewers or one of them."""
    for scorer in dict.fromkeys(r.scorer for r in rows):
        with st.container(border=True):
            st.subheader(f"Scorer {words.literal(scorer)}", anchor=False)
            mine = [r for r in rows if r.scorer == scorer]
            reviewers = list(dict.fromkeys(r.reviewer for r in mine if r.reviewer))
            chosen = reviewers[0] if len(reviewers) == 1 else st.radio(
                "Beside", ["", *reviewers], key=f"beside_{key}_{scorer}", horizontal=True,
                format_func=lambda r: names.get(r, "somebody") if r else "all reviewers")
            other = names.get(chosen, "somebody") if chosen else "the reviewers"
            if len(reviewers) == 1:
                st.caption(f"Beside {words.literal(other)}, the only reviewer so far")
            _figures([r for r in mine if r.reviewer == chosen], "the scorer", other, f"{key}_{scorer}_{chosen}")


def draw_reviewers(rows: list[Agreed], names: dict[str, str], key: str) -> None:
    """A card for every two reviewers who rated the same."""
    for first, second in dict.fromkeys((r.reviewer, r.scorer) for r in rows if r.reviewer):
        one, other = names.get(first, "somebody"), names.get(second, "somebody")
        with st.container(border=True):
            st.subheader(f"{words.literal(one)} and {words.literal(other)}", anchor=False)
            _figures([r for r in rows if (r.reviewer, r.scorer) == (first, second)], other, one, f"{key}_{first}_{second}")


def _figures(some: list[Agreed], who: str, others: str, key: str) -> None:
    """``who`` leans milder or stricter than ``others``."""
    pairs = max((r.pairs for r in some), default=0)
    if pairs < FEWEST_PAIRS:
        st.markdown(f":material/hourglass_empty: **Too few yet:** {words.count(pairs, 'pair')}; figures come from {FEWEST_PAIRS} on.")
        st.progress(pairs / FEWEST_PAIRS)
        return
    st.markdown(f"**{words.literal(_verdict(some, who, others))}**")
    draw_picture(desk().agreed.kappas([(words.DIMENSION[r.dimension], r.found.kappa, r.found.low, r.found.high) for r in some if r.found]),
                 key=f"kappas_{key}")
    st.markdown("| dimension | kappa | exact, within 1 | leans |\n|:--|:--|:--|:--|\n" + "\n".join(_row(r) for r in some))
    st.caption(f"{words.count(pairs, 'pair')}. Leans: {words.literal(who)} beside {words.literal(others)}.")
    months = sorted({m for r in some for m in r.bias})
    if len(months) > 1:
        st.markdown("**How the leaning moved**")
        draw_picture(desk().agreed.leanings([words.DIMENSION[r.dimension] for r in some], months,
                                            [{m: mean for m, (_, mean) in r.bias.items()} for r in some]), key=f"leans_{key}")


def _verdict(some: list[Agreed], who: str, others: str) -> str:
    """The one sentence that a manager takes away."""
    known = [r for r in some if r.found]
    low = [words.DIMENSION[r.dimension].lower() for r in known if r.found.kappa < 0.4]
    leaning = [(r, "milder" if r.found.bias > 0 else "stricter") for r in known if abs(r.found.bias) >= 0.5]
    said = [f"{who} is {how} than {others} on {words.DIMENSION[r.dimension].lower()} by {abs(r.found.bias):.1f}" for r, how in leaning]
    if low:
        said.insert(0, f"{who} and {others} agree less than people usually do on {', '.join(low)}")
    text = "; ".join(said) or f"{who} and {others} see much the same on every side"
    return f"{text[0].upper()}{text[1:]}."


def _row(r: Agreed) -> str:
    name = words.DIMENSION[r.dimension]
    if r.found is None:
        return f"| **{name}** | too few | | |"
    a = r.found
    leans = "even" if abs(a.bias) < 0.05 else f"{abs(a.bias):.2f} {'milder' if a.bias > 0 else 'stricter'}"
    return f"| **{name}** | {a.kappa:.2f} :gray[{a.low:.2f}–{a.high:.2f}] | {a.exact:.0%}, {a.within_one:.0%} | {leans} |"
