"""The real server, over http and websocket, against those who want in without being let in; nothing leaks on the way."""

from __future__ import annotations

import re
import urllib.parse
from types import SimpleNamespace

import httpx2
import pytest
from websockets.exceptions import InvalidStatus

from tests.e2e.browser import Server
from tests.practice_house import TestClock, house
from tests.servers.streamlit_socket import Tab
from tests.team_house import GOOD, LIBRARY, PASSWORD, SCENARIO, T, quick_passwords
from trainer.services.accounts import Accounts
from trainer.store.store import Store
from trainer.web.forms import local

SECRET_WORDS = "a sentence that only Tom has said"


@pytest.fixture(scope="module")
def at(tmp_path_factory):
    """A server with accounts: an owner, and two trainees; Tom has a talk."""
    file = tmp_path_factory.mktemp("sign-in") / "trainer.db"
    store = Store(f"sqlite:///{file}")
    accounts = Accounts(store, TestClock(), quick_passwords())
    practising = house(store, LIBRARY)
    owner = accounts.set_up_owner("owner@example.org", "Olive", PASSWORD).person
    team = accounts.new_team(owner, "North")
    people = {name: accounts.accept(accounts.invite(owner, f"{name}@example.org", name, team, (T,)), PASSWORD).person
              for name in ("tom", "eve")}
    talk = practising.start(people["tom"], SCENARIO)
    practising.say(people["tom"], talk.id, SECRET_WORDS, 0)
    practising.wait(people["tom"], talk.id, 20)
    running = Server(file)
    running.start()
    yield SimpleNamespace(server=running, port=running.port, accounts=accounts, owner=owner, people=people, talk=talk,
                          team=team, address=f"http://localhost:{running.port}", store=store)
    running.stop()
    practising.close()
    store.close()


@pytest.fixture
def web(at):
    with httpx2.Client(base_url=at.address, follow_redirects=False) as client:
        yield client


def form_token(answer) -> str:
    return re.search(r'name="form" value="([^"]+)"', answer.text).group(1)


def signed_in(web, email: str, password: str = PASSWORD, onward: str = "/"):
    form = web.get("/account/login", params={"next": onward})
    return web.post(f"/account/login?next={urllib.parse.quote(onward)}",
                    data={"email": email, "password": password, "form": form_token(form)})


def cookie_of(at, name: str) -> str:
    return f"trainer_sign_in={at.accounts.sign_in(f'{name}@example.org', PASSWORD).token}"


# -- the forms ------------------------------------------------------------------------------------------------------

def test_somebody_unknown_is_shown_the_form_and_then_comes_to_where_they_wanted(at, web):
    first = web.get("/progress?practice=1", headers={"accept": "text/html"})
    assert first.status_code == 303
    assert first.headers["location"] == "/account/login?next=/progress%3Fpractice%3D1"
    answer = signed_in(web, "tom@example.org", onward="/progress?practice=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/progress?practice=1")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("trainer_sign_in="))
    for word in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age="):
        assert word in cookie
    assert web.get("/", headers={"accept": "text/html"}).status_code == 200


def test_under_https_the_cookie_is_for_https_and_this_host_only(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'x.db'}")
    Accounts(store, TestClock(), quick_passwords()).set_up_owner("owner@example.org", "Olive", PASSWORD)
    store.close()
    running = Server(tmp_path / "x.db", TRAINER_PUBLIC_URL="https://practice.example.org")
    running.start()
    try:
        with httpx2.Client(base_url=running.address, headers={"host": "practice.example.org"}) as web:
            form = web.get("/account/login")
            kept = form.headers["set-cookie"].split(";")[0]
            answer = web.post("/account/login", headers={"cookie": kept}, data={
                "email": "owner@example.org", "password": PASSWORD, "form": form_token(form)})
        cookie = next(c for c in answer.headers.get_list("set-cookie") if "trainer_sign_in" in c)
        assert cookie.startswith("__Host-trainer_sign_in=")
        assert "Secure" in cookie and "HttpOnly" in cookie and "Domain" not in cookie
    finally:
        running.stop()


def test_a_wrong_password_says_so_in_the_form_and_sets_no_cookie(at, web):
    answer = signed_in(web, "tom@example.org", "not the password")
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text and "do not go together" in answer.text
    assert not any(c.startswith("trainer_sign_in=") for c in answer.headers.get_list("set-cookie"))
    assert "not the password" not in answer.text


