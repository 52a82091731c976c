"""Progress over talks as a small picture: the mean level of each dimension, talk by talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 480, 250, 26, 124, 14, 34
STYLES = (("#B0573F", ""), ("#2C7FB0", "8 4"), ("#2C8A66", "2 4"), ("#8A63B5", "10 3 2 3"))
GAP = 17


def progress_curve(names: Sequence[str], talks: Sequence[Mapping[str, float]], days: Sequence[str]) -> str:
    """``talks`` oldest first, each name → mean level 1–5. Lines differ in dash as well as in colour."""
    if len(talks) < 2:
        return ""
    step = (WIDTH - LEFT - RIGHT) / (len(talks) - 1)
    xs = [LEFT + i * step for i in range(len(talks))]
    said = "; ".join(f"{n} from {talks[0][n]:.1f} to {talks[-1][n]:.1f}" for n in names if n in talks[0] and n in talks[-1])
    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" role="img" aria-label="Mean level per talk: {escape(said)}" '
             'style="font:14px sans-serif;max-width:36rem;display:block" fill="currentColor">']
    for level in range(1, 6):
        y = _y(level)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="currentColor" '
                     f'stroke-opacity=".16"/><text x="{LEFT - 10}" y="{y + 4:.1f}" text-anchor="end">{level}</text>')
    ends: list[tuple[float, str, str]] = []
    for (colour, dash), name in zip(STYLES, names, strict=False):
        known = [(x, _y(t[name])) for x, t in zip(xs, talks, strict=True) if name in t]
        if not known:
            continue
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in known)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"'
                     f'{f" stroke-dasharray={chr(34)}{dash}{chr(34)}" if dash else ""}/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in known]
        ends.append((known[-1][1], name, colour))
    at = -GAP * 2.0
    for y, name, colour in sorted(ends):
        at = max(y, at + GAP)
        parts.append(f'<rect x="{xs[-1] + 10:.1f}" y="{at - 4:.1f}" width="8" height="8" fill="{colour}"/>'
                     f'<text x="{xs[-1] + 23:.1f}" y="{at + 5:.1f}">{escape(name)}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 8}">{escape(days[0])}</text>'
                 f'<text x="{xs[-1]:.1f}" y="{HEIGHT - 8}" text-anchor="end">{escape(days[-1])}</text>')
    return "".join(parts) + "</svg>"


def _y(level: float) -> float:
    return TOP + (5 - level) / 4 * (HEIGHT - TOP - BOTTOM)
