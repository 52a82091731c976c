"""Whether a reply can be read at all, and whether it is English."""

from __future__ import annotations

import re

from trainer.signals.wording import words

_COMMON = frozenset("""i you we it a an the and or but to of in on at for with is are was be am do did have has had will would can could should not no yes
me my our your us this that these those there here what when how who why which if so as by from about all any more one ok okay sorry please thanks thank
he she they them his her their its im ive ill dont cant wont didnt isnt u ur r pls thx k go going get got let know see say said tell call send check look help
need want make made time day today tomorrow now then just like right well back still up out over wait hi hello hey good bad fine sure great never always
understand problem order client refund money work team new last next week month hour minute first only also too very really much many some none nothing something
because before after until again another other where while than into off down through ask asked give given put take come came think hear feel wrong mistake fix fixed
it's i'm i'll i've we're we'll we've you're you'll you've don't can't won't didn't isn't that's there's what's let's""".split())

_OTHERS = {
    "Spanish": "el la los las un una de que y en por para con no es lo siento usted su nosotros pero muy como está gracias entiendo hoy mañana",
    "French": "le la les un une des de que et en pour avec ne pas est je vous nous votre mais très comme suis désolé merci comprends aujourd'hui demain",
    "German": "der die das ein eine und ich sie wir nicht ist es mit für auf zu den dem aber sehr wie bin verstehe danke heute morgen ihr ihre",
    "Italian": "il lo la gli le un una di che e in per con non è mi dispiace lei noi suo ma molto come sono grazie capisco oggi domani",
    "Portuguese": "o a os as um uma de que e em por para com não é lamento você nós seu mas muito como está obrigado entendo hoje amanhã",
    "Dutch": "de het een en ik u wij niet is met voor op van maar heel hoe ben begrijp dank vandaag morgen uw",
    "Polish": "nie i to na w się z do jest jak ale pan pani przepraszam rozumiem dzisiaj jutro dla",
}
_OTHER_WORDS = {name: frozenset(ws.split()) for name, ws in _OTHERS.items()}
_LETTERS = re.compile(r"[^\W\d_]", re.U)
_LATIN = re.compile(r"[A-Za-zÀ-ž]")
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?", re.U)


def is_gibberish(text: str) -> bool:
    """True for a reply nobody can read: no letters, keyboard mashing, one sound repeated."""
    letters = _LETTERS.findall(text)
    if not letters:
        return not re.search(r"\d", text)
    if len(_LATIN.findall(text)) < 0.5 * len(letters):
        return False
    tokens = words(text)
    if not tokens:
        return True
    if any(t in _COMMON for t in tokens):
        return len(tokens) > 6 and len(set(tokens)) <= max(1, len(tokens) // 6)
    mashed = [t for t in tokens if _mashed(t)]
    return len(mashed) >= max(1, len(tokens) / 2)


def other_language(text: str) -> str:
    """The name of the language when a reply is clearly not English ("another script" where the letters are not
    Latin), else empty. Needs four words; a foreign word or greeting in English text is not that."""
    letters = _LETTERS.findall(text)
    if letters and len(_LATIN.findall(text)) < 0.5 * len(letters):
        return "another script"
    tokens = [t.lower() for t in _TOKEN.findall(text)]
    if len(tokens) < 4:
        return ""
    english = sum(t in _COMMON for t in tokens)
    name, hits = max(((n, sum(t in ws for t in tokens)) for n, ws in _OTHER_WORDS.items()), key=lambda x: x[1])
    return name if hits >= 2 and hits > english and hits / len(tokens) >= 0.2 else ""


def _mashed(token: str) -> bool:
    t = re.sub(r"[^a-z]", "", token.lower())
    if len(t) < 2:
        return bool(t)
    vowels = sum(c in "aeiouy" for c in t)
    return (vowels / len(t) < 0.18 or re.search(r"[bcdfghjklmnpqrstvwxz]{5}", t) is not None or re.search(r"(.)\1{3}", t) is not None
            or re.search(r"(?:asd|sdf|dfg|fgh|hjk|jkl|qwe|wer|zxc|xcv)", t) is not None or (len(t) > 4 and len(set(t)) <= 2))
