"""Passwords are hashed slowly, a few at a time, and guessed ones are made to wait."""

from __future__ import annotations

import threading
from collections import OrderedDict

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from trainer.domain.errors import InvalidReply, NotAllowed

SHORTEST, LONGEST = 10, 256
_COMMON = frozenset({"1234567890", "0123456789", "password12", "password123", "passwort123", "qwertyuiop", "qwertyuiop1",
                     "letmein1234", "iloveyou123", "administrator", "changeme123", "welcome123", "abcdefghij"})


class Passwords:
    """argon2id. A check costs a quarter of a second and 64 MiB: ``at_once`` of them run, ``waiting`` may wait."""

    def __init__(self, hasher: PasswordHasher | None = None, at_once: int = 2, waiting: int = 20) -> None:
        self._hasher = hasher or PasswordHasher()
        self._slots = threading.BoundedSemaphore(at_once)
        self._room = threading.BoundedSemaphore(at_once + waiting)
        self._nobodys = ""

    def hash(self, password: str, *about: str) -> str:
        """The hash of a password that will do. ``about``: name and address, which it must not be."""
        self._must_do(password, about)
        with _Turn(self._room, self._slots):
            return self._hasher.hash(password)

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether it is the password. Without a kept hash it takes as long, and is not: who has an account stays secret."""
        if len(password) > LONGEST:
            return False
        with _Turn(self._room, self._slots):
            if not self._nobodys:
                self._nobodys = self._hasher.hash("nobody's password")
            try:
                return self._hasher.verify(kept or self._nobodys, password) and kept is not None
            except (VerificationError, InvalidHashError):
                return False

    def outdated(self, kept: str) -> bool:
        """Whether it was hashed with weaker settings than today's."""
        return self._hasher.check_needs_rehash(kept)

    @staticmethod
    def _must_do(password: str, about: tuple[str, ...]) -> None:
        plain = password.strip().lower()
        if len(password) < SHORTEST:
            raise InvalidReply(f"A password needs at least {SHORTEST} characters.", "Three or four words in a row are easy to remember.")
        if len(password) > LONGEST:
            raise InvalidReply(f"A password has at most {LONGEST} characters.")
        known = {a.strip().lower() for a in about} | {a.split("@")[0].strip().lower() for a in about}
        if plain in _COMMON or plain in known or len(set(plain)) < 4:
            raise InvalidReply("That password is among the first that anybody would try.", "Choose another.")


class _Turn:
    """Waits for a free slot, where there is room to wait."""

    def __init__(self, room: threading.BoundedSemaphore, slots: threading.BoundedSemaphore) -> None:
        self._room, self._slots = room, slots

    def __enter__(self) -> None:
        if not self._room.acquire(blocking=False):
            raise NotAllowed("Too many people are signing in right now.", "Try again in a few seconds.")
        self._slots.acquire()

    def __exit__(self, *_: object) -> None:
        self._slots.release()
        self._room.release()


class Throttle:
    """Counts failures per name or address; from ``free`` on each doubles the wait, up to ``longest_s``."""

    def __init__(self, free: int = 5, first_s: float = 5, longest_s: float = 900, most: int = 10_000) -> None:
        self._free, self._first, self._longest, self._most = free, first_s, longest_s, most
        self._seen: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_s(self, key: str, now: float) -> float:
        """Seconds until it may be tried again."""
        with self._lock:
            return max(0.0, self._seen.get(key, (0, 0.0))[1] - now)

    def failed(self, key: str, now: float) -> None:
        """One more failure."""
        with self._lock:
            times = self._seen.pop(key, (0, 0.0))[0] + 1
            self._seen[key] = (times, now + self.pause_s(times))
            while len(self._seen) > self._most:
                self._seen.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """Forgets the failures."""
        with self._lock:
            self._seen.pop(key, None)

    def pause_s(self, times: int) -> float:
        """How long to wait after so many failures in a row."""
        return 0.0 if times < self._free else min(self._longest, self._first * 2 ** min(times - self._free, 20))
