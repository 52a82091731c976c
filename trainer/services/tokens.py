"""Secrets that nobody guesses, and the hashes under which they are known; addresses and names as people type them."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata

from trainer.domain.errors import InvalidReply

_EMAIL = re.compile(r"[^@\s,;<>\"'()\x00-\x1f\x7f]{1,64}@[^@\s,;<>\"'()\x00-\x1f\x7f]{1,180}")


def new_token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """sha256: the token has 256 random bits, so nothing slower is needed."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def new_pseudonym() -> str:
    """Under which name reviewers read somebody."""
    return f"Trainee {secrets.token_hex(3).upper()}"


def typed(login: str) -> str:
    """What somebody typed as their address, in a form that every database takes."""
    return login.encode("utf-8", "replace").decode().replace("\x00", "?").strip().lower()[:256]


def clean_email(email: str) -> str:
    """An address in lower case, or InvalidReply."""
    email = unicodedata.normalize("NFKC", typed(email))
    if not _EMAIL.fullmatch(email):
        raise InvalidReply("That is not an e-mail address.", "Write it as name@example.org.")
    return email


def clean_name(name: str) -> str:
    """A name of one line, or InvalidReply."""
    name = " ".join("".join(c for c in name if unicodedata.category(c)[0] != "C" or c.isspace()).split())
    if not name:
        raise InvalidReply("A name is needed.", "Write how you are called.")
    if len(name) > 80:
        raise InvalidReply("A name has at most 80 characters.")
    return name