@pytest.mark.parametrize("sent", [
    {"data": {"form": "forged"}},
    {"data": {}},
    {"headers": {"origin": "http://evil.example"}},
    {"headers": {"origin": "null"}},
    {"headers": {"sec-fetch-site": "cross-site"}},
    {"content": "x" * 20_000},
])
def test_a_form_that_another_site_sends_is_not_taken(at, web, sent):
    form = web.get("/account/login")
    good = {"email": "tom@example.org", "password": PASSWORD, "form": form_token(form)}
    given = {"data": good} | sent if "headers" in sent else sent
    if "data" in sent and sent["data"]:
        given = {"data": good | sent["data"]}
    answer = web.post("/account/login", **given)
    assert answer.status_code == 403
    assert not any(c.startswith("trainer_sign_in=") for c in answer.headers.get_list("set-cookie"))


def test_what_somebody_types_is_shown_as_text(at, web):
    answer = signed_in(web, '"><script>alert(1)</script>@example.org', "wrong password")
    assert "<script>" not in answer.text


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/a\nb",
                                     "/account/logout", ""])
def test_after_signing_in_one_is_sent_to_no_other_site(address):
    assert local(address) == "/"


@pytest.mark.parametrize("address", ["/account", "/account?x=1", "/people?person=a&part=invite", "/progress"])
def test_after_signing_in_one_comes_to_the_screen_one_wanted(address):
    assert local(address) == address


def test_signing_out_needs_a_click_here_and_ends_this_browser(at, web):
    signed_in(web, "tom@example.org")
    form = web.get("/account/logout")
    assert web.get("/", headers={"accept": "text/html"}).status_code == 200   # the link alone signed nobody out
    assert web.post("/account/logout", data={"form": "forged"}).status_code == 403
    token = web.cookies["trainer_sign_in"]
    assert web.post("/account/logout", data={"form": form_token(form)}).status_code == 303
    assert at.accounts.standing(token) is None


def test_an_invitation_works_once_in_the_browser(at, web):
    link = at.accounts.invite(at.owner, "ina@example.org", "Ina", at.team, (T,))
    form = web.get("/account/invite", params={"token": link})
    assert "ina@example.org" in form.text
    answer = web.post(f"/account/invite?token={link}", data={"name": "Ina", "password": "short", "form": form_token(form)})
    assert answer.status_code == 400 and "at least 10" in answer.text
    answer = web.post(f"/account/invite?token={link}", data={"name": "Ina", "password": PASSWORD, "form": form_token(form)})
    assert answer.status_code == 303
    assert web.get("/", headers={"accept": "text/html"}).status_code == 200
    again = web.get("/account/invite", params={"token": link})
    assert again.status_code == 410 and "no longer good" in again.text and "ina@" not in again.text


def test_there_is_no_second_first_owner(at, web):
    assert web.get("/account/setup").status_code == 404
    assert web.post("/account/setup", data={"email": "x@example.org", "name": "X", "password": PASSWORD}).status_code == 404


# -- the attacks ----------------------------------------------------------------------------------------------------

FORGED = {"X-Trainer-Sign-In": "0" * 64, "x_trainer_sign_in": "0" * 64}


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/upload_file/a/b", "/media/x.png", "/static/js/index.js",
                                  "/_stcore/host-config", "/account/../", "/account/login/..%2f..%2f_stcore/health",
                                  "//", "/account/unknown", "/_stcore/bidi-components/x"])
def test_nothing_but_the_forms_is_there_for_somebody_unknown(at, web, path):
    for headers in ({}, FORGED, {"cookie": "trainer_sign_in=forged"}, {"cookie": "trainer_sign_in="}):
        answer = web.get(path, headers=headers)
        assert answer.status_code in (401, 404), (path, headers, answer.status_code)
        assert "streamlit" not in answer.text.lower()


def test_health_is_told_to_everybody_and_says_nothing_else(at, web):
    assert web.get("/healthz").json() == {"ok": True}


def test_a_websocket_of_somebody_unknown_is_refused(at):
    for how in ({}, {"headers": FORGED}, {"cookie": "trainer_sign_in=forged"}, {"cookie": "_streamlit_user=x"}):
        with pytest.raises(InvalidStatus) as refused:
            Tab(at.port, **how)
        assert refused.value.response.status_code == 403


def test_a_websocket_without_origin_or_from_elsewhere_is_refused_even_with_a_sign_in(at):
    cookie = cookie_of(at, "tom")
    for origin in (None, "http://evil.example", "null"):
        with pytest.raises(InvalidStatus) as refused:
            Tab(at.port, cookie, origin=origin)
        assert refused.value.response.status_code == 403


def test_a_forged_header_beside_a_real_sign_in_makes_nobody_else_of_me(at):
    tom_hash = at.accounts.standing(at.accounts.sign_in("tom@example.org", PASSWORD).token)
    tab = Tab(at.port, cookie_of(at, "eve"), headers={"X-Trainer-Sign-In": tom_hash})
    drawn = tab.run(f"practice={at.talk.id}", "talk")
    assert SECRET_WORDS not in drawn and "no such talk of yours" in drawn
    tab.close()


