"""One screen as somebody signed in sees it, drawn without a browser."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from tests.team_house import PASSWORD
from trainer.services.tokens import hash_of


def script(first: str) -> None:
    from trainer.screens.entry import main

    main(first)


def screen(at: Any, me: str, first: str, /, **query: str) -> AppTest:
    """One screen as one of them sees it, signed in."""
    token = at.accounts.sign_in(f"{me}@example.org", PASSWORD).token
    shown = AppTest.from_function(script, args=(first,), default_timeout=60)
    shown.user = {"sign_in": hash_of(token)}
    for name, value in query.items():
        shown.query_params[name] = value
    shown.run()
    assert not shown.exception, shown.exception
    return shown
