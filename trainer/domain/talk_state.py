"""Where a talk stands after a reply: all that the next move depends on, and nothing else."""

from __future__ import annotations

from trainer.domain.acts import Act
from trainer.domain.conditions import When
from trainer.domain.mood import Mood
from trainer.domain.values import Value


class Agreed(Value):
    """What has been agreed: the step in the trainee's words, who does it, by when."""

    step: str
    owner: str
    date: str


class OpenPromise(Value):
    """A promise nobody can keep, waiting for the client to come back to it."""

    words: str
    made_at: int


class TalkState(Value):
    """A fold over the replies so far. Stored with every turn, so that a talk can go on, or branch, from any of them."""

    replies: int = 0
    mood: Mood
    counts: dict[Act, int] = {}
    facts: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    stakes: tuple[str, ...] = ()
    gave_away: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()
    agreed: Agreed | None = None
    proposed: Agreed | None = None
    promise: OpenPromise | None = None
    caught: bool = False
    pressing: str = ""

    def count(self, act: Act) -> int:
        """How often this act has happened in the talk."""
        return self.counts.get(act, 0)


def holds(when: When, state: TalkState, acts: frozenset[Act] = frozenset(), topics: frozenset[str] = frozenset()) -> bool:
    """Whether a condition holds after a reply that did ``acts`` and asked about ``topics``."""
    m = state.mood
    count = state.count
    checks = (
        not when.this_reply or any(a in acts for a in when.this_reply),
        not when.topic or any(t in topics for t in when.topic),
        all(count(a) for a in when.done),
        not when.any_done or any(count(a) for a in when.any_done),
        not any(count(a) for a in when.never),
        all(count(a) >= n for a, n in when.at_least.items()),
        all(f in state.facts for f in when.facts),
        all(c in state.answered for c in when.concerns),
        all(c not in state.answered for c in when.open_concerns),
        all(r in state.gave_away for r in when.gave_away),
        all(r not in state.gave_away for r in when.kept),
        when.agreed is None or when.agreed == (state.agreed is not None),
        when.caught is None or when.caught == state.caught,
        when.anger_min is None or m.anger >= when.anger_min,
        when.anger_max is None or m.anger <= when.anger_max,
        when.trust_min is None or m.trust >= when.trust_min,
        when.trust_max is None or m.trust <= when.trust_max,
        when.patience_min is None or m.patience >= when.patience_min,
        when.patience_max is None or m.patience <= when.patience_max,
        when.reply_min is None or state.replies >= when.reply_min,
        when.reply_max is None or state.replies <= when.reply_max,
    )
    return all(checks)
