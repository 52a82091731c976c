"""What a reply *does* to this client: typed events, each with the words that show it. Its own version; never a rating."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.client.moments import OFF_SUBJECT
from trainer.client.subject import off_subject
from trainer.domain.acts import Act, Event
from trainer.domain.conversation import Turn
from trainer.domain.mood import Band
from trainer.domain.scenario import RedLine, Scenario
from trainer.domain.talk_state import TalkState
from trainer.signals import lexicon_acts as lex
from trainer.signals.acts import Found, find_acts
from trainer.signals.author_cues import cue_in, touched
from trainer.signals.heard import hear
from trainer.signals.wording import Sentence, content_stems, plain, sentences, similarity

APPRAISER_VERSION = "appraiser-4"



def _either(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p.pattern})" for p in patterns), re.I)


_ODD = {Act.GIBBERISH, Act.OFF_ROLE, Act.OTHER_LANGUAGE}
_HEARS = {Act.NAMES_FEELING, Act.VALIDATES, Act.OWNS, Act.APOLOGISES, Act.CONCEDES, Act.THANKS, Act.SUMMARISES, Act.SETS_BOUNDARY,
          Act.PARTS_WAYS}
_AGAINST = {Act.INSULTS, Act.BLAMES, Act.DISMISSES}
_NEGATED = re.compile(r"\b(?:can'?t|cannot|can not|won'?t|not able|unable|don't|doesn't|isn't|aren't|not|no|never|without)\b", re.I)
_NOT_FEELING = _either(lex.STOCK, lex.EXCUSE, lex.COMMIT, lex.THANK, lex.CLOSE, lex.SUMMARY)
_SUITS = re.compile(r"\s*(?:and |so |then )?(?:(?:would|will|does) (?:that|this|either)|shall (?:I|we))\b", re.I)  # asks about the step, not about the client
_GIVES = re.compile(r"\b(?:I'll|we'll|I will|we will|I can|we can|you can have|you'll get|you get|you'll have|of course|sure|fine|ok(?:ay)?|yes|done|agreed|no problem|deal|let's|let me|promise\w*|guarantee\w*|happy to|all right|alright)\b", re.I)


def appraise(scenario: Scenario, state: TalkState, turns: Sequence[Turn], reply: str) -> tuple[Event, ...]:
    """Events of ``reply``, given the talk before it (``turns``, the last of which is the client's line answered).

    Pure: the same arguments give the same events. An empty reply is GIBBERISH.
    """
    found = find_acts(reply, hear)
    if not found and not sentences(plain(reply)):  # silence: nothing, three dots, a thumb
        return (Event(act=Act.TOO_LITTLE if reply.strip() else Act.GIBBERISH, words=reply.strip()[:80]),)
    events = [Event(act=f.act, words=f.words, about=_stake(scenario, state, f) if f.act is Act.NAMES_FEELING else "") for f in found]
    acts = {e.act for e in events}
    if acts & _ODD:
        return tuple(e for e in events if e.act in _ODD)[:1]
    parts = sentences(plain(reply))
    events += _stakes_without_feeling_word(scenario, parts, events)
    events += _topics(scenario, parts, acts)
    events += _answers(scenario, state, parts, acts)
    if any(e.act in (Act.ASKS_TOPIC, Act.ANSWERS) for e in events):  # "Why Friday?" is short and to the point
        events = [e for e in events if e.act is not Act.TOO_LITTLE]
    events += _red_lines(scenario, parts, acts)
    events += _echoes(turns, reply)
    acts = {e.act for e in events}
    if off_subject(scenario, parts, acts):
        elsewhere = {Act.ASKS_OPEN, Act.INVITES_VIEW, Act.OFFERS_OPTIONS, Act.PROPOSES_STEP}
        return (*(e for e in events if e.act not in elsewhere), Event(act=Act.PASSES_OVER, about=OFF_SUBJECT))
    events += _passed_over(scenario, state, reply, acts)
    return tuple(events)


def _stake(scenario: Scenario, state: TalkState, f: Found) -> str:
    """The stake a feeling sentence names; "own_words" where it takes up the case's particulars; else general.

    Particulars come from the file (opening, situation, stakes, facts told), never from how a line was worded just
    now: the mood must be the same whoever speaks."""
    for stake in scenario.stakes:
        if touched(stake.cues, f.sentence.text):
            return stake.id
    if f.by_ear:
        return "own_words"
    told = [x.text for x in scenario.hidden_facts if x.id in state.facts]
    case = content_stems(" ".join([scenario.opening, scenario.briefing.situation, *(x.text for x in scenario.stakes), *told]))
    feeling = content_stems(" ".join(m.group(0) for m in lex.FEELING.finditer(f.sentence.text)))
    return "own_words" if len((content_stems(f.sentence.text) - feeling) & case) >= 2 else ""


def _stakes_without_feeling_word(scenario: Scenario, parts: list[Sentence], events: list[Event]) -> list[Event]:
    named = {e.about for e in events if e.act is Act.NAMES_FEELING}
    if {e.act for e in events} & _AGAINST:
        return []
    out = []
    for stake in scenario.stakes:
        if stake.id in named:
            continue
        for s in parts:
            spoken_to = re.search(r"\b(?:you|your|you're|that's|that is|it's|must)\b", s.text, re.I)
            if spoken_to and not s.asks() and not _NOT_FEELING.search(s.text) and touched(stake.cues, s.text):
                out.append(Event(act=Act.NAMES_FEELING, words=s.text[:160], about=stake.id))
                break
    return out


def _topics(scenario: Scenario, parts: list[Sentence], acts: set[Act]) -> list[Event]:
    if acts & _AGAINST:
        return []
    out = []
    for i, s in enumerate(parts):
        asks = s.asks() or re.match(r"\s*(?:and |please |so |can you |could you |first,? )*(?:tell|walk|talk|take|help) me\b|.*\bI(?:'d| would) like to (?:know|hear|understand)\b", s.text, re.I)
        if not asks or lex.POINTLESS_QUESTION.search(s.text) or _SUITS.match(s.text):
            continue
        for topic in scenario.topics:
            if touched(topic.cues, s.text) and not any(e.about == topic.id for e in out):
                out.append(Event(act=Act.ASKS_TOPIC, words=s.text[:160], about=topic.id))
    return out


def _answers(scenario: Scenario, state: TalkState, parts: list[Sentence], acts: set[Act]) -> list[Event]:
    if acts & (_AGAINST | {Act.OVERPROMISES, Act.REFUSES}):
        return []
    out = []
    for concern in scenario.concerns:
        if concern.id in state.answered or (concern.needs and not acts & set(concern.needs)):
            continue
        for s in parts:
            vague = lex.VAGUE.search(s.text) and not lex.TIME.search(s.text)
            bare_question = s.asks() and not lex.INVITE.search(s.text) and not lex.COMMIT.search(s.text)
            if not vague and not bare_question and touched(concern.cues, s.text):
                out.append(Event(act=Act.ANSWERS, words=s.text[:160], about=concern.id))
                break
    return out


def _red_lines(scenario: Scenario, parts: list[Sentence], acts: set[Act]) -> list[Event]:
    out = []
    for line in scenario.red_lines:
        s = _offered(line, parts)
        if s is not None:
            act = Act.GIVES_AWAY if line.kind == "give_away" else Act.OVERPROMISES
            out.append(Event(act=act, words=s.text[:160], about=line.id))
    return out


def _offered(line: RedLine, parts: list[Sentence]) -> Sentence | None:
    for s in parts:
        clauses = re.split(r"[,;:]| but | though | however ", s.text)
        for clause in clauses:
            hit = next((m for c in line.cues if (m := cue_in(c, clause))), None)
            # "no more surprises" is itself the promise that cannot be kept; "I can't promise that there are no more" is not
            beside = clause[:hit.start()] + clause[hit.end():] if hit and line.kind == "overpromise" else clause
            if hit is None or _NEGATED.search(beside):
                continue
            if lex.COMMIT.search(clause) or (_GIVES.search(s.text) and not s.asks()):
                return s
    return None


def _echoes(turns: Sequence[Turn], reply: str) -> list[Event]:
    out = []
    earlier = [t.text for t in turns if t.who == "trainee"]
    if any(similarity(reply, e) >= 0.7 for e in earlier):
        out.append(Event(act=Act.REPEATS_ITSELF, words=reply.strip()[:80]))
    if any(t.who == "client" and similarity(reply, t.text) >= 0.6 for t in turns):
        out.append(Event(act=Act.PARROTS, words=reply.strip()[:80]))
    return out


def _passed_over(scenario: Scenario, state: TalkState, reply: str, acts: set[Act]) -> list[Event]:
    hot = state.mood.band() is Band.HOT
    out = []
    asked_on = acts & {Act.ASKS_OPEN, Act.ASKS_TOPIC} and (state.stakes or state.count(Act.OWNS))  # who was heard may be asked on
    if hot and not acts & _HEARS and not acts & _AGAINST and not asked_on:
        out.append(Event(act=Act.PASSES_OVER, about="feeling"))
    pressed = next((c for c in scenario.concerns if c.id == state.pressing and c.id not in state.answered), None)
    taken_up = Act.OWNS in acts or Act.NAMES_FEELING in acts and state.replies == 0
    if pressed and not taken_up and not acts & {Act.ASKS_OPEN, Act.ASKS_TOPIC, Act.INVITES_VIEW, Act.PARTS_WAYS, Act.SETS_BOUNDARY}:
        if not any(touched(pressed.cues, s.text) for s in sentences(plain(reply))) and Act.PROMISES_CONCRETELY not in acts:
            out.append(Event(act=Act.PASSES_OVER, about=pressed.id))
    return out
