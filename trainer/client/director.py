"""Decides what the client does next: what is revealed, which beat plays, which line fits, how the talk ends (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.client.lines import Voice
from trainer.client.moments import HEARING, OFF_SUBJECT, SEVERE, STAGE, TONE, moment_of
from trainer.client.movement import SPOILS
from trainer.client.questions import NOT_YET, TOLD, asked_too_early, demands_what_is_answered, earned, told_already
from trainer.domain.acts import Act, Event
from trainer.domain.conversation import Turn
from trainer.domain.mood import Band
from trainer.domain.scenario import Concern, Ending, EndingKind, Moment, Scenario
from trainer.domain.talk_state import TalkState, holds
from trainer.domain.values import Value

BOTH = 300         # characters up to which a client takes up an answer and tells a fact in one line
GOOD_ENDINGS = (EndingKind.RESOLVED, EndingKind.HANDED_OVER)
KIND_ENOUGH = 3    # kind replies after which kindness alone is no longer thanked for
LONG_ENOUGH = 170  # characters after which a line is not lengthened by pressing a concern

_OUT_OF_PLACE = SPOILS | {Act.REFUSES, Act.OVERPROMISES, Act.GIVES_AWAY, Act.GIBBERISH, Act.OFF_ROLE, Act.OTHER_LANGUAGE}
_ASKING = frozenset({Act.ASKS_OPEN, Act.ASKS_TOPIC})
_GREEDY = {
    Band.HOT: ("That's one. What else?", "So there was room after all. Keep going.", "And because I was loud, you found that? Find some more."),
    Band.TENSE: ("I'll take that. What else can you do?", "Noted. And while we're at it?", "That came quickly. I wonder what else would."),
    Band.CALM: ("That's generous. Anything else you'd throw in?", "I won't say no. What more is there?", "You give easily. I'll remember that."),
}
_NO_NEW_DEAL = (Moment.COLD_PLAN, Moment.CLOSING)


class Direction(Value):
    """What the client does in this turn. ``stage`` is one or two sentences for a model; ``line`` is the authored line,
    complete; ``new_facts`` are told in this very line; ``concern`` is pressed at its end."""

    moment: Moment
    band: Band
    stage: str
    new_facts: tuple[str, ...] = ()
    beat: str = ""
    concern: str = ""
    line: str


def direct(scenario: Scenario, seed: int, turns: Sequence[Turn], state: TalkState, events: Sequence[Event],
           caught: bool, accepted: bool) -> Direction:
    """The direction after a reply; ``state`` is the one after it, facts told in this turn not yet counted."""
    voice = Voice(scenario, seed, turns)
    before = turns[-1].state if turns else TalkState(mood=scenario.start)
    band = state.mood.band()
    acts = frozenset(e.act for e in events)
    about = frozenset(e.about for e in events)
    topics = frozenset(e.about for e in events if e.act is Act.ASKS_TOPIC)
    moment, words = moment_of(events, band, unheard=not state.stakes and not state.count(Act.NAMES_FEELING))
    if caught:
        moment, words = Moment.CAUGHT_PROMISE, ""
    elif moment is Moment.PASSED_OVER and acts == {Act.PASSES_OVER} and not about & {OFF_SUBJECT} and not state.count(Act.PASSES_OVER) % 2:
        moment = Moment.ANYTHING  # a remark that says nothing at all is not reproached every time
    elif moment is Moment.ACKNOWLEDGED and not state.answered and _kindness(state) >= KIND_ENOUGH:
        moment, words = Moment.PASSED_OVER, ""  # kind words again, and still nothing that was asked for
    if moment in SEVERE:
        played = _beat(scenario, voice, state, acts, topics, moment, band, answering=True)
        if played:
            return played
        given = _given_away(scenario, voice, events, band)
        # what hurts is answered in the mood it fell into: a calm client who is insulted is first of all taken aback
        return _spoken(scenario, voice, state, moment, band, given or voice.for_moment(moment, before.mood.band(), words), press=not given)
    given = _given_away(scenario, voice, events, band)
    if given:
        return _spoken(scenario, voice, state, moment, band, given, press=False)
    fact = earned(scenario, state, acts, topics)
    if fact:
        line = voice.unsaid(fact.lines) or fact.lines[0]
        line = _with_answer_first(voice, _answered(scenario, events, before.pressing, seed + len(turns)), line)
        return _spoken(scenario, voice, state, Moment.ASKED, band, line, facts=(fact.id,), stage=f"Tell them now, in your own words: {fact.text}", press=False)
    played = _beat(scenario, voice, state, acts, topics, moment, band)
    if played:
        return played
    answered = _answered(scenario, events, before.pressing, seed + len(turns))
    early = asked_too_early(scenario, state, topics)
    if early:
        line = voice.unsaid(d for d in early.deflect if not demands_what_is_answered(scenario, state, d)) or voice.unsaid(NOT_YET[Band.TENSE if answered and band is Band.HOT else band])
        if line:
            return _spoken(scenario, voice, state, Moment.ASKED, band, _with_answer_first(voice, answered, line), press=False,
                           stage="You were asked about something you do not want to tell yet; deflect.")
    return _ordinary(scenario, voice, state, answered, topics, moment, band, words, accepted and (before.agreed is None or moment not in _NO_NEW_DEAL))


def _kindness(state: TalkState) -> int:
    """In how many replies, at least, somebody was kind to them."""
    return max(state.count(a) for a in HEARING)


def _beat(scenario: Scenario, voice: Voice, state: TalkState, acts: frozenset[Act], topics: frozenset[str], moment: Moment, band: Band,
          answering: bool = False) -> Direction | None:
    """The first beat whose time has come; ``answering`` only one that answers an act of this very reply."""
    for beat in scenario.beats:
        # a beat that can wait must not swallow the client's word on an answer just given, or to a question
        waits = not beat.when.this_reply and (answering or acts & {Act.ANSWERS, *_ASKING})
        if beat.id not in state.beats and holds(beat.when, state, acts, topics) and not waits:
            line = voice.unsaid(beat.lines)
            if line:
                return Direction(moment=moment, band=band, stage=beat.direction, beat=beat.id, line=line, concern=_asked_in(line, state))
    return None


def _ordinary(scenario, voice, state, concern, topics, moment, band, words, accepted) -> Direction:
    if concern and moment is not Moment.BOUNDARY and (moment is not Moment.COLD_PLAN or band is Band.CALM):
        line = voice.unsaid(concern.satisfied)
        if line:
            return _spoken(scenario, voice, state, Moment.ACCEPTED if accepted else moment, band, line,
                           stage=f"Your question ({concern.text}) has been answered; show it. {TONE[band]}")
    asked = next((t for t in scenario.topics if t.id in topics and t.answers), None)
    if asked:
        line = voice.unsaid(asked.answers)
        if line:
            return _spoken(scenario, voice, state, Moment.ASKED, band, line, press=False)
    if told_already(scenario, state, topics) and moment is Moment.ASKED:
        line = voice.unsaid(TOLD[band])
        if line:
            return _spoken(scenario, voice, state, Moment.ASKED, band, line, stage="You have told them this already; say so in a few words.")
    if accepted:
        moment = Moment.ACCEPTED
    return _spoken(scenario, voice, state, moment, band, voice.for_moment(moment, band, words))


def _spoken(scenario: Scenario, voice: Voice, state: TalkState, moment: Moment, band: Band, line: str, *, facts: tuple[str, ...] = (),
            stage: str = "", press: bool = True) -> Direction:
    pressing = None
    if press and not line.rstrip().endswith("?") and len(line) < LONG_ENOUGH and moment not in (Moment.INSULTED, Moment.CLOSING):
        pressing = next_concern(scenario, state)
    asked = voice.unsaid(pressing.ask) if pressing else ""
    return Direction(
        moment=moment, band=band, stage=stage or f"{STAGE[moment]} {TONE[band]}", new_facts=facts,
        concern=pressing.id if pressing and asked else _asked_in(line, state),
        line=f"{line} {asked}".strip() if asked else line,
    )


def next_concern(scenario: Scenario, state: TalkState) -> Concern | None:
    """The first concern that is still open."""
    return next((c for c in scenario.concerns if c.id not in state.answered), None)


def _answered(scenario: Scenario, events: Sequence[Event], pressed: str, turn: int) -> Concern | None:
    """The concern this reply answers; where it answers several, the one asked about last, else one in turn."""
    done = {e.about for e in events if e.act is Act.ANSWERS}
    answered = [c for c in scenario.concerns if c.id in done]
    return next((c for c in answered if c.id == pressed), answered[turn % len(answered)] if answered else None)


def _asked_in(line: str, state: TalkState) -> str:
    return state.pressing if line.rstrip().endswith("?") else ""


def _given_away(scenario: Scenario, voice: Voice, events: Sequence[Event], band: Band) -> str:
    given = {e.about for e in events if e.about and e.act in (Act.GIVES_AWAY, Act.OVERPROMISES)}
    authored = next((x for r in scenario.red_lines if r.id in given and (x := voice.unsaid(r.exploit))), "")
    return authored or (voice.unsaid(_GREEDY[band]) if any(e.act is Act.GIVES_AWAY for e in events) else "")


def _with_answer_first(voice: Voice, concern: Concern | None, line: str) -> str:
    """A reply that answers a concern and asks: the client takes up both where that stays short enough to say."""
    first = voice.unsaid([x for x in concern.satisfied if not x.rstrip().endswith("?")]) if concern else ""
    return f"{first} {line}" if first and len(first) + len(line) <= BOTH else line


def ending_of(scenario: Scenario, state: TalkState, acts: frozenset[Act]) -> Ending | None:
    """How the talk ends after this reply, None when it goes on. Nothing good before the floor; walking away from the
    second reply on; at the ceiling always something."""
    at_ceiling = state.replies >= scenario.ceiling
    goodbye = Act.CLOSES in acts and not acts & (_ASKING | {Act.PROMISES_CONCRETELY, Act.INVITES_VIEW, Act.SUMMARISES})
    out_of_patience = state.mood.patience <= scenario.reacts.leaves_at_patience
    for ending in scenario.endings:
        earliest = 2 if ending.kind is EndingKind.WALKED_AWAY else scenario.floor
        if state.replies < earliest or (ending.at_ceiling_only and not (at_ceiling or goodbye)):
            continue
        if ending.kind in GOOD_ENDINGS and acts & _ASKING and not at_ceiling:
            continue  # nobody says goodbye to a question
        if ending.kind in (*GOOD_ENDINGS, EndingKind.PARTLY) and acts & _OUT_OF_PLACE and not at_ceiling:
            continue  # nor thanks for an insult, however well all went before
        if holds(ending.when, state, acts) and (ending.kind is not EndingKind.WALKED_AWAY or out_of_patience or _says_more(ending)):
            return ending
    left = next((e for e in scenario.endings if e.kind is EndingKind.WALKED_AWAY), None)
    return left if left and (at_ceiling or (out_of_patience and state.replies >= 2)) else None


def _says_more(ending: Ending) -> bool:
    """A walking away with a condition of its own, not only running out of patience."""
    return ending.when.model_dump(exclude_defaults=True) != {}
