"""A real server on which people sign in: an owner, a team, a manager, a reviewer and two trainees, made through the services."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.browser import Server, settled
from trainer.domain.people import Role
from trainer.services.accounts import Accounts
from trainer.store.store import Store
from trainer.wiring import SystemClock

PASSWORD = "three wet umbrellas"
PEOPLE = {"mona": ("Mona Manager", Role.MANAGER), "rhea": ("Rhea Reviewer", Role.REVIEWER),
          "tom": ("Tom Trainee", Role.TRAINEE), "tess": ("Tess Trainee", Role.TRAINEE)}


def address_of(who: str) -> str:
    """The e-mail address with which one of them signs in."""
    return f"{who}@example.org"


def a_team(database: Path) -> dict[str, str]:
    """Makes the people in a new database; the ids: owner, team and each of PEOPLE."""
    store = Store(f"sqlite:///{database}")
    accounts = Accounts(store, SystemClock())
    owner = accounts.set_up_owner(address_of("olive"), "Olive Owner", PASSWORD).person
    team = accounts.new_team(owner, "North")
    ids = {"olive": owner.id, "team": team}
    for who, (name, role) in PEOPLE.items():
        token = accounts.invite(owner, address_of(who), name, team, (role,))
        ids[who] = accounts.accept(token, PASSWORD).person.id
    store.close()
    return ids


class TeamServer(Server):
    """A server with those people; ``ids`` says who is who."""

    def __init__(self, folder: Path, seed: Callable[[Path, dict[str, str]], None] | None = None, **environ: str) -> None:
        """``seed`` puts talks into the database before the server comes up."""
        database = folder / f"team-{secrets.token_hex(4)}.db"
        self.ids = a_team(database)
        if seed is not None:
            seed(database, self.ids)
        super().__init__(database, **environ)


def sign_in(page: Page, server: Server, who: str, path: str = "/") -> None:
    """Through the form, as a person would."""
    page.goto(f"{server.address}/account/login?next={path}")
    page.get_by_label("E-mail address").fill(address_of(who))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).not_to_have_url(f"{server.address}/account/login")
    settled(page)
