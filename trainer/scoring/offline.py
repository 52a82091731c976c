"""The scorer that needs nothing but this machine: gates, counted features and a small network, with the words that show each level."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trainer.domain.rating import DimensionRating, GateHit, Quote, Rating, Unrated
from trainer.domain.rubric import Dimension
from trainer.scoring import quotes, reasons
from trainer.scoring.gates import Asked, Gated, gate
from trainer.scoring.heads import ORDER, Estimate, Heads
from trainer.scoring.kernel import related, without_reproach
from trainer.scoring.off_topic import inputs, is_off_topic
from trainer.scoring.technique_reading import Techniques
from trainer.signals.encoder import Encoder, Reading, network_input, shared
from trainer.signals.features import Observed, observe, vector
from trainer.signals.language import language as language_of
from trainer.signals.spans import Span, plain, sentences

MODELS = Path(__file__).parent / "models"
# Below this the most probable level is too weak to stand alone; the debrief then shows a range.
_FLAT = 0.46
_PLAUSIBLE = 0.25


@dataclass(frozen=True)
class _Loaded:
    encoder: Encoder
    heads: Heads
    techniques: Techniques
    guards: dict[str, Any]


class OfflineScorer:
    """Rates one reply in its context. The model is loaded once, at the first rating or by ``warm()``, whichever thread comes first."""

    def __init__(self, folder: Path = MODELS) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        self.id = f"offline-{card['version']}:{card['model_sha256'][:12]}"

    def warm(self) -> None:
        """Loads the model and rates once, so that the first trainee does not wait for it."""
        self.rate("", [], "Where is my order?", "It leaves today at four.")

    def rate(
        self, situation: str, history: Sequence[Any], client: str, reply: str, scenario: Any = None, rubric: Any = None, language: str = "en"
    ) -> Rating | Unrated:
        """``history``: turns before the client's message, as Turn or (who, text). ``rubric`` changes nothing: this scorer follows the shipped codebook."""
        spoken = getattr(scenario, "language", None) or language
        if not spoken.lower().startswith("en") or (language_of(client) is not None and language_of(client) == language_of(reply)):
            return Unrated(scorer=self.id, retryable=False, reason="The offline scorer reads English only. A judge model can rate this talk.")
        turns = tuple((t if isinstance(t, tuple) else (t.who, t.text)) for t in history)
        reply = reply.strip()
        client = client.strip()
        model = self._model()
        gated = gate(Asked(reply, client, turns, situation, model.encoder.knows))
        observed = observe(gated.read, client, turns, situation)
        canonical, context = network_input(gated.read, situation, turns, client)
        reading = model.encoder.read(canonical, context)
        features = vector(observed)
        estimates = model.heads.estimates(reading.cumulative, features)
        # Neither length nor a reproach is ever a merit: what they add may lower a reply, and raises nothing.
        for kernel in (related(gated.read, observed, client, situation), without_reproach(gated.read, observed)):
            if kernel is not None:
                seen = observe(kernel, client, turns, situation)
                bare = model.heads.estimates(model.encoder.read(*network_input(kernel, situation, turns, client)).cumulative, vector(seen))
                estimates = {d: estimates[d].at_most(bare[d]) for d in ORDER}
        gated = self._guarded(gated, model, reading, observed, estimates)
        whole = sentences(gated.read)
        weighed = quotes.weights(reading.evidence, reading.spans, _same_sentences(canonical, whole))
        silenced = any(h.rule in (1, 3, 4) for h in gated.hits) or gated.unreadable_language
        names = model.heads.technique_names
        logits = model.heads.technique_logits(reading.pooled, features, estimates)
        dimensions = {
            d: _rated(d, estimates[d], gated, observed, client, whole, weighed[:, i] if len(weighed) else weighed[:, :0].sum(1))
            for i, d in enumerate(ORDER)
        }
        seen = model.techniques.seen(names, logits, observed, whole, weighed[:, 4:], silenced)
        return Rating(
            scorer=self.id,
            kind="offline",
            dimensions=dimensions,
            gates=gated.hits,
            techniques=tuple(t for t in seen if not _belied(t.id, dimensions)),
            missed=() if silenced else model.techniques.missed(names, logits, client, turns),
        )

    def _model(self) -> _Loaded:
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    heads = Heads(self._folder / "heads.npz")
                    guards = json.loads((self._folder / "guards.json").read_text(encoding="utf-8"))
                    self._loaded = _Loaded(shared(self._folder), heads, Techniques(self._folder / "techniques.json"), guards)
        return self._loaded

    def _guarded(self, gated: Gated, model: _Loaded, reading: Reading, observed: Observed, estimates: dict[Dimension, Estimate]) -> Gated:
        """Two odd cases that only the network can see: a reply to something else, and words in no readable order."""
        if any(h.rule in (1, 4) for h in gated.hits) or gated.unreadable_language:
            return gated
        found: list[GateHit] = []
        names, guards = model.heads.technique_names, model.guards
        if float(reading.techniques[names.index("_readable")]) < guards["_readable"]:
            found.append(
                GateHit(gate="scrambled", rule=1, caps={Dimension.EMPATHY: 1, Dimension.CLARITY: 1, Dimension.SOLUTION_FOCUS: 1},
                        words=observed.reply.strip()[:120], reason="The words stand in no order that can be read.")
            )
        elif is_off_topic(inputs(float(reading.techniques[names.index("_belongs")]), observed, estimates), estimates, guards["off_topic"]["weights"], guards["off_topic"]["bar"]):
            found.append(
                GateHit(gate="off_topic", rule=1, caps={Dimension.EMPATHY: 2, Dimension.CLARITY: 2, Dimension.SOLUTION_FOCUS: 2}, sure=False,
                        words=observed.reply.strip()[:120], reason="The reply speaks of something that this client did not write about.")
            )
        return gated.plus(found)


