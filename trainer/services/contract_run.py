"""The practice bots talk through one scenario: how each talk ended, and what of the difficulty contract does not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trainer.bots.contract import Run, breaches
from trainer.bots.policies import Bot
from trainer.bots.trial import TableRow, anger_curve, breach_lines, table
from trainer.bots.walk import walk
from trainer.client import engine
from trainer.domain.scenario import Scenario

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class ContractRun:
    """``rows``: one a bot. ``breaches``: what does not hold, with a cure. ``excused``: what the scenario declares as an
    exception. ``curves``: bot → anger at the start and after each reply, per talk."""

    rows: tuple[TableRow, ...]
    breaches: tuple[str, ...]
    excused: tuple[str, ...]
    curves: dict[str, list[list[float]]]

    @property
    def holds(self) -> bool:
        """Nothing is broken that is not declared."""
        return not self.breaches


def run_contract(scenario: Scenario, seeds: int = 1, progress: Progress | None = None) -> ContractRun:
    """Every bot, ``seeds`` talks each. ``progress(done, of, bot)`` is told after each talk."""
    runs: list[Run] = []
    for bot in Bot:
        for seed in range(seeds):
            runs.append(walk(scenario, bot, seed, engine))
            if progress:
                progress(len(runs), len(Bot) * seeds, bot.value)
    broken, excused = breach_lines(breaches(runs))
    prefix = f"{scenario.id}: "
    return ContractRun(
        rows=tuple(table(runs)), breaches=tuple(b.removeprefix(prefix) for b in broken),
        excused=tuple(e.removeprefix(prefix) for e in excused),
        curves={bot.value: [anger_curve(r) for r in runs if r.bot is bot] for bot in Bot})
