"""The scorer that asks a model, and believes only a well-formed verdict whose quotes were really said."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from trainer.domain.errors import ModelUnavailable
from trainer.domain.rating import DimensionRating, GateHit, Quote, Rating, Unrated
from trainer.domain.rubric import Dimension, Rubric
from trainer.domain.scenario import Scenario
from trainer.ports import Ask, ChatModel, Message, Scorer
from trainer.scoring import judge_prompt, quote_match, verdict
from trainer.scoring.calibration import Calibration
from trainer.scoring.gates import Asked, gate
from trainer.scoring.verdict import Award, Refused

Gates = Callable[[str, Sequence[tuple[str, str]], str, str], tuple[GateHit, ...]]
_NO_VERDICT = ("malformed", "empty", "refusal")  # the model answered, only not with a verdict
_TALKS_TO_RATER = "grader_talk"
VERSION = "1"


@dataclass(frozen=True)
class _Proven:
    """An award whose quote was found."""

    award: Award
    quote: Quote


def code_gates(situation: str, history: Sequence[tuple[str, str]], client: str, reply: str) -> tuple[GateHit, ...]:
    """The gates that need no learned part."""
    return gate(Asked(reply, client, tuple(history), situation, lambda word: True)).hits


class Judge:
    """Rates by asking ``model`` ``k`` times; the median stands. ``offline`` rates beside it: its gates (which know more
    than the code's alone) cap the judge too, and a difference of two levels is flagged. Never a default level: what
    could not be proven is Unrated."""

    def __init__(self, model: ChatModel, rubric: Rubric, k: int = 3, offline: Scorer | None = None,
                 gates: Gates = code_gates, calibration: Calibration | None = None, temperature: float = 0.3,
                 max_tokens: int = 700) -> None:
        self.model, self.rubric, self.k, self.offline, self.gates = model, rubric, max(1, k), offline, gates
        self.temperature, self.max_tokens = temperature, max_tokens
        self.calibration = calibration or Calibration()
        self.id = judge_id(model.name)

    def warm(self) -> None:
        """Loads what it compares itself with; a model behind a server needs no warming here."""
        if self.offline is not None and hasattr(self.offline, "warm"):
            self.offline.warm()

    def rate(self, situation: str, history: Sequence[Any], client: str, reply: str, scenario: Scenario | None = None,
             rubric: Rubric | None = None) -> Rating | Unrated:
        """``history``: turns before the client's message, as Turn or (who, text)."""
        turns = [t if isinstance(t, tuple) else (t.who, t.text) for t in history]
        rubric = rubric or self.rubric
        lacking = [d.value for d in Dimension if d.value not in {x.id for x in rubric.dimensions}]
        if lacking:
            return Unrated(scorer=self.id, retryable=False, reason=f"This rubric has no levels for {', '.join(lacking)}.")
        other = self.offline.rate(situation, turns, client, reply, scenario, rubric) if self.offline else None
        hits = other.gates if isinstance(other, Rating) else self.gates(situation, turns, client, reply)
        if all(_cap(hits, d) == 1 for d in Dimension):
            return self._ruled(hits, other)
        asked = gate(Asked(reply, client, tuple(turns), situation, lambda word: True)).read
        prompt = judge_prompt.messages(situation, turns, client, asked, rubric, scenario)
        samples: list[dict[Dimension, _Proven]] = []
        faults: list[str] = []
        trouble: ModelUnavailable | None = None
        seed = int(hashlib.sha256(prompt[-1].content.encode()).hexdigest()[:7], 16)
        for i in range(self.k):
            try:
                samples.append(self._sample(prompt, seed + i, client, asked, faults))
            except Refused as fault:
                faults.append(str(fault))
            except ModelUnavailable as fault:
                trouble = fault
                if not fault.retryable or not samples:
                    break
        return self._combined(samples, hits, other, faults, trouble)

    def _sample(self, prompt: tuple[Message, ...], seed: int, client: str, reply: str, faults: list[str]) -> dict[Dimension, _Proven]:
        """One opinion. Asked for again once when it is not well formed or a quote is not there; then what is proven stands."""
        proven, fault = self._opinion(prompt, seed, client, reply)
        if fault:
            faults.append(fault)
            again = (*prompt[:-1], Message("user", f"{prompt[-1].content}\n\n{judge_prompt.AGAIN.format(fault=fault)}"))
            second, fault = self._opinion(again, seed, client, reply)
            if not second and not proven:
                raise Refused(fault)
            proven = second if len(second) >= len(proven) else proven
        return proven

    def _opinion(self, prompt: tuple[Message, ...], seed: int, client: str, reply: str) -> tuple[dict[Dimension, _Proven], str]:
        try:
            said = self.model.say(Ask(prompt, max_tokens=self.max_tokens, temperature=self.temperature, seed=seed, schema=verdict.schema()))
            awards = verdict.read(said.text)
        except Refused as fault:
            return {}, str(fault)
        except ModelUnavailable as fault:
            if fault.kind not in _NO_VERDICT:
                raise
            return {}, "it holds no verdict"
        proven: dict[Dimension, _Proven] = {}
        for d, award in awards.items():
            quote = quote_match.match(award.quote, client if award.whose == "client" else reply, award.whose)
            # a merit can only be shown by the trainee's own words
            if quote.supports() and not (award.whose == "client" and award.level >= 4):
                proven[d] = _Proven(award, quote)
        missing = [d.value for d in Dimension if d not in proven]
        return proven, f"the quotes for {', '.join(missing)} are not words of the reply" if missing else ""

    def _combined(self, samples: list[dict[Dimension, _Proven]], hits: tuple[GateHit, ...], other: Rating | Unrated | None,
                  faults: list[str], trouble: ModelUnavailable | None) -> Rating | Unrated:
        needed = self.k // 2 + 1
        opinions = {d: [s[d] for s in samples if d in s] for d in Dimension}
        short = [d for d in Dimension if len(opinions[d]) < needed]
        if short:
            if trouble is not None:
                return Unrated(scorer=self.id, reason=f"The judge could not be asked. {trouble}", retryable=trouble.retryable)
            why = f" ({faults[-1]})" if faults else ""
            return Unrated(scorer=self.id, reason=f"The judge gave no verdict that can be believed{why}.")
        raw = {d: median_low(o.award.level for o in opinions[d]) for d in Dimension}
        spread = {d: max(o.award.level for o in opinions[d]) - min(o.award.level for o in opinions[d]) for d in Dimension}
        cost = 1 if any(h.gate == _TALKS_TO_RATER for h in hits) else 0
        rated: dict[Dimension, DimensionRating] = {}
        differs: list[Dimension] = []
        for d in Dimension:
            straight = self.calibration.level(d, raw[d])
            level = max(1, min(straight - (cost if d is Dimension.CLARITY else 0), _cap(hits, d)))
            theirs = other.dimensions[d].level if isinstance(other, Rating) else level
            if abs(theirs - level) >= 2:
                differs.append(d)
            rated[d] = self._dimension(d, level, raw[d], opinions[d], spread[d], hits, theirs)
        return Rating(
            scorer=self.id, kind="judge", dimensions=rated, gates=hits, unstable=any(s > 1 for s in spread.values()),
            techniques=other.techniques if isinstance(other, Rating) else (), missed=other.missed if isinstance(other, Rating) else (),
            differs=tuple(differs), spread=spread, calibrated=self.calibration.calibrates())

    @staticmethod
    def _dimension(d: Dimension, level: int, raw: int, opinions: list[_Proven], spread: int, hits: tuple[GateHit, ...],
                   theirs: int) -> DimensionRating:
        chosen = next(o for o in opinions if o.award.level == raw)
        ruling = next((h for h in hits if h.caps.get(d, 5) == level < raw), None)
        unsure = any(not h.sure and h.caps.get(d, 5) < raw for h in hits)
        uncertain = spread > 1 or abs(theirs - level) >= 2 or unsure
        levels = [level, theirs, *(min(o.award.level, 5 if unsure else _cap(hits, d)) for o in opinions)]
        return DimensionRating(
            level=level, quotes=(chosen.quote,), reason=f"{ruling.reason} (The judge had {raw}.)" if ruling else chosen.award.reason,
            uncertain=uncertain, low=min(levels) if uncertain else level, high=max(levels) if uncertain else level)

    def _ruled(self, hits: tuple[GateHit, ...], other: Rating | Unrated | None) -> Rating:
        """Where the codebook's rules leave only a 1 everywhere, nobody is asked."""
        reasons = {d: next(h for h in hits if h.caps.get(d, 5) == 1) for d in Dimension}
        quotes = {d: other.dimensions[d].quotes if isinstance(other, Rating) else () for d in Dimension}
        return Rating(
            scorer=self.id, kind="judge", gates=hits, spread=dict.fromkeys(Dimension, 0),
            dimensions={d: DimensionRating(level=1, low=1, high=1, reason=reasons[d].reason, quotes=quotes[d],
                                           uncertain=not reasons[d].sure) for d in Dimension})


def judge_id(model: str) -> str:
    """A judge is its prompt and its model."""
    return f"judge-{VERSION}:{model}:{judge_prompt.prompt_hash()[:8]}"


def _cap(hits: Sequence[GateHit], dimension: Dimension) -> int:
    return min((h.caps.get(dimension, 5) for h in hits), default=5)
