"""Levels as a reviewer gives them, one row of 1 to 5 a dimension, and beside each other once they are revealed."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

import streamlit as st

from trainer.domain.conversation import replies
from trainer.domain.practice import Record
from trainer.domain.rating import Rating, Unrated, standing
from trainer.domain.review import Levels
from trainer.domain.rubric import Dimension, Rubric
from trainer.screens import words
from trainer.screens.review_draft import Fields

APART = 2  # so many levels between two raters are marked


def ask(fields: Fields, of: str, rubric: Rubric, before: Levels | None = None) -> Levels | None:
    """Four rows of 1 to 5; the levels once all four are given. ``of`` names what is rated: a reply's number, or whole."""
    known = {d.id: {x.level: x for x in d.levels} for d in rubric.dimensions}
    # Two rows of two, not two columns: so the Tab key goes as the eye does.
    columns = [*st.columns(2, gap="small"), *st.columns(2, gap="small")]
    for column, dimension in zip(columns, Dimension, strict=True):
        means = known.get(dimension.value, {})
        with column:
            # Not segmented_control: in the dark its chosen one is too faint to read, and the arrow keys do not choose.
            level = st.radio(
                words.DIMENSION[dimension], [1, 2, 3, 4, 5], index=None, horizontal=True,
                help="  \n".join(f"**{k} · {words.literal(x.name)}:** {words.literal(x.means)}" for k, x in sorted(means.items(), reverse=True)),
                **fields.field(f"{of}.{dimension.value}", before[dimension] if before else None))
            if level in means:
                st.caption(f"{level} · {words.literal(means[level].name)}")
    if before is None and any(fields.value(f"{of}.{d.value}") for d in Dimension):
        if st.button("Clear", key=f"clear_{of}", type="tertiary", icon=":material/backspace:", help="As if you had not rated it"):
            fields.clear(*(f"{of}.{d.value}" for d in Dimension))
            st.rerun()
    return given(fields, of)


def given(fields: Fields, of: str) -> Levels | None:
    """The four levels in the fields, if all four are there."""
    found = {d: fields.value(f"{of}.{d.value}") for d in Dimension}
    return {d: int(level) for d, level in found.items()} if all(found.values()) else None


def begun(fields: Fields, of: str) -> bool:
    """Some level is given and some is not."""
    return given(fields, of) is None and any(fields.value(f"{of}.{d.value}") for d in Dimension)


def by_machine(record: Record, n: int) -> Rating | Unrated | None:
    """What stands of the scorers' own ratings of a reply, whatever reviewers gave."""
    return standing([r for r in record.ratings.get(n, ()) if isinstance(r, Unrated) or r.kind != "reviewer"])


def means_by_machine(record: Record) -> dict[Dimension, float]:
    """The scorers' mean levels over all replies that they rated; empty before any."""
    rated = [r for t in replies(record.turns) if isinstance(r := by_machine(record, t.n), Rating)]
    return {d: fmean(r.dimensions[d].level for r in rated) for d in Dimension} if rated else {}


def beside(machine: Rating | Unrated | None, people: Sequence[tuple[str, Levels]]) -> None:
    """A small table: the scorer's levels and everybody's, each with how far it is from the scorer's."""
    rated = {d: float(r.level) for d, r in machine.dimensions.items()} if isinstance(machine, Rating) else {}
    _table("Scorer", rated, people)
    if machine is None:
        st.caption(":material/hourglass_top: The scorer has not read this reply yet.")
    elif not rated:
        st.caption(":material/help: The scorer could not rate this reply.")


def beside_whole(means: dict[Dimension, float], people: Sequence[tuple[str, Levels]]) -> None:
    """The same for the talk as a whole: the scorer's mean over its replies."""
    _table("Scorer's mean", means, people)


def _table(whose: str, machine: dict[Dimension, float], people: Sequence[tuple[str, Levels]]) -> None:
    # The dimensions below each other: beside each other they do not fit a phone.
    columns = ([whose] if machine else []) + [words.literal(name) for name, _ in people]
    if not columns:
        return
    rows = [[f"**{words.DIMENSION[d]}**"] + ([_plain(machine[d])] if machine else []) + [_cell(levels[d], machine.get(d)) for _, levels in people]
            for d in Dimension]
    st.markdown("| dimension | " + " | ".join(columns) + " |\n|:--|" + ":--|" * len(columns) + "\n"
                + "\n".join(f"| {' | '.join(row)} |" for row in rows))


def in_words(pairs: Sequence[tuple[Levels, Rating]]) -> str:
    """How far one's own levels are from the scorer's, in a sentence; empty without any pair."""
    apart = [abs(levels[d] - rating.dimensions[d].level) for levels, rating in pairs for d in Dimension]
    if not apart:
        return ""
    same, far = sum(a == 0 for a in apart), sum(a >= APART for a in apart)
    return (f"Of {words.count(len(apart), 'level')} you and the scorer gave {same} alike"
            + (f"; {far} {'is' if far == 1 else 'are'} {APART} or more apart (marked)." if far else "; none is 2 or more apart."))


def _cell(level: int, machine: float | None) -> str:
    if machine is None or round(level - machine, 1) == 0:
        return str(level)
    off = level - machine
    said = f"{'+' if off > 0 else '−'}{_plain(abs(off))}"
    return f":orange-badge[{level} ({said})]" if abs(off) >= APART else f"{level} :gray[({said})]"


def _plain(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"
