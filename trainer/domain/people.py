"""Persons, teams, roles."""

from __future__ import annotations

from enum import StrEnum

from trainer.domain.values import Value


class Role(StrEnum):
    """What a person may be in a team; an owner is so for the whole installation."""

    TRAINEE = "trainee"
    REVIEWER = "reviewer"
    MANAGER = "manager"
    OWNER = "owner"


class Person(Value):
    """A human who signs in, or the one local person of personal mode."""

    id: str
    name: str
    email: str = ""
    roles: dict[str, tuple[Role, ...]] = {}  # team id → roles there; "" holds installation-wide roles
    active: bool = True


LOCAL_PERSON = Person(id="local", name="You", roles={"": (Role.OWNER,)})
