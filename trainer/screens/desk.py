"""What the screens have at hand: the services, the library and the voices, laid out once by app.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from trainer.domain.errors import Misconfigured
from trainer.domain.people import Person
from trainer.services.practising import Practising
from trainer.services.team import TeamServices


@dataclass(frozen=True)
class Voice:
    """Who speaks the client, who rates, and where the trainee's words go for it; ``test`` tries each model's
    connection: (does it work?, the sentence that says so). ``used_today`` says what the models' calls used and cost."""

    model: str
    server: str
    judge: str
    scorers: tuple[str, ...]
    test: Callable[[], list[tuple[bool, str]]]
    used_today: Callable[[], str] = str

    def scripted(self) -> bool:
        """No model plays the client."""
        return not self.model


@dataclass(frozen=True)
class Desk:
    """Everything a screen may reach for. ``coaching`` and ``note_check`` are pure; ``curve`` and ``plot`` draw SVG;
    ``good_talk(scenario)`` gives a skilled trainee's turns and outcome, ``page_of(person, ids)`` a printable page of
    talks, ``data_of(person, id)`` the JSON document of one, ``resistance(title, curves)`` draws how fast a client gives way,
    ``shares(parts)`` how a whole is shared out, ``pictures`` a team at a glance,
    ``agreed`` how far two raters agree."""

    practising: Practising
    team: TeamServices
    library: Any
    voice: Voice
    coaching: Callable[..., Any]
    note_check: Callable[..., Any]
    curve: Callable[..., str]
    plot: Callable[..., str]
    good_talk: Callable[..., Any]
    page_of: Callable[..., str]
    data_of: Callable[..., dict]
    resistance: Callable[..., str] = str
    shares: Callable[..., str] = str
    agreed: Any = None
    pictures: Any = None


_laid: list[Desk] = []


def lay(desk: Desk) -> None:
    """Laid by app.py before the first screen is drawn, and by tests."""
    _laid[:] = [desk]


def laid() -> bool:
    """Whether anything has been laid out yet."""
    return bool(_laid)


def desk() -> Desk:
    """What has been laid out."""
    if not _laid:
        raise Misconfigured("The screens were opened without the app around them.",
                            "Open the trainer with `streamlit run app.py` or `python -m trainer serve`.")
    return _laid[0]


def person() -> Person:
    """Who sits here, asked anew at every run: a tab may stay open long after somebody was signed out or shut out.
    Without accounts: the one local person. Raises NotAllowed when nobody is signed in."""
    return desk().team.accounts.who(st.user.get("sign_in"))
