"""A reviewer's reading of a talk: levels given blind or not, comments, the trainee's answer, and whose levels stand."""

from __future__ import annotations

from typing import Literal

from trainer.domain.rubric import Dimension
from trainer.domain.values import Value

Levels = dict[Dimension, int]
CommentKind = Literal["comment", "answer", "another_look"]
Decision = Literal["reviewer", "machine"]


class Review(Value):
    """One reading. ``blind``: nothing but the talk had been seen. A decision is a row of its own: ``replaces`` names
    the review whose levels stand by it (none: the machine's). ``levels``: turn n → the four levels; ``whole``: those for the talk as a whole, which stand beside and
    never make the score."""

    id: int
    practice: str
    reviewer: str
    blind: bool
    decision: Decision | None = None
    reason: str = ""
    at: str
    replaces: int | None = None
    levels: dict[int, Levels] = {}
    whole: Levels | None = None


class Comment(Value):
    """What is said about a reply (``turn_n``) or about the whole talk."""

    author: str
    kind: CommentKind
    text: str
    at: str
    turn_n: int | None = None


class Waiting(Value):
    """One talk in the queue. ``why``: assessment, another look, unstable, seen differently, sample, second reading."""

    practice: str
    person: str
    scenario: str
    title: str
    team: str
    ended_at: str
    why: str
    reviews: int


class Looked(Value):
    """One talk that a reviewer has rated. ``answered``: its trainee has written since."""

    practice: str
    person: str
    title: str
    at: str
    blind: bool
    answered: bool


class News(Value):
    """One's own talk of which something was said that one has not read: by whom, and how many others."""

    practice: str
    title: str
    at: str
    by: str
    others: int
