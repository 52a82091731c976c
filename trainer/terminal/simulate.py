"""Lets the practice bots talk through scenarios and says whether the difficulty contract holds. Exit code 1 if not."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from trainer.bots.contract import CLAUSES, Run, breaches
from trainer.bots.policies import Bot
from trainer.bots.trial import TableRow, anger_curve, breach_lines, dead_lines, table
from trainer.bots.walk import walk
from trainer.client import engine
from trainer.client.model_speaker import ModelSpeaker
from trainer.domain.errors import FileProblems, Misconfigured
from trainer.domain.practice import talk_score
from trainer.domain.scenario import Scenario
from trainer.library import FileLibrary, check
from trainer.library.shelf import parse
from trainer.reports.resistance import mean_curve, resistance_curve
from trainer.settings import load
from trainer.terminal.commands import FOUND_PROBLEMS, OK
from trainer.wiring import model_of, offline, spend_of

EXAMPLES = """\
  python -m trainer simulate                                   all scenarios, all bots, 2 seeds
  python -m trainer simulate freezer_for_saturday --seeds 20   one scenario, 20 seeds
  python -m trainer simulate drafts/my_client.yaml --seeds 20 --dead-lines
  python -m trainer simulate --bots skilled defensive --json out.json --curves out/
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="ids, or paths of drafts (my_client.yaml); all shipped ones when none is given")
    parser.add_argument("--bots", nargs="+", choices=[b.value for b in Bot], default=[b.value for b in Bot], metavar="BOT", help=f"which of: {', '.join(Bot)}")
    parser.add_argument("--seeds", type=int, default=2, metavar="N", help="talks per scenario and bot (default 2)")
    parser.add_argument("--json", metavar="OUT", help="write table, breaches and curves as JSON")
    parser.add_argument("--curves", metavar="FOLDER", help="write the resistance curve of each scenario as SVG")
    parser.add_argument("--dead-lines", action="store_true", help="list authored lines that no talk used")
    parser.add_argument("--score", action="store_true", help="rate every talk with the offline scorer (slower)")
    parser.add_argument("--model", metavar="NAME", help="let a configured model speak the client's lines (moods stay the same by design)")


def simulate(scenarios: Sequence[Scenario], bots: Sequence[Bot], seeds: int, speak=None, progress=None) -> list[Run]:
    """All talks. ``progress(done, total, what)`` is called after each."""
    total, runs = len(scenarios) * len(bots) * seeds, []
    for scenario in scenarios:
        for bot in bots:
            for seed in range(seeds):
                runs.append(walk(scenario, bot, seed, engine, speak))
                if progress:
                    progress(len(runs), total, f"{scenario.id} × {bot.value}")
    return runs


def run(args: argparse.Namespace) -> int:
    """Runs, prints, writes."""
    library = FileLibrary()
    speak = _model_voice(args.model) if args.model else None
    chosen = [_named(library, i) for i in args.scenarios] if args.scenarios else library.scenarios()
    runs = simulate(chosen, [Bot(b) for b in args.bots], max(1, args.seeds), speak, _progress)
    scores = _scores(runs, library) if args.score else None
    rows = table(runs, scores)
    print(table_text(rows))
    broken, excused = breach_lines(breaches(runs))
    for line in excused:
        print(f"exception  {line}")
    for line in broken:
        print(f"BREACH     {line}")
    if args.dead_lines:
        for scenario in chosen:
            for line in dead_lines(scenario, runs):
                print(f"never said {scenario.id}: {line}")
    curves = {s.id: curves_of(s, runs) for s in chosen}
    if args.curves:
        draw_curves(Path(args.curves), chosen, curves)
    if args.json:
        Path(args.json).write_text(json.dumps({"clauses": CLAUSES, "rows": [r.model_dump() for r in rows], "breaches": broken, "exceptions": excused, "curves": curves}, indent=1), encoding="utf-8")
    print(f"{len(runs)} talks: " + (f"{len(broken)} breach(es) of the contract" if broken else "the contract holds"))
    return FOUND_PROBLEMS if broken else OK


def _named(library: FileLibrary, name: str) -> Scenario:
    """A scenario of the library by its id, or a draft by its path. Raises ``FileProblems`` where the draft is not well."""
    if not name.endswith((".yaml", ".yml")):
        return library.scenario(name)
    wrong = check([name])
    if wrong:
        raise FileProblems(wrong)
    return parse(Path(name))[1]


def curves_of(scenario: Scenario, runs: Sequence[Run]) -> dict[str, list[float]]:
    """Bot → the client's mean anger at the start and after each reply, for the bots that ran."""
    mine = [r for r in runs if r.scenario.id == scenario.id]
    bots = dict.fromkeys(r.bot.value for r in mine)
    return {b: mean_curve([anger_curve(r) for r in mine if r.bot.value == b]) for b in bots}


def draw_curves(folder: Path, scenarios: Sequence[Scenario], curves: Mapping[str, Mapping[str, Sequence[float]]]) -> None:
    """One SVG a scenario into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for s in scenarios:
        (folder / f"{s.id}.svg").write_text(resistance_curve(f"{s.title} (difficulty {s.difficulty})", curves[s.id]), encoding="utf-8")


def _model_voice(name: str) -> Callable[..., str]:
    settings = load()
    model = model_of(settings, name, spend_of(settings))
    if model is None:
        raise Misconfigured("No model server is configured.", "Set TRAINER_BASE_URL (and TRAINER_API_KEY) to say where the model runs.")
    speaker = ModelSpeaker(model, settings.token_budget, count=lambda text: model.counter.count(text).tokens)
    return lambda scenario, seed, turns, taken: speaker.speak(scenario, seed, turns, taken).text


def _scores(runs: Sequence[Run], library: FileLibrary) -> dict[tuple[str, str, int], float | None]:
    scorer, out = offline(), {}
    for n, r in enumerate(runs, 1):
        ratings = [scorer.rate(r.scenario.briefing.situation, r.turns[: t.n - 1], r.turns[t.n - 1].text, t.text) for t in r.turns if t.who == "trainee"]
        out[r.scenario.id, r.bot.value, r.seed] = talk_score(ratings, library.rubric(r.scenario.rubric)).score
        _progress(n, len(runs), "rating the talks")
    return out


def table_text(rows: Sequence[TableRow]) -> str:
    """The table as aligned text."""
    head = ("scenario", "bot", "endings", "replies", "anger", "trust", "facts", "agreed", "objectives", "score")
    body = [(r.scenario, r.bot, " ".join(f"{k}:{v}" for k, v in r.endings.items()), f"{r.replies:g}", f"{r.anger:g}", f"{r.trust:g}", f"{r.facts:g}/{r.facts_there}",
             f"{r.agreed:.0%}", f"{r.objectives:g}/{r.objectives_there}", "–" if r.score is None else f"{r.score:g}") for r in rows]
    widths = [max(len(row[i]) for row in [head, *body]) for i in range(len(head))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in [head, *body])


def _progress(done: int, total: int, what: str) -> None:
    if sys.stderr.isatty() and (done % 5 == 0 or done == total):
        print(f"\r{done}/{total}  {what[:60]:60}", end="" if done < total else "\n", file=sys.stderr, flush=True)
