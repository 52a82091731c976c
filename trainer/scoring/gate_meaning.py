"""Gates on whether a reply says anything of its own: nothing, gibberish, out of role, strung phrases, copied text, padding."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from trainer.domain.rating import GateHit
from trainer.domain.rubric import Dimension
from trainer.signals.features import FUNCTION_WORDS, content, function_share, longest_bare_run, longest_copy, repeated_pairs
from trainer.signals.language import language
from trainer.signals.spans import plain, sentences, words

_ALL = {d: 1 for d in Dimension}
_EMPTY = {Dimension.EMPATHY: 1, Dimension.CLARITY: 1, Dimension.SOLUTION_FOCUS: 1}
_THIN = {Dimension.EMPATHY: 2, Dimension.CLARITY: 2, Dimension.SOLUTION_FOCUS: 2}

_GREETING = frozenset(
    "hi hello hey hiya good morning afternoon evening day dear sir madam ma'am there greetings welcome howdy yo how are you today doing nice to meet please thanks thank customer client guest mr mrs ms miss team everyone".split()
)
_OUT_OF_ROLE = re.compile(
    r"^\s*\*[^*]{4,}\*|^\s*[\[(](?:the )?(?:trainee|agent|narrator|scene|note to self|pause|\w+ (?:pauses?|sighs?|thinks?|smiles?))|\bthe trainee\b|\b(?:he|she|they) (?:sighs?|pauses?|nods?|smiles|takes a deep breath)\b|"
    r"^\s*[\[(*](?:thinking|thinks|sighs?|pauses?|whispers?|aside|silence|inner voice)\b|\bnarrator\b|\bnext (?:question|client|scenario|task)(?: please)?[.!?]*$|\b(?:end|quit|leave|exit) the (?:simulation|game|role ?play|exercise)\b|\bplay this any ?more\b|\btips? (?:on |for )?how to answer\b|\bi(?:'m| am) (?:chatgpt|an? (?:ai|bot|assistant|chatbot))\b|\bexample of an? (?:\w+ )?(?:response|reply|answer)\b|\bas the customer,|\bas an ai\b|\blanguage model\b|\b(?:give|have|get|need|want|show) (?:me )?(?:a |an |some |another )?(?:hints?|model answer|example answer|sample answer)\b|\bis there a hint\b|\bhint (?:button|for)\b|\bwhat (?:should|do|shall|would) i (?:write|say|answer|type|reply|put)(?: \w+){0,3}(?: here| now| next|\?)|"
    r"\bcoach\b[,:]|\brole[- ]?play\b|\bthe (?:program|app|software|exercise|simulation|scenario|practice|game) (?:wants?|expects?|like|would|is asking)|\b(?:skip|end|restart|pause) (?:this )?(?:scenario|exercise|practice|simulation)\b|"
    r"\b(?:as|i am|i'm) the (?:client|customer|student|neighbour|patient|guest|buyer|tenant)\b|\bas the \w+(?: \w+)? i would (?:now )?(?:say|answer|explain)\b|\b(?:at this point|here|now) i would (?:now )?(?:explain|say|apologi\w+|answer|offer|tell)\b|\bhigh(?:er)? score\b|"
    r"\bi (?:demand|insist on) (?:a|my|to speak|the)\b|\bi want (?:my money back|a refund|to speak to (?:a|the|your) (?:manager|supervisor))\b|\bideal answer\b|\bwhich technique\b",
    re.IGNORECASE,
)
_STRUNG = re.compile(
    r"\bi (?:truly |really |totally |completely |fully |so )*(?:hear|see|feel|value|appreciate|honou?r|validate|understand|acknowledge|respect)(?: and \w+)? (?:you\b|your\b|that\b(?! (?:you|the|it|this|we))|how (?:frustrating|difficult|upsetting|stressful|hard|you feel)|(?:the )?(?:frustration|concern|feeling))|\bi (?:hear|understand|get it|care|listen)\b(?=[.,!;]|$| and )|"
    r"\bwe (?:truly |really |deeply |all |also )*(?:value|appreciate|hear|see|care|love|strive|believe|are committed|are here|take (?:this|your|all)|apologi[sz]e for any)\b|\byour (?:\w+ )?(?:feelings?|trust|satisfaction|concerns?|feedback|emotions?|frustration|experience|opinion|loyalty|voice|peace of mind)(?: and \w+)? (?:is|are|matters?|means?|has been|have been|counts?|comes? first)\b|"
    r"\bthank(?:s| you)(?: so much| very much| a million)? for (?:your (?:patience|understanding|feedback|honesty|trust|openness|transparency|loyalty|continued|business)|sharing|reaching out|being)\b|\b(?:any|the) inconvenience\b|\blet'?s (?:find|work|move|align|partner|connect|co-?create|turn|take|stay|keep|circle|leverage|build|focus)\b|"
    r"\b(?:on|in) this (?:journey|together)\b|\bjourney\b|\btogether (?:we|with)\b|\bas (?:a team|partners)\b|\bwin[- ]win\b|\b(?:clear |concrete |actionable )?next steps\b|\baction (?:plan|items?)\b|\bway forward\b|\bmov(?:e|ing) forward\b|\bgoing forward\b|\bcircle back\b|\bfollow[- ]?up\b|\btake (?:full )?(?:ownership|responsibility|accountability)\b|\b(?:100 ?% )?(?:ownership|accountability|transparency|synergy|partnership|excellence|solutions?[- ]oriented)\b|"
    r"\brest assured\b|\bhere (?:for you|to help)\b|\b(?:our|my) (?:top |number one |highest )?(?:priority|passion|mission|promise|commitment|values?)\b|\bcommitted to\b|\bstronger\b|\babove and beyond\b|\bat the heart of\b|\b(?:truly|deeply|sincerely|genuinely) (?:sorry|care|value|appreciate|understand|apologi[sz]e)\b|\bi(?:'m| am) (?:so |very )?sorry for (?:any|the|your)\b|\bactive(?:ly)? listen\w*|\bempath\w+|\bopen communication\b|\bmilestones?\b|\btimelines?\b|\bcollaborat\w+|\bwork together\b",
    re.IGNORECASE,
)

# The codebook's own vocabulary: said by someone who speaks about a good reply instead of giving one.
_RUBRIC_TERMS = re.compile(
    r"\bown words\b|\bparticulars\b|\bowner and a time\b|\bconcrete step\b|\bbelievable step\b|\bvalidat\w+\b|\b(?:the|their|your) criticism\b|\bwhat was missed\b|\bi(?: and |/)we language\b|\bown(?:s|ed|ing)? (?:my|our|its|their|the) (?:own )?part\b|"
    r"\bturns? toward\b|\backnowledg\w+ the (?:feeling|client|emotion)\w*\b|\bwhich (?:you|they) prefer\b|\blaying it on thick\b|\bnothing wasted\b|\bplain words\b|\bgood order\b|\bnot known\b|\btied to (?:your|their) goal\b|\battuned\b|\bcrisp\b|\bcollaborative\b|\baccountable\b|"
    r"\bnon-?defensive\w*\b|\bsolution[- ]focus\w*\b|\bempath\w+\b|\bhow (?:both|we both) follow up\b|\bthe feeling\b|\bowner\b|\btrade-?offs\b|\bfix(?:es)? how\b",
    re.IGNORECASE,
)


def check(
    reply: str, client: str, history: Sequence[tuple[str, str]], situation: str, known_word: Callable[[str], bool]
) -> list[GateHit]:
    """The hits on meaning; the first that leaves nothing to rate ends the search."""
    text = plain(reply)
    found = words(text)
    nothing = _nothing(text, found, client, known_word)
    if nothing:
        return [nothing]
    role = _OUT_OF_ROLE.search(text)
    if role:
        return [GateHit(gate="out_of_role", rule=4, caps=_ALL, words=role.group(0)[:120],
                        reason="The reply leaves the trainee's role, so the client gets no answer from it.")]
    if len(found) >= 6 and longest_copy(text, client) >= 0.6:
        return [GateHit(gate="copied_client", rule=4, caps=_ALL, words=text.strip()[:120],
                        reason="The reply hands the client's own message back instead of answering it.")]
    hits = []
    for who, said in history:
        if len(found) >= 8 and longest_copy(text, said) >= 0.8:
            if who == "client":
                return [GateHit(gate="copied_client", rule=4, caps=_ALL, words=text.strip()[:120],
                                reason="The reply hands an earlier message of the client back instead of answering.")]
            hits.append(GateHit(gate="copied_reply", rule=1, caps=_THIN, words=text.strip()[:120],
                                reason="The reply repeats an earlier reply word for word, so it answers nothing new."))
            break
    strung = _strung(text, found, client, history, situation)
    if strung:
        hits.append(strung)
    greeting = _only_greeting(found, client)
    if greeting:
        hits.append(greeting)
    little = _too_little(found, client)
    if little:
        hits.append(little)
    padded = _padded(text, found)
    if padded:
        hits.append(padded)
    return hits


def _nothing(text: str, found: list[str], client: str, known_word: Callable[[str], bool]) -> GateHit | None:
    letters = [w for w in found if w[0].isalpha()]
    if not letters:
        if not found:
            reason = "The reply holds no words." if text.strip() else "The reply is empty."
            return GateHit(gate="no_words", rule=1, caps=_ALL, words=text.strip()[:80], reason=reason)
        if "?" not in client or sum(c.isdigit() for c in text) > 6:
            return GateHit(gate="no_words", rule=1, caps=_ALL, words=text.strip()[:80], reason="The reply is only figures; it says nothing.")
        return None  # a bare number, a time or a price can answer a question
    if language(text) is not None:
        return None
    longer = [w for w in letters if len(w) >= 3 and w not in FUNCTION_WORDS]
    strange = [w for w in longer if not known_word(w) and not re.fullmatch(r"(?:ha)+h?|lo+l|o+h+|a+h+|hm+", w)]
    mashed = [w for w in strange if _mashed(w)]
    function = sum(w in FUNCTION_WORDS and w not in ("ok", "yes", "hi", "hello") for w in letters)
    if mashed and len(mashed) >= 0.25 * len(letters) and function <= 0.35 * len(letters):
        return GateHit(gate="gibberish", rule=1, caps=_ALL, words=text.strip()[:120],
                       reason="The reply is not made of words that can be read.")
    if len(strange) >= 3 and len(strange) >= 0.6 * len(letters):
        return GateHit(gate="gibberish", rule=1, caps=_ALL, words=text.strip()[:120],
                       reason="The reply is not made of words that can be read.")
    fillers = frozenset("ok okay lol haha idk brb hm hmm um uh".split())
    symbols = sum(ord(c) > 0x2190 and not c.isalpha() for c in text)
    if symbols and all(w in fillers for w in letters):
        return GateHit(gate="no_words", rule=1, caps=_ALL, words=text.strip()[:80],
                       reason="The reply is only signs and fillers; it says nothing.")
    return None


def _mashed(word: str) -> bool:
    """Runs of consonants or of neighbouring keys that no word has."""
    return (
        bool(re.search(r"[bcdfghjklmnpqrstvwxz]{4,}|(.)\1\1|asd|sdf|dfg|fgh|ghj|hjk|jkl|lkj|qwe|wert|zxc|xcv|cvb|vbn", word))
        or (len(word) >= 3 and not re.search(r"[aeiouyäöüáéíóúàèìòùâêîôû]", word))
    )


def _strung(text: str, found: list[str], client: str, history: Sequence[tuple[str, str]], situation: str) -> GateHit | None:
    bare_words = function_share(text) < 0.15 or (function_share(text) < 0.28 and longest_bare_run(text) >= 7)
    if len(found) >= 6 and bare_words and language(text) is None and len(re.findall(r"\d+", text)) <= 1:
        return GateHit(gate="stuffing", rule=3, caps=_EMPTY, words=text.strip()[:120],
                       reason="Key words strung together without sentences; nothing relates to the client's message.")
    case = set(content(client + " " + situation + " " + " ".join(said for _, said in history)))
    terms = {m.group(0).lower() for m in _RUBRIC_TERMS.finditer(text)}
    if len(terms) >= 3 and sum(w in case for w in set(content(text))) <= 2:
        return GateHit(gate="rubric_words", rule=3, caps=_THIN, words=text.strip()[:120],
                       reason="The reply talks about what a good reply does instead of answering this client.")
    phrases = list(_STRUNG.finditer(text))
    if len(phrases) < 3:
        return None
    covered = {m.group(0).lower() for m in phrases}
    bare = content(_STRUNG.sub(" ", text))
    related = sum(w in case for w in bare)
    concrete = len(re.findall(r"\d", re.sub(r"\b\d+ ?%|\b24/7\b", "", text)))
    per_sentence = len(phrases) / max(1, len(sentences(text)))
    if len(covered) >= 3 and related + concrete <= 1 and per_sentence >= 0.5:
        nothing = related + concrete == 0
        return GateHit(gate="stuffing", rule=3, caps=_EMPTY if nothing and len(covered) >= 4 else _THIN, words=phrases[0].group(0),
                       reason="Ready-made phrases strung together without a link to what the client wrote.")
    if len(covered) >= 5 and related <= 3 and concrete == 0 and per_sentence >= 0.6:
        return GateHit(gate="stuffing", rule=3, caps=_THIN, words=phrases[0].group(0), sure=False,
                       reason="Mostly ready-made phrases with hardly a link to what the client wrote.")
    return None


def _only_greeting(found: list[str], client: str) -> GateHit | None:
    if not found or len(found) > 8 or any(w not in _GREETING and w not in ("i", "is", "it", "for", "your", "message", "writing", "so", "much") for w in found):
        return None
    if set(found) <= {"thanks", "thank", "you", "so", "much", "please"} and len(words(client)) < 12:
        return None
    if len(words(client)) <= 3 and "?" not in client:
        return None
    return GateHit(gate="greeting_only", rule=1, words=" ".join(found), reason="The reply greets and says nothing that answers the message.",
                   caps={Dimension.EMPATHY: 2, Dimension.CLARITY: 1, Dimension.NON_DEFENSIVE: 3, Dimension.SOLUTION_FOCUS: 1})


_NODS = frozenset("ok okay k kk yes yep yeah sure thing noted fine alright right done understood got it good will do cool".split())


def _too_little(found: list[str], client: str) -> GateHit | None:
    """A nod is enough to close with, and too little for a message that asks or complains."""
    asked = words(client)
    if not found or len(found) > 4 or any(w not in _NODS for w in found) or len(asked) < 12:
        return None
    if "?" in client and set(found) & {"yes", "yep", "yeah", "sure", "right"}:
        return None  # half an answer, and left to the rest of the scorer
    if re.search(r"\b(?:thank|thanks|bye|see you|great|perfect|lovely|cheers|deal|agreed)\b", client, re.IGNORECASE):
        return None
    return GateHit(gate="too_little", rule=1, words=" ".join(found), caps=_THIN, reason="A nod alone: nothing in it answers what the client wrote.")


def _padded(text: str, found: list[str]) -> GateHit | None:
    if len(found) >= 20 and repeated_pairs(text) > 0.4:
        return GateHit(gate="repetition", rule=9, caps=_THIN, words=text.strip()[:120],
                       reason="The reply says the same again and again.")
    if len(found) > 190:
        return GateHit(gate="padding", rule=9, caps={Dimension.CLARITY: 3}, words="", sure=False,
                       reason=f"{len(found)} words: the point has to be looked for.")
    return None
