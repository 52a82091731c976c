"""Finds what a reply does, by its wording alone: acts with the words that show them; knows no scenario and rates nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trainer.domain.acts import Act
from trainer.signals import lexicon_acts as lex
from trainer.signals.heard import Heard
from trainer.signals.legible import is_gibberish, other_language
from trainer.signals.wording import Sentence, plain, sentences, words

MAX_WORDS = 160  # characters of a quoted piece
SHORT = 58       # characters that a client would throw back


@dataclass(frozen=True)
class Found:
    """An act, the verbatim words that show it, the sentence it stands in, and whether no listed wording shows it."""

    act: Act
    words: str
    sentence: Sentence
    by_ear: bool = False


def find_acts(reply: str, hear: Callable[[str], Sequence[Heard]] = lambda reply: ()) -> list[Found]:
    """All acts a reply shows by its own wording, in the order of its sentences. Never raises; an empty reply does nothing.

    ``hear`` adds what no listed wording says; it is asked only about replies that can be read. Acts that need the scenario or the talk (topics, concerns, red lines, repetition, passing over) are the appraiser's.
    """
    text = plain(reply)
    parts = sentences(text)
    if not parts:
        return []
    whole = Sentence(text.strip(), 0, len(text))
    if _INTERJECTION.fullmatch(text):
        return [Found(Act.TOO_LITTLE, _clip(text), whole)]
    if is_gibberish(text):
        return [Found(Act.GIBBERISH, _clip(text), whole)]
    if other_language(text):
        return [Found(Act.OTHER_LANGUAGE, _clip(text), whole)]
    found: list[Found] = []
    timed = any(_commits(s.text) and lex.TIME.search(s.text) for s in parts)
    for s in parts:
        found += _of_sentence(s, timed)
    if len(words(text)) >= 4:
        found += _heard(hear(reply), found, parts)
    found = _settle(found, whole)
    if len(words(text)) < 4 and not any(f.act in _ENOUGH for f in found):
        found = [f for f in found if f.act in _BAD] or [Found(Act.TOO_LITTLE, _clip(text), whole)]
    return found


_INTERJECTION = re.compile(r"\W*(?:h+m+|m{2,}|uh+|um+|erm?|a+h+|o+h+|pf+t?|hu?h)(?:\W+(?:h+m+|m{2,}|uh+|um+))*\W*", re.I)
_PAST = re.compile(r"\b(?:since|ago|yesterday|last \w+|you(?:'ve| have| were|'d| had)|was|were|been)\b", re.I)
_CHECKS = re.compile(r"\b(?:missing|missed|right|correct|got (?:that|it|this)|anything else|suit|work|useful|clear|okay|ok)\b[^?]*\?", re.I)
_WANTS_TO_KNOW = re.compile(r"\b(?:see (?:it|this|things)|worr\w+|happen\w*|need\w*|matters?|most|behind|know|mean\w*|important|history|before|tell me|goal|hope|want)\b", re.I)
_BAD = {Act.INSULTS, Act.BLAMES, Act.DISMISSES, Act.EXCUSES, Act.OFF_ROLE, Act.REFUSES}
_ENOUGH = _BAD | {Act.ASKS_OPEN, Act.PROMISES_CONCRETELY, Act.OWNS, Act.WARNS, Act.CLOSES}
_REASONS_AGAINST = {Act.BLAMES, Act.DISMISSES, Act.INSULTS}


def _of_sentence(s: Sentence, timed: bool) -> list[Found]:
    t = s.text
    out: list[Found] = []

    def add(act: Act, m: re.Match[str] | None = None) -> None:
        out.append(Found(act, _clip(_clause(t, m) if m else t), s))

    def match(act: Act, pattern: re.Pattern[str], whole: bool = True) -> bool:
        m = pattern.search(t)
        if m:
            add(act, None if whole else m)
        return m is not None

    match(Act.INSULTS, lex.INSULT, whole=False)
    match(Act.OFF_ROLE, lex.OFF_ROLE, whole=False)
    if not match(Act.DISMISSES, lex.DISMISS, whole=False):
        match(Act.DISMISSES, lex.THREAT, whole=False)
    blamed = match(Act.BLAMES, lex.BLAME, whole=False)
    owned = bool(lex.OWN.search(t)) and not lex.EXCUSE.search(t) and not blamed
    if owned:
        add(Act.OWNS)
    elif lex.EXCUSE.search(t):
        add(Act.EXCUSES, lex.EXCUSE.search(t))
    match(Act.GROVELS, lex.GROVEL)
    if lex.SORRY.search(t) and not re.search(r"\b(?:not|aren't|isn't|never)\s+(?:\w+\s+)?sorry\b", t, re.I):
        add(Act.APOLOGISES)
    match(Act.VALIDATES, lex.VALIDATE)
    match(Act.STOCK_PHRASE, lex.STOCK, whole=False)
    if lex.FEELING.search(t) and _about_them(t) and not s.asks():
        add(Act.NAMES_FEELING)
    match(Act.THANKS, lex.THANK)
    match(Act.CONCEDES, lex.CONCEDE)
    match(Act.SUMMARISES, lex.SUMMARY)
    match(Act.WARNS, lex.WARN)
    if not re.search(r"\b(?:if|unless|otherwise)\b", t, re.I):
        match(Act.PARTS_WAYS, lex.PART)
    over = lex.OVERPROMISE.search(t)
    if over and not re.search(r"\b(?:can'?t|cannot|won'?t|not|never going to|couldn'?t) (?:honestly )?(?:promise|guarantee|swear)", t, re.I):
        add(Act.OVERPROMISES, over)
    _steps(s, add, timed, bool(over))
    _questions(s, add)
    match(Act.CLOSES, lex.CLOSE)
    return out


# what is already seen in other words makes a heard act superfluous, or speaks against it
_SPOKEN_AGAINST: dict[Act, frozenset[Act]] = {
    Act.PROMISES_CONCRETELY: frozenset({Act.OVERPROMISES, Act.REFUSES}),
    Act.NAMES_FEELING: frozenset({Act.DISMISSES, Act.INSULTS}),
    Act.OWNS: frozenset({Act.BLAMES, Act.INSULTS, Act.GROVELS}),
    Act.EXCUSES: frozenset({Act.OWNS}),
    Act.STOCK_PHRASE: frozenset({Act.NAMES_FEELING, Act.OWNS}),
}


_HURTS = frozenset({Act.BLAMES, Act.EXCUSES, Act.DISMISSES, Act.STOCK_PHRASE, Act.PROMISES_VAGUELY, Act.REFUSES})
_KIND = frozenset({Act.ASKS_OPEN, Act.NAMES_FEELING, Act.OWNS, Act.THANKS, Act.SUMMARISES, Act.INVITES_VIEW, Act.VALIDATES, Act.PROMISES_CONCRETELY, Act.AGREES_CHECK_IN})


def _heard(more: Sequence[Heard], found: list[Found], parts: list[Sentence]) -> list[Found]:
    seen = {f.act for f in found}
    heard = {h.act for h in more}
    out = []
    for h in more:
        against = _SPOKEN_AGAINST.get(h.act, frozenset())
        if h.act in seen and h.act is not Act.NAMES_FEELING or against & (seen | heard):
            continue
        sentence = next((s for s in parts if s.text == h.words), parts[0])
        if _misheard(h.act, sentence, parts) or (h.act in _HURTS and (sentence.asks() or seen & (_KIND | _HURTS))):
            continue  # to be wronged by a wrong ear is worse than to be spared by a deaf one; one hurt is not two
        out.append(Found(h.act, _clip(h.words), sentence, by_ear=True))
    return out


def _misheard(act: Act, best: Sentence, parts: list[Sentence]) -> bool:
    """Where the ear goes wrong: a plan or a summary taken for sympathy, "is anything missing?" for an open question."""
    if act is Act.ASKS_OPEN:
        return not any(s.asks() and not lex.INVITE.search(s.text) and not lex.SUMMARY.search(s.text) and not _CHECKS.search(s.text) for s in parts)
    if act is Act.PROMISES_CONCRETELY:  # "why by Saturday?", "it has been seven weeks"
        return not any((lex.TIME.search(s.text) or re.search(r"\d", s.text)) and not s.asks() for s in parts)
    if act in (Act.NAMES_FEELING, Act.OWNS, Act.VALIDATES):
        return best.asks() or bool(_commits(best.text) or lex.SUMMARY.search(best.text))
    return False


def _steps(s: Sentence, add, timed: bool, over: bool) -> None:
    t = s.text
    escalating = timed or re.search(r"escalat|bring(?:ing)? in|put (?:you|this) (?:through|on)|hand(?:ing)? (?:you|this|it)", t, re.I)
    time = lex.TIME.search(t)
    commits = _commits(t)
    vague = lex.VAGUE.search(t)
    if commits and time and not over:
        add(Act.PROMISES_CONCRETELY)
        if lex.CHECK_IN_VERB.search(t):
            add(Act.AGREES_CHECK_IN)
    elif vague and not timed and not over and not s.asks():
        add(Act.PROMISES_VAGUELY, vague)
    elif commits and not over:
        add(Act.PROPOSES_STEP)
    elif time and lex.SUMMARY.search(t) and not _PAST.search(t):
        add(Act.PROMISES_CONCRETELY)
    elif time and lex.CHECK_IN_VERB.search(t) and lex.INVITE.search(t):
        add(Act.AGREES_CHECK_IN)
    if lex.ESCALATE.search(t) and (commits or escalating):
        add(Act.ESCALATES)
    if lex.OPTIONS.search(t):
        add(Act.OFFERS_OPTIONS)
    if lex.BOUNDARY.search(t):
        add(Act.SETS_BOUNDARY)
    m = lex.REFUSE.search(t)
    if m:
        add(Act.REFUSES, m)


def _questions(s: Sentence, add) -> None:
    t = s.text
    if lex.INVITE.search(t) and s.asks():
        add(Act.INVITES_VIEW)
    opener = lex.OPEN.search(t)
    asking = s.asks() or re.match(r"\s*(?:and |please |so |can you |could you |first,? )*(?:tell|walk|talk|take|help) me\b", t, re.I)
    only_choosing = lex.INVITE.search(t) and not _WANTS_TO_KNOW.search(t)
    if opener and asking and not only_choosing and not lex.POINTLESS_QUESTION.search(t) and not lex.BLAME.search(t) and len(words(t)) > 2:
        add(Act.ASKS_OPEN)


def _settle(found: list[Found], whole: Sentence) -> list[Found]:
    """Rules between acts: a refusal with an alternative is a boundary; a boundary without one is a refusal; a stock
    phrase takes the feeling it names back; blame in the same reply leaves no open question."""
    acts = {f.act for f in found}
    alternative = acts & {Act.OFFERS_OPTIONS, Act.PROMISES_CONCRETELY, Act.PROPOSES_STEP, Act.AGREES_CHECK_IN, Act.PARTS_WAYS}
    drop: set[Act] = set()
    if Act.REFUSES in acts and (alternative or lex.ALTERNATIVE.search(whole.text)):
        drop.add(Act.REFUSES)
    if Act.SETS_BOUNDARY in acts and not alternative and not lex.ALTERNATIVE.search(whole.text) and not acts & {Act.ASKS_OPEN, Act.INVITES_VIEW, Act.WARNS}:
        calm = re.search(r"\b(?:please|stop|swear|shout|respect|insult)", whole.text, re.I)
        if not calm:
            drop.add(Act.SETS_BOUNDARY)
    if Act.SETS_BOUNDARY in acts and Act.REFUSES in acts and Act.SETS_BOUNDARY not in drop:
        drop.add(Act.REFUSES)
    if acts & {Act.PARTS_WAYS, Act.SETS_BOUNDARY} - drop and lex.THREAT.search(whole.text) and not lex.INSULT.search(whole.text):
        drop.add(Act.DISMISSES)  # to say when one will hang up is a limit where it comes with a way on, else a threat
    if acts & _REASONS_AGAINST - drop:
        drop |= {Act.INVITES_VIEW, Act.THANKS, Act.CONCEDES}
    if acts & {Act.DISMISSES, Act.INSULTS} - drop:
        drop |= {Act.VALIDATES, Act.NAMES_FEELING, Act.OWNS}
    stock_at = {f.sentence.start for f in found if f.act is Act.STOCK_PHRASE}
    kept, once = [], set()
    for f in found:
        if f.act in drop or (f.act is Act.NAMES_FEELING and f.sentence.start in stock_at and not f.by_ear):
            continue
        key = (f.act, f.sentence.start, f.by_ear)
        if key not in once:
            once.add(key)
            kept.append(f)
    return kept


def _commits(t: str) -> bool:
    return lex.COMMIT.search(t) is not None and not re.search(r"\b(?:can|could|would) you\b.*\?$|\b(?:told|said|promised|supposed|thought)\b.{0,30}\b(?:we|I|they|it)(?:'d| would)\b", t, re.I)


def _about_them(t: str) -> bool:
    return re.search(r"\b(?:you|your|you're|yours|that|it|this|anyone|no wonder|the \w+)\b", t, re.I) is not None


def _clause(t: str, m: re.Match[str]) -> str:
    """The matched words with the rest of their clause where that stays short: "It's only a" says nothing."""
    end = re.search(r"[,.;!?]|$", t[m.end():])
    longer = t[m.start(): m.end() + end.start()]
    return longer if len(longer) <= SHORT else m.group(0)


def _clip(t: str) -> str:
    t = t.strip().strip(",;:- ")
    return t if len(t) <= MAX_WORDS else t[:MAX_WORDS].rsplit(" ", 1)[0]
