"""What a well-formed scenario file can still get wrong: dangling names, unreachable facts, missing lines, moods without words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pydantic import BaseModel

from trainer.domain.acts import Act
from trainer.domain.conditions import When
from trainer.domain.errors import Problem
from trainer.domain.mood import Band
from trainer.domain.scenario import EndingKind, Moment, Scenario
from trainer.domain.technique import TechniqueCatalogue
from trainer.library.reading import Sheet
from trainer.signals.author_cues import cue_fault

MOMENTS_NEEDED = tuple(m for m in Moment if m is not Moment.ANYTHING)
ANYTHING_NEEDED = 4      # per band
LINES_NEEDED = 2         # per moment and band, "any" counted
Fault = Callable[[tuple, str, str], None]


def sense_of(sheet: Sheet, item: BaseModel, technique_ids: set[str]) -> list[Problem]:
    """Problems of meaning in one file."""
    problems: list[Problem] = []

    def fault(path: tuple, message: str, cure: str) -> None:
        problems.append(Problem(sheet.file, sheet.line_of(path), ".".join(map(str, path)), message, cure))

    if isinstance(item, TechniqueCatalogue):
        _unique(fault, ("techniques",), [t.id for t in item.techniques])
    if isinstance(item, Scenario):
        for part in (_names, _conditions, _lines, _endings, _cues, _reach):
            part(item, fault)
        for i, t in enumerate(item.techniques):
            if t not in technique_ids:
                fault(("techniques", i), f"'{t}' is not in the catalogue of techniques", "use an id from rubrics/techniques.yaml")
    return problems


def _unique(fault: Fault, path: tuple, ids: list[str]) -> None:
    for i, x in enumerate(ids):
        if x in ids[:i]:
            fault((*path, i), f"'{x}' stands twice", "give each its own id or text")


def _names(s: Scenario, fault: Fault) -> None:
    for field in ("stakes", "topics", "concerns", "hidden_facts", "red_lines", "beats", "objectives"):
        _unique(fault, (field,), [x.id for x in getattr(s, field)])
    topics, concerns = {t.id for t in s.topics}, {c.id for c in s.concerns}
    told = {t for f in s.hidden_facts for t in f.topics}
    for i, f in enumerate(s.hidden_facts):
        for t in f.topics:
            if t not in topics:
                fault(("hidden_facts", i, "topics"), f"there is no topic '{t}'", f"use one of {', '.join(sorted(topics))}")
    for i, t in enumerate(s.topics):
        if not t.answers and t.id not in told:
            fault(("topics", i), f"nobody answers when '{t.id}' is asked about", "give it answers, or let a hidden fact be told on it")
    for key, known, what in (("ask", topics, "topic"), ("answer", concerns, "concern"), ("give_away", {r.id for r in s.red_lines}, "red line")):
        for name in getattr(s.bots, key):
            if name not in known:
                fault(("bots", key, name), f"there is no {what} '{name}'", f"use one of {', '.join(sorted(known))}")
    for c in s.concerns:
        if c.id not in s.bots.answer:
            fault(("bots", "answer"), f"no skilled answer to the concern '{c.id}'", "add wordings under bots.answer")
    if s.floor >= s.ceiling:
        fault(("floor",), f"the floor ({s.floor}) is not below the ceiling ({s.ceiling})", "lower the floor or raise the ceiling")


def _whens(s: Scenario) -> Iterable[tuple[tuple, When]]:
    for i, f in enumerate(s.hidden_facts):
        yield ("hidden_facts", i, "when"), f.when
    for i, b in enumerate(s.beats):
        yield ("beats", i, "when"), b.when
    for i, e in enumerate(s.endings):
        yield ("endings", i, "when"), e.when
    for i, o in enumerate(s.objectives):
        yield ("objectives", i, "met"), o.met


def _conditions(s: Scenario, fault: Fault) -> None:
    known = {"topic": {t.id for t in s.topics}, "facts": {f.id for f in s.hidden_facts}, "concerns": {c.id for c in s.concerns},
             "open_concerns": {c.id for c in s.concerns}, "gave_away": {r.id for r in s.red_lines}, "kept": {r.id for r in s.red_lines}}
    for path, when in _whens(s):
        for field, ids in known.items():
            for name in getattr(when, field):
                if name not in ids:
                    fault((*path, field), f"'{name}' is not defined in this scenario", f"use one of {', '.join(sorted(ids)) or '(none defined)'}")
        for low, high in (("anger_min", "anger_max"), ("trust_min", "trust_max"), ("patience_min", "patience_max"), ("reply_min", "reply_max")):
            a, b = getattr(when, low), getattr(when, high)
            if a is not None and b is not None and a > b:
                fault((*path, low), f"{low} ({a:g}) is above {high} ({b:g}): it can never hold", "swap or change them")
        if when.reply_min is not None and when.reply_min > s.ceiling:
            fault((*path, "reply_min"), f"the talk ends after reply {s.ceiling}: it can never hold", "lower reply_min")
        if set(when.done) & set(when.never):
            fault((*path, "never"), "the same act is asked for and forbidden", "remove one")


def _lines(s: Scenario, fault: Fault) -> None:
    for moment in MOMENTS_NEEDED:
        lines = s.lines.get(moment)
        if lines is None:
            fault(("lines",), f"no lines for the moment '{moment.value}'", f"add '{moment.value}:' with lines for hot, tense and calm")
            continue
        for band in Band:
            if len(lines.of(band)) < LINES_NEEDED:
                fault(("lines", moment.value), f"only {len(lines.of(band))} line(s) for the mood '{band.value}'", f"give at least {LINES_NEEDED} under '{band.value}' or 'any'")
    anything = s.lines.get(Moment.ANYTHING)
    for band in Band:
        if anything is None or len(anything.of(band)) < ANYTHING_NEEDED:
            fault(("lines", "anything"), f"fewer than {ANYTHING_NEEDED} lines for anything else in the mood '{band.value}'", "add some: they keep a long talk from repeating")
    seen: dict[str, tuple] = {}
    for path, text in _said(s):
        slots = re.findall(r"\{([^{}]*)\}", text)
        if any(slot != "words" for slot in slots):
            fault(path, f"unknown slot {{{next(x for x in slots if x != 'words')}}}", "only {words} is known")
        key = re.sub(r"\W+", " ", text).strip().lower()
        if key in seen:
            fault(path, f"the same line stands at {'.'.join(map(str, seen[key]))}", "write another: a client does not repeat itself")
        seen[key] = path


def _said(s: Scenario) -> Iterable[tuple[tuple, str]]:
    for moment, lines in s.lines.items():
        for band in ("hot", "tense", "calm", "any"):
            for i, text in enumerate(getattr(lines, band)):
                yield ("lines", moment.value, band, i), text
    for field, parts in (("topics", ("answers",)), ("concerns", ("ask", "satisfied")), ("hidden_facts", ("lines", "deflect")), ("red_lines", ("exploit",)), ("beats", ("lines",)), ("endings", ("lines",))):
        for i, item in enumerate(getattr(s, field)):
            for part in parts:
                for j, text in enumerate(getattr(item, part)):
                    yield (field, i, part, j), text


def _endings(s: Scenario, fault: Fault) -> None:
    kinds = [e.kind for e in s.endings]
    for needed in (EndingKind.WALKED_AWAY,):
        if needed not in kinds:
            fault(("endings",), f"no ending '{needed.value}'", "every client can leave: add one")
    if not {EndingKind.RESOLVED, EndingKind.PARTED_WAYS, EndingKind.HANDED_OVER} & set(kinds):
        fault(("endings",), "no good ending", "add one of kind resolved, handed_over or parted_ways")
    if EndingKind.LEFT_OPEN in kinds:
        fault(("endings", kinds.index(EndingKind.LEFT_OPEN)), "'left_open' is the trainee's own ending", "remove it")
    for i, e in enumerate(s.endings):
        if e.kind in (EndingKind.RESOLVED, EndingKind.PARTLY, EndingKind.HANDED_OVER) and e.when == When():
            fault(("endings", i, "when"), "a good ending without a condition", "say what has to be true")


def _cues(s: Scenario, fault: Fault) -> None:
    for field in ("stakes", "topics", "concerns", "red_lines"):
        for i, item in enumerate(getattr(s, field)):
            for j, cue in enumerate(item.cues):
                wrong = cue_fault(cue)
                if wrong:
                    fault((field, i, "cues", j), f"'{cue}' is no usable cue: {wrong}", "a cue is a word or phrase; * ends a stem, + joins two that must both occur, ring|call are two words for one place")


def _reach(s: Scenario, fault: Fault) -> None:
    asked = set(s.bots.ask)
    for i, f in enumerate(s.hidden_facts):
        if not asked & set(f.topics) and not f.open_question:
            fault(("hidden_facts", i, "topics"), f"no question of the skilled bot touches the fact '{f.id}'", f"add a question under bots.ask for {' or '.join(f.topics)}")
        if f.id in f.when.facts:
            fault(("hidden_facts", i, "when", "facts"), "the fact asks for itself: unreachable", "remove it from its own condition")
        best = min(10.0, s.start.trust + 2.5 + 6.0)
        if f.when.trust_min is not None and f.when.trust_min > best:
            fault(("hidden_facts", i, "when", "trust_min"), f"trust ≥ {f.when.trust_min:g} is asked for, the highest that trust can reach here is {best:g}", f"lower it to {best:g} or less, or raise start.trust")
        if f.when.done and Act.INSULTS in f.when.done:
            fault(("hidden_facts", i, "when", "done"), "a fact that is earned by insults", "remove it")
