"""What reviewers said about a talk, as its trainee and other readers see it; the trainee's answer; who may read the words."""

from __future__ import annotations

import streamlit as st

from trainer.domain.conversation import replies
from trainer.domain.people import Person
from trainer.domain.practice import Mode, Practice, Record, Visibility
from trainer.domain.review import Comment, Levels
from trainer.screens import review_levels, ways, words
from trainer.screens.desk import desk
from trainer.services.reviewed import Remarks

# kind of a comment → its sign, what somebody does, what you do
KIND = {"comment": ("comment", "says", "say"), "answer": ("reply", "answers", "answer"),
        "another_look": ("replay", "asks for another look", "ask for another look")}


def draw_news(who: Person) -> None:
    """On the home screen: which of one's talks a reviewer has said something about; nothing where there is nothing new."""
    if not desk().team.accounts.turned_on():
        return
    news, names = desk().team.reviewing.news(who)
    if not news:
        return
    with st.container(border=True):
        st.header("Your talk was reviewed" if len(news) == 1 else "Your talks were reviewed", icon=":material/mark_chat_unread:", anchor=False)
        for new in news[:5]:
            others = f" and {words.count(new.others, 'other', 'others')}" if new.others else ""
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{words.literal(names.get(new.by, 'somebody'))}**{others} on *{words.literal(new.title)}* "
                            f":gray[{words.day(new.at, st.context.timezone)}]")
                ways.link("debrief", "Read it", icon=":material/arrow_forward:", practice=new.practice)
        if len(news) > 5:
            st.caption(f"And {words.count(len(news) - 5, 'more talk')}: you find them under My progress.")


def said_of(who: Person, practice: Practice) -> Remarks | None:
    """What was said of one's own talk; None where nobody has said anything, and without accounts."""
    at = desk()
    if practice.person != who.id or not at.team.accounts.turned_on() or not (practice.team or practice.visibility is not Visibility.PRIVATE):
        return None
    shown = at.team.reviewing.remarks(who, practice.id)
    return shown if shown.reviews or shown.comments else None


def draw_told(shown: Remarks | None, reader: str) -> None:
    """At the top of the debrief: that the talk was reviewed, by whom, and where it stands."""
    names = list(dict.fromkeys(shown.names.get(r.reviewer, "somebody") for r in shown.reviews if r.reviewer != reader)) if shown else []
    names += [n for n in dict.fromkeys(shown.names.get(c.author, "somebody") for c in shown.comments if c.author != reader) if n not in names] if shown else []
    if not names:
        return
    on_replies = sum(c.turn_n is not None and c.author != reader for c in shown.comments)
    st.info("Read [what they say](#reviews)"
            + (f"; {words.count(on_replies, 'comment stands', 'comments stand')} at the reply it is about." if on_replies else "."),
            title=f"{words.literal(' and '.join(names))} reviewed this talk", icon=":material/rate_review:")


def draw_at_reply(shown: Remarks | None, record: Record, n: int) -> None:
    """Below a reply's levels: the reviewers' beside the scorer's, and what they say about it."""
    if shown is None:
        return
    reader = record.practice.person
    people = levels_of(shown, n, reader)
    if people:
        st.markdown(":material/rate_review: **As your reviewers see it**")
        review_levels.beside(review_levels.by_machine(record, n), people)
    draw_comments([c for c in shown.comments if c.turn_n == n], shown.names, reader)


def draw_remarks(who: Person, record: Record, shown: Remarks | None) -> None:
    """The block in one's own debrief; nothing in personal mode."""
    practice = record.practice
    if not desk().team.accounts.turned_on():
        return
    if shown:
        st.header("What your reviewers say", icon=":material/rate_review:", anchor="reviews")
        draw_reviews(shown, who.id)
        wholes = wholes_of(shown, who.id)
        if wholes:
            review_levels.beside_whole(review_levels.means_by_machine(record), wholes)
        draw_comments([c for c in shown.comments if c.turn_n is None], shown.names, who.id)
        _have_read(who, practice, shown)
    if practice.visibility is not Visibility.PRIVATE:
        _answer(who, record)
    _who_reads(who, practice)


def levels_of(shown: Remarks, n: int, reader: str) -> list[tuple[str, Levels]]:
    """Each reviewer's latest levels of one reply, under their name."""
    latest = {r.reviewer: r.levels[n] for r in shown.reviews if n in r.levels}
    return [(_name(who, shown, reader), levels) for who, levels in latest.items()]


