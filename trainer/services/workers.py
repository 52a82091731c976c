"""A bounded number of threads that do owed work, each piece leased in the store, so that several processes share it."""

from __future__ import annotations

import logging
import os
import secrets
import threading
from collections import Counter, deque
from collections.abc import Callable
from typing import Any

from trainer.ports import Clock
from trainer.services.moments import later

LEASE_S = 9.0
log = logging.getLogger("trainer.workers")


class Workers:
    """Threads of one kind. ``work(owed, worker)`` does one piece and takes it off the store's list itself, in the
    transaction that stores the result; what it raises is logged, and the piece stays owed. No person has more than
    ``per_person`` threads at a time: a model that hangs for one must not silence the clients of all others."""

    def __init__(self, kind: str, store: Any, clock: Clock, work: Callable[[Any, str], None], threads: int,
                 per_person: int = 3) -> None:
        self._kind, self._store, self._clock, self._work = kind, store, clock, work
        self._threads, self._per_person = threads, per_person
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}-{kind}"
        self._waiting: deque[tuple[int, str]] = deque()
        self._busy: Counter[str] = Counter()
        self._asked: set[int] = set()
        self._held: set[int] = set()
        self._change = threading.Condition()
        self._stopping = threading.Event()
        self._started = False

    def ask(self, owed_id: int, person_id: str) -> None:
        """This piece is wanted by this person; asking again while it waits or is done changes nothing."""
        with self._change:
            if not self._threads or owed_id in self._asked or self._stopping.is_set():
                return
            self._asked.add(owed_id)
            self._waiting.append((owed_id, person_id))
            if not self._started:
                self._started = True
                self._start()
            self._change.notify()

    def stop(self) -> None:
        """No new work; what is being done is given back, for another process or the next start to take over."""
        with self._change:
            self._stopping.set()
            self._change.notify_all()
        if self._started:
            with self._store.begin() as tx:
                tx.owed.give_back(self._name)

    def _start(self) -> None:
        # Daemons: a model that takes minutes must not keep a stopped server alive. Nothing is lost, the line is owed.
        for i in range(self._threads):
            threading.Thread(target=self._loop, name=f"{self._kind}-{i}", daemon=True).start()
        threading.Thread(target=self._renew, name=f"{self._kind}-leases", daemon=True).start()

    def _loop(self) -> None:
        while (piece := self._next()) is not None:
            owed_id, person_id = piece
            try:
                self._one(owed_id)
            except Exception:
                log.exception("%s %s failed; it is still owed", self._kind, owed_id)
            finally:
                with self._change:
                    self._asked.discard(owed_id)
                    self._held.discard(owed_id)
                    self._busy[person_id] -= 1
                    self._change.notify_all()

    def _next(self) -> tuple[int, str] | None:
        with self._change:
            while not self._stopping.is_set():
                for piece in self._waiting:
                    if self._busy[piece[1]] < self._per_person:
                        self._waiting.remove(piece)
                        self._busy[piece[1]] += 1
                        return piece
                self._change.wait()
        return None

    def _one(self, owed_id: int) -> None:
        now = self._clock.now()
        with self._store.begin() as tx:
            if not tx.owed.claim(owed_id, self._name, now, later(now, LEASE_S)):
                return
            owed = tx.owed.get(owed_id)
        with self._change:
            self._held.add(owed_id)
        self._work(owed, self._name)

    def _renew(self) -> None:
        while not self._stopping.wait(LEASE_S / 3):
            with self._change:
                held = list(self._held)
            if not held:
                continue
            try:
                with self._store.begin() as tx:
                    tx.owed.renew(held, self._name, later(self._clock.now(), LEASE_S))
            except Exception:
                log.exception("leases could not be renewed")
