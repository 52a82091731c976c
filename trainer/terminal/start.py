"""Begins a talk that goes on with `say` and ends with `finish`; each step is kept."""

from __future__ import annotations

import argparse
import sys

from trainer.terminal import printing
from trainer.terminal.opening import model_argument, opened, settings_for
from trainer.terminal.step import step_of
from trainer.wiring import ME

EXAMPLES = """\
  python -m trainer start freezer_for_saturday --seed 7
  python -m trainer start freezer_for_saturday --json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("scenario", help="the scenario's id; an unknown one lists them")
    parser.add_argument("--seed", type=int, help="the same seed and replies give the same talk")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    model_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Begins."""
    with opened(settings_for(args), at_once=True, rating=False) as house:
        practice = house.practising.start(ME, args.scenario, args.seed)
        record = house.practising.record(ME, practice.id)
        if args.json:
            printing.as_json(step_of(record), "-")
            return 0
        scenario = house.practising.frozen_scenario(ME, practice.id)
        printing.briefing(scenario, sys.stdout)
        print(printing.wrapped(house.who_sees()))
        printing.line(record.turns[-1], scenario.client.name, sys.stdout)
        print(f"Go on with: python -m trainer say {practice.id} \"…\"")
    return 0
