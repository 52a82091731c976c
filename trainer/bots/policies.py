"""Shipped trainee policies: what thirteen kinds of trainee would say next, mostly from the scenario's own material."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import zip_longest

from trainer.bots.slips import BAD_START, BAD_STARTS, CURIOUS, IN_HEAT, IN_PASSING, ODDITIES, SLIPS, STRIDE, STUFFING
from trainer.domain.acts import Act
from trainer.domain.conversation import Turn, replies
from trainer.domain.mood import Band
from trainer.domain.scenario import EndingKind, Scenario


class Bot(StrEnum):
    """The policies, by what they are known for."""

    SKILLED = "skilled"
    RECOVERING = "recovering"
    WARM_BUT_EMPTY = "warm_but_empty"
    SORRY_ONLY = "sorry_only"
    COLD_FIXER = "cold_fixer"
    DEFENSIVE = "defensive"
    OVER_PROMISER = "over_promiser"
    STUFFER = "stuffer"
    PUSHOVER = "pushover"
    ODD = "odd"
    WAVERING = "wavering"
    CARELESS = "careless"
    INTERVIEWER = "interviewer"


class Trainee:
    """One policy in one talk: ``reply(turns)`` says what it would say next. The same seed and talk give the same words."""

    def __init__(self, bot: Bot, scenario: Scenario, seed: int) -> None:
        self.bot = bot
        self._scenario = scenario
        self._seed = seed
        needed = scenario.endings[0].when.facts
        self._telling = {t for f in scenario.hidden_facts if f.id in needed for t in f.topics}
        self._policy: Callable[[Sequence[Turn]], str] = getattr(self, f"_{bot.value}")

    def reply(self, turns: Sequence[Turn]) -> str:
        """The next reply, given the talk so far (at least the client's opening)."""
        self._said = [t.text for t in replies(turns)]
        self._random = random.Random(f"{self.bot}:{self._seed}:{len(turns)}")
        return self._policy(turns)

    def _pick(self, pool: Sequence[str]) -> str:
        """A wording not used yet where there is one, else any."""
        fresh = [x for x in pool if not any(x in said for said in self._said)]
        return self._random.choice(fresh or list(pool)) if pool else ""

    def _fresh(self, pool: Sequence[str]) -> str:
        fresh = [x for x in pool if not any(x in said for said in self._said)]
        return self._random.choice(fresh) if fresh else ""

    def _turned(self, pool: Sequence[str]) -> str:
        """The next one not used yet, from a place that moves on with the seed."""
        start = (self._seed * 3 + len(self._said)) % len(pool)
        return next((x for x in (*pool[start:], *pool[:start]) if not any(x in said for said in self._said)), "")

    def _skilled(self, turns: Sequence[Turn]) -> str:
        s, state, b = self._scenario, turns[-1].state, self._scenario.bots
        parts: list[str] = []
        first = not self._said
        if s.endings[0].kind is EndingKind.PARTED_WAYS:
            return self._skilled_parting(turns)
        if first or state.mood.band() is Band.HOT or len(self._said) == 3:
            parts.append(self._fresh(b.acknowledge))
        if first or (not state.count(Act.OWNS) and state.mood.band() is Band.HOT):
            parts.append(self._fresh(b.own))
        if len(self._said) == 1 and b.boundary:
            parts.append(self._fresh(b.boundary))
        ask = self._question(turns)
        open_concerns = [c.id for c in s.concerns if c.id not in state.answered]
        wanted = state.pressing if state.pressing in open_concerns else (open_concerns[0] if open_concerns else "")
        if not first and wanted:
            parts.append(self._fresh(b.answer[wanted]) or self._pick(b.answer[wanted]))
        if ask:
            parts.append(ask)
        elif not first and not open_concerns and state.agreed is None:
            parts.append(self._pick(b.propose))
        elif not first and not wanted:
            parts.append(self._fresh(b.propose) or self._fresh(b.summarise) or self._fresh(b.close) or self._pick(b.acknowledge))
        return " ".join(p for p in parts if p) or self._pick(b.propose)

    def _question(self, turns: Sequence[Turn]) -> str:
        s, state = self._scenario, turns[-1].state
        wanted = [f for f in s.hidden_facts if f.id not in state.facts and set(f.when.facts) <= set(state.facts)]
        for fact in wanted:
            for topic in fact.topics:
                question = self._fresh(s.bots.ask.get(topic, ()))
                if question:
                    return question
        lately = " ".join(self._said[-2:])
        pool = [q for f in wanted[:1] for t in f.topics for q in s.bots.ask.get(t, ()) if q not in lately]
        # asked in every wording already: first do something for the trust, then ask again
        return self._random.choice(pool) if pool and len(self._said) % 3 == 0 else ""

    def _skilled_parting(self, turns: Sequence[Turn]) -> str:
        b, n = self._scenario.bots, len(self._said)
        if n == 0:
            return " ".join((self._fresh(b.acknowledge), self._fresh(b.own)))
        if n >= self._scenario.floor - 1:
            return self._pick(b.part)
        if n % 2:
            return " ".join(x for x in (self._fresh(b.boundary) or self._pick(b.boundary), self._question(turns)) if x)
        return " ".join(x for x in (self._fresh(b.acknowledge), self._fresh(b.propose)) if x) or self._pick(b.boundary)

    def _recovering(self, turns: Sequence[Turn]) -> str:
        n = len(self._said)
        if n < BAD_START:
            return self._slip(BAD_STARTS[(self._seed + n * 4) % len(BAD_STARTS)], turns) if n == self._seed % 2 else self._pick(self._scenario.bots.defend)
        poor = self._said[:BAD_START]
        self._said = self._said[BAD_START:]
        text = self._skilled(turns)
        self._said = poor + self._said
        return text

    def _warm_but_empty(self, turns: Sequence[Turn]) -> str:
        return self._pick(self._scenario.bots.empty_warmth)

    def _sorry_only(self, turns: Sequence[Turn]) -> str:
        return self._pick(self._scenario.bots.sorry)

    def _cold_fixer(self, turns: Sequence[Turn]) -> str:
        b, state = self._scenario.bots, turns[-1].state
        open_concerns = [c.id for c in self._scenario.concerns if c.id not in state.answered]
        for concern in open_concerns:
            answer = self._fresh(b.answer[concern])
            if answer:
                return answer
        return self._fresh(b.propose) or self._fresh(b.summarise) or self._pick(b.propose)

    def _defensive(self, turns: Sequence[Turn]) -> str:
        return self._pick(self._scenario.bots.defend)

    def _over_promiser(self, turns: Sequence[Turn]) -> str:
        warm = self._fresh(self._scenario.bots.acknowledge) if len(self._said) % 2 == 0 else ""
        return f"{warm} {self._pick(self._scenario.bots.overpromise)}".strip()

    def _stuffer(self, turns: Sequence[Turn]) -> str:
        return self._pick(STUFFING)

    def _pushover(self, turns: Sequence[Turn]) -> str:
        b = self._scenario.bots
        pool = [x for lines in b.give_away.values() for x in lines]
        warm = self._fresh(b.acknowledge) if not self._said else self._pick(b.sorry) if len(self._said) % 2 else ""
        return f"{warm} {self._pick(pool)}".strip()

    def _odd(self, turns: Sequence[Turn]) -> str:
        return self._slip(ODDITIES[(self._seed * STRIDE + len(self._said)) % len(ODDITIES)], turns)

    def _wavering(self, turns: Sequence[Turn]) -> str:
        """Good and poor in turn: keeps the client tense, or hot, by what slips out between the useful replies."""
        target, band = (Band.HOT if self._seed % 5 in (1, 4) else Band.TENSE), turns[-1].state.mood.band()
        if target is Band.HOT and band is not Band.HOT:
            return self._slip(("blame", "dismiss")[len(self._said) % 2], turns)
        return self._mend(turns) if band is Band.HOT is not target else self._next(IN_HEAT if band is Band.HOT else IN_PASSING, turns)

    def _careless(self, turns: Sequence[Turn]) -> str:
        """Wins the client over and then takes it for granted: one thing after another slips out, and no interest in what is behind it."""
        if turns[-1].state.mood.band() is not Band.CALM and len(self._said) < self._scenario.ceiling - 5:
            return self._mend(turns)
        late = len(self._said) >= self._scenario.ceiling - 4
        return self._next(IN_PASSING if late else tuple(k for k in IN_PASSING if k not in CURIOUS), turns)

    def _interviewer(self, turns: Sequence[Turn]) -> str:
        """All questions: interested, and never answers any."""
        first = self._fresh(self._scenario.bots.acknowledge) if not self._said and self._seed % 2 else ""
        kind = ("asks", "asks", "bare_question", "asks", "open_question", "says_back", "asks", "goodbye")[(self._seed + len(self._said)) % 8]
        return f"{first} {self._slip(kind, turns)}".strip()

    def _next(self, kinds: Sequence[str], turns: Sequence[Turn]) -> str:
        return self._slip(kinds[(self._seed * STRIDE + len(self._said)) % len(kinds)], turns)

    def _mend(self, turns: Sequence[Turn]) -> str:
        """Kind and useful, but asks nothing: brings the anger down without learning what is behind it."""
        b, state = self._scenario.bots, turns[-1].state
        kind = self._fresh(b.own) if len(self._said) % 2 else self._fresh(b.acknowledge)
        still_open = next((c.id for c in self._scenario.concerns if c.id not in state.answered), "")
        useful = self._fresh(b.answer[still_open]) if still_open else self._fresh(b.propose) or self._fresh(b.summarise)
        if self._seed % 5 == 3 and self.bot is Bot.WAVERING and useful:
            return useful  # this one never says how it looks to the client
        return f"{kind} {useful}".strip() or self._fresh(SLIPS["kind_plan"]) or self._slip("thanks", turns)

    def _slip(self, kind: str, turns: Sequence[Turn]) -> str:
        """A slip of this kind in the scenario's words where it has any, else in those everybody uses."""
        b, concerns = self._scenario.bots, self._scenario.concerns
        own: dict[str, Callable[[], str]] = {
            "parrot": lambda: next(t.text for t in reversed(turns) if t.who == "client"),
            "repeat": lambda: self._said[-1] if self._said else "",
            "overpromise": lambda: self._pick(b.overpromise),
            "sorry": lambda: self._fresh(b.sorry),
            "stuffing": lambda: self._pick(STUFFING),
            "give_away": lambda: self._pick([x for lines in b.give_away.values() for x in lines]),
            "own_only": lambda: self._fresh(b.own),
            "acknowledge_only": lambda: self._fresh(b.acknowledge),
            "bare_plan": lambda: self._fresh([x for c in concerns for x in b.answer[c.id]]) or self._fresh(b.propose),
            "asks": lambda: self._turned([x for lines in zip_longest(*b.ask.values()) for x in lines if x]),
            "pries": lambda: self._turned([x for lines in zip_longest(*(b.ask[t] for f in self._scenario.hidden_facts for t in f.topics)) for x in lines if x]),
            "small_question": lambda: self._turned([x for lines in zip_longest(*(b.ask[t] for t in b.ask if t not in self._telling)) for x in lines if x]),
            "proposes": lambda: self._fresh(b.propose),
            "close": lambda: self._fresh(b.close),
            "part": lambda: self._fresh(b.part) or self._fresh(b.boundary),
        }
        return (own[kind]() if kind in own else self._pick(SLIPS[kind])) or self._pick(SLIPS["remark"])
