"""Opens the database: SQLite with write-ahead log, foreign keys and patience, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from trainer.domain.errors import Misconfigured

BUSY_MS = 10_000
BEGINS = "sqlite_begin"  # execution option: how a SQLite transaction begins


def open_engine(database_url: str) -> Engine:
    """An engine for ``database_url``; raises Misconfigured with the cure where it cannot be one."""
    url = _read(database_url)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    if url.get_backend_name() == "postgresql":
        try:
            return create_engine(url.set(drivername="postgresql+psycopg"), pool_size=10, max_overflow=20,
                                 pool_pre_ping=True)
        except ModuleNotFoundError as missing:
            raise Misconfigured("The driver for PostgreSQL is not installed.",
                                "Run: pip install -r requirements-postgres.txt") from missing
    raise Misconfigured(f"The database must be SQLite or PostgreSQL, not {url.get_backend_name()}.",
                        "Set TRAINER_DATABASE_URL to sqlite:///var/trainer.db or postgresql://user:password@host/name.")


def _read(database_url: str) -> URL:
    try:
        return make_url(database_url.replace("postgres://", "postgresql://", 1))
    except ArgumentError as wrong:
        raise Misconfigured("The address of the database cannot be read.",
                            "Set TRAINER_DATABASE_URL to sqlite:///var/trainer.db or "
                            "postgresql://user:password@host/name.") from wrong


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise Misconfigured("The database must be a file: talks are kept by several threads and processes.",
                            "Set TRAINER_DATABASE_URL to sqlite:///var/trainer.db.")
    try:
        Path(url.database).expanduser().parent.mkdir(parents=True, exist_ok=True)
    except OSError as cannot:
        raise Misconfigured(f"The folder for the database cannot be made: {cannot.strerror}.",
                            "Set TRAINER_DATABASE_URL to a file in a folder you may write to.") from cannot
    engine = create_engine(url, pool_size=10, max_overflow=40, connect_args={"timeout": BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def _on_connect(connection, _record) -> None:
        # The driver would begin a transaction only at the first write, so that what was read before it could change
        # in between; with None we begin ourselves, below.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        # What is erased is written over, not merely forgotten.
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection) -> None:
        # A writer takes the lock at once: a reader that turns writer half-way fails with "database is locked"
        # whatever the busy timeout.
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get(BEGINS, 'DEFERRED')}")

    return engine
