"""Turns a trained network into the small file that ships: int8 ONNX, one sequence at a time, no torch."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.network import Rater, start_weights

ONNX_NAME = "reply_rater.int8.onnx"


class _OneReply(nn.Module):
    """Without a mask: at run time there is one sequence and no padding."""

    def __init__(self, rater: Rater) -> None:
        super().__init__()
        self.rater = rater

    def forward(self, input_ids: torch.Tensor, token_type_ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        return self.rater.read_out(input_ids, token_type_ids, torch.ones_like(input_ids))


def export(rater: Rater, folder: Path) -> str:
    """Writes the network and its tokenizer into ``folder``; returns the network's sha256."""
    folder.mkdir(parents=True, exist_ok=True)
    rater.eval()
    rater.body.set_attn_implementation("eager")
    ids = torch.randint(1000, 20000, (1, 24))
    types = torch.cat([torch.zeros(1, 14, dtype=torch.long), torch.ones(1, 10, dtype=torch.long)], dim=1)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            _OneReply(rater), (ids, types), str(full), dynamo=False, opset_version=17,
            input_names=["input_ids", "token_type_ids"], output_names=["cumulative", "techniques", "evidence", "pooled"],
            dynamic_axes={"input_ids": {1: "pieces"}, "token_type_ids": {1: "pieces"}, "evidence": {1: "pieces"}},
        )
        quantize_dynamic(
            full, folder / ONNX_NAME, weight_type=QuantType.QInt8, per_channel=True, extra_options={"MatMulConstBOnly": True},
        )
    shutil.copyfile(start_weights() / "tokenizer.json", folder / "tokenizer.json")
    rater.body.set_attn_implementation("sdpa")
    return sha256(folder / ONNX_NAME)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
