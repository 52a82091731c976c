"""Checks that quoted words were really said: as they stand, after repair of spacing and quotes, or not at all."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Literal

from trainer.domain.rating import Quote, QuoteStatus

_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "."})
_SHORTEST = 3
_SLIGHT = frozenset("a an the and for to of that is was so just really very it this in on at with".split())


def match(words: str, text: str, who: Literal["trainee", "client"]) -> Quote:
    """The quote with its place in the text. Unverified where the words are not there; then it supports nothing.

    Repair is for what models do to quotes without meaning to: case, spacing, quotation marks, a left-out end mark, an
    ellipsis, one slip in a long quote. A few invented words are no slip.
    """
    asked = words.strip().strip("\"'“”‘’«»").strip()
    if len(asked) >= _SHORTEST and (at := text.find(asked)) >= 0 and _whole(text, at, at + len(asked)):
        return Quote(text=asked, who=who, start=at, end=at + len(asked))
    place = _loose(asked, text) or _around_dots(asked, text) or _one_slip(asked, text)
    if place:
        return Quote(text=text[place[0]:place[1]], who=who, start=place[0], end=place[1], status=QuoteStatus.REPAIRED)
    return Quote(text=words.strip()[:300], who=who, status=QuoteStatus.UNVERIFIED)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Letters and digits only, lower case, with the place of each in the text."""
    out, places = [], []
    for i, c in enumerate(text):
        for d in unicodedata.normalize("NFKC", c.translate(_ALIKE)).casefold():
            if d.isalnum():
                out.append(d)
                places.append(i)
    return "".join(out), places


def _loose(asked: str, text: str) -> tuple[int, int] | None:
    want, _ = _squeezed(asked)
    have, places = _squeezed(text)
    if len(want) < _SHORTEST:
        return None
    start = 0
    while (at := have.find(want, start)) >= 0:
        first, last = places[at], places[at + len(want) - 1]
        if _whole(text, first, last + 1):
            return first, last + 1
        start = at + 1
    return None


def _whole(text: str, start: int, end: int) -> bool:
    """Whole words only: "now" is not a quote of "know"."""
    return not (start and text[start - 1].isalnum() and text[start].isalnum()) and not (
        end < len(text) and text[end].isalnum() and text[end - 1].isalnum())


def _around_dots(asked: str, text: str) -> tuple[int, int] | None:
    """"We should have … on Tuesday": each part there, in order."""
    parts = [p.strip() for p in re.split(r"\.{3}|…|\[\.\.\.\]", asked) if p.strip()]
    if len(parts) < 2 or any(len(_squeezed(p)[0]) < 6 for p in parts):
        return None
    found: list[tuple[int, int]] = []
    start = 0
    for part in parts:
        place = _loose(part, text[start:])
        if place is None:
            return None
        found.append((place[0] + start, place[1] + start))
        start = found[-1][1]
    return found[0][0], found[-1][1]


def _one_slip(asked: str, text: str) -> tuple[int, int] | None:
    """A long quote with one slight word wrong, left out or put in; a number, a name or a "not" is no slip."""
    want = re.findall(r"[^\W_]+", asked.casefold())
    if len(want) < 6:
        return None
    words = [(m.group(0).casefold(), m.start(), m.end()) for m in re.finditer(r"[^\W_]+", text)]
    for size in (len(want), len(want) - 1, len(want) + 1):
        for i in range(len(words) - size + 1):
            window = [w for w, _, _ in words[i:i + size]]
            same = sum(b.size for b in SequenceMatcher(None, want, window, autojunk=False).get_matching_blocks())
            if same >= len(want) - 1 and set(want) ^ set(window) <= _SLIGHT:
                return words[i][1], words[i + size - 1][2]
    return None
