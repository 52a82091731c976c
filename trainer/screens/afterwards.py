"""After the talk: the short message to the client, checked against what was agreed; a reflection; the contact log."""

from __future__ import annotations

import streamlit as st

from trainer.domain.conversation import replies
from trainer.domain.practice import Record
from trainer.domain.scenario import Scenario
from trainer.screens import words
from trainer.screens.desk import desk, person

_LABEL = {"step": "The step", "owner": "Who", "date": "When", "tone": "Tone"}


def draw_afterwards(record: Record, scenario: Scenario) -> None:
    """Three things worth doing while the talk is fresh; each is kept as soon as the cursor leaves it."""
    note, reflection, log = st.tabs(["Follow-up note", "What I learned", "Contact log"])
    with note:
        text = _kept(record, "follow_up", f"Write the short message that {words.literal(scenario.client.name)} gets from "
                     "you after this talk", "")
        if text:
            for check in desk().note_check(text, record.agreed):
                sign = ":green[:material/check_circle:]" if check.ok else ":orange[:material/error:]"
                st.markdown(f"{sign} **{_LABEL[check.what]}:** {words.literal(check.says)}")
        else:
            st.caption("We check it for four things: the step, who does it, by when, and the tone.")
    with reflection:
        _kept(record, "reflection", "What did I learn? What will I try next time?", "")
    with log:
        _kept(record, "contact_log", "Who, when, how long, about what, and what was agreed", _log(record, scenario))


def _kept(record: Record, kind: str, label: str, start: str) -> str:
    key = f"{kind}_{record.practice.id}"
    if key not in st.session_state:
        st.session_state[key] = record.practice.notes.get(kind, start)
    text = st.text_area(label, key=key, height=140, max_chars=4000, on_change=_keep, args=(record.practice.id, kind, key))
    if record.practice.notes.get(kind):
        st.caption(":material/check: Kept.")
    return text.strip()


def _keep(practice_id: str, kind: str, key: str) -> None:
    text = st.session_state[key].strip()
    if text:
        desk().practising.note(person(), practice_id, kind, text)


def _log(record: Record, scenario: Scenario) -> str:
    """What is known of the contact, ready to be completed."""
    said = replies(record.turns)
    begun = words.day(record.practice.started_at, st.context.timezone)
    seconds = words.seconds_between(said[0].at, record.practice.ended_at or said[-1].at) if said else 0
    agreed = record.agreed
    lines = [f"With: {scenario.client.name}, {scenario.client.job}", f"When: {begun}",
             f"How long: {words.count(max(1, round(seconds / 60)), 'minute')}, {words.count(len(said), 'reply', 'replies')}",
             f"About: {scenario.title}",
             f"Agreed: {agreed.step} ({agreed.owner}, {agreed.date or 'no time'})" if agreed else "Agreed: nothing yet"]
    return "\n".join(lines)
