"""Finds the words that show a level: a cue in the sentence that weighed most, or the client's words passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainer.domain.rating import Quote
from trainer.domain.rubric import Dimension
from trainer.scoring import reasons
from trainer.signals import cues
from trainer.signals.features import Observed
from trainer.signals.spans import Span, clause, sentences


GIVEN = ("time", "amount")


@dataclass(frozen=True)
class Shown:
    """The quotes for one level and the plain reason that goes with them."""

    quotes: tuple[Quote, ...]
    reason: str


def weights(evidence: np.ndarray, spans: Sequence[tuple[int, int]], whole: Sequence[Span]) -> np.ndarray:
    """Per sentence, what its pieces add on average to each score, seen from the reply's own mean."""
    if not len(spans) or not whole:
        return np.zeros((len(whole), evidence.shape[1] if evidence.ndim == 2 else 0))
    centred = evidence - evidence.mean(0)
    middles = np.asarray([(a + b) / 2 for a, b in spans])
    rows = []
    for sentence in whole:
        inside = (middles >= sentence.start) & (middles < sentence.end)
        rows.append(centred[inside].mean(0) if inside.any() else np.zeros(evidence.shape[1]))
    return np.stack(rows)


def show(
    dimension: Dimension, level: int, observed: Observed, client: str, whole: Sequence[Span], weighed: np.ndarray, probable: float
) -> Shown:
    """Quotes and reason for a level that no gate has set."""
    band = reasons.band(level)
    order = (-weighed if band == "high" else weighed) if len(weighed) else weighed
    found = _cued(dimension, band, observed, whole, order)
    if found:
        spans, seen = found
        if level == 5 and (more := _second(dimension, observed, seen)):
            # What is said of a reply is shown in it, so the second thing brings its own words.
            spans, seen = [*spans, *([] if more[0] in spans else [more[0]])], [*seen, more[1]]
        return Shown(tuple(_quote(observed.reply, s) for s in spans), reasons.sentence(dimension, level, seen))
    passed = _passed_over(dimension, level, client)
    if passed is not None:
        return Shown((passed,), reasons.sentence(dimension, level, [reasons.PLAIN[dimension][level - 1], reasons.OMITTED[dimension]]))
    if not whole:
        return Shown((), reasons.sentence(dimension, level, [reasons.PLAIN[dimension][level - 1]]))
    best = whole[int(np.argmin(order))] if len(order) else whole[0]
    return Shown((_quote(observed.reply, clause(observed.reply, best)),), reasons.sentence(dimension, level, [reasons.PLAIN[dimension][level - 1]]))


def _cued(
    dimension: Dimension, band: str, observed: Observed, whole: Sequence[Span], order: np.ndarray
) -> tuple[list[Span], list[str]] | None:
    """The cue that stands first in the list, moved up where it stands in the sentence that weighed most."""
    heavy = whole[int(np.argmin(order))] if len(order) else None
    best: tuple[float, Span, str] | None = None
    for rank, (name, said) in enumerate(reasons.SHOWN_BY[dimension][band]):
        for place in _places(name, observed, whole):
            inside = heavy is not None and heavy.start <= place.start < heavy.end
            score = rank - (2.5 if inside else 0)
            if best is None or score < best[0]:
                best = (score, place, said)
    if best is None:
        return None
    return [clause(observed.reply, best[1])], [best[2]]


def _places(name: str, observed: Observed, whole: Sequence[Span]) -> list[Span]:
    """Where a cue stands. A day or a figure in a question is asked for, not given."""
    found = observed.places[name]
    if name not in GIVEN:
        return list(found)
    asked = [s for s in whole if s.of(observed.reply).rstrip().endswith("?")
             and not any(s.start <= c.start < s.end for c in observed.places["commits"])]
    return [p for p in found if not any(s.start <= p.start < s.end for s in asked)]


def _second(dimension: Dimension, observed: Observed, seen: list[str]) -> tuple[Span, str] | None:
    """A 5 asks for more than a 4: one more thing that was seen, with its words."""
    for name, said in reasons.SHOWN_BY[dimension]["high"]:
        places = _places(name, observed, sentences(observed.reply))
        if said not in seen and places:
            return clause(observed.reply, places[0]), said
    return None


def _passed_over(dimension: Dimension, level: int, client: str) -> Quote | None:
    if level > 2 or dimension is Dimension.NON_DEFENSIVE or not client.strip():
        return None
    parts = sentences(client)
    if not parts:
        return None
    if dimension is Dimension.EMPATHY:
        felt = cues.find("feeling", client)
        chosen = clause(client, felt[0]) if felt else max(parts, key=lambda s: (_heat(s.of(client)), s.end - s.start))
    else:
        asked = [s for s in parts if s.of(client).rstrip().endswith("?")]
        chosen = asked[-1] if asked else parts[-1]
    chosen = clause(client, chosen)
    return Quote(text=chosen.of(client), who="client", start=chosen.start, end=chosen.end)


def _heat(text: str) -> int:
    return text.count("!") + sum(w.isupper() and len(w) > 2 for w in text.split())


def _quote(reply: str, span: Span) -> Quote:
    text = span.of(reply)
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    return Quote(text=text[left:right], start=span.start + left, end=span.start + right)
