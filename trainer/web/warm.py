"""Before the first visitor comes, everything slow is done once, and the garbage collector is told to leave it be."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable

log = logging.getLogger("trainer.web")


def warm_up(steps: Iterable[Callable[[], object]]) -> None:
    """Runs each step, then freezes what they left in memory: a collection need never look at it again. A step that
    fails is logged and left out: whatever it would have warmed says on its own screen what is wrong with it."""
    for step in steps:
        try:
            step()
        except Exception:
            log.exception("one part could not be warmed up")
    gc.collect()
    gc.freeze()
