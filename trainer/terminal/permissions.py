"""Writes the table of who may do what, as docs/permissions.md shows it."""

from __future__ import annotations

import argparse
from pathlib import Path

from trainer.domain.permissions import as_markdown

EXAMPLES = """\
  python -m trainer permissions
  python -m trainer permissions --write docs/permissions.md"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("--write", type=Path, metavar="FILE", help="write it into a file")


def run(args: argparse.Namespace) -> int:
    """Prints or writes it."""
    if args.write:
        args.write.write_text(as_markdown(), encoding="utf-8")
    else:
        print(as_markdown(), end="")
    return 0
