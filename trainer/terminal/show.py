"""Shows an address in the browser as soon as it answers; runs beside the server as a process of its own."""

from __future__ import annotations

import sys
import time
import urllib.request
import webbrowser


def show(address: str, patience_s: float = 30) -> bool:
    """True when it was shown."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        time.sleep(0.25)
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return webbrowser.open(address)
        except OSError:
            continue
    return False


if __name__ == "__main__":
    show(sys.argv[1])
