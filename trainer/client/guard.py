"""What a client's line may never be: coaching, role flip, assistant talk, leak, stage direction, ahead of the mood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.client import guard_words as words
from trainer.client.resemblance import circles, echoes, repeats, stem, tokens
from trainer.client.scene import Scene
from trainer.client.ear import shipped
from trainer.domain.mood import Band
from trainer.signals.wording import plain

MOST_SENTENCES = 5
MOST_CHARACTERS = 450
_QUOTED = re.compile(r"\"[^\"]{2,160}\"|(?<![\w])'[^'\n]{6,160}'(?!\w)")
_FLIP_WHY = "It speaks for the side that should answer you; you are the client."
_COACH_WHY = "It tells the other how to speak to you; you are the client, not a coach."
_ASSISTANT_WHY = "It speaks like an assistant; you are a person with a problem."
_STAGE_WHY = "It describes what you do; only say what is said."
_AHEAD_WHY = "It is softer than you feel now."
_SOFT_FOR_CERTAIN = 6.0  # so soft that it is too much for somebody who is merely tense
_VOICES = {"answering": ("role_flip", _FLIP_WHY), "coaching": ("coaching", _COACH_WHY), "assistant": ("assistant", _ASSISTANT_WHY),
           "stage": ("stage_direction", _STAGE_WHY)}


@dataclass(frozen=True)
class Fault:
    """Why a line may not be shown: its kind, in words for a person (and for the model that is asked again)."""

    kind: str
    why: str
    words: str = ""


@dataclass(frozen=True)
class Verdict:
    """The line as it may be shown (a name put in front of it is taken off), and why it may not."""

    text: str
    faults: tuple[Fault, ...] = ()
    cleaned: bool = False

    @property
    def passed(self) -> bool:
        """Whether it may be shown."""
        return not self.faults


def judge_line(line: str, scene: Scene) -> Verdict:
    """Everything wrong with a whole line."""
    text = cleaned(line, scene.client)
    faults = list(_running(text, scene))
    if not re.search(r"[^\W\d_]", text):
        faults = [Fault("empty", "It says nothing.")]
    else:
        if scene.language == "en":
            faults = _heard(text, scene, faults)
        again = repeats(text, scene.earlier)
        if again:
            faults.append(Fault("repetition", "It says again what you have said already.", again))
        if any(s.words and not s.told_in(text) for s in scene.to_tell):
            faults.append(Fault("untold", "It does not tell what is to be told in this line."))
        if circles(text):
            faults.append(Fault("repetition", "It goes round in circles.", text[:60]))
        said = tokens(text)
        if len(said) == 1 and said[0] not in words.ALONE and not text.endswith("?") and stem(said[0]) not in scene.public:
            faults.append(Fault("empty", "It says nothing that can be understood.", text))
        if re.search(r"[:;,(\[*]$|\b(?:and|but|because|the|a|an|to|of|that|with|for|is|if)$", text) or (
                len(said) > 12 and re.search(r"\w$", text)):
            faults.append(Fault("unfinished", "It breaks off in the middle.", text[-20:]))
    return Verdict(text, tuple(faults), text != line.strip())


def _heard(text: str, scene: Scene, faults: list[Fault]) -> list[Fault]:
    """What no list of words tells, heard from the line and what was said before it: whose voice it is, and whether its
    thanks are meant ("Thank you for the leaflet, it soaked up the blood nicely"). Very short lines are nobody's."""
    length = len(tokens(text))
    if length < 4:
        return faults
    ear = shipped()
    before = (plain(scene.earlier[-1]) if scene.earlier else "", plain(scene.reply))
    heard = ear.hear(plain(text), *before)
    voice, odds = heard.strangest()
    kind, why = _VOICES[voice]
    biting = bool(words.BITES.search(plain(text)))
    if biting or heard.soft < -ear.soft_threshold:
        faults = [f for f in faults if f.kind != "ahead_of_mood"]
    seen = {f.kind for f in faults}
    if odds > ear.threshold + (0.8 if length < 8 else 0.0) and kind not in seen:
        faults = [*faults, Fault(kind, why, text)]
    most = {Band.HOT: ear.soft_threshold, Band.TENSE: _SOFT_FOR_CERTAIN}.get(scene.band)
    if (most is not None and not biting and heard.soft > most and "ahead_of_mood" not in seen and not scene.softened
            and ear.hear(plain(scene.authored), *before).soft <= most):
        faults = [*faults, Fault("ahead_of_mood", _AHEAD_WHY, text)]
    return faults


