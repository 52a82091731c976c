"""The web side: headers on every answer, foreign hosts and foreign websockets refused, health told truly."""

from __future__ import annotations

import gc

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from trainer.web.headers import HEADERS, SecurityHeaders
from trainer.web.health import health_route
from trainer.web.hosts import HostCheck, host_name
from trainer.web.warm import warm_up


async def _hello(_request):
    return PlainTextResponse("hello", headers={"x-frame-options": "ALLOWALL", "x-own": "kept"})


async def _echo(websocket):
    await websocket.accept()
    await websocket.send_text("in")
    await websocket.close()


def _client(ready: bool = True, allowed: frozenset[str] = frozenset({"localhost", "127.0.0.1", "::1"})) -> TestClient:
    app = Starlette(routes=[Route("/", _hello), Route("/_stcore/metrics", _hello), health_route(lambda: ready),
                            WebSocketRoute("/ws", _echo)],
                    middleware=[Middleware(SecurityHeaders), Middleware(HostCheck, allowed=allowed)])
    return TestClient(app, base_url="http://localhost:8501")


def test_every_answer_carries_the_security_headers_once_and_keeps_the_others():
    answer = _client().get("/")
    for name, value in HEADERS.items():
        assert answer.headers.get_list(name) == [value]
    assert answer.headers["x-own"] == "kept"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_refused_host_carries_the_headers_too():
    answer = _client().get("/", headers={"host": "evil.example:8501"})
    assert answer.status_code == 400
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.io", "[::2]:8501", "["])
def test_names_that_are_not_ours_are_refused(host):
    assert _client().get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501", "localhost.:80"])
def test_our_own_names_are_answered(host):
    assert _client().get("/", headers={"host": host}).status_code == 200


def test_a_host_name_is_read_without_its_port():
    assert host_name("[::1]:8501") == "::1"
    assert host_name("App.Example.com:443") == "app.example.com"


def test_a_websocket_from_our_own_screens_is_let_in():
    with _client().websocket_connect("/ws", headers={"host": "localhost:8501", "origin": "http://localhost:8501"}) as ws:
        assert ws.receive_text() == "in"


@pytest.mark.parametrize("headers", [
    {"host": "localhost:8501"},
    {"host": "localhost:8501", "origin": "null"},
    {"host": "localhost:8501", "origin": "http://evil.example"},
    {"host": "localhost:8501", "origin": "http://localhost:9999"},
    {"host": "evil.example", "origin": "http://evil.example"},
])
def test_a_websocket_from_elsewhere_or_from_nowhere_is_refused(headers):
    with pytest.raises(WebSocketDisconnect) as refused, _client().websocket_connect("/ws", headers=headers):
        pass
    assert refused.value.code == 1008


def test_the_servers_own_counters_are_not_public():
    assert _client().get("/_stcore/metrics").status_code == 404


def test_health_is_told_truly():
    assert _client(ready=True).get("/healthz").status_code == 200
    assert _client(ready=False).get("/healthz").status_code == 503


def test_warming_up_runs_every_step_and_freezes_what_it_left(caplog):
    done: list[str] = []

    def broken() -> None:
        raise KeyError("no such weights")

    before = gc.get_freeze_count()
    try:
        warm_up([lambda: done.append("a"), broken, lambda: done.append("b")])
        assert done == ["a", "b"]
        assert gc.get_freeze_count() > before
        assert "one part could not be warmed up" in caplog.text
    finally:
        gc.unfreeze()
