"""A talk with everybody's levels beside each other: where one differs, comments, whose levels stand, a change of mind."""

from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.practice import MIN_RATED, TalkScore, talk_score
from trainer.domain.rating import DimensionRating, Rating, Unrated
from trainer.domain.review import Levels, Review
from trainer.domain.rubric import Dimension
from trainer.screens import remarks, review_levels, words
from trainer.screens.desk import desk
from trainer.screens.review_draft import Fields
from trainer.screens.review_said import draw_end, draw_said, numbered
from trainer.services.reviewing import Reading


def draw_revealed(who: Person, reading: Reading, fields: Fields, reviewer: bool) -> None:
    """The whole of it; a manager who is no reviewer reads and comments."""
    shown = reading.remarks
    ratings = [r for r in shown.reviews if not r.decision]
    mine = next((r for r in reversed(ratings) if r.reviewer == who.id), None)
    machine = {turn.n: review_levels.by_machine(reading.record, turn.n) for _, _, turn in numbered(reading)}
    _at_a_glance(who, reading, mine, machine)
    for k, line, turn in numbered(reading):
        with st.container(border=True):
            draw_said(reading, k, line, turn)
            review_levels.beside(machine[turn.n], remarks.levels_of(shown, turn.n, who.id))
            _reasons(machine[turn.n])
            for n, dimension, level, why in reading.disagreements:
                if n == turn.n:
                    st.markdown(f":material/balance: The trainee sees **{words.DIMENSION[Dimension(dimension)].lower()}** at {level}: "
                                f"{words.literal(why) or 'no reason given'}")
            remarks.draw_comments([c for c in shown.comments if c.turn_n == turn.n], shown.names, who.id)
            _comment(who, reading, fields, turn.n, f"Comment on reply {k}")
    draw_end(reading)
    with st.container(border=True):
        st.header("On the whole talk", anchor=False)
        wholes = remarks.wholes_of(shown, who.id)
        if wholes:
            review_levels.beside_whole(review_levels.means_by_machine(reading.record), wholes)
        remarks.draw_reviews(shown, who.id)
        remarks.draw_comments([c for c in shown.comments if c.turn_n is None], shown.names, who.id)
        _comment(who, reading, fields, None, "Comment on the whole talk")
    if not reviewer or not reading.record.practice.over():
        return
    if mine and mine.levels:
        _decide(who, reading, fields)
    _again(who, reading, fields, mine)


def _score(reading: Reading, ratings: dict[int, Rating | Unrated | None]) -> TalkScore:
    return talk_score(list(ratings.values()), reading.rubric)


def _at_a_glance(who: Person, reading: Reading, mine: Review | None, machine: dict[int, Rating | Unrated | None]) -> None:
    """Both scores, what stands, and how far apart the levels are."""
    decision = next((r for r in reversed(reading.remarks.reviews) if r.decision), None)
    own = {n: _as_rating(mine.levels[n]) if mine and n in mine.levels else None for n in machine}
    scores = [("By the scorer", _score(reading, machine).score), ("By your levels", _score(reading, own).score)]
    with st.container(border=True):
        with st.container(horizontal=True, gap="large"):
            for label, score in scores:
                if score is not None:
                    st.metric(label, f"{score:.0f} of 100")
        if mine and 0 < len(mine.levels) < MIN_RATED:
            st.caption(f"A score takes {MIN_RATED} rated replies; you rated {len(mine.levels)}.")
        pairs = [(mine.levels[n], r) for n, r in machine.items() if mine and n in mine.levels and isinstance(r, Rating)]
        said = review_levels.in_words(pairs)
        if said:
            st.markdown(said)
        if decision is None:
            st.markdown(":material/gavel: **The scorer's levels stand**; nobody has decided otherwise.")
        else:
            by = "you" if decision.reviewer == who.id else reading.remarks.names.get(decision.reviewer, "somebody")
            whose = ("Your levels" if by == "you" else f"The levels of {by}") if decision.decision == "reviewer" else "The scorer's levels"
            st.markdown(f":material/gavel: **{words.literal(whose)} stand**, decided by {words.literal(by)}.")


