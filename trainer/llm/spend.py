"""Keeps the day's model calls within the budget."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from trainer.domain.errors import Misconfigured, SpendCapReached
from trainer.ports import Usage


@dataclass(frozen=True)
class Prices:
    """US dollars per million tokens; cached prompt tokens cost ``cached`` where it is known, else as others."""

    prompt: float
    completion: float
    cached: float | None = None

    def cost(self, usage: Usage) -> float:
        """What one call cost."""
        cached = min(usage.cached_tokens, usage.prompt_tokens)
        rate = self.prompt if self.cached is None else self.cached
        return ((usage.prompt_tokens - cached) * self.prompt + cached * rate + usage.completion_tokens * self.completion) / 1e6


def today_utc() -> str:
    """The day that the budget is counted by."""
    return datetime.now(UTC).date().isoformat()


class Spend:
    """The budget of a day (UTC). A call reserves the most it can cost before it is made, so that several at once do
    not pass the cap together. ``path`` keeps the sum over a restart; without prices nothing is counted."""

    def __init__(self, prices: Prices | None = None, cap_usd: float | None = None, path: Path | None = None,
                 today: Callable[[], str] = today_utc) -> None:
        if cap_usd is not None and prices is None:
            raise Misconfigured("A daily spend cap needs prices.", "Set TRAINER_PRICE_IN and TRAINER_PRICE_OUT "
                                "(US dollars per million tokens), or leave TRAINER_SPEND_CAP_USD out.")
        self.prices, self.cap_usd = prices, cap_usd
        self._path, self._today = path, today
        self._lock = threading.Lock()
        self._reserved = 0.0
        self._days: dict[str, float] = self._read()

    def spent(self) -> float:
        """Dollars spent today."""
        with self._lock:
            return self._days.get(self._today(), 0.0)

    def reserve(self, prompt_tokens: int, most_completion_tokens: int) -> float:
        """Set aside what the call may cost; raises SpendCapReached when the day's budget would not hold it."""
        if self.prices is None:
            return 0.0
        most = self.prices.cost(Usage(prompt_tokens, most_completion_tokens))
        with self._lock:
            held = self._days.get(self._today(), 0.0) + self._reserved
            if self.cap_usd is not None and held + most > self.cap_usd + 1e-12:
                raise SpendCapReached(f"Today's budget for model calls (${self.cap_usd:.2f}) is used up.",
                                      "Raise TRAINER_SPEND_CAP_USD, or go on with the scripted client until midnight UTC.")
            self._reserved += most
        return most

    def priced(self, usage: Usage) -> Usage:
        """The usage with its cost, nothing booked."""
        return usage if self.prices is None else replace(usage, cost=round(self.prices.cost(usage), 8))

    def settle(self, reserved: float, usage: Usage | None) -> Usage | None:
        """Give the reservation back and book what the call did cost; the usage comes back with its cost."""
        if self.prices is None:
            return usage
        with self._lock:
            self._reserved = max(0.0, self._reserved - reserved)
            if usage is None:
                return None
            day = self._today()
            self._days = {day: self._days.get(day, 0.0) + self.prices.cost(usage)}
            self._write()
        return self.priced(usage)

    def _read(self) -> dict[str, float]:
        if self._path is None or not self._path.exists():
            return {}
        try:
            days = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(k): float(v) for k, v in days.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            # a torn file must not open the purse: the day counts as spent until somebody looks
            raise Misconfigured(f"The record of today's spending ({self._path.name}) cannot be read.",
                                "Delete that file; the day's sum then starts at zero.") from None

    def _write(self) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        new = self._path.with_suffix(f".{os.getpid()}.new")
        new.write_text(json.dumps(self._days), encoding="utf-8")
        os.replace(new, self._path)
