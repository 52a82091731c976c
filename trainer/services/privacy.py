"""Privacy: take everything about oneself away, be erased, and words that go by themselves after a team's days."""

from __future__ import annotations

from typing import Any

from trainer.domain.errors import InvalidReply, NotAllowed, NotFound
from trainer.domain.people import LOCAL_PERSON, Person
from trainer.ports import Clock
from trainer.services.gate import passed
from trainer.services.moments import later
from trainer.services.tokens import new_pseudonym

_DAY_S = 86_400
_AT_ONCE = 100
MOST_DAYS = 3650


class Privacy:
    """``keep_scores``: whether the levels of somebody erased stay in the team's figures, under the pseudonym."""

    def __init__(self, store: Any, clock: Clock, keep_scores: bool = False) -> None:
        self._store, self._clock, self._keep = store, clock, keep_scores

    def export_me(self, person: Person) -> dict:
        """Everything about oneself, as a document that is JSON already; passwords and tokens are not in it."""
        now = self._clock.now()
        with self._store.begin() as tx:
            asker = passed(tx, person, "Privacy.export_me")
            tables = tx.personal.about(asker.id)
            tx.audit.add(now, asker.id, "exported_self", "person", asker.id)
        return {"format": "difficult-client-about-me/1", "made_at": now, "person": asker.id, "tables": tables}

    def erase_me(self, person: Person) -> None:
        """Everything said and written goes, the name becomes a pseudonym, the account is closed. It cannot be undone."""
        with self._store.begin() as tx:
            asker = passed(tx, person, "Privacy.erase_me")
            self._erase(tx, asker.id, asker.id)
        self._store.forget()

    def erase(self, person: Person, person_id: str) -> None:
        """An owner erases somebody who has asked for it."""
        with self._store.begin() as tx:
            asker = passed(tx, person, "Privacy.erase")
            if tx.people.get(person_id) is None:
                raise NotFound("There is no such person.", "Choose one from the list.")
            self._erase(tx, asker.id, person_id)
        self._store.forget()

    def set_retention(self, person: Person, team: str, days: int | None) -> None:
        """After so many days the words of the team's talks go; None keeps them."""
        if days is not None and not 1 <= days <= MOST_DAYS:
            raise InvalidReply(f"Words are kept for 1 to {MOST_DAYS} days.", "Leave it empty to keep them for good.")
        with self._store.begin() as tx:
            asker = passed(tx, person, "Privacy.set_retention")
            if tx.teams.get(team) is None:
                raise NotFound("There is no such team.", "Choose one from the list.")
            tx.teams.set_retention(team, days)
            tx.audit.add(self._clock.now(), asker.id, "retention_set", "team", team, team, days=days)

    def apply_retention(self) -> int:
        """Redacts what is past its days, a bounded number at a time; how many talks. Levels stay."""
        done, now = 0, self._clock.now()
        with self._store.reading() as tx:
            teams = [t for t in tx.teams.all() if t.retention_days]
        for team in teams:
            while True:
                with self._store.begin() as tx:
                    ids = tx.redaction.past_days(team.id, later(now, -team.retention_days * _DAY_S), _AT_ONCE)
                    tx.redaction.practices(ids, now, keep_levels=True)
                    if ids:
                        tx.audit.add(now, None, "retention_applied", "team", team.id, team.id, talks=len(ids))
                done += len(ids)
                if len(ids) < _AT_ONCE:
                    break
        if done:
            self._store.forget()
        return done

    def _erase(self, tx: Any, asker: str, person_id: str) -> None:
        now = self._clock.now()
        if tx.teams.owners() == [person_id] and person_id != LOCAL_PERSON.id:
            raise NotAllowed("The last owner cannot go: nobody could let people in any more.", "Make somebody else owner first.")
        tx.redaction.practices(tx.redaction.practices_of(person_id), now, keep_levels=self._keep)
        if person_id != LOCAL_PERSON.id:
            # The one local person of personal mode has no name; only their talks go.
            tx.redaction.person(person_id, new_pseudonym(), now)
        tx.audit.add(now, asker, "erased", "person", person_id, kept_scores=self._keep)
