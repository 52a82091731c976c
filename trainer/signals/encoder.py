"""Reads a reply together with what it answers, by a small network that runs on this machine alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from trainer.signals import cues
from trainer.signals.first_names import FIRST_NAMES
from trainer.signals.spans import plain, words

REPLY_TOKENS = 160
CONTEXT_TOKENS = 96
_CLS, _SEP = 101, 102


@dataclass(frozen=True)
class Reading:
    """What the network says of one reply: cumulative logits, technique logits, and what each piece of it adds."""

    cumulative: np.ndarray  # dimensions x 4: logit that the level is above 1, 2, 3, 4
    techniques: np.ndarray  # one logit per technique
    evidence: np.ndarray  # pieces x (dimensions + techniques): what each piece of the reply adds to each score
    spans: tuple[tuple[int, int], ...]  # where each piece stands in the reply
    pooled: np.ndarray  # the mean over the reply's pieces: one row of the body's width


def context_text(history: Sequence[tuple[str, str]], client: str) -> str:
    """The client's message first (it must survive truncation), then the trainee's last words before it."""
    said = [text for who, text in history if who == "trainee"]
    return client if not said else f"{client} [SEP] {said[-1]}"


_AT_HEAD = re.compile(r"(?:(?<=^)|(?<=[.!?] ))[A-Z][a-z]+\b")
_DIGITS = re.compile(r"\d[\d.,:]*")


def canonical(reply: str, case: str) -> str:
    """The reply with figures and names that are new to the case made alike: which engineer comes at which hour is no merit,
    that one comes at a named hour is. What the client has named stays, because taking it up is."""
    known = set(_DIGITS.findall(case))
    text = _DIGITS.sub(lambda m: m.group(0) if m.group(0).rstrip(".,:") in {k.rstrip(".,:") for k in known} else re.sub(r"\d", "5", m.group(0)), reply)
    mentioned = set(words(case))
    text = _AT_HEAD.sub(lambda m: "Anna" if m.group(0).lower() in FIRST_NAMES and m.group(0).lower() not in mentioned else m.group(0), text)
    for span in reversed(cues.find("name", text)):
        name = span.of(text)
        if not cues.find("time", name) and not mentioned & set(words(name)):
            text = text[: span.start] + "Anna" + text[span.end :]
    return text


def network_input(reply: str, situation: str, history: Sequence[tuple[str, str]], client: str) -> tuple[str, str]:
    """What the network is given, in training and at run time alike."""
    case = " ".join([client, situation, *[text for _, text in history]])
    return canonical(plain(reply), plain(case)), plain(context_text(history, client))


class PairTokenizer:
    """Turns (reply, context) into token ids; the same code serves training and rating, so they cannot drift apart."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def knows(self, word: str) -> bool:
        """Whether a word is among the thirty thousand commonest, as it stands or in the singular."""
        found = self._tokenizer.token_to_id(word) is not None
        return found or (word.endswith("s") and self._tokenizer.token_to_id(word[:-1]) is not None)

    def pair(self, reply: str, context: str) -> tuple[list[int], list[int], tuple[tuple[int, int], ...]]:
        first = self._tokenizer.encode(reply, add_special_tokens=False)
        second = self._tokenizer.encode(context, add_special_tokens=False)
        ids, spans = first.ids, first.offsets
        if len(ids) > REPLY_TOKENS:
            # A long reply keeps its head and its tail: the step agreed on usually stands at the end.
            head = REPLY_TOKENS * 2 // 3
            tail = REPLY_TOKENS - head
            ids, spans = ids[:head] + ids[-tail:], spans[:head] + spans[-tail:]
        context_ids = second.ids[:CONTEXT_TOKENS]
        tokens = [_CLS, *ids, _SEP, *context_ids, _SEP]
        types = [0] * (len(ids) + 2) + [1] * (len(context_ids) + 1)
        return tokens, types, tuple(spans)


class Encoder:
    """The trained network, loaded once; one thread, because a rating must not starve the screens."""

    def __init__(self, folder: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._tokenizer = PairTokenizer(folder / "tokenizer.json")
        self._session: Any = ort.InferenceSession(
            str(folder / "reply_rater.int8.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def knows(self, word: str) -> bool:
        return self._tokenizer.knows(word)

    def read(self, reply: str, context: str) -> Reading:
        tokens, types, spans = self._tokenizer.pair(reply, context)
        cumulative, techniques, evidence, pooled = self._session.run(
            ["cumulative", "techniques", "evidence", "pooled"],
            {
                "input_ids": np.asarray([tokens], dtype=np.int64),
                "token_type_ids": np.asarray([types], dtype=np.int64),
            },
        )
        return Reading(
            cumulative=cumulative[0],
            techniques=techniques[0],
            evidence=evidence[0, 1 : 1 + len(spans)],
            spans=spans,
            pooled=pooled[0],
        )

    def pooled(self, reply: str) -> np.ndarray:
        """The network's mean over the pieces of a reply read without context (one row of the body's width)."""
        tokens, types, _ = self._tokenizer.pair(reply, "")
        found = self._session.run(
            ["pooled"], {"input_ids": np.asarray([tokens], dtype=np.int64), "token_type_ids": np.asarray([types], dtype=np.int64)}
        )
        return found[0][0]


@lru_cache(maxsize=2)
def shared(folder: Path) -> Encoder:
    """The network of a folder, loaded once for all who read with it."""
    return Encoder(folder)
