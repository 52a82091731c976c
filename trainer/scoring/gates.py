"""The odd cases of the codebook: which of them a reply is, what each caps, and why, before anything is learned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trainer.domain.rating import GateHit
from trainer.domain.rubric import Dimension
from trainer.scoring import gate_manner, gate_meaning, grader_talk
from trainer.signals.language import language
from trainer.signals.spans import words

@dataclass(frozen=True)
class Asked:
    """A reply with all that a gate may look at."""

    reply: str
    client: str
    history: tuple[tuple[str, str], ...]
    situation: str
    known_word: Callable[[str], bool]


@dataclass(frozen=True)
class Gated:
    """What the gates say: the hits, and the reply as it is to be read (talk to the grader blanked out)."""

    hits: tuple[GateHit, ...]
    read: str
    clarity_cost: int
    unreadable_language: bool

    def cap(self, dimension: Dimension) -> int:
        return min((hit.caps.get(dimension, 5) for hit in self.hits), default=5)

    def plus(self, hits: Sequence[GateHit]) -> Gated:
        """The same with further hits."""
        return replace(self, hits=(*self.hits, *hits)) if hits else self

    def unsure(self, dimension: Dimension) -> bool:
        """A gate that is not sure of itself, and would move this dimension."""
        return any(not hit.sure and dimension in hit.caps for hit in self.hits)


def gate(asked: Asked) -> Gated:
    """Runs every gate. Talk to the grader is removed first, so that what it says can trigger or satisfy nothing else."""
    hits: list[GateHit] = []
    stripped, shown = grader_talk.strip(asked.reply)
    cost = 0
    if shown:
        cost = 1
        hits.append(
            GateHit(gate="grader_talk", rule=2, caps={}, words=shown,
                    reason="Part of the reply speaks to whoever rates it; that part is read as if it were absent and costs a level of clarity.")
        )
    if shown and len(words(stripped)) <= 2:
        stripped = " " * len(stripped)
    meaning = gate_meaning.check(stripped, asked.client, asked.history, asked.situation, asked.known_word)
    hits.extend(meaning)
    if not any(hit.rule in (1, 4) for hit in meaning):
        hits.extend(gate_manner.check(stripped, asked.client))
    spoken = language(stripped)
    foreign = spoken is not None and spoken != language(asked.client)
    if foreign:
        hits.append(
            GateHit(gate="other_language", rule=6, caps={Dimension.CLARITY: 1}, words=stripped.strip()[:120], sure=True,
                    reason=f"The reply is in {spoken}, the client writes in English: the client cannot be expected to follow it.")
        )
    return Gated(hits=tuple(hits), read=stripped, clarity_cost=cost, unreadable_language=foreign)
