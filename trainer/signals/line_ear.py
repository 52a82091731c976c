"""Hears by a small network whether a client speaks, the side that answers, a coach, an assistant or a narrator."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

NETWORK, TOKENIZER, CARD = "line_ear.int8.onnx", "tokenizer.json", "card.json"


@dataclass(frozen=True)
class Heard:
    """Log odds of each other voice against the client's, and how soft the line is (above zero: thanks, gives in)."""

    odds: Mapping[str, float]
    soft: float

    def strangest(self) -> tuple[str, float]:
        """The voice that is most likely not the client's."""
        voice = max(self.odds, key=lambda v: self.odds[v])
        return voice, self.odds[voice]


class LineEar:
    """Loads once (a second, 23 MB); then some milliseconds a line, on one thread."""

    def __init__(self, folder: Path) -> None:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        self.voices: tuple[str, ...] = tuple(card["voices"])
        self.threshold: float = card["threshold"]
        self.soft_threshold: float = card["soft_threshold"]
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(card["pieces"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(str(folder / NETWORK), options, providers=["CPUExecutionProvider"])

    def hear(self, line: str) -> Heard:
        """What the network says of one line."""
        ids = np.array([self._tokenizer.encode(line).ids], np.int64)
        out = self._session.run(None, {"ids": ids})[0]
        return Heard({v: float(out[i + 1] - out[0]) for i, v in enumerate(self.voices)}, float(out[-1]))
