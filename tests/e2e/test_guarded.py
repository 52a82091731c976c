"""What `streamlit run app.py` opens is the guarded app: headers, hosts and websockets, asked of the real server."""

from __future__ import annotations

import asyncio
import http.client
from concurrent.futures import ThreadPoolExecutor

import pytest
import websockets
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.e2e.browser import open_screen, settled
from trainer.web.headers import HEADERS


def ask(server, path: str, host: str | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path, headers={"Host": host} if host else {})
    return connection.getresponse()


@pytest.mark.parametrize("path", ["/", "/talk", "/healthz", "/_stcore/health", "/no-such-thing.js"])
def test_every_answer_carries_the_security_headers(server, path):
    answer = ask(server, path)
    for name, value in HEADERS.items():
        assert answer.getheader(name) == value


def test_another_host_name_is_refused(server):
    assert ask(server, "/", host="evil.example").status == 400
    assert ask(server, "/", host=f"localhost:{server.port}").status == 200


def test_the_servers_counters_are_hidden(server):
    assert ask(server, "/_stcore/metrics").status == 404


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
def test_a_websocket_from_elsewhere_is_refused(server, origin):
    async def knock() -> None:
        async with websockets.connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", origin=origin,
                                      subprotocols=["streamlit"]) as door:
            await door.recv()

    with pytest.raises((InvalidStatus, ConnectionClosed)):
        # In a thread: where a browser is open, this one has an event loop already.
        with ThreadPoolExecutor(1) as aside:
            aside.submit(asyncio.run, asyncio.wait_for(knock(), 10)).result()


def test_no_screen_asks_another_host_for_anything(page, server):
    elsewhere: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((server.address, "data:", "blob:")) else elsewhere.append(r.url))
    for path in ("/", "/briefing?scenario=freezer_for_saturday", "/progress", "/settings",
                 "/watch?scenario=freezer_for_saturday&upto=9"):
        open_screen(page, server, path)
    page.get_by_role("button", name="Now you: talk with").click()
    settled(page)
    assert elsewhere == []
    assert page.complaints == []
