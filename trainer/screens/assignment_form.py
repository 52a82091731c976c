"""The form by which a manager says what is asked: of whom, which clients, until when, and what counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st
from pydantic import ValidationError

from trainer.domain.assignment import Terms
from trainer.domain.people import Person, Role
from trainer.domain.practice import Mode
from trainer.screens import words
from trainer.screens.desk import desk

MODES = {"practice": "Practice: may be repeated, the words stay the trainee's", "assessment": "Assessment: read by managers and reviewers"}
SHOWN = {"rubric": "As the rubric says", "before": "Before and after the talk", "after": "After the talk", "never": "Never"}
IN_A_WEEK = 7


def fill(who: Person, team: str, key: str, before: Terms | None = None) -> Terms | None:
    """Draws the fields and gives the terms as they stand, or None while something is missing (said in words). ``key``
    tells forms apart: what is typed stays while the same form is open. Everything is plain fields, not a form, so that
    what is unrealistic is said at once."""
    at = desk()
    scenarios = {s.id: s for s in at.library.scenarios()}
    names = {p.person.id: p.person.name for p in at.team.accounts.people(who).people
             if p.person.active and Role.TRAINEE in p.person.roles.get(team, ())}
    title = st.text_input("Title", before.title if before else "", max_chars=120, key=f"{key}_title", placeholder="First week: three difficult mornings")
    chosen = st.multiselect("Clients", list(scenarios), list(before.scenarios) if before else [], key=f"{key}_scenarios",
                            format_func=lambda s: f"{scenarios[s].title} ({words.DIFFICULTY[scenarios[s].difficulty].lower()}, {scenarios[s].minutes} min)"
                            if s in scenarios else s)
    in_order = st.toggle("One after the other, in this order", before.in_order if before else False, key=f"{key}_order", disabled=len(chosen) < 2)
    people = st.multiselect("People", list(names), [p for p in before.people if p in names] if before else [], key=f"{key}_people",
                            format_func=lambda p: names[p], placeholder="The whole team, whoever is in it then")
    mode = st.radio("Kind", list(MODES), index=list(MODES).index(before.mode.value) if before else 0, key=f"{key}_mode", format_func=MODES.__getitem__)
    due_at = _due(key, before)
    left, middle, right = st.columns(3)
    score = left.number_input("At least this score", 0, 100, int(before.min_score) if before and before.min_score is not None else None, 5,
                              key=f"{key}_score", placeholder="none")
    fewest = middle.number_input("At least so many talks", 1, 50, before.min_attempts if before else None, key=f"{key}_fewest", placeholder="1")
    most = right.number_input("At most so many attempts", 1, 50, before.max_attempts if before else None, key=f"{key}_most", placeholder="any")
    with st.expander("More", icon=":material/tune:"):
        rubrics = {r.id: r.title for r in at.library.rubrics()}
        first = before.rubric if before and before.rubric in rubrics else "default" if "default" in rubrics else next(iter(rubrics))
        rubric = st.selectbox("Rubric", list(rubrics), list(rubrics).index(first), key=f"{key}_rubric", format_func=rubrics.__getitem__)
        shown = st.selectbox("What a good talk reaches is shown", list(SHOWN), list(SHOWN).index(before.objectives_shown or "rubric") if before else 0,
                             key=f"{key}_shown", format_func=SHOWN.__getitem__)
        note = st.text_area("A word to the trainees", before.note if before else "", max_chars=2000, key=f"{key}_note", height=80)
    missing = [what for what, given in (("a title", title.strip()), ("at least one client", chosen)) if not given]
    if missing:
        st.caption(f":material/info: Still missing: {' and '.join(missing)}.")
        return None
    try:
        terms = Terms(title=title.strip(), note=note.strip(), team=team, people=tuple(people), scenarios=tuple(chosen), in_order=in_order and len(chosen) > 1,
                      mode=Mode(mode), rubric=rubric, objectives_shown=None if shown == "rubric" else shown, due_at=due_at, min_score=score,
                      min_attempts=fewest, max_attempts=most)
    except ValidationError as wrong:
        for fault in wrong.errors():
            st.error(words.literal(fault["msg"].removeprefix("Value error, ").capitalize()) + ".")
        return None
    for warning in at.team.assigning.warnings(who, terms):
        st.warning(words.literal(warning), icon=":material/warning:")
    return terms


def _due(key: str, before: Terms | None) -> str | None:
    zone = _zone()
    was = datetime.fromisoformat(before.due_at).astimezone(zone) if before and before.due_at else None
    wanted = st.toggle("There is a due date", was is not None or before is None, key=f"{key}_due")
    if not wanted:
        return None
    left, right = st.columns(2)
    day = left.date_input("Until", was.date() if was else date.today() + timedelta(days=IN_A_WEEK), key=f"{key}_day", format="YYYY-MM-DD")
    hour = right.time_input(f"at ({words.literal(str(zone))})", was.time() if was else time(18, 0), key=f"{key}_hour")
    return datetime.combine(day, hour, zone).isoformat(timespec="minutes") if isinstance(day, date) else None


def _zone():
    try:
        return ZoneInfo(st.context.timezone) if st.context.timezone else UTC
    except (KeyError, ValueError, OSError):
        return UTC
