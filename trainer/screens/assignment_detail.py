"""One assignment: what it asks, who stands where with it, and what its manager can do about it."""

from __future__ import annotations

import streamlit as st

from trainer.domain.assignment import Attempt, Status
from trainer.domain.errors import Conflict
from trainer.domain.people import Person
from trainer.domain.practice import Mode
from trainer.screens import assigning, terms_words, ways, words
from trainer.screens.address import choose, page_of_rows
from trainer.screens.desk import desk
from trainer.services.assigning import Overview

A_SCREENFUL = 20
_FIRST = (Status.PAST_DUE, Status.DID_NOT_PASS, Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETED)


def draw_detail(who: Person, team: str, assignment_id: str) -> None:
    """The whole screen."""
    ways.link("assignments", "All assignments", icon=":material/arrow_back:", team=team)
    overview = next(iter(desk().team.assigning.assignments(who, team, only=assignment_id)), None)
    if overview is None:
        st.info("There is no such assignment in this team.", icon=":material/search_off:")
        return
    terms, titles = overview.assignment.terms, {s.id: s.title for s in desk().library.scenarios()}
    st.title(words.literal(terms.title), anchor=False)
    st.markdown(" ".join(filter(None, (
        ":gray-badge[:material/undo: Withdrawn]" if overview.assignment.withdrawn_at else "", terms_words.mode_badge(terms),
        f":{terms_words.due_colour(terms)}-badge[:material/schedule: {words.literal(terms_words.due(terms, st.context.timezone))}]"))))
    _done(assignment_id)
    _what_is_asked(overview, titles)
    _what_to_do(who, overview)
    st.header("Who stands where", anchor=False)
    assigning.draw_shares(overview)
    _people(who, overview, titles)


def _what_is_asked(overview: Overview, titles: dict[str, str]) -> None:
    terms = overview.assignment.terms
    listed = [words.literal(titles.get(s, f"{s} (retired)")) for s in terms.scenarios]
    if len(listed) == 1:
        st.markdown(f":material/forum: {listed[0]}")
    else:
        lead = "In this order" if terms.in_order else "In any order"
        st.markdown(f":material/forum: **{lead}:**\n" + "\n".join(f"{n}. {t}" if terms.in_order else f"- {t}" for n, t in enumerate(listed, 1)))
    whom = "the whole team, also whoever joins later" if not terms.people else words.count(len(terms.people), "person", "people")
    rubrics = {r.id: r.title for r in desk().library.rubrics()}
    shown = f"; what a good talk reaches is shown {terms_words.OBJECTIVES[terms.objectives_shown]}" if terms.objectives_shown else ""
    reads = ("managers and reviewers of the team read every word" if terms.mode is Mode.ASSESSMENT
             else "the words stay the trainee's; you see how far they are and their score")
    st.markdown(f":material/group: For {whom}.  \n:material/flag: {terms_words.what_counts(terms)}; {terms_words.attempts_allowed(terms)}.  \n"
                f":material/visibility: {reads[0].upper()}{reads[1:]}.  \n"
                f":material/menu_book: Rated by *{words.literal(rubrics.get(terms.rubric, terms.rubric))}*{shown}.")
    if terms.note:
        st.markdown(f":material/chat: “{words.literal(terms.note)}”")
    if overview.changed_by:
        st.caption(f"Last changed by {words.literal(overview.changed_by)} on {words.day(overview.assignment.changed_at, st.context.timezone)}.")


