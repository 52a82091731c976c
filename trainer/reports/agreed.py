"""Agreement as pictures: a dot for each kappa with a bar for its interval, and how a scorer leans from month to month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, LEFT, RIGHT, ROW, TOP = 480, 116, 24, 32, 10
TALL = 210
STYLES = (("#B0573F", ""), ("#2C7FB0", "8 4"), ("#2C8A66", "2 4"), ("#8A63B5", "10 3 2 3"))
GAP = 17


def kappas(rows: Sequence[tuple[str, float, float, float]]) -> str:
    """An SVG; ``rows``: (name, kappa, low, high). Empty without rows."""
    if not rows:
        return ""
    height = TOP + ROW * len(rows) + 26
    said = "; ".join(f"{name} {kappa:.2f}, from {low:.2f} to {high:.2f}" for name, kappa, low, high in rows)
    parts = [f'<svg viewBox="0 0 {WIDTH} {height}" width="100%" role="img" aria-label="Kappa: {escape(said)}" '
             'style="font:14px sans-serif;max-width:38rem;display:block" fill="currentColor">']
    for value in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        x = _x(value)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{TOP + ROW * len(rows)}" stroke="currentColor" stroke-opacity=".16"/>'
                     f'<text x="{x:.1f}" y="{height - 8}" text-anchor="middle">{value:.1f}</text>')
    for i, (name, kappa, low, high) in enumerate(rows):
        y = TOP + ROW * i + ROW / 2
        parts.append(f'<text x="{LEFT - 12}" y="{y + 5:.1f}" text-anchor="end">{escape(name)}</text>'
                     f'<line x1="{_x(low):.1f}" x2="{_x(high):.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="#2C7FB0" stroke-width="4" stroke-opacity=".5"/>'
                     f'<circle cx="{_x(kappa):.1f}" cy="{y:.1f}" r="6" fill="#2C7FB0"/>')
    return "".join(parts) + "</svg>"


def _x(value: float) -> float:
    return LEFT + min(1.0, max(0.0, value)) * (WIDTH - LEFT - RIGHT)


def leanings(names: Sequence[str], months: Sequence[str], rows: Sequence[Mapping[str, float]]) -> str:
    """An SVG; each row: month → mean of the scorer's level minus the reviewer's. Lines differ in dash as well as colour."""
    if len(months) < 2:
        return ""
    most = max(1.0, *(abs(v) for row in rows for v in row.values()))
    left, right, top, bottom = 74, 124, 12, 32
    step = (WIDTH - left - right) / (len(months) - 1)
    xs = {m: left + i * step for i, m in enumerate(months)}

    def y(value: float) -> float:
        return top + (most - value) / (2 * most) * (TALL - top - bottom)

    said = "; ".join(f"{name} " + ", ".join(f"{m} {row[m]:+.1f}" for m in months if m in row) for name, row in zip(names, rows, strict=True))
    parts = [f'<svg viewBox="0 0 {WIDTH} {TALL}" width="100%" role="img" aria-label="Levels milder (plus) or stricter (minus): {escape(said)}" '
             'style="font:14px sans-serif;max-width:36rem;display:block" fill="currentColor">']
    for value, label in ((most, f"{most:.1f} milder"), (0.0, "even"), (-most, f"{most:.1f} stricter")):
        parts.append(f'<line x1="{left}" x2="{WIDTH - right}" y1="{y(value):.1f}" y2="{y(value):.1f}" stroke="currentColor" '
                     f'stroke-opacity="{".5" if value == 0 else ".16"}"/><text x="{left - 8}" y="{y(value) + 5:.1f}" text-anchor="end" '
                     f'font-size="12">{label}</text>')
    ends: list[tuple[float, str, str]] = []
    for (colour, dash), name, row in zip(STYLES, names, rows, strict=False):
        known = [(xs[m], y(row[m])) for m in months if m in row]
        parts.append(f'<polyline points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in known)}" fill="none" stroke="{colour}" stroke-width="2.5"'
                     f'{f" stroke-dasharray={chr(34)}{dash}{chr(34)}" if dash else ""}/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{colour}"/>' for a, b in known]
        if known:
            ends.append((known[-1][1], name, colour))
    at = -GAP * 2.0
    for height, name, colour in sorted(ends):
        at = max(height, at + GAP)
        parts.append(f'<rect x="{WIDTH - right + 10}" y="{at - 4:.1f}" width="8" height="8" fill="{colour}"/>'
                     f'<text x="{WIDTH - right + 23}" y="{at + 5:.1f}">{escape(name)}</text>')
    parts.append(f'<text x="{left}" y="{TALL - 8}">{escape(months[0])}</text>'
                 f'<text x="{WIDTH - right}" y="{TALL - 8}" text-anchor="end">{escape(months[-1])}</text>')
    return "".join(parts) + "</svg>"
