"""How a whole is shared out, as one bar in parts; its words belong beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, BAR, GAP = 640, 14, 3
COLOURS = ("#8A8F8E", "#3B76B5", "#2C8A66", "#C2543C", "#C07F26")


def shares(parts: Sequence[tuple[str, int]]) -> str:
    """An SVG; ``parts``: (name, how many) in a fixed order, whose place decides the colour. Empty where all are 0."""
    total = sum(n for _, n in parts)
    if not total:
        return ""
    said = ", ".join(f"{n} {name.lower()}" for name, n in parts if n)
    x, out = 0.0, []
    for (_, n), colour in zip(parts, COLOURS, strict=True):
        if n:
            width = WIDTH * n / total
            out.append(f'<rect x="{x:.1f}" y="0" width="{max(width - GAP, 2):.1f}" height="{BAR}" fill="{colour}"/>')
            x += width
    return (f'<svg viewBox="0 0 {WIDTH} {BAR}" width="100%" height="{BAR}" preserveAspectRatio="none" role="img" '
            f'aria-label="Of {total}: {escape(said)}" style="display:block;border-radius:5px">{"".join(out)}</svg>')
