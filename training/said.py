"""Who said what after what: client lines and trainee replies of the labelled data and of the scenarios."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Said:
    """A line, whose it is, what the client had said and the trainee had answered before it, and the group held out together."""

    text: str
    client: bool
    earlier: str
    reply: str
    group: str


def rows() -> list[Said]:
    """Every line once in each of its surroundings. A trainee's reply stands where a model that has changed sides would
    say it: after another reply to the same message."""
    drawn = random.Random(5)
    found: list[Said] = []
    blocks: dict[tuple, list[str]] = {}
    for path in sorted((ROOT / "training" / "data").glob("*.jsonl")):
        for text in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(text)
            if "client" not in row or "industry" not in row:
                continue
            history = tuple((h["role"], h["text"]) for h in row["history"])
            key = (row["industry"], row["situation"], history, row["client"])
            blocks.setdefault(key, []).extend(r["reply"] for r in row.get("replies", [row]))
    for (industry, _, history, client), replies in blocks.items():
        found += _talk([*history, ("client", client)], industry)
        for reply in replies:
            other = drawn.choice([r for r in replies if r != reply] or [""])
            found.append(Said(reply, False, client, other, industry))
    for path in sorted((ROOT / "scenarios").glob("*.yaml")):
        s = yaml.safe_load(path.read_text(encoding="utf-8"))
        own, theirs = client_lines(s), trainee_lines(s["bots"])
        found += [Said(x, True, drawn.choice(own), drawn.choice(theirs), s["id"]) for x in own]
        found += [Said(x, False, drawn.choice(own), drawn.choice(theirs), s["id"]) for x in theirs]
    return list(dict.fromkeys(found))


def _talk(turns: list[tuple[str, str]], group: str) -> Iterator[Said]:
    earlier = reply = ""
    for role, text in turns:
        if role == "client":
            yield Said(text, True, earlier, reply, group)
            earlier = text
        else:
            yield Said(text, False, earlier, reply, group)
            reply = text


def client_lines(s: dict) -> list[str]:
    """All that a scenario's author wrote for the client."""
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


def trainee_lines(bots: dict) -> list[str]:
    """All that a scenario's bots may say."""
    out: list[str] = []
    for value in bots.values():
        for texts in (value.values() if isinstance(value, dict) else [value]):
            out += texts
    return out
