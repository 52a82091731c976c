"""The agreement figures are what their names say."""

import pytest

from trainer.domain.agreement import agree, spearman, weighted_kappa


def test_too_few_ratings_give_no_figure():
    assert agree([3] * 9, [3] * 9) is None


def test_perfect_agreement_is_one_with_no_bias():
    levels = [1, 2, 3, 4, 5] * 4
    found = agree(levels, levels, draws=50)
    assert found is not None
    assert found.kappa == pytest.approx(1) and found.bias == 0 and found.exact == 1 and found.spearman == pytest.approx(1)


def test_kappa_matches_a_hand_worked_case():
    # observed disagreement 2/4, expected by the margins: first (1,2,4,5), second (1,3,3,5) → mean squared distance 4.75
    pairs = [(1, 1), (2, 3), (4, 3), (5, 5)]
    expected = sum((a - b) ** 2 for a in (1, 2, 4, 5) for b in (1, 3, 3, 5)) / 16
    assert weighted_kappa(pairs) == pytest.approx(1 - 0.5 / expected)


def test_a_scorer_that_says_three_to_everything_has_kappa_zero_however_close_it_is():
    found = agree([2, 3, 4] * 10, [3] * 30, draws=20)
    assert found is not None and found.within_one == 1 and found.kappa == pytest.approx(0, abs=1e-9)


def test_bias_is_positive_when_the_scorer_is_milder():
    found = agree([1, 2, 3, 4] * 5, [2, 3, 4, 5] * 5, draws=20)
    assert found is not None and found.bias == 1 and found.exact == 0 and found.within_one == 1


def test_the_interval_holds_the_kappa_and_the_confusion_holds_every_pair():
    first = [1, 2, 3, 4, 5, 3, 2, 4] * 6
    second = [1, 3, 3, 4, 4, 2, 2, 5] * 6
    found = agree(first, second)
    assert found is not None and found.low < found.kappa < found.high
    assert sum(map(sum, found.confusion)) == 48 and found.confusion[1][2] == 6


def test_rank_correlation_shares_the_rank_of_ties():
    assert spearman([1, 2, 2, 3], [10, 20, 20, 30]) == pytest.approx(1)
    assert spearman([1, 2, 3], [5, 5, 5]) == 0
