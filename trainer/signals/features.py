"""What can be counted in a reply: its cues, its shape, and how far it speaks of this client's own case."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from trainer.signals import cues
from trainer.signals.spans import Span, plain, sentences, words

# The small words that hold a sentence together; real sentences are full of them, strung keywords are not.
FUNCTION_WORDS = frozenset(
    "a an the i you he she it we they me him her us them my your his its our their mine yours this that these those who whom which what when where why how "
    "am is are was were be been being do does did have has had will would shall should can could may might must not no nor and or but if because as until while of at by "
    "for with about against between into through during before after above below to from up down in out on off over under again then once here there all any both each few more "
    "most other some such only own same so than too very just now i'm i've i'll i'd you're you've you'll you'd it's that's we're we've we'll we'd don't didn't can't won't isn't "
    "wasn't aren't doesn't haven't hasn't couldn't wouldn't let's there's what's they're ok yes yeah hi hello please sorry thanks u ur im ive ill dont cant its thats".split()
)
_COMMON = FUNCTION_WORDS | frozenset(
    "get got go going know think like one two want need say said see make made take come back time day today tomorrow thing things way well still even also really us week call "
    "thank good sure let right look give put ask tell told mr mrs ms dear work help people first last next new much many".split()
)


@dataclass(frozen=True)
class Observed:
    """Everything counted in one reply, the places of the cues included."""

    reply: str
    places: dict[str, tuple[Span, ...]]
    values: dict[str, float] = field(repr=False)

    def seen(self, name: str) -> bool:
        return bool(self.places[name])


def content(text: str) -> list[str]:
    """The words that carry the matter: neither function words nor the commonest verbs; endings cut, so that 'boxes' meets 'box'."""
    return [_stem(w) for w in words(text) if w not in _COMMON and (len(w) > 2 or w.isdigit())]


def _stem(word: str) -> str:
    for ending in ("ingly", "ings", "ing", "edly", "ed", "ies", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def function_share(text: str) -> float:
    """Share of function words; strung keywords stay under .15, real replies over .35."""
    found = words(text)
    return sum(w in FUNCTION_WORDS for w in found) / len(found) if found else 0.0


def longest_bare_run(text: str) -> int:
    """The longest stretch within a sentence of words none of which holds a sentence together."""
    longest = 0
    for part in re.split(r"[.!?;:\n(]", plain(text)):
        run = 0
        for word in words(part):
            run = 0 if word in FUNCTION_WORDS or word[0].isdigit() else run + 1
            longest = max(longest, run)
    return longest


def repeated_pairs(text: str) -> float:
    """Share of neighbouring word pairs that were there before."""
    found = words(text)
    pairs = list(zip(found, found[1:], strict=False))
    return 1 - len(set(pairs)) / len(pairs) if pairs else 0.0


def shared(text: str, other: str) -> float:
    """Share of the text's content words that the other text has too."""
    own = content(text)
    theirs = set(content(other))
    return sum(w in theirs for w in own) / len(own) if own else 0.0


def longest_copy(text: str, other: str) -> float:
    """Share of the text's words that stand in runs of six or more taken over from the other text."""
    own, theirs = words(text), words(other)
    n = 6
    runs = {tuple(theirs[i : i + n]) for i in range(len(theirs) - n + 1)}
    copied = [False] * len(own)
    for i in range(len(own) - n + 1):
        if tuple(own[i : i + n]) in runs:
            copied[i : i + n] = [True] * n
    return sum(copied) / len(own) if own else 0.0


def observe(reply: str, client: str, history: Sequence[tuple[str, str]] = (), situation: str = "") -> Observed:
    """Counts what is in the reply, read against what it answers."""
    text = plain(reply)
    places = cues.find_all(text)
    found = words(text)
    parts = [s.of(text) for s in sentences(text)] or [text]
    lengths = [len(words(p)) for p in parts]
    case = " ".join([client, situation, *[t for who, t in history if who == "client"]])
    said = " ".join(t for who, t in history if who == "trainee")
    own, theirs = Counter(content(text)), set(content(client))
    matter = sum(n for w, n in own.items() if w in theirs)
    second = [p for p, n in zip(parts, lengths, strict=True) if n and re.search(r"\byou", p, re.I)]
    values = {f"cue_{name}": math.log1p(len(spans)) for name, spans in places.items()}
    n = max(1, len(found))
    values |= {
        "length": math.log(n),
        "sentences": math.log(len(parts)),
        "longest_sentence": math.log1p(max(lengths, default=0)),
        "mean_sentence": math.log1p(n / len(parts)),
        "questions": math.log1p(text.count("?")),
        "ends_in_question": float(text.rstrip().endswith("?")),
        "exclamations": math.log1p(text.count("!")),
        "shouting": sum(w.isupper() and len(w) > 2 for w in text.split()) / n,
        "lower_case_start": float(text.lstrip()[:1].islower()),
        "commas": text.count(",") / n,
        "brackets": math.log1p(text.count("(")),
        "function_share": function_share(text),
        "variety": len(set(found)) / n,
        "long_words": sum(len(w) > 8 for w in found) / n,
        "echo": math.log1p(matter),
        "echo_share": matter / max(1, sum(own.values())),
        "echo_case": shared(text, case),
        "echo_numbers": math.log1p(len({w for w in found if w[0].isdigit()} & set(words(case)))),
        "echo_in_you": math.log1p(max((sum(w in theirs for w in content(p)) for p in second), default=0)),
        "new_numbers": math.log1p(len({w for w in found if w[0].isdigit()} - set(words(case)))),
        "repeats_self": shared(text, said) if said else 0.0,
        "client_length": math.log1p(len(words(client))),
        "client_heat": math.log1p(client.count("!") + client.count("?") + sum(w.isupper() and len(w) > 2 for w in client.split()) + len(cues.find("feeling", client))),
        "client_asks": float("?" in client),
        "turns": math.log1p(len(history)),
        "blame_meets_you": float(bool(places["blames_client"]) and not places["owns"]),
        "shift_meets_own": float(bool(places["shifts"]) and not places["owns"]),
        "own_then_but": float(bool(re.search(r"\b(?:sorry|fault|mistake|wrong|apolog\w+)\b[^.!?]{0,40}\bbut\b", text, re.I))),
        "commit_with_time": float(any(cues.find("commits", p) and cues.find("time", p) for p in parts)),
        "stock_alone": float(bool(places["stock_sympathy"]) and matter == 0),
        "uses_their_name": float(any(s.of(text).split()[-1] in case for s in places["name"]) or bool(re.match(r"(?:(?:hi|hello|dear|good \w+),? )?(?:mr|mrs|ms|miss|dr|madam|sir)\b", text, re.I))),
        "opens_with_limit": float(bool(cues.find("limit", parts[0]))),
        "apology_alone": float(bool(places["apology"]) and not places["feeling"] and not places["cost_retold"]),
    }
    return Observed(reply=reply, places=places, values=values)


def vector(observed: Observed) -> list[float]:
    """The values in a fixed order: the order of names()."""
    return [observed.values[name] for name in names()]


def names() -> tuple[str, ...]:
    """The order of the vector, found by observing an empty reply."""
    global _NAMES
    if not _NAMES:
        _NAMES = tuple(observe("", "").values)
    return _NAMES


_NAMES: tuple[str, ...] = ()
