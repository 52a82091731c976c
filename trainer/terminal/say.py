"""Says one reply in a talk begun with `start`, and answers with the client's line."""

from __future__ import annotations

import argparse
import sys

from trainer.domain.errors import ModelUnavailable
from trainer.terminal import printing
from trainer.terminal.opening import opened, settings_for
from trainer.terminal.step import step_of
from trainer.wiring import ME

EXAMPLES = """\
  python -m trainer say 0f3a9c… "I can see what this costs you. What must be there by Saturday?"
  cat reply.txt | python -m trainer say 0f3a9c… - --json"""
ANSWER_S = 900


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("practice", help="the id that `start` gave")
    parser.add_argument("text", help="the reply; - reads it from standard input")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Says it. A line that was owed from a step that was cut off is waited for first."""
    text = sys.stdin.read() if args.text == "-" else args.text
    # Rating is left to `finish`: a step answers as soon as the client has.
    with opened(settings_for(args), at_once=True, rating=False) as house:
        before = house.practising.wait(ME, args.practice, ANSWER_S)
        house.practising.say(ME, args.practice, text, before.n)
        if house.practising.wait(ME, args.practice, ANSWER_S).state not in ("idle", "over"):
            raise ModelUnavailable("The client has not answered yet; your reply is kept.",
                                   "Wait a little, then say your next reply, or finish the talk.")
        record = house.practising.record(ME, args.practice)
        if args.json:
            printing.as_json(step_of(record), "-")
            return 0
        name = house.practising.frozen_scenario(ME, args.practice).client.name
        printing.line(record.turns[-1], name, sys.stdout)
        if record.practice.over():
            print(f"The talk is over. Read the debrief with: python -m trainer finish {args.practice}")
    return 0
