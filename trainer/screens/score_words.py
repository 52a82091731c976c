"""What a score says beside the outcome: two different things, why they differ, and what would lift the score."""

from __future__ import annotations

from trainer.domain.conversation import replies
from trainer.domain.practice import Record, TalkScore
from trainer.domain.rubric import Dimension, Rubric
from trainer.domain.scenario import EndingKind, Scenario
from trainer.screens import words

GOT_THERE = (EndingKind.RESOLVED, EndingKind.HANDED_OVER, EndingKind.PARTED_WAYS)
WENT_WRONG = (EndingKind.WALKED_AWAY, EndingKind.LEFT_OPEN)
TOP = 5


def which_replies(record: Record) -> str:
    """Of a second try: 'replies 4–7, second try'; nothing of a first one."""
    if not record.practice.branch_of:
        return ""
    first, last = record.practice.replies_before() + 1, len(replies(record.turns))
    return f"reply {first}, second try" if last <= first else f"replies {first}–{last}, second try"


def how_it_ended(scenario: Scenario, record: Record) -> str:
    """The outcome in a sentence; who ends a talk with a step agreed is not told that nothing was settled."""
    outcome = record.practice.outcome
    if outcome is EndingKind.LEFT_OPEN and record.agreed and all(e.kind is not outcome for e in scenario.endings):
        return "You ended the talk yourself: a step was agreed, and the client had not yet said that all is well."
    return words.outcome_sentence(scenario, outcome)


def beside_the_outcome(outcome: EndingKind | None, score: TalkScore, rubric: Rubric, reached_all: bool = False) -> str:
    """One sentence on why outcome and score differ, where they do, and one on what would lift the score."""
    if score.score is None or not score.means:
        return ""
    if score.passed:
        return ("How the talk ended is another matter: your replies were well said, and this client needed something more." if
                outcome in WENT_WRONG else "")
    lift = lift_in_words(score, rubric)
    if outcome in GOT_THERE or reached_all:
        return f"The talk got where it should; the score looks at how each reply was said. {lift}"
    return lift


def lift_in_words(score: TalkScore, rubric: Rubric) -> str:
    """What one level more on the dimension with the most to win would do."""
    weights = {Dimension(k): w for k, w in rubric.weights().items() if k in set(Dimension)}
    total = sum(weights.values())
    wins = {d: 100 * w / total * min(1.0, TOP - score.means[d]) / 4 for d, w in weights.items() if d in score.means}
    lowest = min(wins, key=lambda d: (score.means[d], -wins[d]))
    after = score.score + wins[lowest]
    reached = f", enough for the mark of {rubric.pass_mark:.0f}" if after >= rubric.pass_mark else ""
    return (f"What would lift it most: **{words.DIMENSION[lowest]}**, on average {score.means[lowest]:.1f} of 5. One level more "
            f"in each reply makes about {after:.0f}{reached}.")
