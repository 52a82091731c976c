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


class LineReader:
    """A line in the network's pieces, with the end of what the client said before and the beginning of the reply it answers."""

    def __init__(self, tokenizer: Path, pieces: int, around: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._most, self._before, self._after = pieces, around * 2 // 5, around * 3 // 5
        self._start, self._end = self._tokenizer.token_to_id("[CLS]"), self._tokenizer.token_to_id("[SEP]")

    def pieces(self, line: str, earlier: str = "", reply: str = "") -> tuple[list[int], list[int]]:
        """Piece ids, and 0 for those of the line, 1 for what surrounds it."""
        own = [self._start, *self._ids(line)[:self._most], self._end]
        around = [*self._ids(earlier)[-self._before:], self._end, *self._ids(reply)[:self._after], self._end]
        return own + around, [0] * len(own) + [1] * len(around)

    def _ids(self, text: str) -> list[int]:
        return self._tokenizer.encode(text, add_special_tokens=False).ids


class LineEar:
    """Loads once (a second, 23 MB); then some milliseconds a line, on one thread."""

    def __init__(self, folder: Path) -> None:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        self.voices: tuple[str, ...] = tuple(card["voices"])
        self.threshold: float = card["threshold"]
        self.soft_threshold: float = card["soft_threshold"]
        self._reader = LineReader(folder / TOKENIZER, card["pieces"], card["around"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(str(folder / NETWORK), options, providers=["CPUExecutionProvider"])

    def hear(self, line: str, earlier: str = "", reply: str = "") -> Heard:
        """What the network says of one line, said after ``earlier`` (the client's last) and ``reply`` (what it answers)."""
        ids, types = self._reader.pieces(line, earlier, reply)
        out = self._session.run(None, {"ids": np.array([ids], np.int64), "types": np.array([types], np.int64)})[0]
        return Heard({v: float(out[i + 1] - out[0]) for i, v in enumerate(self.voices)}, float(out[-1]))
