"""Reads a backup into a new, empty database."""

from __future__ import annotations

import argparse
from pathlib import Path

from trainer.domain.errors import Misconfigured
from trainer.settings import load
from trainer.store.copying import read_copy, read_lines

EXAMPLES = """\
  TRAINER_DATABASE_URL=sqlite:///var/new.db python -m trainer restore trainer-2026-11-25.jsonl
  TRAINER_DATABASE_URL=postgresql://user:password@host/new python -m trainer restore trainer-2026-11-25.jsonl
Nothing that is there is written over: the database must be new, and the trainer stopped."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("file", type=Path, help="a file written by backup")


def run(args: argparse.Namespace) -> int:
    """Reads it."""
    settings = load()
    if not args.file.is_file():
        raise Misconfigured(f"There is no file {args.file}.", "Name a file written by `python -m trainer backup`.")
    with args.file.open("rb") as opened:
        copy = opened.read(16) == b"SQLite format 3\x00"
    rows = (read_copy if copy else read_lines)(settings.database_url, args.file)
    print(f"Restored {rows:,} rows.")
    return 0
