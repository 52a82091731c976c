"""Which screens of a team a person finds in the menu: those whose service would let them in."""

from __future__ import annotations

from typing import Any

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.permissions import may
from trainer.screens import account, agreement, assigning, audit, authoring, dashboard, people, review, reviewing, words

# name, module, title, icon, the action whose right opens it ("" = everybody), in the menu
_ALL = (
    ("team", dashboard, "Team progress", "insights", "Progressing.dashboard", True),
    ("assignments", assigning, "Assignments", "assignment", "Assigning.assignments", True),
    ("people", people, "People", "group", "Accounts.people", True),
    ("authoring", authoring, "Own scenarios", "edit_note", "Authoring.files", True),
    ("reviews", reviewing, "Reviews", "rate_review", "Reviewing.queue", True),
    ("review", review, "One talk", "", "Reviewing.read", False),
    ("agreement", agreement, "Agreement", "balance", "Agreeing.agreement", True),
    ("audit", audit, "Log", "history", "Auditing.entries", True),
    ("account", account, "My account", "account_circle", "", True),
)


def screens_for(person: Person, first: str) -> dict[str, Any]:
    """name → screen of what this person may open, in the menu's order."""
    # One's own name in the menu says who is signed in here, on a shared machine above all.
    return {name: st.Page(module.draw, title=short_name(person) if name == "account" else title, icon=f":material/{icon}:" if icon else None, url_path=name,
                          visibility="visible" if shown else "hidden", default=first == name)
            for name, module, title, icon, action, shown in _ALL if not action or may_somewhere(person, action)}


def short_name(person: Person, most: int = 24) -> str:
    """The person's name where there is little room; the menu reads Markdown."""
    return words.literal(person.name if len(person.name) <= most else f"{person.name[:most - 1]}…")


def may_somewhere(person: Person, action: str) -> bool:
    """In any of their teams, or in the whole house."""
    return may(person, action) or any(may(person, action, team) for team in person.roles if team)
