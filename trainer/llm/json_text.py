"""Finds the one JSON object in what a model wrote around it."""

from __future__ import annotations

import json
import re


def object_in(text: str) -> str | None:
    """The text of the first whole JSON object, as the model wrote it, or None.

    Kept as text: parsing and dumping again would hide doubled keys from whoever checks the verdict.
    """
    text = text.strip()
    fence = re.search(r"```(?:json)?\s*(\{.*?\})\s*```", text, re.DOTALL)
    for candidate in ([fence.group(1)] if fence else []) + _balanced(text):
        for attempt in (candidate, re.sub(r",\s*([}\]])", r"\1", candidate)):
            try:
                if isinstance(json.loads(attempt), dict):
                    return attempt
            except (ValueError, RecursionError):
                continue
    return None


def _balanced(text: str) -> list[str]:
    found: list[str] = []
    start = text.find("{")
    while start >= 0 and len(found) < 8:
        end = _end(text, start)
        if end is None:
            if re.match(r"\{\s*\"", text[start:]):
                break  # an answer that was cut off: what is whole inside it is not what was asked for
            start = text.find("{", start + 1)
            continue
        found.append(text[start:end])
        start = text.find("{", end)
    return found


def _end(text: str, start: int) -> int | None:
    depth, quoted, escaped = 0, False, False
    for i in range(start, len(text)):
        c = text[i]
        if quoted:
            if escaped:
                escaped = False
            elif c == "\\":
                escaped = True
            elif c == '"':
                quoted = False
        elif c == '"':
            quoted = True
        elif c == "{":
            depth += 1
        elif c == "}":
            depth -= 1
            if depth == 0:
                return i + 1
    return None
