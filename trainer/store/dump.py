"""The whole store as JSON lines, and back into an empty one: a backup that fits SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Engine, func, insert, select, text
from sqlalchemy import Table as SqlTable

from trainer.domain.errors import Misconfigured
from trainer.store import result_table, tables, team_tables  # noqa: F401  (the metadata is complete only when all are known)
from trainer.store.columns import Table
from trainer.store.migrate import HEAD

FORMAT = "difficult-client-backup/1"
_AT_ONCE = 500


def lines(engine: Engine) -> Iterator[str]:
    """First a line that says what this is, then a line a row, in an order that restores without a missing parent."""
    with _one_state(engine).connect() as connection, connection.begin():
        yield json.dumps({"format": FORMAT, "schema": HEAD})
        for table in _in_order():
            asked = select(table).order_by(*table.primary_key.columns)
            if table.name == "practices":
                # A branch refers to the practice it came from; parents are older.
                asked = select(table).order_by(table.c.started_at, table.c.branch_of.is_not(None), table.c.id)
            for row in connection.execute(asked.execution_options(yield_per=_AT_ONCE)):
                yield json.dumps({"table": table.name, "row": dict(row._mapping)}, ensure_ascii=False)


def restore(engine: Engine, given: Iterable[str]) -> dict[str, int]:
    """Reads such lines into a store that is at the newest schema and empty; how many rows of each table."""
    rows = iter(given)
    try:
        head = json.loads(next(rows, "null"))
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise Misconfigured("That is not a backup of the trainer.", "Name a file written by `python -m trainer backup`.")
    if head.get("schema") != HEAD:
        raise Misconfigured(f"The backup is of schema {head.get('schema')}, this trainer has {HEAD}.",
                            "Restore it with the version it was made with, then update.")
    known = {t.name: t for t in _in_order()}
    counts: dict[str, int] = {}
    with engine.begin() as connection:
        if any(connection.scalar(select(func.count()).select_from(t)) for t in known.values()):
            raise Misconfigured("The store is not empty.", "Restore into a new one: set TRAINER_DATABASE_URL to it.")
        for name, some in _batches(rows):
            if name not in known:
                raise Misconfigured(f"The backup holds a table {name!r} that this trainer does not know.", "Update the trainer.")
            connection.execute(insert(known[name]), some)
            counts[name] = counts.get(name, 0) + len(some)
        _count_on(connection, known.values())
    return counts


def _batches(rows: Iterable[str]) -> Iterator[tuple[str, list[dict]]]:
    name, some = "", []
    for line in rows:
        if not line.strip():
            continue
        given = json.loads(line)
        if given["table"] != name or len(some) >= _AT_ONCE:
            if some:
                yield name, some
            name, some = given["table"], []
        some.append(given["row"])
    if some:
        yield name, some


def _in_order() -> list[SqlTable]:
    return Table.metadata.sorted_tables


def _one_state(engine: Engine) -> Engine:
    # SQLite's readers see one state of everything anyway.
    return engine.execution_options(isolation_level="REPEATABLE READ") if engine.dialect.name == "postgresql" else engine


def _count_on(connection: Connection, all_tables: Iterable[SqlTable]) -> None:
    # Rows came with their numbers; PostgreSQL's own counters must go on after them.
    if connection.dialect.name != "postgresql":
        return
    for table in all_tables:
        column = table.autoincrement_column
        if column is not None:
            connection.execute(text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "
                f"COALESCE((SELECT MAX({column.name}) FROM {table.name}), 0) + 1, false)"))


def count(engine: Engine) -> int:
    """How many rows there are in all tables."""
    with engine.connect() as connection:
        return sum(connection.scalar(select(func.count()).select_from(t)) for t in _in_order())