def _rated(
    dimension: Dimension, estimate: Estimate, gated: Gated, observed: Observed, client: str, whole: Sequence[Any], weighed: np.ndarray
) -> DimensionRating:
    cap = gated.cap(dimension)
    if dimension is Dimension.NON_DEFENSIVE and observed.seen("reproach"):
        cap = min(cap, 2)  # whatever else is owned beside it: the codebook reads a reproach as going against the client
    cost = gated.clarity_cost if dimension is Dimension.CLARITY else 0
    free = _level(estimate, cost)
    level = min(free, cap)
    probabilities = estimate.probabilities(cap, cost)
    plausible = [k for k in range(1, 6) if probabilities[k - 1] >= _PLAUSIBLE] or [level]
    uncertain = probabilities[level - 1] < max(_FLAT, *probabilities) or gated.unsure(dimension)
    if gated.unreadable_language and dimension is not Dimension.CLARITY:
        uncertain = True
    low, high = min(level, *plausible), max(level, *plausible)
    if gated.unsure(dimension):
        high = max(high, free)
    ruling = next((h for h in gated.hits if h.caps.get(dimension, 5) <= level), None)
    if ruling is not None:
        shown = quotes.Shown(_ruled(observed.reply, ruling), reasons.sentence(dimension, level, [ruling.reason.rstrip(".")]))
    else:
        shown = quotes.show(dimension, level, observed, client, whole, weighed, probabilities[level - 1])
    return DimensionRating(
        level=level,
        probabilities=tuple(round(p, 4) for p in probabilities),
        quotes=shown.quotes,
        reason=shown.reason,
        uncertain=uncertain,
        low=low if uncertain else level,
        high=high if uncertain else level,
    )


# A reply that goes against the client does not own a fault, whatever its words look like.
_BELIED_BY = {
    "own_it": Dimension.NON_DEFENSIVE, "stay_calm": Dimension.NON_DEFENSIVE, "accept_small_yes": Dimension.NON_DEFENSIVE,
    "ask_feedback": Dimension.NON_DEFENSIVE, "name_feeling": Dimension.EMPATHY,
}


def _belied(technique: str, dimensions: dict[Dimension, DimensionRating]) -> bool:
    """Whether the level that the technique serves is too low for it to have been shown."""
    serves = _BELIED_BY.get(technique)
    return serves is not None and dimensions[serves].level <= 2


def _same_sentences(canonical: str, whole: Sequence[Span]) -> Sequence[Span]:
    """The sentences where the network read them: names made alike have moved the places, not the order."""
    moved = sentences(canonical)
    return moved if len(moved) == len(whole) else whole


def _level(estimate: Estimate, cost: int) -> int:
    return int(min(5, max(1, np.floor(estimate.point + 0.5) - cost)))


def _ruled(reply: str, hit: GateHit) -> tuple[Quote, ...]:
    """The words a gate fired on, where they still stand in the reply."""
    start = plain(reply).find(hit.words)
    if not hit.words or start < 0:
        return ()
    return (Quote(text=reply[start : start + len(hit.words)], start=start, end=start + len(hit.words)),)
