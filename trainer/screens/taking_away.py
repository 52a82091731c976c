"""Files to take away, made only when somebody clicks, for the person who is signed in at that moment."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from trainer.domain.people import Person
from trainer.screens.desk import desk


def offer(label: str, make: Callable[[Person], str], file_name: str, mime: str, icon: str = ":material/download:", disabled: bool = False,
          why: str | None = None) -> None:
    """A button that downloads what ``make`` gives. Streamlit calls it outside of any run, where nobody is known: who
    asks is looked up anew by the sign-in that drew the button, which may have ended since."""
    sign_in = st.user.get("sign_in")
    st.download_button(label, lambda: make(desk().team.accounts.who(sign_in)), file_name=file_name, mime=mime, icon=icon, disabled=disabled,
                       on_click="ignore", help=why)
