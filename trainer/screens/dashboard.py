"""Team progress: who is where, how levels move, what is hard."""

from __future__ import annotations

import streamlit as st


def draw() -> None:
    """The whole screen."""
    st.title("Team progress", anchor=False)
