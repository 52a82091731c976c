"""The labelled replies: who wrote what to whom, the levels two raters gave, and which industries are held out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).parent / "data"
SPLIT = Path(__file__).parent / "split.json"
DIMENSIONS = ("empathy", "clarity", "non_defensive", "solution_focus")


@dataclass(frozen=True)
class LabelledReply:
    """One reply with every rating it has; the target is the mean of the ratings."""

    id: str
    source: str
    industry: str
    situation: str
    history: tuple[tuple[str, str], ...]
    client: str
    reply: str
    ratings: tuple[tuple[int, int, int, int], ...]
    techniques: tuple[frozenset[str], ...] = ()  # one set per rater who named techniques
    shown: tuple[frozenset[str], ...] = ()  # the same by the tests of technique_sheet.md: what the technique heads learn from
    tags: tuple[str, ...] = ()
    made: bool = False  # by augmentation, not by a writer
    weight: float = field(default=1.0, compare=False)
    rated: tuple[bool, bool, bool, bool] = (True, True, True, True)  # dimensions this row teaches

    @property
    def target(self) -> tuple[float, ...]:
        return tuple(sum(r[d] for r in self.ratings) / len(self.ratings) for d in range(4))

    @property
    def gold(self) -> tuple[int, ...]:
        """The whole level that agreement is measured against: the mean, halves rounded towards the second, blind rater."""
        blind = self.ratings[-1]
        return tuple(int(m) if m == int(m) else round(m + (0.01 if blind[d] > m else -0.01)) for d, m in enumerate(self.target))

    @property
    def odd(self) -> bool:
        """An odd case of the codebook on purpose: never counted among ordinary replies when gates are measured."""
        marks = ("odd", "insult", "retaliat", "grovel", "gibberish", "stuffing", "sarcas", "overpromise", "unkeepable", "improper", "cave", "conced", "copy", "copied", "negated", "language", "grader", "role")
        return any(mark in tag for tag in self.tags if "second-language" not in tag for mark in marks)


# Writers and raters who had the sheet from the start; of the others some rows were labelled by it later (data/techniques_*.jsonl).
BY_SHEET = frozenset({"blocks_g", "blocks_h", "blocks_i", "blocks_j"})


def _levels(found: dict[str, int]) -> tuple[int, int, int, int]:
    e, c, n, s = (int(found[name]) for name in DIMENSIONS)
    return e, c, n, s


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _flat(path: Path) -> Iterator[dict]:
    """A block holds several replies to one message; a part holds one reply a line."""
    for row in _rows(path):
        if "replies" not in row:
            yield row
            continue
        for place, one in enumerate(row["replies"], start=1):
            yield {**{k: row[k] for k in ("industry", "situation", "history", "client")}, "id": f"{row['id']}-{place}", **one}


def load(folder: Path = DATA) -> list[LabelledReply]:
    """Every labelled reply, the second blind ratings merged in where there are any."""
    second: dict[str, dict] = {}
    for path in sorted(folder.glob("second_*.jsonl")):
        for row in _rows(path):
            second[row["id"]] = row
    by_sheet: dict[str, list[frozenset[str]]] = {}
    for path in sorted(folder.glob("techniques_*.jsonl")):
        for row in _rows(path):
            by_sheet.setdefault(row["id"], []).append(frozenset(row["techniques"]))
    replies = []
    for path in sorted([*folder.glob("part_*.jsonl"), *folder.glob("blocks_*.jsonl")]):
        for row in _flat(path):
            ratings, named = [_levels(row["levels"])], []
            if "techniques" in row:
                named.append(frozenset(row["techniques"]))
            other = second.get(row["id"])
            if other:
                ratings.append(_levels(other["levels"]))
                if "techniques" in other:
                    named.append(frozenset(other["techniques"]))
            replies.append(
                LabelledReply(
                    id=row["id"],
                    source=path.stem,
                    industry=row["industry"],
                    situation=row["situation"],
                    history=tuple((t["role"], t["text"]) for t in row["history"]),
                    client=row["client"],
                    reply=row["reply"],
                    ratings=tuple(ratings),
                    techniques=tuple(named),
                    shown=tuple(named) if path.stem in BY_SHEET else tuple(by_sheet.get(row["id"], ())),
                    tags=tuple(row.get("tags", ())),
                )
            )
    return replies


def split(replies: list[LabelledReply]) -> tuple[list[LabelledReply], list[LabelledReply], list[LabelledReply]]:
    """Training, calibration and test rows of the reported network, by industry; writers kept fresh are in none of them."""
    groups = json.loads(SPLIT.read_text(encoding="utf-8"))
    test, calibration, fresh = (frozenset(groups[k]) for k in ("test", "calibration", "fresh_writers"))
    known = [r for r in replies if r.source not in fresh]
    return (
        [r for r in known if r.industry not in test | calibration],
        [r for r in known if r.industry in calibration],
        [r for r in known if r.industry in test],
    )


def fresh_writers(replies: list[LabelledReply]) -> list[LabelledReply]:
    """Rows of writers that the reported network has never met."""
    fresh = frozenset(json.loads(SPLIT.read_text(encoding="utf-8"))["fresh_writers"])
    return [r for r in replies if r.source in fresh]


def data_hash(replies: Iterable[LabelledReply]) -> str:
    """The same rows give the same hash, whatever the file order or spacing."""
    digest = hashlib.sha256()
    for row in sorted(replies, key=lambda r: r.id):
        digest.update(json.dumps([row.id, row.client, row.reply, row.ratings, [sorted(t) for t in row.techniques], [sorted(t) for t in row.shown]]).encode())
    return digest.hexdigest()
