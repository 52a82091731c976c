"""A scenario: the client, what they want and hide, how they open, what they say and when they leave."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from trainer.domain.acts import Act
from trainer.domain.conditions import When
from trainer.domain.mood import Band, Mood
from trainer.domain.values import Value

Id = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)


class Challenge(StrEnum):
    """What makes this client difficult; see the matrix in the docs."""

    UNREALISTIC_EXPECTATIONS = "unrealistic_expectations"
    BUDGET = "budget"
    DELAY = "delay"
    MISCOMMUNICATION = "miscommunication"
    SCOPE_CREEP = "scope_creep"
    SILENCE = "silence"
    FEAR = "fear"
    WRONG_CLIENT = "wrong_client"
    ABUSE = "abuse"
    DEMAND_FOR_MANAGER = "demand_for_manager"
    BAD_NEWS = "bad_news"
    CULTURE_GAP = "culture_gap"
    LEAVING = "leaving"
    OVER_FRIENDLY = "over_friendly"


class Briefing(Value):
    """What the trainee reads before the first word."""

    role: str
    situation: str
    you_know: tuple[str, ...] = Field(min_length=1)
    you_may_offer: tuple[str, ...] = Field(min_length=1)
    you_may_not: tuple[str, ...] = Field(min_length=1)
    aim: str


class Client(Value):
    """Who the client is. ``never_says`` are words or claims that would be out of character."""

    name: str
    job: str
    voice: str
    wants: str
    fears: str
    never_says: tuple[str, ...] = ()


class Reacts(Value):
    """How this client differs from the default: per act a multiplier (0–3) on what it does to the mood."""

    sensitivities: dict[Act, float] = Field({}, description="act → multiplier, 0 to 3")
    accepts_at_trust: float = Field(4.5, ge=0, le=10, description="trust from which a concrete step is accepted")
    leaves_at_patience: float = Field(0.0, ge=0, le=3)


class Topic(Value):
    """Something the trainee can ask about. ``cues`` are words or phrases (case-insensitive, ``*`` ends a stem,
    ``a+b`` needs both in the same sentence). ``answers`` are what the client says when asked, used in turn."""

    id: str = Id
    cues: tuple[str, ...] = Field(min_length=1)
    answers: tuple[str, ...] = Field((), description="leave empty where a hidden fact is the answer")


class Stake(Value):
    """What this costs the client, or what they feel: words by which a reply names it with this case's particulars."""

    id: str = Id
    text: str
    cues: tuple[str, ...] = Field(min_length=1)


class Concern(Value):
    """A question or demand the client keeps coming back to until it is answered."""

    id: str = Id
    text: str = Field(description="the concern in a few words, for hints and objectives")
    cues: tuple[str, ...] = Field(min_length=1, description="words by which an answer touches it")
    needs: tuple[Act, ...] = Field((), description="an answer must also do any one of these; empty: touching is enough")
    ask: tuple[str, ...] = Field(min_length=2, description="how the client asks for it, used in turn")
    satisfied: tuple[str, ...] = Field(min_length=1, description="what the client says when it is answered")


class HiddenFact(Value):
    """What is only learnt by asking. Told when ``when`` holds and one of ``topics`` is asked about, or, with
    ``open_question``, on any open question about the client's situation."""

    id: str = Id
    text: str = Field(description="the fact, third person, as the debrief and the model's brief say it")
    topics: tuple[str, ...] = Field(min_length=1)
    open_question: bool = False
    when: When = When()
    lines: tuple[str, ...] = Field(min_length=1, description="how the client tells it")
    deflect: tuple[str, ...] = Field(min_length=1, description="what the client says when asked too early")


class RedLine(Value):
    """Something the trainee may not give (``give_away``: a pushover gives it) or cannot keep in this seat
    (``overpromise``: the client comes back to it). ``cues`` as in Topic, looked for in offers only."""

    id: str = Id
    kind: Literal["give_away", "overpromise"] = "give_away"
    text: str
    cues: tuple[str, ...] = Field(min_length=1)
    exploit: tuple[str, ...] = Field(min_length=1, description="how the client takes it and asks for more")


class Beat(Value):
    """A turn of the play: plays once, when ``when`` holds."""

    id: str = Id
    when: When
    direction: str = Field(description="the stage direction for a model, one sentence")
    lines: tuple[str, ...] = Field(min_length=1, description="the authored line, in one or more wordings")


class Moment(StrEnum):
    """Kinds of moment a client answers to; each has authored lines per band."""

    INSULTED = "insulted"
    NONSENSE = "nonsense"
    TOO_LITTLE = "too_little"
    REPEATED = "repeated"
    BLAMED = "blamed"
    DISMISSED = "dismissed"
    EXCUSED = "excused"
    REFUSED = "refused"
    OVERPROMISED = "overpromised"
    CAUGHT_PROMISE = "caught_promise"
    STOCK = "stock"
    VAGUE = "vague"
    SORRY_ONLY = "sorry_only"
    PASSED_OVER = "passed_over"
    COLD_PLAN = "cold_plan"
    ACKNOWLEDGED = "acknowledged"
    OWNED = "owned"
    ASKED = "asked"
    SUMMARISED = "summarised"
    PLAN = "plan"
    OPTIONS = "options"
    ACCEPTED = "accepted"
    BOUNDARY = "boundary"
    CLOSING = "closing"
    ANYTHING = "anything"


