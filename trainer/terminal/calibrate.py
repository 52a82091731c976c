"""Learns from people's levels how the configured judge leans, and straightens its levels from then on."""

from __future__ import annotations

import argparse
from pathlib import Path

from trainer.domain.errors import Misconfigured
from trainer.domain.rating import Rating
from trainer.domain.rubric import Dimension
from trainer.scoring import calibration
from trainer.settings import load
from trainer.terminal.asked import read
from trainer.terminal.rating import judge, rated
from trainer.wiring import calibration_file

EXAMPLES = """\
  TRAINER_JUDGE_MODEL=llama3.1 python -m trainer calibrate --gold gold.jsonl
A gold file is a file for `rate` whose lines hold "levels" as well."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("--gold", metavar="FILE", type=Path, required=True, help="replies with people's levels")
    parser.add_argument("--to", metavar="FILE", type=Path,
                        help="where calibrations are kept (default: the place the app reads)")


def run(args: argparse.Namespace) -> int:
    """Rates the gold replies as the judge does by itself, and fits."""
    asked = [a for a in read(args.gold) if a.levels and not a.fault]
    if len(asked) < calibration.ENOUGH:
        raise Misconfigured(f"{args.gold} holds {len(asked)} replies with levels; {calibration.ENOUGH} are needed.",
                            'Each line needs "levels", such as {"empathy": 4, "clarity": 3}.')
    bare = judge(calibrated=False)
    pairs = [(r.levels(), a.levels) for a, r in rated(bare, asked) if isinstance(r, Rating) and r.kind == "judge"]
    fitted = calibration.fit(bare.id, pairs)
    if not fitted.calibrates():
        raise Misconfigured(f"{bare.id} rated {len(pairs)} of {len(asked)} replies; {calibration.ENOUGH} are needed.",
                            "Nothing was changed. Test the connection, or try another model.")
    calibration.save(args.to or calibration_file(load()), fitted)
    print(f"{bare.id}, from {fitted.n} replies:")
    for dimension in Dimension:
        means = fitted.maps.get(dimension)
        print(f"  {dimension.value:<15} " + ("left as it is: too few" if means is None else "  ".join(
            f"{level} → {fitted.level(dimension, level)}" for level in range(1, 6))))
    return 0
