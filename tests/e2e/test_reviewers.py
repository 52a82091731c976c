"""A reviewer rates an assessment blind, sees the levels beside theirs, comments and decides; the trainee reads and answers; the pairs are counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import a_page, axe_violations, open_screen, settled
from tests.e2e.team_server import TeamServer, sign_in
from tests.practice_house import Rates, TestClock, house
from tests.team_house import GOOD, SCENARIO
from trainer.domain.assignment import Terms
from trainer.domain.practice import Mode
from trainer.domain.rubric import Dimension
from trainer.library import FileLibrary
from trainer.services.assigning import Assigning
from trainer.services.reviewing import Reviewing
from trainer.store.store import Store

DIMENSIONS = ("Empathy", "Clarity", "Staying open", "Solution focus")
RATED_BEFORE = 6      # talks of three replies: one talk more makes enough pairs for a figure
WORD = "Warm at once; mind the last one."


def talks(database: Path, ids: dict[str, str]) -> None:
    """Tess's assessments, read already; one of Tom's that waits; a talk of Tess's own that nobody else may read."""
    store, clock, library = Store(f"sqlite:///{database}"), TestClock(), FileLibrary()
    with store.reading() as tx:
        people = {who: tx.people.get(of) for who, of in ids.items() if who != "team"}
    practising, reviewing = house(store, library, clock=clock, scorers=(Rates(4),)), Reviewing(store, clock)
    test = Assigning(store, clock, library, lambda: "first-week").assign(
        people["mona"], Terms(title="First week", team=ids["team"], scenarios=(SCENARIO,), mode=Mode.ASSESSMENT))
    for who, assignment in (*[("tess", test.id)] * RATED_BEFORE, ("tom", test.id), ("tess", None)):
        practice = practising.start(people[who], SCENARIO, seed=1, assignment=assignment)
        for n in range(3):
            practising.say(people[who], practice.id, f"{GOOD} ({n})", 2 * n)
            practising.wait(people[who], practice.id, 20)
        practising.end(people[who], practice.id)
        practising.wait_rated(people[who], practice.id, 20)
        if who == "tess" and assignment:
            reviewing.rate(people["rhea"], practice.id, {n: dict.fromkeys(Dimension, 4) for n in (1, 3, 5)})
    practising.close()
    store.close()


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    running = TeamServer(tmp_path_factory.mktemp("reviewed"), talks)
    running.start()
    yield running
    running.stop()


def choose(page: Page, dimension: str, nth: int, level: int) -> None:
    page.get_by_role("radiogroup", name=dimension).nth(nth).get_by_text(str(level), exact=True).click()
    settled(page)


