"""What a reviewer chooses and writes on a talk, kept at once: a reload, another day or another machine finds it again."""

from __future__ import annotations

from typing import Any

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.screens.desk import desk, person


class Fields:
    """The fields of one talk's review. ``name`` of a field is its name in the draft."""

    def __init__(self, practice_id: str) -> None:
        self._practice = practice_id
        self._kept = desk().team.reviewing.draft(person(), practice_id)

    def field(self, name: str, first: Any = None) -> dict[str, Any]:
        """What a widget needs to show what was chosen before, else ``first``, and to keep what is chosen now."""
        key = _key(self._practice, name)
        if key not in st.session_state:
            value = self._kept.get(name, first)
            if value is not None:
                st.session_state[key] = value
        return {"key": key, "on_change": _keep, "args": (self._practice, name)}

    def value(self, name: str) -> Any:
        """What stands in the field."""
        return st.session_state.get(_key(self._practice, name))

    def clear(self, *names: str) -> None:
        """The fields are empty when they are next drawn: what was in them has been handed in."""
        for name in names:
            _once_more(f"{self._practice}:{name}")
        left = {k: v for k, v in desk().team.reviewing.draft(person(), self._practice).items() if k not in names}
        desk().team.reviewing.keep_draft(person(), self._practice, left)

    def clear_all(self) -> None:
        """All of them."""
        _once_more(self._practice)


# A widget is emptied for certain only by drawing it under another key: so the keys count how often they were emptied.
def _key(practice_id: str, name: str) -> str:
    times = [st.session_state.get(f"review_emptied:{of}", 0) for of in (practice_id, f"{practice_id}:{name}")]
    return f"review:{practice_id}:{name}:{times[0]}:{times[1]}"


def _once_more(of: str) -> None:
    st.session_state[f"review_emptied:{of}"] = st.session_state.get(f"review_emptied:{of}", 0) + 1


def _keep(practice_id: str, name: str) -> None:
    # Runs before the screen: what it may not do the screen says in words right after, so nothing is said here.
    try:
        at = desk().team.reviewing
        body, value = at.draft(person(), practice_id), st.session_state.get(_key(practice_id, name))
        if value in (None, ""):
            body.pop(name, None)
        else:
            body[name] = value
        at.keep_draft(person(), practice_id, body)
    except TrainerError:
        return
