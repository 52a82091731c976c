"""The list of attacks, over the real server by http and websocket: each is refused, and nothing leaks in body, header or log."""

from __future__ import annotations

import sqlite3
from types import SimpleNamespace

import httpx2
import pytest
from websockets.exceptions import InvalidStatus

from tests.e2e.browser import Server
from tests.practice_house import TestClock, house
from tests.servers.streamlit_socket import Tab
from tests.team_house import LIBRARY, PASSWORD, SCENARIO, M, R, T, quick_passwords
from tests.test_sign_in import cookie_of, form_token, signed_in
from trainer.services.accounts import Accounts
from trainer.store.store import Store

SECRET = "what only Tom has said about the freezer of his aunt"
NAMES = ("tom", "eve", "mona", "rhea", "south", "southrev")


@pytest.fixture(scope="module")
def at(tmp_path_factory):
    """Two teams; Tom of North has a talk that nobody else may read."""
    file = tmp_path_factory.mktemp("door") / "trainer.db"
    store = Store(f"sqlite:///{file}")
    accounts = Accounts(store, TestClock(), quick_passwords())
    owner = accounts.set_up_owner("owner@example.org", "Olive", PASSWORD).person
    north, south = accounts.new_team(owner, "North"), accounts.new_team(owner, "South")
    roles = dict(zip(NAMES, ((north, T), (north, T), (north, M), (north, R), (south, M), (south, R)), strict=True))
    people = {n: accounts.accept(accounts.invite(owner, f"{n}@example.org", n.capitalize(), team, (role,)), PASSWORD).person
              for n, (team, role) in roles.items()}
    running = Server(file)
    running.start()
    practising = house(store, LIBRARY, rating_threads=0)    # its ratings stay owed until a screen looks
    talk = practising.start(people["tom"], SCENARIO)
    for n in range(3):
        practising.say(people["tom"], talk.id, f"{SECRET} {n}, and I am sorry.", 2 * n)
        practising.wait(people["tom"], talk.id, 20)
    yield SimpleNamespace(server=running, port=running.port, accounts=accounts, owner=owner, people=people, talk=talk, north=north, file=file,
                          address=f"http://localhost:{running.port}", store=store, practising=practising)
    running.stop()
    practising.close()
    store.close()


@pytest.fixture
def web(at):
    with httpx2.Client(base_url=at.address, follow_redirects=False) as client:
        yield client


def turns(at) -> int:
    return len(at.practising.record(at.people["tom"], at.talk.id).turns)


# -- a tab that stays open ----------------------------------------------------------------------------------------------

def test_a_click_in_a_tab_whose_sign_in_has_ended_does_nothing_though_the_person_is_still_here(at):
    at.accounts.invite(at.owner, "waits@example.org", "Waits", at.north, (T,))
    token = at.accounts.sign_in("mona@example.org", PASSWORD).token
    tab = Tab(at.port, f"trainer_sign_in={token}")
    tab.run("part=invite", "people")
    at.accounts.sign_out(token)
    for label in ("Withdraw", "New link"):
        drawn = tab.click(label)
        assert "not signed in any more" in drawn and "/account/invite" not in drawn
    tab.close()
    assert "waits@example.org" in [i.email for i in at.accounts.people(at.owner).invited]


def test_a_click_in_a_tab_of_somebody_shut_out_does_nothing(at):
    before = turns(at)
    tab = Tab(at.port, cookie_of(at, "tom"))
    assert SECRET in tab.run(f"practice={at.talk.id}", "talk")
    at.accounts.deactivate(at.owner, at.people["tom"].id)
    try:
        drawn = tab.click("Take back")
        assert "not signed in any more" in drawn and SECRET not in drawn
    finally:
        at.accounts.activate(at.owner, at.people["tom"].id)
    assert turns(at) == before
    tab.close()


def test_a_part_that_redraws_by_itself_shows_nothing_once_the_sign_in_has_ended(at):
    at.practising.end(at.people["tom"], at.talk.id)
    token = at.accounts.sign_in("tom@example.org", PASSWORD).token
    tab = Tab(at.port, f"trainer_sign_in={token}")
    writer = sqlite3.connect(at.file, isolation_level=None, timeout=20)
    writer.execute("BEGIN IMMEDIATE")        # as long as this lasts no rating can be kept, so the screen waits for them
    try:
        tab.run(f"practice={at.talk.id}", "debrief")
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert tab.fragments, "the debrief did not wait for its ratings"
    at.accounts.sign_out(token)
    drawn = tab.redraw(tab.fragments[-1])
    assert "not signed in any more" in drawn
    assert "Reading your replies" not in drawn and SECRET not in drawn
    tab.close()


# -- another's things ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["eve", "mona", "rhea", "south", "southrev", "owner"])
def test_anothers_practice_by_its_id_is_read_on_no_screen_whatever_ones_role(at, name):
    tab = Tab(at.port, cookie_of(at, name))
    for screen in ("talk", "debrief", "compare", "review", "briefing", "team", "reviews"):
        tab.run(f"practice={at.talk.id}&other={at.talk.id}&team={at.north}&part=talks", screen)
    assert SECRET not in tab.seen
    tab.close()


def test_a_person_of_another_team_by_their_id_is_told_to_no_manager(at):
    tab = Tab(at.port, cookie_of(at, "south"))
    tab.run(f"person={at.people['tom'].id}", "people")
    tab.run(f"team={at.north}", "people")
    tab.run(f"team={at.north}", "team")
    tab.run(f"team={at.north}", "assignments")
    assert "tom@" not in tab.seen.replace("\u2060", "") and "Tom" not in tab.seen
    tab.close()


