"""Writes a talk as one JSON document (docs/practice-json.md), to keep, to send, or to rate again."""

from __future__ import annotations

import argparse

from trainer.terminal import printing
from trainer.terminal.opening import opened, settings_for
from trainer.wiring import ME

EXAMPLES = """\
  python -m trainer export 0f3a9c…
  python -m trainer export 0f3a9c… --json talk.json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("practice", help="the practice's id; it stands in the address of the talk")
    parser.add_argument("--json", metavar="OUT", default="-", help="the file to write (default: standard output)")


def run(args: argparse.Namespace) -> int:
    """Writes."""
    with opened(settings_for(args), at_once=True, rating=False) as house:
        printing.as_json(house.bundle(ME, args.practice), args.json)
    return 0
