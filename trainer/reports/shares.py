"""How a whole is shared out, as one bar whose parts carry their words: nothing rests on colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, BAR, ROW = 640, 14, 22
COLOURS = ("#8A8F8E", "#3B76B5", "#2C8A66", "#C2543C", "#C07F26")


def shares(parts: Sequence[tuple[str, int]]) -> str:
    """An SVG; ``parts``: (name, how many) in a fixed order, whose place decides the colour. Empty where all are 0."""
    total = sum(n for _, n in parts)
    if not total:
        return ""
    said = ", ".join(f"{n} {name.lower()}" for name, n in parts if n)
    x, out, legend, at = 0.0, [], [], 0.0
    for (name, n), colour in zip(parts, COLOURS, strict=False):
        if not n:
            continue
        w = WIDTH * n / total
        out.append(f'<rect x="{x:.1f}" y="0" width="{max(w - 2, 1):.1f}" height="{BAR}" rx="4" fill="{colour}"/>')
        label = f"{n} {name.lower()}"
        legend.append(f'<rect x="{at:.1f}" y="{BAR + 12}" width="10" height="10" rx="2" fill="{colour}"/>'
                      f'<text x="{at + 15:.1f}" y="{BAR + ROW}">{escape(label)}</text>')
        x, at = x + w, at + 26 + 7.4 * len(label)
    return (f'<svg viewBox="0 0 {WIDTH} {BAR + ROW + 8}" width="100%" role="img" aria-label="{escape(said)}" '
            f'style="font:13px sans-serif;max-width:40rem;display:block" fill="currentColor">{"".join(out)}{"".join(legend)}</svg>')
