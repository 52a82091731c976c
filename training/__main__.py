"""Makes the model that ships, from the data in the repository: ``python -m training``."""

from __future__ import annotations

import subprocess
import sys

STEPS = (("training.train", "reported"), ("training.train", "shipped"), ("training.finish", "--ship", "shipped"), ("training.compare",))


def main() -> None:
    for step in STEPS:
        print("python -m", *step, flush=True)
        subprocess.run([sys.executable, "-m", *step], check=True)


if __name__ == "__main__":
    main()
