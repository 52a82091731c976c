"""Signing in through an organisation's identity provider: Streamlit's own OIDC, whose word becomes our own revocable sign-in."""

from __future__ import annotations

import asyncio
import json
import logging
from importlib.util import find_spec
from typing import Any
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from trainer.domain.errors import Misconfigured, TrainerError
from trainer.services.accounts import SignedIn, Vouched
from trainer.web.forms import local, shown
from trainer.web.hosts import host_name
from trainer.web.sign_in import SignIn

log = logging.getLogger("trainer.web")

START, LOGIN, CALLBACK = "/account/outside", "/auth/login", "/oauth2callback"
# Only these two of Streamlit's routes are there for somebody unknown, and only where a provider is configured.
OPEN = frozenset({START, LOGIN, CALLBACK})
ONWARD_COOKIE, ONWARD_S = "trainer_onward", 600
NEEDS = ("authlib", "httpx")   # Streamlit asks for them only when somebody signs in
_DID_NOT = ("The identity provider did not let you in, or it took too long.", "Try again.")


class Outside:
    """The way there and back. ``origin`` is the address that the provider sends people back to."""

    def __init__(self, sign_in: SignIn, origin: str) -> None:
        if not all(map(find_spec, NEEDS)):
            raise Misconfigured("An identity provider is configured, but not what it takes to talk to it.",
                                "Install it: pip install -r requirements-oidc.txt")
        self._sign_in, self._origin = sign_in, origin

    def routes(self) -> list[Route]:
        """The way there."""
        return [Route(START, self.start, methods=["GET"])]

    async def start(self, request: Request) -> Response:
        """On to the provider, remembering where somebody wanted to go."""
        onward = local(request.query_params.get("next", "/"))
        if host_name(request.headers.get("host", "")) != host_name(self._origin.split("://", 1)[-1]):
            # Begun under another name, the cookie that Streamlit looks for afterwards would not come back.
            return RedirectResponse(f"{self._origin}{START}?next={quote(onward)}", 303)
        if not await asyncio.to_thread(self._sign_in.accounts().turned_on):
            return RedirectResponse("/", 303)
        answer = RedirectResponse(f"{LOGIN}?provider={encode_provider_token('default')}", 303, headers={"cache-control": "no-store"})
        answer.set_cookie(ONWARD_COOKIE, quote(onward, safe=""), max_age=ONWARD_S, httponly=True, samesite="lax", secure=self._sign_in.https, path=CALLBACK)
        return answer

    async def arrived(self, request: Request, claims: dict[str, Any] | None) -> Response:
        """The provider has spoken, or has not: our own sign-in, or a sentence that says why there is none."""
        fault = _DID_NOT
        if claims is not None:
            try:
                signed = await asyncio.to_thread(self._accept, claims)
                onward = local(unquote(request.cookies.get(ONWARD_COOKIE, "/")))
                answer = self._sign_in.signed_in(request, signed.token, onward)
                answer.delete_cookie(ONWARD_COOKIE, path=CALLBACK)
                return answer
            except TrainerError as refused:
                fault = (refused.message, refused.cure)
        return shown(request, "Not signed in", "Nothing was changed.", "", '<p><a href="/account/login">Back to the sign-in</a></p>', "", fault,
                     403, secure=self._sign_in.https)

    def _accept(self, claims: dict[str, Any]) -> SignedIn:
        verified = claims.get("email_verified")
        return self._sign_in.accounts().sign_in_vouched(Vouched(
            issuer=str(claims.get("iss") or "")[:500], subject=str(claims.get("sub") or "")[:255], email=str(claims.get("email") or "")[:256],
            email_verified=verified is True or str(verified).lower() == "true", name=str(claims.get("name") or "")[:80]))


class OutsideReturn:
    """Pure ASGI, nearest to Streamlit: what its callback would put into a 30-day cookie without Secure, which nobody
    could revoke, is read here on the server and never reaches the browser; a sign-in of ours goes out instead."""

    def __init__(self, app: ASGIApp, outside: Outside) -> None:
        self.app, self.outside = app, outside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != CALLBACK:
            await self.app(scope, receive, send)
            return
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self.app(scope, receive, hold)
        start = next((m for m in held if m["type"] == "http.response.start"), {})
        cookies = [v.decode("latin-1") for k, v in start.get("headers", []) if k.lower() == b"set-cookie"]
        answer = await self.outside.arrived(Request(scope), claims_in(cookies))
        for cookie in cookies:
            if not cookie.startswith(USER_COOKIE_NAME):
                answer.headers.append("set-cookie", cookie)  # Streamlit's state of the exchange, used up
        await answer(scope, receive, send)


def claims_in(cookies: list[str]) -> dict[str, Any] | None:
    """What the provider has vouched for, from the cookies that Streamlit was about to set; it has checked signature,
    issuer, audience, nonce and time by then."""
    values = dict(c.split(";", 1)[0].split("=", 1) for c in cookies if c.startswith(USER_COOKIE_NAME) and "=" in c.split(";", 1)[0])

    def one(name: str) -> bytes | None:
        value = values.get(name, "").strip('"')
        return decode_signed_value(get_cookie_secret(), name, value) if value else None

    whole = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    if not whole:
        return None
    try:
        claims = json.loads(whole)
    except ValueError:
        log.warning("what the identity provider said could not be read")
        return None
    return claims if isinstance(claims, dict) and claims.get("is_logged_in") is True else None
