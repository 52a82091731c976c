"""How the offline scorer ranks public human-rated replies it has never learned from. ``python -m bench.public_sets FOLDER [--most N] [--json OUT]``.

receptiveness.jsonl: Yeomans et al. 2020 (MIT) · stanford_politeness.jsonl: Danescu-Niculescu-Mizil et al. 2013 (CC BY 4.0) ·
uptake.jsonl: Demszky et al. 2021 (MIT). The folder is the reader's own; nothing of it ships.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path

from trainer.domain.agreement import spearman
from trainer.domain.rating import Rating
from trainer.domain.rubric import Dimension
from trainer.scoring.offline import OfflineScorer

SETS: dict[str, tuple[Callable[[dict], tuple[str, str]], str]] = {
    "receptiveness": (lambda row: ("", row["text"]), "receptive"),
    "stanford_politeness": (lambda row: ("", row["Request"]), "Normalized Score"),
    "uptake": (lambda row: (row["student_text"], row["teacher_text"]), "uptake_zscore"),
}
BARS = {("receptiveness", Dimension.NON_DEFENSIVE): 0.42}


def correlations(scorer: OfflineScorer, path: Path, most: int) -> dict[str, float]:
    """Spearman of each dimension's expected level with the human score."""
    texts, human = SETS[path.stem]
    rows = [row for row in map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").splitlines())) if row[human] is not None]
    if 0 < most < len(rows):
        rows = random.Random(1).sample(rows, most)
    given: dict[Dimension, list[float]] = {d: [] for d in Dimension}
    wanted: list[float] = []
    for row in rows:
        client, reply = texts(row)
        rating = scorer.rate("", [], client, reply)
        if isinstance(rating, Rating):
            wanted.append(float(row[human]))
            for d, found in rating.dimensions.items():
                given[d].append(sum(k * p for k, p in enumerate(found.probabilities or (), start=1)))
    return {"rows": len(wanted), **{d.value: round(spearman(given[d], wanted), 3) for d in Dimension}, "length": round(spearman([len(texts(r)[1]) for r in rows], [float(r[human]) for r in rows]), 3)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=0, help="of each set at most so many rows, drawn with a fixed seed; 0 for all")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    scorer, figures, held = OfflineScorer(), {}, True
    for name in SETS:
        path = arguments.folder / f"{name}.jsonl"
        if not path.exists():
            print(f"{name}: not in {arguments.folder}")
            continue
        figures[name] = correlations(scorer, path, arguments.most)
        print(name, figures[name], flush=True)
        for (which, dimension), bar in BARS.items():
            if which == name:
                reached = figures[name][dimension.value] >= bar
                held = held and reached
                print(f"  {dimension.value} rho {figures[name][dimension.value]}, bar {bar}: {'held' if reached else 'MISSED'}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
