"""Takes a picture of every screen, wide and narrow, light and dark: python -m tests.e2e.screenshots FOLDER [--best DOCS]."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import Server, a_browser, a_page, axe_violations, open_screen, reply, settled, whole_picture
from tests.e2e.team_server import TeamServer, sign_in

SCENARIO = "freezer_for_saturday"
TALK = (
    "Ms Okafor, you've had two days with a hole in your shop and nobody called you. I'd be angry too. We should have rung you.",
    "It's standing in our Hull depot, tested and ready. Before I book anything: what exactly is on this weekend?",
    "Calm down, it's only two days, and to be fair the lorry broke down.",
    "Sorry, that was wrong of me. I'd send you a loan freezer with four pans tonight by 6. Would that carry you through?",
)

# Whose screens of a team are taken: person → the addresses that their roles open.
OF_A_TEAM = {"mona": ("team", "assignments", "people", "authoring"), "rhea": ("reviews", "agreement"),
             "olive": ("people", "audit"), "tom": ("", "account")}

# For the README: its name → the picture, and how much of it from the top, in pixels.
BEST = {"home": ("first-visit-wide-light", 900), "talk": ("talk-wide-light", 900),
        "debrief": ("debrief-wide-light", 1250), "debrief-phone": ("debrief-narrow-dark", 1250)}


def _talk(page: Page, server: Server, replies: tuple[str, ...]) -> str:
    open_screen(page, server, f"/briefing?scenario={SCENARIO}")
    page.get_by_role("button", name="Start the talk").first.click()
    page.wait_for_url("**/talk?practice=*")
    settled(page)
    for text in replies:
        reply(page, text)
    return page.url


def _end(page: Page) -> str:
    page.get_by_role("button", name="Pause or end").click()
    page.get_by_role("menuitem", name="End and read the debrief").click()
    page.get_by_role("button", name="Read your debrief").click()
    page.wait_for_url("**/debrief?*")
    expect(page.get_by_text("Reading your replies")).to_have_count(0, timeout=60_000)
    settled(page)
    return page.url


def take(folder: Path) -> list[str]:
    """All pictures into the folder; what axe complained about on the way."""
    folder.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name, a_browser() as browser:
        server = Server(Path(name) / "pictures.db")
        server.start()
        try:
            page = a_page(browser)
            pictures: dict[str, str] = {}
            open_screen(page, server)
            whole_picture(page, folder / "first-visit-wide-light.png")
            for n in (2, 3, 4):
                _talk(page, server, TALK[:n])
                pictures["debrief"] = _end(page)
            page.get_by_role("button", name="Try this moment again").nth(2).click()
            page.wait_for_url("**/talk?practice=*")
            settled(page)
            reply(page, "Two hundred guests on Saturday, so every hour counts. I book the van now. What worries you most?")
            _end(page)
            page.get_by_role("link", name="Compare with the first try").click()
            page.wait_for_url("**/compare?*")
            settled(page)
            pictures["compare"] = page.url
            pictures["talk"] = _talk(page, server, TALK[:2])
            page.context.close()
            at = server.address
            pictures |= {"home": f"{at}/", "briefing": f"{at}/briefing?scenario={SCENARIO}", "progress": f"{at}/progress",
                         "settings": f"{at}/settings", "watch": f"{at}/watch?scenario={SCENARIO}&upto=3", "nobodys-talk": f"{at}/talk?practice=0"}
            for size in ("wide", "narrow"):
                for dark in (False, True):
                    page = a_page(browser, size, dark)
                    for screen, address in sorted(pictures.items()):
                        page.goto(address)
                        settled(page)
                        shown = f"{screen}-{size}-{'dark' if dark else 'light'}"
                        wrong += [f"{shown}: {v}" for v in axe_violations(page)]
                        if screen == "talk":
                            page.screenshot(path=str(folder / f"{shown}.png"))
                        else:
                            whole_picture(page, folder / f"{shown}.png")
                    page.context.close()
        finally:
            server.stop()
        wrong += _of_a_team(Path(name), browser, folder)
    return wrong


def _of_a_team(where: Path, browser: Browser, folder: Path) -> list[str]:
    """The screens of those who sign in: trainee, manager, reviewer, owner."""
    wrong: list[str] = []
    server = TeamServer(where)
    server.start()
    try:
        for who, screens in OF_A_TEAM.items():
            for size in ("wide", "narrow"):
                for dark in (False, True):
                    page = a_page(browser, size, dark)
                    sign_in(page, server, who)
                    for screen in screens:
                        open_screen(page, server, f"/{screen}")
                        shown = f"{who}-{screen or 'home'}-{size}-{'dark' if dark else 'light'}"
                        wrong += [f"{shown}: {v}" for v in axe_violations(page)]
                        whole_picture(page, folder / f"{shown}.png")
                    page.context.close()
    finally:
        server.stop()
    return wrong


def keep_best(folder: Path, docs: Path) -> None:
    """The README's pictures: cropped, in few colours, small enough for a repository."""
    docs.mkdir(parents=True, exist_ok=True)
    for name, (shown, tall) in BEST.items():
        with Image.open(folder / f"{shown}.png") as picture:
            cut = picture.convert("RGB").crop((0, 0, picture.width, min(tall, picture.height)))
            cut.quantize(96).save(docs / f"{name}.png", optimize=True)


if __name__ == "__main__":
    complaints = take(Path(sys.argv[1]))
    if "--best" in sys.argv:
        keep_best(Path(sys.argv[1]), Path(sys.argv[sys.argv.index("--best") + 1]))
    print("\n".join(complaints) or "axe found nothing to complain about")
    sys.exit(bool(complaints))
