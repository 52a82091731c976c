"""How a reply moves the client: fixed weights per act, this client's sensitivities, a bounded step, and a ladder.

The ladder is why a client neither caves nor is unwinnable: kind words alone bring anger down only to a shelf, a plan
alone likewise; only being heard *and* getting an answer opens the way down. Each shelf depends on what has been done
so far and never on order or luck, so a better reply never leaves a worse mood later on.
"""

from __future__ import annotations

from collections.abc import Sequence

from trainer.domain.acts import Act, Event
from trainer.domain.mood import Mood
from trainer.domain.scenario import Scenario
from trainer.domain.talk_state import TalkState

# act → (anger, trust, patience), once a reply. Nothing wears off with use: what keeps kind words from winning alone is the ladder, and
# a weight that fell with use would let a worse reply early on make a later one worth more.
WEIGHTS: dict[Act, tuple[float, float, float]] = {
    Act.NAMES_FEELING: (-1.0, 0.6, 0.2),
    Act.VALIDATES: (-0.4, 0.3, 0.1),
    Act.APOLOGISES: (-0.15, 0.0, 0.0),
    Act.OWNS: (-0.7, 0.8, 0.1),
    Act.THANKS: (-0.2, 0.3, 0.1),
    Act.ASKS_OPEN: (-0.15, 0.3, 0.1),
    Act.ASKS_TOPIC: (-0.2, 0.4, 0.1),
    Act.SUMMARISES: (-0.3, 0.4, 0.1),
    Act.ANSWERS: (-0.6, 0.7, 0.4),
    Act.PROMISES_CONCRETELY: (-0.4, 0.6, 0.4),
    Act.PROPOSES_STEP: (-0.1, 0.2, 0.1),
    Act.OFFERS_OPTIONS: (-0.2, 0.4, 0.1),
    Act.INVITES_VIEW: (-0.1, 0.3, 0.1),
    Act.AGREES_CHECK_IN: (-0.2, 0.4, 0.2),
    Act.SETS_BOUNDARY: (0.2, 0.2, 0.0),
    Act.CONCEDES: (-0.3, 0.3, 0.1),
    Act.ESCALATES: (0.0, 0.2, 0.1),
    Act.PARTS_WAYS: (0.0, 0.0, 0.0),
    Act.WARNS: (0.1, 0.3, 0.0),
    Act.CLOSES: (0.0, 0.0, 0.0),
    Act.PASSES_OVER: (0.5, -0.4, -0.5),
    Act.PROMISES_VAGUELY: (0.4, -0.6, -0.4),
    Act.OVERPROMISES: (0.1, -0.4, -0.1),
    Act.GIVES_AWAY: (0.1, -0.3, 0.0),
    Act.STOCK_PHRASE: (0.4, -0.4, -0.3),
    Act.EXCUSES: (0.9, -0.9, -0.6),
    Act.BLAMES: (1.5, -1.4, -1.0),
    Act.DISMISSES: (1.4, -1.1, -0.8),
    Act.REFUSES: (0.9, -0.6, -0.6),
    Act.GROVELS: (0.3, -0.5, -0.3),
    Act.INSULTS: (2.5, -2.5, -2.5),
    Act.REPEATS_ITSELF: (0.6, -0.4, -0.9),
    Act.PARROTS: (0.9, -0.6, -1.0),
    Act.TOO_LITTLE: (0.6, -0.5, -0.9),
    Act.GIBBERISH: (0.8, -0.8, -1.5),
    Act.OFF_ROLE: (0.8, -0.8, -1.5),
    Act.OTHER_LANGUAGE: (0.6, -0.4, -1.2),
}
CAUGHT = (1.2, -1.6, -0.8)
PASSING_TIME = {1: -0.15, 2: -0.2, 3: -0.25}
SOFTEN = {1: 1.7, 2: 1.35, 3: 1.1}       # most anger lost, and trust won ×0.8, in one reply
HARDEN = {1: 2.0, 2: 2.3, 3: 2.6}        # most anger won, and trust lost, in one reply
COSTS = frozenset({Act.PASSES_OVER, Act.PROMISES_VAGUELY, Act.OVERPROMISES, Act.STOCK_PHRASE, Act.EXCUSES, Act.BLAMES, Act.DISMISSES, Act.REFUSES,
                   Act.GROVELS, Act.INSULTS, Act.REPEATS_ITSELF, Act.PARROTS, Act.TOO_LITTLE, Act.GIBBERISH, Act.OFF_ROLE, Act.OTHER_LANGUAGE, Act.GIVES_AWAY})
