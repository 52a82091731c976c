"""What reviewers said about a talk, as its trainee and other readers see it; the trainee's answer; who may read the words."""

from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.practice import Mode, Practice, Visibility
from trainer.domain.review import Comment
from trainer.screens import words
from trainer.screens.desk import desk
from trainer.services.reviewing import Remarks

KIND = {"comment": ("comment", "says"), "answer": ("reply", "answers"), "another_look": ("replay", "asks for another look")}


def draw_remarks(who: Person, practice: Practice) -> None:
    """The block in one's own debrief; nothing in personal mode."""
    at = desk()
    if not at.team.accounts.turned_on():
        return
    if practice.visibility is not Visibility.PRIVATE or practice.team:
        shown = at.team.reviewing.remarks(who, practice.id)
        if shown.reviews or shown.comments:
            st.header("What your reviewers say", icon=":material/rate_review:", anchor="reviews")
            draw_reviews(shown, who.id)
            draw_comments(shown.comments, shown.names, who.id)
    if practice.visibility is not Visibility.PRIVATE:
        _answer(who, practice)
    _who_reads(who, practice)


def draw_reviews(shown: Remarks, reader: str) -> None:
    """Each reading and decision in a line, oldest first: nothing is overwritten."""
    zone = st.context.timezone
    for r in shown.reviews:
        name = "You" if r.reviewer == reader else shown.names.get(r.reviewer, "somebody")
        what = ("decided that the reviewer's levels stand" if r.decision == "reviewer" else "decided that the scorer's levels stand") if r.decision \
            else f"rated {words.count(len(r.levels), 'reply', 'replies')}{' before seeing any level' if r.blind else ''}"
        st.markdown(f":material/{'gavel' if r.decision else 'rate_review'}: **{words.literal(name)}** {what} :gray[{words.day(r.at, zone)}]"
                    + (f"  \n{words.literal(r.reason)}" if r.reason else ""))


def draw_comments(comments: list[Comment], names: dict[str, str], reader: str) -> None:
    """Comments and answers, oldest first."""
    zone = st.context.timezone
    for c in comments:
        icon, does = KIND[c.kind]
        name = "You" if c.author == reader else names.get(c.author, "somebody")
        place = "" if c.turn_n is None else f" on reply {(c.turn_n + 1) // 2}"
        st.markdown(f":material/{icon}: **{words.literal(name)}** {does if name != 'You' else does.replace('says', 'say').replace('answers', 'answer').replace('asks', 'ask')}"
                    f"{place} :gray[{words.day(c.at, zone)}]  \n{words.literal(c.text)}")


def _answer(who: Person, practice: Practice) -> None:
    turn = st.session_state.get(f"answered_{practice.id}", 0)
    with st.popover("Answer, or ask for another look", icon=":material/reply:"):
        text = st.text_area("Your words (your reviewers and managers read them)", key=f"answer_{practice.id}_{turn}", max_chars=2000)
        again = st.checkbox("Please look at this talk again", key=f"look_{practice.id}_{turn}")
        if st.button("Send", key=f"answer_send_{practice.id}_{turn}", type="primary", disabled=not text.strip()):
            desk().team.reviewing.answer(who, practice.id, text, another_look=again)
            st.session_state[f"answered_{practice.id}"] = turn + 1
            st.toast("Sent. It comes back into the reviewers' list." if again else "Sent.", icon=":material/reply:")
            st.rerun()


def _who_reads(who: Person, practice: Practice) -> None:
    at = desk()
    if practice.branch_of:
        return
    if practice.visibility is Visibility.ASSESSED and practice.mode is Mode.ASSESSMENT:
        st.caption(":material/lock: An assessment: the managers and reviewers of your team read it.")
    elif practice.visibility is Visibility.CONSENTED:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(":material/visibility: You share this talk: the managers and reviewers of your team read every word of it.")
            if st.button("No longer share", icon=":material/visibility_off:"):
                at.team.reviewing.unshare(who, practice.id)
                st.rerun()
    else:
        teams = [t for t in at.team.accounts.teams(who) if t.id in who.roles and (practice.team in (None, t.id))]
        if teams:
            with st.popover("Share with my team", icon=":material/share:"):
                st.markdown("The managers and reviewers of the team then read every word of this talk and its levels, and may comment. "
                            "You can take it back; what they have read stays read.")
                team = st.selectbox("Team", [t.id for t in teams], format_func={t.id: t.name for t in teams}.__getitem__, key=f"share_{practice.id}")
                if st.button("Share it", type="primary", key=f"share_it_{practice.id}"):
                    at.team.reviewing.share(who, practice.id, team)
                    st.rerun()
