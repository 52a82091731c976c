"""The difficulty contract: what must be true of every scenario when the bots have talked through it, clause by clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from trainer.bots.policies import Bot
from trainer.domain.conversation import Turn
from trainer.domain.scenario import EndingKind, Scenario
from trainer.domain.talk_state import TalkState

GOOD = (EndingKind.RESOLVED, EndingKind.HANDED_OVER, EndingKind.PARTED_WAYS)
RANK = {EndingKind.WALKED_AWAY: 0, EndingKind.LEFT_OPEN: 1, EndingKind.PARTLY: 2, EndingKind.HANDED_OVER: 3, EndingKind.PARTED_WAYS: 3, EndingKind.RESOLVED: 3}
NEVER_RESOLVE = (Bot.WARM_BUT_EMPTY, Bot.SORRY_ONLY, Bot.STUFFER, Bot.ODD, Bot.INTERVIEWER)
CLAUSES = {
    "skilled_resolves": "the skilled bot reaches the right ending within the ceiling in at least 95 % of talks, never before the floor",
    "empty_never_resolves": "warm but empty, sorry-only, stuffer, odd and interviewer never reach a good ending",
    "cold_fixer_partly": "the cold fixer reaches partly at best",
    "defensive_worsens": "the defensive bot ends with anger no lower and trust lower than it began",
    "defensive_is_left": "in at least half of the talks of a hardest scenario the client leaves the defensive bot",
    "over_promiser_caught": "the client comes back to a promise that cannot be kept",
    "pushover_exploited": "the pushover gives something away, and an objective shows it",
    "recovering_between": "recovering ends better than defensive and later than skilled",
    "slips_cost": "the wavering and the careless bot reach the right ending less often than skilled, and meet fewer objectives",
    "facts_reachable": "the skilled bot learns every hidden fact in some talk",
    "objectives_reachable": "every objective is met in some talk",
}


@dataclass(frozen=True)
class Run:
    """One unattended talk."""

    scenario: Scenario
    bot: Bot
    seed: int
    turns: tuple[Turn, ...]
    outcome: EndingKind
    met: frozenset[str]

    @property
    def last(self) -> TalkState:
        """The state at the end."""
        return self.turns[-1].state


@dataclass(frozen=True)
class Breach:
    """A clause that a scenario does not hold, with the figure and a cure in an author's words."""

    scenario: str
    clause: str
    message: str
    excused: str = ""

    def __str__(self) -> str:
        return f"{self.scenario}: {self.clause}: {self.message}" + (f" (declared exception: {self.excused})" if self.excused else "")


def breaches(runs: Sequence[Run]) -> list[Breach]:
    """Breaches of the contract among runs of any number of scenarios; clauses of bots that did not run are skipped."""
    by_scenario: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        by_scenario[run.scenario.id].append(run)
    return [b for group in by_scenario.values() for b in _of_one(group[0].scenario, group)]


def _of_one(s: Scenario, runs: list[Run]) -> list[Breach]:
    by = {bot: [r for r in runs if r.bot is bot] for bot in Bot}
    excused = {e.clause: e.reason for e in s.exceptions}
    out: list[Breach] = []

    def breach(clause: str, message: str) -> None:
        out.append(Breach(s.id, clause, message, excused.get(clause, "")))

    _skilled(s, by[Bot.SKILLED], breach)
    for bot in NEVER_RESOLVE:
        won = [r for r in by[bot] if r.outcome in GOOD]
        if won:
            breach("empty_never_resolves", f"{bot.value} reached {won[0].outcome.value} in {len(won)} of {len(by[bot])}: ask for a learnt fact or an answered concern in that ending's 'when'")
    won = [r for r in by[Bot.COLD_FIXER] if r.outcome in GOOD]
    if won:
        breach("cold_fixer_partly", f"the cold fixer reached {won[0].outcome.value} in {len(won)} of {len(by[Bot.COLD_FIXER])}: ask for a fact that is only learnt by asking")
    _defensive(s, by[Bot.DEFENSIVE], breach)
    missed = [r for r in by[Bot.OVER_PROMISER] if not r.last.caught]
    if missed:
        breach("over_promiser_caught", f"not caught in {len(missed)} of {len(by[Bot.OVER_PROMISER])}: the promise is not recognised (cues of a red line of kind overpromise) or the talk ends too soon")
    unexploited = [r for r in by[Bot.PUSHOVER] if not r.last.gave_away or len(r.met) == len(s.objectives)]
    if unexploited:
        breach("pushover_exploited", f"not shown in {len(unexploited)} of {len(by[Bot.PUSHOVER])}: check the cues of the red lines and an objective with 'kept'")
    _recovering(by, breach)
    _slips(s, by, breach)
    _reachable(s, runs, by[Bot.SKILLED], breach)
    return out


