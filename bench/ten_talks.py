"""Ten unattended talks with a real model server, killed in the middle of a line in one; ``python -m bench.ten_talks``.

Without ``--base-url`` it starts the small model that the tests use. A talk counts as finished when every reply was
answered; eight replies each, unless the play itself ends the talk before.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from tests.servers.small_model import NAME, SmallModel
from trainer.client.engine import take
from trainer.client.guard import judge_line
from trainer.client.scene import scene_of
from trainer.domain.conversation import Turn
from trainer.domain.scenario import Scenario
from trainer.settings import Settings
from trainer.wiring import ME, House, build

REPLIES = (
    "Hello, thanks for telling me. I can see that this has gone wrong.",
    "What would you need from us first?",
    "I looked at your order just now. I do not have an answer to everything yet.",
    "I understand why you are angry. Nobody told you anything.",
    "Can you tell me what is planned for the next days on your side?",
    "We could bring something in between, or you wait for the regular one. What is better for you?",
    "Let me say back what I heard: you need to know when it comes, and who tells you.",
    "I will call you tomorrow at ten myself. Does that suit you?",
)


def talk(house: House, scenario_id: str, seed: int, doomed: SmallModel | None = None) -> dict:
    """One talk through the product's own service. ``doomed`` is killed while it speaks its fourth line."""
    practising = house.practising
    practice = practising.start(ME, scenario_id, seed=seed)
    start = time.monotonic()
    waited = []
    for i, reply in enumerate(REPLIES):
        record = practising.record(ME, practice.id)
        if record.practice.over():
            break
        practising.say(ME, practice.id, reply, record.turns[-1].n)
        if doomed is not None and i == 3:
            threading.Timer(0.8, doomed.kill).start()
        asked = time.monotonic()
        status = practising.wait(ME, practice.id, 400)
        waited.append(time.monotonic() - asked)
        if status.state not in ("idle", "over"):
            return {"finished": False, "why": status.state, "seed": seed}
    record = practising.record(ME, practice.id)
    lines = [t for t in record.turns[1:] if t.who == "client"]
    replies = [t for t in record.turns if t.who == "trainee"]
    return {
        "finished": len(lines) == len(replies), "scenario": scenario_id, "seed": seed, "replies": len(replies), "killed": doomed is not None,
        "made": dict(Counter(t.made for t in lines)), "notes": [t.made_note for t in lines if t.made_note],
        "bad_lines_shown": bad_lines(practising.frozen_scenario(ME, practice.id), seed, record.turns),
        "outcome": record.practice.outcome, "seconds": round(time.monotonic() - start, 1), "slowest_line_s": round(max(waited, default=0), 1),
    }


def bad_lines(scenario: Scenario, seed: int, turns: tuple[Turn, ...]) -> list[str]:
    """Lines by the model that the guard would not let pass: there must be none."""
    bad = []
    for i, turn in enumerate(turns):
        if turn.who == "client" and turn.made in ("model", "repaired") and i:
            taken = take(scenario, seed, turns[:i - 1], turns[i - 1].text)
            if not judge_line(turn.text, scene_of(scenario, turns[:i], taken)).passed:
                bad.append(turn.text)
    return bad


def run(talks: int) -> list[dict]:
    """So many talks, the server killed in the middle one and started again after it."""
    done: list[dict] = []
    with SmallModel() as server, tempfile.TemporaryDirectory() as folder:
        house = build(Settings(database_url=f"sqlite:///{folder}/t.db", base_url=server.url, model=NAME, timeout_s=150), at_once=True, rating=False)
        scenarios = sorted(s.id for s in house.library.scenarios())
        for n in range(talks):
            killed = n == talks // 2
            done.append(talk(house, scenarios[n % len(scenarios)], n, server if killed else None))
            print(json.dumps(done[-1], ensure_ascii=False), flush=True)
            if killed:
                server.start(server.port)
        house.close()
    return done


def main() -> None:
    """Run them and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--talks", type=int, default=10)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    done = run(args.talks)
    made: Counter[str] = Counter()
    for d in done:
        made.update(d.get("made", {}))
    lines = sum(made.values()) or 1
    total = {"talks": len(done), "finished": sum(d["finished"] for d in done), "lines": lines,
             "shares": {k: round(v / lines, 3) for k, v in sorted(made.items())}, "bad_lines_shown": sum(len(d.get("bad_lines_shown", ())) for d in done)}
    print(json.dumps(total))
    if args.json:
        args.json.write_text(json.dumps({"model": NAME, "total": total, "talks": done}, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
