"""What a scorer must beat: levels given by length alone, or by counting the words that textbooks recommend."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.domain.rubric import Dimension

_WORDS = {
    Dimension.EMPATHY: r"sorry|apolog\w+|understand\w*|frustrat\w+|hear you|appreciate|feel\w*|upset\w*|worr\w+",
    Dimension.CLARITY: r"\d+|today|tomorrow|by \w+day|first|then|because|specifically|exactly|means",
    Dimension.NON_DEFENSIVE: r"my (?:mistake|fault)|our (?:mistake|fault)|you'?re right|thank\w*|responsib\w+|should have|own\w*",
    Dimension.SOLUTION_FOCUS: r"will|can|option\w*|offer\w*|solution\w*|plan\w*|fix\w*|call|send|would that|let'?s|next",
}


def length_levels(replies: Sequence[str], gold: Sequence[int]) -> list[int]:
    """The longer the higher, each level given as often as the gold gives it: the best that mere length could know."""
    return _in_shares([len(r.split()) for r in replies], gold)


def keyword_levels(dimension: Dimension, replies: Sequence[str], gold: Sequence[int]) -> list[int]:
    """The more recommended words the higher, in the gold's own shares."""
    words = re.compile(rf"\b(?:{_WORDS[dimension]})\b", re.I)
    return _in_shares([len(words.findall(r)) for r in replies], gold)


def _in_shares(values: Sequence[float], gold: Sequence[int]) -> list[int]:
    levels = [0] * len(values)
    for place, level in zip(sorted(range(len(values)), key=lambda i: values[i]), sorted(gold), strict=True):
        levels[place] = level
    return levels
