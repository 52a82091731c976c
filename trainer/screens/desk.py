"""What the screens have at hand: the services, the library and the voices, laid out once by app.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trainer.domain.errors import Misconfigured
from trainer.domain.people import LOCAL_PERSON, Person
from trainer.services.practising import Practising


@dataclass(frozen=True)
class Voice:
    """Who speaks the client and where the trainee's words go for it; ``test`` tries the connection and says in
    words how it went: (well?, what happened, cure)."""

    model: str
    server: str
    judge: str
    scorer: str
    test: Callable[[], tuple[bool, str, str]]

    def scripted(self) -> bool:
        """No model speaks: no word leaves this machine."""
        return not self.server


@dataclass(frozen=True)
class Desk:
    """Everything a screen may reach for. ``coaching`` and ``note_check`` are pure;
    ``curve`` draws a mood as SVG, ``transcript`` makes a printable page, ``bundle`` the JSON of a talk."""

    practising: Practising
    library: Any
    voice: Voice
    coaching: Callable[..., Any]
    note_check: Callable[..., Any]
    curve: Callable[..., str]
    plot: Callable[..., str]
    transcript: Callable[..., str]
    bundle: Callable[..., dict]


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
    """Who sits here. Without accounts: the one local person."""
    return LOCAL_PERSON
