"""Checks the follow-up note a trainee writes to the client: the step, who does it, by when, and its tone."""

from __future__ import annotations

import re

from trainer.domain.acts import Act
from trainer.domain.talk_state import Agreed
from trainer.domain.values import Value
from trainer.signals.acts import find_acts
from trainer.signals.lexicon_acts import TIME
from trainer.signals.wording import content_stems, plain

_BAD_TONE = {
    Act.INSULTS: "sounds like an insult",
    Act.BLAMES: "puts the blame on somebody",
    Act.DISMISSES: "makes the matter small",
    Act.EXCUSES: "sounds like an excuse",
    Act.GROVELS: "apologises too much",
    Act.OVERPROMISES: "promises more than can be kept",
    Act.STOCK_PHRASE: "is a stock phrase",
}
_FIRST = re.compile(r"\b(?:I|I'll|I'm|I've|we|we'll|we're|we've|my|our)\b", re.I)
_SECOND = re.compile(r"\byou(?:'ll|r)?\b", re.I)
_OWNERS = {"i": _FIRST, "me": _FIRST, "we": _FIRST, "us": _FIRST, "you": _SECOND, "client": _SECOND}


class NoteCheck(Value):
    """One thing looked for: ``step``, ``owner``, ``date`` or ``tone``; whether it is fine, and what to do."""

    what: str
    ok: bool
    says: str


def check_note(note: str, agreed: Agreed | None) -> tuple[NoteCheck, ...]:
    """The four checks, against what was agreed in the talk, or on the note's own where nothing was."""
    text = plain(note).strip()
    if not text:
        return ()
    return (_step(text, agreed), _owner(text, agreed), _date(text, agreed), _tone(text))


def _step(text: str, agreed: Agreed | None) -> NoteCheck:
    if agreed is None:
        acts = {f.act for f in find_acts(text)}
        ok = bool(acts & {Act.PROMISES_CONCRETELY, Act.PROPOSES_STEP, Act.AGREES_CHECK_IN})
        return NoteCheck(what="step", ok=ok, says="Names a next step." if ok else
                         "Nothing was agreed in the talk. Say what you will do next all the same.")
    wanted = content_stems(agreed.step)
    shared = wanted & content_stems(text)
    ok = bool(wanted) and (len(shared) >= 2 or len(shared) / len(wanted) >= 0.34)
    return NoteCheck(what="step", ok=ok, says="Names what was agreed." if ok else
                     f"What was agreed is missing: “{agreed.step}”.")


def _owner(text: str, agreed: Agreed | None) -> NoteCheck:
    owner = agreed.owner.strip() if agreed else ""
    pattern = _OWNERS.get(owner.lower(), re.compile(rf"\b{re.escape(owner)}\b", re.I) if owner else _FIRST)
    ok = pattern.search(text) is not None
    who = {"i": "you", "me": "you", "we": "you or your team", "us": "you or your team"}.get(owner.lower(), owner)
    return NoteCheck(what="owner", ok=ok, says="Says who does it." if ok else
                     f"Say who does it{f': {who}' if who else ''}.")


def _date(text: str, agreed: Agreed | None) -> NoteCheck:
    found = TIME.search(text)
    if found is None:
        return NoteCheck(what="date", ok=False, says="No day or time in it." +
                         (f" Agreed was: {agreed.date}." if agreed and agreed.date else ""))
    if agreed and agreed.date:
        wanted = set(re.findall(r"[a-z]{3,}|\d+", plain(agreed.date).lower())) - {"the", "and", "end"}
        if wanted and not wanted & set(re.findall(r"[a-z]{3,}|\d+", text.lower())):
            return NoteCheck(what="date", ok=False, says=f"The note says “{found.group(0).strip()}”, agreed was "
                                                         f"“{agreed.date}”.")
    return NoteCheck(what="date", ok=True, says="Says by when.")


def _tone(text: str) -> NoteCheck:
    for found in find_acts(text):
        if found.act in _BAD_TONE:
            return NoteCheck(what="tone", ok=False, says=f"“{found.words}” {_BAD_TONE[found.act]}.")
    return NoteCheck(what="tone", ok=True, says="Nothing in the tone that would stir things up.")
