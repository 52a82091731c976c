"""Sentences, words and stems of a short English text, with their places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u00a0": " "})
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]*)*[.!?]*", re.S)
_WORD = re.compile(r"[A-Za-z0-9£$€%]+(?:['-][A-Za-z0-9]+)*")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|e\.g|i\.e|a\.m|p\.m|approx|no)\.$", re.I)

STOP = frozenset("""a an and are as at be been being but by can cannot could did do does doing done for from get got had has have
having he her here him his how i i'd i'll i'm i've if in into is isn't it it's its just let let's like me more most my no not now of off on one or our out
over really right said say she should so some such than that that's the their them then there they this those through to too up us very was
we we'd we'll we're we've well were what what's when where which while who why will with would you you'd you'll you're you've your
about after again all also am any because before both don't didn't won't can't down each every few going go good know make much need only other
own same see still take tell thing things think time want way went yes yeah please sorry thank thanks ok okay understand help sure back even ever come
something anything nothing everything someone anyone people day today tomorrow never always
""".split())


_BEGINS_ASKING = re.compile(
    r"\W*(?:and |so |but |ok |okay )*(?:(?:what|how|when|where|which|who|why)(?: \w+){0,2}? (?:is|are|was|were|do|does|did|would|will|can|could|has|have|had|should)(?: (?:you|your|the|it|that|this|we|i|they|he|she|there|a)\b)"
    r"|(?:why|where|when|who|how) (?:is|are|was|were|does|did|would|will)\b"
    r"|(?:do|did|can|could|would|have|are) (?:you|u) (?:have|know|need|want|tell|remember|think|mean|prefer|still|already)\b)(?!.*\.$)", re.I)


@dataclass(frozen=True)
class Sentence:
    """A sentence and where it stands in the text (character offsets)."""

    text: str
    start: int
    end: int

    def asks(self) -> bool:
        """Ends in a question mark, or begins as only a question does (people who type fast leave the mark out)."""
        return self.text.rstrip().endswith("?") or _BEGINS_ASKING.match(self.text) is not None


def plain(text: str) -> str:
    """Curly quotes, dashes and hard spaces made plain, one character for one, so that offsets stay true."""
    return text.translate(_PLAIN)


def sentences(text: str) -> list[Sentence]:
    """Sentences of ``plain`` text with offsets; times such as 4.30 and common abbreviations are not cut."""
    found: list[Sentence] = []
    carry: int | None = None
    for m in _SENTENCE.finditer(text):
        start = m.start() if carry is None else carry
        piece = text[start:m.end()]
        if _ABBREVIATION.search(piece.rstrip()):
            carry = start
            continue
        carry = None
        body = piece.strip()
        if re.search(r"\w", body):
            lead = len(piece) - len(piece.lstrip())
            found.append(Sentence(body, start + lead, start + lead + len(body)))
    if carry is not None and text[carry:].strip():
        found.append(Sentence(text[carry:].strip(), carry, len(text)))
    return found


def words(text: str) -> list[str]:
    """Lower-case words."""
    return [w.lower() for w in _WORD.findall(plain(text))]


def stem(word: str) -> str:
    """A crude English stem, enough to match delivery/delivered/deliver."""
    w = word.lower().removesuffix("'s")
    for end in ("ingly", "edly", "ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ery", "ers", "er", "ed", "es", "ly", "s", "y", "e"):
        if w.endswith(end) and len(w) - len(end) >= 3:
            w = w[: -len(end)]
            break
    return w[:-1] if len(w) > 3 and w[-1] == w[-2] and w[-1] not in "ls" else w


def content_stems(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(stem(w) for w in words(text) if w not in STOP and (len(w) > 2 or w.isdigit()))


def similarity(a: str, b: str) -> float:
    """Share of word pairs two texts have in common (Dice over bigrams, single words for very short texts), 0–1."""
    wa, wb = words(a), words(b)
    if min(len(wa), len(wb)) < 3:
        return 1.0 if wa and wa == wb else 0.0
    pa, pb = set(zip(wa, wa[1:])), set(zip(wb, wb[1:]))
    return 2 * len(pa & pb) / (len(pa) + len(pb))
