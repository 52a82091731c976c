"""Measures a finished model folder on replies held out, through the very scorer that ships."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import numpy as np

from training.replies import DIMENSIONS, LabelledReply
from trainer.domain.agreement import agree
from trainer.domain.rating import Rating
from trainer.scoring.offline import OfflineScorer

_KEYWORDS: dict[str, str] = {
    "empathy": r"\b(?:sorry|apolog\w+|understand|hear you|feel\w*|frustrat\w+|appreciate)\b",
    "clarity": r"\b(?:today|tomorrow|by|at \d|because|will|first|then)\b|\d",
    "non_defensive": r"\b(?:our|my|mistake|fault|should have|policy|but|you should|thank)\b",
    "solution_focus": r"\b(?:will|can|offer|option|call|send|fix|tomorrow|today|would you|or)\b|\?",
}


def rate_all(scorer: OfflineScorer, rows: list[LabelledReply]) -> list[Rating]:
    found = []
    for row in rows:
        rating = scorer.rate(row.situation, list(row.history), row.client, row.reply)
        if not isinstance(rating, Rating):
            raise SystemExit(f"{row.id} was not rated: {rating.reason}")
        found.append(rating)
    return found


def levels(ratings: list[Rating]) -> np.ndarray:
    return np.array([[r.levels()[d] for d in r.dimensions] for r in ratings])


def agreement(rows: list[LabelledReply], given: np.ndarray) -> dict[str, dict]:
    """Per dimension, every figure of the agreement with the labels."""
    figures = {}
    for d, name in enumerate(DIMENSIONS):
        found = agree([r.gold[d] for r in rows], [int(x) for x in given[:, d]])
        assert found is not None
        figures[name] = {k: round(v, 3) if isinstance(v, float) else v for k, v in asdict(found).items()}
        figures[name]["shares"] = [round(float((given[:, d] == k).mean()), 3) for k in range(1, 6)]
    return figures


def baselines(train: list[LabelledReply], test: list[LabelledReply]) -> dict[str, dict[str, float]]:
    """What the length alone, and keyword counts alone, reach; spread matched to the labels like the scorer's."""
    def length(rows: list[LabelledReply]) -> np.ndarray:
        n = np.log([max(1, len(r.reply.split())) for r in rows])
        return np.stack([n, n**2], 1)

    def keywords(rows: list[LabelledReply]) -> np.ndarray:
        return np.array([[len(re.findall(p, r.reply, re.I)) for p in _KEYWORDS.values()] for r in rows], dtype=float)

    figures: dict[str, dict[str, float]] = {}
    for name, make in (("length only", length), ("keywords only", keywords)):
        figures[name] = {}
        x, y = (np.column_stack([make(rows), np.ones(len(rows))]) for rows in (train, test))
        for d, dimension in enumerate(DIMENSIONS):
            target = np.array([r.target[d] for r in train])
            weights = np.linalg.lstsq(x, target, rcond=None)[0]
            fitted = x @ weights
            given = (y @ weights - fitted.mean()) / max(1e-6, fitted.std()) * target.std() + target.mean()
            found = agree([r.gold[d] for r in test], [int(v) for v in np.clip(np.floor(given + 0.5), 1, 5)], draws=0)
            assert found is not None
            figures[name][dimension] = round(found.kappa, 3)
    return figures


def gates(rows: list[LabelledReply], ratings: list[Rating]) -> dict:
    """How often gates fire on ordinary replies (at most 2 % is the bar), and which."""
    ordinary = [r for row, r in zip(rows, ratings, strict=True) if not row.odd]
    fired = Counter(hit.gate for r in ordinary for hit in r.gates)
    return {"ordinary": len(ordinary), "share": round(sum(bool(r.gates) for r in ordinary) / len(ordinary), 4), "by_gate": dict(fired)}


def fairness(rows: list[LabelledReply], given: np.ndarray) -> dict[str, dict[str, float]]:
    """Mean of scorer minus label per dimension within a manner of writing; the tags only select."""
    kinds = {
        "second language": ("esl", "second-language"), "dialect or spoken": ("dialect", "spoken"), "terse": ("terse", "short", "lower-case"),
        "not a good writer": ("plain-voice", "esl", "second-language", "spoken", "lower-case", "nervous"),
    }
    figures: dict[str, dict[str, float]] = {}
    for kind, marks in kinds.items():
        chosen = [i for i, r in enumerate(rows) if any(t.lower().startswith(m) for t in r.tags for m in marks) and not r.odd]
        if len(chosen) >= 15:
            gap = given[chosen] - np.array([rows[i].target for i in chosen])
            figures[kind] = {"n": len(chosen), **{name: round(float(gap[:, d].mean()), 2) for d, name in enumerate(DIMENSIONS)}}
    return figures


def speed(scorer: OfflineScorer, rows: list[LabelledReply]) -> float:
    """Milliseconds of CPU for one rating, warm."""
    rate_all(scorer, rows[:5])
    started = time.process_time()
    rate_all(scorer, rows[:100])
    return round((time.process_time() - started) * 10, 1)


def measured(folder: Path, train: list[LabelledReply], test: list[LabelledReply], fresh: list[LabelledReply]) -> dict:
    """Everything, for the card and the results."""
    scorer = OfflineScorer(folder)
    ratings = rate_all(scorer, test)
    given = levels(ratings)
    return {
        "rows": len(test),
        "agreement": agreement(test, given),
        "baselines": baselines(train, test),
        "gates": gates(test, ratings),
        "fairness": fairness(test, given),
        "uncertain": round(float(np.mean([[d.uncertain for d in r.dimensions.values()] for r in ratings])), 3),
        "fresh_writers": {"rows": len(fresh), "second_rated": sum(len(r.ratings) == 2 for r in fresh), "agreement": agreement(fresh, levels(rate_all(scorer, fresh))), "baselines": baselines(train, fresh)},
        "cpu_ms": speed(scorer, test),
    }
