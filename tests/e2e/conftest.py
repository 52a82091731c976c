"""One browser and one server for all browser tests; a test that kills its server starts one of its own."""

from __future__ import annotations

import pytest

from tests.e2e.browser import Server, a_browser, a_page
from tests.e2e.team_server import TeamServer


@pytest.fixture(scope="session")
def browser():
    with a_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("server") / "trainer.db")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_server(tmp_path):
    running = Server(tmp_path / "trainer.db")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def page(browser):
    opened = a_page(browser)
    yield opened
    opened.context.close()


@pytest.fixture
def second_page(browser):
    opened = a_page(browser)
    yield opened
    opened.context.close()


@pytest.fixture(scope="session")
def team_server(tmp_path_factory):
    """One server with people on it; a test that changes people or settings for others starts its own."""
    running = TeamServer(tmp_path_factory.mktemp("team"))
    running.start()
    yield running
    running.stop()
