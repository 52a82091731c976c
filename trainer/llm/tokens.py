"""Counts tokens; where the tokenizer is not on this machine the count is an estimate and says so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import tiktoken


@dataclass(frozen=True)
class Count:
    """A number of tokens, and whether it is only estimated."""

    tokens: int
    estimated: bool


def for_model(model: str) -> Any:
    """tiktoken's encoding of a model; a name it does not know gets the newest common one."""
    try:
        return tiktoken.encoding_for_model(model)
    except KeyError:
        return tiktoken.get_encoding("o200k_base")


class TokenCounter:
    """Counts at once, always. The encoding is fetched in the background, because tiktoken downloads it on first use
    and hangs where there is no network; until it is there (perhaps never) a token is four bytes."""

    def __init__(self, load: Callable[[], Any]) -> None:
        self._load = load
        self._encoding: Any = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start fetching, once; returns immediately."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._fetch, name="tokenizer", daemon=True)
                self._thread.start()

    def ready(self, timeout_s: float) -> bool:
        """Wait for the fetch, for those who may wait; whether the count is exact now."""
        if self._thread is not None:
            self._thread.join(timeout_s)
        return self._encoding is not None

    def count(self, text: str) -> Count:
        """How many tokens a text has."""
        if self._encoding is not None:
            return Count(len(self._encoding.encode(text, disallowed_special=())), False)
        return Count(-(-len(text.encode("utf-8", "replace")) // 4), True)

    def _fetch(self) -> None:
        try:
            self._encoding = self._load()
        except Exception:  # noqa: BLE001 - no network, no disk, a proxy's web page: all mean "estimate"
            self._encoding = None
