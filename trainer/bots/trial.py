"""Many unattended talks folded into a table: per scenario and bot how they ended, and what the contract says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from trainer.bots.contract import Breach, Run
from trainer.bots.policies import Bot
from trainer.domain.scenario import Moment, Scenario
from trainer.domain.values import Value


class TableRow(Value):
    """One scenario × bot over all seeds; means over talks."""

    scenario: str
    difficulty: int
    bot: str
    talks: int
    endings: dict[str, int]
    replies: float
    anger: float
    trust: float
    facts: float
    facts_there: int
    agreed: float
    objectives: float
    objectives_there: int
    score: float | None = None
    repeats: int = 0


def table(runs: Sequence[Run], scores: dict[tuple[str, str, int], float] | None = None) -> list[TableRow]:
    """One row per scenario and bot, in the order they were run. ``scores``: (scenario, bot, seed) → talk score."""
    groups: dict[tuple[str, Bot], list[Run]] = {}
    for run in runs:
        groups.setdefault((run.scenario.id, run.bot), []).append(run)
    return [_row(group, scores or {}) for group in groups.values()]


def _row(group: list[Run], scores: dict[tuple[str, str, int], float]) -> TableRow:
    first = group[0]
    known = [x for r in group if (x := scores.get((r.scenario.id, r.bot.value, r.seed))) is not None]
    return TableRow(
        scenario=first.scenario.id, difficulty=first.scenario.difficulty, bot=first.bot.value, talks=len(group),
        endings=dict(Counter(r.outcome.value for r in group).most_common()),
        replies=round(fmean(r.last.replies for r in group), 1),
        anger=round(fmean(r.last.mood.anger for r in group), 1), trust=round(fmean(r.last.mood.trust for r in group), 1),
        facts=round(fmean(len(r.last.facts) for r in group), 1), facts_there=len(first.scenario.hidden_facts),
        agreed=round(fmean(r.last.agreed is not None for r in group), 2),
        objectives=round(fmean(len(r.met) for r in group), 1), objectives_there=len(first.scenario.objectives),
        score=round(fmean(known), 1) if known else None, repeats=sum(repeats(r) for r in group),
    )


def repeats(run: Run) -> int:
    """How many of the client's lines in a talk had been said before in it."""
    said = [t.text for t in run.turns if t.who == "client"]
    return len(said) - len(set(said))


def anger_curve(run: Run) -> list[float]:
    """Anger at the start and after each reply."""
    return [run.scenario.start.anger] + [t.state.mood.anger for t in run.turns if t.who == "trainee"]


def dead_lines(scenario: Scenario, runs: Sequence[Run]) -> list[str]:
    """Authored lines that no run said, as "place: line"."""
    said = [t.text for r in runs if r.scenario.id == scenario.id for t in r.turns if t.who == "client"]
    heap = "\n".join(said)
    return [f"{place}: {line}" for place, line in authored(scenario) if max(line.split("{words}"), key=len).strip() not in heap]


def visits(scenario: Scenario, runs: Sequence[Run]) -> Counter[str]:
    """Place in the file → in how many talks one of its lines was said."""
    out: Counter[str] = Counter()
    pieces = [(place, max(line.split("{words}"), key=len).strip()) for place, line in authored(scenario)]
    for r in runs:
        if r.scenario.id == scenario.id:
            heap = "\n".join(t.text for t in r.turns if t.who == "client")
            out.update({place for place, piece in pieces if piece in heap})
    return out


def authored(scenario: Scenario) -> list[tuple[str, str]]:
    """Every line the client may say, with its place in the file."""
    out = [(f"lines.{m.value}.{band}", x) for m, lines in scenario.lines.items() for band in ("hot", "tense", "calm", "any") for x in getattr(lines, band)
           if isinstance(m, Moment)]
    for field, parts in (("topics", ("answers",)), ("concerns", ("ask", "satisfied")), ("hidden_facts", ("lines", "deflect")),
                         ("red_lines", ("exploit",)), ("beats", ("lines",))):
        for item in getattr(scenario, field):
            out += [(f"{field}.{item.id}.{part}", x) for part in parts for x in getattr(item, part)]
    return out + [(f"endings.{e.kind.value}", x) for e in scenario.endings for x in e.lines]


def breach_lines(found: Sequence[Breach]) -> tuple[list[str], list[str]]:
    """Breaches that count, and those that a scenario declares as exceptions, as sentences."""
    return [str(b) for b in found if not b.excused], [str(b) for b in found if b.excused]
