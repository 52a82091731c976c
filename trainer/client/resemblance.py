"""Sees whether a line tells what is still hidden, or says again what was said already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from trainer.signals.wording import STOP, plain

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:'[^\W_]+)?")
_ONES = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
                                    "sixteen seventeen eighteen nineteen".split())}
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "twentieth": 20}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "grand": 1000, "k": 1000}

# words that say little about which fact it is, although they are in no list of function words
_PLAIN_WORDS = frozenset("""ask asked answer bad become began begin believe best better big bring brought call called came come cost couple customer client
done early either end enough even expect far felt find first form friend gave give given happen hard heard help high hold hope hour house idea keep kept kind knew
know last late later least leave left less life line little live long look lost lot mad make many matter mean meant mind minute miss moment money month morning move
name near need never new next night nobody number offer offered often old once open order paid part past pay person phone place plan point put question ran read
ready real reason rest run said sat send sent set short show since single small somebody somehow soon sort start stay still stop story sure talk tell ten thank though
thought three till together told took true try turn two use used wait walk week weeks whole wish without woman man word words work worry worth write wrong year years
yesterday fine fact already ago almost alone along around away bit business car care certain change child clear close company cut decide else ever everyone family
feel few follow front full get going got half hand head here hear home however important instead itself just large let letter light list loved main maybe meeting might
piece possible pretty problem quick quite rather really remember right room round seem seen several side simple something sometimes state step sign simply
promise promised charge charged answer polite exact touch earlier sooner natural these pound euro dollar afraid other whether anyway always often usual usually straight during against between besides themselves thing today tomorrow tonight tried trouble twice under understand until usual wanted watch while why within yet young herself himself myself yourself
another behind below above inside outside top bottom across towards upper middle among anything nothing everything itself yours ours theirs together
""".split())


def stem(word: str) -> str:
    """A crude stem: enough that ``moves``, ``moving`` and ``moved`` meet."""
    w = word.lower().removesuffix("'s")
    if len(w) > 4 and w.endswith("ies"):
        return w[:-3] + "y"
    for ending in ("ing", "edly", "ed", "ly", "es", "s"):
        if w.endswith(ending) and len(w) - len(ending) >= 3 and not w.endswith("ss"):
            w = w[: -len(ending)]
            if len(w) > 3 and w[-1] == w[-2] and w[-1] not in "ls":
                w = w[:-1]
            break
    return w.removesuffix("e") if len(w) > 3 else w


# different words for the same telling thing (a death, a dismissal), and irregular verbs, so that "I fell" meets "a fall";
# each group meets in its first word
_GROUPS = (
    "fired sacked dismissed redundant laid redundancy unemployed", "ceo chief executive director", "mother mum mom mummy mam",
    "father dad daddy papa", "child kid daughter son", "wife husband spouse", "grandfather grandad granddad grandpa",
    "grandmother gran granny grandma nan", "surgery operation operated", "hospital ward clinic intensive",
    "cancer chemo tumour tumor oncology leukaemia", "died dead death passed funeral buried widow widower", "pregnant expecting pregnancy",
    "divorce divorced separated separation", "lawyer solicitor attorney barrister", "court judge hearing trial tribunal", "competitor rival",
    "bankrupt insolvent insolvency bankruptcy", "debt debts owe owed loan overdraft", "sick ill illness disease", "cheated conned swindled ripped",
    "nephew niece", "exam exams finals", "dementia alzheimer alzheimers", "fall fell fallen", "break broke broken", "steal stole stolen theft", "sell sold sale",
    "buy bought", "drive drove driven", "fight fought", "quit resign resigned", "sleep slept", "fly flew flight", "forget forgot forgotten",
    "hide hid hidden", "choose chose chosen", "swear swore sworn", "burn burnt burned", "drink drank drunk", "bite bit bitten",
    "freeze froze frozen", "teach taught", "eat ate eaten", "sue sued suing lawsuit", "birth born",
)
_VERBS_FROM = next(i for i, g in enumerate(_GROUPS) if g.startswith("fall "))
_SAME = {word: group.split()[0] for group in _GROUPS for word in group.split()}
_FIRED = re.compile(r"\b(?:los[et]\w*|lost) (?:(?:my|her|his|their) )?(?:\w+ )?job\b|\b(?:let go|laid off|made redundant)\b", re.I)
_PLAIN_STEMS = frozenset(stem(w) for w in _PLAIN_WORDS | STOP)


def tokens(text: str) -> list[str]:
    """Lower-case words; numbers as digits, however they were written (``four thousand``, ``4,000``, ``14th``)."""
    words = [w.lower() for w in _WORD.findall(plain(text).replace("-", " "))]
    out: list[str] = []
    number: int | None = None
    for w in words:
        value = _ONES.get(w, _TENS.get(w, _ORDINALS.get(w)))
        digits = re.fullmatch(r"(\d+(?:[.,]\d{3})*)(?:st|nd|rd|th|k)?", w)
        if value is not None:
            number = number + value if number is not None and (number % 10 == 0 and value < 10 or number % 100 == 0) else _flush(out, number, value)
        elif digits:
            number = _flush(out, number, int(re.sub(r"[.,]", "", digits.group(1))) * (1000 if w.endswith("k") else 1))
        elif w in _SCALES and number is not None:
            number *= _SCALES[w]
        elif w == "and" and number is not None and number >= 100:
            continue
        else:
            number = _flush(out, number, None)
            out.append(w)
    _flush(out, number, None)
    return out


def _flush(out: list[str], number: int | None, new: int | None) -> int | None:
    if number is not None:
        out.append(str(number))
    return new


def content(text: str, public: set[str] | frozenset[str] = frozenset()) -> set[str]:
    """The stems that carry a text, numbers among them, less the ``public`` ones; words for the same thing meet."""
    found = set()
    for t in tokens(_FIRED.sub("fired", text)):
        own = t if t.isdigit() else stem(t)
        if "'" not in own and own not in public and (t in _SAME or own not in _PLAIN_STEMS):
            found.add(stem(_SAME[t]) if t in _SAME else own)
    return found


def _names(texts: Iterable[str]) -> set[str]:
    """Stems of words written with a capital in mid-sentence: names, places, months."""
    found = set()
    for text in texts:
        for m in re.finditer(r"(?<=[a-z0-9,;:] )([A-Z][a-z]{2,})|^([A-Z][a-z]{2,})(?= [a-z])", plain(text)):
            word = m.group(1) or ""
            if word:
                found.add(stem(word))
    return found


class Secret:
    """A hidden fact by the words that only it has: its own text and lines, less all that may be said anyway."""

    def __init__(self, fact: str, lines: Sequence[str], public: set[str]) -> None:
        of_text = content(fact, public)
        self.public = frozenset(public)
        self.lines = tuple(tokens(x) for x in (fact, *lines))
        self.words = of_text | content(" ".join(lines), public)
        core = {w for w in of_text if not w.isdigit() or int(w) >= 10}
        # one word is enough where it is a name or a number of the fact, or a rare long word that its every telling needs
        verbs = {stem(g.split()[0]) for g in _GROUPS[_VERBS_FROM:]}
        grave = {stem(g.split()[0]) for g in _GROUPS[:_VERBS_FROM]}  # a death, a dismissal, an illness: one such word tells it
        self.telling = (core & (_names([fact]) | {w for w in core if w.isdigit()})) | {w for w in core - verbs if len(w) >= 5 or w in grave}
        for line in lines:
            self.telling = {w for w in self.telling if w.isdigit() or w in content(line) or len(w) >= 5 or w in grave or w in _names([fact])}

    def told_in(self, line: str) -> str:
        """The words of the line that tell it, or nothing."""
        said = content(line, self.public)
        hits = said & self.words
        if len(hits) >= 2 or said & self.telling:
            return ", ".join(sorted(hits | (said & self.telling)))
        new = tokens(line)
        near = next((old for old in self.lines if len(new) >= 4 and _alike(new, old) >= 0.7), None)
        return " ".join(near) if near else ""


def public_words(texts: Iterable[str]) -> set[str]:
    """All stems that may be said without telling anything."""
    found: set[str] = set()
    for text in texts:
        found |= {t if t.isdigit() else stem(t) for t in tokens(text)}
    return found


def repeats(line: str, earlier: Iterable[str]) -> str:
    """The earlier line that this one says again, nearly word by word, or nothing."""
    new = _bare(line)
    for old in earlier:
        before = _bare(old)
        if new == before:
            return old
        if min(len(new), len(before)) < 5:
            continue
        if _alike(new, before) >= 0.72:
            return old
        if len(new) >= 8 and len(set(new) & set(before)) >= 0.8 * len(set(new) | set(before)):
            return old  # the same sentences in another order
        for a in _sentences(line):
            if len(a) >= 7 and any(len(b) >= 6 and _alike(a, b) >= 0.82 for b in _sentences(old)):
                return old
    return ""


def circles(line: str) -> bool:
    """Whether it goes round in circles, as a model does that has lost the thread."""
    said = tokens(line)
    threes = [tuple(said[i:i + 3]) for i in range(len(said) - 2)]
    return len(said) >= 9 and (len(set(said)) < 0.4 * len(said) or max(threes.count(t) for t in set(threes)) >= 3
                               or len(set(threes)) < 0.7 * len(threes))


def echoes(line: str, reply: str, length: int = 6) -> str:
    """A run of words that the line takes from the reply it answers, outside quotation marks, or nothing."""
    unquoted = re.sub(r"[\"'‘“][^\"”]{3,120}[\"'’”](?=\W|$)", " | ", plain(line))
    new, old = tokens(unquoted), tokens(reply)
    runs = {tuple(old[i:i + length]) for i in range(len(old) - length + 1)}
    for i in range(len(new) - length + 1):
        if tuple(new[i:i + length]) in runs:
            return " ".join(new[i:i + length])
    return ""


def _sentences(text: str) -> list[list[str]]:
    return [_bare(s) for s in re.split(r"(?<=[.!?…])\s+", text) if s.strip()]


def _bare(text: str) -> list[str]:
    """Stems, with "aren't" as two words: how a model says the same thing again."""
    whole = re.sub(r"n't\b", " not", plain(text))
    return [stem(t) for t in tokens(re.sub(r"'(?:s|re|ve|ll|m|d)\b", "", whole))]


def _alike(a: list[str], b: list[str]) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
