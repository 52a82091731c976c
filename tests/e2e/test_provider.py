"""In the browser: through the identity provider into the trainer, and out again; nothing in the way stops it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import axe_violations, settled
from tests.e2e.team_server import TeamServer, address_of
from tests.servers.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider


@pytest.fixture
def provided(tmp_path):
    provider = IdentityProvider()
    running = TeamServer(tmp_path, TRAINER_OIDC_METADATA_URL=provider.metadata_url, TRAINER_OIDC_CLIENT_ID=CLIENT_ID,
                         TRAINER_OIDC_CLIENT_SECRET=CLIENT_SECRET, TRAINER_OIDC_NAME="Acme & Co")
    running._environ["TRAINER_PUBLIC_URL"] = f"http://localhost:{running.port}"
    running.start()
    yield running, provider
    running.stop()
    provider.stop()


def test_through_the_provider_in_and_out_also_when_begun_under_another_name(provided, page):
    server, provider = provided
    provider.says = {"sub": "stranger", "email": "stranger@example.org", "email_verified": True}
    page.goto(f"{server.address}/account/login?next=/account")      # 127.0.0.1; the provider sends people to localhost
    assert axe_violations(page) == []
    page.get_by_role("link", name="Sign in with Acme & Co").click()
    expect(page.get_by_text("Nobody with that identity has been let in here.")).to_be_visible()
    assert axe_violations(page) == []
    provider.says = {"sub": "mona-at-acme", "email": address_of("mona"), "email_verified": True}
    page.get_by_role("link", name="Back to the sign-in").click()
    page.goto(f"http://localhost:{server.port}/account/login?next=/account")
    page.get_by_role("link", name="Sign in with Acme & Co").click()
    page.wait_for_url(re.compile(r"/account$"))
    settled(page)
    expect(page.get_by_text("You can also sign in through your organisation.")).to_be_visible()
    assert not [c["name"] for c in page.context.cookies() if c["name"].startswith("_streamlit_user")]
    assert page.complaints == []
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