class MomentLines(Value):
    """Authored lines of one moment per band; ``any`` serves every band. A line may hold ``{words}``: the reply's
    own words that made the moment, set in quotation marks by the author."""

    hot: tuple[str, ...] = ()
    tense: tuple[str, ...] = ()
    calm: tuple[str, ...] = ()
    any: tuple[str, ...] = ()

    def of(self, band: Band) -> tuple[str, ...]:
        """The lines of one band, then those for any."""
        return getattr(self, band.value) + self.any


class EndingKind(StrEnum):
    """How a talk can end. ``left_open`` is the trainee's own ending before any condition held."""

    RESOLVED = "resolved"
    PARTLY = "partly"
    HANDED_OVER = "handed_over"
    PARTED_WAYS = "parted_ways"
    WALKED_AWAY = "walked_away"
    LEFT_OPEN = "left_open"


class Ending(Value):
    """One way the talk ends: tried in the order of the file after each reply from the floor on (walking away from
    reply 2 on); at the ceiling the first that holds, else walked_away."""

    kind: EndingKind
    when: When
    at_ceiling_only: bool = False
    lines: tuple[str, ...] = Field(min_length=1)
    summary: str = Field(description="the outcome in one sentence, for the debrief")


class Objective(Value):
    """What a good talk achieves, observable by code."""

    id: str = Id
    text: str
    met: When


class BotMaterial(Value):
    """What trainees of several kinds would say here; several wordings each. Placeholders are not allowed."""

    acknowledge: tuple[str, ...] = Field(min_length=3, description="names the feeling and the stake, with particulars")
    own: tuple[str, ...] = Field(min_length=2, description="owns our part, or states the limit without blame")
    ask: dict[str, tuple[str, ...]] = Field(description="topic id → open questions about it")
    answer: dict[str, tuple[str, ...]] = Field(description="concern id → concrete answers (who, what, when)")
    propose: tuple[str, ...] = Field(min_length=2, description="concrete step with owner and time, asks whether it suits")
    summarise: tuple[str, ...] = Field(min_length=2, description="says back what was agreed and checks")
    close: tuple[str, ...] = Field(min_length=2, description="closes warmly with the next contact")
    boundary: tuple[str, ...] = Field((), description="what is not possible, respectfully, and what is instead")
    part: tuple[str, ...] = Field((), description="parts ways respectfully, with handover (abuse scenarios)")
    empty_warmth: tuple[str, ...] = Field(min_length=4, description="kind words, nothing that moves anything")
    sorry: tuple[str, ...] = Field(min_length=4, description="apologies and nothing else")
    defend: tuple[str, ...] = Field(min_length=5, description="excuses, blame, correction, dismissal")
    overpromise: tuple[str, ...] = Field(min_length=3, description="promises nobody in that seat can keep")
    give_away: dict[str, tuple[str, ...]] = Field(description="red line id → giving it away to be left in peace")


class ContractException(Value):
    """A clause of the difficulty contract that this scenario does not hold, and why."""

    clause: str
    reason: str


class Scenario(Value):
    """One file, one difficult client. See docs/scenario-format.md."""

    schema_version: int = Field(1, ge=1, le=1)
    kind: str = Field("scenario", pattern="^scenario$")
    id: str = Id
    title: str = Field(max_length=80)
    summary: str = Field(max_length=300)
    language: str = Field("en", pattern=r"^[a-z]{2}$")
    industry: str
    difficulty: int = Field(ge=1, le=3)
    challenge: Challenge
    techniques: tuple[str, ...] = Field(min_length=3, description="technique ids there is an occasion for")
    content_warning: str = ""
    minutes: int = Field(ge=2, le=60)
    floor: int = Field(ge=2, le=20, description="no good ending before this many replies")
    ceiling: int = Field(ge=6, le=30, description="the talk ends at the latest after this many replies")
    trainee_opens: bool = Field(False, description="the trainee speaks first (a bad-news call)")
    rubric: str = "default"
    briefing: Briefing
    prepare: tuple[str, ...] = Field(min_length=2)
    client: Client
    opening: str = Field(description="the client's first line; for trainee_opens: how they pick up")
    start: Mood
    reacts: Reacts = Reacts()
    stakes: tuple[Stake, ...] = Field(min_length=2)
    topics: tuple[Topic, ...] = Field(min_length=3)
    concerns: tuple[Concern, ...] = Field(min_length=2)
    hidden_facts: tuple[HiddenFact, ...] = Field(min_length=1)
    red_lines: tuple[RedLine, ...] = Field(min_length=1)
    beats: tuple[Beat, ...] = ()
    lines: dict[Moment, MomentLines]
    endings: tuple[Ending, ...] = Field(min_length=3)
    objectives: tuple[Objective, ...] = Field(min_length=3)
    bots: BotMaterial
    exceptions: tuple[ContractException, ...] = ()
