"""A model server on 127.0.0.1 that does what model servers do on their worst days; the model's name picks the day."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD_LINE = "And who exactly is going to ring me about that, and when?"
JSON = "application/json"


class Hostile:
    """``with Hostile() as server: server.url``. ``answers`` are texts for the model called ``says``: a list used in turn
    (the last one again and again), or a function of the request. ``requests`` holds every body that came."""

    def __init__(self, answers: list[str] | Callable[[dict], str] | None = None) -> None:
        self.answers = answers if answers is not None else [GOOD_LINE]
        self.requests: list[dict] = []
        self.keys: list[str] = []
        self.calls: Counter[str] = Counter()
        self.hung_up = threading.Event()
        self.closing = threading.Event()
        hostile = self

        class Handler(_Handler):
            server_of = hostile

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> Hostile:
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()

    def answer(self, body: dict) -> str:
        """The next text of the model called ``says``."""
        if callable(self.answers):
            return self.answers(body)
        n = self.calls["answered"]
        self.calls["answered"] += 1
        return self.answers[min(n, len(self.answers) - 1)]


class _Handler(BaseHTTPRequestHandler):
    server_of: Hostile
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """One connection; the other side hanging up is what half of the days are about."""
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            self.server_of.hung_up.set()

    def do_GET(self) -> None:
        """The list of models."""
        key = self.headers.get("authorization", "")
        if key.endswith("wrong-key-123456"):
            self._error(401, f"Incorrect API key provided: {key}")
        else:
            self._whole(json.dumps({"object": "list", "data": [{"id": "says"}, {"id": "small-7b"}]}).encode())

    def do_POST(self) -> None:
        """A chat; ``model`` picks what happens."""
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        server = self.server_of
        server.requests.append(body)
        server.keys.append(self.headers.get("authorization", ""))
        mode = body["model"].replace("-", "_")
        server.calls[mode] += 1
        day = getattr(self, "day_" + mode, None)
        if day is None:
            self._error(404, f"The model `{body['model']}` does not exist")
        else:
            day(body, server.calls[mode])

    # days on which all is well, or nearly
    def day_says(self, body: dict, n: int) -> None:
        self._say(body, self.server_of.answer(body))

    def day_no_usage(self, body: dict, n: int) -> None:
        self._say(body, GOOD_LINE, usage=None)

    def day_odd_usage(self, body: dict, n: int) -> None:
        self._say(body, GOOD_LINE, usage={"prompt_tokens": "many", "completion_tokens": -4})

    def day_refuses_stream_options(self, body: dict, n: int) -> None:
        if "stream_options" in body:
            self._error(400, "Unrecognized request argument supplied: stream_options")
        else:
            self._say(body, GOOD_LINE, usage=None)

    def day_wants_max_completion_tokens(self, body: dict, n: int) -> None:
        if "max_tokens" in body:
            self._error(400, "Unsupported parameter: 'max_tokens' is not supported with this model. "
                             "Use 'max_completion_tokens' instead.")
        elif "temperature" in body:
            self._error(400, "Unsupported value: 'temperature' does not support 0.8 with this model.")
        else:
            self._say(body, GOOD_LINE)

    def day_no_json_schema(self, body: dict, n: int) -> None:
        kind = body.get("response_format", {}).get("type")
        if kind == "json_schema":
            self._error(500, "Internal Server Error")
        elif kind == "json_object":
            self._error(400, "response_format is not supported")
        else:
            self._say(body, "Sure, here it is:\n```json\n" + self.server_of.answer(body) + "\n```\nHope this helps!")

    def day_object_only(self, body: dict, n: int) -> None:
        if body.get("response_format", {}).get("type") == "json_schema":
            self._error(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported")
        else:
            self._say(body, self.server_of.answer(body))

    def day_answers_whole(self, body: dict, n: int) -> None:
        self._whole(_completion(GOOD_LINE, {"prompt_tokens": 9, "completion_tokens": 12}))

    def day_thinks(self, body: dict, n: int) -> None:
        self._say(body, "<think>\nThe client is angry. Be angry.\n</think>\n\n" + GOOD_LINE)

    # bad days that pass
    def day_429_once(self, body: dict, n: int) -> None:
        self._error(429, "slow down", {"Retry-After": "0.2"}) if n == 1 else self._say(body, GOOD_LINE)

    def day_500_once(self, body: dict, n: int) -> None:
        self._error(500, "oops") if n == 1 else self._say(body, GOOD_LINE)

    def day_cut_once(self, body: dict, n: int) -> None:
        self._hang_up() if n == 1 else self._say(body, GOOD_LINE)

    # bad days
    def day_429_an_hour(self, body: dict, n: int) -> None:
        self._error(429, "slow down", {"Retry-After": "3600"})

    def day_no_credit(self, body: dict, n: int) -> None:
        self._error(429, "You exceeded your current quota, please check your plan and billing details.")

    def day_500(self, body: dict, n: int) -> None:
        self._error(500, "Traceback (most recent call last): KeyError 'x'")

    def day_503_page(self, body: dict, n: int) -> None:
        self._whole(b"<html><h1>503 Service Unavailable</h1></html>", "text/html", 503)

    def day_401(self, body: dict, n: int) -> None:
        self._error(401, "Incorrect API key provided: " + self.headers.get("authorization", ""))

    def day_echoes_key(self, body: dict, n: int) -> None:
        self._error(400, "bad request with headers " + self.headers.get("authorization", ""))

    def day_echoes_key_in_stream(self, body: dict, n: int) -> None:
        self._raw(b'data: ' + json.dumps({"error": {"message": "key " + self.headers.get("authorization", "")}}).encode() + b"\n\n")

    def day_too_long(self, body: dict, n: int) -> None:
        self._error(400, "This model's maximum context length is 4096 tokens. However, you requested 5012 tokens.")

    def day_web_page(self, body: dict, n: int) -> None:
        self._whole(b"<html><body>It works!</body></html>", "text/html")

    def day_stalls(self, body: dict, n: int) -> None:
        self.server_of.closing.wait(30)

    def day_stalls_in_the_middle(self, body: dict, n: int) -> None:
        self._open()
        self._chunk(_delta("And who exactly "))
        self.server_of.closing.wait(30)

    def day_drips(self, body: dict, n: int) -> None:
        """Comments for ever: every read succeeds, nothing is ever said."""
        self._open()
        while not self.server_of.closing.is_set():
            self._chunk(b": still here\n\n")
            time.sleep(0.05)

    def day_drips_headers(self, body: dict, n: int) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for i in range(600):
            if self.server_of.closing.is_set():
                return
            self.wfile.write(f"X-{i}: y\r\n".encode())
            time.sleep(0.05)

    def day_drips_an_error(self, body: dict, n: int) -> None:
        self.send_response(500)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while not self.server_of.closing.is_set():
            self._chunk(b"oh no ")
            time.sleep(0.05)

    def day_cut(self, body: dict, n: int) -> None:
        self._open()
        self._chunk(_delta("And who exactly is "))
        self._hang_up()

    def day_ends_early(self, body: dict, n: int) -> None:
        """Ends politely, but without saying that it is finished."""
        self._raw(_delta("And who exactly is "))

    def day_floods(self, body: dict, n: int) -> None:
        self._open()
        while not self.server_of.closing.is_set():
            self._chunk(_delta("blah blah blah blah " * 200))

    def day_floods_one_line(self, body: dict, n: int) -> None:
        self._open()
        while not self.server_of.closing.is_set():
            self._chunk(b"data: " + b"x" * 65536)

    def day_garbage(self, body: dict, n: int) -> None:
        self._raw(b"data: \xff\xfe\x00\x9d\xc3\x28\n\n" * 5)

    def day_half_json(self, body: dict, n: int) -> None:
        self._raw(b'data: {"choices": [{"delta": {"content": "And wh\n\n')

    def day_deep_json(self, body: dict, n: int) -> None:
        self._raw(b"data: " + b"[" * 100_000 + b"\n\n")

    def day_wrong_shape(self, body: dict, n: int) -> None:
        self._raw(b'data: {"choices": "none"}\n\ndata: [DONE]\n\n')

    def day_text_is_a_number(self, body: dict, n: int) -> None:
        self._raw(b'data: {"choices": [{"delta": {"content": 7}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n')

    def day_empty(self, body: dict, n: int) -> None:
        self._say(body, "")

    def day_only_spaces(self, body: dict, n: int) -> None:
        self._say(body, "   \n  ")

    def day_refuses(self, body: dict, n: int) -> None:
        self._raw(b'data: {"choices": [{"delta": {"refusal": "I cannot."}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n')

    def day_filtered(self, body: dict, n: int) -> None:
        self._raw(b'data: {"choices": [{"delta": {}, "finish_reason": "content_filter"}]}\n\ndata: [DONE]\n\n')

    def day_slow_words(self, body: dict, n: int) -> None:
        """A word every 0.1 s; says when the other side hung up."""
        self._open()
        for word in self.server_of.answer(body).split(" "):
            self._chunk(_delta(word + " "))
            time.sleep(0.1)
        self._chunk(_delta("", "stop") + b"data: [DONE]\n\n")
        self._chunk(b"")

    # the ways of saying it
    def _say(self, body: dict, text: str, usage: Any = "counted") -> None:
        if usage == "counted":
            usage = {"prompt_tokens": 40, "completion_tokens": len(text.split()), "prompt_tokens_details": {"cached_tokens": 8}}
        if not body.get("stream"):
            self._whole(_completion(text, usage))
            return
        parts = [text[i:i + 7] for i in range(0, len(text), 7)]
        raw = b"".join(_delta(p) for p in parts) + _delta("", "stop")
        if usage and body.get("stream_options"):
            raw += b"data: " + json.dumps({"choices": [], "usage": usage}).encode() + b"\n\n"
        self._raw(raw + b"data: [DONE]\n\n")

    def _open(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _raw(self, data: bytes) -> None:
        self._whole(data, "text/event-stream")

    def _whole(self, data: bytes, kind: str = JSON, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _error(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        self._whole(json.dumps({"error": {"message": message, "type": "error"}}).encode(), JSON, status, headers)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.shutdown(socket.SHUT_RDWR)


def _delta(text: str, finish: str | None = None) -> bytes:
    return b"data: " + json.dumps({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]}).encode() + b"\n\n"


def _completion(text: str, usage: Any) -> bytes:
    return json.dumps({"object": "chat.completion", "usage": usage, "choices": [
        {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}).encode()
