"""Every answer of the server tells the browser what it may not do: be framed, guess types, fetch from elsewhere."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# 'unsafe-inline' for styles: Streamlit writes its styles at run time. Scripts: its one inline script only, by hash is
# not possible across versions, so inline stays allowed for scripts too, but nothing from another host can load, and
# img-src keeps a text from leaving as the address of a picture. blob: is how Streamlit starts its own components.
POLICY = "; ".join((
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
))

HEADERS: dict[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}


class SecurityHeaders:
    """Pure ASGI: it must not buffer, or streamed answers would wait."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._extra = [(k.encode(), v.encode()) for k, v in HEADERS.items()]
        self._names = {k for k, _ in self._extra}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(k, v) for k, v in message.get("headers", []) if k.lower() not in self._names]
                message = {**message, "headers": kept + self._extra}
            await send(message)

        await self.app(scope, receive, with_headers)
