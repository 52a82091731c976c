"""The form by which a manager says what is asked: which clients, of whom, until when, and what counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st
from pydantic import ValidationError

from trainer.domain.assignment import Terms
from trainer.domain.people import Person, Role
from trainer.domain.practice import Mode
from trainer.screens import terms_words, words
from trainer.screens.assignment_draft import field, keep
from trainer.screens.desk import desk

MODES = {"practice": "Practice", "assessment": "Assessment"}
MEANS = ("Hints and second tries are open. The words stay the trainee's; you see how far they are and their score.",
         "No hints, nothing taken back. You and the reviewers of the team read every word.")
SHOWN = {"rubric": "As the rubric says", "before": "Before the talk", "after": "After the talk only", "never": "Never"}
WHOLE, SOME = "whole", "some"
END_OF_WORK = time(17, 0)


def fill(who: Person, team: str, key: str, before: Terms | None = None, begun: bool = False) -> Terms | None:
    """Draws the fields and gives the terms as they stand, or None while something is missing, which is said in words.
    No st.form: what is unrealistic is said while it is typed. ``begun``: kind and rubric cannot change any more."""
    at, zone = desk(), _zone()
    scenarios = {s.id: s for s in at.library.scenarios()}
    trainees = {p.person.id: p.person.name for p in at.team.accounts.people(who).people
                if p.person.active and Role.TRAINEE in p.person.roles.get(team, ())}
    rubrics = {r.id: r.title for r in at.library.rubrics()}
    first = _first(before, scenarios, trainees, rubrics, zone)

    def of(name: str) -> str:
        return field(who, key, name, first[name])

    _drop_unknown(of("scenarios"), scenarios)
    _drop_unknown(of("people"), trainees)
    st.header("Which clients", anchor=False)
    chosen = st.multiselect("Clients", list(scenarios), key=of("scenarios"), placeholder="Choose one or more", max_selections=30,
                            format_func=lambda s: f"{scenarios[s].title} ({words.DIFFICULTY[scenarios[s].difficulty].lower()}, "
                                                  f"{scenarios[s].minutes} min)")
    in_order = len(chosen) > 1 and st.toggle("In this order: the next opens when the one before is completed", key=of("in_order"))
    title = st.text_input("Title", max_chars=120, key=of("title"), placeholder=_title_of(chosen, scenarios) or "First week")
    note = st.text_area("A word to those asked", max_chars=2000, key=of("note"), height=80, placeholder="Why this, why now. May stay empty.")
    st.header("For whom", anchor=False)
    whom = st.radio("For whom", [WHOLE, SOME], key=of("whom"), label_visibility="collapsed", format_func={
        WHOLE: f"The whole team ({words.count(len(trainees), 'trainee')} now), also whoever joins later", SOME: "Some people"}.__getitem__)
    people = st.multiselect("People", list(trainees), key=of("people"), format_func=lambda p: trainees[p],
                            placeholder="Choose people") if whom == SOME else []
    st.header("What counts", anchor=False)
    mode = st.radio("Kind", list(MODES), key=of("mode"), captions=MEANS, format_func=MODES.__getitem__, disabled=begun)
    if begun:
        st.caption("Somebody has begun: kind and rubric cannot change any more. Withdraw it and assign again instead.")
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    score = left.number_input("Score to reach, of 100", 0, 100, key=of("min_score"), step=5, placeholder="none")
    fewest = middle.number_input("Fewest talks with each client", 1, 50, key=of("min_attempts"), placeholder="1")
    most = right.number_input("Most attempts with each client", 1, 50, key=of("max_attempts"), placeholder="any")
    with st.expander("Rubric, and what is shown beforehand", icon=":material/menu_book:"):
        rubric = st.selectbox("Rubric", list(rubrics), key=of("rubric"), format_func=rubrics.__getitem__, disabled=begun)
        shown = st.selectbox("What a good talk reaches is shown", list(SHOWN), key=of("objectives_shown"), format_func=SHOWN.__getitem__)
    st.header("Until when", anchor=False)
    left, right = st.columns(2)
    day = left.date_input("Day", key=of("day"), format="YYYY-MM-DD", help="Empty: no due date.")
    hour = right.time_input("Time", key=of("hour"), step=900)
    st.caption(f"In your time zone, {words.literal(str(zone))}; everybody reads it in their own. No day: no due date.")
    keep(who, key, scenarios=chosen, title=title, note=note, whom=whom, mode=mode, min_score=score, min_attempts=fewest, max_attempts=most,
         rubric=rubric, objectives_shown=shown, day=day, hour=hour, **({"people": people} if whom == SOME else {}),
         **({"in_order": in_order} if len(chosen) > 1 else {}))
    missing = [what for what, there in (("at least one client", chosen), ("at least one person", whom == WHOLE or people)) if not there]
    if missing:
        st.markdown(f":material/info: Still missing: {' and '.join(missing)}.")
        return None
    return _checked(who, {
        "title": title.strip() or _title_of(chosen, scenarios), "note": note.strip(), "team": team, "people": tuple(people),
        "scenarios": tuple(chosen), "in_order": in_order, "mode": Mode(mode), "rubric": rubric,
        "objectives_shown": None if shown == "rubric" else shown, "min_score": score, "min_attempts": fewest, "max_attempts": most,
        "due_at": _due_at(day, hour, zone)})


def _first(before: Terms | None, scenarios: dict, trainees: dict, rubrics: dict, zone: tzinfo) -> dict[str, Any]:
    """What stands in each field at first."""
    b = before
    due = datetime.fromisoformat(b.due_at).astimezone(zone) if b and b.due_at else None
    usual = b.rubric if b and b.rubric in rubrics else "default" if "default" in rubrics else next(iter(rubrics), None)
    return {"scenarios": [s for s in b.scenarios if s in scenarios] if b else [], "in_order": bool(b and b.in_order),
            "title": b.title if b else "", "note": b.note if b else "", "whom": SOME if b and b.people else WHOLE,
            "people": [p for p in b.people if p in trainees] if b else [], "mode": b.mode.value if b else "practice",
            "min_score": None if b is None or b.min_score is None else int(b.min_score), "min_attempts": b.min_attempts if b else None,
            "max_attempts": b.max_attempts if b else None, "rubric": usual, "objectives_shown": (b and b.objectives_shown) or "rubric",
            "day": due.date() if due else None, "hour": due.time().replace(second=0, microsecond=0) if due else END_OF_WORK}


def _drop_unknown(widget: str, known: dict) -> None:
    # A client retired, or a person who left, since this was typed: a select box that holds what it does not offer fails.
    st.session_state[widget] = [x for x in st.session_state[widget] if x in known]


def _title_of(chosen: list[str], scenarios: dict) -> str:
    if not chosen:
        return ""
    more = f" and {len(chosen) - 1} more" if len(chosen) > 1 else ""
    return f"{scenarios[chosen[0]].title}"[:100] + more


def _due_at(day: Any, hour: time | None, zone: tzinfo) -> str | None:
    if not isinstance(day, date):
        return None
    return datetime.combine(day, hour or END_OF_WORK, zone).astimezone(UTC).isoformat(timespec="milliseconds")


def _checked(who: Person, settings: dict[str, Any]) -> Terms | None:
    try:
        terms = Terms(**settings)
    except ValidationError as wrong:
        for fault in wrong.errors():
            said = words.literal(fault["msg"].removeprefix("Value error, "))
            st.error(f"{said[0].upper()}{said[1:]}.", icon=":material/error:")
        return None
    for warning in desk().team.assigning.warnings(who, terms):
        st.warning(words.literal(warning), icon=":material/warning:")
    due = words.literal(terms_words.due(terms, st.context.timezone))
    st.markdown(f":material/flag: {terms_words.what_counts(terms)}; {terms_words.attempts_allowed(terms)}; {due}.")
    return terms


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone) if st.context.timezone else UTC
    except (KeyError, ValueError, OSError):
        return UTC
