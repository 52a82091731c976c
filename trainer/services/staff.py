"""Who is in which team with which role: invited by link, moved, given roles, shut out; never by a default password."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trainer.domain.errors import InvalidReply, NotAllowed, NotFound
from trainer.domain.invitation import Invitation
from trainer.domain.people import LOCAL_PERSON, Person, Role
from trainer.domain.permissions import is_owner, may_grant, teams_with
from trainer.ports import Clock
from trainer.services.gate import passed
from trainer.services.moments import later
from trainer.services.people_csv import Row, read_people
from trainer.services.tokens import clean_email, clean_name, hash_of, new_pseudonym, new_token

LINK_S = 7 * 86400
RESET_S = 86400
_ELSEWHERE = "That address is invited already, to another team."


@dataclass(frozen=True)
class Listed:
    """One person as the people screen shows them."""

    person: Person
    has_account: bool


@dataclass(frozen=True)
class Staffing:
    """The people of one's teams, and the invitations still open."""

    people: tuple[Listed, ...]
    invited: tuple[Invitation, ...]


class Staff:
    """A manager acts in the teams they manage, on trainees and reviewers; an owner everywhere."""

    def __init__(self, store: Any, clock: Clock, new_id: Callable[[], str]) -> None:
        self._store, self._clock, self._new_id = store, clock, new_id

    def new_team(self, person: Person, name: str) -> str:
        """A team; its id."""
        name, now, team_id = clean_name(name), self._clock.now(), self._new_id()
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.new_team")
            tx.teams.add(team_id, name, now)
            tx.audit.add(now, asker.id, "team_made", "team", team_id, team_id)
        return team_id

    def rename_team(self, person: Person, team: str, name: str) -> None:
        """Another name for a team."""
        name = clean_name(name)
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.rename_team")
            tx.teams.rename(team, name)
            tx.audit.add(self._clock.now(), asker.id, "team_renamed", "team", team, team)

    def teams(self, person: Person) -> list:
        """One's teams; an owner: all."""
        with self._store.reading() as tx:
            asker = passed(tx, person, "Accounts.teams")
            return [t for t in tx.teams.all() if is_owner(asker) or t.id in asker.roles]

    def people(self, person: Person) -> Staffing:
        """The people of the teams one manages; an owner: everybody."""
        with self._store.reading() as tx:
            asker = passed(tx, person, "Accounts.people")
            mine = None if is_owner(asker) else teams_with(asker, Role.MANAGER)
            able = tx.accounts.with_account()
            people = tuple(Listed(p, p.id in able) for p in tx.teams.members(mine) if p.id != LOCAL_PERSON.id)
            invited = tuple(i for i in tx.accounts.open_invites(self._clock.now()) if mine is None or i.team in mine)
        return Staffing(people, invited)

    def invite(self, person: Person, email: str, name: str, team: str | None, roles: tuple[Role, ...] = (Role.TRAINEE,)) -> str:
        """The token of a one-use link. Without a team only an owner invites: another owner."""
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.invite", team)
            return self._invite(tx, asker, Row(0, clean_email(email), clean_name(name), team or "", roles), team, self._elsewhere(tx, asker))

    def uninvite(self, person: Person, email: str, team: str | None) -> None:
        """The open invitation of that address can be used no more."""
        with self._store.begin() as tx:
            asker, now = passed(tx, person, "Accounts.uninvite", team), self._clock.now()
            found = next((i for i in tx.accounts.open_invites(now) if i.email == email.strip().lower() and i.team == team), None)
            if found is None:
                raise NotFound("That invitation is not open any more.", "Look at the list again.")
            if not all(may_grant(asker, role) for role in found.roles):
                raise NotAllowed("That invitation was made by an owner.", "Ask an owner.")
            tx.accounts.void_links(None, found.email)
            tx.audit.add(now, asker.id, "uninvited", "team", team or "", team)

    def import_people(self, person: Person, text: str, dry_run: bool = True) -> list[Row]:
        """Each row of a CSV file (email, name, team, roles) with what is wrong with it, or with its link's token.
        Nothing is done on a dry run, and nothing at all when one row is wrong."""
        with self._store.begin() as tx:
            now = tx.people.get(person.id) or person
            teams = {t.name.lower(): t.id for t in tx.teams.all()
                     if is_owner(now) or Role.MANAGER in now.roles.get(t.id, ())}
            asker = passed(tx, person, "Accounts.import_people", next(iter(teams.values()), None))
            elsewhere = self._elsewhere(tx, asker)
            rows = read_people(text, teams, lambda role: may_grant(asker, role),
                               lambda email: _ELSEWHERE if email in elsewhere else self._known(tx, email))
            if dry_run or any(r.fault for r in rows):
                return rows
            return [r.with_token(self._invite(tx, asker, r, teams[r.team.lower()], elsewhere)) for r in rows]

    def give_role(self, person: Person, person_id: str, team: str, role: Role, give: bool = True) -> None:
        """A role in a team is given, or taken."""
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.give_role", team)
            target = _found(tx, person_id)
            if role is Role.OWNER or not may_grant(asker, role):
                raise NotAllowed(f"You cannot make anybody {role.value} of a team.", "Ask an owner.")
            if not is_owner(asker) and team not in target.roles:
                # A manager who could pull in anybody could then read and shut out anybody.
                raise NotFound("There is no such person in your team.", "Invite or move them first.")
            (tx.teams.give(person_id, team, role, self._clock.now()) if give else tx.teams.take(person_id, team, role))
            tx.audit.add(self._clock.now(), asker.id, "role_given" if give else "role_taken", "person", person_id, team,
                         role=role.value)

    def promote(self, person: Person, person_id: str, owner: bool = True) -> None:
        """An owner more, or less; the last one stays."""
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.promote")
            target = _found(tx, person_id)
            if owner and not (target.active and tx.accounts.of(person_id)):
                raise NotAllowed("Only somebody who can sign in can own the trainer.", "Invite them first.")
            if not owner:
                _not_the_last(tx, person_id)
            (tx.teams.give(person_id, None, Role.OWNER, self._clock.now()) if owner
             else tx.teams.take(person_id, None, Role.OWNER))
            tx.audit.add(self._clock.now(), asker.id, "owner_given" if owner else "owner_taken", "person", person_id)

    def deactivate(self, person: Person, person_id: str, team: str | None = None) -> None:
        """Shut out at once, in every browser; their talks stay. ``team``: in which one manages them."""
        now = self._clock.now()
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.deactivate", team)
            target = self._mine(tx, asker, person_id, team)
            _not_the_last(tx, person_id)
            tx.teams.set_active(person_id, False)
            tx.accounts.sign_out_all(person_id, now)
            tx.accounts.void_links(person_id, target.email)
            tx.audit.add(now, asker.id, "deactivated", "person", person_id, team)

    def activate(self, person: Person, person_id: str, team: str | None = None) -> None:
        """Let in again."""
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.activate", team)
            self._mine(tx, asker, person_id, team)
            tx.teams.set_active(person_id, True)
            tx.audit.add(self._clock.now(), asker.id, "activated", "person", person_id, team)

    def move(self, person: Person, person_id: str, from_team: str, to_team: str) -> None:
        """The same roles, in another team. What was practised for the old team stays the old team's."""
        now = self._clock.now()
        with self._store.begin() as tx:
            asker = passed(tx, person, "Accounts.move", from_team)
            passed(tx, person, "Accounts.move", to_team)
            target = _found(tx, person_id)
            roles = target.roles.get(from_team, ())
            if not roles:
                raise NotFound("There is no such person in that team.", "Choose one from the list.")
            if not all(may_grant(asker, role) for role in roles):
                raise NotAllowed("Only an owner moves a manager.", "Ask an owner.")
            for role in roles:
                tx.teams.take(person_id, from_team, role)
                tx.teams.give(person_id, to_team, role, now)
            tx.audit.add(now, asker.id, "moved", "person", person_id, to_team, from_team=from_team)

    # -- inside -----------------------------------------------------------------------------------------------------

    def _invite(self, tx: Any, asker: Person, row: Row, team: str | None, elsewhere: set[str]) -> str:
        if not row.roles or not all(may_grant(asker, role) for role in row.roles):
            raise NotAllowed("You may invite trainees and reviewers only.", "Ask an owner to invite a manager.")
        if team is None and row.roles != (Role.OWNER,):
            raise InvalidReply("Somebody who is no owner needs a team.", "Choose a team.")
        if team is not None and (tx.teams.get(team) is None or Role.OWNER in row.roles):
            raise InvalidReply("There is no such team, or an owner was asked for in one.", "Choose a team, or none for an owner.")
        known = self._known(tx, row.email)
        if known:
            raise InvalidReply(known, "Give them a role in the team, or move them.")
        now, token = self._clock.now(), new_token()
        if row.email in elsewhere:
            raise InvalidReply(_ELSEWHERE, "Ask an owner.")
        tx.accounts.invite(hash_of(token), asker.id, now, Invitation(
            purpose="invite", email=row.email, name=row.name, team=team, roles=row.roles, expires_at=later(now, LINK_S)))
        tx.audit.add(now, asker.id, "invited", "link", hash_of(token)[:12], team, roles=[r.value for r in row.roles])
        return token

    def _elsewhere(self, tx: Any, asker: Person) -> set[str]:
        """Whom somebody else has invited: a new link voids the old one, and must not reach into another manager's team."""
        if is_owner(asker):
            return set()
        mine = teams_with(asker, Role.MANAGER)
        return {i.email for i in tx.accounts.open_invites(self._clock.now()) if i.team not in mine}

    def _known(self, tx: Any, email: str) -> str:
        return "That person is here already." if tx.teams.by_email(email) else ""

    def _joined(self, tx: Any, invite: Invitation, name: str, now: str) -> str:
        if tx.teams.by_email(invite.email):
            raise NotFound("This link cannot be used (any more).", "You have an account already: sign in.")
        person = Person(id=self._new_id(), name=name, email=invite.email, roles={invite.team or "": invite.roles})
        tx.people.add(person, now)
        self._name(tx, person.id)
        return person.id

    def _name(self, tx: Any, person_id: str) -> None:
        tx.teams.name_pseudonym(person_id, new_pseudonym())

    def _mine(self, tx: Any, asker: Person, person_id: str, team: str | None) -> Person:
        """The person, if the asker may shut them out or let them in: an owner anybody; a manager who has no role that
        a manager could not give, and none outside the teams that the manager manages."""
        target = _found(tx, person_id)
        if is_owner(asker):
            return target
        managed = teams_with(asker, Role.MANAGER)
        if team not in target.roles:
            raise NotFound("There is no such person in your team.", "Choose one from the list.")
        if any(place not in managed or not all(may_grant(asker, r) for r in roles) for place, roles in target.roles.items()):
            raise NotAllowed("That person has a role beyond your teams.", "Ask an owner.")
        return target


def _found(tx: Any, person_id: str) -> Person:
    person = tx.people.get(person_id)
    if person is None or person_id == LOCAL_PERSON.id:
        raise NotFound("There is no such person.", "Choose one from the list.")
    return person


def _not_the_last(tx: Any, person_id: str) -> None:
    if tx.teams.owners() == [person_id]:
        raise NotAllowed("The last owner cannot go: nobody could let people in any more.", "Make somebody else owner first.")