def fails_already(so_far: str, scene: Scene) -> bool:
    """Whether a line that is still being spoken fails whatever follows; looks only at sentences that are complete,
    because "Thanks" may still become "Thanks for nothing"."""
    if len(so_far) > MOST_CHARACTERS + 80:
        return True
    end = max((m.end() for m in re.finditer(r"[.!?…][\"'”’)]*(?=\s)|\n(?=.)", so_far)), default=0)
    # Whether thanks are meant is heard from the whole line only.
    return bool(end) and any(f.kind != "ahead_of_mood" or scene.language != "en" for f in _running(cleaned(so_far[:end], scene.client), scene))


def cleaned(line: str, client: str) -> str:
    """What is spoken of it: the first line, without quotation marks around it all, "Name:" before it, or stars around a stressed word."""
    text = _spoken_part(line)
    names = "|".join(re.escape(n) for n in {client, *client.split(), "Client", "Customer"} if len(n) > 1)
    text = re.sub(rf"^(?:\**)(?:{names})(?:\**)\s*(?:\([^)]*\)\s*)?:(?:\**)\s*", "", text, flags=re.I).strip()
    text = re.sub(r"(?<![\w*])\*{1,2}(\w+(?: \w+)?)\*{1,2}(?![\w*])", lambda m: m.group(0) if re.match(words.STAGE_VERBS, m.group(1), re.I) else m.group(1), text)
    if len(text) > 1 and text[0] in "\"“" and text[-1] in "\"”" and not re.search(r"[\"“”]", text[1:-1]):
        text = text[1:-1].strip()
    return text


def _spoken_part(line: str) -> str:
    """The first line, up to its last whole sentence where it breaks off after one. A list is left whole, to be refused."""
    text = line.strip()
    first = re.split(r"\s*\n\s*", text)[0]
    if re.match(r"(?:[-*•#]|\d+[.)])\s|\*\*|.*:\**$", first):
        return text
    if not re.search(r"[.!?…\"'”’)*\]]$", first):
        whole = re.match(r"^(.+[.!?…][\"'”’)]?)\s+\S", first)
        if whole:
            return whole.group(1)
    return first


def _running(text: str, scene: Scene) -> list[Fault]:
    """What can be seen in any run of whole sentences."""
    line = plain(text)
    own = _QUOTED.sub("\"…\"", line)  # what somebody else said, quoted, is no fault of the line
    found: list[Fault] = []

    def see(kind: str, why: str, match: re.Match[str] | str | None) -> None:
        if match:
            found.append(Fault(kind, why, match if isinstance(match, str) else match.group(0)))

    see("coaching", _COACH_WHY, words.COACHING.search(own))
    see("role_flip", _FLIP_WHY, _flipped(own, scene))
    see("assistant", _ASSISTANT_WHY, words.ASSISTANT.search(own))
    see("meta", "It speaks about the exercise, the program or its marks; to you this is real.", words.META.search(own))
    see("meta", "It reads the direction aloud; that is not to be spoken.", next((w for u in scene.unspoken if (w := echoes(line, u, 5))), ""))
    see("refusal", "It declines to speak as the client.", words.REFUSAL.search(own))
    see("stage_direction", _STAGE_WHY, _staged(line, scene.client))
    see("two_speakers", "It speaks for two; say only your own line.", re.search(r"\n\s*\**[A-Z][\w .'-]{1,30}\**:", text))
    see("markup", "It holds formatting or a link; plain words only.", re.search(
        r"https?://|www\.|\]\(|^\s*#{1,6}\s|\*\*|^\s*(?:[-*•]|\d+[.)])\s+\S.*\n|```|<[a-z/][^>]*>|^\s*[-*•]\s|\b1[).] .*\b2[).] ", text, re.M | re.I))
    see("language", "It is in another language or script.", _foreign(line, scene.language))
    see("leak", "It tells what you do not want to tell yet.", next((w for s in scene.secrets if (w := s.told_in(text))), ""))
    see("never", "It says what this person would never say.", next((n for n in scene.never_says if _says(line, n)), ""))
    if not scene.softened and not softening(plain(scene.authored), scene.band):
        see("ahead_of_mood", _AHEAD_WHY, softening(line, scene.band))
    longer = 1.5 if scene.owed else 1.0  # what is told for the first time may take its time
    if len(text) > MOST_CHARACTERS * longer or len(re.findall(r"[.!?…]+(?=\s|$)", text)) > (MOST_SENTENCES + 1) * longer:
        found.append(Fault("too_long", f"It is too long; at most {MOST_SENTENCES - 2} short sentences."))
    return found


