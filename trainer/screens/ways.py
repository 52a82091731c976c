"""The ways between screens: each has a name and an address; a talk's address holds its id."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

_KEY = "_ways"
_HERE = "_here"


def open_ways(screens: dict) -> None:
    """Called by the entry on each run with name → st.Page."""
    st.session_state[_KEY] = screens


def here(address: str) -> None:
    """Called by the entry on each run with the path of the screen about to be drawn."""
    st.session_state[_HERE] = address


def go(name: str, **query: str) -> NoReturn:
    """Leaves for another screen."""
    st.switch_page(st.session_state[_KEY][name], query_params=query)


def link(name: str, label: str, icon: str | None = None, width: str = "content", **query: str) -> None:
    """A link to another screen; it opens in a new tab too, unlike a button."""
    st.page_link(st.session_state[_KEY][name], label=label, icon=icon, query_params=query, width=width)


def asked(name: str) -> str:
    """An id from the address, or an empty string. Streamlit's back button can bring an address without its ids back:
    then it is the one that this screen last had here, and the address is completed."""
    key = f"_asked_{st.session_state.get(_HERE, '')}_{name}"
    value = st.query_params.get(name, "")
    if value:
        st.session_state[key] = value
    elif key in st.session_state:
        value = st.session_state[key]
        st.query_params[name] = value
    return value
