"""Ways out of the screens to the plain forms of signing in and out, in the same tab."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

# A link button of Streamlit's opens a second tab, in which one would sign out while the first still shows everything.
_JS = """
export default function (component) {
  const { data, parentElement } = component
  const link = parentElement.querySelector("a")
  link.textContent = data.label
  link.setAttribute("href", data.href)
}
"""
_CSS = """
a { display: inline-block; padding: 0.35rem 0.9rem; border: 1px solid var(--st-border-color); border-radius: 0.75rem;
    color: var(--st-text-color); text-decoration: none; font: inherit; line-height: 1.6; }
a:hover { border-color: var(--st-primary-color); text-decoration: underline; }
a:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""
FORMS = {"logout": "/account/logout", "login": "/account/login", "setup": "/account/setup"}


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("way_out", html='<a target="_self"></a>', css=_CSS, js=_JS)


def to_form(name: str, label: str) -> None:
    """A link that looks like a button, to one of ``FORMS``."""
    _component()(data={"label": label, "href": FORMS[name]}, key=f"way_out_{name}")