def test_a_cookie_is_worth_nothing_after_signing_out(at, web):
    signed_in(web, "eve@example.org")
    stolen = {"cookie": f"trainer_sign_in={web.cookies['trainer_sign_in']}"}
    assert httpx2.get(f"{at.address}/_stcore/health", headers=stolen).status_code == 200
    web.post("/account/logout", data={"form": form_token(web.get("/account/logout"))})
    for path in ("/", "/_stcore/health", "/_stcore/host-config", "/media/x"):
        assert httpx2.get(f"{at.address}{path}", headers=stolen).status_code == 401
    with pytest.raises(InvalidStatus):
        Tab(at.port, stolen["cookie"])


def test_a_planted_cookie_does_not_become_a_sign_in(at, web):
    planted = "a" * 43
    web.cookies.set("trainer_sign_in", planted, domain="localhost.local")
    assert signed_in(web, "eve@example.org").status_code == 303
    assert at.accounts.standing(planted) is None
    assert planted not in [c.value for c in web.cookies.jar if c.name == "trainer_sign_in" and at.accounts.standing(c.value)]


# -- pretending ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["X-Trainer-Sign-In", "x-trainer-sign-in", "X_Trainer_Sign_In", "X-TRAINER_sign-In"])
def test_a_forged_header_names_nobody_in_any_spelling(at, name):
    tom = at.accounts.standing(at.accounts.sign_in("tom@example.org", PASSWORD).token)
    assert httpx2.get(f"{at.address}/_stcore/health", headers={name: tom}).status_code == 401
    with pytest.raises(InvalidStatus) as refused:
        Tab(at.port, headers={name: tom})
    assert refused.value.response.status_code == 403
    tab = Tab(at.port, cookie_of(at, "eve"), headers={name: tom})
    tab.run("", "account")
    assert "Eve" in tab.seen and "Tom" not in tab.seen
    tab.close()


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"])
def test_counters_and_ways_for_machines_are_there_for_nobody(at, path):
    for headers in ({}, {"cookie": cookie_of(at, "owner")}):
        for method in ("GET", "POST"):
            assert httpx2.request(method, f"{at.address}{path}", headers=headers).status_code in (401, 404)


def test_another_host_name_gets_nothing_by_http_or_websocket_even_with_a_sign_in(at):
    cookie = {"cookie": cookie_of(at, "tom")}
    for host in ("evil.example", "localhost.evil.example"):
        answer = httpx2.get(f"{at.address}/", headers=cookie | {"host": host})
        assert answer.status_code == 400 and host not in answer.text
        answer = httpx2.get(f"{at.address}/account/login", headers={"host": host})
        assert answer.status_code == 400 and "set-cookie" not in answer.headers


@pytest.mark.parametrize("form", ["login", "logout", "invite", "reset", "setup"])
def test_no_form_is_taken_from_another_site(at, web, form):
    link = at.accounts.invite(at.owner, f"csrf-{form}@example.org", "C", at.north, (T,)) if form == "invite" else \
        at.accounts.reset(at.owner, at.people["eve"].id)
    where = f"/account/{form}" + (f"?token={link}" if form in ("invite", "reset") else "")
    shown = web.get(where)
    given = {"email": "eve@example.org", "password": PASSWORD, "name": "C"}
    if 'name="form"' in shown.text:
        given["form"] = form_token(shown)
    for how in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        answer = web.post(where, data=given, headers=how)
        assert answer.status_code in (403, 404)
        assert not any(c.startswith("trainer_sign_in=") for c in answer.headers.get_list("set-cookie"))
    if form in ("invite", "reset"):
        assert at.accounts.invited(link)      # the link was not used up


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aSet-Cookie:x=y", "javascript:alert(1)", "/account/logout"])
def test_signing_in_leads_to_no_other_site(at, web, onward):
    answer = signed_in(web, "eve@example.org", onward=onward)
    assert answer.status_code == 303
    assert answer.headers["location"] in ("/", "/%0d%0aSet-Cookie:x=y") and "x=y" not in answer.headers.get("set-cookie", "")


def test_guessing_is_slowed_down_for_known_and_unknown_alike_and_no_header_gets_around_it(at, web):
    said = {}
    for email in ("rhea@example.org", "nobody@example.org"):
        for n in range(12):
            form = web.get("/account/login")
            answer = web.post("/account/login", data={"email": email, "password": f"guess number {n}", "form": form_token(form)},
                              headers={"x-forwarded-for": f"203.0.113.{n}"})
        said[email] = "tried too often" in answer.text
        assert answer.status_code == 401
    assert said == {"rhea@example.org": True, "nobody@example.org": True}
    assert "tried too often" in signed_in(web, "rhea@example.org").text       # not even with the right password, for now


def test_no_secret_is_sent_down_to_a_screen_not_even_to_an_owner(at):
    token = at.accounts.sign_in("owner@example.org", PASSWORD).token
    tab = Tab(at.port, f"trainer_sign_in={token}")
    for query, screen in (("", "account"), ("", "people"), ("part=invite", "people"), ("part=teams", "people"), (f"person={at.people['tom'].id}", "people"),
                          ("", "audit"), ("", "settings")):
        tab.run(query, screen)
    assert "Olive" in tab.seen and "turned accounts on" in tab.seen
    for secret in (token, at.accounts.standing(token), "$argon2", PASSWORD, SECRET):
        assert secret not in tab.seen
    tab.close()


# -- at the end: nothing of all this is in the log -----------------------------------------------------------------------

def test_nothing_of_it_stands_in_the_log(at):
    log = at.server.log.read_text(errors="replace")
    for secret in (PASSWORD, SECRET, "tom@example.org", "guess number", "trainer_sign_in="):
        assert secret not in log, secret
