"""A reply as it may be said: cleaned of what no database or screen can hold, neither blank nor endless."""

from __future__ import annotations

import re

from trainer.domain.errors import Conflict, InvalidReply, TalkOver

MOST = 4000
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Direction marks can turn the order of the letters on the screen around; a reply has no need of them.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """The reply, or InvalidReply with the reason."""
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    text = _OVERRIDES.sub("", _CONTROLS.sub("", text)).strip()
    if not text:
        raise InvalidReply("There is nothing in this reply.", "Write what you would say to the client.")
    if len(text) > MOST:
        raise InvalidReply(f"This reply has {len(text):,} characters; a client listens to {MOST:,} at the most.",
                           "Say the most important part first.")
    return text


def may_say(over: bool, last_who: str, last_n: int, after_n: int) -> None:
    """Raises the reason why nothing can be said now, where there is one."""
    if over:
        raise TalkOver("The talk has ended; nothing more can be said in it.", "Try a moment again, or start anew.")
    if last_who != "client":
        raise Conflict("The client has not answered yet.", "Wait for the line, then reply.")
    if last_n != after_n:
        raise Conflict("The talk has gone on in another tab or window.",
                       "Read on from there; your text has not been sent.")
