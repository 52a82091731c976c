"""Plain English for what the code calls by short names, and the care that keeps people's words literal."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from trainer.domain.mood import Band, Mood
from trainer.domain.rubric import Dimension
from trainer.domain.scenario import Challenge, EndingKind, Scenario

CHALLENGE: dict[Challenge, str] = {
    Challenge.UNREALISTIC_EXPECTATIONS: "Unrealistic expectations",
    Challenge.BUDGET: "Money is short",
    Challenge.DELAY: "A delay",
    Challenge.MISCOMMUNICATION: "A misunderstanding",
    Challenge.SCOPE_CREEP: "Always one more thing",
    Challenge.SILENCE: "Feels ignored",
    Challenge.FEAR: "Fear behind the anger",
    Challenge.WRONG_CLIENT: "The client is wrong",
    Challenge.ABUSE: "Abuse",
    Challenge.DEMAND_FOR_MANAGER: "Wants the manager",
    Challenge.BAD_NEWS: "You bring bad news",
    Challenge.CULTURE_GAP: "Different backgrounds",
    Challenge.LEAVING: "About to leave",
    Challenge.OVER_FRIENDLY: "Too friendly",
}

DIFFICULTY: dict[int, str] = {1: "Gentle", 2: "Demanding", 3: "Hard"}
DIFFICULTY_COLOUR: dict[int, str] = {1: "green", 2: "orange", 3: "red"}

OUTCOME: dict[EndingKind, str] = {
    EndingKind.RESOLVED: "Resolved",
    EndingKind.PARTLY: "Partly resolved",
    EndingKind.HANDED_OVER: "Handed to a manager",
    EndingKind.PARTED_WAYS: "Parted ways",
    EndingKind.WALKED_AWAY: "The client walked away",
    EndingKind.LEFT_OPEN: "Left open",
}
OUTCOME_COLOUR: dict[EndingKind, str] = {
    EndingKind.RESOLVED: "green", EndingKind.PARTLY: "blue", EndingKind.HANDED_OVER: "orange",
    EndingKind.PARTED_WAYS: "orange", EndingKind.WALKED_AWAY: "red", EndingKind.LEFT_OPEN: "gray",
}

DIMENSION: dict[Dimension, str] = {
    Dimension.EMPATHY: "Empathy",
    Dimension.CLARITY: "Clarity",
    Dimension.NON_DEFENSIVE: "Staying open",
    Dimension.SOLUTION_FOCUS: "Solution focus",
}

LEVEL_COLOUR: dict[int, str] = {1: "red", 2: "orange", 3: "gray", 4: "green", 5: "green"}

RESTS_ON: dict[str, str] = {
    "offline": "the built-in scorer on this machine",
    "judge": "a language model that read each reply",
    "reviewer": "a person who reviewed the talk",
}

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Addresses become links after the escapes are gone; an invisible word joiner inside them prevents it.
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.I)
_JOINER = "\u2060"


def literal(text: str) -> str:
    """Text as it was written, whatever it holds: no Markdown, maths, colour or icon of it comes alive."""
    lines = (_escaped(line.strip()) for line in text.splitlines())
    return "  \n".join(line or "&nbsp;" for line in lines)


def marked(text: str, spans: list[tuple[int, int]], colour: str = "orange") -> str:
    """Literal text with the given character ranges highlighted; overlapping ranges are joined."""
    joined: list[list[int]] = []
    for start, end in sorted((max(0, s), min(len(text), e)) for s, e in spans):
        if end <= start:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    out, at = [], 0
    for start, end in joined:
        out.append(_inline(text[at:start]))
        out.append(f":{colour}-background[{_inline(text[start:end])}]")
        at = end
    out.append(_inline(text[at:]))
    return "".join(out)


def _inline(text: str) -> str:
    """As ``literal`` for a piece of a line: spaces at its ends stay."""
    return _escaped(re.sub(r"\s*\n\s*", " ", text))


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", _ADDRESS.sub(_JOINER, text))


def mood_words(mood: Mood, whom: str = "you") -> str:
    """The mood in a few words."""
    heat = {Band.HOT: "very upset", Band.TENSE: "tense", Band.CALM: "calm"}[mood.band()]
    trust = f"trusts {whom}" if mood.trust >= 6 else f"unsure about {whom}" if mood.trust >= 3.5 else \
        f"does not trust {whom}"
    if mood.patience < 2.5:
        return f"{heat}, {trust} and is about to give up"
    return f"{heat} and {trust}"


def rests_on(kinds: str) -> str:
    """Whose ratings a score rests on, in words."""
    return " and ".join(RESTS_ON.get(k, k) for k in kinds.split(" and ") if k)


def moment_of(iso: str, zone: str | None) -> datetime | None:
    """A stored UTC time in the person's own zone; None when there is none."""
    if not iso:
        return None
    at = datetime.fromisoformat(iso.replace("Z", "+00:00"))
    try:
        return at.astimezone(ZoneInfo(zone)) if zone else at.astimezone()
    except (KeyError, ValueError, OSError):
        return at


def day(iso: str, zone: str | None) -> str:
    """A date as one says it: 25 November."""
    at = moment_of(iso, zone)
    return f"{at.day} {at:%B}, {at:%H:%M}" if at else ""


def short_day(iso: str, zone: str | None) -> str:
    """A date where there is little room: 25 Nov."""
    at = moment_of(iso, zone)
    return f"{at.day} {at:%b}" if at else ""


def seconds_between(begun: str, ended: str | None) -> float:
    """From one stored time to another, or to now."""
    a, b = moment_of(begun, "UTC"), moment_of(ended, "UTC") if ended else datetime.now(UTC)
    return (b - a).total_seconds() if a and b else 0.0


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return f"{minutes}:{rest:02d}"


def count(n: int, one: str, many: str = "") -> str:
    """1 reply, 2 replies."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def outcome_sentence(scenario: Scenario, outcome: EndingKind | None) -> str:
    """How the talk ended, in the scenario's own sentence where it has one."""
    own = next((e.summary for e in scenario.endings if e.kind is outcome), "")
    return own or "The talk was ended before anything was settled."
