"""Thresholds of the technique heads, and what is measured with them on replies held out."""

from __future__ import annotations

import numpy as np

from training.calibrate import technique_threshold
from training.network import GUARDS
from training.replies import LabelledReply

FEWEST = 5  # fewer labelled cases than this on held-out rows say nothing


def thresholds(learned: tuple[list[LabelledReply], np.ndarray], names: tuple[str, ...]) -> dict[str, float]:
    """Laid on the training rows, with logits that had not seen their industry."""
    probability = 1 / (1 + np.exp(-learned[1]))
    some = _shown(learned[0], names, any)
    return {n: technique_threshold(probability[:, i], some[:, i]) for i, n in enumerate(names) if n not in GUARDS}


def table(rows: list[LabelledReply], logits: np.ndarray, names: tuple[str, ...], cut: dict[str, float]) -> dict[str, dict]:
    """Precision: of what is said, the share that at least one of the two raters named. Recall: of what both raters named, the
    share that is said. The stricter and the looser counterparts stand beside them."""
    named = [i for i, r in enumerate(rows) if r.shown]
    kept = [rows[i] for i in named]
    probability = 1 / (1 + np.exp(-logits[named]))
    some, both = _shown(kept, names, any), _shown(kept, names, all)
    first = np.array([[n in r.shown[0] for n in names] for r in kept])
    found = {}
    for i, name in enumerate(names):
        if name in GUARDS:
            continue
        said = probability[:, i] >= cut[name]
        precision = _share(some[said, i])
        recall = _share(said[both[:, i]])
        enough = int(said.sum()) >= FEWEST and int(both[:, i].sum()) >= FEWEST
        found[name] = {
            "threshold": round(cut[name], 3), "said": int(said.sum()), "named_by_one": int(some[:, i].sum()), "named_by_both": int(both[:, i].sum()),
            "precision": precision, "recall": recall, "precision_against_both": _share(both[said, i]), "precision_against_writer": _share(first[said, i]),
            "recall_of_any": _share(said[some[:, i]]),
            "may_say_used": bool(enough and precision is not None and precision >= 0.8),
            "may_say_missed": bool(enough and precision is not None and precision >= 0.8 and recall is not None and recall >= 0.7),
        }
    return found


def _shown(rows: list[LabelledReply], names: tuple[str, ...], quantifier) -> np.ndarray:
    return np.array([[quantifier(n in named for named in r.shown) for n in names] for r in rows])


def _share(values: np.ndarray) -> float | None:
    return round(float(values.mean()), 3) if len(values) else None
