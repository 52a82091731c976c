"""Where in a text its sentences, words and cues stand, so that every finding can be quoted exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,:]\d+)*")
# A full stop ends a sentence only before a space and something that can begin one; "Dr. Lane" and "2.80" stay whole.
_END = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)[.!?…]+[\"')\]]*(?=\s|$)|[。！？]+|\n+")


@dataclass(frozen=True)
class Span:
    """A stretch of a text: from ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def plain(text: str) -> str:
    """The text with curly marks made straight, character for character, so that offsets still fit the original."""
    return text.translate(_ALIKE)


def words(text: str) -> list[str]:
    """Words and numbers in lower case, in order."""
    return [m.group(0).lower() for m in _WORD.finditer(plain(text))]


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text without the white space around them."""
    found, start = [], 0
    for end in [m.end() for m in _END.finditer(text)] + [len(text)]:
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if right > left and any(c.isalnum() for c in piece):
            found.append(Span(start + left, start + right))
        elif found and right > left:
            found[-1] = Span(found[-1].start, start + right)  # trailing marks belong to the sentence before
        start = end
    return tuple(found)


def clause(text: str, span: Span, most: int = 160) -> Span:
    """The sentence around a cue, cut at commas and dashes when the sentence is too long to quote."""
    for whole in sentences(text):
        if whole.start <= span.start < whole.end:
            break
    else:
        return span
    if whole.end - whole.start <= most:
        return whole
    cuts = [whole.start, *[m.end() for m in re.finditer(r"[,;:]\s|\s-\s|\s(?=and |but |so )", whole.of(text))], whole.end]
    marks = [whole.start] + [whole.start + c if i else c for i, c in enumerate(cuts)][1:-1] + [whole.end]
    left = max((m for m in marks if m <= span.start), default=whole.start)
    right = min((m for m in marks if m >= span.end), default=whole.end)
    if right - left > most:
        left, right = max(left, span.start - most // 2), min(right, span.end + most // 2)
        while left > whole.start and text[left - 1].isalnum() and text[left : left + 1].isalnum():
            left -= 1
        while right < whole.end and text[right - 1].isalnum() and text[right : right + 1].isalnum():
            right += 1
    piece = text[left:right]
    left += len(piece) - len(piece.lstrip(" ,;:-"))
    right -= len(piece) - len(piece.rstrip(" ,;:-"))
    return Span(left, max(right, left + 1))
