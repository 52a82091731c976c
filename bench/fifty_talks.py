"""Fifty people in one process, each in a talk of their own with the scripted client: how long a reply waits for its line."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from pathlib import Path

from trainer.domain.errors import TalkOver
from trainer.settings import load
from trainer.wiring import ME, House, build

TALKS, REPLIES, PAUSE_S = 50, 4, 4.0
WORDS = "I can see how much hangs on this for you, and it was our mistake. What worries you most about it? ({i})"
BARS = {"reply_ms_95th": 300}


def measure(house: House) -> dict:
    """One talk a thread; a pause between replies as short as a very fast typist's."""
    scenario = house.library.scenarios()[0].id
    waited: list[float] = []
    talks = [threading.Thread(target=_talk, args=(house, scenario, waited)) for _ in range(TALKS)]
    cpu, wall = time.process_time(), time.monotonic()
    for talk in talks:
        talk.start()
        time.sleep(PAUSE_S / TALKS)
    for talk in talks:
        talk.join()
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    waited.sort()
    return {
        "talks_at_once": TALKS, "replies": len(waited), "replies_per_second": round(len(waited) / wall, 1),
        "reply_ms_median": round(1000 * waited[len(waited) // 2], 1),
        "reply_ms_95th": round(1000 * waited[int(0.95 * len(waited))], 1),
        "cpu_ms_per_reply_with_its_rating": round(1000 * cpu / len(waited), 1),
        **_looks(house)}


def _talk(house: House, scenario: str, waited: list[float]) -> None:
    practice = house.practising.start(ME, scenario)
    for i in range(REPLIES):
        begun = time.monotonic()
        try:
            house.practising.say(ME, practice.id, WORDS.format(i=i), house.practising.line(ME, practice.id).n)
        except TalkOver:
            return
        house.practising.wait(ME, practice.id, 60)
        waited.append(time.monotonic() - begun)
        time.sleep(PAUSE_S)


def _looks(house: House) -> dict:
    rows = house.practising.mine(ME)
    practice = rows[0].practice.id
    return {"cpu_ms_per_look_at_a_line": _cpu_ms(lambda: house.practising.line(ME, practice), 300),
            "cpu_ms_per_record": _cpu_ms(lambda: house.practising.record(ME, practice), 50),
            f"cpu_ms_per_list_of_{len(rows)}_talks": _cpu_ms(lambda: house.practising.mine(ME), 20)}


def _cpu_ms(look, times: int) -> float:
    begun = time.process_time()
    for _ in range(times):
        look()
    return round(1000 * (time.process_time() - begun) / times, 2)


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--database", help="a PostgreSQL address; default: a SQLite file of its own")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        house = build(load({}, Path(folder) / "none.toml", folder=folder, database_url=args.database), at_once=True)
        figures = measure(house)
        house.close()
    for name, value in figures.items():
        bar = BARS.get(name)
        print(f"{name:36} {value:8}" + (f"   bar {bar}: {'held' if value <= bar else 'MISSED'}" if bar else ""))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0 if all(figures[name] <= bar for name, bar in BARS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
