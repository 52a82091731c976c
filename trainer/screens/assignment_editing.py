"""Saying what is asked: a new assignment, or another version of one, without treading on a second manager's toes."""

from __future__ import annotations

import streamlit as st

from trainer.domain.assignment import Assignment, Terms
from trainer.domain.errors import Conflict, InvalidReply, NotFound, TrainerError
from trainer.domain.people import Person
from trainer.domain.permissions import may
from trainer.screens import terms_words, ways, words
from trainer.screens.assignment_draft import draft, forget
from trainer.screens.assignment_form import fill
from trainer.screens.desk import desk
from trainer.screens.team_choice import choose_team
from trainer.services.assigning import Overview


def draw_form(who: Person) -> None:
    """The whole screen; the address says whether it is new, made after another, or an edit."""
    asked, team = st.query_params, st.query_params.get("team", "")
    if asked.get("edit"):
        ways.link("assignments", "Back to the assignment", icon=":material/arrow_back:", team=team, assignment=asked["edit"])
        _edit(who, team, asked["edit"])
        return
    ways.link("assignments", "All assignments", icon=":material/arrow_back:", team=team)
    st.title("Assign something new", anchor=False)
    _new(who, team if may(who, "Assigning.assign", team) else choose_team(who, "Assigning.assign"), asked["new"])


def _new(who: Person, team: str, after: str) -> None:
    pattern = _found(who, team, after)
    key = f"new-{team}-{after}"
    _begun_before(who, key)
    terms = fill(who, team, key, pattern.assignment.terms.model_copy(update={"due_at": None}) if pattern else None)
    if st.button("Assign", type="primary", icon=":material/send:", disabled=terms is None) and terms:
        try:
            made = desk().team.assigning.assign(who, terms)
        except (InvalidReply, NotFound) as refused:
            _say(refused)
            return
        forget(who, key)
        st.session_state[f"done_{made.id}"] = "Assigned. Everybody asked finds it on their home screen."
        ways.go("assignments", team=team, assignment=made.id)


def _begun_before(who: Person, key: str) -> None:
    """What was typed in an earlier visit is said to be so, once, and can be given up."""
    opened = f"opened-{key}"
    if opened not in st.session_state:
        st.session_state[opened] = bool(draft(who, key))
    if st.session_state[opened]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(":material/history: This is what you had begun.")
            if st.button("Begin afresh", icon=":material/restart_alt:", type="tertiary"):
                st.session_state[opened] = False
                forget(who, key)
                st.rerun()


def _edit(who: Person, team: str, assignment_id: str) -> None:
    overview = _found(who, team, assignment_id)
    st.title("Edit the assignment", anchor=False)
    if overview is None or overview.assignment.withdrawn_at:
        st.info("This assignment has been withdrawn: nobody is asked for it any more.", icon=":material/undo:")
        return
    key, now = f"edit-{assignment_id}", overview.assignment
    began: Assignment = draft(who, key).setdefault("began", now)
    # The version that was on this screen when the button was pressed: saving over a change takes having seen it.
    seen = st.session_state.get(f"seen-{key}", began.version)
    if now.version != began.version:
        _between(who, key, began, overview)
    terms = fill(who, team, key, began.terms, begun=any(overview.attempts.values()))
    label = "Save" if now.version == began.version else "Save mine over theirs"
    if st.button(label, key=f"save-{key}", type="primary", icon=":material/save:", disabled=terms is None or terms == now.terms) and terms:
        _save(who, key, now, seen, terms)
    st.session_state[f"seen-{key}"] = now.version


def _between(who: Person, key: str, began: Assignment, overview: Overview) -> None:
    """Another manager was quicker: what they changed, beside what was typed here, which stays."""
    now, name = overview.assignment, overview.changed_by or "Somebody else"
    trouble = st.session_state.get(f"trouble-{key}", f"{name} has changed this assignment since you opened it.")
    st.warning("What you have typed is still here, below. Save yours over the changes, or take theirs.\n\n"
               + ("\n".join(f"- {line}" for line in differences(began.terms, now.terms)) or "- Its settings are the same as before."),
               title=words.literal(trouble), icon=":material/group:")
    if st.button("Take theirs", icon=":material/undo:", help="What you typed here is given up."):
        _closed(who, key)
        st.rerun()


def _save(who: Person, key: str, now: Assignment, seen: int, terms: Terms) -> None:
    try:
        desk().team.assigning.edit(who, now.id, terms, seen)
    except Conflict as late:
        st.session_state[f"trouble-{key}"] = late.message
        st.session_state[f"seen-{key}"] = now.version
        st.rerun()
    except (InvalidReply, NotFound) as refused:
        _say(refused)
        return
    _closed(who, key)
    st.session_state[f"done_{now.id}"] = "Saved."
    ways.go("assignments", team=terms.team, assignment=now.id)


def _closed(who: Person, key: str) -> None:
    forget(who, key)
    for what in ("seen", "trouble"):
        st.session_state.pop(f"{what}-{key}", None)


def _say(refused: TrainerError) -> None:
    st.error(words.literal(refused.cure), title=words.literal(refused.message), icon=":material/error:")


def _found(who: Person, team: str, assignment_id: str) -> Overview | None:
    return next(iter(desk().team.assigning.assignments(who, team, only=assignment_id)), None)


def differences(before: Terms, after: Terms) -> list[str]:
    """What another manager has changed, in words."""
    titles = {s.id: s.title for s in desk().library.scenarios()}
    zone = st.context.timezone
    said = {
        "title": lambda t: f"“{words.literal(t.title)}”",
        "note": lambda t: f"“{words.literal(t.note)}”" if t.note else "none",
        "people": lambda t: words.count(len(t.people), "person", "people") if t.people else "the whole team",
        "scenarios": lambda t: ", ".join(words.literal(titles.get(s, s)) for s in t.scenarios),
        "in_order": lambda t: "in this order" if t.in_order else "in any order",
        "mode": lambda t: t.mode.value, "rubric": lambda t: words.literal(t.rubric),
        "objectives_shown": lambda t: t.objectives_shown or "as the rubric says",
        "due_at": lambda t: words.literal(terms_words.due(t, zone)),
        "min_score": lambda t: "none" if t.min_score is None else f"{t.min_score:g}",
        "min_attempts": lambda t: str(t.min_attempts or 1), "max_attempts": lambda t: str(t.max_attempts or "any number"),
    }
    names = {"title": "Title", "note": "Note", "people": "For", "scenarios": "Clients", "in_order": "Order", "mode": "Kind", "rubric": "Rubric",
             "objectives_shown": "Objectives shown", "due_at": "Due", "min_score": "Lowest score", "min_attempts": "Fewest talks",
             "max_attempts": "Most attempts"}
    return [f"{names[f]}: {say(before)} → **{say(after)}**" for f, say in said.items() if getattr(before, f) != getattr(after, f)]
