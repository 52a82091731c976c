"""Nothing but the sign-in forms is shown to somebody unknown; whoever is known is named to the screens by one header."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from trainer.services.accounts import Accounts
from trainer.web.sign_in import COOKIE, PATHS, SECURE_COOKIE, token_of

HEADER = b"x-trainer-sign-in"   # .streamlit/config.toml names it under trustedUserHeaders: it becomes st.user["sign_in"]
# Streamlit would take who somebody is from these; we go by our own sign-in, which can be revoked.
_THEIRS = "_streamlit_user"


class SignInGuard:
    """Pure ASGI, for http and websockets alike. The header carries the hash of the sign-in, which is of no use outside;
    one that comes in from outside is thrown away, with or without accounts."""

    def __init__(self, app: ASGIApp, accounts: Callable[[], Accounts], also_open: frozenset[str] = frozenset()) -> None:
        self.app, self.accounts, self._open = app, accounts, PATHS | {"/healthz"} | also_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        # Underscores too: some servers in front turn them into dashes.
        headers = [(k, _without_theirs(v) if k.lower() == b"cookie" else v) for k, v in scope["headers"]
                   if k.lower().replace(b"_", b"-") != HEADER]
        scope = {**scope, "headers": headers}
        if scope["path"] in self._open and scope["type"] == "http":
            await self.app(scope, receive, send)
            return
        accounts = self.accounts()
        if await asyncio.to_thread(accounts.turned_on):
            known = await asyncio.to_thread(accounts.standing, _token(headers))
            if known is None or (scope["type"] == "websocket" and not _from_here(headers)):
                await _refuse(scope, headers)(scope, receive, send)
                return
            scope["headers"] = [*headers, (HEADER, known.encode())]
        await self.app(scope, receive, send)


def _without_theirs(cookies: bytes) -> bytes:
    kept = [c for c in cookies.decode("latin-1").split(";") if not c.strip().startswith(_THEIRS)]
    return ";".join(kept).encode("latin-1")


def _token(headers: list[tuple[bytes, bytes]]) -> str:
    cookies: dict[str, str] = {}
    for name, value in headers:
        if name.lower() != b"cookie":
            continue
        for part in value.decode("latin-1").split(";"):
            key = part.split("=", 1)[0].strip()
            if key in (COOKIE, SECURE_COOKIE):
                try:
                    cookies |= {k: m.value for k, m in SimpleCookie(part.strip()).items()}
                except CookieError:
                    continue
    return token_of(cookies)


def _from_here(headers: list[tuple[bytes, bytes]]) -> bool:
    found = {k.lower(): v.decode("latin-1").lower() for k, v in headers}
    origin = urlsplit(found.get(b"origin", "")).netloc
    return bool(origin) and origin == found.get(b"host", "")


def _refuse(scope: Scope, headers: list[tuple[bytes, bytes]]) -> ASGIApp:
    if scope["type"] == "websocket":
        async def close(_scope: Scope, _receive: Receive, send: Send) -> None:
            # Closed before it is accepted: the server answers 403.
            await send({"type": "websocket.close", "code": 1008, "reason": "sign in first"})
        return close
    accepts = next((v for k, v in headers if k.lower() == b"accept"), b"")
    if scope["method"] in ("GET", "HEAD") and b"text/html" in accepts:
        query = scope.get("query_string", b"").decode("latin-1")
        onward = scope["path"] + (f"?{query}" if query else "")
        return RedirectResponse(f"/account/login?next={quote(onward)}", 303, headers={"cache-control": "no-store"})
    return PlainTextResponse("Sign in first.", 401, headers={"cache-control": "no-store"})
