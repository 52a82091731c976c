"""Reload, second tab, killed server: at every point of the talk nothing that was said is lost or said twice."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import Server, open_screen, reply, said, settled

SCENARIO = "freezer_for_saturday"
FIRST = "You planned around Tuesday and nobody rang you, and now there is a hole in your shop. We should have called."
SECOND = "What is planned for Saturday, and what do you need to have in place by then?"


def begin(page: Page, server: Server) -> str:
    """Starts a talk; its address."""
    open_screen(page, server, f"/briefing?scenario={SCENARIO}")
    page.get_by_role("button", name="Start the talk").first.click()
    page.wait_for_url(re.compile(r"/talk\?practice="))
    settled(page)
    return page.url


def test_a_reload_in_the_middle_of_a_line_loses_nothing(page, server):
    begin(page, server)
    box = page.get_by_role("textbox", name="Your reply")
    box.fill(FIRST)
    box.press("Enter")
    expect(page.get_by_text(FIRST)).to_be_visible()
    page.reload()
    settled(page)
    bubbles = said(page)
    assert len(bubbles) == 3
    assert bubbles[1] == FIRST
    assert len(bubbles[2]) > 10 and "typing" not in bubbles[2]
    reply(page, SECOND)
    assert [b for b in said(page) if b == SECOND] == [SECOND]


def test_a_second_tab_that_is_behind_is_told_and_keeps_its_words(page, second_page, server):
    address = begin(page, server)
    second_page.goto(address)
    settled(second_page)
    reply(page, FIRST)
    box = second_page.get_by_role("textbox", name="Your reply")
    box.fill("Words from the other tab.")
    box.press("Enter")
    expect(second_page.get_by_text("The talk has gone on in another tab")).to_be_visible()
    expect(box).to_have_value("Words from the other tab.")
    settled(second_page)
    assert FIRST in said(second_page)
    assert "Words from the other tab." not in said(second_page)
    box.press("Enter")
    expect(second_page.get_by_label("Chat message from user").filter(has_text="Words from the other tab.")).to_be_visible()


def test_a_killed_server_owes_the_line_and_gives_it_after_the_restart(page, own_server):
    begin(page, own_server)
    reply(page, FIRST)
    box = page.get_by_role("textbox", name="Your reply")
    box.fill(SECOND)
    box.press("Enter")
    expect(page.get_by_label("Chat message from user").filter(has_text=SECOND)).to_be_visible()
    own_server.kill()
    own_server.start()
    page.reload()
    settled(page)
    expect(page.get_by_test_id("stChatMessageContent")).to_have_count(5)
    bubbles = said(page)
    assert bubbles[1] == FIRST and bubbles[3] == SECOND
    assert len(bubbles[4]) > 10 and "typing" not in bubbles[4]
    reply(page, "So the van comes tomorrow between 2 and 4, I book it now. Does that suit you?")
    assert len(said(page)) == 7


def test_a_draft_survives_a_hint(page, server):
    begin(page, server)
    box = page.get_by_role("textbox", name="Your reply")
    box.fill("I was just going to say")
    page.get_by_role("button", name="Hint").click()
    expect(page.get_by_text("Still open")).to_be_visible()
    settled(page)
    expect(box).to_have_value("I was just going to say")


def test_a_draft_survives_a_reload_and_is_gone_once_it_was_said(page, server):
    begin(page, server)
    box = page.get_by_role("textbox", name="Your reply")
    box.press_sequentially("Half a sen")
    page.reload()
    settled(page)
    expect(box).to_have_value("Half a sen")
    box.press_sequentially("tence about Saturday, and when we ring you.")
    box.press("Enter")
    expect(page.get_by_label("Chat message from user")).to_have_text(re.compile("Half a sentence about Saturday"))
    settled(page)
    page.reload()
    settled(page)
    expect(page.get_by_test_id("stChatMessageContent")).to_have_count(3)
    expect(box).to_have_value("")


def test_a_reply_taken_back_returns_to_the_box(page, server):
    begin(page, server)
    reply(page, FIRST)
    page.get_by_role("button", name="Take back").click()
    settled(page)
    expect(page.get_by_test_id("stChatMessageContent")).to_have_count(1)
    expect(page.get_by_role("textbox", name="Your reply")).to_have_value(FIRST)


def test_what_was_prepared_is_there_after_a_reload_and_beside_the_talk(page, own_server):
    open_screen(page, own_server, f"/briefing?scenario={SCENARIO}")
    first = page.get_by_role("textbox").first
    first.fill("Two days of trade $5 and *trust*")
    page.get_by_role("textbox").nth(1).click()
    expect(page.get_by_text("Your notes are kept.")).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_role("textbox").first).to_have_value("Two days of trade $5 and *trust*")
    page.get_by_role("button", name="Start the talk").first.click()
    page.wait_for_url(re.compile(r"/talk\?practice="))
    settled(page)
    expect(page.get_by_test_id("stSidebar").get_by_text("Two days of trade $5 and *trust*")).to_be_visible()


def test_the_back_button_leads_back_into_the_talk(page, server):
    begin(page, server)
    reply(page, FIRST)
    page.get_by_role("button", name="Pause or end").click()
    page.get_by_role("menuitem", name="Pause and come back later").click()
    expect(page.get_by_text("Carry on where you stopped")).to_be_visible()
    page.go_back()
    settled(page)
    expect(page.get_by_label("Chat message from user").filter(has_text=FIRST)).to_be_visible()
