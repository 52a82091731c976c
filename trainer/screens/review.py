"""One talk under review: read and rated blind first, then the levels beside one's own, comments, and whose levels stand."""

from __future__ import annotations

import streamlit as st

from trainer.domain.conversation import Turn, replies
from trainer.domain.people import Person, Role
from trainer.domain.practice import Mode
from trainer.domain.rating import Rating, standing
from trainer.domain.rubric import Dimension
from trainer.screens import remarks, review_levels, view, ways, widgets, words
from trainer.screens.desk import desk, person
from trainer.services.reviewing import Reading


def draw() -> None:
    """The whole screen; its address holds the practice's id."""
    who, practice_id = person(), ways.asked("practice")
    reading = desk().team.reviewing.read(who, practice_id)
    reviewer = Role.REVIEWER in who.roles.get(reading.record.practice.team or "", ())
    if reviewer:
        ways.link("reviews", "All that waits", icon=":material/arrow_back:")
    else:
        ways.link("team", "Team progress", icon=":material/arrow_back:")
    st.title(words.literal(reading.scenario.title), anchor=False)
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(words.literal(reading.name or "somebody"), color="gray", icon=":material/person:")
        st.badge("Assessment" if reading.record.practice.mode is Mode.ASSESSMENT else "Shared practice", color="violet",
                 icon=":material/lock:" if reading.record.practice.mode is Mode.ASSESSMENT else ":material/share:")
        if reading.blind:
            st.badge("Blind: no level is shown", color="blue", icon=":material/visibility_off:")
    with st.expander("What the trainee had read", icon=":material/menu_book:"):
        st.markdown(words.literal(reading.scenario.briefing.situation))
        st.markdown(f":material/flag: {words.literal(reading.scenario.briefing.aim)}")
        widgets.draw_facts(reading.scenario)
    with st.expander("The rubric's levels", icon=":material/straighten:"):
        widgets.rubric_to_read(reading.rubric)
    if not replies(reading.record.turns):
        st.info("Nothing was said in this talk; there is nothing to rate.")
        return
    if reading.blind:
        _blind(who, reading)
    else:
        _revealed(who, reading, reviewer)
    view.show("top", practice_id + str(reading.blind))


def _blind(who: Person, reading: Reading) -> None:
    practice_id = reading.record.practice.id
    given: dict[int, dict[Dimension, int]] = {}
    for k, (line, turn) in enumerate(_pairs(reading), 1):
        with st.container(border=True):
            _said(reading, k, line, turn)
            some = review_levels.ask(practice_id, turn.n, reading.rubric, reading.record.practice.id)
            if some:
                given[turn.n] = some
    total = len(replies(reading.record.turns))
    unfinished = review_levels.unfinished(practice_id, [t.n for t in replies(reading.record.turns)])
    with st.container(border=True):
        st.markdown(f"**{len(given)} of {words.count(total, 'reply', 'replies')} rated.** A reply counts with all four levels; you need not rate them all.")
        reason = st.text_area("A word on the whole (the trainee reads it)", key=f"reason_{practice_id}", max_chars=2000, height=80)
        with st.container(horizontal=True):
            if st.button("Keep my levels and show the others", type="primary", icon=":material/visibility:", disabled=not given or bool(unfinished)):
                desk().team.reviewing.rate(who, practice_id, given, reason)
                review_levels.forget(practice_id)
                st.rerun()
            with st.popover("Show the levels without rating", icon=":material/visibility_off:"):
                st.markdown("Whatever you rate afterwards no longer counts as blind, and makes no pair for the agreement figures.")
                if st.button("Show them all the same", key="reveal"):
                    desk().team.reviewing.reveal(who, practice_id)
                    st.rerun()
        if unfinished:
            st.caption(f":material/info: Reply {', '.join(str(u) for u in unfinished)}: a level is missing. Complete it, or clear it.")


