"""Brings a database to the newest schema, once, whoever comes first."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from trainer.domain.errors import Misconfigured
from trainer.store.connect import BEGINS

HEAD = "0003"
MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_302_114  # any number, the same in every process


def upgrade(engine: Engine) -> None:
    """Runs what is missing in one transaction; processes that start together wait for the first."""
    if _at_head(engine):
        return
    with engine.execution_options(**{BEGINS: "IMMEDIATE"}).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
        _migrate(connection)


def _at_head(engine: Engine) -> bool:
    with engine.connect() as connection:
        return version_of(connection) == HEAD


def version_of(connection: Connection) -> str | None:
    """The schema's version, or None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    # Alembic is slow to load and needed once in a database's life.
    from alembic import command
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = alembic_config()
    config.attributes["connection"] = connection
    here = version_of(connection)
    try:
        ScriptDirectory.from_config(config).get_revision(here or "base")
    except CommandError as unknown:
        raise Misconfigured(f"The database was made by a newer version of the trainer (schema {here}).",
                            "Update the trainer, or set TRAINER_DATABASE_URL to another database.") from unknown
    command.upgrade(config, "head")


def alembic_config():
    """The configuration that env.py reads; it has no file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
