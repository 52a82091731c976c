"""The list of subcommands, and how a command line is read, run, and answered when something goes wrong."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from trainer.domain.errors import FileProblems, TrainerError

# name → one line of help; the module of the same name in this room does it (loaded only when it is asked for)
COMMANDS: dict[str, str] = {
    "serve": "open the app for the browser",
    "play": "a whole talk, here in the terminal or unattended from a file of replies",
    "start": "begin a talk that goes on step by step",
    "say": "say one reply in a talk that was begun, and read the answer",
    "finish": "end a talk that was begun, and read the debrief",
    "simulate": "let the practice bots talk, and see whether the client caves or cannot be won",
    "check": "find what is wrong with scenario and rubric files",
    "rate": "rate replies from a file",
    "export": "write a talk as JSON",
    "people": "accounts: the first owner, invitations, who is here, who is shut out",
    "backup": "write everything that is kept into one file",
    "restore": "read a backup into a new database",
    "permissions": "who may do what, as a table",
    "schema": "write the JSON Schemas of all file formats",
    "agreement": "how far a scorer agrees with people's levels",
    "calibrate": "learn from people's levels how a judge's levels are to be read",
}
OK, FOUND_PROBLEMS, FAILED, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Reads the command line and runs it; returns the exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = _run(argv)
        sys.stdout.flush()
        return code
    except FileProblems as problems:
        print(problems.message, file=sys.stderr)
        return FAILED
    except TrainerError as error:
        print(error.message, file=sys.stderr)
        if error.cure:
            print(f"→ {error.cure}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m trainer", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Practise difficult client talks.", epilog=_overview())
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of the commands below")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    chosen = parser.parse_args(argv)
    module = importlib.import_module(f"trainer.terminal.{chosen.command}")
    own = argparse.ArgumentParser(
        prog=f"python -m trainer {chosen.command}", formatter_class=argparse.RawDescriptionHelpFormatter,
        description=module.__doc__, epilog=f"examples:\n{module.EXAMPLES.rstrip()}")
    module.arguments(own)
    return module.run(own.parse_args(chosen.rest))


def _overview() -> str:
    width = max(map(len, COMMANDS))
    listed = "\n".join(f"  {name:<{width}}  {words}" for name, words in COMMANDS.items())
    return (f"commands:\n{listed}\n\n`python -m trainer COMMAND --help` says more, with examples.\n"
            "Exit codes: 0 well, 1 problems found, 2 it could not be done (said on standard error).")
