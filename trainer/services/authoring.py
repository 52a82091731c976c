"""Authoring: own scenarios and rubrics as YAML, from draft to published to retired, never changing a talk that has begun."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Any

from trainer.domain.errors import Conflict, FileProblems, InvalidReply, NotAllowed, NotFound, Problem
from trainer.domain.people import Person
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.ports import Clock, Library
from trainer.services.contract_run import ContractRun, Progress, run_contract
from trainer.services.gate import passed
from trainer.services.own_library import Read

KINDS = ("scenario", "rubric")
_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
MOST = 400_000


class Authoring:
    """The person who asks comes first in every call. ``shipped``: the files that come with the trainer; ``read``: the
    library's own check of a text (kind, text → problems, item, hash)."""

    def __init__(self, store: Any, clock: Clock, shipped: Library, read: Read, new_id: Callable[[], str]) -> None:
        self._store, self._clock, self._shipped, self._read, self._new_id = store, clock, shipped, read, new_id

    def files(self, person: Person, team: str) -> list:
        """All own files of the team, also drafts and retired ones."""
        with self._store.reading() as tx:
            passed(tx, person, "Authoring.files", team)
            return tx.own_files.of_team(team)

    def check(self, person: Person, team: str, kind: str, text: str) -> list[Problem]:
        """What is wrong with a text; the same problems as a file's."""
        with self._store.reading() as tx:
            passed(tx, person, "Authoring.check", team)
        return self._checked(kind, text)[0]

    def preview(self, person: Person, team: str, kind: str, text: str) -> tuple[list[Problem], Scenario | Rubric | None]:
        """What is wrong with a text, or what it says."""
        with self._store.reading() as tx:
            passed(tx, person, "Authoring.preview", team)
        return self._checked(kind, text)[:2]

    def copy_of(self, person: Person, team: str, kind: str, source: str, new_id: str) -> str:
        """The text of a shipped file, with its comments, under another id; nothing is saved yet."""
        with self._store.reading() as tx:
            passed(tx, person, "Authoring.copy_of", team)
        return re.sub(r"(?m)^id:.*$", f"id: {new_id}", self._shipped.text_of(kind, source), count=1)

    def try_contract(self, person: Person, team: str, text: str, seeds: int = 1, progress: Progress | None = None) -> ContractRun:
        """Lets the practice bots talk through a scenario's text and says in words where it breaks the difficulty
        contract. Raises FileProblems where the text is none."""
        with self._store.reading() as tx:
            passed(tx, person, "Authoring.try_contract", team)
        problems, item, _ = self._checked("scenario", text)
        if problems or item is None:
            raise FileProblems(problems)
        return run_contract(item, min(max(1, seeds), 5), progress)

    def save(self, person: Person, team: str, kind: str, file_id: str, text: str, note: str = "", own_id: str | None = None,
             after: int = 0) -> tuple[str, int]:
        """A new version of a draft, which may still have problems; (the file's own id, the version). ``after``: the
        version that was edited; Conflict when there is a newer one. Without ``own_id`` it is a new file."""
        if kind not in KINDS or not _ID.fullmatch(file_id):
            raise InvalidReply("An id is made of small letters, digits and _, and begins with a letter.", "For instance: late_delivery")
        if len(text) > MOST:
            raise InvalidReply(f"The text has {len(text):,} characters, at most {MOST:,} are kept.", "Shorten it.")
        text = text.replace("\x00", "").replace("\r\n", "\n").encode("utf-8", "replace").decode()
        content_hash, now = self._checked(kind, text)[2], self._clock.now()
        with self._store.begin() as tx:
            if own_id is None:
                asker = passed(tx, person, "Authoring.save", team)
                if self._is_shipped(kind, file_id):
                    raise Conflict(f"“{file_id}” comes with the trainer.", "Choose another id for your copy.")
                own_id = self._new_id()
                tx.own_files.add(own_id, kind, file_id, team, asker.id, now)
                latest = 0
            else:
                found, asker = self._mine(tx, person, "Authoring.save", own_id)
                if (found.kind, found.file_id) != (kind, file_id):
                    raise InvalidReply("A file keeps its kind and its id.", "Save it as a new file instead.")
                latest = found.latest
            if latest != after:
                raise Conflict("Somebody else has saved this file meanwhile; yours is not saved.",
                               "Look at what they changed, then save again.")
            tx.own_files.add_version(own_id, latest + 1, text, content_hash, asker.id, note.replace("\x00", "")[:500], now)
            tx.audit.add(now, asker.id, "file_saved", kind, own_id, team, version=latest + 1)
        return own_id, latest + 1

    def publish(self, person: Person, own_id: str, version: int) -> None:
        """In use from now on, for new talks; raises FileProblems when something is wrong with it."""
        with self._store.begin() as tx:
            found, asker = self._mine(tx, person, "Authoring.publish", own_id)
            text = next((v.yaml for v in tx.own_files.versions(own_id) if v.version == version), None)
            if text is None:
                raise NotFound("There is no such version.", "Choose one from the list.")
            problems, item, _ = self._checked(found.kind, text)
            if item is not None and item.id != found.file_id:
                problems = [Problem(f"this {found.kind}", None, "id", f"the id in the text is '{item.id}', the file's is '{found.file_id}'",
                                    f"write 'id: {found.file_id}'")]
            elif item is not None and found.kind == "scenario" and not self._has_rubric(tx, item.rubric):
                problems = [Problem("this scenario", None, "rubric", f"there is no rubric '{item.rubric}' in use",
                                    "publish that rubric first, or write 'rubric: default'")]
            if problems:
                raise FileProblems(problems)
            tx.own_files.set_status(own_id, "published", version)
            tx.audit.add(self._clock.now(), asker.id, "file_published", found.kind, own_id, found.team, version=version)

    def retire(self, person: Person, own_id: str) -> None:
        """No longer offered; talks that have begun go on with what they began with."""
        with self._store.begin() as tx:
            found, asker = self._mine(tx, person, "Authoring.retire", own_id)
            for a in tx.assignments.of_teams([t.id for t in tx.teams.all()]):
                if found.file_id in ((a.terms.rubric,) if found.kind == "rubric" else a.terms.scenarios):
                    raise NotAllowed("It is part of an assignment that is still open.", "Withdraw the assignment first.")
            tx.own_files.set_status(own_id, "retired", None)
            tx.audit.add(self._clock.now(), asker.id, "file_retired", found.kind, own_id, found.team)

    def versions(self, person: Person, own_id: str) -> list:
        """All versions with their texts, newest first."""
        with self._store.reading() as tx:
            self._mine(tx, person, "Authoring.versions", own_id)
            return tx.own_files.versions(own_id)

    def diff(self, person: Person, own_id: str, older: int, newer: int) -> str:
        """What changed, line by line, as a unified diff."""
        with self._store.reading() as tx:
            self._mine(tx, person, "Authoring.diff", own_id)
            texts = {v.version: v.yaml for v in tx.own_files.versions(own_id)}
        if older not in texts or newer not in texts:
            raise NotFound("There is no such version.", "Choose one from the list.")
        return "\n".join(difflib.unified_diff(texts[older].splitlines(), texts[newer].splitlines(), f"version {older}",
                                              f"version {newer}", lineterm=""))

    def _checked(self, kind: str, text: str) -> tuple:
        if kind not in KINDS:
            raise InvalidReply("Own files are scenarios and rubrics.", "Choose one of the two.")
        problems, item, content_hash = self._read(kind, text, {t.id for t in self._shipped.techniques().techniques})
        return problems, item, content_hash

    def _has_rubric(self, tx: Any, rubric_id: str) -> bool:
        return self._is_shipped("rubric", rubric_id) or any(k == "rubric" and i == rubric_id for k, i, *_ in tx.own_files.published())

    def _is_shipped(self, kind: str, file_id: str) -> bool:
        try:
            (self._shipped.scenario if kind == "scenario" else self._shipped.rubric)(file_id)
        except NotFound:
            return False
        return True

    def _mine(self, tx: Any, person: Person, action: str, own_id: str) -> tuple[Any, Person]:
        found = tx.own_files.get(own_id, lock=action not in ("Authoring.versions", "Authoring.diff"))
        if found is None:
            passed(tx, person, action)
            raise NotFound("There is no such file.", "Choose one from the list.")
        return found, passed(tx, person, action, found.team)
