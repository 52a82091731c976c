"""Talks as one page that needs nothing else: readable, printable, quotes marked, the client's mood drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from trainer.domain.conversation import Turn
from trainer.domain.practice import Record, TalkScore
from trainer.domain.rating import Rating, Unrated, standing
from trainer.domain.rubric import Dimension, Rubric
from trainer.domain.scenario import Scenario
from trainer.reports.mood_curve import mood_curve

_CSS = """
:root{color-scheme:light dark;--ink:#22302e;--paper:#fdfbf7;--line:#d9d0c2;--soft:#f2ede4;--mark:#ffe2b3}
@media (prefers-color-scheme:dark){:root{--ink:#ece8e0;--paper:#161b1c;--line:#3a4546;--soft:#222a2b;--mark:#6b4a12}}
body{font:17px/1.55 Georgia,serif;color:var(--ink);background:var(--paper);max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.9rem;line-height:1.2}h2{font-size:1.3rem;margin-top:2.2rem}h3{font-size:1.05rem;margin:0 0 .4rem}
section.reply{border:1px solid var(--line);border-radius:.6rem;padding:1rem;margin:1rem 0;break-inside:avoid}
.client{border-left:3px solid var(--line);padding-left:.8rem;margin:.3rem 0}mark{background:var(--mark);color:inherit}
table{border-collapse:collapse;width:100%;font-size:.94rem;margin-top:.7rem}td,th{text-align:left;vertical-align:top;
padding:.3rem .5rem;border-top:1px solid var(--line)}.small{font-size:.9rem}
@media print{body{margin:0;max-width:none}article{break-before:page}article:first-of-type{break-before:auto}}
"""
_NAMES = {Dimension.EMPATHY: "Empathy", Dimension.CLARITY: "Clarity", Dimension.NON_DEFENSIVE: "Staying open",
          Dimension.SOLUTION_FOCUS: "Solution focus"}


def transcript_html(talks: Sequence[tuple[Record, Scenario, Rubric, TalkScore]],
                    day: Callable[[str], str] = lambda iso: iso[:16].replace("T", " ")) -> str:
    """One page with every talk given, in that order. Everything anybody wrote is escaped; there is no script."""
    title = f"Talk: {talks[0][1].title}" if len(talks) == 1 else f"{len(talks)} talks"
    body = "".join(_talk(i, *talk, day) for i, talk in enumerate(talks))
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
            f'content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" '
            f'content="default-src \'none\'; style-src \'unsafe-inline\'"><title>{escape(title)}</title>'
            f"<style>{_CSS}</style></head><body><main>{body}</main></body></html>")


def _talk(i: int, record: Record, scenario: Scenario, rubric: Rubric, score: TalkScore, day: Callable[[str], str]) -> str:
    p = record.practice
    own = next((e.summary for e in scenario.endings if e.kind is p.outcome), "The talk was ended before anything was settled.")
    if score.score is None:
        result = f"No score ({escape(score.reason)})."
    else:
        result = (f"Talk score {score.score:.0f} of 100 ({score.low:.0f} to {score.high:.0f}), from {score.rated} rated "
                  f"replies; rests on: {escape(score.rests_on)}.")
    parts = [f"<article><h1>{escape(scenario.title)}</h1><p>{escape(scenario.client.name)}, {escape(scenario.client.job)}."
             f" {escape(day(p.started_at))}. Difficulty {scenario.difficulty} of 3.</p>",
             f"<p><strong>{escape(own)}</strong></p><p>{result}</p>",
             mood_curve(record.turns, link=f"#t{i}-reply-")]
    if record.objectives and rubric.objectives_shown != "never":
        parts.append("<h2>What was reached</h2><ul>" + "".join(
            f"<li>{'Yes' if o.met else 'No'}: {escape(o.text)}</li>" for o in record.objectives) + "</ul>")
    if record.agreed:
        a = record.agreed
        parts.append(f"<p>Agreed: “{escape(a.step)}”, who: {escape(a.owner)}, when: {escape(a.date or 'no time named')}.</p>")
    parts.append("<h2>The talk</h2>" + _turns(i, record, scenario, rubric))
    for kind, name in (("follow_up", "Follow-up note"), ("reflection", "What I learned"), ("contact_log", "Contact log")):
        if p.notes.get(kind):
            parts.append(f"<h2>{name}</h2><p>{_lines(p.notes[kind])}</p>")
    return "".join(parts) + "</article>"


def _turns(i: int, record: Record, scenario: Scenario, rubric: Rubric) -> str:
    out, k, shown = [], 0, -1
    for at, turn in enumerate(record.turns):
        if turn.who != "trainee":
            continue
        k += 1
        line = record.turns[at - 1] if at else None
        rating = standing(list(record.ratings.get(turn.n, ())))
        theirs, mine = _spans(rating, line, turn)
        before = (f'<p class="client"><strong>{escape(scenario.client.name)}:</strong> {_marked(line.text, theirs)}</p>'
                  if line else "")
        out.append(f'<section class="reply" id="t{i}-reply-{k}"><h3>Reply {k}</h3>{before}<p><strong>Trainee:</strong> '
                   f"{_marked(turn.text, mine)}</p>{_levels(rating, rubric)}</section>")
        shown = at
    rest = record.turns[shown + 1:]
    return "".join(out) + "".join(f'<p class="client"><strong>{escape(scenario.client.name)}:</strong> {_lines(t.text)}</p>'
                                  for t in rest)


def _levels(rating: Rating | Unrated | None, rubric: Rubric) -> str:
    if not isinstance(rating, Rating):
        why = rating.reason if isinstance(rating, Unrated) else "not yet"
        return f'<p class="small">Not rated: {escape(why)}</p>'
    names = {d.id: {x.level: x.name for x in d.levels} for d in rubric.dimensions}
    rows = "".join(f"<tr><th>{_NAMES[d]}</th><td>{r.level}&nbsp;{escape(names.get(d.value, {}).get(r.level, ''))}"
                   f"{f' ({r.low} to {r.high})' if r.uncertain and r.low < r.high else ''}</td><td>{escape(r.reason)}</td></tr>"
                   for d, r in rating.dimensions.items())
    gates = "".join(f'<p class="small">{escape(g.reason)}</p>' for g in rating.gates)
    return f"<table>{rows}</table>{gates}"


def _spans(rating: Rating | Unrated | None, line: Turn | None, turn: Turn) -> tuple[list, list]:
    theirs: list[tuple[int, int]] = []
    mine: list[tuple[int, int]] = []
    for d in rating.dimensions.values() if isinstance(rating, Rating) else ():
        for q in d.quotes:
            text = turn.text if q.who == "trainee" else line.text if line else ""
            at = q.start if q.end > q.start and text[q.start:q.end] == q.text else text.find(q.text)
            if q.supports() and q.text and at >= 0:
                (mine if q.who == "trainee" else theirs).append((at, at + len(q.text)))
    return theirs, mine


def _marked(text: str, spans: list[tuple[int, int]]) -> str:
    out, at = [], 0
    for start, end in sorted(spans):
        start = max(start, at)
        if end > start:
            out.append(_lines(text[at:start]) + f"<mark>{_lines(text[start:end])}</mark>")
            at = end
    return "".join(out) + _lines(text[at:])


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
