"""Trains the offline scorer's model from the labelled replies: ``python -m training.train reported`` or ``shipped``.

``reported`` learns without the test and calibration industries; heads and thresholds are fitted on the calibration
industries, figures are measured on the test industries. ``shipped`` goes on from it with every row, and takes heads
and thresholds over from it.
"""

from __future__ import annotations

import argparse
import dataclasses
import time
from pathlib import Path

import numpy as np
import torch

from training.augment import made_from
from training.disagreements import disagreements, opinions
from training.network import GUARDS, Recipe, fit, read_all, start_weights
from training.replies import LabelledReply, data_hash, load, split
from trainer.signals.encoder import PairTokenizer

OUT = Path(__file__).parents[1] / "out" / "training"


def technique_names(rows: list[LabelledReply]) -> tuple[str, ...]:
    return tuple(sorted({name for row in rows for named in row.techniques for name in named})) + GUARDS


def recipe(rows: list[LabelledReply], seed: int = 1) -> Recipe:
    """The recipe chosen by comparison (training/compare.py, training/results.md)."""
    return Recipe(epochs=6, rate=1.5e-4, layer_decay=0.9, average_last=2, batch=16, loss="ordinal", seed=seed, techniques=technique_names(rows))


def train(which: str, threads: int, seed: int = 1) -> Path:
    """One training run; the weights go to out/training/<which>.pt, outside git."""
    torch.set_num_threads(threads)
    rows = load()
    learn, calibration, test = split(rows)
    learn = rows if which == "shipped" else learn
    # The written opinions came when the reported network had learnt already; they teach the one that ships.
    made = made_from(learn) + disagreements() + (opinions() if which == "shipped" else [])
    chosen, started = recipe(rows, seed), time.time()
    tokenizer = PairTokenizer(start_weights() / "tokenizer.json")
    print(f"{which}: {len(learn)} replies and {len(made)} made ones, data {data_hash(rows)[:12]}", flush=True)
    start = None
    if which == "shipped":
        # It goes on from the reported network instead of from the published weights: two further epochs on every row.
        start = torch.load(OUT / "reported.pt", weights_only=True)["state"]
        chosen = dataclasses.replace(chosen, epochs=2, rate=8e-5, head_rate=4e-4)
    rater = fit(learn + made, chosen, tokenizer, start=start, after_epoch=lambda epoch, _: print(f"epoch {epoch + 1}/{chosen.epochs}, {time.time() - started:.0f} s", flush=True))
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{which}.pt"
    torch.save({"state": rater.state_dict(), "recipe": dataclasses.asdict(chosen), "data": data_hash(rows)}, path)
    for name, held in (("calibration", calibration), ("test", test)):
        cumulative, shown = read_all(rater, held, chosen, tokenizer)
        np.savez(OUT / f"{which}_{name}.npz", cumulative=cumulative, techniques=shown)
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=("reported", "shipped"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    train(arguments.which, arguments.threads, arguments.seed)
