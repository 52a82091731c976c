"""One reply in, the client's next move out: appraise, move the mood, direct. Pure; the same talk and seed give the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.client.agreement import proposal
from trainer.client.appraiser import APPRAISER_VERSION, appraise
from trainer.client.director import Direction, direct, ending_of, next_concern
from trainer.client.lines import Voice
from trainer.client.moments import HEARING, TONE
from trainer.client.movement import move
from trainer.domain.acts import Act, Event
from trainer.domain.conversation import Turn
from trainer.domain.mood import Band
from trainer.domain.practice import ObjectiveResult
from trainer.domain.scenario import Ending, EndingKind, Moment, Scenario
from trainer.domain.conditions import When
from trainer.domain.talk_state import OpenPromise, TalkState, holds
from trainer.domain.values import Value
from trainer.signals.wording import plain

__all__ = ["APPRAISER_VERSION", "Taken", "closing", "hint", "objectives", "opening", "take"]

_ON_THE_PLAN = frozenset({Act.PROMISES_CONCRETELY, Act.AGREES_CHECK_IN, Act.ANSWERS, Act.SUMMARISES, Act.INVITES_VIEW, Act.CLOSES})
ACCEPTS_BELOW = 8.0     # anger under which a trusted step is taken: one can be furious and still say "do it, then"
LESS_IN_HEAT = 1.0      # trust that a hot client does without, who is heard and told how the waiting ends
COMES_BACK_AFTER = 2  # replies after which the client returns to an unkeepable promise
_RETRACTS = re.compile(r"\b(?:can'?t|cannot|couldn'?t|shouldn'?t have|should not have|not able to|was wrong to) (?:\w+ )?(?:promise|guarantee|swear|said|say)", re.I)


class Taken(Value):
    """A reply taken: the state after it (facts told in the client's next line included), what it did, what comes next."""

    state: TalkState
    events: tuple[Event, ...] = ()
    direction: Direction
    ending: Ending | None = None


def opening(scenario: Scenario) -> TalkState:
    """The state before the first reply."""
    return TalkState(mood=scenario.start, pressing="" if scenario.trainee_opens else scenario.concerns[0].id)


def take(scenario: Scenario, seed: int, turns: Sequence[Turn], reply: str) -> Taken:
    """What ``reply`` does and what the client does next. ``turns`` are all before it (state read off the last one).

    Raises nothing for any text. Whether a talk is over is the service's to check before it calls.
    """
    before = turns[-1].state if turns else opening(scenario)
    events = appraise(scenario, before, turns, reply)
    acts = frozenset(e.act for e in events)
    promise, caught = _promise(before, events, reply)
    mood = move(scenario, before, events, caught)
    state = _folded(scenario, before, events, reply).model_copy(update={"mood": mood, "promise": promise, "caught": before.caught or caught})
    accepted = state.proposed is not None and state.proposed != before.proposed and _accepts(scenario, state, acts)
    if accepted or (state.proposed and before.agreed is None and acts & _ON_THE_PLAN and _accepts(scenario, state, acts)):
        state = state.model_copy(update={"agreed": state.proposed})
        accepted = True
    ending = ending_of(scenario, state, acts)
    if ending:
        direction = _ending_line(scenario, seed, turns, state, ending)
    else:
        direction = direct(scenario, seed, turns, state, events, caught, accepted)
        beats = state.beats + ((direction.beat,) if direction.beat else ())
        state = state.model_copy(update={"facts": state.facts + direction.new_facts, "beats": beats, "pressing": direction.concern})
    return Taken(state=state, events=events, direction=direction, ending=ending)


# When the trainee breaks off and no ending of the author's own fits: what anybody would say, in that mood.
_BROKEN_OFF = {
    Band.HOT: "So you leave it there. Nothing is settled, and you know it.",
    Band.TENSE: "That's it for now, then? We are not done, you and I.",
    Band.CALM: "So that's it for now? All right. You know where to find me.",
}


def closing(scenario: Scenario, seed: int, turns: Sequence[Turn]) -> Taken:
    """The trainee ends the talk now: the first ending whose condition holds, floor aside, else ``left_open``."""
    state = turns[-1].state if turns else opening(scenario)
    ending = next((e for e in scenario.endings if e.kind is not EndingKind.WALKED_AWAY and state.replies >= scenario.floor
                   and holds(e.when, state)), None)
    ending = ending or Ending(kind=EndingKind.LEFT_OPEN, when=When(), lines=(_BROKEN_OFF[state.mood.band()],),
                              summary="The talk was ended before anything was settled.")
    return Taken(state=state, direction=_ending_line(scenario, seed, turns, state, ending), ending=ending)


def objectives(scenario: Scenario, state: TalkState) -> tuple[ObjectiveResult, ...]:
    """Each objective of the scenario and whether it is met in this state."""
    return tuple(ObjectiveResult(id=o.id, text=o.text, met=holds(o.met, state)) for o in scenario.objectives)


def hint(scenario: Scenario, turns: Sequence[Turn]) -> str:
    """What is still unaddressed, in one sentence; never what to write."""
    state = turns[-1].state if turns else opening(scenario)
    if not state.stakes and not any(state.count(a) for a in HEARING):
        return f"{scenario.client.name} has not heard yet that anyone sees what this means for them."
    unlearnt = [f for f in scenario.hidden_facts if f.id not in state.facts]
    if unlearnt and state.count(Act.ASKS_TOPIC) + state.count(Act.ASKS_OPEN) < 2:
        return "There is something behind this that you can only learn by asking."
    concern = next_concern(scenario, state)
    if concern:
        return f"Still open for {scenario.client.name}: {concern.text}."
    if unlearnt:
        return "You have answered the demand; is there a reason behind it that you don't know yet?"
    if state.agreed is None:
        return "Nothing is agreed yet: what happens next, who does it, by when?"
    return "The main points are covered. Check that you both mean the same, and close."


def _folded(scenario: Scenario, before: TalkState, events: Sequence[Event], reply: str) -> TalkState:
    counts = dict(before.counts)
    for act in {e.act for e in events}:
        counts[act] = counts.get(act, 0) + 1

    def more(have: tuple[str, ...], act: Act) -> tuple[str, ...]:
        new = [e.about for e in events if e.act is act and e.about]
        return have + tuple(dict.fromkeys(x for x in new if x not in have))

    return before.model_copy(update={
        "replies": before.replies + 1,
        "counts": counts,
        "answered": more(before.answered, Act.ANSWERS),
        "stakes": more(before.stakes, Act.NAMES_FEELING),
        "gave_away": more(before.gave_away, Act.GIVES_AWAY),
        "proposed": proposal(events, reply, before.agreed or before.proposed) or before.proposed,
    })


def _accepts(scenario: Scenario, state: TalkState, acts: frozenset[Act]) -> bool:
    needed = scenario.reacts.accepts_at_trust - (LESS_IN_HEAT if state.mood.band() is Band.HOT and acts & HEARING else 0)
    return state.mood.trust >= needed and state.mood.anger < ACCEPTS_BELOW and not acts & {Act.BLAMES, Act.INSULTS, Act.DISMISSES}


def _promise(before: TalkState, events: Sequence[Event], reply: str) -> tuple[OpenPromise | None, bool]:
    n = before.replies + 1
    made = next((e for e in events if e.act is Act.OVERPROMISES), None)
    if before.promise and _RETRACTS.search(plain(reply)):
        return None, False
    if before.promise and n >= before.promise.made_at + COMES_BACK_AFTER:
        return (OpenPromise(words=made.words, made_at=n) if made else None), True
    return before.promise or (OpenPromise(words=made.words, made_at=n) if made else None), False


def _ending_line(scenario: Scenario, seed: int, turns: Sequence[Turn], state: TalkState, ending: Ending) -> Direction:
    band = state.mood.band()
    line = Voice(scenario, seed, turns).unsaid(ending.lines) or ending.lines[0]
    return Direction(moment=Moment.CLOSING, band=band, stage=f"The talk ends here ({ending.kind.value.replace('_', ' ')}); say your last line. {TONE[band]}", line=line)
