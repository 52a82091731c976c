"""A manager writes a client in the browser: copies, breaks, mends, tries with the bots, publishes; a trainee meets it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import SIZES, axe_violations, open_screen, reply, said, settled
from tests.e2e.team_server import sign_in


@pytest.mark.parametrize("size", SIZES)
def test_a_client_is_copied_broken_mended_tried_published_and_met(team_server, page, second_page, size):
    name = f"the {size} delivery"
    file_id = name.replace(" ", "_")
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    sign_in(page, team_server, "mona", "/authoring")
    page.get_by_role("textbox", name="A short name for it").fill(name)
    page.get_by_role("button", name="Begin", exact=True).click()
    box = page.get_by_role("textbox", name=f"{file_id} as YAML")
    expect(box).to_have_value(re.compile(rf"id: {file_id}"))
    settled(page)
    expect(page.get_by_text("Nothing is wrong with it.")).to_be_visible()
    good = box.input_value()
    broken = good.replace("difficulty: 1", "difficulty: 9", 1)
    box.fill(broken)
    expect(page.get_by_text("1 thing to mend")).to_be_visible()
    line = 1 + broken[: broken.index("difficulty: 9")].count("\n")
    expect(page.get_by_text("give a number of at most 3")).to_be_visible()
    assert page.get_by_role("button", name="Publish").is_disabled()
    page.reload()
    settled(page)
    expect(box).to_have_value(broken)   # what was typed and not saved outlives a reload
    page.get_by_role("button", name=f"Line {line}").click()
    settled(page)
    chosen = box.evaluate("b => b.value.slice(b.selectionStart, b.selectionEnd)")
    assert chosen == "difficulty: 9"
    assert axe_violations(page) == []
    mended = good.replace("title: Her Ladyship's results", f"title: {name.capitalize()}", 1)
    box.fill(mended)
    expect(page.get_by_text("Nothing is wrong with it.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("You edit version 2")).to_be_visible()
    settled(page)
    if size == "wide":
        page.get_by_role("tab", name="Try it").click()
        page.get_by_role("button", name="Run the bots").click()
        expect(page.get_by_text("The contract holds")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Version 2 is published")).to_be_visible()
    sign_in(second_page, team_server, "tom", "/")
    second_page.get_by_role("textbox", name="Search").fill(name)
    second_page.get_by_role("textbox", name="Search").press("Enter")
    settled(second_page)
    expect(second_page.get_by_role("heading", name=name.capitalize())).to_be_visible()
    assert page.complaints == []


def test_an_author_talks_with_a_draft_that_nobody_else_sees(team_server, page, second_page):
    sign_in(page, team_server, "mona", "/authoring")
    page.get_by_role("textbox", name="A short name for it").fill("a quiet draft")
    page.get_by_role("button", name="Begin", exact=True).click()
    settled(page)
    page.get_by_role("tab", name="Try it").click()
    page.get_by_role("button", name="Talk with this client").click()
    expect(page.get_by_role("textbox", name="Your reply")).to_be_visible()
    settled(page)
    reply(page, "You waited since Monday with no word from us, Mr Whitlock, and she is sixteen. I am sorry; what worries you most?")
    assert len(said(page)) >= 3
    sign_in(second_page, team_server, "tom", "/")
    open_screen(second_page, team_server, "/?find=quiet")
    expect(second_page.get_by_text("a_quiet_draft")).to_have_count(0)
    second_page.goto(page.url)   # the author's talk is nobody else's
    settled(second_page)
    expect(second_page.get_by_text("You waited since Monday")).to_have_count(0)



