"""Puts the view where the person has to look: the top of a screen just opened, the end of a talk just over."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

import streamlit as st

# Streamlit keeps the old screen's scroll position when another is opened, and loses it when the chat box goes away.
_JS = """
export default function (component) {
  const { data } = component
  const root = document.documentElement
  if (root.dataset.viewShown === data.moment) return
  root.dataset.viewShown = data.moment
  // The screen grows while it is drawn, so it is done a few times; whoever moves meanwhile is left alone.
  let mine = true
  for (const move of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    document.addEventListener(move, () => { mine = false }, { once: true, capture: true })
  }
  const go = (left) => {
    const main = document.querySelector('[data-testid="stMain"]')
    if (!mine || !main || root.dataset.viewShown !== data.moment) return
    main.scrollTo({ top: data.where === "top" ? 0 : main.scrollHeight })
    if (left > 0) setTimeout(() => go(left - 1), 120)
  }
  go(4)
}
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("view", html="<span></span>", js=_JS)


def show(where: Literal["top", "end"], moment: str) -> None:
    """Scrolls there once per ``moment``; a later run of the same screen leaves the person where they are."""
    _component()(data={"where": where, "moment": f"{moment}:{where}"}, key=f"view_{where}", height=1)
