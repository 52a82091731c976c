"""Reckoning with the moments that a clock gives: ISO text in UTC, always of one width."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def iso(moment: datetime) -> str:
    """The one form in which a moment is kept: it sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def later(moment: str, seconds: float) -> str:
    """That many seconds after ``moment``."""
    return iso(datetime.fromisoformat(moment) + timedelta(seconds=seconds))


def seconds_between(earlier: str, now: str) -> float:
    """Seconds from one moment to another; negative when the second comes first."""
    return (datetime.fromisoformat(now) - datetime.fromisoformat(earlier)).total_seconds()
