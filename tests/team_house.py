"""A team for the tests: real store, real services, people with roles in two teams."""

from __future__ import annotations

import itertools
from pathlib import Path
from types import SimpleNamespace

from argon2 import PasswordHasher

from tests.practice_house import Rates, TestClock, house
from trainer.domain.assignment import Terms
from trainer.domain.people import LOCAL_PERSON, Person, Role
from trainer.library import FileLibrary
from trainer.library.text import read_text
from trainer.services.accounts import Accounts
from trainer.services.assigning import Assigning
from trainer.services.passwords import Passwords
from trainer.services.progressing import Progressing
from trainer.store.store import Store

ROOT = Path(__file__).resolve().parents[1]
SCENARIO, SECOND = "freezer_for_saturday", "freezer_again"


class TwoClients(FileLibrary):
    """One shipped client, and the same under another name: enough for a path."""

    def __init__(self) -> None:
        super().__init__([ROOT / "scenarios" / f"{SCENARIO}.yaml", ROOT / "rubrics"])
        self._items["scenario", SECOND] = self.scenario(SCENARIO).model_copy(update={"id": SECOND, "title": "The freezer again"})

    def of_text(self, kind: str, text: str):
        return read_text(kind, text, {t.id for t in self.techniques().techniques})


LIBRARY = TwoClients()
GOOD = "I am sorry, Ms Marsh: two days without a freezer before your Saturday is a lot. What would help you most today?"
PASSWORD = "three wet umbrellas"
T, R, M, O = Role.TRAINEE, Role.REVIEWER, Role.MANAGER, Role.OWNER


def quick_passwords() -> Passwords:
    """The same argon2id, with settings that a test can afford."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


def team_house(store: Store, scorers=(), clock: TestClock | None = None) -> SimpleNamespace:
    """All services over one store, and an owner; ``north`` and ``south`` are two teams."""
    clock = clock or TestClock()
    number = itertools.count(1)
    practising = house(store, LIBRARY, clock=clock, scorers=scorers or (Rates(),))
    accounts = Accounts(store, clock, quick_passwords())
    made = SimpleNamespace(
        store=store, clock=clock, practising=practising, accounts=accounts, library=LIBRARY,
        assigning=Assigning(store, clock, LIBRARY, lambda: f"assignment-{next(number)}"),
        progressing=Progressing(store, clock))
    made.owner = accounts.set_up_owner("owner@example.org", "Olive Owner", PASSWORD).person
    made.north, made.south = accounts.new_team(made.owner, "North"), accounts.new_team(made.owner, "South")
    return made


def joined(at: SimpleNamespace, name: str, team: str | None, *roles: Role) -> Person:
    """Somebody invited by the owner, who has used the link."""
    token = at.accounts.invite(at.owner, f"{name.lower()}@example.org", name, team, roles or (T,))
    return at.accounts.accept(token, PASSWORD).person


def talked(at: SimpleNamespace, person: Person, replies: int = 3, assignment: str | None = None, end: bool = True,
           scenario: str = SCENARIO):
    """A talk of so many replies, ended and rated."""
    practice = at.practising.start(person, scenario, seed=1, assignment=assignment)
    for n in range(replies):
        at.practising.say(person, practice.id, GOOD if n == 0 else f"{GOOD} ({n})", 2 * n)
        at.practising.wait(person, practice.id, 20)
    if end:
        at.practising.end(person, practice.id)
    at.practising.wait_rated(person, practice.id, 20)
    return practice


def terms(team: str, **other) -> Terms:
    """An assignment's terms."""
    return Terms(**{"title": "This week", "team": team, "scenarios": (SCENARIO,), **other})


__all__ = ["GOOD", "LIBRARY", "LOCAL_PERSON", "PASSWORD", "SCENARIO", "SECOND", "M", "O", "R", "T", "joined", "talked",
           "team_house", "terms"]
