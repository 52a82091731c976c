"""Keeps what is being typed in this browser tab, so that a reload in the middle of a sentence loses nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

# The draft stays in the tab (sessionStorage): it is sent nowhere, and is gone when the tab is closed. It belongs to one
# moment of one talk; once the talk has gone on, it is not put back.
_JS = """
const BOX = '[data-testid="stChatInputTextArea"]'

export default function (component) {
  const { data } = component
  const root = document.documentElement
  const slot = "draft:" + data.practice
  root.dataset.draftSlot = slot
  if (root.dataset.draftMoment !== slot + data.moment) {
    root.dataset.draftMoment = slot + data.moment
    root.dataset.draftTyped = ""
    const kept = JSON.parse(sessionStorage.getItem(slot) || "null")
    // Streamlit may draw the box once more and empty it again: so it is looked at for a moment, until somebody types.
    if (kept && kept.moment === data.moment && kept.text) put(kept.text, slot + data.moment, 10)
  }
  if (root.dataset.draftListens) return
  root.dataset.draftListens = "yes"
  document.addEventListener("input", (event) => {
    if (!event.target.matches || !event.target.matches(BOX)) return
    if (event.isTrusted) root.dataset.draftTyped = "yes"
    const now = root.dataset.draftSlot
    const moment = root.dataset.draftMoment.slice(now.length)
    sessionStorage.setItem(now, JSON.stringify({ moment, text: event.target.value }))
  })
}

function put(text, moment, left) {
  const root = document.documentElement
  if (root.dataset.draftMoment !== moment || root.dataset.draftTyped) return
  const box = document.querySelector(BOX)
  if (box && !box.value) {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text)
    box.dispatchEvent(new Event("input", { bubbles: true }))
  }
  if (left > 0) setTimeout(() => put(text, moment, left - 1), 150)
}
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("draft", html="<span></span>", js=_JS)


def keep_draft(practice_id: str, n: int) -> None:
    """``n``: the last turn that the person has seen."""
    _component()(data={"practice": practice_id, "moment": str(n)}, key="draft", height=1)
