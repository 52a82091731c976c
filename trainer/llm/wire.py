"""Carries one request to the model server and back, with a deadline that holds whatever the server does."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from trainer.llm import faults

MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Patience:
    """How long one line may take: to connect, to say something, between two pieces, and in all; and how often it is
    asked for again. ``retry_after_s`` bounds a server that asks to be left alone for an hour."""

    connect_s: float = 5.0
    first_s: float = 40.0
    idle_s: float = 20.0
    total_s: float = 60.0
    retries: int = 2
    retry_after_s: float = 8.0


@dataclass(frozen=True)
class Head:
    """What kind of answer is coming."""

    content_type: str


def carried(call: Callable[[], AbstractContextManager[Any]], patience: Patience, deadline: float) -> Iterator[Head | bytes]:
    """First a Head, then the bytes as they come. Raises what the call raised, or ModelUnavailable at the deadline.

    The trap: a read timeout starts anew with every byte, so a server that drips holds a reader for ever, also inside
    the headers and in the body of an error. Therefore a thread reads and this side waits no longer than it may; closing
    this side early makes the thread hang up at its next byte, or at its read timeout.
    """
    pipe: queue.Queue[tuple[str, Any]] = queue.Queue(maxsize=64)
    stop = threading.Event()

    def put(kind: str, what: Any) -> None:
        while not stop.is_set():
            try:
                pipe.put((kind, what), timeout=0.1)
                return
            except queue.Full:
                continue

    def pump() -> None:
        try:
            with call() as response:
                put("data", Head(response.headers.get("content-type", "")))
                for chunk in response.iter_bytes():
                    if stop.is_set():
                        return
                    put("data", chunk)
            put("end", None)
        except BaseException as fault:  # noqa: BLE001 - handed to the other side, which judges it
            put("fault", fault)

    threading.Thread(target=pump, name="model-wire", daemon=True).start()
    wait, total = patience.first_s, 0
    try:
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise faults.timed_out(patience.total_s)
            try:
                kind, what = pipe.get(timeout=min(wait, left))
            except queue.Empty:
                raise faults.timed_out(min(wait, patience.total_s)) from None
            if kind == "end":
                return
            if kind == "fault":
                raise what
            if isinstance(what, bytes):
                wait = patience.idle_s
                total += len(what)
                if total > MOST_BYTES:
                    raise faults.malformed("more than an answer can hold")
            yield what
    finally:
        stop.set()
