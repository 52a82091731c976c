"""Choices that stand in the address as they are, ids included: a link leads there, and the back button goes back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import streamlit as st
from streamlit.errors import StreamlitAPIException


def choose(label: str, name: str, options: Mapping[str, str], first: str = "") -> str:
    """One of ``options`` (id → as shown). What the address asks for and is none of them counts as ``first``."""
    key = _asked(name, options, first)
    return st.selectbox(label, list(options), key=key, format_func=options.__getitem__, on_change=_keep, args=(name, first))


def choose_part(label: str, name: str, options: Mapping[str, str], first: str) -> str:
    """As ``choose``, all of them in sight: the parts of a screen."""
    key = _asked(name, options, first)
    # Not segmented_control or tabs: in the dark their chosen one is too faint to read.
    return st.radio(label, list(options), key=key, format_func=options.__getitem__, horizontal=True,
                    label_visibility="collapsed", on_change=_keep, args=(name, first))


def say_again() -> None:
    """A link to the screen one is on already runs it with the new address, but leaves the old one standing in the
    browser, and the next click would go by that. Said again, it is taken up."""
    with suppress(StreamlitAPIException):   # what a widget is bound to stands in the address already
        st.query_params.from_dict(st.query_params.to_dict())


def _asked(name: str, options: Mapping[str, str], first: str) -> str:
    # Not bind="query-params": that writes the words shown into the address, where a link needs the id.
    asked = st.query_params.get(name, first)
    st.session_state[f"address_{name}"] = asked if asked in options else first
    return f"address_{name}"


def _keep(name: str, first: str) -> None:
    chosen = st.session_state[f"address_{name}"]
    if chosen is None or chosen == first:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = chosen
    st.query_params.pop("at", None)   # another choice begins on its first page of rows


def page_of_rows(rows: list, most: int) -> list:
    """The rows to draw now; where they are too many, a row of page numbers whose choice stands in the address."""
    pages = max(1, -(-len(rows) // most))
    if pages == 1:
        return rows
    asked = st.query_params.get("at", "1")
    st.session_state["address_at"] = min(pages, max(1, int(asked))) if asked.isdecimal() else 1
    at = st.pagination(pages, key="address_at", on_change=_turn)
    return rows[(at - 1) * most: at * most]


def _turn() -> None:
    st.query_params["at"] = str(st.session_state["address_at"])
