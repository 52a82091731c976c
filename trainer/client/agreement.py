"""What is being agreed: the step the trainee offers, who takes it, and by when, in the trainee's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.domain.acts import Act, Event
from trainer.domain.talk_state import Agreed
from trainer.signals import lexicon_acts as lex
from trainer.signals.wording import Sentence, plain, sentences

_HOUR = r"(?:\d{1,2}(?:[:.]\d{2})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight)(?:\s?(?:am|pm|o'clock))?"
_RANGE = re.compile(rf"\b(?:between|from)? ?{_HOUR} (?:and|to|till|until|-) {_HOUR}\b|\b{_HOUR} ?- ?{_HOUR}\b", re.I)
_GLUE = re.compile(r"[\s,]*(?:(?:at|on|by|and|between|from|the|morning|afternoon|evening|night|in|of|this)\b[\s,]*)*", re.I)
# word from the trainee, not a step that changes anything
_ONLY_WORD = re.compile(
    r"\b(?:call|ring|phone|text|e-?mail|write|update|message|let) (?:to )?you\b|\bhear from (?:me|us)\b|\b(?:speak|talk|get back|come back) to you\b|\bmy (?:e-?mail|letter|message)\b|"
    r"\bsend you (?:an? |the |your )?(?:quick )?(?:e-?mail|message|text|word|confirmation|update|note)\b", re.I)
_MIGHT = re.compile(r"\b(?:I|we) could\b(?!.*\b(?:I|we)(?:'ll| will| can)\b)", re.I)  # thought aloud; no step beside one that is agreed
_RECAP = re.compile(r"^[^:]{0,60}:\s*|^\W*(?:so|well|right|ok(?:ay)?),? ?(?:to (?:recap|sum up|be clear|confirm))?,?\s*", re.I)
_TAIL = re.compile(r"(?:[.:]\d{2})?(?: ?(?:am|pm|o'clock)\b| week\b)?", re.I)
_LEAD = re.compile(r"\b(?:next|this|this coming) $", re.I)


def proposal(events: Sequence[Event], reply: str, standing: Agreed | None) -> Agreed | None:
    """The step this reply puts on the table, None where it offers none; ``standing`` is the one agreed or offered before.
    Saying that one back is no new step, and a call about it does not take its place."""
    made = [e for e in events if e.act in (Act.PROMISES_CONCRETELY, Act.AGREES_CHECK_IN)]
    if not made or any(e.act in (Act.OVERPROMISES, Act.GIVES_AWAY) for e in events):
        return None
    parts = sentences(plain(reply))
    recap = [s for s in parts if lex.SUMMARY.search(s.text)]
    offers = [s for s in parts if s not in recap and not _asks_only(s) and lex.COMMIT.search(s.text) and time_of(_with_neighbour(parts, s))]
    if not offers and recap and standing is not None:
        return None
    offers = offers or [s for s in recap if time_of(s.text)] or [s for s in parts if s.text.strip()[:60] == made[0].words.strip()[:60]] or parts[:1]
    deeds = [s for s in offers if _deed(s.text) and not (standing is not None and _MIGHT.search(s.text))]
    if standing is not None and not deeds and _deed(standing.step):
        return None
    chosen = (deeds or offers)[-1]
    return Agreed(step=(_RECAP.sub("", chosen.text) if chosen in recap else chosen.text)[:200], owner=_owner(chosen.text), date=(time_of(_with_neighbour(parts, chosen)) or time_of(plain(reply)))[:80])


def time_of(text: str) -> str:
    """The times a sentence names, as it names them: "tomorrow between 2 and 4", "Tuesday at 10 pm"."""
    spans = sorted((_lead(text, m.start()), _TAIL.match(text, m.end()).end()) for pattern in (lex.TIME, _RANGE) for m in pattern.finditer(text))
    merged: list[list[int]] = []
    for start, end in spans:
        if merged and _GLUE.fullmatch(text[min(merged[-1][1], start):start]):
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    found = (re.sub(r"^(?:by|at|on|for) ", "", text[a:b].strip(" ,.;"), flags=re.I) for a, b in merged)
    return "; ".join(dict.fromkeys(found))


def _lead(text: str, start: int) -> int:
    m = _LEAD.search(text[:start])
    return m.start() if m else start


def _with_neighbour(parts: Sequence[Sentence], s: Sentence) -> str:
    """The sentence, and where it names no time, the one before or after it that is nothing but one: "Tomorrow, 2 to 4."."""
    if lex.TIME.search(s.text) or _RANGE.search(s.text):
        return s.text
    i = parts.index(s)
    near = [p.text for p in (*parts[i + 1: i + 2], *parts[max(0, i - 1): i]) if not lex.COMMIT.search(p.text) and len(p.text) < 60]
    return next((x for x in near if lex.TIME.search(x) or _RANGE.search(x)), s.text)


def _deed(step: str) -> bool:
    """Whether any part of it is more than word to come."""
    return not _ONLY_WORD.search(step) or any(lex.COMMIT.search(c) and not _ONLY_WORD.search(c) for c in re.split(r",? and |[;:] ", step))


def _asks_only(s: Sentence) -> bool:
    return s.asks() and not lex.COMMIT.search(s.text)


def _owner(step: str) -> str:
    named = re.search(r"\b((?:Dr |Ms |Mr |Mrs )?[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?)(?:,? from [\w ]+?| the [\w ]+?|, [^,.;]{3,40},)? (?:will|is \w+ing|comes|brings|rings|calls|measures|fills|starts)\b", step)
    if named and named.group(1) not in _NO_NAMES:
        return named.group(1)
    other = re.search(r"\bmy (?:manager|supervisor|team lead|boss|colleague)\b|\b(?:the|our|an?|two) (?:[\w-]+ )?(?:engineer|technician|driver|courier|fitter|crew|crews|nurse|vet|carver|team)s?\b(?= (?:will|'ll|comes?|is|are|goes|arrives?|brings?))", step, re.I)
    if other:
        return other.group(0)
    return "I" if re.search(r"\b(?:I|I'll|I've|let me|me|my)\b", step) else "we"


_NO_NAMES = frozenset(("That", "This", "They", "You", "She", "There", "What", "Who", "The", "Our", "Somebody", "Someone", "Nobody", "Everything", "Monday", "Tuesday", "Wednesday",
                       "Thursday", "Friday", "Saturday", "Sunday", "Tomorrow", "Tonight", "Today", "One", "Two", "Then", "And", "But"))
