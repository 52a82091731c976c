"""Agreement: how far scorer and reviewers agree."""

from __future__ import annotations

import streamlit as st


def draw() -> None:
    """The whole screen."""
    st.title("Agreement", anchor=False)
