"""The difficulty contract over every shipped scenario: two seeds here, twenty in make bench; the docs' matrix is current."""

from __future__ import annotations

import pytest

from bench.contract import DOCS, matrix
from trainer.bots.contract import breaches
from trainer.bots.policies import Bot
from trainer.bots.trial import breach_lines, repeats, table
from trainer.domain.scenario import Challenge
from trainer.library import FileLibrary
from trainer.terminal.simulate import simulate

LIBRARY = FileLibrary()
SCENARIOS = LIBRARY.scenarios()


@pytest.fixture(scope="module")
def runs():
    return simulate(SCENARIOS, list(Bot), 2)


def test_the_contract_holds(runs):
    broken, _ = breach_lines(breaches(runs))
    assert broken == []


def test_no_client_repeats_a_line(runs):
    assert [(r.scenario.id, r.bot.value, r.seed) for r in runs if repeats(r)] == []


def test_harder_clients_take_longer(runs):
    skilled = [r for r in table(runs) if r.bot == Bot.SKILLED.value]
    mean = {d: sum(r.replies for r in skilled if r.difficulty == d) / max(1, sum(1 for r in skilled if r.difficulty == d)) for d in (1, 2, 3)}
    assert mean[1] < mean[2] < mean[3]


def test_every_challenge_and_technique_has_its_occasion():
    assert {s.challenge for s in SCENARIOS} == set(Challenge)
    served = {t for s in SCENARIOS for t in s.techniques}
    assert {t.id for t in LIBRARY.techniques().techniques} <= served
    assert len(SCENARIOS) >= 14 and len({s.industry for s in SCENARIOS}) >= 10
    assert {s.difficulty for s in SCENARIOS} == {1, 2, 3}


def test_the_matrix_in_the_docs_is_current():
    assert (DOCS / "scenarios.md").read_text(encoding="utf-8") == matrix(LIBRARY)
