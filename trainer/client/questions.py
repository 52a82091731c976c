"""What the client does with a question: tells, goes round it, or says that this was told already (pure)."""

from __future__ import annotations

from trainer.domain.acts import Act
from trainer.domain.mood import Band
from trainer.domain.scenario import HiddenFact, Scenario
from trainer.domain.talk_state import TalkState, holds
from trainer.signals.author_cues import touched
from trainer.signals.wording import content_stems

# to a question that the client has answered already
TOLD = {
    Band.HOT: ("I've told you that. Is anybody listening?", "Again? You've had that from me once already.", "I'm not saying it all over again."),
    Band.TENSE: ("You've had that from me already.", "I've told you about that. There isn't more to it.", "We've been through that one. Next."),
    Band.CALM: ("I think I've told you that, more or less.", "You have it all, there's nothing to add to it.", "That's as I said before."),
}


# to a question that comes too early, where the authored ways round it are used up or ask for what has just been answered
NOT_YET = {
    Band.HOT: ("Never mind that now.", "That's not what I'm here to talk about.", "I'm not going into that. Not yet."),
    Band.TENSE: ("I'd rather not go into that yet.", "Let's leave that where it is for now.", "That's a longer story, and we're not there yet."),
    Band.CALM: ("Perhaps later. Not now.", "I'll keep that to myself for the moment.", "Let me get to that in my own time."),
}
def _asked_for(fact: HiddenFact, acts: frozenset[Act], topics: frozenset[str]) -> bool:
    return bool(set(fact.topics) & topics) or (fact.open_question and Act.ASKS_OPEN in acts and not topics)


def earned(scenario: Scenario, state: TalkState, acts: frozenset[Act], topics: frozenset[str]) -> HiddenFact | None:
    return next((f for f in scenario.hidden_facts if f.id not in state.facts and _asked_for(f, acts, topics)
                 and holds(f.when, state, acts, topics)), None)


def demands_what_is_answered(scenario: Scenario, state: TalkState, line: str) -> bool:
    """ "Start with where it is", said to somebody who has just told where it is."""
    stems = content_stems(line)
    return any(touched(c.cues, line) or stems & content_stems(" ".join((c.text, *c.ask))) for c in scenario.concerns if c.id in state.answered)


def asked_too_early(scenario: Scenario, state: TalkState, topics: frozenset[str]) -> HiddenFact | None:
    return next((f for f in scenario.hidden_facts if f.id not in state.facts and set(f.topics) & topics), None)


def told_already(scenario: Scenario, state: TalkState, topics: frozenset[str]) -> bool:
    """Every topic asked about is one whose fact was told, or whose answers were all given."""
    open_still = {t for f in scenario.hidden_facts if f.id not in state.facts for t in f.topics}
    return bool(topics) and not topics & open_still
