"""Signing in through an identity provider, against the real server: its word says who somebody is, never what they may."""

from __future__ import annotations

from types import SimpleNamespace

import httpx2
import pytest
from websockets.exceptions import InvalidStatus

from tests.e2e.browser import Server
from tests.practice_house import TestClock
from tests.servers.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider
from tests.servers.streamlit_socket import Tab
from tests.team_house import PASSWORD, M, T, quick_passwords
from trainer.domain.errors import Misconfigured, NotAllowed
from trainer.services.accounts import Accounts, Vouched
from trainer.settings import load
from trainer.store.store import Store


@pytest.fixture(scope="module")
def at(tmp_path_factory):
    """A server with an owner, and a provider that people may sign in with."""
    file = tmp_path_factory.mktemp("oidc") / "trainer.db"
    store = Store(f"sqlite:///{file}")
    accounts = Accounts(store, TestClock(), quick_passwords())
    owner = accounts.set_up_owner("owner@example.org", "Olive", PASSWORD).person
    team = accounts.new_team(owner, "North")
    provider = IdentityProvider()
    running = Server(file, TRAINER_OIDC_METADATA_URL=provider.metadata_url, TRAINER_OIDC_CLIENT_ID=CLIENT_ID,
                     TRAINER_OIDC_CLIENT_SECRET=CLIENT_SECRET, TRAINER_OIDC_NAME="Acme & Co")
    running._environ["TRAINER_PUBLIC_URL"] = f"http://localhost:{running.port}"
    running.start()
    yield SimpleNamespace(server=running, port=running.port, accounts=accounts, owner=owner, team=team, provider=provider, store=store,
                          address=f"http://localhost:{running.port}")
    running.stop()
    provider.stop()
    store.close()


@pytest.fixture
def web(at):
    at.provider.lie = ""
    with httpx2.Client(base_url=at.address, follow_redirects=False) as client:
        yield client


def outside(at, web, onward: str = "/", **says):
    """All the way to the provider and back; the answer to the callback."""
    at.provider.says = says
    answer = web.get("/account/outside", params={"next": onward})
    while answer.status_code in (302, 303) and "/oauth2callback" not in str(answer.url):
        answer = web.get(answer.headers["location"])
    return answer


def invited(at, name: str, *roles):
    return at.accounts.invite(at.owner, f"{name}@example.org", name.capitalize(), at.team, roles or (T,))


def person_of(at, web):
    return at.accounts.who(at.accounts.standing(web.cookies["trainer_sign_in"]))


def nobody(web, answer) -> bool:
    return answer.status_code == 403 and "trainer_sign_in" not in web.cookies and web.get("/").status_code == 401


def test_the_form_offers_the_provider_by_its_name(at, web):
    form = web.get("/account/login", params={"next": "/progress"})
    assert "Sign in with Acme &amp; Co" in form.text and "/account/outside?next=/progress" in form.text


def test_somebody_invited_comes_in_with_the_invited_role_and_later_without_any_invitation(at, web):
    invited(at, "ina", T)
    answer = outside(at, web, "/progress?a=1", sub="ina-1", email="Ina@example.org", email_verified=True, roles=["owner"], sign_in="0" * 64)
    assert (answer.status_code, answer.headers["location"]) == (303, "/progress?a=1")
    ina = person_of(at, web)
    assert ina.roles == {at.team: (T,)} and ina.email == "ina@example.org"       # the role is ours, not the provider's
    names = [c.split("=")[0] for c in answer.headers.get_list("set-cookie")]
    assert not any(n.startswith("_streamlit_user") for n in names)               # no cookie that nobody can revoke
    assert web.get("/", headers={"accept": "text/html"}).status_code == 200
    assert at.accounts.people(at.owner).invited == ()                            # the invitation is used up
    web.cookies.clear()
    assert outside(at, web, sub="ina-1", email="another@example.org", email_verified=False).status_code == 303
    assert person_of(at, web).id == ina.id                                       # known by the provider's own lasting name
    asked = at.provider.asked[-1]
    assert asked["code_challenge_method"] == "S256" and asked["nonce"] and asked["redirect_uri"] == f"{at.address}/oauth2callback"


@pytest.mark.parametrize("says", [
    {"sub": "s", "email": "stranger@example.org", "email_verified": True},
    {"sub": "s", "email": "owner@example.org", "email_verified": False},
    {"sub": "s", "email": "owner@example.org"},
    {"sub": "s", "email": "", "email_verified": True},
    {"sub": "s", "email_verified": True},
])
def test_whom_nobody_invited_or_whose_address_is_not_verified_stays_outside(at, web, says):
    assert nobody(web, outside(at, web, **says))


@pytest.mark.parametrize("lie", ["signature", "audience", "issuer", "nonce", "old", "denied"])
def test_a_word_that_is_not_the_providers_lets_nobody_in(at, web, lie):
    at.provider.lie = lie
    assert nobody(web, outside(at, web, sub="owner-1", email="owner@example.org", email_verified=True))


def test_an_account_is_tied_to_the_first_identity_and_no_second_one_takes_it_over(at, web):
    person = at.accounts.accept(invited(at, "max", M), PASSWORD).person
    assert outside(at, web, sub="max-1", email="max@example.org", email_verified=True).status_code == 303
    assert person_of(at, web).id == person.id
    web.cookies.clear()
    assert nobody(web, outside(at, web, sub="max-2", email="max@example.org", email_verified=True))


