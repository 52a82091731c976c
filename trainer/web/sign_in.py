"""Signing in and out: plain forms under /account/, and a cookie that no script can read."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from trainer.domain.errors import NotAllowed, NotFound, TrainerError
from trainer.services.accounts import LASTS_S, Accounts
from trainer.web.forms import field, hidden, local, sent, shown, tick, way_in
from trainer.web.hosts import LOOPBACK, host_name

COOKIE, SECURE_COOKIE = "trainer_sign_in", "__Host-trainer_sign_in"
PATHS = frozenset(f"/account/{name}" for name in ("login", "logout", "invite", "reset", "setup"))
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_ODD = ("That form was not sent from here, or is too old.", "Fill it in again.")


def token_of(scope_cookies: dict[str, str]) -> str:
    """The sign-in's token from a request's cookies; the one that only https can set comes first."""
    return scope_cookies.get(SECURE_COOKIE) or scope_cookies.get(COOKIE) or ""


@dataclass(frozen=True)
class SignIn:
    """The forms. ``accounts`` gives the service once the house stands; ``https``: a proxy in front speaks https;
    ``provider`` names the identity provider that people may sign in with, "" where there is none."""

    accounts: Callable[[], Accounts]
    https: bool = False
    provider: str = ""

    def routes(self) -> list[Route]:
        """All of /account/…; each answers GET with a form and POST with what became of it."""
        both = ["GET", "POST"]
        return [Route("/account/login", self.login, methods=both), Route("/account/logout", self.logout, methods=both),
                Route("/account/invite", self.link, methods=both), Route("/account/reset", self.link, methods=both),
                Route("/account/setup", self.setup, methods=both)]

    async def login(self, request: Request) -> Response:
        """Address and password."""
        if not await asyncio.to_thread(self.accounts().turned_on):
            return RedirectResponse("/", 303)
        onward = local(request.query_params.get("next", "/"))

        def form(fault: tuple[str, str] | None = None, status: int = 200, email: str = "") -> Response:
            fields = (field("email", "E-mail address", "email", email, "username")
                      + field("password", "Password", "password", complete="current-password"))
            if self.provider:
                fields = way_in(f"/account/outside?next={quote(onward)}", f"Sign in with {self.provider}") + fields
            return self._form(request, "Sign in", "No password yet, or forgotten it? An owner of this trainer can send you a link.",
                              f"/account/login?next={quote(onward)}", fields, "Sign in", fault, status)

        async def take(given: dict[str, str]) -> Response:
            try:
                signed = await asyncio.to_thread(self.accounts().sign_in, given.get("email", ""), given.get("password", ""),
                                                 _address(request))
            except NotAllowed as refused:
                return form((refused.message, refused.cure), 401, given.get("email", "")[:256])
            return self.signed_in(request, signed.token, onward)

        return await self._answer(request, form, take)

    async def logout(self, request: Request) -> Response:
        """A button, as a mere link from elsewhere must sign nobody out."""
        def form(fault: tuple[str, str] | None = None, status: int = 200) -> Response:
            return self._form(request, "Sign out", "Of this browser. Your talks are kept.", "/account/logout", "", "Sign out",
                              fault, status)

        async def take(_: dict[str, str]) -> Response:
            token = token_of(request.cookies)
            if token:
                await asyncio.to_thread(self.accounts().sign_out, token)
            answer = RedirectResponse("/account/login", 303, headers={"cache-control": "no-store", "clear-site-data": '"cache"'})
            self._cookie(request, answer, "", 0)
            return answer

        return await self._answer(request, form, take)

    async def link(self, request: Request) -> Response:
        """A one-use link: choose a password, and be in."""
        token = request.query_params.get("token", "")[:128]
        try:
            link = await asyncio.to_thread(self.accounts().invited, token)
        except NotFound as void:
            return self._form(request, "This link is no longer good", void.cure, "", '<p><a href="/account/login">Sign in</a></p>',
                              "", status=410)
        reset = link.purpose == "reset"

        def form(fault: tuple[str, str] | None = None, status: int = 200, name: str = link.name) -> Response:
            fields = hidden("email", link.email) + ("" if reset else field("name", "Your name", value=name, complete="name"))
            fields += field("password", "A password (ten characters or more)", "password", complete="new-password",
                            more='minlength="10" maxlength="256"')
            if self.provider and not reset:
                fields = way_in("/account/outside", f"Sign in with {self.provider}") + fields
            return self._form(request, "Choose a new password" if reset else "Welcome", f"For {link.email}.",
                              f"{request.url.path}?token={quote(token)}", fields, "Sign in" if reset else "Begin", fault, status)

        async def take(given: dict[str, str]) -> Response:
            signed = await asyncio.to_thread(self.accounts().accept, token, given.get("password", ""), given.get("name", ""))
            return self.signed_in(request, signed.token, "/")

        return await self._answer(request, form, take)

    async def setup(self, request: Request) -> Response:
        """The first owner: only from this very machine, only while there is none."""
        if await asyncio.to_thread(self.accounts().turned_on) or not _from_this_machine(request):
            return self._form(request, "Not here", "The first owner is set up on the machine that the trainer runs on: open it "
                              "there as http://localhost, or run “python -m trainer people add --owner”.", "", "", "", status=404)

        def form(fault: tuple[str, str] | None = None, status: int = 200, email: str = "", name: str = "") -> Response:
            fields = (field("name", "Your name", value=name, complete="name")
                      + field("email", "E-mail address (you sign in with it; nothing is sent to it)", "email", email, "username")
                      + field("password", "A password (ten characters or more)", "password", complete="new-password",
                              more='minlength="10" maxlength="256"')
                      + tick("adopt", "The talks held here so far are mine"))
            return self._form(request, "Use the trainer as a team", "You become its owner. From then on everybody signs in; you "
                              "invite them. Talks that you do not take over now stay unread; My account offers them to you later.",
                              "/account/setup", fields, "Turn accounts on", fault, status)

        async def take(given: dict[str, str]) -> Response:
            try:
                signed = await asyncio.to_thread(self.accounts().set_up_owner, given.get("email", ""), given.get("name", ""),
                                                 given.get("password", ""), given.get("adopt") == "yes")
            except TrainerError as wrong:
                return form((wrong.message, wrong.cure), 400, given.get("email", "")[:256], given.get("name", "")[:80])
            return self.signed_in(request, signed.token, "/")

        return await self._answer(request, form, take)

    # -- inside -----------------------------------------------------------------------------------------------------

    async def _answer(self, request: Request, form: Callable[..., Response],
                      take: Callable[[dict[str, str]], Awaitable[Response]]) -> Response:
        if request.method != "POST":
            return form()
        given = await sent(request)
        if given is None:
            return form(_ODD, 403)
        try:
            return await take(given)
        except TrainerError as wrong:
            return form((wrong.message, wrong.cure), 400)

    def _form(self, request: Request, *words: Any, **more: Any) -> Response:
        return shown(request, *words, secure=self._secure(request), **more)

    def signed_in(self, request: Request, token: str, onward: str) -> Response:
        """On to where they wanted, with the cookie of a fresh sign-in."""
        answer = RedirectResponse(onward, 303, headers={"cache-control": "no-store"})
        self._cookie(request, answer, token, LASTS_S)
        return answer

    def _cookie(self, request: Request, answer: Response, token: str, seconds: int) -> None:
        secure = self._secure(request)
        answer.set_cookie(SECURE_COOKIE if secure else COOKIE, token, max_age=seconds, httponly=True, samesite="lax",
                          secure=secure, path="/")

    def _secure(self, request: Request) -> bool:
        return self.https or request.url.scheme == "https"


def _address(request: Request) -> str:
    """Where somebody comes from, for the throttle; a proxy on this machine speaks for many, and is not counted."""
    host = request.client.host if request.client else ""
    return "" if _is_loopback(host) else host


def _from_this_machine(request: Request) -> bool:
    return (bool(request.client) and _is_loopback(request.client.host)
            and host_name(request.headers.get("host", "")) in LOOPBACK
            and not any(name in request.headers for name in _FORWARDED))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
