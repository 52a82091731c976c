"""Two tries of the same moment side by side: what each reply changed in the client, levels, score of these replies, outcome."""

from __future__ import annotations

from itertools import zip_longest

import streamlit as st

from trainer.domain.conversation import Turn, replies
from trainer.domain.mood import Mood
from trainer.domain.practice import MIN_RATED_AGAIN, Record, TalkScore, talk_score
from trainer.domain.rating import Rating, standing
from trainer.domain.rubric import Dimension, Rubric
from trainer.domain.scenario import Scenario
from trainer.screens import ways, words
from trainer.screens.desk import desk, person
from trainer.screens.picture import draw_picture

FELT, MUCH = 0.25, 1.2  # a change of mood from which it is named, and from which it is called much
FIRST, SECOND = "First try", "Second try"


def draw() -> None:
    """The whole screen; its address holds both practices' ids."""
    practising = desk().practising
    first: Record = practising.record(person(), ways.asked("practice"))
    second: Record = practising.record(person(), ways.asked("other"))
    scenario = practising.frozen_scenario(person(), first.practice.id)
    rubric = practising.frozen_rubric(person(), first.practice.id)
    same = _shared(first, second)
    at = sum(t.who == "trainee" for t in first.turns[:same]) + 1
    ways.link("debrief", "Debrief", icon=":material/arrow_back:", practice=second.practice.id)
    st.title("The same moment, two ways", anchor=False)
    alike = f"the same up to reply {at - 1}" if at > 1 else "the same until your first reply"
    st.markdown(f"Both talks with **{words.literal(scenario.client.name)}** are {alike}. Only what comes after that is "
                "held side by side here.")
    said = replies(first.turns[same:]), replies(second.turns[same:])
    both = min(map(len, said))
    scores = _score(first, said[0][:both], rubric), _score(second, said[1][:both], rubric)
    st.markdown(_table(first, second, scores, at, both))
    st.markdown(_better_or_not(*scores))
    st.caption("Both scores count the same number of replies from that moment on, nothing before. A second try is for "
               "learning: it changes neither the score of the first talk nor an assessment.")
    st.header("Reply by reply", anchor=False)
    for k, pair in enumerate(zip_longest(*said), start=at):
        for column, title, record, turn in zip(st.columns(2, gap="medium"), (FIRST, SECOND), (first, second), pair, strict=True):
            if turn is not None:
                with column.container(border=True):
                    _reply(f"{title}, reply {k}", record, scenario, turn)
            elif k == at + both:
                column.caption(f"The {title.lower()} has no more replies.")
    st.header("How they felt", anchor=False)
    for column, title, record in zip(st.columns(2, gap="medium"), (FIRST, SECOND), (first, second), strict=True):
        with column:
            st.markdown(f"**{title}**")
            draw_picture(desk().curve(record.turns, link="", label=f"{title}: mood of the client"), key=f"curve_{title}")
            ways.link("debrief", f"Debrief of the {title.lower()}", icon=":material/insights:", practice=record.practice.id)


def _shared(a: Record, b: Record) -> int:
    """How many turns both have in common. The moment of a second try is known, even where both then say the same words."""
    for one, other in ((a.practice, b.practice), (b.practice, a.practice)):
        if other.branch_of == one.id and other.branch_at:
            return sum(t.n < other.branch_at for t in a.turns)
    return next((i for i, (x, y) in enumerate(zip(a.turns, b.turns, strict=False)) if (x.who, x.text) != (y.who, y.text)),
                min(len(a.turns), len(b.turns)))


def _score(record: Record, said: list[Turn], rubric: Rubric) -> TalkScore:
    return talk_score([standing(list(record.ratings.get(t.n, ()))) for t in said], rubric, MIN_RATED_AGAIN)


def _table(first: Record, second: Record, scores: tuple[TalkScore, TalkScore], at: int, both: int) -> str:
    def row(name: str, one: str, other: str) -> str:
        return f"| {name} | {one} | {other} |"

    def outcome(record: Record) -> str:
        p = record.practice
        return words.OUTCOME[p.outcome] if p.outcome else "left without a score" if p.over() else "still going on"

    def points(score: TalkScore) -> str:
        return "no score" if score.score is None else f"**{score.score:.0f}** of 100"

    def level(score: TalkScore, dimension: Dimension) -> str:
        return f"{score.means[dimension]:.1f}" if dimension in score.means else "–"

    def felt(record: Record) -> str:
        return words.mood_words(replies(record.turns)[at + both - 2].state.mood) if both else "–"

    counted = f"reply {at}" if both < 2 else f"replies {at}–{at + both - 1}"
    rows = [f"| What | {FIRST} | {SECOND} |", "|---|---|---|", row("Outcome", outcome(first), outcome(second)),
            row(f"Score of {counted}", *map(points, scores))]
    rows += [row(f"{words.DIMENSION[d]}, mean level", *(level(s, d) for s in scores)) for d in Dimension]
    rows.append(row("The client after that", felt(first), felt(second)))
    return "\n".join(rows)


def _better_or_not(first: TalkScore, second: TalkScore) -> str:
    """The one sentence that somebody in a hurry reads."""
    if first.score is None or second.score is None:
        return "There is nothing to compare yet: one of the two has no rated reply after that moment."
    up = [d for d in Dimension if second.means[d] - first.means[d] >= 0.3]
    down = [d for d in Dimension if first.means[d] - second.means[d] >= 0.3]
    said = [f"better on **{_listed(up)}**" if up else "", f"weaker on **{_listed(down)}**" if down else ""]
    said = [s for s in said if s]
    return f":material/compare_arrows: Your second try is {', '.join(said)}." if said else \
        ":material/compare_arrows: On the levels, both tries are much alike. Look at what each reply did to the client."


def _listed(found: list[Dimension]) -> str:
    names = [words.DIMENSION[d] for d in found]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _reply(title: str, record: Record, scenario: Scenario, turn: Turn) -> None:
    before = next((t.state.mood for t in reversed(record.turns) if t.n < turn.n), turn.state.mood)
    answer = next((t for t in record.turns if t.n == turn.n + 1), None)
    rating = standing(list(record.ratings.get(turn.n, ())))
    pieces = [f"**{title}:** {words.literal(turn.text)}"]
    if isinstance(rating, Rating):
        pieces.append(" ".join(f":{words.LEVEL_COLOUR[rating.dimensions[d].level]}-badge[{words.DIMENSION[d]} "
                               f"{rating.dimensions[d].level}]" for d in Dimension))
    pieces.append(f":material/mood: {change_in_words(before, turn.state.mood)}")
    if answer is not None:
        pieces.append(f":gray[{words.literal(scenario.client.name)}:] {words.literal(answer.text)}")
    st.markdown("\n\n".join(pieces))


def change_in_words(before: Mood, after: Mood) -> str:
    """What one reply did to the client: 'The client is a little calmer and trusts you more.'"""
    def much(x: float) -> str:
        return "much " if abs(x) >= MUCH else "a little "

    anger, trust, patience = (getattr(after, x) - getattr(before, x) for x in ("anger", "trust", "patience"))
    said = [f"is {much(anger)}{'angrier' if anger > 0 else 'calmer'}" if abs(anger) >= FELT else "",
            f"trusts you {much(trust)}{'more' if trust > 0 else 'less'}" if abs(trust) >= FELT else "",
            "is losing patience" if patience <= -MUCH else ""]
    said = [s for s in said if s]
    if not said:
        return "The client is hardly moved."
    return f"The client {', '.join(said[:-1])}{' and ' if said[:-1] else ''}{said[-1]}."
