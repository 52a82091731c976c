"""Opens the app: serves it on this machine, and shows it in the browser where there is one."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys

from trainer.domain.errors import Misconfigured
from trainer.settings import ROOT, Settings, load
from trainer.wiring import has_accounts

EXAMPLES = """\
  python -m trainer serve
  python -m trainer serve --port 8600 --no-browser"""

ANY = ("0.0.0.0", "::")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=int, help="port to listen on (default: 8501)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument("--i-understand-anyone-can-read-this", dest="open_to_network", action="store_true", default=None,
                        help="listen on another address although there are no accounts: everybody who reaches it "
                        "reads all talks and practises as the same one person")


def run(args: argparse.Namespace) -> int:
    """Serves until it is stopped."""
    settings = load(host=args.host, port=args.port, open_to_network=args.open_to_network)
    if not has_accounts(settings):
        settings.refuse_strangers()
    _free(settings)
    # The app reads its settings itself; what the command line said must reach it too.
    environ = os.environ | {"TRAINER_HOST": settings.host, "TRAINER_PORT": str(settings.port),
                            "TRAINER_OPEN_TO_NETWORK": str(settings.open_to_network).lower()}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", settings.host,
               "--server.port", str(settings.port), "--server.headless", "true"]
    if not settings.only_here() or settings.public_url:
        # config.toml lets only this machine's names in; our own check of hosts and origins stays.
        command += ["--server.allowedHosts", "*"]
    name = "localhost" if settings.only_here() else socket.gethostname() if settings.host in ANY else settings.host
    address = f"http://{f'[{name}]' if ':' in name else name}:{settings.port}"
    print(f"The trainer opens at {address} (stop it with Ctrl-C).", flush=True)
    if not args.no_browser and _has_browser():
        subprocess.Popen([sys.executable, "-m", "trainer.terminal.show", address], cwd=ROOT)
    if sys.platform == "win32":
        return subprocess.call(command, cwd=ROOT, env=environ)
    # The server takes this process over: whoever stops or kills it, stops the server and not a mere parent of it.
    os.chdir(ROOT)
    os.execve(command[0], command, environ)


def _free(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((settings.host, settings.port))
        except OSError as taken:
            raise Misconfigured(f"Nothing can listen on {settings.host}, port {settings.port}: {taken.strerror}.",
                                f"Stop what runs there, or choose another: --port {settings.port + 1}") from None


def _has_browser() -> bool:
    # Without a desktop, Python would open a browser inside the terminal.
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
