"""What somebody does with their own account: name, password, signed-in browsers, and the talks from before there were accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trainer.domain.errors import NotAllowed, NotFound
from trainer.domain.people import LOCAL_PERSON, Person
from trainer.domain.permissions import is_owner
from trainer.ports import Clock
from trainer.services.gate import passed
from trainer.services.moments import later
from trainer.services.passwords import Passwords, Throttle
from trainer.services.staff import Staff
from trainer.services.tokens import clean_name

IDLE_S = 2 * 86400        # a sign-in that is not used ends by itself


@dataclass(frozen=True)
class Browser:
    """One browser that is signed in."""

    since: str
    seen: str
    this: bool


@dataclass(frozen=True)
class MyAccount:
    """What one is shown of one's own account. ``to_adopt``: talks held here before there were accounts, for an owner."""

    person: Person
    has_password: bool
    outside: bool
    browsers: tuple[Browser, ...]
    to_adopt: int


class OwnAccount(Staff):
    """The person who asks comes first."""

    def __init__(self, store: Any, clock: Clock, passwords: Passwords, new_id: Callable[[], str]) -> None:
        super().__init__(store, clock, new_id)
        self._passwords = passwords
        self._by_login = Throttle()

    def my_account(self, person: Person, this: str | None = None) -> MyAccount:
        """Everything the account screen shows; ``this`` is the hash of the sign-in that asks."""
        now = self._clock.now()
        with self._store.reading() as tx:
            asker = passed(tx, person, "Accounts.my_account")
            account = tx.accounts.of(asker.id)
            browsers = tuple(Browser(since, seen, id_hash == this)
                             for id_hash, since, seen in tx.accounts.browsers(asker.id, now, later(now, -IDLE_S)))
            left = tx.accounts.talks_of(LOCAL_PERSON.id) if is_owner(asker) and asker.id != LOCAL_PERSON.id else 0
            return MyAccount(asker, bool(account and account.password_hash), tx.accounts.has_outside(asker.id), browsers, left)

    def call_me(self, person: Person, name: str) -> None:
        """Another name for oneself; everybody who may see it sees the new one."""
        name = clean_name(name)
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.call_me")
            if asker.id == LOCAL_PERSON.id:
                raise NotAllowed("Without accounts nobody here has a name.", "Turn accounts on first.")
            tx.teams.set_name(asker.id, name)
            tx.audit.add(self._clock.now(), asker.id, "name_changed", "person", asker.id)

    def sign_out_everywhere(self, person: Person, person_id: str | None = None) -> None:
        """All browsers of one's own; an owner may do it to anybody."""
        now = self._clock.now()
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.sign_out_everywhere")
            whom = person_id or asker.id
            if whom != asker.id and not is_owner(asker):
                raise NotAllowed("You may sign out yourself only.", "Ask an owner.")
            tx.accounts.sign_out_all(whom, now)
            tx.audit.add(now, asker.id, "signed_out_everywhere", "person", whom)

    def change_password(self, person: Person, old: str, new: str, keep: str | None = None) -> None:
        """Another password; all browsers but ``keep`` (a sign-in's hash) are signed out. Throttled like a sign-in."""
        now, clock = self._clock.now(), self._clock.monotonic()
        with self._store.reading() as tx:
            asker = passed(tx, person, "Accounts.change_password")
            account = tx.accounts.of(asker.id)
        if account is None or account.password_hash is None:
            raise NotFound("You have no password here.", "An owner can send you a link to choose one.")
        if self._by_login.wait_s(asker.id, clock) > 0:
            raise NotAllowed("That was tried too often.", "Wait a while, then try again.")
        if not self._passwords.fits(account.password_hash, old):
            self._by_login.failed(asker.id, clock)
            raise NotAllowed("That is not your password now.", "Try again.")
        kept = self._passwords.hash(new, asker.email, asker.name)
        with self._store.begin() as tx:
            tx.accounts.set_password(asker.id, kept, now)
            tx.accounts.sign_out_all(asker.id, now, but=keep)
            tx.audit.add(now, asker.id, "password_changed", "person", asker.id)

    def adopt_history(self, person: Person) -> int:
        """The talks from before there were accounts become this owner's; how many."""
        now = self._clock.now()
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.adopt_history")
            if asker.id == LOCAL_PERSON.id:
                return 0
            talks = tx.accounts.hand_over(LOCAL_PERSON.id, asker.id)
            tx.audit.add(now, asker.id, "history_adopted", "person", asker.id, talks=talks)
            return talks
