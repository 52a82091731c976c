"""Ends a talk begun with `start` (if it has not ended by itself), has it rated, and shows the debrief."""

from __future__ import annotations

import argparse
import sys

from trainer.terminal import printing
from trainer.terminal.opening import opened, settings_for
from trainer.wiring import ME

EXAMPLES = """\
  python -m trainer finish 0f3a9c…
  python -m trainer finish 0f3a9c… --json > talk.json"""
RATED_S = 900


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("practice", help="the id that `start` gave")
    parser.add_argument("--json", action="store_true", help="answer with the whole talk as JSON")


def run(args: argparse.Namespace) -> int:
    """Ends and rates."""
    with opened(settings_for(args), at_once=True) as house:
        house.practising.end(ME, args.practice)
        record = house.practising.wait_rated(ME, args.practice, RATED_S)
        if args.json:
            printing.as_json(house.bundle(ME, args.practice), "-")
            return 0
        scenario = house.practising.frozen_scenario(ME, args.practice)
        printing.line(record.turns[-1], scenario.client.name, sys.stdout)
        printing.debrief(record, scenario, house.practising.score(ME, args.practice), sys.stdout)
    return 0
