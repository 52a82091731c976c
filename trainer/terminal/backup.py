"""Writes everything that is kept into one file, while the trainer goes on running."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from trainer.domain.errors import Misconfigured
from trainer.settings import load
from trainer.store.copying import write_copy, write_lines
from trainer.store.store import Store

EXAMPLES = """\
  python -m trainer backup trainer-2026-11-25.jsonl     (any database; can be restored into SQLite and PostgreSQL)
  python -m trainer backup trainer-2026-11-25.db        (SQLite only: a copy of the database file)
A backup holds everything, also what is erased later: keep it no longer than you must, where nobody else can read it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("file", type=Path, help="the file to write; must not be there yet")


def run(args: argparse.Namespace) -> int:
    """Writes it; readable by its owner only."""
    settings = load()
    copy = args.file.suffix in (".db", ".sqlite")
    if copy and not settings.database_url.startswith("sqlite"):
        raise Misconfigured("Only SQLite has a file to copy.", "Name a file ending in .jsonl.")
    store = Store(settings.database_url)
    try:
        handle = os.open(args.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.close(handle)
        rows = write_copy(store.engine, args.file) if copy else write_lines(store.engine, args.file)
    except FileExistsError:
        raise Misconfigured(f"{args.file} is there already.", "Name another file; backups are not written over.") from None
    except OSError as cannot:
        raise Misconfigured(f"{args.file} cannot be written: {cannot.strerror}.", "Name a file in a folder you may write to.") from None
    finally:
        store.close()
    print(f"{args.file}: {rows:,} {'pages' if copy else 'rows'}.")
    return 0
