"""One trainee's run through one scenario; its score and outcome."""

from __future__ import annotations

from enum import StrEnum
from statistics import fmean

from pydantic import Field

from trainer.domain.conversation import Turn, replies
from trainer.domain.rating import Rating, Unrated
from trainer.domain.rubric import Dimension, Rubric
from trainer.domain.scenario import EndingKind
from trainer.domain.talk_state import Agreed
from trainer.domain.values import Value


class Mode(StrEnum):
    """practice: hints, taking back and rewind allowed. assessment: none of them, one model throughout."""

    PRACTICE = "practice"
    ASSESSMENT = "assessment"


class Visibility(StrEnum):
    """Who may read the words of a practice besides the trainee."""

    PRIVATE = "private"
    CONSENTED = "consented"
    ASSESSED = "assessed"


class Hashes(Value):
    """What a practice was made with, frozen at its start (sha256 hex, or the version of a part in code)."""

    scenario: str
    rubric: str
    appraiser: str
    scorer: str
    prompt: str


class ObjectiveResult(Value):
    """One objective and whether it was met."""

    id: str
    text: str
    met: bool


class TalkScore(Value):
    """A talk's result: 0–100 by the codebook's formula, or None with the reason. ``low``–``high`` is the range that
    uncertain ratings leave open; ``rests_on`` says whose ratings stand (reviewer, judge, offline or a mixture)."""

    score: float | None = Field(None, ge=0, le=100)
    reason: str = ""
    low: float | None = None
    high: float | None = None
    means: dict[Dimension, float] = {}
    rated: int = 0
    unrated: int = 0
    rests_on: str = ""
    passed: bool | None = None


class Practice(Value):
    """One run. ``branch_of`` and ``branch_at`` (turn n of the reply tried again) are set for a rewound branch.
    ``client_model`` is "scripted" or the model's name."""

    id: str
    person: str
    scenario_id: str
    seed: int
    mode: Mode = Mode.PRACTICE
    visibility: Visibility = Visibility.PRIVATE
    team: str | None = None
    assignment: str | None = None
    client_model: str = "scripted"
    scorer: str = "offline"
    hashes: Hashes
    started_at: str
    ended_at: str | None = None
    outcome: EndingKind | None = None
    ended_by: str | None = None
    branch_of: str | None = None
    branch_at: int | None = None
    prepare: dict[str, str] = {}
    notes: dict[str, str] = {}

    def over(self) -> bool:
        """Whether it has ended."""
        return self.ended_at is not None

    def judged_from(self) -> int:
        """The turn from which it is judged: a second try answers for what is said from its moment on, not for the
        replies that it was rewound to mend."""
        return self.branch_at or 0

    def replies_before(self) -> int:
        """How many replies it shares with the talk it was rewound from: every second turn is a reply, from n = 1 on."""
        return self.judged_from() // 2


class Record(Value):
    """A practice with everything said in it and every rating given, keyed by the turn's ``n`` (append-only lists)."""

    practice: Practice
    turns: tuple[Turn, ...] = ()
    ratings: dict[int, tuple[Rating | Unrated, ...]] = {}
    objectives: tuple[ObjectiveResult, ...] = ()
    agreed: Agreed | None = None

    def judged(self) -> list[Turn]:
        """The replies that this practice answers for: all, or for a second try those from its moment on."""
        return [t for t in replies(self.turns) if t.n >= self.practice.judged_from()]


MIN_RATED = 3
MIN_RATED_AGAIN = 1  # a second try is held against the same replies of the first try: there one is enough


def talk_score(standing: list[Rating | Unrated | None], rubric: Rubric, least: int = MIN_RATED) -> TalkScore:
    """The codebook's formula: per dimension the mean level over rated replies; 100 × Σ weight × (mean − 1) / 4.

    Unrated replies are left out and counted. Under ``least`` rated replies there is no score. Dimensions that a team
    added to its rubric and no rating covers are left out, the other weights rescaled to sum to 1.
    """
    rated = [r for r in standing if isinstance(r, Rating)]
    unrated = len(standing) - len(rated)
    if len(rated) < least:
        return TalkScore(reason="too short to score", rated=len(rated), unrated=unrated)
    weights = {Dimension(k): w for k, w in rubric.weights().items() if k in set(Dimension)}
    total = sum(weights.values())

    def score_of(pick) -> float:
        means = {d: fmean(pick(r.dimensions[d]) for r in rated) for d in weights}
        return 100 * sum(w / total * (means[d] - 1) / 4 for d, w in weights.items())

    value = score_of(lambda x: x.level)
    low = score_of(lambda x: (x.low or x.level) if x.uncertain else x.level)
    high = score_of(lambda x: (x.high or x.level) if x.uncertain else x.level)
    kinds = sorted({r.kind for r in rated})
    return TalkScore(
        score=round(value, 1), low=round(low, 1), high=round(high, 1),
        means={d: round(fmean(r.dimensions[d].level for r in rated), 2) for d in weights},
        rated=len(rated), unrated=unrated, rests_on=" and ".join(kinds), passed=value >= rubric.pass_mark,
    )
