"""What the offline scorer costs: CPU per rating on one core, memory it adds, time to load. ``python -m bench.offline_scorer [--json OUT]``."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

BARS = {"cpu_ms_per_rating": 20.0, "added_memory_mb": 150.0, "load_seconds": 2.0, "debrief_of_15_replies_seconds": 1.0}


def _resident_mb() -> float:
    with open("/proc/self/status", encoding="utf-8") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def measure() -> dict[str, float]:
    """In a fresh process, so that nothing else is counted."""
    import pydantic  # noqa: F401  the app has these anyway; what the scorer adds is counted from here

    import trainer.domain.rating  # noqa: F401

    before, started = _resident_mb(), time.perf_counter()
    from trainer.scoring.attacks import MOMENTS
    from trainer.scoring.offline import OfflineScorer

    scorer = OfflineScorer()
    scorer.warm()
    loaded = time.perf_counter() - started
    asked = [(m, r) for m in MOMENTS for r in (m.exemplary, m.ordinary, m.weak)]
    for m, r in asked:
        scorer.rate(m.situation, m.history, m.client, r)
    each = []
    for _ in range(12):
        for m, r in asked:
            start = time.process_time()
            scorer.rate(m.situation, m.history, m.client, r)
            each.append((time.process_time() - start) * 1000)
    start = time.perf_counter()
    for m, r in (asked * 2)[:15]:
        scorer.rate(m.situation, m.history, m.client, r)
    return {
        "cpu_ms_per_rating": round(statistics.fmean(each), 1),
        "cpu_ms_95th": round(sorted(each)[int(0.95 * len(each))], 1),
        "added_memory_mb": round(_resident_mb() - before, 1),
        "load_seconds": round(loaded, 2),
        "debrief_of_15_replies_seconds": round(time.perf_counter() - start, 3),
        "threads": 1,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        print(json.dumps(measure()))
        return 0
    answer = subprocess.run(
        [sys.executable, "-m", "bench.offline_scorer", "--inside"], check=True, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"}
    )
    figures = json.loads(answer.stdout)
    for name, value in figures.items():
        bar = BARS.get(name)
        print(f"{name:32} {value:8}" + (f"   bar {bar:g}: {'held' if value <= bar else 'MISSED'}" if bar else ""))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0 if all(figures[name] <= bar for name, bar in BARS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