_DENIED = re.compile(r"(?:\b(?:not|no|never|nothing|hardly|as if|dare)\b|n't\b)[^,.;:]{0,40}$", re.I)  # "that's not good enough"


def softening(line: str, band: Band) -> str:
    """The words by which a line is softer than the mood allows. Hot: no thanks, praise or giving in that is meant;
    tense: one kind word is human, two are not."""
    if band is Band.CALM:
        return ""
    soft: list[str] = []
    for sentence in re.split(r"(?<=[.!?…])\s+", line):
        if words.BITTER.match(sentence.strip()) or words.BITES.search(sentence) or sentence.rstrip().endswith("?"):
            continue
        kind = [m.group(0) for m in words.SOFT.finditer(sentence) if not _DENIED.search(sentence[: m.start()])]
        kind += [m.group(0) for m in re.finditer(r"^(?:perfect|great|wonderful|excellent|brilliant|lovely|fantastic|amazing)(?=[,!] (?:thank|that|I |let|you|sounds|we|see|then))", sentence, re.I)]
        curt = re.search(r"\w, (?:ta|thanks|thank you)[.!]*$", sentence, re.I) and not kind  # "I've questions of my own, ta."
        soft += kind + ([] if curt else [m.group(0) for m in words.THANKS.finditer(sentence)])
    if band is Band.HOT:
        return ", ".join(soft)
    whole = re.compile(r"amazing|so happy|so much|love|wonderful|fantastic|grateful|forgiv|no hard feelings|trust you|problem solved|perfect|star\b|all I needed", re.I)
    return ", ".join(soft) if len(soft) >= 3 or (len(soft) >= 2 and any(whole.search(s) for s in soft)) else ""


def _flipped(line: str, scene: Scene) -> str:
    match = words.FLIP.search(line)
    if match:
        return match.group(0)
    return _own_name(line, scene.client) or _their_own(line, scene) or echoes(line, scene.reply)


_MINE = re.compile(r"\b(?:my|our) (?:own |old |new |little |late |poor )?([a-z]{3,})", re.I)
_YOURS = re.compile(r"\byour (?:own |old |new |little |late |poor )?([a-z]{3,})", re.I)
_BOTH = frozenset("side time word words team end view opinion name number phone help hands hand way job part place turn boss manager money company work people shop house order business office "
                  "colleague colleagues customer customers call letter mail email website fault mistake own answer question life day week voice head face eyes mind".split())


def _their_own(line: str, scene: Scene) -> str:
    """"Your son" from the one whose son it is: the other side is speaking. What is the client's is known from what
    they called "my", and from what the trainee called "your" in the reply just given."""
    theirs = {m.group(1).lower() for text in scene.earlier for m in _MINE.finditer(text)}
    theirs |= {m.group(1).lower() for m in _YOURS.finditer(scene.reply)}
    return next((m.group(0) for m in _YOURS.finditer(line) if m.group(1).lower() in theirs - _BOTH), "")


def _own_name(line: str, client: str) -> str:
    """The client called by their own name: the surest sign that somebody else is speaking."""
    if " " in client and re.search(rf"\b{re.escape(client)}'s\b", line):
        return f"{client}'s"
    for name in {client, *client.split()}:
        if len(name) < 3:
            continue
        n = re.escape(name)
        spoken_to = re.search(rf"(?:\b(?:Mr|Mrs|Ms|Miss|Dr)\.? (?:[A-Z][\w-]+ )?{n}\b|[,.!?] {n}(?=[,.!?]|$)|^(?:\w+ )?{n}[,!] )", line)
        if spoken_to and re.search(rf"\b(?:[A-Z]\.|\d+,?|under|booking|order|account|ticket|case|reference|name)\b[^.!?]{{0,20}}[,.]? {n}\b", line, re.I):
            continue  # given as one gives a name at a desk: "Booking 1190, Castellano"
        if spoken_to and not re.search(rf"\b(?:I'm|I am|this is|name is|name's|it's|here is|under|for) (?:\w+ )?(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(?:\w+ )?{n}|{n} (?:here|speaking)", line, re.I):
            return spoken_to.group(0)
    return "" if not re.search(r"(?:^|[,] )(?:sir|madam|ma'am)(?=[,.!?]|$)", line, re.I) else "sir or madam"


