"""Whole journeys in a real browser, wide and narrow: from the library to the debrief, and what comes after it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import Server, a_page, axe_violations, open_screen, reply, settled

SCENARIO = "freezer_for_saturday"
GOOD = (
    "Ms Okafor, you've had two days with a hole in your shop and nobody called you. I'd be angry too. We should have rung you.",
    "It's standing in our Hull depot, tested and ready. I can get a courier to bring it tomorrow between 2 and 4. Before I "
    "book it: what exactly is on this weekend?",
    "Calm down, it's only two days, and to be fair the lorry broke down.",
    "Sorry, that was wrong of me. To be safe I'd send you a loan freezer with four pans tonight by 6. Would that carry you through?",
)


@pytest.fixture(params=["wide", "narrow"])
def sized(request, browser):
    opened = a_page(browser, request.param)
    yield opened
    assert opened.complaints == []
    opened.context.close()


def talk_to_the_end(page: Page, server: Server, replies: tuple[str, ...] = GOOD) -> None:
    """From the briefing to the debrief with all ratings in."""
    open_screen(page, server, f"/briefing?scenario={SCENARIO}")
    page.get_by_role("button", name="Start the talk").first.click()
    page.wait_for_url(re.compile(r"/talk\?practice="))
    settled(page)
    for text in replies:
        reply(page, text)
    page.get_by_role("button", name="Pause or end").click()
    page.get_by_role("menuitem", name="End and read the debrief").click()
    page.get_by_role("button", name="Read your debrief").click()
    page.wait_for_url(re.compile(r"/debrief\?practice="))
    expect(page.get_by_text("Reading your replies")).to_have_count(0, timeout=60_000)
    settled(page)


def test_from_the_library_to_the_debrief(sized, server):
    page = sized
    open_screen(page, server)
    assert axe_violations(page) == []
    page.get_by_role("textbox", name="Search").fill("freezer")
    page.get_by_role("textbox", name="Search").press("Enter")
    page.wait_for_url(re.compile(r"find=freezer"))
    settled(page)
    page.get_by_role("button", name="Prepare and talk").first.click()
    page.wait_for_url(re.compile(r"/briefing\?.*scenario="))
    settled(page)
    expect(page.get_by_text("Who sees this talk:")).to_be_visible()
    expect(page.get_by_text("They stay on this machine.")).to_be_visible()
    page.get_by_text("How your replies will be rated").click()
    expect(page.get_by_text("attuned")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Start the talk").first.click()
    page.wait_for_url(re.compile(r"/talk\?practice="))
    settled(page)
    assert axe_violations(page) == []
    for text in GOOD:
        reply(page, text)
    expect(page.get_by_text("4 of at most 14 replies")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Pause or end").click()
    page.get_by_role("menuitem", name="End and read the debrief").click()
    expect(page.get_by_text("The talk is over")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your reply")).to_have_count(0)
    page.get_by_role("button", name="Read your debrief").click()
    page.wait_for_url(re.compile(r"/debrief\?practice="))
    expect(page.get_by_text("Reading your replies")).to_have_count(0, timeout=60_000)
    settled(page)
    expect(page.get_by_role("heading", name="One thing for next time")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile(r"^Reply \d$"))).to_have_count(4)
    expect(page.get_by_text("Making the problem smaller than it is for them.")).to_be_visible()
    assert axe_violations(page) == []


def test_the_mood_curve_leads_to_the_reply_it_shows(page, server):
    talk_to_the_end(page, server)
    page.get_by_role("link", name=re.compile(r"^Reply 4:")).click()
    expect(page.get_by_role("heading", name="Reply 4")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Reply 4")).to_be_focused()


def test_the_follow_up_note_is_checked_and_kept(page, server):
    talk_to_the_end(page, server)
    box = page.get_by_label("Write the short message")
    box.fill("We are sorry for the inconvenience.")
    box.press("Control+Enter")
    expect(page.get_by_text("No day or time in it")).to_be_visible()
    settled(page)
    box.fill("I will send the loan freezer with four pans tonight by 6, and ring you tomorrow at 1.")
    box.press("Control+Enter")
    expect(page.get_by_text("Says by when.")).to_be_visible()
    settled(page)
    page.reload()
    settled(page)
    expect(page.get_by_label("Write the short message")).to_have_value(re.compile("loan freezer with four pans"))


def test_a_moment_tried_again_stands_beside_the_first_try(sized, server):
    page = sized
    talk_to_the_end(page, server)
    page.get_by_role("button", name="Try this moment again").nth(2).click()
    page.wait_for_url(re.compile(r"/talk\?practice="))
    settled(page)
    expect(page.get_by_text("Second try, from reply 3 on")).to_be_visible()
    expect(page.get_by_text("2 of at most 14 replies")).to_be_visible()
    reply(page, "Two hundred guests on Saturday, so every hour counts. I book the van now. What worries you most about it?")
    page.get_by_role("button", name="Pause or end").click()
    page.get_by_role("menuitem", name="End and read the debrief").click()
    page.get_by_role("button", name="Read your debrief").click()
    page.wait_for_url(re.compile(r"/debrief\?practice="))
    settled(page)
    page.get_by_role("link", name="Compare with the first try").click()
    page.wait_for_url(re.compile(r"/compare\?"))
    settled(page)
    expect(page.get_by_text("are the same up to reply 2")).to_be_visible()
    expect(page.get_by_role("cell", name="Score of reply 3")).to_be_visible()
    expect(page.get_by_text("Calm down, it's only two days")).to_be_visible()
    expect(page.get_by_text("so every hour counts")).to_be_visible()
    assert axe_violations(page) == []


def test_a_level_can_be_seen_differently(page, server):
    talk_to_the_end(page, server)
    views = page.get_by_role("button", name="I see this differently")
    if views.count() == 0:
        pytest.skip("the offline scorer's model is not installed, so there is no level to differ from")
    views.first.click()
    page.get_by_label("Why?").fill("I did name what it costs her.")
    page.get_by_label("Why?").press("Control+Enter")
    settled(page)
    page.get_by_role("button", name="Keep my view").click()
    expect(page.get_by_text("Whoever reviews this talk reads it")).to_be_visible()


def test_the_first_practice_is_explained_as_it_goes(browser, own_server):
    page = a_page(browser)
    open_screen(page, own_server)
    page.get_by_role("button", name="Start my first practice").click()
    page.wait_for_url(re.compile(r"/talk\?.*practice="))
    settled(page)
    expect(page.get_by_text("Step 1 of 4")).to_be_visible()
    reply(page, GOOD[0])
    expect(page.get_by_text("Step 2 of 4")).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_text("Step 2 of 4")).to_be_visible()
    page.context.close()


def test_stepping_out_leaves_without_a_score(browser, own_server):
    page = a_page(browser)
    open_screen(page, own_server, f"/briefing?scenario={SCENARIO}")
    page.get_by_role("button", name="Start the talk").first.click()
    page.wait_for_url(re.compile(r"/talk\?practice="))
    settled(page)
    reply(page, GOOD[0])
    page.get_by_role("button", name="Pause or end").click()
    page.get_by_role("menuitem", name="Step out without a score").click()
    expect(page.get_by_text("You stepped out of the talk.")).to_be_visible()
    settled(page)
    page.get_by_role("link", name="My progress").first.click()
    expect(page.get_by_text("left without a score")).to_be_visible()
    page.context.close()


def test_a_scenario_with_a_content_warning_says_so_first_and_has_a_way_out_in_sight(browser, own_server):
    page = a_page(browser)
    open_screen(page, own_server, "/briefing?scenario=the_pump_in_the_cellar")
    expect(page.get_by_text("Before you begin")).to_be_visible()
    page.get_by_role("button", name="Start the talk").first.click()
    page.wait_for_url(re.compile(r"/talk\?practice="))
    settled(page)
    reply(page, "Mr Vane, I hear that the pump keeps you awake. I would like to hear it for myself.")
    page.get_by_role("button", name="Step out").click()
    expect(page.get_by_text("You stepped out of the talk.")).to_be_visible()
    page.context.close()


def test_all_that_i_said_can_be_taken_away(browser, own_server, tmp_path):
    page = a_page(browser)
    talk_to_the_end(page, own_server)
    open_screen(page, own_server, "/progress")
    assert axe_violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="All my talks as data").click()
    file = tmp_path / "mine.json"
    download.value.save_as(file)
    talk = json.loads(file.read_text(encoding="utf-8"))["talks"][0]
    assert [t["text"] for t in talk["turns"] if t["who"] == "trainee"] == list(GOOD)
    with page.expect_download() as download:
        page.get_by_role("button", name="All my talks as one page").click()
    file = tmp_path / "mine.html"
    download.value.save_as(file)
    read = page.context.new_page()
    read.goto(Path(file).as_uri())
    expect(read.get_by_role("heading", name="Reply 4")).to_be_visible()
    expect(read.get_by_text(GOOD[0])).to_be_visible()
    page.context.close()


def test_hostile_words_stay_words(page, server):
    hostile = "$x$ :red[stop] :material/home: **bold** <img src=x onerror=alert(1)> [link](http://evil.example) ![p](http://evil.example/p.png)"
    open_screen(page, server, f"/briefing?scenario={SCENARIO}")
    page.get_by_role("button", name="Start the talk").first.click()
    page.wait_for_url(re.compile(r"/talk\?practice="))
    settled(page)
    reply(page, hostile)
    bubble = page.get_by_label("Chat message from user")
    assert bubble.inner_text().strip() == hostile
    assert bubble.locator("a, img, b, strong, .katex").count() == 0
    page.get_by_role("button", name="Pause or end").click()
    page.get_by_role("menuitem", name="End and read the debrief").click()
    page.get_by_role("button", name="Read your debrief").click()
    page.wait_for_url(re.compile(r"/debrief\?practice="))
    settled(page)
    shown = page.get_by_test_id("stMarkdown").filter(has_text="onerror=alert(1)").first
    assert hostile in shown.inner_text().replace("\u2060", "")
    assert shown.locator("a, img, .katex").count() == 0


def test_a_good_talk_is_watched_reply_by_reply_and_survives_a_reload(sized, server):
    page = sized
    open_screen(page, server, f"/briefing?scenario={SCENARIO}")
    page.get_by_role("link", name="Watch a good talk first").click()
    page.wait_for_url(re.compile(r"/watch\?"))
    settled(page)
    expect(page.get_by_test_id("stChatMessageContent")).to_have_count(1)
    page.get_by_role("button", name="What would you say? Show their reply").click()
    page.wait_for_url(re.compile(r"upto=1"))
    settled(page)
    expect(page.get_by_test_id("stChatMessageContent")).to_have_count(3)
    page.reload()
    settled(page)
    expect(page.get_by_test_id("stChatMessageContent")).to_have_count(3)
    page.get_by_role("button", name="Show the whole talk").click()
    expect(page.get_by_role("button", name="Now you: talk with")).to_be_visible()
    settled(page)
    assert axe_violations(page) == []


def test_settings_say_who_speaks_and_that_nothing_leaves(page, server):
    open_screen(page, server, "/settings")
    expect(page.get_by_text("The scripted client.", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Test the connection")).to_be_disabled()
    assert axe_violations(page) == []


def test_an_address_of_nobodys_talk_says_so_and_leads_back(page, server):
    open_screen(page, server, "/talk?practice=00000000000000000000")
    expect(page.get_by_text("There is no such talk of yours.")).to_be_visible()
    page.get_by_role("link", name="Back to all clients").click()
    expect(page.get_by_role("heading", name="All clients")).to_be_visible()
