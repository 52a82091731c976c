"""Reads a scenario or rubric that is a text and not a file yet, with the same problems as a file would have."""

from __future__ import annotations

import tempfile
from pathlib import Path

from trainer.domain.errors import FileProblems, Problem
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.library.sense import sense_of
from trainer.library.shelf import content_hash, parse


def read_text(kind: str, text: str, known_techniques: set[str]) -> tuple[list[Problem], Scenario | Rubric | None, str]:
    """(problems, the item, its hash). With problems there is no item."""
    shown_as = f"this {kind}"
    with tempfile.TemporaryDirectory(prefix="trainer-") as folder:
        file = Path(folder) / "own.yaml"
        file.write_bytes(text.encode("utf-8", "replace"))
        try:
            sheet, item = parse(file, shown_as)
        except FileProblems as found:
            return list(found.problems), None, ""
    if getattr(item, "kind", "") != kind:
        return [Problem(shown_as, 1, "kind", f"this is no {kind}", f"write 'kind: {kind}' in the first line")], None, ""
    problems = sense_of(sheet, item, known_techniques)
    return (problems, None, "") if problems else ([], item, content_hash(item))
