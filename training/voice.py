"""Learns whose voice a line has: client messages against trainee replies; ``python -m training.voice`` writes voice.json.

Figures are from four-fold cross-validation by industry (and by scenario), so a line is always judged by weights that
have seen neither its client nor its trade. The threshold is the score below which at most ``MOST_REFUSED`` of the
client lines fall, over all folds. Labels: who said it. The texts are our own, written by language models.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import yaml

from trainer.client.voice import FILE, features

ROOT = Path(__file__).resolve().parent.parent
MOST_REFUSED = 0.002
SHORTEST = 8
L2, STEPS, RATE = 0.3, 200, 0.5


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


class Learner:
    """Logistic regression by hand (AdaGrad, balanced classes), so that nothing but numpy is needed."""

    def __init__(self, texts: list[str], whose: list[int], groups: list[str]) -> None:
        seen, where = Counter(), defaultdict(set)
        sets = [features(t) for t in texts]
        for s, g in zip(sets, groups, strict=True):
            seen.update(s)
            for f in s:
                where[f].add(g)
        self.names = sorted(f for f in seen if seen[f] >= 8 and len(where[f]) >= 6)  # words of many trades only
        index = {f: i for i, f in enumerate(self.names)}
        xs = [np.array(sorted(index[f] for f in s if f in index), int) for s in sets]
        self.w, self.b = self._fit(xs, np.array(whose, float))

    def _fit(self, xs: list[np.ndarray], y: np.ndarray) -> tuple[np.ndarray, float]:
        sizes = np.array([len(x) for x in xs])
        rows_, cols = np.repeat(np.arange(len(xs)), sizes), np.concatenate(xs)
        vals = (1 / np.sqrt(np.maximum(1, sizes)))[rows_]
        balance = np.where(y == 1, len(y) / (2 * y.sum()), len(y) / (2 * (len(y) - y.sum())))
        w, b, gw, gb = np.zeros(len(self.names)), 0.0, np.full(len(self.names), 1e-6), 1e-6
        for _ in range(STEPS):
            z = np.bincount(rows_, weights=w[cols] * vals, minlength=len(xs)) + b
            d = balance * (1 / (1 + np.exp(-z)) - y)
            g = np.bincount(cols, weights=d[rows_] * vals, minlength=len(w)) + L2 * w
            gw, gb = gw + g * g, gb + d.sum() ** 2
            w, b = w - RATE * g / np.sqrt(gw), b - RATE * d.sum() / np.sqrt(gb)
        return w, float(b)

    def score(self, text: str) -> float:
        """As ``Voice.score`` does it."""
        index = getattr(self, "_index", None)
        if index is None:
            index = self._index = {f: i for i, f in enumerate(self.names)}
        found = [self.w[index[f]] for f in features(text) if f in index]
        return float(sum(found) / np.sqrt(max(1, len(found))) + self.b)


def with_sentences(data: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """A model's line may be one sentence: learn from single ones too."""
    out = list(data)
    for text, whose, group in data:
        parts = [p for p in text.replace("! ", "!\n").replace("? ", "?\n").replace(". ", ".\n").split("\n") if len(p.split()) >= 4]
        out += [(p, whose, group) for p in parts if p != text]
    return out


def main() -> None:
    """Cross-validate, choose the threshold, learn from all, write."""
    data = rows()
    groups = sorted({g for _, _, g in data})
    random.Random(7).shuffle(groups)
    scores: list[tuple[float, int, int]] = []
    for k in range(4):
        held = set(groups[k::4])
        known = with_sentences([r for r in data if r[2] not in held])
        learner = Learner(*map(list, zip(*known, strict=True)))
        scores += [(learner.score(t), y, len(t.split())) for t, y, g in data if g in held]
    client = np.array([s for s, y, n in scores if y == 1 and n >= SHORTEST])
    answer = np.array([s for s, y, n in scores if y == 0 and n >= SHORTEST])
    threshold = float(np.quantile(client, MOST_REFUSED))
    figures = {"client_lines": len(client), "answering_lines": len(answer), "client_lines_refused": round(float((client < threshold).mean()), 4),
               "answering_lines_caught": round(float((answer < threshold).mean()), 4)}
    learner = Learner(*map(list, zip(*with_sentences(data), strict=True)))
    weights = {f: round(float(w), 2) for f, w in zip(learner.names, learner.w, strict=True) if abs(w) >= 0.15}
    FILE.write_text(json.dumps({
        "about": "made by python -m training.voice; figures from cross-validation by industry and scenario", "figures": figures,
        "data_sha256": hashlib.sha256(json.dumps(data).encode()).hexdigest(), "bias": round(learner.b, 4), "threshold": round(threshold, 3),
        "shortest": SHORTEST, "weights": weights}, ensure_ascii=False, separators=(",", ":"), indent=None), encoding="utf-8")
    print(json.dumps(figures), f"{len(weights)} weights, {FILE.stat().st_size // 1000} kB, threshold {threshold:.2f}")


if __name__ == "__main__":
    main()
