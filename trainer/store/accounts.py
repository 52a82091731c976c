"""Keeps how people sign in: password hashes, signed-in browsers and one-use links, all secrets as hashes only."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer.domain.errors import Conflict
from trainer.domain.invitation import Invitation
from trainer.store.tables import DisagreementRecord, NoteRecord, PracticeRecord
from trainer.store.team_tables import AccountRecord, InviteRecord, PersonRecord, SignInRecord


class Account(NamedTuple):
    """What is checked at sign-in."""

    person_id: str
    password_hash: str | None
    failed: int
    locked_until: str | None
    active: bool


class Accounts:
    """Accounts, sign-ins and invites, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def one_at_a_time(self) -> None:
        """Whoever else makes a first account waits until this transaction is over."""
        if self._s.get_bind().dialect.name == "postgresql":
            self._s.execute(text("SELECT pg_advisory_xact_lock(7302115)"))

    def any(self) -> bool:
        """Whether there is an account at all: without one, the trainer is in personal mode."""
        return self._s.scalar(select(AccountRecord.person_id).limit(1)) is not None

    def add(self, person_id: str, login: str, password_hash: str | None, at: str) -> None:
        """A new account; Conflict when the login is taken."""
        self._s.add(AccountRecord(person_id=person_id, login=login.lower(), password_hash=password_hash,
                                  password_set_at=at if password_hash else None, failed=0, created_at=at))
        try:
            self._s.flush()
        except IntegrityError as taken:
            raise Conflict("There is an account for that address already.", "Sign in, or ask an owner for a new "
                           "password link.") from taken

    def by_login(self, login: str) -> Account | None:
        """The account of that login."""
        return self._one(AccountRecord.login == login.lower())

    def of(self, person_id: str) -> Account | None:
        """The account of a person."""
        return self._one(AccountRecord.person_id == person_id)

    def login_of(self, person_id: str) -> str | None:
        """What a person signs in with."""
        return self._s.scalar(select(AccountRecord.login).where(AccountRecord.person_id == person_id))

    def with_account(self) -> set[str]:
        """Everybody who can sign in."""
        return set(self._s.scalars(select(AccountRecord.person_id)))

    def set_password(self, person_id: str, password_hash: str, at: str) -> None:
        """Another password; old failures are forgotten."""
        self._s.execute(update(AccountRecord).where(AccountRecord.person_id == person_id).values(
            password_hash=password_hash, password_set_at=at, failed=0, locked_until=None))

    def failed(self, person_id: str, times: int, locked_until: str | None) -> None:
        """How often in a row the password was wrong, and until when nothing is tried."""
        self._s.execute(update(AccountRecord).where(AccountRecord.person_id == person_id).values(
            failed=times, locked_until=locked_until))

    # -- an identity provider's word --------------------------------------------------------------------------------

    def of_outside(self, issuer: str, subject: str) -> str | None:
        """The person whom the provider knows by that name."""
        return self._s.scalar(select(AccountRecord.person_id).where(AccountRecord.oidc_issuer == issuer,
                                                                    AccountRecord.oidc_subject == subject))

    def link_outside(self, person_id: str, issuer: str, subject: str) -> bool:
        """From now on the provider's word is enough; False when the account is tied to another identity already."""
        return self._s.execute(update(AccountRecord).where(
            AccountRecord.person_id == person_id, AccountRecord.oidc_subject.is_(None)).values(
            oidc_issuer=issuer, oidc_subject=subject)).rowcount == 1

    def has_outside(self, person_id: str) -> bool:
        """Whether an identity provider may vouch for this person."""
        return self._s.scalar(select(AccountRecord.oidc_subject).where(AccountRecord.person_id == person_id)) is not None

    # -- signed-in browsers -----------------------------------------------------------------------------------------

    def sign_in(self, id_hash: str, person_id: str, at: str, expires_at: str) -> None:
        """One more signed-in browser."""
        self._s.add(SignInRecord(id_hash=id_hash, person_id=person_id, created_at=at, seen_at=at, expires_at=expires_at))
        self._s.flush()

    def signed_in(self, id_hash: str, now: str, idle_since: str) -> tuple[str, str] | None:
        """(person, last seen) of a sign-in that is valid now: not revoked, run out, idle too long, person active."""
        row = self._s.execute(
            select(SignInRecord.person_id, SignInRecord.seen_at)
            .join(PersonRecord, PersonRecord.id == SignInRecord.person_id)
            .where(SignInRecord.id_hash == id_hash, SignInRecord.revoked_at.is_(None), SignInRecord.expires_at > now,
                   SignInRecord.seen_at > idle_since, PersonRecord.active.is_(True))).first()
        return tuple(row) if row else None

    def browsers(self, person_id: str, now: str, idle_since: str) -> list[tuple[str, str, str]]:
        """(hash, signed in at, last seen) of each browser of a person that is signed in now, the last used first."""
        rows = self._s.execute(
            select(SignInRecord.id_hash, SignInRecord.created_at, SignInRecord.seen_at)
            .where(SignInRecord.person_id == person_id, SignInRecord.revoked_at.is_(None), SignInRecord.expires_at > now,
                   SignInRecord.seen_at > idle_since).order_by(SignInRecord.seen_at.desc()))
        return [tuple(row) for row in rows]

    def seen(self, id_hash: str, at: str) -> None:
        """It is still used."""
        self._s.execute(update(SignInRecord).where(SignInRecord.id_hash == id_hash).values(seen_at=at))

    def sign_out(self, id_hash: str, at: str) -> str | None:
        """This browser is signed out; whose it was."""
        person = self._s.scalar(select(SignInRecord.person_id).where(
            SignInRecord.id_hash == id_hash, SignInRecord.revoked_at.is_(None)))
        self._s.execute(update(SignInRecord).where(SignInRecord.id_hash == id_hash, SignInRecord.revoked_at.is_(None))
                        .values(revoked_at=at))
        return person

    def sign_out_all(self, person_id: str, at: str, but: str | None = None) -> None:
        """All browsers of a person are signed out, except perhaps one."""
        which = update(SignInRecord).where(SignInRecord.person_id == person_id, SignInRecord.revoked_at.is_(None))
        self._s.execute((which if but is None else which.where(SignInRecord.id_hash != but)).values(revoked_at=at))

    def forget_old(self, before: str) -> None:
        """Sign-ins and links long run out are of no use to anybody."""
        self._s.execute(delete(SignInRecord).where(SignInRecord.expires_at < before))
        self._s.execute(delete(InviteRecord).where(InviteRecord.expires_at < before))

    # -- one-use links ----------------------------------------------------------------------------------------------

    def invite(self, token_hash: str, invited_by: str, at: str, invite: Invitation) -> None:
        """A link; earlier unused ones of the same kind for the same address are void."""
        self._s.execute(delete(InviteRecord).where(
            func.lower(InviteRecord.email) == invite.email.lower(), InviteRecord.purpose == invite.purpose,
            InviteRecord.used_at.is_(None)))
        self._s.add(InviteRecord(token_hash=token_hash, purpose=invite.purpose, email=invite.email, name=invite.name,
                                 person_id=invite.person, team_id=invite.team,
                                 roles=[r.value for r in invite.roles],
                                 invited_by=invited_by, created_at=at, expires_at=invite.expires_at))
        self._s.flush()

    def invited(self, token_hash: str, now: str, lock: bool = False) -> Invitation | None:
        """What a link is for, if it can still be used."""
        asked = select(InviteRecord).where(InviteRecord.token_hash == token_hash, InviteRecord.used_at.is_(None),
                                           InviteRecord.expires_at > now)
        row = self._s.scalar(asked.with_for_update() if lock else asked)
        return None if row is None else _invitation(row)

    def invited_address(self, email: str, now: str) -> tuple[str, Invitation] | None:
        """The open invitation of an address, with the hash it is known under; locked."""
        row = self._s.scalar(select(InviteRecord).where(
            func.lower(InviteRecord.email) == email.lower(), InviteRecord.purpose == "invite", InviteRecord.used_at.is_(None),
            InviteRecord.expires_at > now).with_for_update())
        return None if row is None else (row.token_hash, _invitation(row))

    def use(self, token_hash: str, at: str) -> bool:
        """The link is used; False when somebody was quicker."""
        return self._s.execute(update(InviteRecord).where(
            InviteRecord.token_hash == token_hash, InviteRecord.used_at.is_(None)).values(used_at=at)).rowcount == 1

    def open_invites(self, now: str) -> list[Invitation]:
        """The invitations that nobody has used yet."""
        return [_invitation(row) for row in self._s.scalars(
            select(InviteRecord)
            .where(InviteRecord.purpose == "invite", InviteRecord.used_at.is_(None), InviteRecord.expires_at > now)
            .order_by(InviteRecord.email))]

    def void_links(self, person_id: str | None, email: str) -> None:
        """No link for this person or address can be used any more."""
        # Compared with None, the person of every invitation would match.
        whose = func.lower(InviteRecord.email) == email.lower()
        self._s.execute(delete(InviteRecord).where(
            InviteRecord.used_at.is_(None), whose if person_id is None else whose | (InviteRecord.person_id == person_id)))

    def talks_of(self, person_id: str) -> int:
        """How many talks a person has."""
        return self._s.scalar(select(func.count()).select_from(PracticeRecord).where(PracticeRecord.person_id == person_id)) or 0

    def hand_over(self, from_person: str, to_person: str) -> int:
        """All talks of one person become another's, with notes and disagreements; how many talks that were."""
        for table in (NoteRecord, DisagreementRecord):
            self._s.execute(update(table).where(table.person_id == from_person).values(person_id=to_person))
        return self._s.execute(update(PracticeRecord).where(PracticeRecord.person_id == from_person)
                               .values(person_id=to_person)).rowcount

    def _one(self, which) -> Account | None:
        row = self._s.execute(
            select(AccountRecord.person_id, AccountRecord.password_hash, AccountRecord.failed, AccountRecord.locked_until,
                   PersonRecord.active).join(PersonRecord, PersonRecord.id == AccountRecord.person_id)
            .where(which)).first()
        return Account(*row) if row else None


def _invitation(row: InviteRecord) -> Invitation:
    return Invitation(purpose=row.purpose, email=row.email, name=row.name, person=row.person_id, team=row.team_id,
                      roles=tuple(row.roles), expires_at=row.expires_at)
