"""Choosing a text file, as the browser itself does it: known to every screen reader, and refused before it is sent when it is too large."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

# Streamlit's own uploader puts a focusable box with the role "presentation" around its button, which axe rightly refuses.
_JS = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const label = parentElement.querySelector("span")
  const input = parentElement.querySelector("input")
  const note = parentElement.querySelector("p")
  label.textContent = data.label
  input.accept = data.accept
  if (input.dataset.ready) return
  input.dataset.ready = "yes"
  input.addEventListener("change", async () => {
    const file = input.files[0]
    if (!file) return
    if (file.size > data.most) { setTriggerValue("chosen", { fault: "large" }); return }
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer())
      setTriggerValue("chosen", { text })
      note.textContent = file.name
    } catch (_) { setTriggerValue("chosen", { fault: "not utf-8" }) }
    input.value = ""
  })
}
"""
_CSS = """
label { display: block; color: var(--st-text-color); font: inherit; }
span { display: block; margin-bottom: 0.35rem; font-size: 0.9em; }
input { box-sizing: border-box; width: 100%; padding: 0.6rem; color: var(--st-text-color); font: inherit; background: var(--st-secondary-background-color);
        border: 1px solid var(--st-border-color); border-radius: 0.75rem; }
input::file-selector-button { margin-right: 0.75rem; padding: 0.35rem 0.9rem; color: var(--st-text-color); font: inherit; cursor: pointer;
        background: var(--st-background-color); border: 1px solid var(--st-border-color); border-radius: 0.75rem; }
p { margin: 0.35rem 0 0; color: var(--st-text-color); font-size: 0.9em; }
input:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""
FAULTS = {"large": "That file is too large: split it, or look whether it is the right one.",
          "not utf-8": "The file is not written in UTF-8. In a spreadsheet, save it as “CSV UTF-8”."}


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("file_choice", html='<label><span></span><input type="file"></label><p aria-live="polite"></p>', css=_CSS, js=_JS)


def choose_text(label: str, accept: str, most: int, key: str) -> str | None:
    """The text of the file chosen in this run, else None; says by itself why a file cannot be read."""
    given = _component()(data={"label": label, "accept": accept, "most": most}, key=key, on_chosen_change=lambda: None).get("chosen")
    if not isinstance(given, dict):
        return None
    if given.get("fault"):
        st.error(FAULTS.get(str(given["fault"]), FAULTS["large"]), icon=":material/error:")
        return None
    # The limits of the browser's side hold for browsers only.
    text = str(given.get("text", ""))
    return text if len(text.encode()) <= most else None
