"""One-use links, shown until somebody says that they have been copied: they stand nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from trainer.screens import words

_KEY = "_links"


def keep(title: str, form: str, token: str, lasts: str) -> None:
    """A fresh link to /account/``form``; it stays on the screen, also over other clicks."""
    st.session_state.setdefault(_KEY, []).append({"title": title, "link": link_to(form, token), "lasts": lasts})


def link_to(form: str, token: str) -> str:
    """The address to give away: the same server as this screen's own."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}/account/{form}?token={token}" if here.netloc else f"/account/{form}?token={token}"


def draw_links() -> None:
    """The links not yet put away."""
    kept = st.session_state.get(_KEY, [])
    for n, one in enumerate(kept):
        with st.container(border=True):
            st.markdown(f":material/link: **{words.literal(one['title'])}**")
            st.code(one["link"], language=None, wrap_lines=True)
            st.markdown(f"Copy it now and send it to this person only, in a way that reaches nobody else. It works once, {one['lasts']}. "
                        "Nothing has been sent, and the trainer cannot show the link again.")
            if st.button("I have copied it", key=f"put_away_{n}_{one['link'][-8:]}", icon=":material/check:"):
                kept.pop(n)
                st.rerun()
