"""Accounts: the first owner, one-use links instead of passwords, signing in and out, and who a browser belongs to."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trainer.domain.errors import NotAllowed, NotFound
from trainer.domain.invitation import Invitation
from trainer.domain.people import LOCAL_PERSON, Person, Role
from trainer.ports import Clock
from trainer.services.gate import passed
from trainer.services.moments import later, seconds_between
from trainer.services.own_account import IDLE_S, OwnAccount
from trainer.services.passwords import Passwords, Throttle
from trainer.services.staff import RESET_S
from trainer.services.tokens import clean_email, clean_name, hash_of, new_token, typed

LASTS_S = 7 * 86400       # a sign-in, at the longest
_SEEN_EVERY_S = 300


@dataclass(frozen=True)
class SignedIn:
    """A fresh sign-in. ``token`` goes into the cookie and is kept nowhere."""

    person: Person
    token: str


@dataclass(frozen=True)
class Vouched:
    """Whom an identity provider says it has seen: ``subject`` is its own lasting name for them."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    name: str = ""


@dataclass(frozen=True)
class Link:
    """What a one-use link is for."""

    purpose: str
    email: str
    name: str


class Accounts(OwnAccount):
    """The person who asks comes first, except where somebody is only just coming in."""

    def __init__(self, store: Any, clock: Clock, passwords: Passwords | None = None,
                 new_id: Callable[[], str] = lambda: secrets.token_hex(10)) -> None:
        super().__init__(store, clock, passwords or Passwords(), new_id)
        self._by_address = Throttle(free=20)
        self._on = False

    # -- whose is it ------------------------------------------------------------------------------------------------

    def turned_on(self) -> bool:
        """Whether there are accounts. Once there are, there always will be."""
        if not self._on:
            with self._store.reading() as tx:
                self._on = tx.accounts.any()
        return self._on

    def who(self, id_hash: str | None) -> Person:
        """Who a browser belongs to, asked anew at each run of a screen: sockets outlive a sign-out. Without accounts:
        the one local person. Raises NotAllowed when nobody is signed in."""
        if not self.turned_on():
            return LOCAL_PERSON
        person = self._of_hash(id_hash) if id_hash else None
        if person is None:
            raise NotAllowed("You are not signed in any more.", "Reload this screen to sign in again.")
        return person

    def standing(self, token: str) -> str | None:
        """The hash under which a cookie's token is known, when it is a valid sign-in."""
        if not token or len(token) > 128:
            return None
        id_hash = hash_of(token)
        return id_hash if self._of_hash(id_hash) else None

    # -- coming in --------------------------------------------------------------------------------------------------

    def set_up_owner(self, email: str, name: str, password: str, adopt: bool = False) -> SignedIn:
        """The first account; from now on everybody signs in. ``adopt``: the talks so far become the owner's."""
        email, name = clean_email(email), clean_name(name)
        kept = self._passwords.hash(password, email, name)
        now = self._clock.now()
        with self._store.begin() as tx:
            tx.accounts.one_at_a_time()
            if tx.accounts.any():
                raise NotAllowed("There is an owner already.", "Ask them for an invitation.")
            person = Person(id=self._new_id(), name=name, email=email, roles={"": (Role.OWNER,)})
            tx.people.add(person, now)
            self._name(tx, person.id)
            tx.accounts.add(person.id, email, kept, now)
            talks = tx.accounts.hand_over(LOCAL_PERSON.id, person.id) if adopt else 0
            # The local person has the owner's role in personal mode; it must open nothing from now on.
            tx.teams.set_active(LOCAL_PERSON.id, False)
            tx.audit.add(now, person.id, "owner_set_up", "person", person.id, adopted=talks)
            token = self._sign_in(tx, person.id, now)
        self._on = True
        return SignedIn(person, token)

    def sign_in(self, login: str, password: str, address: str = "") -> SignedIn:
        """A sign-in, or NotAllowed with the same words for a wrong name, a wrong password and a closed account."""
        login, now, clock = typed(login), self._clock.now(), self._clock.monotonic()
        with self._store.reading() as tx:
            account = tx.accounts.by_login(login)
        wait = max(self._by_login.wait_s(login, clock), self._by_address.wait_s(address, clock) if address else 0.0,
                   seconds_between(now, account.locked_until) if account and account.locked_until else 0.0)
        if wait > 0:
            raise NotAllowed("That was tried too often.", f"Wait {max(1, round(wait))} seconds, then try again.")
        right = self._passwords.fits(account.password_hash if account else None, password)
        if not right or account is None or not account.active:
            self._count_failure(account, login, address, clock, now)
            raise NotAllowed("That address and password do not go together.", "Try again, or ask an owner for a link to "
                             "a new password.")
        self._by_login.succeeded(login)
        rehashed = self._passwords.hash(password) if self._passwords.outdated(account.password_hash or "") else None
        with self._store.begin() as tx:
            if rehashed:
                tx.accounts.set_password(account.person_id, rehashed, now)
            tx.accounts.failed(account.person_id, 0, None)
            tx.accounts.forget_old(later(now, -30 * 86400))
            token = self._sign_in(tx, account.person_id, now)
            return SignedIn(tx.people.get(account.person_id), token)

    def sign_in_vouched(self, by: Vouched) -> SignedIn:
        """Somebody whom the identity provider vouches for. It says who they are, never what they may: they are let in
        only with an account here, or an open invitation to the address that the provider has verified."""
        if not by.issuer or not by.subject:
            raise NotAllowed("The identity provider did not say who you are.", "Try again, or sign in with a password.")
        now = self._clock.now()
        with self._store.begin() as tx:
            person_id = tx.accounts.of_outside(by.issuer, by.subject) or self._first_time(tx, by, now)
            person = tx.people.get(person_id)
            if not person.active:
                raise _unknown_here()
            return SignedIn(person, self._sign_in(tx, person_id, now))

    def invited(self, token: str) -> Link:
        """What a link is for; NotFound when it was used, has run out, or never was."""
        with self._store.reading() as tx:
            invite = tx.accounts.invited(hash_of(token), self._clock.now())
        if invite is None:
            raise _void()
        return Link(invite.purpose, invite.email, invite.name)

    def accept(self, token: str, password: str, name: str = "") -> SignedIn:
        """The link is used up: a new person, or an old one with a new password, is signed in."""
        link = self.invited(token)
        name = "" if link.purpose == "reset" else clean_name(name or link.name)
        kept = self._passwords.hash(password, link.email, name)
        now = self._clock.now()
        with self._store.begin() as tx:
            invite = tx.accounts.invited(hash_of(token), now, lock=True)
            if invite is None or not tx.accounts.use(hash_of(token), now):
                raise _void()
            if invite.purpose == "reset":
                person_id = invite.person
                tx.accounts.set_password(person_id, kept, now)
                tx.accounts.sign_out_all(person_id, now)
                tx.audit.add(now, person_id, "password_reset", "person", person_id)
            else:
                person_id = self._joined(tx, invite, name, now)
                tx.accounts.add(person_id, invite.email, kept, now)
                tx.audit.add(now, person_id, "joined", "person", person_id, invite.team)
            signed = self._sign_in(tx, person_id, now)
            person = tx.people.get(person_id)
            if not person.active:
                raise _void()
        return SignedIn(person, signed)

    # -- going out --------------------------------------------------------------------------------------------------

    def sign_out(self, token: str) -> None:
        """This browser; it is no error not to be signed in."""
        now = self._clock.now()
        with self._store.begin() as tx:
            person_id = tx.accounts.sign_out(hash_of(token), now)
            if person_id:
                tx.audit.add(now, person_id, "signed_out", "person", person_id)

    # -- passwords --------------------------------------------------------------------------------------------------

    def reset(self, person: Person, person_id: str) -> str:
        """The token of a one-use link with which somebody chooses a new password. The old one stays until then."""
        now, token = self._clock.now(), new_token()
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.reset")
            login = tx.accounts.login_of(person_id)
            if login is None:
                raise NotFound("That person has no account yet.", "Invite them instead.")
            tx.accounts.invite(hash_of(token), asker.id, now, Invitation(
                purpose="reset", email=login, person=person_id, expires_at=later(now, RESET_S)))
            tx.audit.add(now, asker.id, "reset_link_made", "person", person_id)
        return token

    # -- inside -----------------------------------------------------------------------------------------------------

    def _first_time(self, tx: Any, by: Vouched, now: str) -> str:
        email = typed(by.email)
        if not by.email_verified or not email:
            raise NotAllowed("The identity provider has not verified your e-mail address.",
                             "Have it verified there, or sign in with a password.")
        account = tx.accounts.by_login(email)
        if account is not None:
            # A second identity with the same address is somebody else who was given it later.
            if not account.active or not tx.accounts.link_outside(account.person_id, by.issuer, by.subject):
                raise _unknown_here()
            tx.audit.add(now, account.person_id, "identity_linked", "person", account.person_id)
            return account.person_id
        found = tx.accounts.invited_address(email, now)
        if found is None:
            raise _unknown_here()
        token_hash, invite = found
        if not tx.accounts.use(token_hash, now):
            raise _unknown_here()
        person_id = self._joined(tx, invite, clean_name(invite.name or by.name or email.split("@")[0]), now)
        tx.accounts.add(person_id, invite.email, None, now)
        tx.accounts.link_outside(person_id, by.issuer, by.subject)
        tx.audit.add(now, person_id, "joined", "person", person_id, invite.team)
        return person_id

    def _of_hash(self, id_hash: str) -> Person | None:
        now = self._clock.now()
        with self._store.reading() as tx:
            found = tx.accounts.signed_in(id_hash, now, later(now, -IDLE_S))
            person = tx.people.get(found[0]) if found else None
        if found and seconds_between(found[1], now) > _SEEN_EVERY_S:
            with self._store.begin() as tx:
                tx.accounts.seen(id_hash, now)
        return person if person and person.active else None

    def _sign_in(self, tx: Any, person_id: str, now: str) -> str:
        token = new_token()
        tx.accounts.sign_in(hash_of(token), person_id, now, later(now, LASTS_S))
        tx.audit.add(now, person_id, "signed_in", "person", person_id)
        return token

    def _count_failure(self, account: Any, login: str, address: str, clock: float, now: str) -> None:
        self._by_login.failed(login, clock)
        if address:
            self._by_address.failed(address, clock)
        if account is None:
            return
        times = account.failed + 1
        pause = self._by_login.pause_s(times)
        with self._store.begin() as tx:
            tx.accounts.failed(account.person_id, times, later(now, pause) if pause else None)
            tx.audit.add(now, None, "sign_in_failed", "person", account.person_id, times=times)


def _void() -> NotFound:
    return NotFound("This link cannot be used (any more).", "Each link works once, and not for long: ask for a new one.")


def _unknown_here() -> NotAllowed:
    return NotAllowed("Nobody with that identity has been let in here.", "Ask an owner of this trainer to invite your e-mail address.")
