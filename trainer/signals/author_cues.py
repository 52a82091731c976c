"""Cues of a scenario file: how an author says by which words a topic, a stake or a concern is touched.

A cue is a word or a phrase, matched case-insensitively on word boundaries; ``*`` at the end of a word stands for any
ending (``deliver*``); ``a + b`` needs both in the same sentence; ``had to ring|call`` are two words for one place, and
``in the dark | without a word`` (spaces around the bar) two whole wordings.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trainer.signals.wording import Sentence, plain, sentences


@lru_cache(maxsize=8192)
def _compile(cue: str) -> tuple[re.Pattern[str], ...]:
    parts = []
    for part in plain(cue).split("+"):
        wordings = []
        for wording in re.split(r"\s\|\s", part):
            tokens = [_token(t) for t in wording.split()]
            if tokens:
                left = r"(?<!\w)" if wording.strip()[0].isalnum() else ""
                right = r"(?!\w)" if wording.strip()[-1].isalnum() else ""
                wordings.append(left + r"\s+".join(tokens) + right)
        if wordings:
            parts.append(re.compile("|".join(wordings), re.I))
    return tuple(parts)


def _token(token: str) -> str:
    choices = [re.escape(t[:-1]) + r"[\w'-]*" if t.endswith("*") else re.sub(r"(?<=n)'(?=t$)|(?<=[ta])'(?=s$)", "'?", re.escape(t)) for t in token.split("|") if t]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


def cue_in(cue: str, text: str) -> re.Match[str] | None:
    """The first match of the cue in one sentence of ``plain`` text, None where any part is missing."""
    first = None
    for pattern in _compile(cue):
        m = pattern.search(text)
        if m is None:
            return None
        first = first or m
    return first


def touched(cues: tuple[str, ...], text: str) -> Sentence | None:
    """The first sentence that any cue touches."""
    for s in sentences(plain(text)):
        if any(cue_in(c, s.text) for c in cues):
            return s
    return None


def cue_fault(cue: str) -> str:
    """What is wrong with a cue, empty when nothing is."""
    if not _compile(cue):
        return "the cue holds no word"
    if any(not part.strip() for part in cue.split("+")):
        return "an empty part beside '+'"
    if any(len(w.strip().rstrip("*|")) < 2 for part in cue.split("+") for w in re.split(r"\s\|\s", part)):
        return "a wording of one letter matches nearly everything"
    return ""
