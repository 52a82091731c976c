"""What is assigned to me: what counts, until when, how far I am, and one button to go on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from trainer.domain.assignment import Standing, Status, Terms
from trainer.domain.practice import Mode
from trainer.domain.scenario import Scenario
from trainer.screens import terms_words, ways, words
from trainer.screens.desk import desk, person
from trainer.services.assigning import Todo
from trainer.services.seen import PracticeRow

MOST_IN_SIGHT = 6


def draw_assigned(rows: Sequence[PracticeRow], scenarios: Sequence[Scenario]) -> None:
    """A card for each assignment that is not done; nothing at all where nothing is assigned."""
    if not desk().team.accounts.turned_on():
        return
    todos = desk().team.assigning.assigned_to_me(person())
    if not todos:
        return
    known = {s.id: s for s in scenarios}
    running = _running(rows)
    waiting = [t for t in todos if t.next or any((t.assignment.id, s) in running for s in t.assignment.terms.scenarios)]
    over = [t for t in todos if t not in waiting]
    if waiting:
        st.header("Assigned to you", icon=":material/assignment_ind:", anchor=False)
    for i, todo in enumerate(waiting):
        _card(todo, known, running, first=i == 0)
    if over:
        with st.expander(f"Assignments behind you: {len(over)}", icon=":material/task_alt:"):
            for todo in over:
                _behind(todo, known)


def _running(rows: Sequence[PracticeRow]) -> dict[tuple[str, str], PracticeRow]:
    """(assignment, scenario) → the attempt that has begun and is not over."""
    return {(r.practice.assignment, r.practice.scenario_id): r for r in reversed(rows)
            if r.practice.assignment and not r.practice.over() and not r.practice.branch_of}


def _card(todo: Todo, known: dict[str, Scenario], running: dict, first: bool) -> None:
    terms, zone = todo.assignment.terms, st.context.timezone
    with st.container(border=True):
        st.subheader(words.literal(terms.title), anchor=False)
        st.markdown(f"{terms_words.mode_badge(terms)} {terms_words.status_badge(todo.standing)} "
                    f":{terms_words.due_colour(terms)}-badge[:material/schedule: {words.literal(terms_words.due(terms, zone))}]")
        if todo.reminded_at and todo.standing.status is not Status.COMPLETED:
            st.markdown(f":material/notifications_active: **Your manager reminded you** on {words.day(todo.reminded_at, zone)}.")
        if terms.note:
            st.markdown(f":material/chat: “{words.literal(terms.note)}”")
        now = next((s for s in terms.scenarios if (todo.assignment.id, s) in running), None) or todo.next
        st.markdown(f":material/flag: {terms_words.what_counts(terms)}; "
                    + _attempts(todo, now, (todo.assignment.id, now) in running) + ".")
        st.markdown(f":material/visibility: **Who sees it:** {terms_words.who_reads(terms)}.")
        if 1 < len(terms.scenarios) <= MOST_IN_SIGHT:
            _steps(todo, known, running, now)
        elif len(terms.scenarios) > 1:
            done = sum(s.status is Status.COMPLETED for s in todo.each.values())
            with st.expander(f"{done} of {len(terms.scenarios)} clients completed", icon=":material/checklist:"):
                _steps(todo, known, running, now)
        if now in known:
            _go_on(todo, known[now], running.get((todo.assignment.id, now)), first)
        elif now:
            st.caption("This client has been retired meanwhile. Ask your manager for another one.")


def _attempts(todo: Todo, now: str | None, under_way: bool) -> str:
    terms = todo.assignment.terms
    left = terms_words.attempts_left(terms, todo.each.get(now or ""))
    return f"one attempt is under way, {left}" if under_way else left


def _go_on(todo: Todo, scenario: Scenario, under_way: PracticeRow | None, first: bool) -> None:
    kind, key, who = "primary" if first else "secondary", f"assigned_{todo.assignment.id}", scenario.client.name
    if under_way is not None and under_way.replies:
        if st.button(f"Back to the talk with {who}", type=kind, key=key, icon=":material/forum:"):
            ways.go("talk", practice=under_way.practice.id)
    elif st.button(f"Prepare and talk with {who}", type=kind, key=key, icon=":material/arrow_forward:"):
        ways.go("briefing", scenario=scenario.id, assignment=todo.assignment.id)


def _steps(todo: Todo, known: dict[str, Scenario], running: dict, now: str | None) -> None:
    """One line a client: where I am with each, and a way to those that are open."""
    terms = todo.assignment.terms
    st.markdown("**In this order:**" if terms.in_order else "**In any order:**")
    shut = False
    for n, scenario_id in enumerate(terms.scenarios, 1):
        standing = todo.each[scenario_id]
        title = words.literal(known[scenario_id].title) if scenario_id in known else "a client that is no longer here"
        lead = f"{n}\\. " if terms.in_order else ""
        colour, icon = ("gray", "lock") if shut else terms_words.STATUS[standing.status][1:]
        went = terms_words.how_it_went(standing)
        said = "comes later" if shut else went or terms_words.STATUS[standing.status][0].lower()
        may = not shut and scenario_id in known and (standing.attempts_left != 0 or (todo.assignment.id, scenario_id) in running)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":{colour}[:material/{icon}:] {lead}{'**' if scenario_id == now else ''}{title}{'**' if scenario_id == now else ''} "
                        f":gray[· {said}]")
            if may and scenario_id != now:
                ways.link("briefing", "Once more" if standing.status is Status.COMPLETED else "Begin", icon=":material/arrow_forward:",
                          scenario=scenario_id, assignment=todo.assignment.id)
        shut = shut or (terms.in_order and standing.status is not Status.COMPLETED)


def _behind(todo: Todo, known: dict[str, Scenario]) -> None:
    terms = todo.assignment.terms
    st.markdown(f"**{words.literal(terms.title)}** {terms_words.status_badge(todo.standing)} {_best(todo.standing)}")
    for scenario_id in terms.scenarios:
        standing = todo.each[scenario_id]
        if scenario_id in known and standing.attempts_left == 0 and standing.status is Status.DID_NOT_PASS:
            st.caption(f"All attempts with {words.literal(known[scenario_id].client.name)} are used. Practising on your own is always open, "
                       "and your manager can allow more attempts.")


def _best(standing: Standing) -> str:
    went = terms_words.how_it_went(standing)
    return f":gray[{went}]" if went else ""


def terms_of(assignment_id: str, scenario_id: str, waiting: bool) -> Terms | None:
    """The terms on which a talk begins now. Of an attempt that waits for its first word: those it was opened under,
    whatever attempts are left. Raises NotAllowed with the reason."""
    if not assignment_id:
        return None
    assigning = desk().team.assigning
    if waiting:
        return next((t.assignment.terms for t in assigning.assigned_to_me(person()) if t.assignment.id == assignment_id), None)
    return assigning.may_start(person(), assignment_id, scenario_id)


def before_the_first_word(terms: Terms) -> None:
    """What the trainee of an assigned talk reads above its briefing."""
    zone = st.context.timezone
    due = f":{terms_words.due_colour(terms)}-badge[:material/schedule: {words.literal(terms_words.due(terms, zone))}]"
    lead = (f":material/assignment_ind: **{words.literal(terms.title)}** {terms_words.mode_badge(terms)} {due}  \n"
            f":material/flag: {terms_words.what_counts(terms)}; {terms_words.attempts_allowed(terms)}.")
    if terms.mode is not Mode.ASSESSMENT:
        st.info(f"{lead}  \n:material/visibility: Practice: {terms_words.who_reads(terms)}.")
        return
    voice = desk().voice
    st.warning(f"{lead}\n\n"
               f"- **Who reads it:** {terms_words.who_reads(terms)}.\n"
               "- **No hints**, nothing can be taken back, and no moment can be tried again.\n"
               "- **Stepping out uses up the attempt**, unless you have another one. It is never scored.\n"
               f"- **One client for all of it:** {words.literal(voice.model) if voice.model else 'the scripted client'} plays "
               "them from the first word to the last.", title="This is an assessment", icon=":material/lock:")
