"""Writes the store into a file and reads it back: as JSON lines, or as a copy of SQLite's own file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, inspect

from trainer.domain.errors import Misconfigured
from trainer.store.connect import open_engine
from trainer.store.dump import count, lines, restore
from trainer.store.migrate import upgrade


def write_lines(engine: Engine, file: Path) -> int:
    """How many rows were written."""
    rows = -1  # the first line says what the file is
    with file.open("w", encoding="utf-8") as out:
        for line in lines(engine):
            out.write(line + "\n")
            rows += 1
    return rows


def write_copy(engine: Engine, file: Path) -> int:
    """SQLite's online copy: whole, while others go on writing. How many pages."""
    source = sqlite3.connect(str(engine.url.database))
    target = sqlite3.connect(file)
    try:
        source.backup(target)
        # The copy carries no log of its own: one file, to be moved as one.
        target.execute("PRAGMA journal_mode=DELETE")
        return target.execute("PRAGMA page_count").fetchone()[0]
    finally:
        target.close()
        source.close()


def read_lines(database_url: str, file: Path) -> int:
    """Reads JSON lines into a new database; how many rows."""
    engine = open_engine(database_url)
    try:
        upgrade(engine)
        with file.open(encoding="utf-8") as given:
            return sum(restore(engine, given).values())
    finally:
        engine.dispose()


def read_copy(database_url: str, file: Path) -> int:
    """Reads a copy of a SQLite file into a new SQLite database, and brings it to the newest schema; how many rows."""
    engine = open_engine(database_url)
    try:
        if engine.dialect.name != "sqlite":
            raise Misconfigured("A copy of a SQLite file goes into SQLite only.",
                                "Restore it there, back it up as .jsonl, and restore that into PostgreSQL.")
        if inspect(engine).get_table_names():
            raise Misconfigured("The store is not empty.", "Restore into a new one: set TRAINER_DATABASE_URL to it.")
        engine.dispose()
        source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        target = sqlite3.connect(str(engine.url.database))
        try:
            source.backup(target)
        except sqlite3.DatabaseError as broken:
            raise Misconfigured(f"{file} is not a whole SQLite file.", "Take another backup.") from broken
        finally:
            target.close()
            source.close()
        upgrade(engine)
        return count(engine)
    finally:
        engine.dispose()
