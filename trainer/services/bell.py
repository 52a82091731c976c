"""Rings when something of a practice has been stored, so that whoever waits for it need not look all the time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Bell:
    """One bell for each practice that somebody waits for: a common one would wake fifty for one's line. It rings for
    work of this process only; another process' work is seen at the next look."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listening: dict[str, set[threading.Event]] = {}

    def ring(self, practice_id: str) -> None:
        """Something of this practice has changed."""
        with self._lock:
            for rung in self._listening.get(practice_id, ()):
                rung.set()

    @contextmanager
    def listen(self, practice_id: str) -> Iterator[threading.Event]:
        """An event that is set by each ring. Clear it before looking at the store: a ring in between is not missed."""
        rung = threading.Event()
        with self._lock:
            self._listening.setdefault(practice_id, set()).add(rung)
        try:
            yield rung
        finally:
            with self._lock:
                self._listening[practice_id].discard(rung)
                if not self._listening[practice_id]:
                    del self._listening[practice_id]
