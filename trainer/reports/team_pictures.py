"""A team at a glance as small pictures: how levels move, from the first to the best score, what is hard."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH = 480
ROW = 46
BLUE, GREEN = "#2C7FB0", "#2C8A66"
_FACE = 'style="font:15px sans-serif;display:block;max-width:{max}rem" fill="currentColor"'


class Bar(NamedTuple):
    """One row of a list of bars: ``share`` from 0 to 1, or None where there is too little to say; ``says`` in words."""

    label: str
    share: float | None
    says: str


class Climb(NamedTuple):
    """One person's first and best score of 100."""

    label: str
    first: float
    best: float


class Step(NamedTuple):
    """The middle level of one period, with the quarter below and above it."""

    label: str
    median: float
    low: float
    high: float


def levels_over_time(title: str, steps: Sequence[Step]) -> str:
    """One dimension: a line of medians within the band that holds the middle half of the talks."""
    if not steps:
        return ""
    width, height, left, right, top, bottom = 300, 170, 20, 36, 10, 26
    span = width - left - right

    def y(level: float) -> float:
        return top + (5 - level) / 4 * (height - top - bottom)

    xs = [left + (span / 2 if len(steps) == 1 else span * i / (len(steps) - 1)) for i in range(len(steps))]
    first, last = steps[0], steps[-1]
    parts = [_open(height, f"{title}: median level {last.median:.1f} in {last.label}, half of the talks between {last.low:.1f} and "
                   f"{last.high:.1f}" + (f"; {first.median:.1f} in {first.label}" if len(steps) > 1 else ""), 22, width)]
    for level in range(1, 6):
        parts.append(f'<line x1="{left}" x2="{width - right}" y1="{y(level):.1f}" y2="{y(level):.1f}" stroke="currentColor" '
                     f'stroke-opacity=".16"/><text x="{left - 8}" y="{y(level) + 5:.1f}" text-anchor="end">{level}</text>')
    if len(steps) == 1:
        parts.append(f'<rect x="{xs[0] - 14:.1f}" width="28" y="{y(first.high):.1f}" height="{max(2.0, y(first.low) - y(first.high)):.1f}" '
                     f'fill="{BLUE}" fill-opacity=".28" rx="3"/>')
    else:
        around = [*(f"{x:.1f},{y(s.high):.1f}" for x, s in zip(xs, steps, strict=True)),
                  *(f"{x:.1f},{y(s.low):.1f}" for x, s in zip(reversed(xs), reversed(steps), strict=True))]
        line = " ".join(f"{x:.1f},{y(s.median):.1f}" for x, s in zip(xs, steps, strict=True))
        parts.append(f'<polygon points="{" ".join(around)}" fill="{BLUE}" fill-opacity=".22"/>'
                     f'<polyline points="{line}" fill="none" stroke="{BLUE}" stroke-width="3"/>')
    parts += [f'<circle cx="{x:.1f}" cy="{y(s.median):.1f}" r="{4.5 if len(steps) <= 14 else 2.5}" fill="{BLUE}"/>'
              for x, s in zip(xs, steps, strict=True)]
    parts.append(f'<text x="{xs[-1] + 10:.1f}" y="{y(last.median) + 5:.1f}" font-weight="600">{last.median:.1f}</text>')
    if len(steps) == 1:
        parts.append(f'<text x="{xs[0]:.1f}" y="{height - 6}" text-anchor="middle">{escape(first.label)}</text>')
    else:
        parts.append(f'<text x="{left}" y="{height - 6}">{escape(first.label)}</text>'
                     f'<text x="{xs[-1]:.1f}" y="{height - 6}" text-anchor="end">{escape(last.label)}</text>')
    return "".join(parts) + "</svg>"


def first_to_best(climbs: Sequence[Climb], mark: float | None = None) -> str:
    """A row a person: a ring for the first score, a dot for the best, an arrow between. ``mark``: where one passes."""
    if not climbs:
        return ""
    height, track = 22 + ROW * len(climbs), WIDTH - 12
    parts = [_open(height, "First and best score of 100: " + "; ".join(
        f"{c.label} {c.first:.0f} to {c.best:.0f}" for c in climbs), 34)]
    if mark is not None:
        x = 6 + track * mark / 100 - 6
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="20" y2="{height}" stroke="currentColor" stroke-opacity=".45" '
                     f'stroke-dasharray="3 4"/><text x="{x:.1f}" y="13" text-anchor="middle" font-size="13">mark {mark:.0f}</text>')
    for i, c in enumerate(climbs):
        at = 22 + i * ROW
        a, b, y = 6 + (track - 12) * c.first / 100, 6 + (track - 12) * c.best / 100, at + 32
        parts.append(f'<text x="0" y="{at + 17}">{escape(_short(c.label))}</text>'
                     f'<text x="{WIDTH}" y="{at + 17}" text-anchor="end" font-weight="600">'
                     f'{c.first:.0f} → {c.best:.0f}</text>'
                     f'<line x1="6" x2="{6 + track - 12}" y1="{y}" y2="{y}" stroke="currentColor" stroke-opacity=".18" stroke-width="2"/>')
        if b - a > 8:
            parts.append(f'<line x1="{a + 5:.1f}" x2="{b - 5:.1f}" y1="{y}" y2="{y}" stroke="{GREEN}" stroke-width="4"/>')
        parts.append(f'<circle cx="{a:.1f}" cy="{y}" r="5" fill="none" stroke="{GREEN}" stroke-width="2.5"/>'
                     f'<circle cx="{b:.1f}" cy="{y}" r="6" fill="{GREEN}"/>')
    return "".join(parts) + "</svg>"


def bars(title: str, rows: Sequence[Bar], colour: str = BLUE) -> str:
    """A row each: what, a bar, and what it says in words."""
    if not rows:
        return ""
    height = ROW * len(rows)
    parts = [_open(height, f"{title}: " + "; ".join(f"{r.label}, {r.says}" for r in rows), 34)]
    for i, r in enumerate(rows):
        at = i * ROW
        parts.append(f'<text x="0" y="{at + 17}">{escape(_short(r.label))}</text>'
                     f'<text x="{WIDTH}" y="{at + 17}" text-anchor="end" font-size="14">{escape(r.says)}</text>'
                     f'<rect x="0" y="{at + 25}" width="{WIDTH}" height="9" rx="4" fill="currentColor" fill-opacity=".12"/>')
        if r.share is not None:
            parts.append(f'<rect x="0" y="{at + 25}" width="{max(3.0, WIDTH * r.share):.1f}" height="9" rx="4" fill="{colour}"/>')
    return "".join(parts) + "</svg>"


def _open(height: int, label: str, max_rem: int, width: int = WIDTH) -> str:
    return (f'<svg viewBox="0 0 {width} {height}" width="100%" role="img" aria-label="{escape(label)}" '
            + _FACE.format(max=max_rem) + ">")


def _short(label: str) -> str:
    return label if len(label) <= 34 else label[:33] + "…"
