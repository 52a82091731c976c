"""Who may be spoken to: only the names this server is meant to have, and only from its own screens."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# The server's own counters are nobody's business outside the machine's operator, and nobody drives the screens but people.
HIDDEN = ("/_stcore/metrics", "/_stcore/agent")


def host_name(header: str) -> str:
    """The name in a Host header, without its port; brackets of an IPv6 address removed."""
    try:
        return (urlsplit(f"//{header.strip()}").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


class HostCheck:
    """A page elsewhere that points its own name at this machine (DNS rebinding) is refused, and so is a websocket
    that does not come from our own screens: Streamlit itself takes websockets without an Origin."""

    def __init__(self, app: ASGIApp, allowed: frozenset[str] = LOOPBACK) -> None:
        self.app = app
        self.allowed = frozenset(a.lower() for a in allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {k.lower(): v.decode("latin-1") for k, v in scope.get("headers", [])}
        host = headers.get(b"host", "")
        known = "*" in self.allowed or host_name(host) in self.allowed
        if scope["type"] == "websocket":
            origin = urlsplit(headers.get(b"origin", "")).netloc.lower()
            if not known or not origin or origin != host.lower():
                await send({"type": "websocket.close", "code": 1008, "reason": "not from this app"})
                return
        elif not known:
            await _refuse("This address is not one that the trainer answers to.", 400)(scope, receive, send)
            return
        elif scope["path"].startswith(HIDDEN):
            await _refuse("Not here.", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _refuse(words: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(words, status_code=status)
