"""Whether the trainer is well, for whoever watches over it: answers only when the parts are laid out."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def health_route(ready: Callable[[], bool]) -> Route:
    """``/healthz``: 200 when ready, 503 while starting. It says nothing else."""

    async def healthz(_: Request) -> JSONResponse:
        return JSONResponse({"ok": True}) if ready() else JSONResponse({"ok": False}, status_code=503)

    return Route("/healthz", healthz, methods=["GET"])
