"""The judge on the real small model, end to end: ``python -m bench.judge_small [--replies 24]``.

So small a model cannot judge; what is shown is that its verdicts are refused or proven, never made up, and how poor the
agreement of the proven ones is. For a model of your own: ``python -m trainer agreement --scorer judge``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from statistics import fmean

import yaml

from tests.servers.small_model import NAME, SmallModel
from trainer.domain.rating import Rating
from trainer.domain.rubric import Dimension, Rubric
from trainer.llm.chat_api import ChatApi
from trainer.llm.wire import Patience
from trainer.scoring.judge import Judge

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "training" / "data" / "part_6.jsonl"


def main() -> None:
    """Rate and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replies", type=int, default=24)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    rubric = Rubric.model_validate(yaml.safe_load((ROOT / "rubrics" / "default.yaml").read_text(encoding="utf-8")))
    gold = [json.loads(x) for x in GOLD.read_text(encoding="utf-8").splitlines()]
    chosen = gold[:: max(1, len(gold) // args.replies)][: args.replies]
    why, errors, exact, seconds = Counter(), [], [], []
    with SmallModel() as server:
        judge = Judge(ChatApi(NAME, server.url, "", Patience(first_s=240, idle_s=120, total_s=300)), rubric, k=1, max_tokens=300)
        for row in chosen:
            start = time.monotonic()
            rating = judge.rate(row["situation"], [(h["role"], h["text"]) for h in row["history"]], row["client"], row["reply"])
            seconds.append(time.monotonic() - start)
            if isinstance(rating, Rating):
                why["rated"] += 1
                gaps = [abs(rating.dimensions[d].level - row["levels"][d.value]) for d in Dimension]
                errors += gaps
                exact += [g == 0 for g in gaps]
            else:
                why[rating.reason] += 1
            print(f"{len(seconds)}/{len(chosen)} {seconds[-1]:.0f} s {'rated' if isinstance(rating, Rating) else rating.reason}", flush=True)
    out = {"model": NAME, "replies": len(chosen), "rated": why["rated"], "unrated": {k: n for k, n in why.items() if k != "rated"},
           "mean_error_of_rated": round(fmean(errors), 2) if errors else None, "exact_of_rated": round(fmean(exact), 2) if exact else None,
           "seconds_per_reply": round(fmean(seconds), 1)}
    print(json.dumps(out, indent=1))
    if args.json:
        args.json.write_text(json.dumps(out, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