def wholes_of(shown: Remarks, reader: str) -> list[tuple[str, Levels]]:
    """Each reviewer's latest levels of the talk as a whole."""
    latest = {r.reviewer: r.whole for r in shown.reviews if r.whole}
    return [(_name(who, shown, reader), levels) for who, levels in latest.items()]


def draw_reviews(shown: Remarks, reader: str) -> None:
    """Each reading and decision in a line, oldest first: nothing is overwritten."""
    zone, before = st.context.timezone, set()
    for r in shown.reviews:
        if r.decision:
            own = "your" if r.reviewer == reader else "their"
            what = f"decided that {own} own levels stand" if r.decision == "reviewer" else "decided that the scorer's levels stand"
        elif r.reviewer in before:
            what = "changed some levels"
        else:
            what = " and ".join(filter(None, (f"rated {words.count(len(r.levels), 'reply', 'replies')}" if r.levels else "",
                                              "rated the talk as a whole" if r.whole else "")))
            what += ", before seeing any level" if r.blind else ", having seen the levels"
        before.add(r.reviewer)
        st.markdown(f":material/{'gavel' if r.decision else 'rate_review'}: **{words.literal(_name(r.reviewer, shown, reader))}** {what} "
                    f":gray[{words.day(r.at, zone)}]" + (f"  \n{words.literal(r.reason)}" if r.reason else ""))


def draw_comments(comments: list[Comment], names: dict[str, str], reader: str) -> None:
    """Comments and answers, oldest first."""
    zone = st.context.timezone
    for c in comments:
        icon, does, you_do = KIND[c.kind]
        said = f"**You** {you_do}" if c.author == reader else f"**{words.literal(names.get(c.author, 'somebody'))}** {does}"
        st.markdown(f":material/{icon}: {said} :gray[{words.day(c.at, zone)}]  \n{words.literal(c.text)}")


def _name(who: str, shown: Remarks, reader: str) -> str:
    return "You" if who == reader else shown.names.get(who, "somebody")


def _have_read(who: Person, practice: Practice, shown: Remarks) -> None:
    # Once for what stands here now: a screen is drawn many times.
    key, seen = f"remarks_read_{practice.id}", len(shown.reviews) + len(shown.comments)
    if st.session_state.get(key) != seen:
        desk().team.reviewing.mark_read(who, practice.id)
        st.session_state[key] = seen


def _answer(who: Person, record: Record) -> None:
    practice = record.practice
    sent = st.session_state.get(f"answered_{practice.id}", 0)
    about = {None: "the whole talk", **{t.n: f"reply {k}" for k, t in enumerate(replies(record.turns), 1)}}
    with st.popover("Answer, or ask for another look", icon=":material/reply:"):
        n = st.selectbox("About", list(about), format_func=about.__getitem__, key=f"about_{practice.id}_{sent}")
        text = st.text_area("Your words (your reviewers and managers read them)", key=f"answer_{practice.id}_{sent}", max_chars=2000)
        again = st.checkbox("Please look at this talk again", key=f"look_{practice.id}_{sent}")
        if st.button("Send", key=f"answer_send_{practice.id}_{sent}", type="primary"):
            if not text.strip():
                st.warning("Write something first.", icon=":material/edit:")
                return
            desk().team.reviewing.answer(who, practice.id, text, n, another_look=again)
            st.session_state[f"answered_{practice.id}"] = sent + 1
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
                st.toast("Nobody else can open it from now on.", icon=":material/visibility_off:")
                st.rerun()
    else:
        teams = [t for t in at.team.accounts.teams(who) if t.id in who.roles and (practice.team in (None, t.id))]
        if teams:
            _share(who, practice, {t.id: t.name for t in teams})


def _share(who: Person, practice: Practice, teams: dict[str, str]) -> None:
    st.caption(":material/lock: Nobody but you reads this talk.")
    with st.popover("Share with my team", icon=":material/share:"):
        st.markdown("The managers and reviewers of the team then read every word of this talk and its levels, and may comment. "
                    "What you wrote as a reflection stays yours. You can take it back; what they have read stays read.")
        team = st.selectbox("Team", list(teams), format_func=teams.__getitem__, key=f"share_{practice.id}") if len(teams) > 1 else next(iter(teams))
        if len(teams) == 1:
            st.markdown(f"Your team: **{words.literal(teams[team])}**")
        if st.button("Share it", type="primary", key=f"share_it_{practice.id}"):
            desk().team.reviewing.share(who, practice.id, team)
            st.toast("Shared. A reviewer may write to you here.", icon=":material/share:")
            st.rerun()
