"""Reads a model server's answer, whole or in pieces, and believes nothing about its form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trainer.domain.errors import ModelUnavailable
from trainer.llm import faults
from trainer.llm.wire import Head
from trainer.ports import Usage

_LONGEST_LINE = 300_000


@dataclass
class Piece:
    """Some text, and what else the answer has said so far about itself."""

    text: str = ""
    finish: str = ""
    usage: Usage | None = None
    refused: bool = False


def pieces(data: Iterator[Head | bytes], key: str) -> Iterator[Piece]:
    """The answer's pieces. A server that was asked to stream and answers whole is understood too."""
    head = next(data)
    kind = head.content_type.lower() if isinstance(head, Head) else ""
    if "text/html" in kind:
        raise faults.malformed("a web page instead of an answer")
    if "event-stream" not in kind:
        body = b"".join(x for x in data if isinstance(x, bytes))
        if body.lstrip()[:6] != b"data: ":
            yield _piece(_json(body), key)
            return
        data = iter([body])
    finished = False
    for line in _lines(data):
        if not line.startswith("data:"):
            continue
        content = line[5:].strip()
        if content == "[DONE]":
            return
        piece = _piece(_json(content.encode()), key)
        finished = finished or bool(piece.finish)
        yield piece
    if not finished:
        raise faults.cut()


def _lines(data: Iterator[Head | bytes]) -> Iterator[str]:
    held = b""
    for chunk in data:
        if not isinstance(chunk, bytes):
            continue
        held += chunk
        *whole, held = held.split(b"\n")
        for line in whole:
            yield _text(line)
        if len(held) > _LONGEST_LINE:
            raise faults.malformed("a line without an end")
    if held.strip():
        yield _text(held)


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise faults.malformed("bytes that are no text") from None


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise faults.malformed("something that is not JSON") from None
    if not isinstance(value, dict):
        raise faults.malformed("JSON that is no answer")
    return value


def _piece(value: dict[str, Any], key: str) -> Piece:
    if value.get("error"):
        inner = value["error"]
        words = inner.get("message", "") if isinstance(inner, dict) else inner
        raise ModelUnavailable(f"The model server failed while it spoke (“{faults.scrubbed(str(words), key)}”).",
                               "Try again.", kind="server_error")
    piece = Piece(usage=_usage(value.get("usage")))
    choices = value.get("choices")
    if not choices:
        if "choices" not in value and piece.usage is None:
            raise faults.malformed("JSON that is no answer")
        return piece
    if not isinstance(choices, list) or not isinstance(choices[0], dict):
        raise faults.malformed("JSON that is no answer")
    choice = choices[0]
    said = choice.get("delta") or choice.get("message") or {}
    if not isinstance(said, dict):
        raise faults.malformed("JSON that is no answer")
    text = said.get("content")
    if isinstance(text, list):  # some servers answer in parts
        text = "".join(str(p.get("text", "")) for p in text if isinstance(p, dict))
    if text is not None and not isinstance(text, str):
        raise faults.malformed("an answer that is no text")
    piece.text = text or ""
    piece.finish = str(choice.get("finish_reason") or "")
    piece.refused = bool(said.get("refusal")) or piece.finish == "content_filter"
    return piece


def _usage(value: object) -> Usage | None:
    if not isinstance(value, dict):
        return None
    prompt, completion = value.get("prompt_tokens"), value.get("completion_tokens")
    details = value.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else 0
    if not _count(prompt) or not _count(completion):
        return None
    return Usage(prompt_tokens=prompt, completion_tokens=completion, cached_tokens=cached if _count(cached) else 0)


def _count(x: object) -> bool:
    return isinstance(x, int) and not isinstance(x, bool) and 0 <= x < 10_000_000


class Unthought:
    """Leaves out the thinking that some local models put before their answer (``<think>…</think>``)."""

    _OPEN, _SHUT = "<think>", "</think>"

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._begun = False

    def feed(self, text: str) -> str:
        """The part of what has come that is meant to be heard."""
        if self._begun:
            return text
        self._held += text
        start = self._held.lstrip()
        if not self._thinking:
            if start.startswith(self._OPEN):
                self._thinking = True
            elif self._OPEN.startswith(start):
                return ""  # may still become the mark
            else:
                return self._release(self._held)
        _, mark, rest = self._held.partition(self._SHUT)
        return self._release(rest.lstrip()) if mark and rest.strip() else ""

    def rest(self) -> str:
        """What was still held when the answer ended, unless it was thinking."""
        return "" if self._begun or self._thinking else self._held

    def _release(self, text: str) -> str:
        self._begun = True
        return text
