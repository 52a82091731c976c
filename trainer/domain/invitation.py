"""A one-use link that lets somebody in, or lets them choose a new password."""

from __future__ import annotations

from typing import Literal

from trainer.domain.people import Role
from trainer.domain.values import Value


class Invitation(Value):
    """What a link is for. The link's token itself is kept nowhere."""

    purpose: Literal["invite", "reset"]
    email: str
    name: str = ""
    person: str | None = None
    team: str | None = None
    roles: tuple[Role, ...] = ()
    expires_at: str