def _skilled(s: Scenario, runs: list[Run], breach) -> None:
    if not runs:
        return
    right = [r for r in runs if r.outcome is s.endings[0].kind]
    if len(right) < 0.95 * len(runs):
        wrong = next(r for r in runs if r not in right)
        breach("skilled_resolves", f"only {len(right)} of {len(runs)}; seed {wrong.seed} ended {wrong.outcome.value} with {_where(s, wrong)}")
    early = [r for r in runs if r.last.replies < s.floor]
    if early:
        breach("skilled_resolves", f"seed {early[0].seed} ended before the floor")


def _where(s: Scenario, run: Run) -> str:
    m, state = run.last.mood, run.last
    missing = [f"fact {f.id}" for f in s.hidden_facts if f.id not in state.facts] + [f"concern {c.id}" for c in s.concerns if c.id not in state.answered]
    return f"anger {m.anger:g}, trust {m.trust:g}, patience {m.patience:g}, agreed {state.agreed is not None}, open: {', '.join(missing) or 'nothing'}"


def _defensive(s: Scenario, runs: list[Run], breach) -> None:
    if not runs:
        return
    soft = [r for r in runs if r.last.mood.anger < s.start.anger or r.last.mood.trust >= s.start.trust]
    if soft:
        m = soft[0].last.mood
        breach("defensive_worsens", f"seed {soft[0].seed} ended at anger {m.anger:g}, trust {m.trust:g} (start {s.start.anger:g}, {s.start.trust:g}): bots.defend holds something that is not defensive")
    left = [r for r in runs if r.outcome is EndingKind.WALKED_AWAY]
    if s.difficulty == 3 and len(left) < 0.5 * len(runs):
        breach("defensive_is_left", f"left in {len(left)} of {len(runs)}")


def _recovering(by: dict[Bot, list[Run]], breach) -> None:
    rec, dfn, skl = by[Bot.RECOVERING], by[Bot.DEFENSIVE], by[Bot.SKILLED]
    if not (rec and dfn and skl):
        return
    if fmean(RANK[r.outcome] for r in rec) <= fmean(RANK[r.outcome] for r in dfn):
        breach("recovering_between", f"ends no better than defensive ({rec[0].outcome.value})")
    won = [r for r in rec if r.outcome in GOOD]
    if won and fmean(r.last.replies for r in won) <= fmean(r.last.replies for r in skl):
        breach("recovering_between", "no later than skilled")


def _slips(s: Scenario, by: dict[Bot, list[Run]], breach) -> None:
    skilled = by[Bot.SKILLED]
    for bot in (Bot.WAVERING, Bot.CARELESS):
        runs = by[bot]
        if not (runs and skilled):
            continue
        right = [sum(r.outcome is s.endings[0].kind for r in group) / len(group) for group in (runs, skilled)]
        met = [fmean(len(r.met) for r in group) for group in (runs, skilled)]
        if right[0] >= right[1] or met[0] >= met[1]:
            breach("slips_cost", f"{bot.value}: right ending in {right[0]:.0%} (skilled {right[1]:.0%}), objectives {met[0]:.1f} (skilled {met[1]:.1f}): ask for more in the first ending's 'when'")


def _reachable(s: Scenario, runs: list[Run], skilled: list[Run], breach) -> None:
    if skilled:
        for fact in s.hidden_facts:
            if not any(fact.id in r.last.facts for r in skilled):
                best = max(r.last.mood.trust for r in skilled)
                wants = f"; it asks for trust ≥ {fact.when.trust_min:g}, skilled ends at {best:g}" if fact.when.trust_min else ""
                breach("facts_reachable", f"no talk of the skilled bot earns '{fact.id}'{wants}")
    for objective in s.objectives:
        if skilled and not any(objective.id in r.met for r in runs):
            breach("objectives_reachable", f"'{objective.id}' is never met")
