"""Opens the whole product for one command, and sees to it that it is closed again."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trainer.settings import Settings, load
from trainer.wiring import House, build


def model_argument(parser: argparse.ArgumentParser) -> None:
    """The choice of who speaks the client."""
    parser.add_argument("--model", metavar="scripted|NAME", help="who speaks the client (default: as in the settings)")


def settings_for(args: argparse.Namespace, **over: Any) -> Settings:
    """The settings, with the model that the command line names."""
    named = getattr(args, "model", None)
    return load(model="" if named == "scripted" else named, **over)


@contextmanager
def opened(settings: Settings, **how: Any) -> Iterator[House]:
    """The house, for as long as the block lasts."""
    house = build(settings, **how)
    try:
        yield house
    finally:
        house.close()


@contextmanager
def opened_for_once(settings: Settings, **how: Any) -> Iterator[House]:
    """The same with a store of its own that is thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="trainer-", ignore_cleanup_errors=True) as folder:
        once = settings.model_copy(update={"database_url": f"sqlite:///{Path(folder) / 'once.db'}"})
        with opened(once, **how) as house:
            yield house
