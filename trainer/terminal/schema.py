"""Writes the JSON Schemas of scenario, rubric, techniques and practice files, for editors and other programs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.technique import TechniqueCatalogue
from trainer.reports.bundle import PracticeBundle
from trainer.settings import ROOT
from trainer.terminal.commands import FOUND_PROBLEMS, OK

EXAMPLES = """\
  python -m trainer schema
  python -m trainer schema --check
An editor with YAML support then completes and validates a file that begins with:
  # yaml-language-server: $schema=../schemas/scenario.schema.json"""
FORMS = {"scenario": Scenario, "rubric": Rubric, "techniques": TechniqueCatalogue, "practice": PracticeBundle}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("--to", metavar="FOLDER", type=Path, default=ROOT / "schemas", help="where to (default: schemas)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when a file is out of date")


def run(args: argparse.Namespace) -> int:
    """Writes, or compares."""
    stale = 0
    for name, text in schemas().items():
        file = args.to / f"{name}.schema.json"
        if args.check:
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                print(f"{file} is out of date → python -m trainer schema")
                stale += 1
            continue
        args.to.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        print(file)
    return FOUND_PROBLEMS if stale else OK


def schemas() -> dict[str, str]:
    """Name → JSON Schema as text."""
    return {name: json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **form.model_json_schema()},
                             indent=1, ensure_ascii=False) + "\n" for name, form in FORMS.items()}
