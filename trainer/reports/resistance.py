"""The resistance curve of a scenario as a picture: the client's mean anger after each reply, one line per kind of trainee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 300, 46, 150, 34, 36
COLOURS = ("#2C8A66", "#6A8F2F", "#3B76B5", "#7A6BB0", "#B0742C", "#C2543C", "#A8466F", "#8A8A8A", "#4E9AA5", "#6B5B4B")


def resistance_curve(title: str, curves: Mapping[str, Sequence[float]]) -> str:
    """An SVG. ``curves``: name → mean anger (0–10) at the start and after each reply; lists may differ in length."""
    longest = max((len(c) for c in curves.values()), default=1)
    step = (WIDTH - LEFT - RIGHT) / max(1, longest - 1)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}" '
             'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>',
             f'<text x="{LEFT}" y="18" font-size="14" font-weight="700" fill="#222">{escape(title)}</text>']
    for value in (0, 2, 4, 6, 8, 10):
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(value):.1f}" y2="{_y(value):.1f}" stroke="#ddd"/>'
                     f'<text x="{LEFT - 8}" y="{_y(value) + 4:.1f}" text-anchor="end" fill="#555">{value}</text>')
    for i in range(0, longest, 2 if longest > 9 else 1):
        parts.append(f'<text x="{LEFT + i * step:.1f}" y="{HEIGHT - 16}" text-anchor="middle" fill="#555">{i}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 2}" fill="#555">anger (0–10) after each reply</text>')
    for n, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[n % len(COLOURS)]
        points = " ".join(f"{LEFT + i * step:.1f},{_y(v):.1f}" for i, v in enumerate(curve))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.2"/>')
        if curve:
            parts.append(f'<circle cx="{LEFT + (len(curve) - 1) * step:.1f}" cy="{_y(curve[-1]):.1f}" r="3.5" fill="{colour}"/>')
        y = TOP + 6 + n * 19
        parts.append(f'<line x1="{WIDTH - RIGHT + 14}" x2="{WIDTH - RIGHT + 32}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="3"/>'
                     f'<text x="{WIDTH - RIGHT + 38}" y="{y + 4}" fill="#222">{escape(name.replace("_", " "))}</text>')
    return "".join(parts) + "</svg>\n"


def mean_curve(curves: Sequence[Sequence[float]]) -> list[float]:
    """The mean at each step; a talk that has ended keeps its last value, up to the median length of the talks."""
    if not curves:
        return []
    lengths = sorted(len(c) for c in curves)
    upto = lengths[len(lengths) // 2]
    return [round(sum(c[min(i, len(c) - 1)] for c in curves) / len(curves), 3) for i in range(upto)]


def _y(value: float) -> float:
    return TOP + (10 - value) / 10 * (HEIGHT - TOP - BOTTOM)
