"""How far a scorer agrees with people's levels, per dimension, beside what mere length and keywords would reach."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from trainer.domain.agreement import FEWEST, Agreement, agree
from trainer.domain.errors import Misconfigured
from trainer.domain.rating import Rating
from trainer.domain.rubric import Dimension
from trainer.terminal import printing
from trainer.terminal.asked import read
from trainer.terminal.baselines import keyword_levels, length_levels
from trainer.terminal.rating import rated, scorer_argument, scorer_for

EXAMPLES = """\
  python -m trainer agreement --gold gold.jsonl
  python -m trainer agreement --gold gold.jsonl --scorer judge --json agreement.json
A gold file is a file for `rate` whose lines hold "levels" as well."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("--gold", metavar="FILE", type=Path, required=True, help="replies with people's levels")
    parser.add_argument("--json", metavar="OUT", help="write the figures as JSON; - is standard output")
    scorer_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Rates the gold replies and compares."""
    asked = [a for a in read(args.gold) if len(a.levels) == len(Dimension) and not a.fault]
    if len(asked) < FEWEST:
        raise Misconfigured(f"{args.gold} holds {len(asked)} replies with all four levels; agreement needs {FEWEST}.",
                            'Each line needs "levels": {"empathy": n, "clarity": n, "non_defensive": n, "solution_focus": n}.')
    scorer = scorer_for(args)
    pairs = [(a, r) for a, r in rated(scorer, asked) if isinstance(r, Rating)]
    report = {"scorer": scorer.id, "gold": args.gold.name, "replies": len(asked), "rated": len(pairs), "dimensions": {
        d.value: _of(d, [a.levels[d] for a, _ in pairs], [r.dimensions[d].level for _, r in pairs],
                     [a.reply for a, _ in pairs]) for d in Dimension}}
    if args.json:
        printing.as_json(report, args.json)
    if args.json != "-":
        _tell(report)
    return 0


def _of(dimension: Dimension, gold: list[int], given: list[int], replies: Sequence[str]) -> dict:
    found = agree(gold, given)
    if found is None:
        return {"too_few": len(gold)}
    return {**_figures(found),
            "length_only": _figures(agree(gold, length_levels(replies, gold), draws=0)),
            "keywords_only": _figures(agree(gold, keyword_levels(dimension, replies, gold), draws=0))}


def _figures(found: Agreement) -> dict:
    return {k: round(v, 3) if isinstance(v, float) else v for k, v in asdict(found).items()}


def _tell(report: dict) -> None:
    say = sys.stdout
    print(f"{report['scorer']} against {report['gold']}: {report['rated']} of {report['replies']} replies rated.\n", file=say)
    print(f"{'':<16}{'kappa':>7} {'95 % interval':>15} {'exact':>6} {'±1':>5} {'rho':>5} {'bias':>6}   "
          f"{'length':>6} {'keywords':>8}", file=say)
    for name, f in report["dimensions"].items():
        if "too_few" in f:
            print(f"{name:<16}too few rated: {f['too_few']}", file=say)
            continue
        interval = f"{f['low']:.2f} to {f['high']:.2f}"
        print(f"{name:<16}{f['kappa']:>7.2f} {interval:>15} {f['exact']:>6.2f} {f['within_one']:>5.2f} "
              f"{f['spearman']:>5.2f} {f['bias']:>+6.2f}   {f['length_only']['kappa']:>6.2f} "
              f"{f['keywords_only']['kappa']:>8.2f}", file=say)
    for name, f in report["dimensions"].items():
        if "too_few" in f:
            continue
        print(f"\n{name}: rows are people's levels 1–5, columns the scorer's", file=say)
        for level, row in enumerate(f["confusion"], 1):
            most = max(1, *row)
            bars = "  ".join(f"{n:>4} {'█' * round(6 * n / most):<6}" for n in row)
            print(f"  {level}  {bars}", file=say)
