"""Agreement per dimension as a picture: a dot for kappa and a bar for its interval, on a scale from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, LEFT, RIGHT, ROW, TOP = 560, 130, 30, 30, 10


def agreed(rows: Sequence[tuple[str, float, float, float]]) -> str:
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
