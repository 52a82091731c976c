"""The plain forms of sign-in: no script, readable on any screen, safe from forms that other sites send."""

from __future__ import annotations

import hmac
import secrets
from html import escape
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

FORM_COOKIE = "trainer_form"
_MOST_BYTES = 8_192
_STYLE = """
:root{color-scheme:light dark;--paper:#FDFBF7;--ink:#0F1B19;--line:#D9D0C2;--deep:#0B6560;--bad:#A32A22;--soft:#55605E;--link:#0B5F5A}
@media(prefers-color-scheme:dark){:root{--paper:#161B1C;--ink:#ECE8E0;--line:#5A6667;--deep:#1D7D76;--bad:#FF9C92;--soft:#B4BDBB;--link:#8AD6CC}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 "Source Sans 3",system-ui,sans-serif}
main{max-width:26rem;margin:8vh auto;padding:0 1.25rem}h1{font:600 1.9rem/1.2 Georgia,serif;margin:0 0 .5rem}
p{margin:.5rem 0 1rem}label{display:block;margin:1rem 0 .25rem;font-weight:600}.soft{color:var(--soft)}
input[type=email],input[type=password],input[type=text]{width:100%;padding:.65rem .75rem;font:inherit;color:inherit;
background:transparent;border:1px solid var(--line);border-radius:.75rem}.tick{display:flex;gap:.6rem;font-weight:400}
.tick input{width:1.2rem;height:1.2rem;flex:none;margin-top:.2rem}
button{margin-top:1.5rem;width:100%;padding:.75rem;font:inherit;font-weight:600;color:#fff;background:var(--deep);border:0;
border-radius:.75rem;cursor:pointer}:focus-visible{outline:3px solid var(--deep);outline-offset:2px}
a{color:var(--link)}.way{display:block;padding:.75rem;text-align:center;font-weight:600;color:inherit;border:1px solid var(--line);border-radius:.75rem;
text-decoration:none}.way:hover{text-decoration:underline}.or{margin:1rem 0 0}
.bad{border-left:4px solid var(--bad);padding:.25rem .9rem;margin:1rem 0}.bad strong{color:var(--bad)}
"""


def field(name: str, label: str, kind: str = "text", value: str = "", complete: str = "off", more: str = "") -> str:
    """A labelled field; ``more`` is fixed text of ours."""
    return (f'<label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" type="{kind}" '
            f'value="{escape(value, quote=True)}" autocomplete="{complete}" required {more}>')


def hidden(name: str, value: str) -> str:
    """A value that goes along."""
    return f'<input type="hidden" name="{name}" value="{escape(value, quote=True)}">'


def tick(name: str, label: str) -> str:
    """A box to tick."""
    return f'<label class="tick" for="{name}"><input id="{name}" name="{name}" type="checkbox" value="yes"><span>{escape(label)}</span></label>'


def way_in(href: str, label: str) -> str:
    """Another way to sign in, above the fields; a link, as a form may not lead to another site."""
    return f'<a class="way" href="{escape(href, quote=True)}">{escape(label)}</a><p class="soft or">or with a password</p>'


def shown(request: Request, title: str, words: str, action: str, fields: str, button: str, fault: tuple[str, str] | None = None,
          status: int = 200, secure: bool = False) -> Response:
    """A form as a whole screen, with a token that only this browser has. ``action`` "" draws words without a form."""
    token = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(24)
    bad = (f'<div class="bad" role="alert"><strong>{escape(fault[0])}</strong> {escape(fault[1])}</div>' if fault else "")
    form = (f'<form method="post" action="{escape(action, quote=True)}">{hidden("form", token)}{fields}'
            f'<button type="submit">{escape(button)}</button></form>' if action else fields)
    # Under "no-referrer" a browser sends a form of ours with "Origin: null", as if it came from nowhere.
    page = ('<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
            'content="width=device-width,initial-scale=1"><meta name="referrer" content="same-origin">'
            f'<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>'
            f'<p class="soft">{escape(words)}</p>{bad}{form}</main></body></html>')
    answer = HTMLResponse(page, status_code=status, headers={"cache-control": "no-store"})
    answer.set_cookie(FORM_COOKIE, token, httponly=True, samesite="strict", secure=secure, path="/account")
    return answer


async def sent(request: Request) -> dict[str, str] | None:
    """The fields of a form of ours, or None: sent from another site, without our token, or too large."""
    if not _from_here(request):
        return None
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            return None
    fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))
    kept = request.cookies.get(FORM_COOKIE, "")
    if not kept or not hmac.compare_digest(kept.encode(), fields.get("form", "").encode()):
        return None
    return fields


def _from_here(request: Request) -> bool:
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()


def local(address: str) -> str:
    """A place inside this app to go on to; anything else becomes the first screen."""
    if not address.startswith("/") or address.startswith(("//", "/\\", "/account/")) or any(ord(c) < 33 for c in address):
        return "/"
    return address