def test_an_assessment_is_read_blind_and_read_by_its_trainee(reviewed, browser):
    rhea, tom = a_page(browser), a_page(browser, "narrow")
    sign_in(rhea, reviewed, "rhea", "/reviews")
    expect(rhea.get_by_text("What you have read")).to_be_visible()
    assert axe_violations(rhea) == []
    rhea.get_by_role("button", name="Read and rate").click()
    expect(rhea.get_by_text("Blind: no level is shown")).to_be_visible()
    expect(rhea.get_by_text("Tom Trainee")).to_have_count(0)
    for dimension in DIMENSIONS[1:]:
        choose(rhea, dimension, 0, 4)
    # The last row by keyboard alone.
    rhea.get_by_role("radiogroup", name="Empathy").nth(0).get_by_role("radio", name="1").focus()
    rhea.keyboard.press("Space")
    rhea.keyboard.press("ArrowRight")
    settled(rhea)
    choose(rhea, "Clarity", 3, 3)
    rhea.get_by_label("A word on the whole").fill(WORD)
    rhea.keyboard.press("Tab")
    settled(rhea)
    rhea.reload()
    settled(rhea)
    expect(rhea.get_by_text("1 of 3 replies rated.")).to_be_visible()
    expect(rhea.get_by_text("A level is missing: the talk as a whole")).to_be_visible()
    expect(rhea.get_by_label("A word on the whole")).to_have_value(WORD)
    rhea.get_by_role("button", name="Clear").last.click()
    expect(rhea.get_by_text("A level is missing")).to_have_count(0)
    settled(rhea)
    for dimension in DIMENSIONS:
        choose(rhea, dimension, 1, 4)
    assert axe_violations(rhea) == []
    rhea.get_by_role("button", name="Keep my levels and show the others").click()
    expect(rhea.get_by_text("Of 8 levels you and the scorer gave 7 alike; 1 is 2 or more apart")).to_be_visible()
    settled(rhea)
    rhea.get_by_role("button", name="Comment on reply 1").click()
    rhea.get_by_label("Your comment").fill("Name what it costs her.")
    rhea.keyboard.press("Tab")
    settled(rhea)
    rhea.get_by_role("button", name="Send").click()
    expect(rhea.get_by_text("Name what it costs her.")).to_be_visible()
    settled(rhea)
    assert axe_violations(rhea) == []
    rhea.get_by_label("Reason (the trainee reads it)").fill("the first was cool")
    rhea.keyboard.press("Tab")
    settled(rhea)
    rhea.get_by_role("button", name="Decide").click()
    expect(rhea.get_by_text("Your levels stand")).to_be_visible()

    sign_in(tom, reviewed, "tom", "/")
    expect(tom.get_by_text("Your talk was reviewed")).to_be_visible()
    assert axe_violations(tom) == []
    tom.get_by_role("link", name="Read it").click()
    expect(tom.get_by_text("Rhea Reviewer reviewed this talk")).to_be_visible()
    for words in ("Name what it costs her.", WORD, "the first was cool"):
        expect(tom.get_by_text(words)).to_be_visible()
    settled(tom)
    assert axe_violations(tom) == []
    tom.get_by_role("button", name="Answer, or ask for another look").click()
    tom.get_by_label("Your words").fill("You are right about the first.")
    tom.keyboard.press("Tab")
    settled(tom)
    tom.get_by_role("button", name="Send").click()
    expect(tom.get_by_text("You are right about the first.")).to_be_visible()

    open_screen(rhea, reviewed, "/reviews")
    expect(rhea.get_by_text("1 trainee has written to you since.")).to_be_visible()
    open_screen(rhea, reviewed, "/agreement")
    expect(rhea.get_by_text(f"{3 * RATED_BEFORE + 2} pairs. Leans")).to_be_visible()
    expect(rhea.get_by_role("img", name="Kappa")).to_be_visible()
    with rhea.expect_download() as taken:
        rhea.get_by_role("button", name="Download the gold file").click()
    assert taken.value.path().read_text(encoding="utf-8").count("\n") == 3 * RATED_BEFORE + 2
    assert axe_violations(rhea) == []
    assert rhea.complaints == [] and tom.complaints == []
    for page in (rhea, tom):
        page.context.close()


def test_a_talk_is_shared_read_by_the_manager_and_taken_back_on_a_phone_in_the_dark(reviewed, browser):
    tess, mona, rhea = a_page(browser, "narrow", dark=True), a_page(browser, "narrow", dark=True), a_page(browser, "narrow", dark=True)
    with Store(f"sqlite:///{reviewed.database}").reading() as tx:
        own = next(p.practice for p in tx.talks.of_person(reviewed.ids["tess"]) if not p.practice.assignment).id
    sign_in(tess, reviewed, "tess", f"/debrief?practice={own}")
    tess.get_by_role("button", name="Share with my team").click()
    expect(tess.get_by_text("read every word of this talk")).to_be_visible()
    assert axe_violations(tess) == []
    tess.get_by_role("button", name="Share it").click()
    expect(tess.get_by_text("You share this talk")).to_be_visible()
    sign_in(mona, reviewed, "mona", f"/review?practice={own}")
    expect(mona.get_by_text("Tess Trainee")).to_be_visible()
    assert axe_violations(mona) == []
    sign_in(rhea, reviewed, "rhea", f"/review?practice={own}")
    choose(rhea, "Empathy", 0, 2)
    assert axe_violations(rhea) == []
    for path in ("/reviews", "/agreement"):
        open_screen(rhea, reviewed, path)
        assert axe_violations(rhea) == [], path
    settled(tess)
    tess.get_by_role("button", name="No longer share").click()
    expect(tess.get_by_text("Nobody but you reads this talk")).to_be_visible()
    mona.reload()
    settled(mona)
    expect(mona.get_by_text(f"{GOOD} (0)")).to_have_count(0)
    assert [p.complaints for p in (tess, mona, rhea)] == [[]] * 3
    for page in (tess, mona, rhea):
        page.context.close()
