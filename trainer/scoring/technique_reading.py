"""Which techniques a reply shows, with the words, and which an occasion called for in vain."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from trainer.domain.rating import TechniqueSeen
from trainer.signals import cues
from trainer.signals.features import Observed
from trainer.signals.spans import Span, clause

# Where a cue shows the technique better than a whole sentence does.
_CUES: dict[str, tuple[str, ...]] = {
    "open_question": ("open_ask",), "reflect_back": ("confirms", "cost_retold"), "name_feeling": ("you_feel", "feeling", "validation", "cost_retold"),
    "own_it": ("owns",), "ask_feedback": ("invites",), "invite_view": ("asks_view",), "options_tradeoffs": ("options",), "set_boundary": ("limit",),
    "check_in_plan": ("two_way",), "proactive_update": ("two_way", "time"), "realistic_promise": ("time", "unknown_said"), "escalate_openly": ("escalates",),
    "we_language": ("lets", "first_plural"), "accept_small_yes": ("validation",), "honest_bad_news": ("unknown_said", "limit"), "recommend_because": ("because",),
    "shared_goal": ("shared_aim",), "say_what_and_why": ("because", "commits"), "acknowledge_first": ("time",),
}


@dataclass(frozen=True)
class Reach:
    """What may be said of a technique, by measurement on replies held out."""

    threshold: float
    used: bool  # precision >= 0.8
    missed: bool  # recall >= 0.7 as well


class Techniques:
    """Reads the network's technique scores with the thresholds and the measured reach that ship beside it."""

    def __init__(self, path: Path) -> None:
        found = json.loads(path.read_text(encoding="utf-8"))["techniques"]
        self.reach = {
            name: Reach(threshold=row["threshold"], used=row["may_say_used"], missed=row["may_say_missed"]) for name, row in found.items()
        }

    def seen(
        self, names: Sequence[str], logits: np.ndarray, observed: Observed, whole: Sequence[Span], weighed: np.ndarray, silenced: bool
    ) -> tuple[TechniqueSeen, ...]:
        """Every technique over its threshold; only those that measure well enough are ``sayable``."""
        if silenced:
            return ()
        found = []
        for place, name in enumerate(names):
            reach = self.reach.get(name)
            if reach is None:
                continue
            probability = float(1 / (1 + np.exp(-logits[place])))
            if probability < reach.threshold:
                continue
            words = _words(name, observed, whole, weighed[:, place] if len(weighed) else np.zeros(0))
            found.append(TechniqueSeen(id=name, words=words, probability=round(probability, 3), sayable=reach.used))
        return tuple(sorted(found, key=lambda t: -(t.probability or 0)))

    def missed(self, names: Sequence[str], logits: np.ndarray, client: str, history: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        """Techniques that the client's message called for and the reply surely does not show."""
        found = []
        for place, name in enumerate(names):
            reach = self.reach.get(name)
            if reach is None or not reach.missed or not occasion(name, client, history):
                continue
            if 1 / (1 + np.exp(-logits[place])) < min(0.3, reach.threshold / 2):
                found.append(name)
        return tuple(found)


def occasion(name: str, client: str, history: Sequence[tuple[str, str]]) -> bool:
    """Whether the client's message gives the occasion for a technique; unknown techniques have none."""
    heated = bool(cues.find("feeling", client)) or "!" in client or any(w.isupper() and len(w) > 3 for w in client.split())
    criticised = bool(cues.find("second_person", client)) and (heated or bool(cues.find("negation", client)))
    abused = bool(cues.find("sarcasm", client)) or any(w in client.lower() for w in ("idiot", "stupid", "useless", "pathetic", "moron", "thick"))
    opening = not any(who == "trainee" for who, _ in history)
    return {
        "name_feeling": heated,
        "own_it": criticised,
        "stay_calm": heated and criticised,
        "open_question": opening and heated,
        "ask_feedback": False,
        "invite_view": False,
        "set_boundary": abused,
        "proactive_update": opening and criticised,
        "check_in_plan": opening and criticised,
    }.get(name, False)


def _words(name: str, observed: Observed, whole: Sequence[Span], weighed: np.ndarray) -> str:
    reply = observed.reply
    heavy = whole[int(np.argmax(weighed))] if len(weighed) else (whole[0] if whole else Span(0, len(reply)))
    for cue in _CUES.get(name, ()):
        for place in observed.places[cue]:
            if heavy.start <= place.start < heavy.end:
                return clause(reply, place).of(reply).strip()
    for cue in _CUES.get(name, ()):
        if observed.places[cue]:
            return clause(reply, observed.places[cue][0]).of(reply).strip()
    return clause(reply, heavy).of(reply).strip()
