"""How a model plays the client: ``python -m bench.line_audit --base-url URL --model NAME [--lines 60]``.

Over N lines (a skilled and a poor trainee in turn): the share said as the model said it, repaired, and replaced; what
was wrong with its first tries; how alike its shown lines are to each other; how long they are; how long they took.
Without ``--base-url`` it starts the small model that the tests use.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import time
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from pathlib import Path
from statistics import fmean, median

from bench.guard import shipped
from tests.servers.small_model import NAME, SmallModel
from trainer.client.engine import opening, take
from trainer.client.guard import judge_line
from trainer.client.model_speaker import ModelSpeaker
from trainer.client.resemblance import tokens
from trainer.client.scene import scene_of
from trainer.domain.conversation import Turn
from trainer.domain.scenario import Scenario
from trainer.llm.chat_api import ChatApi
from trainer.llm.wire import Patience
from trainer.ports import Ask, ChatModel, Said, Usage


class Overheard:
    """A model whose every try is kept."""

    def __init__(self, model: ChatModel) -> None:
        self.model, self.name = model, model.name
        self.tries: list[str] = []

    def say(self, ask: Ask) -> Said:
        """Passed on."""
        return self.model.say(ask)

    def stream(self, ask: Ask) -> Generator[str, None, Usage]:
        """Passed on and kept, as far as it was listened to."""
        self.tries.append("")
        talk = self.model.stream(ask)
        try:
            while True:
                piece = next(talk)
                self.tries[-1] += piece
                yield piece
        except StopIteration as end:
            return end.value
        finally:
            talk.close()


def replies_of(scenario: Scenario, skilled: bool) -> Iterator[str]:
    """What a trainee of that kind says here, by the scenario's own material."""
    b = scenario.bots
    if not skilled:
        return itertools.chain(*zip(b.defend, b.sorry, b.empty_warmth, strict=False))
    asked = [texts[0] for texts in b.ask.values()]
    answered = [texts[0] for texts in b.answer.values()]
    return iter([b.acknowledge[0], *asked[:2], *b.own[:1], *answered[:3], b.propose[0], b.summarise[0], b.close[0]])


def audit(speaker: ModelSpeaker, heard: Overheard, most: int) -> tuple[list[dict], dict[str, list[str]]]:
    """Lines with how they were made, and the shown texts of each talk."""
    rows: list[dict] = []
    shown: dict[str, list[str]] = {}
    for seed, scenario, skilled in itertools.product(range(20), shipped(), (True, False)):
        turns = [Turn(n=0, who="client", text=scenario.opening, state=opening(scenario))]
        for reply in replies_of(scenario, skilled):
            if len(rows) >= most:
                return rows, shown
            taken = take(scenario, seed, turns, reply)
            turns.append(Turn(n=len(turns), who="trainee", text=reply, state=taken.state, events=taken.events))
            before, start = len(heard.tries), time.monotonic()
            spoken = speaker.speak(scenario, seed, turns, taken)
            scene = scene_of(scenario, turns, taken)
            tries = [judge_line(t, scene) for t in heard.tries[before:]]
            rows.append({"scenario": scenario.id, "skilled": skilled, "band": taken.direction.band.value, "made": spoken.made, "text": spoken.text,
                         "seconds": time.monotonic() - start, "tries": heard.tries[before:],
                         "faults": [sorted({f.kind for f in v.faults}) for v in tries], "shown_passes": spoken.made == "fallback" or judge_line(spoken.text, scene).passed})
            shown.setdefault(f"{scenario.id}/{seed}/{skilled}", []).append(spoken.text)
            turns.append(Turn(n=len(turns), who="client", text=spoken.text, state=taken.state, made=spoken.made))
            if taken.ending:
                break
    return rows, shown


def alike(lines: list[str]) -> float:
    """Mean overlap of words between the lines of one talk (0 all different, 1 all the same)."""
    sets = [set(tokens(x)) for x in lines]
    pairs = [len(a & b) / len(a | b) for a, b in itertools.combinations(sets, 2) if a | b]
    return fmean(pairs) if pairs else 0.0


def summary(model: str, rows: list[dict], shown: dict[str, list[str]]) -> dict:
    """The figures."""
    made = Counter(r["made"] for r in rows)
    first = Counter(kind for r in rows if r["faults"] for kind in r["faults"][0])
    by_model = [r["text"] for r in rows if r["made"] in ("model", "repaired")]
    return {
        "model": model, "lines": len(rows), "shares": {k: round(v / len(rows), 3) for k, v in sorted(made.items())},
        "faults_of_first_tries": {k: round(v / len(rows), 3) for k, v in first.most_common()},
        "bad_lines_shown": sum(not r["shown_passes"] for r in rows),
        "repetition": round(fmean(alike(x) for x in shown.values()), 3),
        "words_per_model_line": median(len(tokens(x)) for x in by_model) if by_model else None,
        "seconds_per_line": {"median": round(median(r["seconds"] for r in rows), 1), "slowest": round(max(r["seconds"] for r in rows), 1)},
    }


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", default="")
    parser.add_argument("--model", default=NAME)
    parser.add_argument("--lines", type=int, default=60)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", action="store_true", help="print the lines")
    args = parser.parse_args()
    with nullcontext() if args.base_url else SmallModel() as server:
        url = args.base_url or server.url
        heard = Overheard(ChatApi(args.model, url, os.environ.get("OPENAI_API_KEY", ""), Patience(first_s=120, idle_s=60, total_s=180)))
        rows, shown = audit(ModelSpeaker(heard), heard, args.lines)
    figures = summary(args.model, rows, shown)
    if args.show:
        for r in rows:
            print(f"{r['band']:5} {r['made']:8} {r['text']}\n      {r['faults']} {r['tries']}")
    print(json.dumps(figures, indent=1))
    if args.json:
        args.json.write_text(json.dumps({"figures": figures, "lines": rows}, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
