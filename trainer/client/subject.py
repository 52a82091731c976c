"""Whether a reply speaks of this client's matter at all, or of quite another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from trainer.domain.acts import Act
from trainer.domain.scenario import Scenario
from trainer.signals.wording import Sentence, content_stems, plain

ENOUGH = 3  # content words from which a reply that shares none with the case is about something else

_SMALL_TALK = re.compile(
    r"\b(?:weather|sunny|rain(?:y|ing)?|football|the match|cricket|world cup|holidays?|vacation|newsletter|special offer|on offer|on sale|loyalty card|voucher|"
    r"(?:our|the|a) (?:brand[- ]new|new|latest|premium|deluxe|gold) \w+|upgrade|subscri\w+|black friday|favou?rite (?:film|food|band|colou?r|song)|netflix|horoscope|star sign|"
    r"joke|recipe|pizza|lunch|my (?:cat|dog|weekend|birthday|car|kids|mum|girlfriend|boyfriend)|instagram|tiktok|politics|elections?)\b", re.I)
# whoever does one of these speaks to the client about their trouble, in whatever words
_TO_THE_MATTER = frozenset({
    Act.NAMES_FEELING, Act.VALIDATES, Act.APOLOGISES, Act.OWNS, Act.THANKS, Act.ASKS_TOPIC, Act.SUMMARISES, Act.ANSWERS, Act.PROMISES_CONCRETELY,
    Act.AGREES_CHECK_IN, Act.SETS_BOUNDARY, Act.CONCEDES, Act.ESCALATES, Act.PARTS_WAYS, Act.WARNS, Act.OVERPROMISES, Act.GIVES_AWAY})
_NO_SUBJECT = frozenset({Act.CLOSES, Act.PROMISES_VAGUELY, Act.STOCK_PHRASE, Act.REFUSES, Act.EXCUSES, Act.BLAMES, Act.DISMISSES,
                         Act.INSULTS, Act.TOO_LITTLE, Act.REPEATS_ITSELF, Act.PARROTS})
_POINTS_BACK = re.compile(r"\b(?:this|that|it|them|those|these|there|your)\b", re.I)


def off_subject(scenario: Scenario, parts: list[Sentence], acts: set[Act]) -> bool:
    """True where the reply says something, and nothing of it belongs to the case. In doubt False: to be told off for
    wandering, unjustly, is worse than to be let wander once."""
    if acts & (_TO_THE_MATTER | _NO_SUBJECT):
        return False
    own = _stems(" ".join(_case(scenario)))  # of the case itself: what happened, what can be asked, offered and answered
    small = [s for s in parts if any(not content_stems(m.group(0)) <= own for m in _SMALL_TALK.finditer(s.text))]
    if small:
        return not any(len(content_stems(s.text) & own) >= 2 for s in parts if s not in small)
    said = frozenset().union(*(content_stems(s.text) for s in parts)) if parts else frozenset()
    return len(said) >= ENOUGH and not said & (own | _stems(" ".join(_spoken(scenario)))) and not any(_POINTS_BACK.search(s.text) for s in parts)


@lru_cache(maxsize=64)
def _stems(text: str) -> frozenset[str]:
    return content_stems(plain(text))


def _case(s: Scenario) -> Iterator[str]:
    b, c = s.briefing, s.client
    yield from (s.title, s.summary, s.industry, s.opening, b.role, b.situation, b.aim, c.job, c.wants, c.fears)
    yield from (*b.you_know, *b.you_may_offer, *b.you_may_not, *s.prepare)
    for part in (*s.stakes, *s.concerns, *s.hidden_facts, *s.red_lines):
        yield part.text
    for part in (*s.stakes, *s.concerns, *s.topics, *s.red_lines):
        for cue in part.cues:
            yield re.sub(r"[*|+]", " ", cue)


def _spoken(s: Scenario) -> Iterator[str]:
    for lines in s.lines.values():
        yield from (*lines.hot, *lines.tense, *lines.calm, *lines.any)
    for topic in s.topics:
        yield from topic.answers
    for concern in s.concerns:
        yield from (*concern.ask, *concern.satisfied)
    for fact in s.hidden_facts:
        yield from (*fact.lines, *fact.deflect)
    for part in (*s.beats, *s.endings):
        yield from part.lines
    bots = s.bots
    yield from (*bots.acknowledge, *bots.own, *bots.propose, *bots.summarise, *bots.close, *bots.boundary, *bots.part, *bots.defend, *bots.empty_warmth)
    for group in (bots.ask, bots.answer, bots.give_away):
        for lines in group.values():
            yield from lines
