"""Compares the candidates on the calibration industries, on which the choice was made: ``python -m training.compare``."""

from __future__ import annotations

import json

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression, Ridge
from transformers import AutoModel

from training import card
from training.calibrate import _standard, features_of
from training.finish import RESULTS, read_rows
from training.network import start_weights
from training.replies import LabelledReply, load, split
from training.train import OUT
from trainer.domain.agreement import weighted_kappa
from trainer.scoring.heads import expectation
from trainer.signals.encoder import PairTokenizer, network_input


@torch.no_grad()
def frozen(rows: list[LabelledReply]) -> np.ndarray:
    """Mean-pooled published MiniLM of the reply, of the message, and their product; nothing of it is trained."""
    body, tokenizer = AutoModel.from_pretrained(start_weights(), add_pooling_layer=False), PairTokenizer(start_weights() / "tokenizer.json")
    body.eval()

    def embed(text: str) -> np.ndarray:
        ids, _, spans = tokenizer.pair(text, "")
        states = body(input_ids=torch.tensor([ids[: len(spans) + 2]])).last_hidden_state[0]
        return torch.nn.functional.normalize(states.mean(0), dim=0).numpy()

    found = []
    for row in rows:
        reply, context = (embed(t) for t in network_input(row.reply, row.situation, row.history, row.client))
        found.append(np.concatenate([reply, context, reply * context * 10]))
    return np.array(found)


def ordinal(learn: np.ndarray, levels: list[LabelledReply], unseen: np.ndarray) -> np.ndarray:
    """Expected level from four cumulative logistic regressions per dimension; raters who differ count half each."""
    mean, scale = learn.mean(0), learn.std(0) + 1e-6
    x, y = (learn - mean) / scale, (unseen - mean) / scale
    found = np.ones((len(unseen), 4))
    for d in range(4):
        for k in (1, 2, 3, 4):
            share = np.array([np.mean([r[d] > k for r in row.ratings]) for row in levels])
            fitted = LogisticRegression(C=0.002, max_iter=300).fit(np.vstack([x, x]), np.r_[np.ones(len(x)), np.zeros(len(x))], sample_weight=np.r_[share, 1 - share])
            found[:, d] += fitted.predict_proba(y)[:, 1]
    return found


def kappas(points: np.ndarray, rows: list[LabelledReply]) -> list[float]:
    """Kappa with the mean and spread of the labels given to every candidate alike, so that only the ranking differs."""
    target = np.array([r.target for r in rows])
    levels = np.clip(np.floor((points - points.mean(0)) / points.std(0) * target.std(0) + target.mean(0) + 0.5), 1, 5).astype(int)
    return [round(weighted_kappa([(r.gold[d], int(levels[i, d])) for i, r in enumerate(rows)]), 3) for d in range(4)]


def main() -> None:
    torch.set_num_threads(1)
    learn, calibration, _ = split(load())
    target = np.array([r.target for r in learn])
    made, unseen = features_of(learn), features_of(calibration)
    mean, scale = made.mean(0), made.std(0) + 1e-6
    counted = Ridge(alpha=100.0).fit(_standard(made, mean, scale), target).predict(_standard(unseen, mean, scale))
    still, still_unseen = frozen(learn), frozen(calibration)
    heads = ordinal(still, learn, still_unseen)
    tuned = expectation(read_rows(OUT / "reported_model", calibration)[0])
    rows = [
        ("counted features, ridge", counted),
        ("frozen MiniLM, ordinal heads", heads),
        ("frozen MiniLM, ordinal heads + features", 0.5 * heads + 0.5 * counted),
        ("MiniLM fine-tuned whole, ordinal loss (int8)", tuned),
        ("the same + features (30 %): chosen", 0.7 * tuned + 0.3 * counted),
    ]
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    results["comparison"] = {
        "about": f"QWK on the {len(calibration)} replies of the calibration industries; every candidate learned from the same {len(learn)} replies and is given the labels' mean and spread.",
        "rows": [{"name": name, "kappa": kappas(points, calibration)} for name, points in rows],
    }
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    card.write_results(RESULTS.with_name("results.md"), results)
    for row in results["comparison"]["rows"]:
        print(row["name"], row["kappa"])


if __name__ == "__main__":
    main()
