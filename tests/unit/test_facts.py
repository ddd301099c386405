"""The facts of cases, who decides by them and which way they lead; numbers worked out by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from procsim.model.amounts import Amount, Conditional, Formula
from procsim.model.by_origin import ByOrigin
from procsim.model.choices import (
    Check,
    Inclusion,
    Levels,
    Rules,
    Shares,
    chances_of,
    inclusions_of,
)
from procsim.model.distributions import Constant, Discrete, Uniform
from procsim.model.expressions import Expression, Kind, parse
from procsim.model.facts import Delegation, Fact, Level, types_of
from procsim.model.flow_analysis.fact_sample import sample_facts, spread
from procsim.model.knowledge import fact_columns, fact_rules, level_of, reads_arrival, tiers_of
from procsim.model.text import plain
from procsim.units import DAY
from tests.builders import by, model, office, process

if TYPE_CHECKING:
    from procsim.model.process import Process

OFFICES = [office("geneva", tier="hq"), office("dakar"), office("lima")]
STAFF = ("local", "international")


def fact(
    id_: str, kind: Kind, drawn: Amount | ByOrigin[Amount], values: tuple[str, ...] = ()
) -> Fact:
    amounts = drawn if isinstance(drawn, ByOrigin) else by(drawn)
    return Fact(id_, plain(id_), kind, amounts, values)


AMOUNT = fact("amount", "money", Uniform(0, 1000))
STAFF_TYPE = fact("staff_type", "category", Discrete((0.0, 1.0), (0.7, 0.3)), STAFF)


def read(text: str, *facts: Fact, values: tuple[str, ...] = ()) -> Expression:
    known = types_of(facts or (AMOUNT, STAFF_TYPE), [each.id for each in OFFICES])
    return parse(text, known, {"USD": 1.0}.get, values=values)


def known(
    facts: list[Fact], luck: dict[str, list[float]], origin: list[int], **passed: list[float]
) -> dict[str, list[float]]:
    """The columns of cases that arrive on day 100, 101, … of 1970."""
    columns = fact_columns(
        fact_rules({each.id: each for each in facts}, OFFICES),
        tiers_of(OFFICES),
        np.array(origin),
        {name: np.array(values) for name, values in luck.items()},
        (100.0 + np.arange(len(origin))) * DAY,
        {name: np.array(values) for name, values in passed.items()},
    )
    return {name: column.tolist() for name, column in columns.items()}


def with_facts(facts: list[Fact]) -> Process:
    return dataclasses.replace(process("visa"), data={each.id: each for each in facts})


# --- facts -----------------------------------------------------------------------------------


def test_every_case_knows_its_origin_tier_and_arrival() -> None:
    columns = known([], {}, [2, 0])

    assert columns == {"arrived": [100 * DAY, 101 * DAY], "origin": [2, 0], "tier": [2, 0]}


def test_facts_are_drawn_each_by_its_own_luck() -> None:
    luck = {"amount": [0.5, 0.25], "staff_type": [0.69, 0.71]}

    columns = known([AMOUNT, STAFF_TYPE], luck, [1, 1])

    assert columns["amount"] == [500, 250]
    assert columns["staff_type"] == [0, 1]


def test_a_fact_may_depend_on_those_before_it() -> None:
    days = fact(
        "days",
        "number",
        Conditional(((read("staff_type == 'local'"), Constant(2.0)),), Uniform(0, 10)),
    )
    double = fact("double", "number", Formula(read("days * 2", days)))
    luck = {"staff_type": [0.1, 0.9], "days": [0.5, 0.5], "double": [0.5, 0.5]}

    columns = known([STAFF_TYPE, days, double], luck, [1, 1])

    assert columns["double"] == [4, 10]


def test_a_fact_may_differ_by_origin() -> None:
    amount = fact("amount", "money", by(Uniform(0, 10), hq=Uniform(0, 1000), lima=Constant(7.0)))

    assert known([amount], {"amount": [0.5] * 3}, [0, 1, 2])["amount"] == [500, 5, 7]


def test_a_fact_that_is_passed_is_not_drawn() -> None:
    columns = known([AMOUNT], {"amount": [0.5, 0.5]}, [1, 1], amount=[3.0, 4.0])

    assert columns["amount"] == [3, 4]


def test_a_date_is_drawn_as_a_span_after_the_arrival() -> None:
    travel = fact("travel", "date", Uniform(0, 20.0 * DAY))

    assert known([travel], {"travel": [0.5, 0.25]}, [1, 1])["travel"] == [110 * DAY, 106 * DAY]


def test_a_date_may_be_computed_from_others() -> None:
    travel = fact("travel", "date", Constant(10.0 * DAY))
    back = fact("back", "date", Formula(read("travel + 3 days", travel)))
    visa = fact("visa", "date", Formula(read("2 days")))

    columns = known([travel, back, visa], {"travel": [0.5], "back": [0.5], "visa": [0.5]}, [1])

    assert columns["back"] == [113 * DAY]
    assert columns["visa"] == [102 * DAY]


def test_money_is_kept_in_whole_cents_and_time_in_whole_microseconds() -> None:
    price = fact("price", "money", Uniform(0, 1))
    notice = fact("notice", "time", Uniform(0, 10))

    columns = known([price, notice], {"price": [0.12345], "notice": [0.333]}, [1])

    assert columns["price"] == [0.12]
    assert columns["notice"] == [3]


def test_it_is_known_which_facts_follow_from_the_arrival() -> None:
    season = fact("season", "number", Formula(read("month(arrived)")))
    travel = fact("travel", "date", Constant(1.0))

    assert not reads_arrival(fact_rules({"amount": AMOUNT}, OFFICES))
    assert reads_arrival(fact_rules({"season": season}, OFFICES))
    assert reads_arrival(fact_rules({"travel": travel}, OFFICES))


# --- a sample ----------------------------------------------------------------------------------


def test_a_sample_spreads_every_fact_evenly_over_its_quantiles() -> None:
    visa = with_facts([AMOUNT, STAFF_TYPE])

    columns = sample_facts(model(offices=OFFICES, processes=[visa]), visa, "dakar", size=1000)

    # The middles of 1,000 cells of 1 USD each; 700 of 1,000 local.
    assert sorted(columns["amount"].tolist()) == pytest.approx([n + 0.5 for n in range(1000)])
    assert columns["staff_type"].sum() == 300
    assert set(columns["origin"].tolist()) == {1.0}


def test_a_sample_arrives_all_through_the_window() -> None:
    visa = with_facts([AMOUNT])

    arrived = sample_facts(model(offices=OFFICES, processes=[visa]), visa, "dakar", size=365)[
        "arrived"
    ]

    first = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp() * 1e6
    days = sorted(((arrived - first) // DAY).tolist())
    assert days == list(range(365))


def test_two_facts_of_a_sample_fill_the_square_evenly() -> None:
    """Of 4,096 points about 256 stand in each of 16 squares; random ones would be off by 16."""
    points = spread(4096, 2)

    counts, _, _ = np.histogram2d(points[0], points[1], bins=4)

    assert np.abs(counts - 256).max() <= 6


# --- delegation --------------------------------------------------------------------------------


AWARD = Delegation(
    "award",
    plain("Award"),
    "amount",
    "staff_type",
    (
        Level("director", plain("D"), "director", by("origin"), {"local": 100.0}),
        Level("chief", plain("C"), "chief", by("hq"), {"local": 500.0, "international": 300.0}),
        Level("board", plain("B"), "board", by("hq"), {}),
    ),
)


def test_the_first_level_whose_limit_is_not_exceeded_decides() -> None:
    columns = {
        "amount": np.array([100.0, 100.01, 500.0, 501.0]),
        "staff_type": np.zeros(4),
    }

    assert level_of(AWARD, columns, STAFF).tolist() == [0, 1, 1, 2]


def test_a_level_without_a_limit_for_a_value_decides_it_all() -> None:
    columns = {"amount": np.array([100.0, 1e9]), "staff_type": np.ones(2)}

    assert level_of(AWARD, columns, STAFF).tolist() == [0, 0]


def test_limits_may_be_the_same_for_all() -> None:
    levels = (
        Level("low", plain("L"), "clerk", by("origin"), {"": 10.0}),
        Level("high", plain("H"), "clerk", by("hq"), {"": 20.0}),
    )
    delegation = Delegation("d", plain("D"), "amount", None, levels)

    assert level_of(delegation, {"amount": np.array([10.0, 11.0, 21.0])}, ()).tolist() == [0, 1, 2]


# --- choices -----------------------------------------------------------------------------------

CASES = {"amount": np.array([10.0, 60.0, 90.0]), "staff_type": np.array([0.0, 0.0, 1.0])}


def chances(choice: Shares | Rules | Levels | Check, **options: object) -> list[list[float]]:
    """For each case the chances of the flows."""
    return chances_of(choice, CASES, 3, **options).T.tolist()  # type: ignore[arg-type]  # as above


def test_the_default_takes_what_shares_leave() -> None:
    shares = Shares((Constant(0.2), None, Formula(read("amount / 200 USD"))), (None, None, None))

    assert chances(shares)[1] == pytest.approx([0.2, 0.5, 0.3])


def test_a_flow_taken_often_enough_gives_its_share_to_the_others_as_they_are_to_each_other() -> (
    None
):
    shares = Shares((Constant(0.5), Constant(0.3), Constant(0.2)), (2, None, None))

    assert chances(shares, visit=1)[0] == [0.5, 0.3, 0.2]
    assert chances(shares, visit=2)[0] == pytest.approx([0, 0.6, 0.4])


def test_a_flow_taken_often_enough_gives_its_share_to_the_default() -> None:
    shares = Shares((Constant(0.5), None, Constant(0.2)), (1, None, None))

    assert chances(shares, visit=1)[0] == pytest.approx([0, 0.8, 0.2])


def test_chances_of_more_than_one_together_are_none() -> None:
    shares = Shares((Formula(read("amount / 100 USD")), Constant(0.3)), (None, None))

    found = chances(shares)

    assert found[1][0] == pytest.approx(0.6)
    assert all(math.isnan(chance) for chance in found[2])


def test_the_first_rule_that_holds_is_taken_else_the_default() -> None:
    rules = Rules(
        (None, read("amount > 50 USD"), read("staff_type == 'international' or amount > 5 USD")),
        (None, None, None),
    )

    assert chances(rules) == [[0, 0, 1], [0, 1, 0], [0, 1, 0]]
    rules = Rules((read("amount > 50 USD"), None), (1, None))
    assert chances(rules) == [[0, 1], [1, 0], [1, 0]]
    assert chances(rules, visit=1) == [[0, 1], [0, 1], [0, 1]]


def test_a_rule_without_value_matters_only_where_it_is_asked() -> None:
    asked_later = read("1 / ((amount - 60 USD) / 1 USD) > 0")
    rules = Rules((read("amount > 50 USD"), asked_later, None), (None, None, None))

    assert chances(rules)[1] == [1, 0, 0]


def test_a_level_leads_to_its_flow() -> None:
    assert chances(Levels(AWARD, STAFF, (2, 1, 0), 3)) == [[0, 0, 1]] * 3


def test_a_check_finds_each_error_that_is_there_with_its_chance() -> None:
    """1 − (1 − 0.9)(1 − 0.5) = 0.95."""
    check = Check((0.9, 0.5), 1)

    assert chances(check, errors=(True, True))[0] == pytest.approx([0.05, 0.95])
    assert chances(check, errors=(False, True))[0] == pytest.approx([0.5, 0.5])
    assert chances(check, errors=(False, False))[0] == [1, 0]


def test_an_inclusive_gateway_takes_each_flow_for_itself() -> None:
    inclusion = Inclusion((read("amount > 50 USD"), Constant(0.25), None), 2)

    assert inclusions_of(inclusion, CASES, 3).T.tolist() == [
        [0, 0.25, 0],
        [1, 0.25, 0],
        [1, 0.25, 0],
    ]


def test_cumulative_limits_of_levels_are_in_file_order() -> None:
    """A later level with a lower limit never decides what an earlier one has let pass."""
    levels = tuple(
        Level(str(limit), plain(""), "clerk", by("hq"), {"": limit}) for limit in (50.0, 20.0, 99.0)
    )
    delegation = Delegation("d", plain(""), "amount", None, levels)
    found = level_of(delegation, {"amount": np.arange(1.0, 100.0)}, ())

    assert all(a <= b for a, b in pairwise(found.tolist()))
    assert 1 not in found
