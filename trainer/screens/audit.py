"""The log of who did what, for owners."""

from __future__ import annotations

import streamlit as st


def draw() -> None:
    """The whole screen."""
    st.title("Log", anchor=False)
