"""People in the browser: invited one by one and by list, changed, shut out; one's own account; the log; setting up."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import Server, a_page, axe_violations, open_screen, settled
from tests.e2e.team_server import PASSWORD, TeamServer, address_of, sign_in

expect.set_options(timeout=15_000)   # the machine that tests may be busy with others
BAD = "email,name,team,roles\nnew@example.org,New One,North,trainee\nnot-an-address,Odd One,North,\nother@example.org,Other,Nowhere,boss\n"
GOOD = "email;name;team;roles\nnew@example.org;=New One;North;trainee reviewer\nother@example.org;Other;north;\n"


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """A server of its own: these tests change people."""
    running = TeamServer(tmp_path_factory.mktemp("people"))
    running.start()
    yield running
    running.stop()


def clean(page: Page) -> None:
    settled(page)
    assert axe_violations(page) == []
    assert page.complaints == []


def test_a_manager_invites_one_and_the_link_lets_them_in(people, page, second_page):
    sign_in(page, people, "mona", "/people?part=invite")
    expect(page.get_by_text("Manager: ")).to_have_count(0)          # a manager makes no managers
    page.get_by_role("textbox", name="E-mail address").fill("ina@")
    page.get_by_role("textbox", name="Name", exact=True).fill("Ina *Invited*")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("That is not an e-mail address.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("Ina *Invited*")     # nothing typed is lost
    page.get_by_role("textbox", name="E-mail address").fill("ina@example.org")
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("code").filter(has_text="/account/invite?token=").inner_text().strip()
    assert link.startswith(people.address)
    expect(page.get_by_role("textbox", name="E-mail address")).to_have_value("")
    clean(page)
    page.get_by_role("button", name="I have copied it").click()
    settled(page)
    expect(page.locator("code")).to_have_count(0)
    expect(page.get_by_text("Ina *Invited*")).to_be_visible()       # among the open invitations, as it was written
    second_page.goto(link)
    assert axe_violations(second_page) == []
    second_page.get_by_label("A password").fill(PASSWORD)
    second_page.get_by_role("button", name="Begin").click()
    settled(second_page)
    expect(second_page.get_by_role("link", name="Ina *Invited*")).to_be_visible()    # the menu says who is signed in
    second_page.goto(link)
    expect(second_page.get_by_role("heading", name="This link is no longer good")).to_be_visible()


def test_a_withdrawn_invitation_opens_nothing_and_another_link_voids_the_first(people, page, second_page):
    sign_in(page, people, "mona", "/people?part=invite")
    page.get_by_role("textbox", name="E-mail address").fill("will@example.org")
    page.get_by_role("textbox", name="Name", exact=True).fill("Will")
    page.get_by_role("button", name="Make the link").click()
    first = page.locator("code").inner_text().strip()
    page.get_by_role("button", name="I have copied it").click()
    page.get_by_role("button", name="New link").last.click()
    second = page.locator("code").inner_text().strip()
    assert first != second
    second_page.goto(first)
    expect(second_page.get_by_role("heading", name="This link is no longer good")).to_be_visible()
    page.get_by_role("button", name="Withdraw").last.click()
    expect(page.get_by_role("button", name="Withdraw")).to_have_count(0)
    second_page.goto(second)
    expect(second_page.get_by_role("heading", name="This link is no longer good")).to_be_visible()


def test_a_list_is_tried_first_and_each_bad_line_is_shown(people, page):
    sign_in(page, people, "mona", "/people?part=many")
    chooser = page.get_by_label("CSV file, UTF-8")
    chooser.set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": b"email,name,team\n\xff\xfe"})
    expect(page.get_by_text("not written in UTF-8")).to_be_visible()
    chooser.set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": BAD.encode()})
    expect(page.get_by_text("2 of 3 lines cannot be used.")).to_be_visible()
    expect(page.get_by_text("“not-an-address” is not an e-mail address")).to_be_visible()
    expect(page.get_by_text("“boss” is no role")).to_be_visible()
    clean(page)
    chooser.set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": GOOD.encode()})
    page.get_by_role("button", name="Invite 2 people").click()
    expect(page.get_by_text("2 people are invited.")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the links as CSV").click()
    text = open(taken.value.path(), encoding="utf-8").read()
    assert text.count("/account/invite?token=") == 2 and "'=New One" in text     # no formula for a spreadsheet
    clean(page)


def test_an_owner_changes_somebody_and_shuts_them_out_while_their_tab_is_open(people, page, second_page):
    sign_in(second_page, people, "tess", "/progress")
    sign_in(page, people, "olive", "/people")
    page.get_by_role("textbox", name="Search").fill("tess")
    page.get_by_role("textbox", name="Search").press("Enter")
    expect(page.get_by_role("link", name="Look and change")).to_have_count(1)
    page.get_by_role("link", name="Look and change").click()
    expect(page.get_by_role("heading", name="Tess Trainee")).to_be_visible()
    settled(page)
    page.get_by_text("Reviewer: rates").click()
    page.get_by_role("button", name="Save the roles").click()
    expect(page.get_by_text("Tess Trainee is reviewer and trainee in North now.")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Shut out").click()
    page.get_by_role("button", name="Shut out now").click()
    expect(page.get_by_text("Tess Trainee is shut out.")).to_be_visible()
    second_page.get_by_role("link", name="Practise").first.click()
    expect(second_page.get_by_text("You are not signed in any more.")).to_be_visible()
    expect(second_page.get_by_text("Reload this screen to sign in again.")).to_be_visible()
    second_page.reload()
    expect(second_page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_role("button", name="Let in again").click()
    expect(page.get_by_text("Tess Trainee can sign in again.")).to_be_visible()
    page.get_by_role("button", name="Erase, at their request").click()
    expect(page.get_by_role("button", name="Erase for good")).to_be_disabled()


def test_ones_own_account_name_password_export_and_signing_out(people, page, second_page):
    sign_in(page, people, "rhea", "/account")
    sign_in(second_page, people, "rhea")
    page.get_by_role("textbox", name="How managers and owners see you").fill("Rhea Renamed")
    page.get_by_role("button", name="Save the name").click()
    expect(page.get_by_text("Your name is saved.")).to_be_visible()
    expect(page.get_by_role("link", name="Rhea Renamed")).to_be_visible()
    page.get_by_label("Password now").fill("not it")
    page.get_by_label("New password (").fill("quite another sentence")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("That is not your password now.")).to_be_visible()
    page.get_by_label("Password now").fill(PASSWORD)
    page.get_by_label("New password (").fill("quite another sentence")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()
    second_page.reload()
    expect(second_page.get_by_role("heading", name="Sign in")).to_be_visible()     # the other browser is out
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take everything about me").click()
    about = json.load(open(taken.value.path(), encoding="utf-8"))
    assert about["tables"]["persons"][0]["name"] == "Rhea Renamed" and "password_hash" not in json.dumps(about)
    clean(page)
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name=re.compile("My account"))).to_have_count(0)


def test_the_log_is_filtered_and_taken_away_without_names(people, page):
    sign_in(page, people, "olive", "/audit?act=team_made")
    expect(page.get_by_text("made a team").first).to_be_visible()
    expect(page.get_by_text("signed in", exact=True)).to_have_count(0)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the whole log as CSV").click()
    text = open(taken.value.path(), encoding="utf-8").read()
    assert "team_made" in text and "Olive" not in text and address_of("olive") not in text
    clean(page)


def test_erasing_oneself_takes_typing_and_ends_the_sign_in(people, page):
    sign_in(page, people, "tom", "/account")
    page.get_by_text("Erase me").click()
    expect(page.get_by_role("button", name="Erase for good")).to_be_disabled()
    page.get_by_label("Type your e-mail address").fill(address_of("tom"))
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("Erased.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_set_up_in_personal_mode_asks_about_the_talks_so_far(tmp_path, browser):
    alone = Server(tmp_path / "alone.db")
    alone.start()
    page = a_page(browser, "narrow", dark=True)
    try:
        open_screen(page, alone, "/settings")
        assert axe_violations(page) == []
        page.get_by_text("Erase everything").click()
        page.get_by_label("Type “erase” to confirm").fill("erase")
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Erase for good").click()
        expect(page.get_by_text("Erased.")).to_be_visible()
        page.get_by_role("link", name="Set up the first account").click()
        expect(page.get_by_role("heading", name="Use the trainer as a team")).to_be_visible()
        expect(page.get_by_label("The talks held here so far are mine")).not_to_be_checked()
        assert axe_violations(page) == []
    finally:
        page.context.close()
        alone.stop()
