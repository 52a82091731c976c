"""The difficulty contract over every shipped scenario: two seeds here, twenty in make bench; the docs' matrix is current."""

from __future__ import annotations

import re

import pytest

from bench.contract import DOCS, matrix
from trainer.bots.contract import breaches
from trainer.bots.policies import Bot
from trainer.bots.trial import authored, breach_lines, dead_lines, repeats, table
from trainer.domain.scenario import Challenge
from trainer.library import FileLibrary, check
from trainer.library.shelf import parse
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


def test_the_smallest_file_of_the_docs_passes_check_and_contract():
    path = DOCS / "smallest-scenario.yaml"
    assert check([path]) == []
    runs = simulate([parse(path)[1]], list(Bot), 2)
    assert breach_lines(breaches(runs))[0] == []


def test_nearly_every_authored_line_is_said_by_some_bot():
    """Twenty seeds (make bench) leave 5 % unsaid; here one scenario of each difficulty, at six."""
    some = [next(s for s in SCENARIOS if s.difficulty == d and s.endings[0].kind.value == "resolved") for d in (1, 3)]
    runs = simulate(some, list(Bot), 6)
    dead, written = sum(len(dead_lines(s, runs)) for s in some), sum(len(authored(s)) for s in some)
    assert dead < 0.3 * written, f"{dead} of {written}"


def test_the_docs_list_what_no_bot_reaches():
    text = (DOCS / "contract.md").read_text(encoding="utf-8")
    listed = {line.split(": ", 1)[1] for line in text.splitlines() if line.startswith("- `")}
    total, written = map(int, re.search(r"reached \((\d+) of (\d+)", text).groups())
    assert written == sum(len(authored(s)) for s in SCENARIOS) and total < 0.05 * written
    assert listed <= {line for s in SCENARIOS for _, line in authored(s)}
