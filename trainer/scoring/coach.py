"""The debrief in words: what to keep, start and stop, and one focus for next time; no praise without a quote."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from trainer.domain.conversation import Turn
from trainer.domain.practice import Record
from trainer.domain.rating import Rating, standing
from trainer.domain.rubric import Dimension
from trainer.domain.scenario import Scenario
from trainer.domain.technique import TechniqueCatalogue
from trainer.domain.values import Value
from trainer.scoring.better_wording import Better, better_wordings
from trainer.scoring.coach_words import FOCUS, FOCUS_STOP, KEEP, KEEP_ACT, SHOWN_BY, START, STOP


class Piece(Value):
    """One piece of advice. ``quote`` is verbatim from turn ``turn_n``: the trainee's words, or, for what was missed,
    the client's words that were passed over (``of_client``)."""

    text: str
    quote: str = ""
    turn_n: int | None = None
    of_client: bool = False


class TechniqueTally(Value):
    """A technique over the talk: where it was used, with the words, and where there was an occasion and it was not."""

    id: str
    name: str
    used: tuple[Piece, ...] = ()
    missed: tuple[int, ...] = ()
    strong: str = ""


class Coaching(Value):
    """What the debrief says besides levels."""

    keep: tuple[Piece, ...] = ()
    start: tuple[Piece, ...] = ()
    stop: tuple[Piece, ...] = ()
    focus: str
    focus_dimension: Dimension | None = None
    better: dict[int, Better] = {}
    techniques: tuple[TechniqueTally, ...] = ()


def coach(scenario: Scenario, catalogue: TechniqueCatalogue, record: Record) -> Coaching:
    """Advice for one talk, from its ratings and events alone: the same record gives the same advice."""
    said = record.judged()
    rated = {t.n: r for t in said if isinstance(r := standing(list(record.ratings.get(t.n, ()))), Rating)}
    stop = _stop(said)
    weakest = _weakest(list(rated.values()))
    harmful = next((a for a in FOCUS_STOP for t in said if any(e.act is a for e in t.events)), None)
    if harmful is not None:
        focus = FOCUS_STOP[harmful]
    elif weakest is not None:
        focus = FOCUS[weakest]
    else:
        focus = "Say a little more next time: with three replies or more there is something to learn from."
    return Coaching(
        keep=_keep(said, rated), start=_start(record.turns, rated, weakest, catalogue), stop=stop, focus=focus,
        focus_dimension=None if harmful else weakest,
        better=better_wordings(scenario, record.turns, rated), techniques=_techniques(scenario, catalogue, rated),
    )


def _weakest(ratings: list[Rating]) -> Dimension | None:
    if not ratings:
        return None
    means = {d: fmean(r.dimensions[d].level for r in ratings) for d in Dimension}
    return min(means, key=lambda d: means[d])


def _keep(said: Sequence[Turn], rated: dict[int, Rating]) -> tuple[Piece, ...]:
    """The best-rated words, one per dimension, two at most; where nothing reached 4, what an event shows."""
    found: list[tuple[int, int, Dimension, str]] = []
    for turn in said:
        rating = rated.get(turn.n)
        for dimension, d in (rating.dimensions.items() if rating else ()):
            quote = _words_that_show(turn, rating, dimension)
            if d.level >= 4 and quote and not d.uncertain:
                found.append((-d.level, turn.n, dimension, quote))
    pieces: dict[Dimension, Piece] = {}
    quoted: set[str] = set()
    for _, n, dimension, quote in sorted(found):
        if dimension not in pieces and quote not in quoted and len(pieces) < 2:
            pieces[dimension] = Piece(text=KEEP[dimension], quote=quote, turn_n=n)
            quoted.add(quote)
    if pieces:
        return tuple(pieces.values())
    for act, text in KEEP_ACT.items():
        for turn in said:
            rating = rated.get(turn.n)
            spoiled = rating is not None and min(rating.levels().values()) < 2
            for event in turn.events:
                if event.act is act and event.words and event.words in turn.text and not spoiled:
                    return (Piece(text=text, quote=event.words, turn_n=turn.n),)
    return ()


def _words_that_show(turn: Turn, rating: Rating, dimension: Dimension) -> str:
    """The reply's own words for a high level: what an event shows, else what a judge or reviewer quoted."""
    for act in SHOWN_BY[dimension]:
        for event in turn.events:
            if event.act is act and event.words and event.words in turn.text:
                return event.words
    if rating.kind == "offline":
        return ""
    return next((q.text for q in rating.dimensions[dimension].quotes
                 if q.who == "trainee" and q.supports() and q.text and q.text in turn.text), "")


def _stop(said: Sequence[Turn]) -> tuple[Piece, ...]:
    """What did harm, worst first, two at most, each with the words."""
    pieces: list[Piece] = []
    for act, text in STOP.items():
        for turn in said:
            event = next((e for e in turn.events if e.act is act and e.words and e.words in turn.text), None)
            if event is not None:
                pieces.append(Piece(text=text, quote=event.words, turn_n=turn.n))
                break
    return tuple(pieces[:2])


def _start(turns: Sequence[Turn], rated: dict[int, Rating], weakest: Dimension | None,
           catalogue: TechniqueCatalogue) -> tuple[Piece, ...]:
    """The weakest dimension's next step, at the moment where it was lowest, and the technique most often missed."""
    if weakest is None:
        return ()
    lowest_n = min(rated, key=lambda n: (rated[n].dimensions[weakest].level, n))
    at = rated[lowest_n].dimensions[weakest]
    quote = next((q.text for q in at.quotes if q.who == "client" and q.supports()), "") if at.level <= 3 else ""
    pieces = [Piece(text=START[weakest], quote=quote, turn_n=lowest_n, of_client=bool(quote))]
    names = {t.id: t for t in catalogue.techniques}
    misses: dict[str, list[int]] = {}
    used = {s.id for r in rated.values() for s in r.techniques}
    for n, rating in rated.items():
        for technique in rating.missed:
            if technique in names and technique not in used:
                misses.setdefault(technique, []).append(n)
    if misses:
        most = max(misses, key=lambda t: (len(misses[t]), t))
        technique = names[most]
        pieces.append(Piece(text=f"{technique.name[0].upper()}{technique.name[1:]}: {technique.looks_like}",
                            turn_n=misses[most][0]))
    return tuple(pieces)


def _techniques(scenario: Scenario, catalogue: TechniqueCatalogue, rated: dict[int, Rating]) -> tuple[TechniqueTally, ...]:
    """Techniques seen with enough certainty to say so, and those of this scenario that were missed."""
    out: list[TechniqueTally] = []
    for technique in catalogue.techniques:
        used = tuple(Piece(text=technique.name, quote=s.words, turn_n=n) for n, r in sorted(rated.items())
                     for s in r.techniques if s.id == technique.id and s.sayable and s.words)
        missed = tuple(n for n, r in sorted(rated.items()) if technique.id in r.missed)
        if used or (missed and technique.id in scenario.techniques):
            out.append(TechniqueTally(id=technique.id, name=technique.name, used=used, missed=missed,
                                      strong=technique.strong))
    return tuple(out)
