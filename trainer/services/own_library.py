"""The files that come with the trainer and those written here, as one library."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from typing import Any

from trainer.domain.errors import NotFound, Problem
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.technique import TechniqueCatalogue

Read = Callable[[str, str, set[str]], tuple[list[Problem], Any, str]]


class OwnLibrary:
    """Implements ``ports.Library``. A published text is read once; which ones are published is asked of the store each
    time, as another process may have published one."""

    def __init__(self, shipped: Any, store: Any, read: Read) -> None:
        self._shipped, self._store, self._read = shipped, store, read
        self._at_hand: dict[tuple[str, str], tuple[Any, str]] = {}
        self._lock = threading.Lock()

    def shipped(self) -> Any:
        """Those that come with the trainer, by themselves."""
        return self._shipped

    def scenarios(self) -> list[Scenario]:
        """All scenarios, easiest first."""
        own = [item for kind, item, _ in self._own() if kind == "scenario"]
        return sorted([*self._shipped.scenarios(), *own], key=lambda s: (s.difficulty, s.title))

    def rubrics(self) -> list[Rubric]:
        """All rubrics by title."""
        own = [item for kind, item, _ in self._own() if kind == "rubric"]
        return sorted([*self._shipped.rubrics(), *own], key=lambda r: r.title)

    def scenario(self, scenario_id: str) -> Scenario:
        """One scenario; NotFound names those there are."""
        return self._one("scenario", scenario_id, self._shipped.scenario)[0]

    def rubric(self, rubric_id: str) -> Rubric:
        """One rubric; NotFound names those there are."""
        return self._one("rubric", rubric_id, self._shipped.rubric)[0]

    def of_text(self, kind: str, text: str) -> tuple[list[Problem], Any, str]:
        """What a text that is in no library says: its faults, the item (None with faults), its hash."""
        return self._read(kind, text, {t.id for t in self._shipped.techniques().techniques})

    def techniques(self) -> TechniqueCatalogue:
        """The catalogue that comes with the trainer."""
        return self._shipped.techniques()

    def hash_of(self, kind: str, item_id: str) -> str:
        """sha256 of what the file says."""
        return self._one(kind, item_id, lambda i: self._shipped.hash_of(kind, i), hashed=True)[1]

    def _one(self, kind: str, item_id: str, shipped: Callable[[str], Any], hashed: bool = False) -> tuple[Any, str]:
        try:
            found = shipped(item_id)
            return (None, found) if hashed else (found, "")
        except NotFound as missing:
            own = next(((item, h) for k, item, h in self._own() if k == kind and item.id == item_id), None)
            if own is None:
                raise missing
            return own

    def _own(self) -> list[tuple[str, Any, str]]:
        with self._store.reading() as tx:
            published = tx.own_files.published()
        known = {t.id for t in self._shipped.techniques().techniques} if published else set()
        out = []
        for kind, _, _, text in published:
            key = (kind, hashlib.sha256(text.encode()).hexdigest())
            with self._lock:
                kept = self._at_hand.get(key)
            if kept is None:
                _, item, fresh = self._read(kind, text, known)
                kept = (item, fresh)
                with self._lock:
                    self._at_hand[key] = kept
            # A text that an older trainer took may not pass today's check: it is left out, not half shown.
            if kept[0] is not None:
                out.append((kind, *kept))
        return out
