"""What a manager has typed into a form and not saved yet: a reload, or another day, finds it again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

import streamlit as st

from trainer.domain.people import Person

MOST = 500
# In this process alone: a reload makes a new browser session, which would begin with an empty form.
_kept: OrderedDict[tuple[str, str], dict[str, Any]] = OrderedDict()
_lock = threading.Lock()


def draft(who: Person, key: str) -> dict[str, Any]:
    """Field → what stands in it, of this person's form of that name; empty at first."""
    with _lock:
        found = _kept.setdefault((who.id, key), {})
        _kept.move_to_end((who.id, key))
        while len(_kept) > MOST:
            _kept.popitem(last=False)
        return found


def forget(who: Person, key: str) -> None:
    """The form is empty when it is next opened."""
    with _lock:
        _kept.pop((who.id, key), None)
    for name in [n for n in st.session_state if isinstance(n, str) and n.startswith(f"{key}:")]:
        del st.session_state[name]


def field(who: Person, key: str, name: str, first: Any) -> str:
    """The key of one field's widget, which shows what was typed before, else ``first``."""
    widget = f"{key}:{name}"
    if widget not in st.session_state:
        st.session_state[widget] = draft(who, key).get(name, first)
    return widget


def keep(who: Person, key: str, **values: Any) -> None:
    """Remembers what stands in the fields now."""
    draft(who, key).update(values)
