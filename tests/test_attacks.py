"""Whatever is tried on the scorer stays under the cap that the codebook gives it, stated beforehand in trainer/scoring/attacks.py."""

import statistics

import pytest

from tests.offline import levels, rate
from trainer.domain.rubric import Dimension
from trainer.scoring.attacks import MOMENTS, Attack, attacks

ALL = list(attacks())
NAMES = sorted({a.name for a in ALL})


def _given(attack: Attack):
    m = attack.moment
    return levels(m.client, attack.reply, m.situation, m.history)


@pytest.mark.parametrize("name", NAMES)
def test_an_attack_stays_under_its_stated_caps(name):
    over = []
    for attack in (a for a in ALL if a.name == name):
        given = _given(attack)
        over += [f"{d.value} {given[d]} > {cap}: {attack.reply[:80]!r}" for d, cap in attack.caps.items() if given[d] > cap]
    assert not over, "\n".join(over)


@pytest.mark.parametrize("name", sorted({a.name for a in ALL if a.beside}))
def test_what_is_added_raises_nothing(name):
    over = []
    for attack in (a for a in ALL if a.name == name):
        m = attack.moment
        without, given = levels(m.client, attack.beside, m.situation, m.history), _given(attack)
        over += [f"{d.value} {without[d]} → {given[d]}: {attack.reply[:80]!r}" for d in Dimension if given[d] > without[d]]
        if attack.costs_clarity and given[Dimension.CLARITY] > max(1, without[Dimension.CLARITY] - 1):
            over.append(f"clarity is not lowered: {attack.reply[:80]!r}")
    assert not over, "\n".join(over)


def test_every_attack_lies_below_every_exemplary_reply():
    best = max(statistics.fmean(_given(a).values()) for a in ALL if not a.beside)
    worst = min(statistics.fmean(levels(m.client, m.exemplary, m.situation, m.history).values()) for m in MOMENTS)
    assert best < worst


def test_no_gate_fires_on_an_exemplary_ordinary_or_weak_reply():
    for m in MOMENTS:
        for reply in (m.exemplary, m.ordinary, m.weak):
            assert not rate(m.client, reply, m.situation, m.history).gates, reply


def test_every_gate_that_fires_states_its_reason_and_its_rule():
    for attack in ALL:
        m = attack.moment
        for hit in rate(m.client, attack.reply, m.situation, m.history).gates:
            assert hit.reason.endswith(".") and 0 <= hit.rule <= 9 and (hit.caps or hit.gate == "grader_talk")


def test_a_talk_of_greetings_scores_at_most_25_of_100():
    given = [levels(m.client, g, m.situation, m.history) for m in MOMENTS for g in ("Hi", "Hello there!", "Good morning")]
    means = {d: statistics.fmean(g[d] for g in given) for d in Dimension}
    assert 100 * sum(0.25 * (m - 1) / 4 for m in means.values()) <= 25


def test_good_and_poor_scripts_of_one_moment_lie_forty_points_apart():
    for m in MOMENTS:
        good = statistics.fmean(levels(m.client, m.exemplary, m.situation, m.history).values())
        poor = statistics.fmean(levels(m.client, m.weak, m.situation, m.history).values())
        assert 100 * (good - poor) / 4 >= 40, m.situation
