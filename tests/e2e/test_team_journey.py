"""The whole way of a team in the browser: set up, invite, assign, assess, review blind, comment, read, count the pairs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import Server, a_page, axe_violations, open_screen, reply, settled

PASSWORD = "three wet umbrellas"
REPLIES = ("You waited since Monday with no word, Mr Whitlock, and I am sorry: both messages lay on our pad. What worries you most about her?",
           "Her results are in Dr Anand's tray since Wednesday. I put the call in for 1.15, she rings you herself. Does that work on the stall?",
           "I ring you at two to make sure that she called, and mail you the results after it. Is that all right?")


@pytest.fixture
def fresh(tmp_path):
    running = Server(tmp_path / "team.db")
    running.start()
    yield running
    running.stop()


def in_with(page: Page, link: str) -> None:
    """Opens a one-use link, chooses a password, and is in."""
    page.goto(link)
    page.get_by_label("A password").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    settled(page)


def invite(page: Page, email: str, name: str, role: str) -> str:
    """One person, through the People screen; the link."""
    page.get_by_role("textbox", name="E-mail address").fill(email)
    page.get_by_role("textbox", name="Name", exact=True).fill(name)
    if role != "Trainee":
        page.get_by_text("Trainee: practises").click()
        page.get_by_text(f"{role}: ").click()
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("button", name="I have copied it")).to_be_visible()
    settled(page)
    links = [t.strip() for t in page.locator("code").all_inner_texts() if "/account/invite" in t]
    page.get_by_role("button", name="I have copied it").click()
    settled(page)
    return links[-1]


def test_a_team_from_its_first_owner_to_the_agreement_of_scorer_and_reviewer(fresh, browser):
    owner, manager, reviewer, trainee = (a_page(browser) for _ in range(4))
    phone = a_page(browser, "narrow", dark=True)
    # The owner sets up, from personal mode.
    open_screen(owner, fresh, "/settings")
    assert owner.get_by_role("link", name="Set up the first account").get_attribute("href").endswith("/account/setup")
    owner.goto(f"{fresh.address}/account/setup")
    assert axe_violations(owner) == []
    owner.get_by_label("Your name").fill("Olive Owner")
    owner.get_by_label("E-mail address").fill("olive@example.org")
    owner.get_by_label("A password").fill(PASSWORD)
    owner.get_by_role("button", name="Turn accounts on").click()
    settled(owner)
    # People.
    open_screen(owner, fresh, "/people?part=teams")
    owner.get_by_role("textbox", name="Name of the new team").fill("North")
    owner.get_by_role("button", name="Make the team").click()
    expect(owner.get_by_role("heading", name="North")).to_be_visible()
    open_screen(owner, fresh, "/people?part=invite")
    links = {who: invite(owner, f"{who}@example.org", f"{who.capitalize()} {role}", role)
             for who, role in (("mona", "Manager"), ("rhea", "Reviewer"), ("tom", "Trainee"), ("tess", "Trainee"))}
    assert axe_violations(owner) == []
    for page, who in ((manager, "mona"), (reviewer, "rhea"), (trainee, "tom"), (phone, "tess")):
        in_with(page, links[who])
    # The manager assigns an assessment.
    open_screen(manager, fresh, "/assignments?new=1")
    manager.get_by_role("textbox", name="Title").fill("First week")
    manager.get_by_role("textbox", name="Title").press("Tab")
    settled(manager)
    manager.get_by_role("combobox", name="Clients").fill("Ladyship")
    manager.get_by_role("option", name=re.compile("Ladyship")).click()
    manager.keyboard.press("Escape")
    settled(manager)
    manager.get_by_role("radiogroup", name="Kind").get_by_text("Assessment", exact=True).click()
    settled(manager)
    manager.get_by_role("button", name="Assign", exact=True).click()
    expect(manager.get_by_role("heading", name="First week")).to_be_visible()
    settled(manager)
    assert axe_violations(manager) == []
    # The trainee finds it, reads who will read it, and does it.
    open_screen(phone, fresh, "/")
    expect(phone.get_by_role("heading", name="First week")).to_be_visible()
    assert axe_violations(phone) == []
    open_screen(trainee, fresh, "/")
    trainee.get_by_role("button", name=re.compile("Prepare and talk with")).first.click()
    settled(trainee)
    expect(trainee.get_by_text("This is an assessment")).to_be_visible()
    trainee.get_by_role("button", name="Start the talk").first.click()
    expect(trainee.get_by_role("textbox", name="Your reply")).to_be_visible()
    settled(trainee)
    for text in REPLIES:
        reply(trainee, text)
    trainee.get_by_role("button", name="Pause or end").click()
    trainee.get_by_text("End and read the debrief").click()
    expect(trainee.get_by_role("button", name="Read your debrief")).to_be_visible()
    trainee.get_by_role("button", name="Read your debrief").click()
    expect(trainee.get_by_text("Talk score")).to_be_visible()
    settled(trainee)
    debrief = trainee.url
    assert axe_violations(trainee) == []
    # The reviewer rates blind; a reload loses no level.
    open_screen(reviewer, fresh, "/reviews")
    assert axe_violations(reviewer) == []
    reviewer.get_by_role("button", name="Read and rate").click()
    settled(reviewer)
    expect(reviewer.get_by_text("Blind: no level is shown")).to_be_visible()
    expect(reviewer.get_by_text("Scorer")).to_have_count(0)
    for dimension in ("Empathy", "Clarity", "Staying open", "Solution focus"):
        for n in range(len(REPLIES)):
            reviewer.get_by_role("radiogroup", name=dimension).nth(n).get_by_text("4", exact=True).click()
            settled(reviewer)
    reviewer.reload()
    settled(reviewer)
    expect(reviewer.get_by_text("3 of 3 replies rated.")).to_be_visible()
    reviewer.get_by_role("button", name="Keep my levels").click()
    expect(reviewer.get_by_text("Whose levels stand")).to_be_visible()
    settled(reviewer)
    assert axe_violations(reviewer) == []
    reviewer.get_by_role("button", name="Comment on reply 1").click()
    reviewer.get_by_label("Your comment").fill("Warm, and you owned it.")
    reviewer.keyboard.press("Tab")
    settled(reviewer)
    reviewer.get_by_role("button", name="Send").click()
    expect(reviewer.get_by_text("Warm, and you owned it.")).to_be_visible()
    # The trainee reads it and answers.
    trainee.goto(debrief)
    settled(trainee)
    expect(trainee.get_by_text("Warm, and you owned it.")).to_be_visible()
    trainee.get_by_role("button", name="Answer, or ask for another look").click()
    trainee.get_by_label("Your words").fill("Thank you. Could you look at reply 3 again?")
    trainee.keyboard.press("Tab")
    settled(trainee)
    trainee.get_by_role("button", name="Send").click()
    expect(trainee.get_by_text("Could you look at reply 3 again?")).to_be_visible()
    # The manager sees it; the pairs are counted.
    open_screen(manager, fresh, "/assignments")
    expect(manager.get_by_text("1 not started")).to_have_count(1)
    open_screen(manager, fresh, "/team")
    expect(manager.get_by_text("Tom Trainee").first).to_be_visible()
    assert axe_violations(manager) == []
    open_screen(reviewer, fresh, "/agreement")
    expect(reviewer.get_by_text("Too few yet: 3 pairs")).to_be_visible()
    assert axe_violations(reviewer) == []
    # The owner's log tells of it, in ids.
    open_screen(owner, fresh, "/audit")
    expect(owner.get_by_text("rated a talk").first).to_be_visible()
    assert axe_violations(owner) == []
    for path in ("/account", "/people", "/authoring", "/agreement", "/assignments"):
        open_screen(owner, fresh, path)
        assert axe_violations(owner) == [], path
    assert [p.complaints for p in (owner, manager, reviewer, trainee, phone)] == [[]] * 5
    log = fresh.log.read_text(errors="replace")
    assert "Traceback" not in log and PASSWORD not in log and "Warm, and you" not in log
    for page in (owner, manager, reviewer, trainee, phone):
        page.context.close()