def _staged(line: str, client: str) -> str:
    for m in re.finditer(r"\*([^*\n]{2,120})\*|\[([^\]\n]{2,120})\]|<([^>\n]{3,120})>|\(([^)\n]{3,120})\)", line):
        inside = next(g for g in m.groups() if g)
        if inside and m.group(0) == line.strip():
            return m.group(0)  # nothing but the bracket
        if m.group(4) and m.start() == 0 and not re.search(r"\b(?:I|you|we)\b", inside):
            return m.group(0)
        if m.group(4) and re.search(r"\b(?:I|we|you|me|my|which|that|who|your|our|not|and)\b", inside) and not re.match(rf"{words.STAGE_VERBS}\w*\b", inside, re.I):
            continue
        if m.group(4) and not re.match(rf"(?:\w+ly )?{words.STAGE_VERBS}\w*\b|(?:still|visibly|clearly|now) ", inside, re.I):
            continue
        return m.group(0)
    first = re.escape(client.split()[0])
    drawn = re.search(rf"\b[Ww]ith an? (?:\w+ ){{0,2}}(?:sigh|breath|look|glare|shrug|nod|smile|frown|voice|groan|scoff|laugh)\b|(?:^|[.!?\"] ){first}(?: \w+ly)? {words.NARRATED}\b", line)
    if drawn:
        return drawn.group(0)
    framed = re.match(r'([^"]{4,90}[.:]) "[^"]{1,200}"$', line)
    if framed and not re.search(r"\b(?:I|me|my|we|us|you|your)\b", framed.group(1)) and not re.search(r"\b(?:said|says|told|wrote|writes|asked|promised|called|answered)\b", framed.group(1)):
        return framed.group(1)
    told = re.match(rf"(?:{re.escape(client)}|{first}|She|He|They|The (?:client|customer|woman|man|caller|mother|father|lady|gentleman|patient|guest|tenant|owner|voice)(?: on the phone)?) {words.NARRATED}\b(?! (?:I|me|you|that it|it)\b)", line)
    if told and re.match(r"(?:She|He|They)\b", told.group(0)) and re.search(r"\b(?:said|says|told|thinks?|was|is|answer\w*|took|takes?|felt|feels?)$", told.group(0)):
        told = None  # "He said ten minutes" is about somebody else
    if told:
        return told.group(0)
    silence = re.match(r"(?:There (?:is|was) an? (?:long |short |heavy |awkward )*(?:silence|pause)|(?:A|After a) (?:long |short |heavy )*(?:silence|pause)|Silence\.)", line)
    return silence.group(0) if silence else ""


def _foreign(line: str, language: str) -> str:
    letters = re.findall(r"[^\W\d_]", line)
    strange = [c for c in letters if ord(c) > 0x24F]
    if letters and len(strange) > 0.1 * len(letters) and language not in ("ru", "uk", "bg", "el", "ja", "zh", "ko", "ar", "he", "hi", "th", "fa", "sr"):
        return "".join(strange[:20])
    said = tokens(line)
    if language not in words.FUNCTION_WORDS or len(said) < 5:
        return ""
    counts = {code: sum(w in marks for w in said) for code, marks in words.FUNCTION_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return line[:30] if counts[best] >= 3 and counts[best] > 2 * counts[language] else ""


def _says(line: str, never: str) -> bool:
    """``never`` as a scenario words it ("that it is fine", "that she is sorry"), found in the first person."""
    words_of = re.sub(r"^that ", "", never.strip(), flags=re.I)
    words_of = re.sub(r"^(?:she|he|they) (?:is|are)\b", "I am", words_of, flags=re.I)
    ours, theirs = (" ".join(tokens(_unfolded(x))) for x in (line, words_of))
    return bool(theirs) and f" {theirs} " in f" {ours} "


def _unfolded(text: str) -> str:
    text = re.sub(r"\b(I)'m\b", r"\1 am", plain(text), flags=re.I)
    text = re.sub(r"\b(it|that|he|she|there)'s\b", r"\1 is", text, flags=re.I)
    return re.sub(r"\b(\w+)'re\b", r"\1 are", text)
