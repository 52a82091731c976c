"""The ways between screens: each has a name and an address; a talk's address holds its id."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

_KEY = "_ways"


def open_ways(screens: dict) -> None:
    """Called by the entry on each run with name → st.Page."""
    st.session_state[_KEY] = screens


def go(name: str, **query: str) -> NoReturn:
    """Leaves for another screen."""
    st.switch_page(st.session_state[_KEY][name], query_params=query)


def link(name: str, label: str, icon: str | None = None, width: str = "content", **query: str) -> None:
    """A link to another screen; it opens in a new tab too, unlike a button."""
    st.page_link(st.session_state[_KEY][name], label=label, icon=icon, query_params=query, width=width)


def asked(name: str) -> str:
    """A value from the address, or an empty string."""
    return st.query_params.get(name, "")
