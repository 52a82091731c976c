"""How well the guard tells a client's line from what no client would say; ``python -m bench.guard [--json OUT]``.

Three parts of the labelled lines, no scene in two of them: ``dev``, which words and ear were made with; ``test``, which an
earlier guard was measured on and which was looked at since; ``fresh``, ten scenes written last by somebody who had seen
neither, whose lines nobody has looked at while the guard was being changed. The figure that counts is that of ``fresh``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from trainer.client.engine import Taken, opening
from trainer.client.director import Direction
from trainer.client.guard import Verdict, judge_line
from trainer.client.scene import Scene, scene_of
from trainer.domain.mood import Band
from trainer.domain.scenario import Moment, Scenario

ROOT = Path(__file__).resolve().parent.parent
LINES = ROOT / "tests" / "data" / "guard_lines.jsonl"
SCENES = ROOT / "tests" / "data" / "guard_scenes.json"


def scene_in(notes: dict, band: str) -> Scene:
    """A scene of the labelled lines."""
    return Scene(client=notes["name"], band=Band(band), locked=tuple((fact, ()) for fact in notes["locked"]),
                 open_words=(*notes["told"], notes["trainee"], notes["job"]), earlier=tuple(notes["earlier"]),
                 reply=notes["reply"], never_says=tuple(notes["never"]))


def labelled(half: str) -> Iterator[tuple[dict, Verdict]]:
    """Every labelled line of one part with the guard's verdict."""
    scenes = json.loads(SCENES.read_text(encoding="utf-8"))
    for text in LINES.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        if line["half"] == half:
            yield line, judge_line(line["text"], scene_in(scenes[line["scene"]], line["band"]))


def figures(half: str) -> dict:
    """Recall (bad lines not shown as they are) and false rejects (good lines refused) on one part."""
    seen, missed, refused = Counter(), [], []
    for line, verdict in labelled(half):
        seen[line["label"]] += 1
        shown_as_it_is = verdict.passed and not verdict.cleaned
        if line["label"] == "bad" and shown_as_it_is:
            missed.append((line["id"], line["kind"], line["text"]))
        if line["label"] == "good" and not verdict.passed:
            refused.append((line["id"], [f.kind for f in verdict.faults], line["text"]))
    return {"half": half, "bad": seen["bad"], "good": seen["good"], "recall": 1 - len(missed) / seen["bad"],
            "false_rejects": len(refused) / seen["good"], "missed": missed, "refused": refused}


def authored(scenario: Scenario) -> Iterator[tuple[str, Band, Moment, str, tuple[str, ...]]]:
    """Every line that the scenario's author wrote for the client: where it stands, its band and what it tells."""
    for moment, lines in scenario.lines.items():
        for band in Band:
            for text in getattr(lines, band.value):
                yield f"{moment.value}.{band.value}", band, moment, text, ()
        for text in lines.any:
            yield f"{moment.value}.any", Band.TENSE, moment, text, ()
    for concern in scenario.concerns:
        for text in concern.ask:
            yield f"{concern.id}.ask", Band.TENSE, Moment.ANYTHING, text, ()
    for fact in scenario.hidden_facts:
        for text in fact.lines:
            yield f"{fact.id}.lines", Band.TENSE, Moment.ASKED, text, (fact.id,)
        for text in fact.deflect:
            yield f"{fact.id}.deflect", Band.HOT, Moment.ASKED, text, ()


def refused_authored(scenario: Scenario) -> tuple[int, list[tuple[str, list[tuple[str, str]], str]]]:
    """How many authored lines there are, and those that the guard would refuse in their own place."""
    n, refused = 0, []
    for where, band, moment, text, facts in authored(scenario):
        n += 1
        state = opening(scenario).model_copy(update={"facts": facts})
        direction = Direction(moment=moment, band=band, stage="", line="(not this one)", new_facts=facts)
        scene = scene_of(scenario, (), Taken(state=state, direction=direction))
        verdict = judge_line(text.replace("{words}", "soon"), scene)
        if not verdict.passed:
            refused.append((where, [(f.kind, f.words) for f in verdict.faults], text))
    return n, refused


def shipped() -> list[Scenario]:
    """The scenarios of this checkout."""
    return [Scenario.model_validate(yaml.safe_load(p.read_text(encoding="utf-8"))) for p in sorted((ROOT / "scenarios").glob("*.yaml"))]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", action="store_true", help="every line that was judged wrongly, but those of fresh")
    args = parser.parse_args()
    out: dict = {"halves": [figures("dev"), figures("test"), figures("fresh")], "authored": {}}
    for f in out["halves"]:
        print(f"{f['half']:16} {f['bad']} bad, {f['good']} good: recall {f['recall']:.3f}, false rejects {f['false_rejects']:.3f}")
        if args.show and f["half"] != "fresh":
            print(*f["missed"], *f["refused"], sep="\n")
    for scenario in shipped():
        n, refused = refused_authored(scenario)
        out["authored"][scenario.id] = {"lines": n, "refused": len(refused)}
        print(f"{scenario.id:32} {n} authored lines, {len(refused)} refused ({len(refused) / n:.1%})")
        if args.show:
            print(*refused, sep="\n")
    if args.json:
        args.json.write_text(json.dumps(out, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
