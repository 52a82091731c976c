"""Reviews: the talks that wait for a person's eye."""

from __future__ import annotations

import streamlit as st


def draw() -> None:
    """The whole screen."""
    st.title("Reviews", anchor=False)
