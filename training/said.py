"""Who said what: client lines and trainee replies of the labelled data and of the scenarios."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent


def rows() -> list[tuple[str, int, str]]:
    """(text, 1 for a client, the group that is held out together)."""
    found: list[tuple[str, int, str]] = []
    for path in sorted((ROOT / "training" / "data").glob("*.jsonl")):
        for text in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(text)
            if "client" not in row:
                continue
            group = row["industry"]
            found.append((row["client"], 1, group))
            found += [(h["text"], int(h["role"] == "client"), group) for h in row["history"]]
            found += [(r["reply"], 0, group) for r in row.get("replies", [row])]
    for path in sorted((ROOT / "scenarios").glob("*.yaml")):
        s = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [(line, 1, s["id"]) for line in _client_lines(s)] + [(line, 0, s["id"]) for line in _trainee_lines(s["bots"])]
    return list(dict.fromkeys(found))


def _client_lines(s: dict) -> list[str]:
    out = [s["opening"]]
    for lines in s["lines"].values():
        out += [x for band in lines.values() for x in band]
    for c in s["concerns"]:
        out += c["ask"] + c["satisfied"]
    for f in s["hidden_facts"]:
        out += f["lines"] + f["deflect"]
    for t in s["topics"]:
        out += t.get("answers", [])
    for part in (*s.get("beats", []), *s["endings"]):
        out += part["lines"]
    return [x for x in out if "{words}" not in x]


def _trainee_lines(bots: dict) -> list[str]:
    out: list[str] = []
    for value in bots.values():
        for texts in (value.values() if isinstance(value, dict) else [value]):
            out += texts
    return out
