"""Rates what was read, in its order, with progress on standard error."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from trainer.domain.errors import Misconfigured
from trainer.domain.rating import Rating, Unrated
from trainer.library import FileLibrary
from trainer.ports import Scorer
from trainer.scoring.judge import Judge
from trainer.settings import load
from trainer.terminal.asked import Asked
from trainer.wiring import calibration_file, judge_by, model_of, offline, spend_of

_TELL_EVERY_S = 2.0
_AT_ONCE = 4


def scorer_argument(parser: argparse.ArgumentParser) -> None:
    """The choice of what rates."""
    parser.add_argument("--scorer", choices=("offline", "judge"), default="offline",
                        help="offline needs nothing but this machine; judge asks the model of the settings")


def scorer_for(args: argparse.Namespace) -> Scorer:
    """The scorer that the command line names, loaded once."""
    return offline() if args.scorer == "offline" else judge()


def judge(calibrated: bool = True) -> Judge:
    """The judge of the settings."""
    settings = load()
    model = model_of(settings, settings.judge_model, spend_of(settings))
    if model is None:
        raise Misconfigured("No judge is configured.", "Set TRAINER_JUDGE_MODEL to the model that is to rate, and "
                            "TRAINER_BASE_URL or TRAINER_API_KEY to say where it runs.")
    return judge_by(model, FileLibrary(), offline(), calibration_file(settings) if calibrated else None)


def rated(scorer: Scorer, asked: Sequence[Asked], threads: int | None = None) -> Iterator[tuple[Asked, Rating | Unrated]]:
    """Each with its rating; never fewer, never in another order."""
    started = told = time.monotonic()
    # The judge waits for a server, the offline scorer for this machine's core.
    threads = threads or (_AT_ONCE if scorer.id.startswith("judge") else 1)
    with ThreadPoolExecutor(threads) as pool:
        for n, pair in enumerate(zip(asked, pool.map(lambda a: _one(scorer, a), asked), strict=True), 1):
            yield pair
            now = time.monotonic()
            if now - told >= _TELL_EVERY_S and n < len(asked):
                told = now
                left = (now - started) / n * (len(asked) - n)
                print(f"{n} of {len(asked)} rated, about {left:.0f} s left", file=sys.stderr, flush=True)


def _one(scorer: Scorer, asked: Asked) -> Rating | Unrated:
    if asked.fault:
        return Unrated(scorer=scorer.id, reason=asked.fault, retryable=False)
    try:
        return scorer.rate(asked.situation, asked.history, asked.client, asked.reply)
    except Exception as fault:  # noqa: BLE001 - one reply must not cost the ratings of all others
        return Unrated(scorer=scorer.id, reason=f"the scorer failed ({type(fault).__name__}: {fault})")
