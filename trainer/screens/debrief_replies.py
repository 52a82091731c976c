"""Each reply of a talk: what the client had said, my words with the telling ones marked, levels, reasons, another wording."""

from __future__ import annotations

import streamlit as st

from trainer.domain.conversation import Turn
from trainer.domain.errors import TrainerError
from trainer.domain.practice import Mode, Record
from trainer.domain.rating import DimensionRating, Rating, Unrated, standing
from trainer.domain.rubric import Dimension, Rubric
from trainer.domain.scenario import Scenario
from trainer.screens import remarks, ways, words
from trainer.screens.desk import desk, person
from trainer.services.reviewed import Remarks

SHORT = 90


def draw_replies(record: Record, scenario: Scenario, rubric: Rubric, coaching, said: Remarks | None = None) -> None:
    """All replies in order, each with an anchor that the mood curve links to."""
    k = 0
    for i, turn in enumerate(record.turns):
        if turn.who != "trainee":
            continue
        k += 1
        line = record.turns[i - 1] if i else None
        if turn.n < record.practice.judged_from():
            continue  # said in the first try, and looked at there
        with st.container(border=True):
            st.subheader(f"Reply {k}", anchor=f"reply-{k}")
            _one(record, scenario, rubric, coaching, line, turn, said)


def _one(record: Record, scenario: Scenario, rubric: Rubric, coaching, line: Turn | None, turn: Turn,
         said: Remarks | None) -> None:
    rating = standing(list(record.ratings.get(turn.n, ())))
    client_spans, own_spans = _spans(rating, line, turn)
    if line is not None:
        st.markdown(f":gray[{words.literal(scenario.client.name)}:] {words.marked(line.text, client_spans, 'blue')}")
    st.markdown(f"**You:** {words.marked(turn.text, own_spans)}")
    if rating is None:
        st.caption(":material/hourglass_top: Not read yet.")
    elif isinstance(rating, Unrated):
        _not_rated(record, turn, rating)
    else:
        _levels(rating, rubric, {t.id: t.name for t in coaching.techniques})
        better = coaching.better.get(turn.n)
        if better is not None:
            st.markdown(f":material/edit: **Another wording** :gray[(an example)]  \n{words.literal(better.text)}")
    remarks.draw_at_reply(said, record, turn.n)
    with st.container(horizontal=True, gap="small"):
        if record.practice.mode is Mode.PRACTICE and st.button(
                "Try this moment again", key=f"again_{turn.n}", icon=":material/alt_route:"):
            ways.go("talk", practice=desk().practising.branch(person(), record.practice.id, turn.n).id)
        if isinstance(rating, Rating):
            _differ(record, turn, rating)


def _spans(rating: Rating | Unrated | None, line: Turn | None, turn: Turn) -> tuple[list, list]:
    """Where the quoted words stand. Offsets are believed only where they point at the quote itself."""
    theirs: list[tuple[int, int]] = []
    mine: list[tuple[int, int]] = []
    if isinstance(rating, Rating):
        for d in rating.dimensions.values():
            for q in d.quotes:
                text = turn.text if q.who == "trainee" else line.text if line else ""
                at = q.start if q.end > q.start and text[q.start:q.end] == q.text else text.find(q.text)
                if q.supports() and q.text and at >= 0:
                    (mine if q.who == "trainee" else theirs).append((at, at + len(q.text)))
    return theirs, mine


def _levels(rating: Rating, rubric: Rubric, technique_names: dict[str, str]) -> None:
    names = {d.id: {x.level: x.name for x in d.levels} for d in rubric.dimensions}
    rows = []
    for dimension in Dimension:
        d = rating.dimensions[dimension]
        name = names.get(dimension.value, {}).get(d.level, "")
        rows.append(f"**{words.DIMENSION[dimension]}** :{words.LEVEL_COLOUR[d.level]}-badge[{d.level} of 5 · "
                    f"{words.literal(name)}] {_reason(d, name)}")
    st.markdown("\n\n".join(rows))
    for gate in rating.gates:
        st.markdown(f":orange[:material/front_hand:] {words.literal(gate.reason)}")
    seen = [t for t in rating.techniques if t.sayable]
    if rating.unstable:
        st.caption("Several readings of this reply differed by more than one level. Take it with care.")
    if rating.differs:
        sides = ", ".join(words.DIMENSION[d].lower() for d in rating.differs)
        st.caption(f"The built-in scorer sees {sides} two or more levels differently.")
    if seen:
        names = sorted({technique_names.get(t.id, t.id.replace("_", " ")).lower() for t in seen})
        st.caption(f":material/check: {words.literal(', '.join(names))}")


def _reason(d: DimensionRating, name: str) -> str:
    """The reason without the level's name, which stands before it, and the words that show it where they are short."""
    reason = d.reason.removeprefix(f"{name}: ").strip()
    reason = reason[:1].upper() + reason[1:]
    quote = next((q.text for q in d.quotes if q.who == "trainee" and q.supports() and 0 < len(q.text) <= SHORT), "")
    shown = f" :gray[“{words.literal(quote)}”]" if quote else ""
    unsure = f" :gray[(hard to tell: {d.low} to {d.high})]" if d.uncertain and d.low and d.high and d.low < d.high else ""
    return f"{words.literal(reason)}{shown}{unsure}"


def _not_rated(record: Record, turn: Turn, rating: Unrated) -> None:
    st.markdown(f":material/help: **Not rated:** {words.literal(rating.reason)}")
    if rating.retryable and st.button("Try to rate it again", key=f"rate_{turn.n}"):
        desk().practising.rate_again(person(), record.practice.id, turn.n)
        st.rerun()


def _differ(record: Record, turn: Turn, rating: Rating) -> None:
    with st.popover("I see this differently", icon=":material/balance:"):
        kept = f"differ_{record.practice.id}_{turn.n}"
        dimension = st.selectbox("Which side of it?", list(Dimension), format_func=words.DIMENSION.get, key=f"{kept}_d")
        level = st.segmented_control("Which level would you give?", [1, 2, 3, 4, 5], key=f"{kept}_l",
                                     default=rating.dimensions[dimension].level)
        why = st.text_area("Why?", key=f"{kept}_w", max_chars=600)
        if st.button("Keep my view", key=f"{kept}_b", disabled=level is None):
            try:
                desk().practising.differ(person(), record.practice.id, turn.n, dimension.value, level, why)
                st.success("Kept. Whoever reviews this talk reads it. The level itself stays as it is.")
            except TrainerError as refused:
                st.warning(words.literal(str(refused)))
