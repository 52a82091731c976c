"""A manager assigns an assessment; a trainee reads who will see it, does it; the manager sees status, score and the talk."""

from __future__ import annotations

import re
import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import SIZES, axe_violations, open_screen, reply, settled
from tests.e2e.team_server import sign_in

REPLIES = (
    "You've had two days with a hole in your shop and nobody called you. I'd be angry too. We should have rung you.",
    "Before I book anything: what exactly is on this weekend?",
    "I'd send you a loan freezer tonight by 6 and ring you at 5 to confirm it. Would that carry you through?",
)


def sized(page: Page, size: str) -> None:
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))


def assign(page: Page, title: str, assessment: bool, clients: tuple[str, ...] = ("freezer for",)) -> None:
    """Through the form, to the whole team."""
    page.get_by_role("button", name="Assign something new").click()
    settled(page)
    for client in clients:
        box = page.get_by_role("combobox", name="Clients")
        box.fill(client)
        box.press("Enter")
        settled(page)
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Title").fill(title)
    page.get_by_role("textbox", name="Title").press("Tab")
    if assessment:
        page.get_by_role("radiogroup", name="Kind").get_by_text("Assessment", exact=True).click()
    settled(page)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_assigned_is_done_and_seen(team_server, page, second_page, size):
    title = f"The {size} assessment {secrets.token_hex(3)}"
    for who in (page, second_page):
        sized(who, size)
    sign_in(page, team_server, "mona", "/assignments")
    assign(page, title, assessment=True)
    attempts = page.get_by_role("spinbutton", name="Most attempts with each client")
    attempts.fill("1")
    attempts.press("Enter")
    score = page.get_by_role("spinbutton", name="Score to reach, of 100")
    score.fill("90")
    score.press("Enter")
    expect(page.get_by_text("One attempt at 90 points")).to_be_visible()
    page.reload()                                    # what was typed and not sent outlives it
    settled(page)
    expect(page.get_by_role("textbox", name="Title")).to_have_value(title)
    score.fill("0")
    score.press("Enter")
    settled(page)
    assert axe_violations(page) == []
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_text("Everybody asked finds it on their home screen")).to_be_visible()
    settled(page)
    assert axe_violations(page) == []

    sign_in(second_page, team_server, "tom", "/")
    card = second_page.get_by_role("heading", name=title)
    expect(card).to_be_visible()
    assert axe_violations(second_page) == []
    begin = second_page.locator('[data-testid="stVerticalBlock"]').filter(has=card).last.get_by_role("button", name="Prepare and talk")
    begin.click()
    settled(second_page)
    expect(second_page.get_by_text("This is an assessment")).to_be_visible()
    expect(second_page.get_by_text("the reviewers of your team read every word").first).to_be_visible()
    expect(second_page.get_by_text("Watch a good talk first")).to_have_count(0)
    assert axe_violations(second_page) == []
    second_page.get_by_role("button", name="Start the talk").first.click()
    second_page.wait_for_url("**/talk?practice=*")
    settled(second_page)
    for text in REPLIES if size == "wide" else REPLIES[:1]:
        reply(second_page, text)
    second_page.get_by_role("button", name="Pause or end").click()
    second_page.get_by_role("menuitem", name="End and read the debrief").click()
    second_page.get_by_role("button", name="Read your debrief").click()
    expect(second_page.get_by_text("Reading your replies")).to_have_count(0, timeout=60_000)

    page.reload()
    settled(page)
    expect(page.get_by_text("Tom Trainee")).to_be_visible()
    if size == "wide":
        expect(page.get_by_text(re.compile(r"1 completed")).first).to_be_visible()
        for part in ("", "&part=people", "&part=hard", "&part=talks"):
            open_screen(page, team_server, f"/team?since=all{part}")
            assert axe_violations(page) == [], part
        expect(page.get_by_text("of 100").first).to_be_visible()
        with page.expect_download() as taken:
            page.get_by_role("button", name="Take this list as CSV").click()
        assert "Tom Trainee" in taken.value.path().read_text(encoding="utf-8")
        page.get_by_role("link", name="Read it").first.click()
        expect(page.get_by_text(REPLIES[0]).first).to_be_visible()
    else:
        expect(page.get_by_text("Did not pass").first).to_be_visible()   # the only attempt was too short to score
    assert page.complaints == [] and second_page.complaints == []


def test_of_two_managers_the_second_keeps_what_they_typed_and_reads_what_changed(team_server, page, second_page):
    title = f"Two minds {secrets.token_hex(3)}"
    sign_in(page, team_server, "mona", "/assignments")
    assign(page, title, assessment=False)
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_text("Everybody asked finds it")).to_be_visible()
    settled(page)
    sign_in(second_page, team_server, "olive", "/")
    second_page.goto(page.url)
    for one in (page, second_page):
        settled(one)
        one.get_by_role("button", name="Edit").click()
        expect(one.get_by_role("textbox", name="Title")).to_have_value(title)
        settled(one)
    for one, words in ((second_page, "Olive's word"), (page, "Mona's word")):
        one.get_by_role("textbox", name="A word to those asked").fill(words)
        one.get_by_role("textbox", name="A word to those asked").press("Tab")
        settled(one)
    for one in (second_page, page):
        one.get_by_role("button", name="Save", exact=True).click()
        settled(one)
    expect(page.get_by_text("Somebody else (Olive Owner) has changed this assignment")).to_be_visible()
    expect(page.get_by_text("Olive's word")).to_be_visible()
    expect(page.get_by_role("textbox", name="A word to those asked")).to_have_value("Mona's word")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Save mine over theirs").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("It is withdrawn.")).to_be_visible()
