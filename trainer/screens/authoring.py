"""Own scenarios: written, checked, tried and published in the browser."""

from __future__ import annotations

import streamlit as st


def draw() -> None:
    """The whole screen."""
    st.title("Own scenarios", anchor=False)
