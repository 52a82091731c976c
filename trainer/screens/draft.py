"""What goes on in the browser tab during a talk: the draft outlives a reload, the time ticks, a line is read aloud."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from trainer.screens.aloud import LISTEN_JS

# The draft stays in the tab (sessionStorage): it is sent nowhere, and is gone when the tab is closed. It belongs to one
# moment of one talk; once the talk has gone on, it is not put back.
_JS = """
const BOX = '[data-testid="stChatInputTextArea"]'

export default function (component) {
  const { data, parentElement } = component
  listen(data.name)
  tick(parentElement.querySelector(".clock"), data.elapsed)
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

function tick(clock, elapsed) {
  clearInterval(clock.ticking)
  if (elapsed === null) { clock.textContent = ""; return }
  const begun = performance.now() - elapsed * 1000
  const show = () => {
    const s = Math.floor((performance.now() - begun) / 1000)
    clock.textContent = "Talking for " + Math.floor(s / 60) + ":" + String(s % 60).padStart(2, "0")
    if (!clock.isConnected) clearInterval(clock.ticking)
  }
  show()
  clock.ticking = setInterval(show, 1000)
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


_CSS = ".clock { font-size: .875rem; opacity: .85; color: var(--st-text-color); }"


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("draft", html='<span class="clock" role="timer"></span>', css=_CSS, js=_JS + LISTEN_JS)


def beside_the_box(practice_id: str, n: int, name: str, elapsed_s: float | None) -> None:
    """``n``: the turn that the client's last line has, or will have; ``elapsed_s``: since the first reply."""
    _component()(data={"practice": practice_id, "moment": str(n), "name": name, "elapsed": elapsed_s}, key="draft",
                 height="content")