SPOILS = frozenset({Act.BLAMES, Act.DISMISSES, Act.INSULTS, Act.EXCUSES, Act.REPEATS_ITSELF, Act.PARROTS})
GENERAL_FEELING = 0.4                    # share of the weight where a feeling is named without particulars
SORRY_AGAIN = (0.35, -0.1, -0.35)        # a third bare apology grates


def move(scenario: Scenario, state: TalkState, events: Sequence[Event], caught: bool = False) -> Mood:
    """The mood after a reply that did ``events``; ``state`` is the one before it, ``caught`` when the client comes
    back to an unkeepable promise now. Bounded by SOFTEN/HARDEN of the scenario's difficulty."""
    anger, trust, patience = _sum(scenario, state, events)
    if caught:
        anger, trust, patience = anger + CAUGHT[0], trust + CAUGHT[1], patience + CAUGHT[2]
    soften, harden = SOFTEN[scenario.difficulty], HARDEN[scenario.difficulty]
    anger = max(-soften, min(harden, anger))
    trust = max(-harden, min(0.8 * soften, trust))
    patience = max(-harden, min(0.6, patience)) + PASSING_TIME[scenario.difficulty]
    moved = state.mood.moved(anger, trust, patience)
    shelf, ceiling = _ladder(scenario, state, events)
    return Mood(
        anger=round(max(moved.anger, min(shelf, state.mood.anger)), 2),
        trust=round(min(moved.trust, max(ceiling, state.mood.trust)), 2),
        patience=moved.patience,
    )


def _sum(scenario: Scenario, state: TalkState, events: Sequence[Event]) -> tuple[float, float, float]:
    acts = {e.act for e in events}
    spoiled = 0.4 if acts & SPOILS else 1.0
    total = [0.0, 0.0, 0.0]
    counted: set[tuple[Act, str]] = set()
    for e in events:
        key = (e.act, e.about)
        if key in counted or (e.act not in (Act.ANSWERS, Act.PASSES_OVER) and any(a is e.act for a, _ in counted)):
            continue
        counted.add(key)
        factor = scenario.reacts.sensitivities.get(e.act, 1.0)
        if e.act not in COSTS:
            factor *= spoiled
            if e.act is Act.NAMES_FEELING and not any(x.act is Act.NAMES_FEELING and x.about for x in events):
                factor *= GENERAL_FEELING
        weights = WEIGHTS[e.act]
        if e.act is Act.APOLOGISES and state.count(Act.APOLOGISES) >= 2 and not acts & {Act.OWNS, Act.ANSWERS, Act.PROMISES_CONCRETELY}:
            weights, factor = SORRY_AGAIN, 1.0
        for i, w in enumerate(weights):
            total[i] += w * factor
    return total[0], total[1], total[2]


def heard(state: TalkState, events: Sequence[Event]) -> bool:
    """The client has been heard: a stake named with particulars, or our part owned, now or before."""
    return bool(state.stakes) or state.count(Act.OWNS) > 0 or any(
        (e.act is Act.NAMES_FEELING and e.about) or e.act is Act.OWNS for e in events) and not {e.act for e in events} & SPOILS


def _ladder(scenario: Scenario, state: TalkState, events: Sequence[Event]) -> tuple[float, float]:
    """The lowest anger and the highest trust that this talk allows so far."""
    answered = len(set(state.answered) | {e.about for e in events if e.act is Act.ANSWERS})
    share = answered / len(scenario.concerns)
    start = scenario.start
    if heard(state, events):
        shelf = max(0.0, start.anger - 3.0 - 7.0 * share) if share < 1 else 0.0
        ceiling = min(10.0, start.trust + 2.5 + 6.0 * share)
    else:
        shelf = max(3.6, start.anger - 1.0 - 2.0 * share)
        ceiling = start.trust + 1.0 + 2.0 * share
    return min(shelf, start.anger), ceiling