def _what_to_do(who: Person, overview: Overview) -> None:
    asked = overview.assignment
    team = asked.terms.team
    with st.container(horizontal=True):
        if asked.withdrawn_at is None:
            if st.button("Edit", icon=":material/edit:"):
                ways.go("assignments", team=team, edit=asked.id)
            left = sum(s.status is not Status.COMPLETED for s in overview.standing.values())
            if st.button("Remind", icon=":material/notifications:", disabled=not left,
                         help="Those who are not done find a reminder on their home screen." if left else "Everybody is done."):
                n = desk().team.assigning.remind(who, asked.id)
                _done(asked.id, f"{words.count(n, 'person finds', 'people find')} a reminder on their home screen.")
        if st.button("Assign again", icon=":material/content_copy:", help="A new assignment that begins with these settings."):
            ways.go("assignments", team=team, new=asked.id)
        if asked.withdrawn_at is None:
            with st.popover("Withdraw", icon=":material/undo:"):
                st.markdown("Nobody is asked for it any more, and it disappears from their home screens. Talks already held stay, with their "
                            "scores. This cannot be undone; you can assign it again.")
                if st.button("Withdraw it", type="primary", key="withdraw_it"):
                    _withdraw(who, overview)


def _withdraw(who: Person, overview: Overview) -> None:
    try:
        desk().team.assigning.withdraw(who, overview.assignment.id, overview.assignment.version)
    except Conflict as late:
        _done(overview.assignment.id, f"{late.message} Look at it as it is now.")
    _done(overview.assignment.id, "It is withdrawn.")


def _done(assignment_id: str, said: str = "") -> None:
    """What has just been done is said once, above the buttons, after the screen has been drawn anew."""
    key = f"done_{assignment_id}"
    if said:
        st.session_state[key] = said
        st.rerun()
    if key in st.session_state:
        st.success(words.literal(st.session_state.pop(key)), icon=":material/check:")


def _people(who: Person, overview: Overview, titles: dict[str, str]) -> None:
    names = {p.person.id: p.person.name for p in desk().team.accounts.people(who).people}
    counts = overview.counts()
    offered = {"": f"Everybody ({len(overview.standing)})"} | {
        s.value: f"{terms_words.STATUS[s][0]} ({counts[s]})" for s in _FIRST if counts[s]}
    only = choose("Show", "status", offered) if len(offered) > 2 else ""
    shown = [p for p, s in overview.standing.items() if not only or s.status.value == only]
    shown.sort(key=lambda p: (_FIRST.index(overview.standing[p].status), names.get(p, "").lower()))
    for person_id in page_of_rows(shown, A_SCREENFUL):
        _person(who, overview, person_id, names.get(person_id, "Somebody"), titles)


def _person(who: Person, overview: Overview, person_id: str, name: str, titles: dict[str, str]) -> None:
    standing, terms = overview.standing[person_id], overview.assignment.terms
    went = terms_words.how_it_went(standing)
    lines = [f"**{words.literal(name)}** {terms_words.status_badge(standing)}{f' :gray[{went}]' if went else ''}"]
    if len(terms.scenarios) > 1 and standing.attempts:
        for scenario_id, one in overview.each[person_id].items():
            _, colour, icon = terms_words.STATUS[one.status]
            said = terms_words.how_it_went(one) or terms_words.STATUS[one.status][0].lower()
            lines.append(f":{colour}[:material/{icon}:] {words.literal(titles.get(scenario_id, scenario_id))} :gray[· {said}]")
    with st.container(border=True, gap="xsmall"):
        st.markdown("  \n".join(lines))
        made = [a for a in overview.attempts[person_id] if a.ended_at]
        if not made:
            return
        readable = [a for a in made if a.practice in overview.readable and person_id != who.id]
        with st.container(horizontal=True, gap="medium"):
            for n, attempt in enumerate(readable, 1):
                ways.link("review", _label(attempt, n, len(readable)), icon=":material/forum:", practice=attempt.practice)
            ways.link("team", "Progress", icon=":material/insights:", team=terms.team, who=person_id, since="all")


def _label(attempt: Attempt, n: int, of: int) -> str:
    score = "stepped out" if attempt.left else "being rated" if attempt.pending else \
        "too short to score" if attempt.score is None else f"{attempt.score:.0f} of 100"
    return f"Read talk {n} ({score})" if of > 1 else f"Read the talk ({score})"
