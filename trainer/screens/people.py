"""People: who is in which team with which role, and who is invited."""

from __future__ import annotations

import streamlit as st


def draw() -> None:
    """The whole screen."""
    st.title("People", anchor=False)
