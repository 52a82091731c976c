"""What can go wrong, as a tree; each error is a sentence fit for the screen.

    TrainerError
    ├── FileProblems         a YAML file says something that cannot be (list of Problem: file, line, field, cure)
    ├── NotFound             no such scenario, practice, person
    ├── NotAllowed           the person who asks may not do that
    ├── Conflict             somebody (another tab) was first
    ├── TalkOver             the practice has ended; nothing more can be said in it
    ├── InvalidReply         a reply that cannot be taken (too long, nothing in it)
    ├── ModelUnavailable     the model could not speak or judge; carries a cure
    ├── SpendCapReached      the day's budget for model calls is used up
    └── Misconfigured        a setting that cannot work, with what to set instead
"""

from __future__ import annotations

from dataclasses import dataclass


class TrainerError(Exception):
    """Anything this product refuses or fails to do, said for a person; ``cure`` tells what to do about it."""

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.message} {self.cure}".strip()


@dataclass(frozen=True)
class Problem:
    """One fault of one file. ``line`` is 1-based, None where no line can be named; ``field`` is a dotted path."""

    file: str
    line: int | None
    field: str
    message: str
    cure: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        at = f" [{self.field}]" if self.field else ""
        return f"{place}{at}: {self.message} → {self.cure}"


class FileProblems(TrainerError):
    """One or more faults in scenario or rubric files."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in problems))


class NotFound(TrainerError):
    """Nothing of that name is here (or not for this person)."""


class NotAllowed(TrainerError):
    """The person who asks may not do that."""


class Conflict(TrainerError):
    """Somebody else, or another tab, was first; nothing was changed."""


class TalkOver(TrainerError):
    """The practice has ended; nothing more can be said in it."""


class InvalidReply(TrainerError):
    """A reply that cannot be taken as it is."""


class ModelUnavailable(TrainerError):
    """The model could not speak or judge. ``kind`` is one of timeout, refused_connection, rate_limited,
    server_error, malformed, cut, empty, refusal, not_authorised, context_too_long, unsupported, unknown_model."""

    def __init__(self, message: str, cure: str = "", kind: str = "server_error", retryable: bool = True) -> None:
        super().__init__(message, cure)
        self.kind = kind
        self.retryable = retryable


class SpendCapReached(ModelUnavailable):
    """The day's budget for model calls is used up; the scripted client speaks until midnight UTC."""

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message, cure, kind="spend_cap", retryable=False)


class Misconfigured(TrainerError):
    """A setting that cannot work; the cure names the setting and a value that would."""
