"""Rings when something has been stored, so that whoever waits for it need not look all the time."""

from __future__ import annotations

import threading


class Bell:
    """Read ``count`` before looking at the store, then ``wait(count, …)``: a ring in between is not missed. It rings
    for work of this process only; another process' work is seen at the next look."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self.count = 0

    def ring(self) -> None:
        """Something has changed."""
        with self._condition:
            self.count += 1
            self._condition.notify_all()

    def wait(self, since: int, timeout_s: float) -> None:
        """Until it has rung since ``since``, at the longest ``timeout_s``."""
        with self._condition:
            self._condition.wait_for(lambda: self.count != since, timeout_s)
