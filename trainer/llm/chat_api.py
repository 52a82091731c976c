"""Talks to any OpenAI-compatible server; whatever goes wrong there leaves here as one kind of error, with a cure."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Iterator
from typing import Any
from urllib.parse import urlsplit

import openai

from trainer.domain.errors import ModelUnavailable
from trainer.llm import faults
from trainer.llm.answers import Piece, Unthought, pieces
from trainer.llm.dialect import Dialect
from trainer.llm.json_text import object_in
from trainer.llm.spend import Spend
from trainer.llm.tokens import TokenCounter, for_model
from trainer.llm.wire import Patience, carried
from trainer.ports import Ask, Said, Usage

OPENAI = "https://api.openai.com/v1"


class ChatApi:
    """One model behind one server. Thread-safe; what the server does not understand is learnt and not sent again."""

    def __init__(self, name: str, base_url: str = "", api_key: str = "", patience: Patience | None = None,
                 spend: Spend | None = None, counter: TokenCounter | None = None) -> None:
        self.name = name
        self.patience = patience or Patience()
        self.place = _place(base_url or OPENAI)
        self.spend = spend or Spend()
        self.counter = counter or TokenCounter(lambda: for_model(name))
        self.counter.warm()
        self.dialect = Dialect()
        self._key = api_key
        p = self.patience
        # the SDK's own retries are off: they would sleep as long as a server's Retry-After says, past our deadline
        self._sdk = openai.OpenAI(
            api_key=api_key or "no-key-needed", base_url=base_url or OPENAI, max_retries=0,
            timeout=openai.Timeout(max(p.first_s, p.idle_s), connect=p.connect_s))

    def __repr__(self) -> str:
        return f"ChatApi({self.name!r} at {self.place})"

    def say(self, ask: Ask) -> Said:
        """The whole answer. With a schema, the text is one JSON object; whoever asked checks what is in it."""
        talk = self._talk(ask, streaming=False)
        text, usage, finish = "", Usage(estimated=True), "stop"
        try:
            while True:
                text += next(talk)
        except StopIteration as end:
            usage, finish = end.value
        if ask.schema:
            found = object_in(text)
            if found is None:
                raise faults.malformed("prose, or half an object, where JSON was asked for")
            text = found
        return Said(text.strip(), usage, finish)

    def stream(self, ask: Ask) -> Generator[str, None, Usage]:
        """The answer in pieces; closing the generator hangs up. The text so far is the caller's, also when it fails."""
        usage, _ = yield from self._talk(ask, streaming=True)
        return usage

    def served(self) -> list[str]:
        """The names of the models that the server offers."""
        deadline = time.monotonic() + min(15.0, self.patience.total_s)
        try:
            data = carried(lambda: self._sdk.models.with_streaming_response.list(), self.patience, deadline)
            body = b"".join(x for x in data if isinstance(x, bytes))
            listed = json.loads(body)["data"]
            return [str(m["id"]) for m in listed]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise faults.malformed("no list of models") from None
        except Exception as fault:  # noqa: BLE001 - only ModelUnavailable may leave
            raise self._ours(fault) from None

    def _talk(self, ask: Ask, streaming: bool) -> Generator[str, None, tuple[Usage, str]]:
        deadline = time.monotonic() + self.patience.total_s
        prompt = sum(self.counter.count(m.content).tokens + 4 for m in ask.messages)
        reserved = self.spend.reserve(prompt, ask.max_tokens)
        usage: Usage | None = None
        heard: list[str] = []
        dialect, tries = self.dialect, 0
        try:
            while True:
                try:
                    once = self._once(ask, dialect, streaming, deadline)
                    usage, finish = yield from _recorded(once, heard)
                    self.dialect = dialect
                    usage = usage or self._estimate(prompt, heard)
                    break
                except Exception as fault:  # noqa: BLE001 - only ModelUnavailable may leave
                    trouble = self._ours(fault)
                    other = self._other_dialect(trouble, dialect, ask, streaming)
                    if other is not None and not heard:
                        dialect = other
                        continue
                    if heard or not trouble.retryable or tries >= self.patience.retries or not self._waited(trouble, tries, deadline):
                        raise trouble from None
                    tries += 1
        finally:
            # a talk that was closed early or cut has cost something too
            booked = self.spend.settle(reserved, usage or (self._estimate(prompt, heard) if heard else None))
        return booked or usage, finish

    def _once(self, ask: Ask, dialect: Dialect, streaming: bool, deadline: float) -> Generator[str, None, tuple[Usage | None, str]]:
        options = dialect.options(self.name, ask, streaming)
        data = carried(lambda: self._sdk.chat.completions.with_streaming_response.create(**options), self.patience, deadline)
        thinking, usage, finish, length = Unthought(), None, "", 0
        most = ask.max_tokens * 12 + 400
        answer: Iterator[Piece] = pieces(data, self._key)
        try:
            for piece in answer:
                if piece.refused:
                    raise faults.refusal()
                usage, finish = piece.usage or usage, piece.finish or finish
                text = thinking.feed(piece.text)
                length += len(text)
                if length > most:
                    raise faults.malformed("far more text than was asked for")
                if text:
                    yield text
            rest = thinking.rest()
            if rest.strip():
                length += len(rest)
                yield rest
        finally:
            data.close()
        if not length:
            raise faults.empty(finish)
        return usage, finish or "stop"

    def _other_dialect(self, trouble: ModelUnavailable, dialect: Dialect, ask: Ask, streaming: bool) -> Dialect | None:
        if isinstance(trouble, faults.ServerSaid) and trouble.kind in ("unsupported", "server_error"):
            return dialect.without(trouble.status, trouble.detail, ask, streaming)
        return None

    def _waited(self, trouble: ModelUnavailable, tries: int, deadline: float) -> bool:
        """Wait as the server asked, or a little longer each time; False when that is more than there is patience for."""
        wait = getattr(trouble, "retry_after", None)
        wait = 0.4 * 2**tries if wait is None else wait
        if wait > self.patience.retry_after_s or time.monotonic() + wait >= deadline:
            return False
        time.sleep(wait)
        return True

    def _estimate(self, prompt: int, heard: list[str]) -> Usage:
        return Usage(prompt, self.counter.count("".join(heard)).tokens, estimated=True)

    def _ours(self, fault: BaseException) -> ModelUnavailable:
        return faults.translated(fault, self._key, self.place, self.name, self.patience.total_s)


def _recorded(talk: Generator[str, None, Any], heard: list[str]) -> Generator[str, None, Any]:
    """Passes pieces on and keeps them; closing this closes the talk."""
    try:
        while True:
            piece = next(talk)
            heard.append(piece)
            yield piece
    except StopIteration as end:
        return end.value
    finally:
        talk.close()


def _place(base_url: str) -> str:
    """Host and path, without a name or password that somebody put into the URL."""
    parts = urlsplit(base_url)
    return f"{parts.hostname or base_url.split('@')[-1]}{f':{parts.port}' if parts.port else ''}{parts.path.rstrip('/')}"
