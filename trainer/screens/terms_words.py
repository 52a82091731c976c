"""An assignment in plain words: how far somebody is, until when, what counts, and who reads it."""

from __future__ import annotations

from datetime import UTC, datetime

from trainer.domain.assignment import Standing, Status, Terms
from trainer.domain.practice import Mode
from trainer.screens import words

STATUS: dict[Status, tuple[str, str, str]] = {
    Status.NOT_STARTED: ("Not started", "gray", "radio_button_unchecked"),
    Status.IN_PROGRESS: ("In progress", "blue", "timelapse"),
    Status.COMPLETED: ("Completed", "green", "check_circle"),
    Status.DID_NOT_PASS: ("Did not pass", "red", "cancel"),
    Status.PAST_DUE: ("Past due", "orange", "event_busy"),
}
MODE: dict[Mode, tuple[str, str, str]] = {Mode.PRACTICE: ("Practice", "blue", "forum"), Mode.ASSESSMENT: ("Assessment", "violet", "lock")}
OBJECTIVES = {"before": "before the talk, in the briefing", "after": "after the talk, in the debrief", "never": "never"}


def status_badge(standing: Standing) -> str:
    """As Markdown; its sign says the same as its colour."""
    label, colour, icon = STATUS[standing.status]
    return f":{colour}-badge[:material/{icon}: {label}{', late' if standing.late else ''}]"


def mode_badge(terms: Terms) -> str:
    """As Markdown."""
    label, colour, icon = MODE[terms.mode]
    return f":{colour}-badge[:material/{icon}: {label}]"


def due(terms: Terms, zone: str | None, now: datetime | None = None) -> str:
    """Until when, as one says it: until Friday, 27 November, 17:00 (in 3 days)."""
    at = words.moment_of(terms.due_at or "", zone)
    if at is None:
        return "no due date"
    now = now or datetime.now(UTC)
    left = (at - now).total_seconds()
    when = f"{at:%A}, {words.day(terms.due_at, zone)}"
    if at.astimezone(UTC).year != now.year:
        when = when.replace(",", "", 1).replace(f"{at:%B}", f"{at:%B} {at.year}")
    return f"until {when} ({_away(left)})" if left > 0 else f"was due {when} ({_away(left)})"


def due_colour(terms: Terms, now: datetime | None = None) -> str:
    """Red once it has passed, orange in the last day."""
    if terms.due_at is None:
        return "gray"
    left = (words.moment_of(terms.due_at, "UTC") - (now or datetime.now(UTC))).total_seconds()
    return "red" if left < 0 else "orange" if left < 86400 else "gray"


def _away(seconds: float) -> str:
    size = abs(seconds)
    for unit, length in (("day", 86400), ("hour", 3600)):
        if size >= length * (1.5 if unit == "day" else 1):
            said = words.count(round(size / length), unit)
            break
    else:
        said = words.count(max(1, round(size / 60)), "minute")
    return f"in {said}" if seconds > 0 else f"{said} ago"


def what_counts(terms: Terms) -> str:
    """When it is done, in one sentence."""
    fewest = terms.min_attempts or 1
    each = " with each client" if len(terms.scenarios) > 1 else ""
    talks = "one talk" if fewest == 1 else f"{fewest} talks"
    if terms.min_score is None:
        return f"Done after {talks}{each}, long enough to be scored (three replies or more)"
    if fewest == 1:
        return f"Done when a talk{each} reaches {terms.min_score:g} of 100"
    return f"Done after {talks}{each}, one of which reaches {terms.min_score:g} of 100"


def attempts_left(terms: Terms, standing: Standing | None) -> str:
    """How often one may still try."""
    if terms.max_attempts is None:
        return "as many attempts as you like"
    left = terms.max_attempts if standing is None or standing.attempts_left is None else standing.attempts_left
    return f"{left} of {words.count(terms.max_attempts, 'attempt')} left"


def attempts_allowed(terms: Terms) -> str:
    """How many attempts there are, as a manager says it."""
    if terms.max_attempts is None:
        return "any number of attempts" if not terms.min_attempts or terms.min_attempts == 1 else f"at least {terms.min_attempts} attempts"
    if terms.min_attempts and terms.min_attempts > 1:
        return f"{terms.min_attempts} to {terms.max_attempts} attempts"
    return words.count(terms.max_attempts, "attempt") + " at most"


def how_it_went(standing: Standing) -> str:
    """Attempts and best score so far; empty before the first."""
    if not standing.attempts:
        return ""
    best = "not scored so far" if standing.best is None else f"best {standing.best:.0f} of 100"
    return f"{words.count(standing.attempts, 'attempt')}, {best}"


def who_reads(terms: Terms) -> str:
    """Who will see what, before the first word is written."""
    if terms.mode is Mode.ASSESSMENT:
        return "your manager and the reviewers of your team read every word of it, and its score"
    return "only you read the words. Your manager sees how far you are and your score"
