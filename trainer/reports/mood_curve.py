"""The mood of the client over a talk as a small picture: anger and trust per reply, the moves that counted marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from trainer.domain.conversation import Turn
from trainer.domain.mood import Mood

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 480, 220, 66, 58, 18, 34
ANGER, TRUST = "#C2543C", "#2C8A66"
MOVED = 0.8  # a change of anger or trust from which a reply is called one that moved the client


def moods(turns: Sequence[Turn]) -> list[Mood]:
    """The mood before the first reply, then after each."""
    said = [t for t in turns if t.who == "trainee"]
    first = next((t.state.mood for t in turns if t.who == "client"), None)
    return ([first] if first else []) + [t.state.mood for t in said]


def moved_by(turns: Sequence[Turn]) -> dict[int, tuple[float, float]]:
    """Reply number (1 is the first) → change of anger and of trust."""
    known = moods(turns)
    return {i: (round(b.anger - a.anger, 2), round(b.trust - a.trust, 2))
            for i, (a, b) in enumerate(zip(known, known[1:], strict=False), start=1)}


def mood_curve(turns: Sequence[Turn], link: str = "#reply-", label: str = "Mood of the client over the talk") -> str:
    """An SVG with its text in the colour of its surroundings. Each reply is a link to ``link`` + its number; an empty
    ``link`` makes none."""
    known = moods(turns)
    if len(known) < 2:
        return ""
    step = (WIDTH - LEFT - RIGHT) / (len(known) - 1)
    xs = [LEFT + i * step for i in range(len(known))]
    anger, trust = [_y(m.anger) for m in known], [_y(m.trust) for m in known]
    changes = moved_by(turns)
    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" role="group" aria-label="{escape(label)}" '
             'style="font:14px sans-serif;max-width:36rem;display:block" fill="currentColor">']
    for value, word in ((10, "high"), (5, "medium"), (0, "low")):
        y = _y(value)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="currentColor" '
                     f'stroke-opacity=".18"/><text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{word}</text>')
    parts.append(_line(xs, trust, TRUST, dash="7 4") + _line(xs, anger, ANGER))
    end_a, end_t = anger[-1] + 4, trust[-1] + 4
    if abs(end_a - end_t) < 16:
        end_a, end_t = (end_a - 9, end_t + 9) if end_a <= end_t else (end_a + 9, end_t - 9)
    parts.append(f'<text x="{xs[-1] + 10:.1f}" y="{end_a:.1f}">anger</text>'
                 f'<text x="{xs[-1] + 10:.1f}" y="{end_t:.1f}">trust</text>')
    parts.append(f'<text x="{xs[0]:.1f}" y="{HEIGHT - 8}" text-anchor="middle">start</text>')
    for i in range(1, len(known)):
        da, dt = changes[i]
        said = f"Reply {i}: {_change(da, dt)}"
        big = max(abs(da), abs(dt)) >= MOVED
        parts.append(
            (f'<a href="{escape(link)}{i}" aria-label="{said}">' if link else "<g>") + f'<title>{said}</title>'
            f'<rect x="{xs[i] - 13:.1f}" y="{TOP}" width="26" height="{HEIGHT - TOP}" fill="transparent"/>'
            f'<circle cx="{xs[i]:.1f}" cy="{trust[i]:.1f}" r="{5 if big else 3.5}" fill="{TRUST}"/>'
            f'<circle cx="{xs[i]:.1f}" cy="{anger[i]:.1f}" r="{7 if big else 4}" fill="{ANGER}"/>'
            f'<text x="{xs[i]:.1f}" y="{HEIGHT - 8}" text-anchor="middle"'
            f'{" text-decoration=" + chr(34) + "underline" + chr(34) if link else ""}'
            f'{" font-weight=" + chr(34) + "700" + chr(34) if big else ""}>{i}</text>' + ("</a>" if link else "</g>"))
    return "".join(parts) + "</svg>"


def _change(da: float, dt: float) -> str:
    def word(x: float, name: str) -> str:
        return "" if abs(x) < 0.05 else f"{name} {'up' if x > 0 else 'down'}"

    return ", ".join(w for w in (word(da, "anger"), word(dt, "trust")) if w) or "little changed"


def _y(value: float) -> float:
    return TOP + (10 - value) / 10 * (HEIGHT - TOP - BOTTOM)


def _line(xs: list[float], ys: list[float], colour: str, dash: str = "") -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-linejoin="round"{dashed}/>'
