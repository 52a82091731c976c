"""Rates replies: one JSON line in, one out, in the same order, with its id; what cannot be rated has null levels and says why."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import nullcontext
from pathlib import Path

from trainer.domain.errors import Misconfigured
from trainer.domain.rating import Rating
from trainer.reports.rated import plain
from trainer.terminal.asked import read
from trainer.terminal.rating import rated, scorer_argument, scorer_for

EXAMPLES = """\
  python -m trainer rate --jsonl replies.jsonl --out rated.jsonl
  python -m trainer rate --jsonl talk.json --out -          (a talk written by `export` or `play --json`)
A line: {"id": "1", "situation": "…", "history": [{"role": "client", "text": "…"}], "client": "…", "reply": "…"}"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("--jsonl", metavar="IN", type=Path, required=True, help="JSON lines, or an exported talk")
    parser.add_argument("--out", metavar="OUT", required=True, help="the file to write; - is standard output")
    scorer_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Rates."""
    asked = read(args.jsonl)
    scorer = scorer_for(args)
    done = 0
    with _open(args.out) as out:
        for one, rating in rated(scorer, asked):
            done += isinstance(rating, Rating)
            out.write(_line({"id": one.id, **plain(rating).model_dump(mode="json")}) + "\n")
    print(f"{done} of {len(asked)} replies rated by {scorer.id}.", file=sys.stderr)
    return 0


def _line(value: dict) -> str:
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def _open(out: str):
    if out == "-":
        return nullcontext(sys.stdout)
    try:
        Path(out).parent.mkdir(parents=True, exist_ok=True)
        return open(out, "w", encoding="utf-8")
    except OSError as cannot:
        raise Misconfigured(f"{out} cannot be written: {cannot.strerror}.", "Choose another file.") from None
