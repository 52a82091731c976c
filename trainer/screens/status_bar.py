"""How many people are where, as one bar with its words below it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from trainer.domain.assignment import Status
from trainer.screens import terms_words
from trainer.screens.desk import desk
from trainer.screens.picture import draw_picture


def draw_status_bar(counts: Mapping[Status, int], key: str) -> None:
    """The words stand outside the picture: inside it they would shrink with it on a phone."""
    draw_picture(desk().shares([(terms_words.STATUS[s][0], counts[s]) for s in Status]), key=key)
    badges = []
    for status in Status:
        if counts[status]:
            label, colour, icon = terms_words.STATUS[status]
            badges.append(f":{colour}-badge[:material/{icon}: {counts[status]} {label.lower()}]")
    st.markdown(" ".join(badges))
