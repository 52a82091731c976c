"""One talk under review: rated blind first, then revealed."""

from __future__ import annotations

import streamlit as st


def draw() -> None:
    """The whole screen."""
    st.title("One talk", anchor=False)
