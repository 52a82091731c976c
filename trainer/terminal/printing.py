"""How a talk looks in a terminal, and how JSON leaves it."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from pathlib import Path
from typing import Any, TextIO

from trainer.domain.conversation import Turn
from trainer.domain.errors import Misconfigured
from trainer.domain.practice import Record
from trainer.domain.rating import Rating, standing
from trainer.domain.scenario import Scenario

_CONTROLS = {i: None for i in [*range(32), *range(127, 160)] if chr(i) not in "\n\t"}


def harmless(text: str) -> str:
    """A model's or person's words without control characters, which could drive the terminal."""
    return text.translate(_CONTROLS)


def wrapped(text: str, indent: str = "") -> str:
    """Text broken to the terminal's width."""
    width = min(100, shutil.get_terminal_size().columns) - 2
    return "\n".join(textwrap.fill(line, width, initial_indent=indent, subsequent_indent=indent) or ""
                     for line in harmless(text).splitlines())


def briefing(scenario: Scenario, say: TextIO) -> None:
    """What the trainee reads before the first word."""
    b = scenario.briefing
    print(f"{scenario.title} · {scenario.client.name}, {scenario.client.job}\n", file=say)
    if scenario.content_warning:
        print(wrapped(f"Before you begin: {scenario.content_warning}\n"), file=say)
    print(wrapped(f"You are {b.role}. {b.situation}"), file=say)
    for name, points in (("You know", b.you_know), ("You may offer", b.you_may_offer), ("You may not", b.you_may_not)):
        print(f"\n{name}:", file=say)
        for point in points:
            print(wrapped(f"- {point}", "  "), file=say)
    print(f"\n{wrapped(f'Aim: {b.aim}')}\n", file=say)


def line(turn: Turn, name: str, say: TextIO) -> None:
    """One line of the client."""
    print(f"\n{name}:", file=say)
    print(wrapped(turn.text, "  "), file=say)
    if turn.made_note:
        print(f"  ({turn.made_note})", file=say)
    print(file=say, flush=True)


def debrief(record: Record, scenario: Scenario, score: Any, say: TextIO) -> None:
    """Outcome, score, objectives, and the levels of each reply with their reasons."""
    outcome = record.practice.outcome
    summary = next((e.summary for e in scenario.endings if e.kind is outcome), "")
    how = outcome.value.replace("_", " ") if outcome else "left" if record.practice.over() else "not ended yet"
    print(f"\nOutcome: {how}. {summary}".rstrip(), file=say)
    if score.score is None:
        print(f"Score: none ({score.reason}).", file=say)
    else:
        verdict = "" if score.passed is None else ", passed" if score.passed else ", not passed"
        print(f"Score: {score.score:g} of 100{verdict} (between {score.low:g} and {score.high:g}; "
              f"rests on: {score.rests_on}).", file=say)
    for objective in record.objectives:
        print(wrapped(f"[{'x' if objective.met else ' '}] {objective.text}", "  "), file=say)
    for n, ratings in sorted(record.ratings.items()):
        rating = standing(list(ratings))
        reply = next(t for t in record.turns if t.n == n)
        print(f"\n{wrapped(f'“{reply.text}”')}", file=say)
        if isinstance(rating, Rating):
            for dimension, rated in rating.dimensions.items():
                sure = " (not sure)" if rated.uncertain else ""
                print(wrapped(f"{dimension.value.replace('_', ' '):<15} {rated.level}{sure}  {rated.reason}", "  "), file=say)
        elif rating is not None:
            print(wrapped(f"not rated: {rating.reason}", "  "), file=say)


def as_json(value: Any, out: str) -> None:
    """JSON to a file, or to standard output for ``-``."""
    text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
    if out == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        Path(out).parent.mkdir(parents=True, exist_ok=True)
        Path(out).write_text(text, encoding="utf-8")
    except OSError as cannot:
        raise Misconfigured(f"{out} cannot be written: {cannot.strerror}.", "Choose another file.") from None
