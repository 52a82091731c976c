"""A real server on a port of its own and a real Chromium before it, for the tests, the screenshots and the bench."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ("--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync --disable-dev-shm-usage").split()
SIZES = {"wide": (1280, 900), "narrow": (390, 844)}
PATIENCE_MS = 30_000


def chromium() -> str:
    """Where the system's browser is; says how to get one where there is none."""
    found = os.environ.get("TRAINER_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or \
        shutil.which("google-chrome")
    if not found:
        raise RuntimeError("The browser tests need Chromium. Debian and Ubuntu: apt-get install chromium. "
                           "Elsewhere: install Chrome and set TRAINER_CHROMIUM to its path.")
    return found


class Server:
    """The app as `streamlit run app.py` serves it, on a database of its own; can be killed and started again."""

    def __init__(self, database: Path, **environ: str) -> None:
        self.database, self._environ = database, environ
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]
        self.process: subprocess.Popen | None = None
        self.log = database.with_suffix(".log")

    @property
    def folder(self) -> Path:
        """Where it is run from."""
        return ROOT

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> float:
        """Starts it and waits until it is well; how many seconds that took."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("TRAINER_", "OPENAI_", "STREAMLIT_"))}
        environ = clean | {"TRAINER_DATABASE_URL": f"sqlite:///{self.database}"} | self._environ
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)],
                cwd=self.folder, env=environ, stdout=log, stderr=log)
        while time.monotonic() - begun < 60:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return time.monotonic() - begun
            except OSError:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"The server did not come up: {self.log.read_text(errors='replace')[-3000:]}")

    def kill(self) -> None:
        """kill -9: nothing is said goodbye to."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """In good order."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)


@contextmanager
def a_browser():
    """One Chromium for as long as the block lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def a_page(browser: Browser, size: str = "wide", dark: bool = False) -> Page:
    """A window of its own, that remembers what the browser complained about in ``page.complaints``."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
                                  timezone_id="Europe/Berlin", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" and "Failed to load" not in m.text
            else None)
    return page


def settled(page: Page) -> None:
    """Waits until the app has drawn and rests."""
    page.wait_for_selector('[data-testid="stApp"]')
    page.wait_for_function("() => document.querySelector('[data-testid=\"stApp\"]')"
                           "?.getAttribute('data-test-script-state') === 'notRunning'", timeout=PATIENCE_MS)
    page.wait_for_timeout(250)


def open_screen(page: Page, server: Server, path: str = "/") -> None:
    """Goes to an address of the app and waits for it."""
    page.goto(server.address + path)
    settled(page)


def reply(page: Page, text: str) -> None:
    """Says something and waits for the client's whole line."""
    lines = page.get_by_label("Chat message from", exact=False).count()
    box = page.get_by_role("textbox", name="Your reply")
    box.fill(text)
    box.press("Enter")
    expect(page.get_by_label("Chat message from user").filter(has_text=text[:40]).first).to_be_visible()
    page.wait_for_function("n => document.querySelectorAll('[data-testid=\"stChatMessage\"]').length >= n",
                           arg=lines + 2)
    settled(page)


def said(page: Page) -> list[str]:
    """All bubbles in order."""
    return [b.strip() for b in page.get_by_test_id("stChatMessageContent").all_inner_texts()]


def axe_violations(page: Page) -> list[str]:
    """What axe finds wrong, one sentence each."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in found]


def whole_picture(page: Page, file: Path) -> None:
    """A picture of the whole screen: Streamlit scrolls inside, so the window is made as tall as what it holds."""
    size = page.viewport_size
    tall = page.evaluate("() => Math.max(...[...document.querySelectorAll('[data-testid=\"stMain\"], section')]"
                         ".map(e => e.scrollHeight))")
    page.set_viewport_size({"width": size["width"], "height": min(7000, max(size["height"], tall + 8))})
    page.wait_for_timeout(300)
    page.screenshot(path=str(file))
    page.set_viewport_size(size)
