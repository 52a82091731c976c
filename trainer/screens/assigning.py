"""Assignments: what a manager asks of whom, and how far everybody is."""

from __future__ import annotations

import streamlit as st


def draw() -> None:
    """The whole screen."""
    st.title("Assignments", anchor=False)
