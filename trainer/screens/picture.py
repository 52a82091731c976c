"""Pictures that the trainer draws itself, in the colours of the theme, whose links jump within the screen."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

# st.html strips SVG, and an <img> can neither be clicked in parts nor take the theme's text colour.
_JS = """
export default function (component) {
  const { data, parentElement } = component
  const place = parentElement.querySelector(".place")
  if (!place || place.dataset.shown === data.svg) return
  place.dataset.shown = data.svg
  place.innerHTML = data.svg
  for (const link of place.querySelectorAll("a[href^='#']")) {
    link.addEventListener("click", (event) => {
      const target = document.getElementById(link.getAttribute("href").slice(1))
      if (!target) return
      event.preventDefault()
      target.scrollIntoView({ block: "start" })
      target.setAttribute("tabindex", "-1")
      target.focus({ preventScroll: true })
    })
  }
}
"""
_CSS = """
.place { color: var(--st-text-color); }
.place a:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("picture", html='<div class="place"></div>', css=_CSS, js=_JS)


def draw_picture(svg: str, key: str) -> None:
    """An SVG of our own making; texts in it are escaped by whoever made it."""
    if svg:
        _component()(data={"svg": svg}, key=key)
