"""Lets a bot talk through a scenario, unattended, with any voice for the client."""

from __future__ import annotations

from collections.abc import Callable

from trainer.bots.contract import Run
from trainer.bots.policies import Bot, Trainee
from trainer.domain.conversation import Turn
from trainer.domain.scenario import Scenario



def walk(scenario: Scenario, bot: Bot, seed: int, engine, speak: Callable[..., str] | None = None) -> Run:
    """One talk from opening to ending. ``engine`` offers opening/take/closing/objectives (the client's engine);
    ``speak(scenario, seed, turns, taken)`` says the client's line, by default the authored one."""
    trainee = Trainee(bot, scenario, seed)
    state = engine.opening(scenario)
    turns = [Turn(n=0, who="client", text=scenario.opening, state=state)]
    while True:
        reply = trainee.reply(turns)
        taken = engine.take(scenario, seed, turns, reply)
        turns.append(Turn(n=len(turns), who="trainee", text=reply, state=taken.state, events=taken.events))
        line = speak(scenario, seed, turns, taken) if speak else taken.direction.line
        turns.append(Turn(n=len(turns), who="client", text=line, state=taken.state))
        if taken.ending or taken.state.replies >= scenario.ceiling:
            ending = taken.ending or engine.closing(scenario, seed, turns).ending
            met = frozenset(o.id for o in engine.objectives(scenario, taken.state) if o.met)
            return Run(scenario, bot, seed, tuple(turns), ending.kind, met)
