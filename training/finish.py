"""From trained weights to the folder that ships: heads, thresholds, int8 network, figures and the model's card.

``python -m training.finish`` measures the reported network and ships the one named by ``--ship``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
from dataclasses import fields, replace
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # many small fits: more threads only wait for each other

import numpy as np  # noqa: E402
import torch  # noqa: E402

from training import card  # noqa: E402
from training.calibrate import fit_heads, guard_threshold, off_topic, technique_logits_unseen, technique_weights  # noqa: E402
from training.export import ONNX_NAME, export, sha256  # noqa: E402
from training.measure import measured  # noqa: E402
from training.network import Rater, Recipe  # noqa: E402
from training.replies import LabelledReply, data_hash, fresh_writers, load, split  # noqa: E402
from training.techniques import table, thresholds  # noqa: E402
from training.train import OUT  # noqa: E402
from trainer.scoring.heads import Heads  # noqa: E402
from trainer.scoring.off_topic import inputs  # noqa: E402
from trainer.signals.encoder import Encoder, network_input  # noqa: E402
from trainer.signals.features import observe, vector  # noqa: E402

MODELS = Path(__file__).parents[1] / "trainer" / "scoring" / "models"
RESULTS = Path(__file__).parent / "results.json"
LEVEL_NOISE = 0.4  # what the levels of rows the network has not learnt are off by, more than those of rows it has
_OFF_TOPIC, _READABLE = 0.018, 0.002  # how many ordinary replies a guard may stop by mistake


def network(which: str) -> tuple[Rater, Recipe]:
    saved = torch.load(OUT / f"{which}.pt", weights_only=True)
    known = {f.name for f in fields(Recipe)}
    recipe = Recipe(**{k: tuple(v) if k == "techniques" else v for k, v in saved["recipe"].items() if k in known})
    rater = Rater(recipe)
    rater.load_state_dict(saved["state"])
    rater.eval()
    return rater, recipe


def read_rows(folder: Path, rows: list[LabelledReply]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cumulative logits, the logits of techniques and guards, and the mean over the pieces, as the int8 network that ships gives them."""
    encoder = Encoder(folder)
    found = [encoder.read(*network_input(r.reply, r.situation, r.history, r.client)) for r in rows]
    return np.stack([f.cumulative for f in found]), np.stack([f.techniques for f in found]), np.stack([f.pooled for f in found])


def technique_inputs(folder: Path, rows: list[LabelledReply], noise: float = 0.0) -> np.ndarray:
    """What the techniques of each row are read from. ``noise``: on the levels of rows that the network has learnt, which it
    would know too well."""
    heads, rng = Heads(folder / "heads.npz"), np.random.default_rng(0)
    found = []
    for row, cumulative, _, pooled in zip(rows, *read_rows(folder, rows), strict=True):
        features = vector(observe(row.reply, row.client, row.history, row.situation))
        estimates = {d: replace(e, point=e.point + noise * rng.normal()) for d, e in heads.estimates(cumulative, features).items()}
        found.append(heads.technique_inputs(pooled, features, estimates))
    return np.stack(found)


def fit_techniques(folder: Path, rows: list[LabelledReply], names: tuple[str, ...]) -> tuple[list[LabelledReply], np.ndarray]:
    """Adds the technique heads, fitted on the rows labelled by the sheet; returns those rows with logits that had not seen their industry."""
    kept = [r for r in rows if r.shown]
    with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
        parts = dict(arrays)
    pooled = read_rows(folder, kept)[2]
    parts |= {"pooled_mean": pooled.mean(0), "pooled_scale": pooled.std(0) + 1e-6, "technique_bias": np.zeros(len(names)),
              "technique_weights": np.zeros((len(names), len(parts["feature_names"]) + 8 + pooled.shape[1]))}
    np.savez(folder / "heads.npz", **parts)
    inputs = technique_inputs(folder, kept, LEVEL_NOISE)
    parts["technique_weights"], parts["technique_bias"] = technique_weights(kept, inputs, names)
    np.savez(folder / "heads.npz", **parts)
    return kept, technique_logits_unseen(kept, inputs, names)


