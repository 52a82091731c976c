"""Fits the heads by which the client's appraiser hears what a reply does: ``python -m training.act_heads``.

Data: ``data/acts_*.jsonl``, replies whose acts one language model listed by reading them (no second reading). For each act the
threshold is the lowest at which, over grouped cross-validation by client message, at least the asked precision holds; an
act that reaches it for less than a fifth of its cases is left to the listed wordings alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from training.replies import DATA, load
from trainer.signals.encoder import Encoder
from trainer.signals.heard import HEADS, NETWORK

# The network has learnt the levels of these replies (not their acts), so precision here is flattering: more is asked than is needed.
PRECISION, WORTH_IT, FEWEST = 0.88, 0.2, 25
NAMES = {
    "ack": "names_feeling", "validate": "validates", "own": "owns", "open": "thanks", "ask": "asks_open", "invite": "invites_view",
    "plan": "promises_concretely", "options": "offers_options", "checkin": "agrees_check_in", "boundary": "sets_boundary", "concede": "concedes",
    "stock": "stock_phrase", "vague": "promises_vaguely", "overpromise": "overpromises", "excuse": "excuses", "blame": "blames", "dismiss": "dismisses",
    "refuse": "refuses", "escalate": "escalates",
}


def _data(network: Path) -> tuple[np.ndarray, list[set[str]], np.ndarray]:
    shown = {}
    for path in sorted(DATA.glob("acts_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            shown[row["id"]] = set(row["acts"])
    rows = [r for r in load() if r.id in shown]
    encoder = Encoder(network)
    groups = np.array([int(hashlib.sha256(r.client.encode()).hexdigest()[:8], 16) for r in rows])
    return np.stack([encoder.pooled(r.reply) for r in rows]), [shown[r.id] for r in rows], groups


def _choose(x: np.ndarray, y: np.ndarray, groups: np.ndarray) -> tuple[float, np.ndarray]:
    """The penalty with the best average precision, and its cross-validated probabilities."""
    best = (-1.0, 0.0, np.zeros(len(y)))
    for penalty in (0.001, 0.003, 0.01, 0.03):
        p = cross_val_predict(LogisticRegression(C=penalty, max_iter=1000), x, y, groups=groups, cv=GroupKFold(5), method="predict_proba")[:, 1]
        order = np.argsort(-p)
        precision = np.cumsum(y[order]) / np.arange(1, len(y) + 1)
        average = float((precision * y[order]).sum() / y.sum())
        if average > best[0]:
            best = (average, penalty, p)
    return best[1], best[2]


def _threshold(p: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
    """(threshold, precision, recall) of the lowest threshold that keeps the asked precision."""
    order = np.argsort(-p)
    said = np.arange(1, len(y) + 1)
    precision, recall = np.cumsum(y[order]) / said, np.cumsum(y[order]) / y.sum()
    good = np.flatnonzero((precision >= PRECISION) & (said >= 5))
    if not len(good):
        return 1.0, 0.0, 0.0
    last = good[-1]
    return float(p[order][last]), float(precision[last]), float(recall[last])


def main(network: Path, out: Path) -> None:
    """Fits, prints the table, writes the heads and ``act_heads.json`` beside them."""
    x, acts, groups = _data(network)
    mean, scale = x.mean(0), x.std(0) + 1e-6
    x = (x - mean) / scale
    kept, table = [], {}
    for name, act in NAMES.items():
        y = np.array([name in a for a in acts], dtype=int)
        if y.sum() < FEWEST:
            continue
        penalty, p = _choose(x, y, groups)
        threshold, precision, recall = _threshold(p, y)
        use = recall >= WORTH_IT
        table[act] = {"cases": int(y.sum()), "precision": round(precision, 2), "recall": round(recall, 2), "heard": use}
        if use:
            model = LogisticRegression(C=penalty, max_iter=1000).fit(x, y)
            kept.append((act, model.coef_[0], model.intercept_[0], threshold))
        print(f"{act:20} {table[act]}")
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        out, mean=mean.astype(np.float32), scale=scale.astype(np.float32), acts=json.dumps([k[0] for k in kept]),
        weights=np.stack([k[1] for k in kept]).astype(np.float32), bias=np.array([k[2] for k in kept], np.float32), thresholds=np.array([k[3] for k in kept], np.float32),
    )
    network_hash = hashlib.sha256((network / "reply_rater.int8.onnx").read_bytes()).hexdigest()
    card = {"replies": len(acts), "labels": "one language model, by reading; no second reading", "measured": "5-fold cross-validation of the heads, grouped by client message; the network itself has learnt the levels of these replies, so the figures flatter",
            "network_sha256": network_hash, "acts": table}
    out.with_suffix(".json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, default=NETWORK)
    parser.add_argument("--out", type=Path, default=HEADS)
    arguments = parser.parse_args()
    main(arguments.network, arguments.out)
