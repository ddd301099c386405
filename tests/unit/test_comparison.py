"""Verdicts, families, and who gains and loses."""

import numpy as np
import pytest

from procsim.analysis.comparison import Outcome, compare
from procsim.analysis.estimates import estimate
from procsim.analysis.frames import effects_frame, kpis_frame
from procsim.analysis.sheet import Key
from procsim.analysis.stability import Stability
from procsim.model.flow_analysis.flow import analyse
from tests.builders import model

MODEL = model()
FLOW = analyse(MODEL)
STEADY = Stability((), frozenset())


def key(kpi="cycle_time", *, statistic="mean", scope="office", id_="a", unit="days"):
    return Key("visa", scope, id_, kpi, statistic, unit)


def outcome(id_, columns, stability=STEADY):
    values = np.array(list(columns.values()), dtype=float).T
    return Outcome(id_, MODEL, None, estimate(id_, list(columns), values), stability, FLOW)


def judged(before, after, **fields):
    found = compare(outcome("baseline", before), outcome_list(after), **fields)
    return {each.key: each for each in found.judgements}, found


def outcome_list(after):
    return [outcome("redesign", after)]


def one(before, after, **fields):
    made = key(**fields)
    return judged({made: before}, {made: after})[0][made]


def test_fewer_days_are_better_and_more_are_worse():
    assert one([10, 11, 12], [8, 9, 10.1]).verdict == "better"
    assert one([8, 9, 10.1], [10, 11, 12]).verdict == "worse"


def test_a_higher_share_within_target_is_better():
    assert one([0.5, 0.6, 0.7], [0.8, 0.9, 1.01], kpi="within_target").verdict == "better"


def test_what_has_no_better_side_is_higher_or_lower():
    assert one([0.5, 0.6, 0.7], [0.8, 0.9, 1.01], kpi="utilisation").verdict == "higher"
    assert one([0.8, 0.9, 1.01], [0.5, 0.6, 0.7], kpi="utilisation").verdict == "lower"


def test_only_a_difference_that_is_always_zero_is_called_the_same():
    assert one([1, 2, 3], [1, 2, 3]).verdict == "same"
    # +1 and −1: zero on average, and yet unknown.
    assert one([1, 2], [2, 1]).verdict == "cannot_tell"


def test_a_single_replication_is_not_tested():
    found = one([10], [5])
    assert found.verdict == "not_tested"
    assert found.more is None


def test_a_value_that_is_missing_is_not_tested():
    found = one([10, np.inf, 12], [8, 9, 10])
    assert found.verdict == "not_tested"


def test_what_cannot_be_told_says_how_many_more_replications_would_do():
    """Differences 1, −3, −1, −1 (s = 1.633): t(n − 1; 97.5 %) × s / √n is below 1 first at n = 13
    (2.179 × 1.633 / 3.606 = 0.987; at 12 2.201 × 1.633 / 3.464 = 1.038)."""
    found = one([10, 10, 10, 10], [11, 7, 9, 9])
    assert found.more == 13 - 4


def test_a_verdict_that_stands_asks_for_no_more_replications():
    assert one([10, 11, 12], [8, 9, 10.1]).more is None


def test_many_offices_are_judged_as_one_family():
    """Forty offices of which one alone would pass at 5 %: Holm multiplies its p by 40."""
    keys = [key(id_=f"office{number}") for number in range(40)]
    noise = np.array([1.0, -1.0, 0.5, -0.5])
    before = dict.fromkeys(keys, [10.0] * 4)
    after = dict.fromkeys(keys, 10 + noise)
    after[keys[0]] = 10 + np.array([-2.0, -1.0, -1.5, -0.4])  # p = 0.03 alone

    found, _ = judged(before, after)

    alone, _ = judged({keys[0]: before[keys[0]]}, {keys[0]: after[keys[0]]})
    assert alone[keys[0]].verdict == "better"
    assert found[keys[0]].verdict == "cannot_tell"
    assert found[keys[0]].p == pytest.approx(min(1.0, 40 * alone[keys[0]].p))
    # Told at the level of the family it takes more replications than alone.
    assert found[keys[0]].more > 0


