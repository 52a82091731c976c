"""The scenario and rubric that a practice began with, whatever has become of the files since."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any, TypeVar

from pydantic import ValidationError

from trainer.domain.errors import NotFound
from trainer.domain.practice import Practice
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.values import Value

_AT_HAND = 64
V = TypeVar("V", bound=Value)


class Frozen:
    """Reads frozen files from the store and keeps the latest few at hand; their content never changes."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self._at_hand: OrderedDict[tuple[str, str], Value] = OrderedDict()
        self._lock = threading.Lock()

    def scenario(self, practice: Practice) -> Scenario:
        """The scenario of a practice."""
        return self._get("scenario", practice.hashes.scenario, Scenario)

    def rubric(self, practice: Practice) -> Rubric:
        """The rubric of a practice."""
        return self._get("rubric", practice.hashes.rubric, Rubric)

    def _get(self, kind: str, content_hash: str, form: type[V]) -> V:
        key = (kind, content_hash)
        with self._lock:
            if key in self._at_hand:
                self._at_hand.move_to_end(key)
                return self._at_hand[key]  # type: ignore[return-value]
        with self._store.reading() as tx:
            body = tx.frozen.body(kind, content_hash)
        if body is None:
            raise NotFound(f"The {kind} of this practice is not in the store any more.", "Start it anew.")
        try:
            value = form.model_validate_json(body)
        except ValidationError as changed:
            raise NotFound(f"The {kind} of this practice was kept in a form that this version cannot read.",
                           "Start it anew.") from changed
        with self._lock:
            self._at_hand[key] = value
            while len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        return value
