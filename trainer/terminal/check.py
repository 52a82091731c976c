"""Finds what is wrong with scenario, rubric and technique files: file, line, field, and the cure. Exit code 1 if any."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from trainer.domain.errors import Misconfigured
from trainer.library import check
from trainer.terminal import printing
from trainer.terminal.commands import FOUND_PROBLEMS, OK

EXAMPLES = """\
  python -m trainer check
  python -m trainer check scenarios/my_client.yaml
  python -m trainer check my-scenarios --json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: the shipped ones)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Checks."""
    paths = [Path(p) for p in args.paths]
    for path in paths:
        if not path.exists():
            raise Misconfigured(f"There is no {path}.", "Name a YAML file, or a folder with some.")
    problems = check(paths) if paths else check()
    if args.json:
        printing.as_json([asdict(p) for p in problems], "-")
    else:
        for problem in problems:
            print(problem)
        print(f"{len(problems)} problem{'' if len(problems) == 1 else 's'} found." if problems else "Everything is well.")
    return FOUND_PROBLEMS if problems else OK
