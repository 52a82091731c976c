"""The whole journey by keyboard alone, and with a reload after every single step: nothing is out of reach, nothing is lost."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import a_page, open_screen, reply, said, settled

SCENARIO = "freezer_for_saturday"
NAME = "Des Whitlock"  # whom the first practice is with
FIRST = "You planned around Tuesday and nobody rang you, and now there is a hole in your shop. We should have called."
SECOND = "What is planned for Saturday, and what do you need to have in place by then?"


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Presses Tab until the element with that name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate("() => { const e = document.activeElement; return e.id === 'stMain' ? '' : (e.getAttribute('aria-label') || '') + ' '"
                                " + (e.getAttribute('placeholder') || '') + ' ' + (e.innerText || '') }")
        if name in focused:
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key")


def test_from_home_to_the_debrief_by_keyboard_alone(browser, own_server):
    page = a_page(browser)
    open_screen(page, own_server)
    tab_to(page, "Start my first practice")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/talk\?"))
    settled(page)
    tab_to(page, "Your reply to")
    for text in (FIRST, SECOND):
        bubbles = len(said(page))
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        page.wait_for_function("n => document.querySelectorAll('[data-testid=\"stChatMessage\"]').length >= n",
                               arg=bubbles + 2)
        settled(page)
        # A screen reader is told the whole line once, after it was told that she types; the time goes on by itself.
        expect(page.get_by_role("log", name="What the client says").locator("p").last).to_have_text(f"{NAME}: {said(page)[-1]}")
        expect(page.get_by_role("log", name="What the client says")).to_contain_text(f"{NAME} is typing")
        expect(page.get_by_role("timer")).to_contain_text("Talking for 0:")
        # The box keeps the focus: nobody has to find it again after each line.
        assert "Your reply" in page.evaluate("() => document.activeElement.getAttribute('aria-label') || "
                                             "document.activeElement.getAttribute('placeholder') || ''")
    page.keyboard.press("Shift+Tab")
    for _ in range(10):
        if "Pause or end" in page.evaluate("() => document.activeElement.innerText || ''"):
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="End and read the debrief")).to_be_visible()
    for _ in range(6):
        if "End and read" in page.evaluate("() => document.activeElement.innerText || ''") and \
                page.evaluate("() => document.activeElement.getAttribute('role')") == "menuitem":
            break
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    expect(page.get_by_text("The talk is over")).to_be_visible()
    settled(page)
    tab_to(page, "Read your debrief")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/debrief\?"))
    expect(page.get_by_role("heading", name="One thing for next time")).to_be_visible()
    page.context.close()


def test_a_reload_after_every_step_changes_nothing(browser, own_server):
    page = a_page(browser)

    def reloaded() -> None:
        page.reload()
        settled(page)

    open_screen(page, own_server, "/?challenge=delay")
    page.get_by_role("textbox", name="Search").fill("freezer")
    page.get_by_role("textbox", name="Search").press("Enter")
    page.wait_for_url(re.compile(r"find=freezer"))
    settled(page)
    reloaded()
    expect(page.get_by_role("textbox", name="Search")).to_have_value("freezer")
    expect(page.get_by_role("button", name="Prepare and talk")).to_have_count(1)
    page.get_by_role("button", name="Prepare and talk").click()
    page.wait_for_url(re.compile(r"/briefing\?.*scenario="))
    settled(page)
    reloaded()
    page.get_by_role("textbox").first.fill("My own note")
    page.get_by_role("textbox").nth(1).click()
    expect(page.get_by_text("Your notes are kept.")).to_be_visible()
    reloaded()
    expect(page.get_by_role("textbox").first).to_have_value("My own note")
    page.get_by_role("button", name="Start the talk").first.click()
    page.wait_for_url(re.compile(r"/talk\?practice="))
    settled(page)
    reloaded()
    expect(page.get_by_text("My own note")).to_be_visible()
    for n, text in enumerate((FIRST, SECOND, "I book the van for tomorrow between 2 and 4, and ring you at 1. Right?"), start=1):
        reply(page, text)
        before = said(page)
        reloaded()
        assert said(page) == before and len(before) == 2 * n + 1
    page.get_by_role("button", name="Pause or end").click()
    page.get_by_role("menuitem", name="End and read the debrief").click()
    expect(page.get_by_text("The talk is over")).to_be_visible()
    reloaded()
    expect(page.get_by_text("The talk is over")).to_be_visible()
    page.get_by_role("button", name="Read your debrief").click()
    page.wait_for_url(re.compile(r"/debrief\?practice="))
    expect(page.get_by_text("Reading your replies")).to_have_count(0, timeout=60_000)
    settled(page)
    reloaded()
    expect(page.get_by_role("heading", name=re.compile(r"^Reply \d$"))).to_have_count(3)
    page.get_by_role("tab", name="What I learned").click()
    box = page.get_by_label("What did I learn?")
    box.fill("Ask before offering.")
    box.press("Control+Enter")
    expect(page.get_by_text("Kept.")).to_be_visible()
    settled(page)
    reloaded()
    page.get_by_role("tab", name="What I learned").click()
    expect(page.get_by_label("What did I learn?")).to_have_value("Ask before offering.")
    page.get_by_role("button", name="Try this moment again").nth(1).click()
    page.wait_for_url(re.compile(r"/talk\?practice="))
    settled(page)
    reloaded()
    expect(page.get_by_text("Second try, from reply 2 on")).to_be_visible()
    assert len(said(page)) == 3
    page.context.close()