def _reasons(machine: Rating | Unrated | None) -> None:
    if isinstance(machine, Rating):
        with st.expander("Why the scorer says so", icon=":material/psychology:"):
            st.markdown("\n".join(f"- **{words.DIMENSION[d]}, {r.level}:** {words.literal(r.reason)}" for d, r in machine.dimensions.items()))


def _comment(who: Person, reading: Reading, fields: Fields, n: int | None, label: str) -> None:
    name, practice_id = f"comment.{'talk' if n is None else n}", reading.record.practice.id
    with st.popover(label, icon=":material/add_comment:"):
        text = st.text_area("Your comment (the trainee reads it, with your name)", max_chars=2000, **fields.field(name))
        if st.button("Send", key=f"send_{practice_id}_{n}", type="primary"):
            if text and text.strip():
                desk().team.reviewing.comment(who, practice_id, text, n)
                fields.clear(name)
                st.rerun()
            st.caption("Write something first.")


def _decide(who: Person, reading: Reading, fields: Fields) -> None:
    with st.container(border=True):
        st.header("Whose levels stand", anchor=False)
        st.markdown("Nothing is overwritten: the others stay beside them, and you may change your mind later.")
        whose = st.radio("The score rests on", ["reviewer", "machine"], horizontal=True,
                         format_func={"reviewer": "my levels, where I gave any", "machine": "the scorer's levels"}.__getitem__, **fields.field("whose"))
        reason = st.text_input("Reason (the trainee reads it)", max_chars=600, **fields.field("why"))
        if st.button("Decide", icon=":material/gavel:", help="It takes a reason."):
            if not (reason and reason.strip()):
                st.warning("Say why in a sentence; the trainee reads it.", icon=":material/edit:")
                return
            desk().team.reviewing.decide(who, reading.record.practice.id, whose, reason)
            fields.clear("whose", "why")
            st.toast("Decided. It stands from now on.", icon=":material/gavel:")
            st.rerun()


def _again(who: Person, reading: Reading, fields: Fields, mine: Review | None) -> None:
    before = mine.levels if mine else {}
    # Who looked without rating goes on where they were: with the levels that they had begun to give.
    prefix = "again." if mine else ""
    with st.expander("Change my mind" if mine else "Rate it now (no longer blind)", icon=":material/edit:"):
        st.caption("What you gave before stays on record, with its time; this is added." if mine else "It is added beside the other levels.")
        given = {}
        for k, _, turn in numbered(reading):
            st.markdown(f"**Reply {k}**")
            some = review_levels.ask(fields, f"{prefix}{turn.n}", reading.rubric, before.get(turn.n))
            if some and some != before.get(turn.n):
                given[turn.n] = some
        st.markdown("**The talk as a whole**")
        whole = review_levels.ask(fields, f"{prefix}whole", reading.rubric, mine.whole if mine else None)
        whole = whole if whole and whole != (mine.whole if mine else None) else None
        reason = st.text_input("Why (the trainee reads it)", max_chars=600, **fields.field(f"{prefix}reason"))
        if st.button("Add these levels", key="again_keep", disabled=not (given or whole)):
            if not (reason and reason.strip()):
                st.warning("Say why in a sentence.", icon=":material/edit:")
                return
            desk().team.reviewing.rate(who, reading.record.practice.id, given, reason, whole)
            fields.clear_all()
            st.toast("Added.", icon=":material/edit:")
            st.rerun()


def _as_rating(levels: Levels) -> Rating:
    return Rating(scorer="reviewer", kind="reviewer", dimensions={
        d: DimensionRating(level=level, low=level, high=level, reason="as the reviewer sees it") for d, level in levels.items()})
