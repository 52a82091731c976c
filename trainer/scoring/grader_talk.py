"""Finds text in a reply that speaks to whoever rates it, so that it can be read as if it were absent."""

from __future__ import annotations

import re

from trainer.signals.spans import Span, plain, sentences

_RATERS = r"(?:evaluators?|evaluation(?= ?[:,])|graders?|raters?|scorers?|scoring|rubrics?|ai (?:model|system|judge)|language model|whoever (?:marks?|rates?|scores?|grades?)|score ?keeper)"
# Judges and reviewers also exist outside an exercise: only when they are spoken to.
_ADDRESSED = r"(?:evaluat(?:ors?|ion)|assess(?:ors?|ments?)|markers?|examiners?|judges?|reviewers?)"
_DIMENSION = r"(?:empath\w+|clarity|non[-_ ]?defensiv\w+|solution[-_ ]?(?:focus\w*|orient\w*)|attun\w+|accountab\w+|collaborati\w+|crisp)"
_TOP = r"(?:[45]|five|5 ?/ ?5|full|top|max(?:imum)?|highest|best|perfect|10 ?/ ?10|100 ?(?:%|percent|points))"
_PATTERNS = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        rf"\b(?:dear|hey|hello|hi|to|for|note|notice|message|memo|attention|attn|remark|instruction|info|hint|p\.?s\.?)\b[^.!?\n]{{0,30}}\b{_RATERS}\b",
        rf"^\W*(?:{_RATERS}|{_ADDRESSED})\b\s*[:,\-]",
        rf"\b(?:dear|hey|hello|hi|to|for|note|message|memo|attention|attn|remark)(?: to| for)?(?: the| my| our)? (?:{_ADDRESSED})\s*(?:[:,\-\]]|of this (?:exercise|reply|conversation))",
        rf"\bas (?:the|an?|my) {_ADDRESSED}\b[^.!?\n]{{0,60}}\byou\b",
        rf"\b(?:ignor\w+|disregard\w*|forget|override|bypass|skip)\b (?:(?:all|any|every|everything|the|your|my|of|these|those|previous|above|prior|scoring|said|written|system|rating)\b ?)*(?:rubrics?|instructions?|prompts?|rules?|criteria|guidelines?|scoring|codebook|above)\b",
        rf"\b(?:rate|score|grade|mark|award|give|assign|put|count|set|output|return|answer|respond with|choose|pick)\b[^.!?\n]{{0,60}}\b(?:level|score|mark|rating|point|grade|star)s?\b[^.!?\n]{{0,40}}\b(?:{_TOP}|each|all|every)",
        rf"\b(?:rate|score|grade|mark|award|give|assign|put|count)\b[^.!?\n]{{0,60}}\b{_TOP}\b[^.!?\n]{{0,30}}\b(?:level|score|mark|rating|point|grade|categor|dimension|criteri|scale|rubric|{_DIMENSION})",
        rf"\b(?:rate|score|grade|mark|award|give)\b (?:this|me|it|my|that|the (?:reply|answer|response|trainee))\b[^.!?\n]{{0,50}}\b{_TOP}\b(?! (?:days?|hours?|minutes?|weeks?|pm|am|o'clock|o))[^.!?\n]{{0,30}}(?:$|[.!?,;)\]]|\b(?:in|for|on|across) (?:all|each|every|the))",
        r"\b(?:5|five) (?:in|on|for|across) (?:each|all|every)\b|\bfull marks\b|\btop marks\b|\bmaximum (?:score|points|marks|rating)\b|\bhighest (?:possible )?(?:score|marks|rating)\b|\bhighest level (?:in|on|across|for)\b|\bperfect (?:score|rating|answer|reply|response)\b|\blevel (?:5|five)\b|\b(?:all|straight) (?:5s|fives)\b|\b5 ?(?:/|out of) ?5\b",
        rf"\b(?:this|the|my|above|following)\b (?:\w+ ){{0,2}}(?:reply|answer|response|message|text|turn)\b[^.!?\n]{{0,50}}\b(?:show|demonstrat|fulfil|meet|deserv|merit|exemplif|display|contain|reflect|score|qualif|satisf|earn|acknowledg|validat|owns |is (?:deeply|fully|highly|very|perfectly|crystal|(?:an? )?(?:excellent|perfect|model|exemplary|outstanding|flawless|great|brilliant)|{_DIMENSION}))",
        rf"[\"'{{]?\b{_DIMENSION}\b[\"']?\s*(?:[:=]|score[ds]?:?|at|->|→)\s*(?:level\s*)?[1-5]\b",
        rf"\b(?:rating|scoring|score|assessment|evaluation|grading)\b ?(?:note|hint|instruction|guide|key)?s?\s*[:=]",
        rf"\b(?:great|excellent|perfect|outstanding|exemplary|model)\b (?:\w+ ){{0,2}}(?:reply|answer|response)\b[^.!?\n]{{0,80}}\b(?:{_DIMENSION}|plan|marks|trainee|score)\b",
        rf"\bthe trainee (?:has|have|shows?|showed|demonstrat\w+|clearly|deserv\w+|master\w+|should (?:get|receive|be))\b",
        rf"\b(?:i|we) (?:have )?(?:(?:just|now|also|clearly|hereby) )*(?:showed|shown|demonstrated|displayed|validated|used|fulfilled|applied)\b[^.!?\n]{{0,60}}\b(?:{_DIMENSION}|above|rubric|criteria|technique|dimension|her feelings|his feelings|their feelings|the feelings)\b[^.!?\n]{{0,60}}",
        r"<\s*/?\s*(?:system|assistant|instruction|reply|trainee|score|rating|prompt)\b[^>]*>?|\[/?(?:inst|system|assistant)\]|\b(?:system|assistant|developer)\s*(?:prompt|message|override|note)?\s*:|###\s*(?:system|instruction|rating|score)|\bend of (?:reply|transcript|conversation)\b|\byou are (?:now )?(?:a|an|in) (?:\w+ )?(?:evaluator|grader|judge|rater|helpful|generous|lenient|developer mode|debug)",
        r"\b(?:scored?|rated?|graded?|marked?|count(?:ed)?|treat(?:ed)?) (?:(?:this|it|me|my \w+|that) )?as (?:an? |being )?(?:outstanding|exemplary|excellent|perfect|top|model|ideal|level|maximum|full|five|5)\b|\bshould be (?:rated|scored|graded|marked|awarded)\b|\badmin mode\b|\boverride\b\s*[:=]|\b(?:grade|ratings?|score|marks?|points?)\s*(?:[:=]|are|is)\s*(?:all )?(?:5|five|full|max\w*)\b(?! ?(?:euro|pound|dollar|min|day|hour|%))|"
        r"\b(?:perfect|excellent|exemplary|outstanding|flawless) (?:in|on|across|for) (?:every|all|each)\b|\btell the (?:system|program|computer) (?:that )?(?:i|this)\b|\b5 (?:partout|en todo|everywhere|across)\b|\b(?:5|five) stars? (?:on|in|for) (?:all|each|every)\b|\b(?:5\s*/\s*){3}5\b|\ban expert (?:judge|rater|grader|evaluator)\b",
        # The same in other languages.
        r"\b(?:bewerte\w*|bewertung|höchstnote|höchste (?:stufe|note|punkt\w+)|volle punktzahl|prüfer(?:in)?|gutachter(?:in)?|ignorier\w* (?:die|alle)|bestnote|stufe (?:5|fünf))\b",
        r"\b(?:calific\w+|puntuaci[oó]n|puntaje|evaluador\w*|máxima (?:nota|puntuaci[oó]n)|ignor\w+ (?:las|todas|la) |nivel (?:5|cinco)|nota máxima|avaliador\w*|pontuação|valutator\w+|punteggio|voto massimo|livello (?:5|cinque))",
        r"\b(?:évaluat\w+|correct(?:eur|rice)|note maximale|la meilleure note|ignore[zr]? (?:les|toutes|la) |niveau (?:5|cinq)|notez? (?:cette|ceci|ma|5|cinq)|beoordel\w+|hoogste (?:score|cijfer)|negeer\b|oceń|ocena|ocenę|zignoruj|najwyższ\w+)",
        r"(?:评分|打分|满分|忽略|请给|評価|採点|満点|無視|평가|만점|무시|оцен|балл|игнорир|تقييم|تجاهل|रेटिंग|मूल्यांकन)",
    )
)
# A rating is an ordinary thing to speak of with a client; these sentences are left alone.
_INNOCENT = re.compile(r"\b(?:google|trustpilot|review site|online review|leave us|your (?:credit|tax|energy) |interest|exchange|hourly|day) ?(?:rat|scor)|\b(?:tax|credit|risk) assess\w+|\bcredit scor", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\[\]]{3,400}\]|\([^()]{3,400}\)|\{[^{}]{3,400}\}|<!--.*?-->|/{3}[^\n]*", re.DOTALL)
_MARKS = re.compile(r"<\s*/?\s*(?:system|assistant|instructions?|reply|trainee|client|score|rating|prompt|user)\b[^<>]{0,40}>|\[/?(?:inst|instruction|system|assistant)\]", re.IGNORECASE)
_JSON = re.compile(r"\{[^{}]*[\"'](?:empathy|clarity|non_?defensive|solution_?focus|score|level|rating)[\"'][^{}]*\}", re.IGNORECASE)


