"""A box for YAML with line numbers and letters of equal width; what is typed is handed over when the writer pauses."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

# Streamlit's own box has neither. The text stays in this tab (sessionStorage) as well, so that a reload loses nothing.
_JS = """
export default function (component) {
  const { data, parentElement, setStateValue } = component
  const box = parentElement.querySelector("textarea"), gutter = parentElement.querySelector(".gutter")
  const slot = "yaml:" + data.slot
  const number = () => {
    const lines = box.value.split("\\n").length
    if (gutter.childElementCount === lines && gutter.dataset.bad === String(data.bad)) return
    gutter.dataset.bad = String(data.bad)
    gutter.replaceChildren(...Array.from({ length: lines }, (_, i) => {
      const row = document.createElement("div")
      row.textContent = i + 1
      if (data.bad.includes(i + 1)) row.className = "bad"
      return row
    }))
  }
  const hand = () => setStateValue("text", box.value)
  if (box.dataset.moment !== data.moment) {
    box.dataset.moment = data.moment
    const kept = JSON.parse(sessionStorage.getItem(slot) || "null")
    box.value = kept && kept.moment === data.moment ? kept.text : data.text
    if (box.value !== data.text) hand()
  }
  box.setAttribute("aria-label", data.label)
  number()
  if (box.dataset.jumped !== data.jump) {
    box.dataset.jumped = data.jump
    const line = parseInt(data.jump)
    if (line > 0) {
      const lines = box.value.split("\\n"), start = lines.slice(0, line - 1).join("\\n").length + (line > 1 ? 1 : 0)
      box.focus()
      box.setSelectionRange(start, start + (lines[line - 1] || "").length)
      box.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(box).lineHeight))
    }
  }
  if (box.dataset.listens) return
  box.dataset.listens = "yes"
  let pause
  box.addEventListener("scroll", () => { gutter.scrollTop = box.scrollTop })
  box.addEventListener("input", () => {
    number()
    sessionStorage.setItem(slot, JSON.stringify({ moment: box.dataset.moment, text: box.value }))
    clearTimeout(pause)
    pause = setTimeout(hand, 700)
  })
  box.addEventListener("blur", () => { clearTimeout(pause); hand() })
  box.addEventListener("keydown", (event) => {
    // Tab would be an error in YAML anyway; with Escape before it, Tab leaves the box as everywhere.
    if (event.key === "Escape") { box.dataset.leave = "yes"; return }
    if (event.key !== "Tab" || event.shiftKey || box.dataset.leave) { box.dataset.leave = ""; return }
    event.preventDefault()
    box.setRangeText("  ", box.selectionStart, box.selectionEnd, "end")
    box.dispatchEvent(new Event("input", { bubbles: true }))
  })
}
"""
_HTML = '<div class="editor"><div class="gutter" aria-hidden="true"></div><textarea spellcheck="false" wrap="off"></textarea></div>'
_CSS = """
.editor { display: flex; height: 30rem; border: 1px solid var(--st-border-color); border-radius: 0.5rem; overflow: hidden;
  background: var(--st-secondary-background-color); }
.editor:focus-within { outline: 2px solid var(--st-primary-color); }
.gutter { overflow: hidden; padding: 0.6rem 0.4rem; text-align: right; min-width: 2.2rem; user-select: none; opacity: 0.75;
  border-right: 1px solid var(--st-border-color); }
.gutter .bad { color: var(--st-red-text-color); font-weight: 700; }
.gutter, textarea { font: 0.86rem/1.45 ui-monospace, monospace; color: var(--st-text-color); }
textarea { flex: 1; min-width: 0; border: 0; outline: 0; padding: 0.6rem; background: transparent; resize: none; white-space: pre; overflow: auto; }
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("yaml_editor", html=_HTML, css=_CSS, js=_JS)


def edit(text: str, slot: str, moment: str, bad: list[int], jump: str = "", label: str = "The file as YAML") -> str:
    """The text as it stands in the box. ``slot`` names the file, ``moment`` changes when ``text`` is to be put into the
    box anew (a version saved, a file imported); ``bad`` are lines to mark; ``jump`` is "LINE" or "LINE:any", and moves
    the cursor there once."""
    shown = _component()(data={"text": text, "slot": slot, "moment": moment, "bad": bad, "jump": jump, "label": label},
                         default={"text": text}, key=f"yaml_{slot}_{moment}", on_text_change=lambda: None)
    return shown.text if isinstance(shown.text, str) else text