def _elsewhere(rows: list[LabelledReply]) -> list[LabelledReply]:
    """Every reply under two messages of other industries; good replies twice as often, for those are worth stealing."""
    rng = random.Random(5)
    found = []
    for row in rows:
        for _ in range(4 if row.target[0] + row.target[3] >= 8 else 2):
            other = rng.choice([r for r in rows if r.industry != row.industry])
            found.append(replace(row, client=other.client, situation=other.situation, history=other.history))
    return found


def _topic_inputs(folder: Path, rows: list[LabelledReply], names: tuple[str, ...]) -> np.ndarray:
    heads = Heads(folder / "heads.npz")
    found = []
    for row, cumulative, raw, _ in zip(rows, *read_rows(folder, rows), strict=True):
        observed = observe(row.reply, row.client, row.history, row.situation)
        found.append(inputs(float(raw[names.index("_belongs")]), observed, heads.estimates(cumulative, vector(observed))))
    return np.array(found)


def write_reported(folder: Path) -> dict:
    """Exports the reported network, fits heads and thresholds on the calibration industries; returns the technique table."""
    rows = load()
    learn, calibration, test = split(rows)
    rater, recipe = network("reported")
    model_hash = export(rater, folder)
    cumulative, raw, _ = read_rows(folder, calibration)
    names = recipe.techniques
    np.savez(folder / "heads.npz", **fit_heads(learn, calibration, cumulative, learn, names))
    learned = fit_techniques(folder, learn, names)
    ordinary = [i for i, r in enumerate(calibration) if not r.odd]
    guards = {
        "_readable": round(min(0.0, guard_threshold(raw[ordinary, names.index("_readable")], _READABLE)), 4),
        "off_topic": off_topic(
            _topic_inputs(folder, [calibration[i] for i in ordinary], names), _topic_inputs(folder, _elsewhere([calibration[i] for i in ordinary]), names), _OFF_TOPIC
        ),
    }
    (folder / "guards.json").write_text(json.dumps(guards, indent=2) + "\n", encoding="utf-8")
    cut = thresholds(learned, names)
    unseen = [r for r in [*test, *fresh_writers(rows)] if r.shown]
    with np.load(folder / "heads.npz", allow_pickle=False) as heads:
        logits = technique_inputs(folder, unseen) @ heads["technique_weights"].T + heads["technique_bias"]
    found = table(unseen, logits, names, cut)
    (folder / "techniques.json").write_text(json.dumps({"measured_on": f"{len(unseen)} replies of the test industries and of two writers never met", "techniques": found}, indent=1) + "\n", encoding="utf-8")
    card.write_json(folder, model_sha256=model_hash, heads_sha256=sha256(folder / "heads.npz"), data_sha256=data_hash(rows), which="reported")
    return found


def write_shipped(reported: Path, folder: Path) -> None:
    """Exports the network that learned from every row; thresholds, blend and spread come from the reported one."""
    rows = load()
    learn, calibration, _ = split(rows)
    rater, recipe = network("shipped")
    model_hash = export(rater, folder)
    np.savez(folder / "heads.npz", **fit_heads(learn, calibration, read_rows(reported, calibration)[0], rows, recipe.techniques))
    fit_techniques(folder, rows, recipe.techniques)
    for name in ("guards.json", "techniques.json"):
        shutil.copyfile(reported / name, folder / name)
    card.write_json(folder, model_sha256=model_hash, heads_sha256=sha256(folder / "heads.npz"), data_sha256=data_hash(rows), which="shipped")


def main(ship: str) -> None:
    rows = load()
    learn, _, test = split(rows)
    reported = OUT / "reported_model"
    found = write_reported(reported)
    figures = measured(reported, learn, test, fresh_writers(rows))
    figures["techniques"] = found
    figures["reported_sha256"] = sha256(reported / ONNX_NAME)
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    results["reported"] = figures
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if ship == "shipped":
        write_shipped(reported, MODELS)
    else:
        shutil.copytree(reported, MODELS, dirs_exist_ok=True)
    card.write_card(MODELS, figures, ship)
    card.write_results(Path(__file__).parent / "results.md", results)
    print(card.summary(figures))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ship", choices=("reported", "shipped"), default="reported")
    main(parser.parse_args().ship)