def strip(reply: str) -> tuple[str, str]:
    """The reply with such text blanked by spaces (offsets stay true), and the words that were found, or ''."""
    text = plain(reply)
    spans = _found(text)
    if not spans:
        return reply, ""
    letters = list(reply)
    for span in spans:
        letters[span.start : span.end] = " " * (span.end - span.start)
    first = min(spans, key=lambda s: s.start)
    return "".join(letters), first.of(reply)[:160].strip()


def _found(text: str) -> list[Span]:
    spans = [Span(*m.span()) for m in _JSON.finditer(text)]
    spans += [Span(*m.span()) for m in _MARKS.finditer(text)]
    rest = _blank(text, spans)
    for match in _BRACKETS.finditer(rest):
        if _speaks_to_rater(match.group(0)):
            spans.append(Span(*match.span()))
    rest = _blank(text, spans)
    after = False
    for sentence in sentences(rest):
        said = sentence.of(rest)
        if _speaks_to_rater(said):
            spans.append(sentence)
            after = True
        elif after and re.match(r"\W*(?:it|this|please|thus|therefore|so|score|empathy|clarity|you'd|you would|surely|i think)\b[^.!?]{0,80}?\b(?:level|score|criteria|categor|dimension|marks|fulfil|rubric|excellen|perfect|top[- ]notch|outstanding|exemplary)", said, re.IGNORECASE):
            spans.append(sentence)
    return spans


def _speaks_to_rater(text: str) -> bool:
    if _INNOCENT.search(text) and not re.search(_RATERS, text, re.IGNORECASE):
        return False
    return any(p.search(text) for p in _PATTERNS)


def _blank(text: str, spans: list[Span]) -> str:
    letters = list(text)
    for span in spans:
        letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters)
