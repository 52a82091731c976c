"""Tests the connection to a model and says in a sentence whether it works, and the cure when it does not."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, replace

from trainer.domain.errors import ModelUnavailable
from trainer.llm.chat_api import ChatApi
from trainer.ports import Ask, Message


@dataclass(frozen=True)
class Finding:
    """Whether the model can be used, and the sentence for the settings screen."""

    works: bool
    sentence: str


def probe(model: ChatApi) -> str:
    """The sentence alone."""
    return examine(model).sentence


def examine(model: ChatApi) -> Finding:
    """Ask the server what it serves, then ask the model for a word, once and without patience."""
    hasty = copy.copy(model)
    hasty.patience = replace(model.patience, retries=0)
    return _examine(hasty)


def _examine(model: ChatApi) -> Finding:
    try:
        served: list[str] | None = model.served()
    except ModelUnavailable as trouble:
        if trouble.kind in ("refused_connection", "not_authorised", "timeout"):
            return Finding(False, str(trouble))
        served = None  # many servers have no list; the model itself decides
    start = time.monotonic()
    try:
        model.say(Ask((Message("user", "Answer with the one word: ready"),), max_tokens=16, temperature=0.0))
    except ModelUnavailable as trouble:
        if trouble.kind != "empty":
            return Finding(False, _with_list(trouble, model.name, served))
    seconds = time.monotonic() - start
    note = "" if served is None or model.name in served else " (The server answers, although its list of models does not name it.)"
    return Finding(True, f"The connection works: {model.name} at {model.place} answered in {seconds:.1f} seconds.{note}")


def _with_list(trouble: ModelUnavailable, name: str, served: list[str] | None) -> str:
    if served and (trouble.kind == "unknown_model" or name not in served):
        shown = ", ".join(served[:12]) + (f" and {len(served) - 12} more" if len(served) > 12 else "")
        return f"{trouble.message} It serves: {shown}. Set TRAINER_MODEL to one of these."
    return str(trouble)