def test_signing_out_everywhere_and_shutting_out_end_it_too(at, web):
    invited(at, "gus")
    outside(at, web, sub="gus-1", email="gus@example.org", email_verified=True)
    gus, cookie = person_of(at, web), f"trainer_sign_in={web.cookies['trainer_sign_in']}"
    tab = Tab(at.port, cookie)
    assert "not signed in" not in tab.run()
    at.accounts.sign_out_everywhere(gus)
    assert "not signed in any more" in tab.run() and web.get("/").status_code == 401
    tab.close()
    with pytest.raises(InvalidStatus):
        Tab(at.port, cookie)
    web.cookies.clear()
    assert outside(at, web, sub="gus-1", email="gus@example.org", email_verified=True).status_code == 303
    at.accounts.deactivate(at.owner, gus.id)
    assert web.get("/").status_code == 401
    web.cookies.clear()
    assert nobody(web, outside(at, web, sub="gus-1", email="gus@example.org", email_verified=True))


def test_a_callback_that_was_not_begun_here_or_comes_twice_is_refused(at, web):
    invited(at, "rob")
    at.provider.says = {"sub": "rob-1", "email": "rob@example.org", "email_verified": True}
    assert web.get("/oauth2callback", params={"code": "x", "state": "y"}).status_code == 403
    with httpx2.Client(base_url=at.address) as attacker:     # the attacker's own way there, pressed upon somebody else
        begun = attacker.get("/account/outside")
        begun = attacker.get(begun.headers["location"])
        back = attacker.get(begun.headers["location"]).headers["location"]
    assert nobody(web, web.get(back))
    done = outside(at, web, **at.provider.says)
    assert done.status_code == 303
    again = web.get(str(done.url))
    assert again.status_code == 403 and not any("trainer_sign_in=" in c for c in again.headers.get_list("set-cookie"))


def test_after_signing_in_there_one_is_sent_to_no_other_site(at, web):
    invited(at, "ann")
    for n, onward in enumerate(("//evil.example", "https://evil.example", "/account/logout")):
        answer = outside(at, web, onward, sub="ann-1", email="ann@example.org", email_verified=True)
        assert (answer.status_code, answer.headers["location"]) == (303, "/"), n


def test_streamlits_own_sign_in_is_no_way_around(at, web):
    assert web.get("/auth/login").status_code in (302, 400) and "set-cookie" not in web.get("/auth/login").headers
    assert web.get("/auth/login", params={"provider": "forged"}).headers.get("location") == "/"
    assert web.get("/auth/logout").status_code == 401
    with pytest.raises(InvalidStatus):
        Tab(at.port, "_streamlit_user=forged")


def test_a_claim_called_like_our_header_names_nobody(at, web):
    tom = at.accounts.accept(invited(at, "tom"), PASSWORD)
    eve = at.accounts.accept(invited(at, "eve"), PASSWORD)
    tab = Tab(at.port, f"trainer_sign_in={eve.token}; _streamlit_user={at.accounts.standing(tom.token)}")
    tab.run()
    assert "Eve" in tab.seen and "Tom" not in tab.seen
    tab.close()


def test_no_secret_of_it_stands_in_the_log(at, web):
    invited(at, "log")
    outside(at, web, sub="log-1", email="log@example.org", email_verified=True)
    at.provider.lie = "signature"
    outside(at, web, sub="log-1", email="log@example.org", email_verified=True)
    log = at.server.log.read_text(errors="replace")
    for secret in (CLIENT_SECRET, "an access token", "log@example.org", "eyJ"):
        assert secret not in log, secret


def test_without_a_provider_there_is_no_button_and_no_way():
    assert load({}, None).auth_section() == {}


@pytest.mark.parametrize("environ", [
    {"TRAINER_OIDC_METADATA_URL": "https://id.example/.well-known/openid-configuration"},
    {"TRAINER_OIDC_CLIENT_SECRET": "very-secret"},
    {"TRAINER_OIDC_METADATA_URL": "http://id.example/x", "TRAINER_OIDC_CLIENT_ID": "a", "TRAINER_OIDC_CLIENT_SECRET": "very-secret"},
])
def test_half_a_configuration_is_refused_without_telling_its_secret(environ):
    with pytest.raises(Misconfigured) as wrong:
        load(environ, None)
    assert "OIDC" in str(wrong.value) and "very-secret" not in str(wrong.value)


def test_the_secret_is_in_no_printed_form():
    settings = load({"TRAINER_OIDC_METADATA_URL": "https://id.example/x", "TRAINER_OIDC_CLIENT_ID": "a", "TRAINER_OIDC_CLIENT_SECRET": "very-secret"}, None)
    assert "very-secret" not in repr(settings) and settings.auth_section()["auth"]["client_secret"] == "very-secret"
    assert settings.provider_name() == "id.example"


def test_no_word_of_a_provider_makes_the_first_owner(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'x.db'}")
    accounts = Accounts(store, TestClock(), quick_passwords())
    with pytest.raises(NotAllowed):
        accounts.sign_in_vouched(Vouched("https://id.example", "s", "me@example.org", True))
    assert not accounts.turned_on()
    store.close()