def _revealed(who: Person, reading: Reading, reviewer: bool) -> None:
    practice_id = reading.record.practice.id
    shown = reading.remarks
    mine = [r for r in shown.reviews if r.reviewer == who.id and r.levels]
    latest = mine[-1] if mine else None
    for k, (line, turn) in enumerate(_pairs(reading), 1):
        with st.container(border=True):
            _said(reading, k, line, turn)
            machine = standing([r for r in reading.record.ratings.get(turn.n, ()) if getattr(r, "kind", "") != "reviewer"])
            review_levels.beside(machine if isinstance(machine, Rating) else None,
                                 [(shown.names.get(r.reviewer, "somebody") if r.reviewer != who.id else "You", r.levels[turn.n])
                                  for r in shown.reviews if turn.n in r.levels], reading.rubric)
            for n, dimension, level, why in reading.disagreements:
                if n == turn.n:
                    st.markdown(f":material/balance: The trainee sees **{words.DIMENSION[Dimension(dimension)].lower()}** as a {level}: {words.literal(why) or 'no reason given'}")
            remarks.draw_comments([c for c in shown.comments if c.turn_n == turn.n], shown.names, who.id)
            _comment(who, practice_id, turn.n, f"Comment on reply {k}")
    with st.container(border=True):
        st.header("On the whole talk", anchor=False)
        remarks.draw_reviews(shown, who.id)
        remarks.draw_comments([c for c in shown.comments if c.turn_n is None], shown.names, who.id)
        _comment(who, practice_id, None, "Comment on the whole talk")
    if reviewer and latest:
        _decide(who, practice_id)
    if reviewer:
        _again(who, reading, latest.levels if latest else {})


def _pairs(reading: Reading) -> list[tuple[Turn | None, Turn]]:
    turns = reading.record.turns
    return [(turns[i - 1] if i else None, t) for i, t in enumerate(turns) if t.who == "trainee"]


def _said(reading: Reading, k: int, line: Turn | None, turn: Turn) -> None:
    st.header(f"Reply {k}", anchor=f"reply-{k}")
    if line is not None:
        st.markdown(f":gray[{words.literal(reading.scenario.client.name)}:] {words.literal(line.text)}")
    st.markdown(f"**Trainee:** {words.literal(turn.text)}")


def _comment(who: Person, practice_id: str, n: int | None, label: str) -> None:
    turn = st.session_state.get(f"said_{practice_id}_{n}", 0)
    with st.popover(label, icon=":material/add_comment:"):
        text = st.text_area("Your comment (the trainee reads it, with your name)", key=f"comment_{practice_id}_{n}_{turn}", max_chars=2000)
        if st.button("Send", key=f"send_{practice_id}_{n}_{turn}", type="primary") and text.strip():
            desk().team.reviewing.comment(who, practice_id, text, n)
            st.session_state[f"said_{practice_id}_{n}"] = turn + 1
            st.rerun()


def _decide(who: Person, practice_id: str) -> None:
    with st.container(border=True):
        st.header("Whose levels stand", anchor=False)
        st.markdown("Nothing is overwritten: the others stay beside them, and you may change your mind later.")
        whose = st.radio("The score rests on", ["reviewer", "machine"], key=f"whose_{practice_id}", horizontal=True,
                         format_func={"reviewer": "my levels, where I gave any", "machine": "the scorer's levels"}.__getitem__)
        reason = st.text_input("Reason (the trainee reads it)", key=f"why_{practice_id}", max_chars=600)
        if st.button("Decide", icon=":material/gavel:", disabled=not reason.strip()):
            desk().team.reviewing.decide(who, practice_id, whose, reason)
            st.toast("Decided. It stands from now on.", icon=":material/gavel:")
            st.rerun()


def _again(who: Person, reading: Reading, before: dict) -> None:
    practice_id = reading.record.practice.id
    with st.expander("Change my mind about a reply" if before else "Rate it now (no longer blind)", icon=":material/edit:"):
        given = {}
        for k, (_, turn) in enumerate(_pairs(reading), 1):
            st.markdown(f"**Reply {k}**")
            some = review_levels.ask(practice_id, turn.n, reading.rubric, f"again_{practice_id}", before.get(turn.n))
            if some and some != before.get(turn.n):
                given[turn.n] = some
        reason = st.text_input("Why", key=f"again_why_{practice_id}", max_chars=600)
        if st.button("Keep these as well", key=f"again_keep_{practice_id}", disabled=not given or not reason.strip()):
            desk().team.reviewing.rate(who, practice_id, given, reason)
            review_levels.forget(f"again_{practice_id}")
            st.rerun()
