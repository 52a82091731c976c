"""What is left of a reply without its filler or its reproaches, so that these can be weighed by leaving them out."""

from __future__ import annotations

from trainer.signals.features import Observed, content
from trainer.signals.spans import sentences, words

LONG = 130
LONG_SENTENCE = 16
_SAYS_SOMETHING = (
    "apology", "owns", "invites", "you_feel", "validation", "time", "amount", "asks_view", "options", "refuses", "reproach", "sarcasm", "grovels", "what_i_can",
    "done_now", "two_way", "overpromises", "minimising",
)


def related(reply: str, observed: Observed, client: str, situation: str) -> str | None:
    """The sentences that say something to this client, when at least a quarter of a long reply does not; else None."""
    if len(words(reply)) <= LONG:
        return None
    whole = sentences(reply)
    theirs = set(content(f"{client} {situation}"))
    places = [p for name in _SAYS_SOMETHING for p in observed.places[name]]
    kept = [s for s in whole if any(s.start <= p.start < s.end for p in places) or _speaks_of(s.of(reply), theirs)]
    said = " ".join(s.of(reply) for s in kept)
    if not kept or len(words(said)) > 0.75 * len(words(reply)):
        return None
    return said


def _speaks_of(sentence: str, theirs: set[str]) -> bool:
    """One word of theirs is enough in a short sentence; in a long one it may stand there by chance."""
    return len(theirs & set(content(sentence))) >= (1 if len(words(sentence)) <= LONG_SENTENCE else 2)


def without_reproach(reply: str, observed: Observed) -> str | None:
    """The reply without the sentences that hold a reproach, when there are any and something else is said too; else None."""
    places = observed.places["reproach"]
    if not places:
        return None
    kept = [s for s in sentences(reply) if not any(s.start <= p.start < s.end for p in places)]
    return " ".join(s.of(reply) for s in kept) or None