def test_the_headline_is_one_family_over_all_scenarios():
    headline = key(scope="process", id_="visa")
    before = outcome("baseline", {headline: [10, 10, 10, 10]})
    after = [
        outcome(name, {headline: 10 + np.array([-2.0, -1.0, -1.5, -0.4])}) for name in ("a", "b")
    ]
    alone = compare(before, after[:1]).judgements[0].p
    together = [each.p for each in compare(before, after).judgements]
    assert together == pytest.approx([2 * alone, 2 * alone])


def test_posts_needed_are_judged_with_the_headline():
    """p times 2 for the smaller of two equal ones, as in the table where they stand together."""
    of_all = [
        key(kpi, statistic="total", scope="process", id_="all")
        for kpi in ("cost_of_capacity", "posts_needed")
    ]
    drop = 10 + np.array([-2.0, -1.0, -1.5, -0.4])
    found, comparison = judged(dict.fromkeys(of_all, [10.0] * 4), dict.fromkeys(of_all, drop))
    one_alone = one([10.0] * 4, drop).p
    assert [each.p for each in found.values()] == pytest.approx([2 * one_alone] * 2)
    assert len(comparison.headline) == 2


def shifts(before, after, materiality=0.05, **fields):
    made = key(**fields)
    found = judged({made: before}, {made: after}, materiality=materiality)[1]
    return [(shift.judgement.key.id, shift.better) for shift in found.shifts]


def test_an_office_that_surely_loses_more_than_the_materiality_is_named():
    assert shifts([10, 11, 12, 13], [12, 13.1, 14, 15.2]) == [("a", False)]


def test_an_office_that_surely_gains_more_than_the_materiality_is_named():
    assert shifts([12, 13.1, 14, 15.2], [10, 11, 12, 13]) == [("a", True)]


def test_a_sure_but_small_loss_is_not_named():
    """1 % worse, always: sure, and less than 5 %."""
    assert shifts([10, 11, 12, 13], [10.1, 11.12, 12.1, 13.1]) == []
    assert shifts([10, 11, 12, 13], [10.1, 11.12, 12.1, 13.1], materiality=0) == [("a", False)]


def test_a_large_but_uncertain_loss_is_not_named():
    assert shifts([10, 10, 10, 10], [20, 5, 25, 4]) == []


def test_a_rule_on_materiality_counts_each_replications_own_baseline():
    """A loss of 8 % in every replication is surely more than 5 %, however much AS-IS varies."""
    before = np.array([10.0, 20.0, 40.0, 15.0])
    assert shifts(before, before * 1.08) == [("a", False)]
    assert shifts(before, before * 1.049) == []


def test_a_lower_share_within_target_is_a_loss():
    assert shifts([0.9, 0.91, 0.92], [0.5, 0.51, 0.53], kpi="within_target") == [("a", False)]


def test_staff_measures_of_an_office_are_no_gain_or_loss_of_it():
    assert shifts([9, 9.1, 9.2], [5, 5.1, 5.3], kpi="work_per_year", statistic="total") == []


def test_nothing_is_said_of_what_an_unstable_pool_touches():
    made = key()
    before = outcome("baseline", {made: [10, 11, 12]})
    after = outcome("redesign", {made: [5, 6, 7.1]}, Stability((), frozenset({made})))
    found = compare(before, [after])
    assert found.judgements[0].verdict == "not_comparable"
    assert found.shifts == ()


def test_the_table_of_effects_holds_every_judgement_and_what_is_gone():
    pool = key("posts", statistic="total", scope="pool", id_="old", unit="posts")
    before = outcome("baseline", {key(): [10, 11], pool: [2, 2]})
    found = compare(before, [outcome("redesign", {key(): [8, 9]})])

    table = effects_frame(found)

    assert table["id"].tolist() == ["a", "old"]
    assert table["mean"].tolist() == [8.5, 0.0]
    assert table["difference"].tolist() == [-2.0, -2.0]
    assert table["replications"].tolist() == [2, 2]
    assert list(table.columns[:7]) == [
        "scenario", "process", "scope", "id", "kpi", "statistic", "unit",
    ]  # fmt: skip


def test_the_table_of_indicators_counts_the_replications_that_have_a_value():
    table = kpis_frame([estimate("x", [key()], np.array([[1.0], [np.nan], [3.0]]))])
    assert table["replications"].tolist() == [2]
    assert table["mean"].tolist() == [2.0]
