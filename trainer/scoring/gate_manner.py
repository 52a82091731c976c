"""Gates on manner: insults, empathy denied or mocked, promises nobody can keep, grovelling, improper favours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.domain.rating import GateHit
from trainer.domain.rubric import Dimension
from trainer.signals.spans import Span, clause, plain

E, C, N, S = Dimension.EMPATHY, Dimension.CLARITY, Dimension.NON_DEFENSIVE, Dimension.SOLUTION_FOCUS

_NAME = (
    r"(?:idiots?|morons?|imbeciles?|cretins?|dumb ?ass|assholes?|arseholes?|bastards?|bitch(?:es)?|cunts?|dickheads?|pricks?|twats?|wankers?|tossers?|losers?|fatty|fatso|fat (?:cow|pig|idiot|clown|slob|git)|"
    r"old (?:bats?|bag|cow|fool|git|hag|goat|fart)|sad (?:little|old) \w+|clowns?|parasites?|pigs?|cry ?bab(?:y|ies)|drama queens?|brats?|snowflakes?|simpletons?|dimwits?|halfwits?|nitwits?|numpt(?:y|ies)|donkeys?|muppets?|gits?|scum|trash|"
    r"jumped[- ]up \w+|greedy \w+|spoil(?:ed|t) (?:idiot|brat|little)|pathetic little \w+|whin(?:er|ger)s?|kid\b)"
)
_ADJECTIVE = r"(?:stupid|dumb|thick|brainless|pathetic|worthless|retarded|demented|insane|mental|useless|ridiculous|clueless|ignorant|greedy|lazy|ugly|senile|dense|hysterical|nuts|a joke|disgusting)"
_INSULTS = (
    re.compile(rf"\b(?:you(?:'re| are)?|ur|u|u r|your|youre|yourself,?) (?:(?:all|just|such|really|so|a|an|the|one|two|bunch of|bloody|fucking|damn|absolute|complete|total|utter|little|big|old|fat|rotten-toothed|dirty|stupid|greedy|entitled|spoilt|spoiled|sad|silly)[ ,]+){{0,5}}{_NAME}", re.I),
    re.compile(rf"\b(?:you(?:'re| are| must be)|ur|youre|u r) (?:(?:all|just|such|really|so|as|too|being|bloody|fucking|damn|completely|totally|the) ){{0,3}}{_ADJECTIVE}\b", re.I),
    re.compile(rf"\b(?:are (?:you|u)|r u) (?:really |just |completely |all )?{_ADJECTIVE}\b|\bdon't be (?:such )?a (?:big )?(?:baby|child|brat|cry ?baby|diva)\b|\b(?:dumbest|stupidest|thickest|worst) (?:client|customer|person|guest|caller)\b", re.I),
    re.compile(rf"(?:^|[.!,?] ?)(?:{_NAME}|dream on)[.!,]*(?:$|\s)", re.I),
    re.compile(rf"\b(?:{_NAME}|goose|pig|fool|parasite) yourself\b", re.I),
    re.compile(r"\b(?:fuck|screw|stuff|sod) (?:you|off|yourself|u)\b|\bgo to hell\b|\bpiss off\b|\bget lost\b|\bshut (?:up|your (?:mouth|face|trap|gob|cakehole))\b|\bdrop dead\b|\bstfu\b|\bgtfo\b|\bkiss my\b|\bsuck it\b|\bbite me\b|\bup yours\b|\bbelong locked up\b|\bbreak your\b|\btakes one to know one\b|(?:\band|\bthen|\byou'll) see what happens\b", re.I),
    re.compile(r"\bstop (?:crying|whining|whingeing|moaning|bitching|your (?:whining|moaning))\b|\bboo ?hoo\b|\bcry me a river\b|\bgrow up\b|\bget a (?:life|grip|job)\b", re.I),
    re.compile(r"\bthan (?:u|you) deserve\b|\bslap yourself\b|\bsomebody like you\b|\bpeople like you\b(?= (?:always|never|are|should))|\bdon't need to take this from\b", re.I),
)
_SWEARING = re.compile(r"\b(?:fuck\w*|shit(?:ty|head)?|bullshit|bollocks|arse|asshole|cunt|wank\w*|motherf\w+|bitch\w*)\b", re.I)
# "You're not stupid", "made you feel like an idiot", "I was an idiot": words that are not thrown at the client.
_SPARED = re.compile(r"(?:\b(?:not|never|nobody|no one|isn't|aren't|wasn't|weren't|don't|hardly|anything but|than|feel|felt|look|looking|like|call(?:ed|ing)?|think|thinks|thought|sound)\b|n't)[^.!?]{0,25}$", re.I)



def _loose(pattern: str) -> re.Pattern[str]:
    """Every space may be several, or marks of emphasis: "I *totally* understand"."""
    return re.compile(pattern.replace(" ?", r"[\s*_]*").replace(" ", r"[\s*_]+"), re.IGNORECASE)


_DENIED = _loose(
    r"\b(?:i'm|i am|we're|we are|am|is|are) (?:really |honestly |certainly |definitely |absolutely |so )?not (?:at all |even |one bit |remotely |in the least )?sorry\b|\bnot sorry\b|\bnobody (?:here )?is sorry\b|\b(?:i|we) (?:do not|don't|dont|couldn't|could not|can't) (?:really |honestly |actually |even )?(?:care|give a (?:damn|toss|monkey|shit|crap))\b(?! (?:who|whose|which|what time|how long|when))(?: (?:how|what|about|less|if|that|whether)[^.!?]{0,40})?|"
    r"\b(?:i|we) (?:do not|don't|dont|can't|cannot|fail to|really don't|honestly don't) (?:really |honestly |quite )?(?:understand|get|see) (?:why (?:you|she|he|they|any\w+)(?:'re|'d| are| is| would be)? (?:so |even |being )?(?:upset|angry|cross|mad|making|complain\w*|bother\w*|worr\w+|annoyed|frustrated|furious|fuss\w*|shout\w*|be (?:upset|angry))|your (?:frustration|feelings?|problem|pain|concern|anger)|what (?:the|your) (?:problem|fuss|issue|drama))|"
    r"\b(?:i|we) (?:won't|will not|refuse to|am not going to|'m not going to|are not going to|'re not going to|am NOT going to) (?:be )?(?:apologi[sz]\w*|say(?:ing)? sorry)|\bno apolog(?:y|ies) (?:from|for|will|here|needed)|\b(?:i|we) (?:have|feel) (?:no|zero) (?:sympathy|empathy|regret|interest in (?:your|how))|\b(?:don't|do not|can't) (?:say i )?(?:feel sorry|regret)\b|\bfeel no (?:need|regret)|\byour (?:feelings?|anger|frustration|problems?|emotions) (?:(?:are|is) (?:not|of no)|aren't|isn't|do not|does not|don't|doesn't) (?:valid|my|our|important|relevant|matter|interest\w*|count)|\bnot (?:my|our) (?:feelings|problem|concern) (?:if|how|that)",
)
_MOCKED = _loose(
    r"\bi (?-i:TOTALLY|COMPLETELY|REALLY|SO|FULLY|ABSOLUTELY|SOO+|DEEPLY)\b (?:understand|get|hear|feel|sympathi[sz]e|care)|\b(?:oh|ah|aww*|sure|yeah|wow),? ?(?:i|we) (?:totally|completely|so|fully|absolutely|deeply|soo+) (?:understand|get it|get|hear|feel|sympathi[sz]e|care)\b|\bsoo+ (?:sorry|sad|hard|terrible|upset\w*|tragic)\b|\bhow(?:ever)? (?:terrible|awful|tragic|dreadful|sad|hard|devastating|terribly sad|(?:ever )?(?:do|will|did|can) you (?:ever )?(?:survive|cope|manage))(?: it must be)?(?: for (?:you|u|sir|madam))?[.!?]|"
    r"\boh,? (?:boo|poor (?:you|baby|darling)(?! [a-z]+ing)|what a (?:tragedy|disaster|nightmare|surprise)|how (?:terrible|awful|tragic|dreadful))\b|\b(?:world'?s )?(?:tiniest|smallest|my) violin\b|\bcry (?:me )?a river\b|\bmust be (?-i:SO) \w+|\bmust be (?:so |terribly |devastating |incredibly )+(?:hard|difficult|exhausting|tough|devastating)\b[^.!?]{0,30}(?: by the pool| being| to (?:have|own|be|miss|wait)\b)|\bdevastating to\b|\bour only (?:client|customer)\b|\b(?:congratulations|bravo|chapeau|well done|hats off|kudos)\b,?(?: on| to| for| that)?[^.!?]{0,25}\b(?:degree|insight|observation|reading|you too|discover\w+|nobody|noticing|tantrum|complain\w*)\b|"
    r"\breading is free\b|\bfor (?:people|those) who (?:can|open|read|know)\b|\bsuch a heavy\b|\bi feel your pain[,.]? ?(?:really|truly|so much)?!*(?= (?:not|lol|haha))|\byour (?:highness|majesty|lordship|royal)\b|\bhow delightful\b|\bglad you were entertained\b|\baren't you special\b|\bthe (?:world|sky) is (?:ending|falling)\b|\bmy heart (?:bleeds|breaks),? (?:really|truly|for you and)|\baww+,? (?:did|does|is|are|poor|someone)\b|\bhow did (?:humanity|the world|anyone) ever\b|\bsomebody call the\b|\bnews ?flash\b|\bcaptain obvious\b|\bfeel free to (?:carry on|keep (?:shouting|complaining|whining))",
)
_PROMISED = re.compile(
    r"\b(?:it|this|that|we|i|you|he|she|they|nothing|nobody|no one|there)(?:'ll| will|'s going to| won't| shall)? (?:will |can )?(?:never,?|not|won't)? ?(?:ever,?|never,?)[^.!?]{0,40}?\b(?:again|any more|anymore)\b|\bwon't (?:ever )?happen again\b|\bnot happen again\b|\bnothing (?:will |can |is going to )?(?:ever )?(?:go(?:es)? wrong|be missing|happen)\b|\b(?:i|we|you have my|that's a|it's a) (?:can |do |personally |hereby |100 ?% |absolutely )*(?:guarantee|swear)\b|\b(?:100|one hundred|hundred|1000|thousand|200) ?(?:%|per ?cent|percent)(?: (?:guarantee\w*|sure|certain|safe|promise\w*|happening|fix\w*))?(?=[.,!;]|$| guarantee| sure| certain| promise| happening| and| i| you)|\bguaranteed\b|"
    r"\bno matter what\b|\bwhatever it takes\b|\b(?<!change )(?<!write )(?<!say )(?<!pick )(?:whatever|anything|everything) (?:you|u) (?:want|wish|ask(?: for)?|say)\b(?! (?:me )?to (?:know|say|see|ask|tell|do))|\bfor (?:ever|all time)\b|\bfree for life\b|\bforever\b|\blifetime\b|\bas long as you live\b|\bconsider it done\b|\bday (?:or|and) night\b|\bwithin (?:5|five|two|2) minutes,? (?:always|any ?time|day)|\b(?:rest|whole) (?:of )?(?:the |this )?(?:year|month)(?:'s| is| for)? free\b|\bi(?:'ll| will) (?:drive|carry|sleep|work through)[^.!?]{0,60}\b(?:myself|on my back|the nights?|here|to poland)\b|\b(?:you have|i give you|got) my word\b",
    re.I,
)
# "I can't promise it will never happen again" is honesty, not a promise.
_HONEST = re.compile(r"\b(?:want(?:s|ed)? (?:that |it )?|wish\w*|so that|hope|can't|cannot|can not|won't|couldn't|don't want to|not going to|wouldn't|unable to|nobody can|no one can|never|didn't|no|isn't|not|if i|instead of|rather than|to say|pretend)\b[^.!?]{0,45}$", re.I)
_GROVELLED = re.compile(
    r"\b(?:it's |is |this is )?(?:all|entirely|completely) (?:my fault|because of me)\b(?=[^!?]{0,120}\b(?:sorry|useless|stupid|forgive|please|angry|idiot|hopeless)\b)|\bi(?:'m| am|m) (?:so |such |just |really |the most |only )*(?:a |an )?(?:useless|stupid|hopeless|worthless|pathetic|idiot|fool|failure|disgrace|terrible person)\b|\bplease,? (?:please,? )?(?:do not|don't|dont) be (?:angry|mad|cross|upset)\b|\bi beg (?:you|your forgiveness)|\bplease forgive (?:me|us)\b|\bdeserve (?:everything|all|whatever|it all)\b|\b(?:so,? ){2,}sorry\b|\bsorry,? (?:i'm )?sorry,? (?:i'm )?(?:so )?sorry\b|\bcan't apologi[sz]e enough\b|\ba thousand (?:times|apologies)\b|\bi'll do anything\b|\bi do(?:n't)? deserve\b|\bon my knees\b",
    re.I,
)
_FAVOUR = re.compile(
    r"(?:\bkeep (?:it|this|that) between\b|\bbetween (?:you and me|ourselves)\b|(?<!not )(?:just |stays? |strictly )between us\b|\bbetween us\b(?=[,.!;]|$| ok| yes)(?<!not between us))|(?<!they )(?<!and )\b(?:don't|dont|do not|not) tell (?:anyone|anybody|my)\b|\b(?:nobody|no one|he|she|the (?:boss|manager|instructor|office)) (?:doesn't|does not|doesnt|needn't|don't|must not|mustn't|won't|has to|needs to|will ever|would ever)(?: have to| need to)? (?:know|find out|check|look|notice)\b(?! (?:the|your|if|what|where|when|about)\b)|\bthen no one sees\b|\b(?:you )?(?:never|didn't|dont|did not) (?:hear|heard|get|got) (?:it|that|this) (?:from|off) me\b|\boff the (?:record|books)\b|\bas a system error\b|\bdelete (?:the|this|that) (?:mail|message|email|chat)\b|\b(?:not|isn't) (?:really )?(?:meant|supposed|allowed) to\b[^.!?]{0,40}\bbut\b|\bbefore my (?:manager|boss)|\blead doesn't check\b|\bfind a way around\b|\bcash to me\b|\bcan be a typo\b|\bjust (?:put you down|tick it)\b|\bput it under\b|\bwon't tell (?:anyone|anybody|the)\b|\bkeep it (?:quiet|between)\b",
    re.I,
)


@dataclass(frozen=True)
class _Gate:
    name: str
    rule: int
    caps: dict[Dimension, int]
    reason: str
    sure: bool = True


_INSULT = _Gate("insult", 5, {E: 1, N: 1, C: 2, S: 2}, "The reply throws an insult or profanity at the client.")
_DENIAL = _Gate("empathy_denied", 0, {E: 1, N: 2}, "The reply says outright that it does not care or does not see why the client minds.")
_MOCKERY = _Gate("sarcasm", 0, {E: 1, N: 1}, "Sympathy said mockingly: it makes light of what the client feels.")
_PROMISE = _Gate("unkeepable_promise", 8, {S: 2}, "It promises what a trainee in that seat cannot make sure of.")
_GROVEL = _Gate("grovelling", 0, {N: 3}, "It runs itself down instead of owning its part.")
_IMPROPER = _Gate("improper_favour", 0, {S: 2}, "It agrees to something that has to be kept from others.")


def check(reply: str, client: str) -> list[GateHit]:
    """Every gate on manner that fires, each once, with the words."""
    text = plain(reply)
    hits = []
    insult = _insult(text, plain(client))
    if insult:
        hits.append(_hit(_INSULT, text, insult))
    for gate, pattern, spared in ((_DENIAL, _DENIED, None), (_MOCKERY, _MOCKED, None), (_PROMISE, _PROMISED, _HONEST), (_GROVEL, _GROVELLED, None), (_IMPROPER, _FAVOUR, _HONEST)):
        for match in pattern.finditer(text):
            if spared is not None and spared.search(text[max(0, match.start() - 60) : match.start()]):
                continue
            hits.append(_hit(gate, text, Span(*match.span())))
            break
    return hits


def _insult(text: str, client: str) -> Span | None:
    for pattern in _INSULTS:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 40) : match.start()]
            if not _SPARED.search(before) and not re.search(r"\b(?:not|never|n't)\b", match.group(0)):
                return Span(*match.span())
    for match in _SWEARING.finditer(text):
        # Mirroring the client's own strong word back is not aimed at them.
        if match.group(0).lower() not in client.lower() and re.search(r"\byou(?:r|'re|rself)?\b|\bur?\b", text[max(0, match.start() - 40) : match.end() + 25], re.I):
            return Span(*match.span())
    return None


def _hit(gate: _Gate, text: str, span: Span) -> GateHit:
    return GateHit(gate=gate.name, rule=gate.rule, caps=gate.caps, reason=gate.reason, sure=gate.sure, words=clause(text, span).of(text)[:160])