def test_my_own_talk_is_shown_to_me_and_to_nobody_else_by_its_id(at):
    tom = Tab(at.port, cookie_of(at, "tom"))
    assert SECRET_WORDS in tom.run(f"practice={at.talk.id}", "talk")
    for name in ("eve", "owner"):
        other = Tab(at.port, cookie_of(at, name))
        for screen in ("talk", "debrief", "compare"):
            assert SECRET_WORDS not in other.run(f"practice={at.talk.id}&other={at.talk.id}", screen)
        assert "no such talk of yours" in other.seen
        other.close()
    tom.close()


def test_anothers_streamlit_session_cannot_be_taken_over(at):
    tom = Tab(at.port, cookie_of(at, "tom"))
    tom.run(f"practice={at.talk.id}", "talk")
    assert tom.session
    eve = Tab(at.port, cookie_of(at, "eve"), session=tom.session)
    drawn = eve.run()
    assert eve.session and eve.session != tom.session
    assert SECRET_WORDS not in drawn
    assert SECRET_WORDS in tom.run(f"practice={at.talk.id}", "talk")   # and Tom's goes on
    tom.close()
    late = Tab(at.port, cookie_of(at, "eve"), session=tom.session)
    late.run()
    assert late.session != tom.session and SECRET_WORDS not in late.seen
    eve.close(), late.close()


def test_an_open_tab_shows_nothing_more_once_its_sign_in_is_revoked(at):
    token = at.accounts.sign_in("tom@example.org", PASSWORD).token
    tab = Tab(at.port, f"trainer_sign_in={token}")
    assert SECRET_WORDS in tab.run(f"practice={at.talk.id}", "talk")
    at.accounts.sign_out(token)
    drawn = tab.run(f"practice={at.talk.id}", "talk")
    assert SECRET_WORDS not in drawn and "not signed in any more" in drawn
    with pytest.raises(InvalidStatus):
        Tab(at.port, f"trainer_sign_in={token}", session=tab.session)
    tab.close()


def test_an_open_tab_of_somebody_shut_out_shows_nothing_more(at, web):
    gone = at.accounts.accept(at.accounts.invite(at.owner, "gus@example.org", "Gus", at.team, (T,)), PASSWORD)
    tab = Tab(at.port, f"trainer_sign_in={gone.token}")
    assert "Freezer" in tab.run() or tab.seen
    at.accounts.deactivate(at.owner, gone.person.id)
    assert "not signed in any more" in tab.run()
    tab.close()
    assert web.get("/", headers={"cookie": f"trainer_sign_in={gone.token}", "accept": "text/html"}).status_code == 303


def test_nothing_of_all_this_stands_in_the_servers_log(at, web):
    signed_in(web, "tom@example.org")
    token = web.cookies["trainer_sign_in"]
    link = at.accounts.invite(at.owner, "log@example.org", "Log", at.team, (T,))
    web.get("/account/invite", params={"token": link})
    log = at.server.log.read_text(errors="replace")
    for secret in (PASSWORD, token, at.accounts.standing(token), link, SECRET_WORDS, GOOD):
        assert secret not in log


# -- personal mode --------------------------------------------------------------------------------------------------

def test_without_accounts_all_is_as_before_and_the_first_owner_is_set_up_from_this_machine_only(tmp_path):
    running = Server(tmp_path / "personal.db")
    running.start()
    store = Store(f"sqlite:///{tmp_path / 'personal.db'}")
    try:
        with httpx2.Client(base_url=f"http://localhost:{running.port}") as web:
            assert web.get("/", headers={"accept": "text/html"}).status_code == 200
            assert web.get("/account/login").headers["location"] == "/"
            tab = Tab(running.port, headers=FORGED)
            before = tab.run()
            assert "not signed in" not in before and tab.session
            for header in ("x-forwarded-for", "forwarded", "via"):
                assert web.get("/account/setup", headers={header: "203.0.113.9"}).status_code == 404
            form = web.get("/account/setup")
            answer = web.post("/account/setup", data={"name": "Olive", "email": "owner@example.org", "password": PASSWORD,
                                                      "adopt": "yes", "form": form_token(form)})
            assert answer.status_code == 303
            assert "not signed in any more" in tab.run()     # the tab from before has no person now
            tab.close()
            assert web.get("/", headers={"accept": "text/html"}).status_code == 200
        with pytest.raises(InvalidStatus):
            Tab(running.port)
    finally:
        running.stop()
        store.close()
