"""My account: password, browsers signed in, and what is kept about me."""

from __future__ import annotations

import streamlit as st


def draw() -> None:
    """The whole screen."""
    st.title("My account", anchor=False)
