"""Does what is to be done once a day, for as long as the trainer runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger("trainer.daily")


class Daily:
    """A thread that does its duty at once and then every ``every_s`` seconds; a failure is logged and tried again."""

    def __init__(self, duty: Callable[[], object], every_s: float = 86_400) -> None:
        self._duty, self._every, self._over = duty, every_s, threading.Event()
        self._thread = threading.Thread(target=self._run, name="daily", daemon=True)

    def start(self) -> Daily:
        """From now on."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """No more."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self._duty()
            except Exception:
                log.exception("what is to be done daily failed")
            self._over.wait(self._every)
