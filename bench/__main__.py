"""Runs what the README's figures are measured with: ``python -m bench`` lists them, ``python -m bench all`` runs them in turn."""

from __future__ import annotations

import subprocess
import sys

BENCHES: dict[str, tuple[str, list[str]]] = {
    "contract": ("all scenarios × all bots × 20 seeds; table and curves into docs/", ["-m", "bench.contract"]),
    "offline_scorer": ("CPU per rating, memory, load time", ["-m", "bench.offline_scorer"]),
    "guard": ("recall and false rejects on the labelled lines", ["-m", "bench.guard"]),
    "fifty_talks": ("50 talks at once in one process", ["-m", "bench.fifty_talks"]),
    "screens": ("screens beside a bare tuned Streamlit app", ["-m", "bench.screens"]),
    "ten_talks": ("ten unattended talks on the real small model, its server killed in one", ["-m", "bench.ten_talks"]),
    "line_audit": ("200 lines of the real small model: repairs, fallbacks, breaks", ["-m", "bench.line_audit"]),
    "people": ("dashboard and queue at 200 people × 50 talks × 12 replies", ["-m", "bench.people"]),
    "slow": ("the tests marked slow", ["-m", "pytest", "-q", "-m", "slow"]),
}


def main(names: list[str]) -> int:
    """Runs the named benches; returns 1 when any fails."""
    if not names:
        for name, (what, _) in BENCHES.items():
            print(f"{name:15} {what}")
        print("\npython -m bench NAME [NAME …], or: python -m bench all\npython -m bench.public_sets FOLDER needs the public sets, which are not shipped.")
        return 0
    chosen = list(BENCHES) if names == ["all"] else names
    unknown = [n for n in chosen if n not in BENCHES]
    if unknown:
        print(f"No bench {', '.join(unknown)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    failed = []
    for name in chosen:
        print(f"\n== {name}: {BENCHES[name][0]}", flush=True)
        if subprocess.run([sys.executable, *BENCHES[name][1]], check=False).returncode:
            failed.append(name)
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll ran.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
