"""Reads replies that are to be rated: JSON lines, or an exported practice; what cannot be read is said, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer.domain.conversation import Turn
from trainer.domain.errors import Misconfigured
from trainer.domain.mood import Mood
from trainer.domain.rubric import Dimension
from trainer.domain.talk_state import TalkState

# A scorer reads words only; the state is there because a turn has one.
_NO_STATE = TalkState(mood=Mood(anger=5, trust=5, patience=5))
_WHO = {"client": "client", "trainee": "trainee"}


@dataclass(frozen=True)
class Asked:
    """One reply in its context. ``fault`` says why it cannot be rated; ``levels`` are people's, in a gold file."""

    id: Any
    situation: str = ""
    history: tuple[Turn, ...] = ()
    client: str = ""
    reply: str = ""
    levels: dict[Dimension, int] = field(default_factory=dict)
    fault: str = ""


def read(file: Path) -> list[Asked]:
    """Everything in the file, in its order."""
    try:
        text = file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as cannot:
        raise Misconfigured(f"{file} cannot be read: {cannot.strerror}.",
                            "Name a file of JSON lines, or a talk written by export.") from None
    whole = _as_practice(text)
    if whole is not None:
        return list(_of_practice(whole))
    # Not splitlines: it also breaks at characters that may stand inside a JSON text, such as U+2028.
    return [_of_line(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]


def _as_practice(text: str) -> dict | None:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return whole if isinstance(whole, dict) and isinstance(whole.get("turns"), list) else None


def _of_practice(practice: dict) -> Iterator[Asked]:
    said: list[Turn] = []
    for n, turn in enumerate(practice["turns"]):
        who, text = (turn.get("who"), turn.get("text")) if isinstance(turn, dict) else (None, None)
        if who not in _WHO or not isinstance(text, str):
            yield Asked(f"{practice.get('practice', '')}:{n}", fault=f"turn {n} has no who and text")
            continue
        if who == "trainee" and said:
            yield Asked(f"{practice.get('practice', '')}:{turn.get('n', n)}", str(practice.get("situation") or ""),
                        tuple(said[:-1]), said[-1].text, text)
        said.append(_turn(len(said), who, text))


def _of_line(n: int, line: str) -> Asked:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return Asked(None, fault=f"line {n} is not JSON")
    if not isinstance(given, dict):
        return Asked(None, fault=f"line {n} is not a JSON object")
    name = given.get("id")
    for key in ("client", "reply"):
        if not isinstance(given.get(key), str):
            return Asked(name, fault=f"line {n} has no text under “{key}”")
    history = given.get("history") or []
    if not isinstance(history, list):
        return Asked(name, fault=f"line {n}: “history” is not a list")
    turns = []
    for turn in history:
        if not isinstance(turn, dict) or turn.get("role") not in _WHO or not isinstance(turn.get("text"), str):
            return Asked(name, fault=f'line {n}: each turn of “history” is {{"role": "client" or "trainee", "text": …}}')
        turns.append(_turn(len(turns), turn["role"], turn["text"]))
    situation = given.get("situation") if isinstance(given.get("situation"), str) else ""
    return Asked(name, situation, tuple(turns), _whole(given["client"]), _whole(given["reply"]), _levels(given.get("levels")))


def _levels(given: Any) -> dict[Dimension, int]:
    if not isinstance(given, dict):
        return {}
    return {d: given[d.value] for d in Dimension if isinstance(given.get(d.value), int) and 1 <= given[d.value] <= 5}


def _turn(n: int, who: str, text: str) -> Turn:
    return Turn(n=n, who=_WHO[who], text=_whole(text), state=_NO_STATE)


def _whole(text: str) -> str:
    # Half of a surrogate pair can stand in JSON, and in nothing else.
    return text.encode("utf-8", "replace").decode("utf-8")
