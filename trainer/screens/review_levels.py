"""Levels as a reviewer gives them, and beside each other once they are revealed."""

from __future__ import annotations

import streamlit as st

from trainer.domain.rating import Rating
from trainer.domain.rubric import Dimension, Rubric
from trainer.screens import words


def ask(practice_id: str, n: int, rubric: Rubric, slot: str, before: dict[Dimension, int] | None = None) -> dict[Dimension, int] | None:
    """Four rows of 1–5 for one reply; the levels once all four are given. They stay in the address of this tab, so a
    reload loses none."""
    names = {d.id: {x.level: x.name for x in d.levels} for d in rubric.dimensions}
    given: dict[Dimension, int] = {}
    columns = st.columns(2, gap="small")
    for place, dimension in enumerate(Dimension):
        key = f"level_{slot}_{n}_{dimension.value}"
        kept = _kept(slot, n, dimension)
        first = before.get(dimension) if before else None
        with columns[place % 2]:
            level = st.segmented_control(words.DIMENSION[dimension], [1, 2, 3, 4, 5], key=key, default=kept or first,
                                         help=" · ".join(f"{k} {name}" for k, name in names.get(dimension.value, {}).items()))
        if level != kept:
            _keep(slot, n, dimension, level)
        if level:
            given[dimension] = level
    return given if len(given) == len(Dimension) else None


def unfinished(practice_id: str, numbers: list[int]) -> list[int]:
    """Which replies (1, 2, …) have some levels but not all."""
    found = []
    for k, n in enumerate(numbers, 1):
        count = sum(bool(st.session_state.get(f"level_{practice_id}_{n}_{d.value}")) for d in Dimension)
        if 0 < count < len(Dimension):
            found.append(k)
    return found


def beside(machine: Rating | None, people: list[tuple[str, dict[Dimension, int]]], rubric: Rubric) -> None:
    """A small table: the scorer's levels and everybody's; what is two or more apart is marked."""
    head = "| rated by | " + " | ".join(words.DIMENSION[d] for d in Dimension) + " |\n|---|" + "---|" * len(Dimension) + "\n"
    rows = []
    if machine:
        rows.append("| Scorer | " + " | ".join(str(machine.dimensions[d].level) for d in Dimension) + " |")
    for name, levels in people:
        cells = []
        for d in Dimension:
            apart = machine is not None and abs(machine.dimensions[d].level - levels[d]) >= 2
            cells.append(f":orange-badge[{levels[d]} · apart]" if apart else str(levels[d]))
        rows.append(f"| {words.literal(name)} | " + " | ".join(cells) + " |")
    if rows:
        st.markdown(head + "\n".join(rows))
    else:
        st.caption("No level of anybody's.")


def forget(slot: str) -> None:
    """What was kept in the address is given: it goes."""
    st.query_params.pop(_param(slot), None)


# Four digits a reply, as "3:4403,5:0000"; 0 is none. The address is the one place of a tab that outlives a reload.
def _param(slot: str) -> str:
    return "again" if slot.startswith("again_") else "given"


def _all(slot: str) -> dict[int, list[int]]:
    found = {}
    for part in st.query_params.get(_param(slot), "").split(","):
        n, _, digits = part.partition(":")
        if n.isdigit() and len(digits) == len(Dimension) and all(c in "012345" for c in digits):
            found[int(n)] = [int(c) for c in digits]
    return found


def _kept(slot: str, n: int, dimension: Dimension) -> int | None:
    return _all(slot).get(n, [0] * len(Dimension))[list(Dimension).index(dimension)] or None


def _keep(slot: str, n: int, dimension: Dimension, level: int | None) -> None:
    found = _all(slot)
    found.setdefault(n, [0] * len(Dimension))[list(Dimension).index(dimension)] = level or 0
    st.query_params[_param(slot)] = ",".join(f"{k}:{''.join(map(str, v))}" for k, v in sorted(found.items()) if any(v))
