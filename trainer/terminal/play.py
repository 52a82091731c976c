"""A whole talk: here in the terminal, or unattended from a file of replies (or another program's output), one a line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from typing import TextIO

from trainer.domain.errors import InvalidReply, Misconfigured
from trainer.domain.practice import Practice
from trainer.terminal import printing
from trainer.terminal.opening import model_argument, opened, opened_for_once, settings_for
from trainer.wiring import ME, House

EXAMPLES = """\
  python -m trainer play freezer_for_saturday
  python -m trainer play freezer_for_saturday --seed 7 --replies replies.txt --json talk.json
  my-bot | python -m trainer play freezer_for_saturday --replies - --json talk.json
In a talk: /hint for a hint, /end to end it, Ctrl-C to leave it for later."""
ANSWER_S = 900


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("scenario", help="the scenario's id; an unknown one lists them")
    parser.add_argument("--seed", type=int, help="the same seed and replies give the same talk")
    parser.add_argument("--replies", metavar="FILE|-", help="unattended: one reply a line; - reads standard input and "
                        "prints the client's line after each")
    parser.add_argument("--json", metavar="OUT", help="write the talk as JSON to this file; - is standard output "
                        "(the client's lines then go to standard error)")
    parser.add_argument("--keep", action="store_true", help="keep an unattended talk among my talks too")
    model_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Talks."""
    say = sys.stderr if args.json == "-" else sys.stdout
    unattended = args.replies is not None
    with _replies_of(args.replies) as source:
        place = opened_for_once if unattended and not args.keep else opened
        with place(settings_for(args), at_once=True) as house:
            practice = house.practising.start(ME, args.scenario, args.seed)
            if unattended:
                _unattended(house, practice, source, say, aloud=args.replies == "-")
            else:
                _by_hand(house, practice, say)
            record = house.practising.wait_rated(ME, practice.id, ANSWER_S)
            scenario = house.practising.frozen_scenario(ME, practice.id)
            if args.json:
                printing.as_json(house.bundle(ME, practice.id), args.json)
            if args.json != "-" or not unattended:
                printing.debrief(record, scenario, house.practising.score(ME, practice.id), say)
    return 0


def _replies_of(place: str | None):
    if place in (None, "-"):
        return nullcontext(sys.stdin)
    try:
        return open(place, encoding="utf-8-sig", errors="replace")
    except OSError as cannot:
        raise Misconfigured(f"{place} cannot be read: {cannot.strerror}.", "Name a text file with one reply a line.") from None


def _lines(source: TextIO) -> Iterator[str]:
    # readline, not iteration: a program that talks with us waits for our answer before it writes its next line.
    while text := source.readline():
        if text.strip():
            yield text.strip()


def _unattended(house: House, practice: Practice, source: TextIO, say: TextIO, aloud: bool) -> None:
    name = house.practising.frozen_scenario(ME, practice.id).client.name
    said, over = 0, False
    if aloud:
        _show_last(house, practice, name, say)
    for text in _lines(source):
        if over:
            left = 1 + sum(1 for _ in _lines(source)) if not aloud else 1
            print(f"The client ended the talk after reply {said}; {left} more "
                  f"{'reply was' if left == 1 else 'replies were'} not said.", file=sys.stderr)
            return
        try:
            over = _said(house, practice, text)
        except InvalidReply as refused:
            print(f"Reply {said + 1} was passed over: {refused}", file=sys.stderr)
            continue
        said += 1
        if aloud:
            _show_last(house, practice, name, say)
        elif sys.stderr.isatty():
            print(f"\rreply {said}", end="", file=sys.stderr, flush=True)
        if over and aloud:
            break
    if not over:
        house.practising.end(ME, practice.id)
        if aloud:
            _show_last(house, practice, name, say)


def _by_hand(house: House, practice: Practice, say: TextIO) -> None:
    scenario = house.practising.frozen_scenario(ME, practice.id)
    printing.briefing(scenario, say)
    print(printing.wrapped(house.who_sees()), file=say)
    _show_last(house, practice, scenario.client.name, say)
    over = False
    try:
        while not over:
            print("You: ", end="", file=say, flush=True)
            text = sys.stdin.readline()
            if not text or text.strip() == "/end":
                house.practising.end(ME, practice.id)
                _show_last(house, practice, scenario.client.name, say)
                return
            if text.strip() == "/hint":
                print(printing.wrapped(house.practising.hint(ME, practice.id), "  "), file=say)
                continue
            try:
                over = _said(house, practice, text)
            except InvalidReply as refused:
                print(printing.wrapped(str(refused), "  "), file=say)
                continue
            _show_last(house, practice, scenario.client.name, say)
    except KeyboardInterrupt:
        print(f"\nThe talk is kept. Go on with: python -m trainer say {practice.id} \"…\"", file=sys.stderr)
        raise


def _said(house: House, practice: Practice, text: str) -> bool:
    """Says it, waits for the answer; True when the talk is over."""
    last = house.practising.line(ME, practice.id).n
    house.practising.say(ME, practice.id, text, last)
    return house.practising.wait(ME, practice.id, ANSWER_S).state == "over"


def _show_last(house: House, practice: Practice, name: str, say: TextIO) -> None:
    printing.line(house.practising.record(ME, practice.id).turns[-1], name, say)
