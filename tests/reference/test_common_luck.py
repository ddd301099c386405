"""Scenarios meet the same luck as the baseline: what that is worth, measured."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from procsim.analysis.comparison import compare
from procsim.analysis.estimates import effects
from procsim.units import Span
from tests.builders import (
    calendar,
    exponential,
    gaps,
    model,
    office,
    post,
    process,
    rework,
    task,
    window,
    yearly,
)
from tests.measured import column, replicated

WEEK = calendar("week", "Mon-Fri", "09:00-17:00")
REPLICATIONS = 12


def three_offices(*steps, rework_share=0.2, hq_posts=2):
    """Two field offices and headquarters: a file is prepared at home, checked at headquarters."""
    steps = steps or (
        task("prepare", time=exponential(90)),
        task("check", role="officer", at="hq", time=exponential(60)),
    )
    return model(
        offices=[
            office("hq", tier="hq", calendar="week"),
            office("lima", zone="America/Lima", calendar="week"),
            office("suva", zone="Pacific/Fiji", calendar="week"),
        ],
        calendars=[WEEK],
        posts=[
            *(post(place, calendar="week", cost=50_000.0) for place in ("hq", "lima", "suva")),
            post("hq", "officer", posts=hq_posts, calendar="week", cost=80_000.0),
        ],
        processes=[
            rework(
                rework_share,
                *steps,
                arrivals=[yearly(calendar="office", hq=400.0, lima=700.0, suva=700.0)],
            )
        ],
        window=window(months=4, warm_up=Span(1, 0), drain=Span(2, 0)),
    )


@pytest.fixture(scope="module")
def baseline():
    return replicated(three_offices(), REPLICATIONS)


def reduction(before, after, kpi="cycle_time"):
    found = effects(before.estimates, after.estimates)
    (n,) = [
        n for n, key in enumerate(found.keys) if key[:5] == ("visa", "process", "visa", kpi, "mean")
    ]
    return float(found.reduction[n])


def test_an_identical_scenario_differs_by_exactly_nothing(baseline):
    """V9: every difference is 0 and every interval has no width."""
    found = effects(baseline.estimates, replicated(three_offices(), REPLICATIONS).estimates)
    known = ~np.isnan(found.difference)
    assert known.any()
    for array in (found.difference, found.low, found.high, found.error):
        assert (array[known] == 0).all()
    verdicts = {
        each.verdict for each in compare(baseline, [replace(baseline, id="same")]).judgements
    }
    assert verdicts <= {"same", "not_tested"}


def test_common_luck_narrows_the_effect_of_a_post_more_than_twofold(baseline):
    """One officer more at headquarters."""
    more = replicated(three_offices(hq_posts=3), REPLICATIONS)
    assert reduction(baseline, more) > 2


def test_the_printed_reduction_is_measured_against_independent_seeds(baseline):
    """(variance of AS-IS + variance of TO-BE) / variance of the paired difference; and scenarios on
    other seeds have no such sharpness: a factor near 1."""
    paired = replicated(three_offices(rework_share=0.1), REPLICATIONS)
    one, two = (column(each.estimates, "visa", "cycle_time") for each in (baseline, paired))
    expected = (np.var(one, ddof=1) + np.var(two, ddof=1)) / np.var(two - one, ddof=1)
    assert reduction(baseline, paired) == pytest.approx(expected)
    assert expected > 2

    alone = replicated(three_offices(rework_share=0.1), REPLICATIONS, seed=2)
    # F with 11 and 11 degrees of freedom: 1 ± the sampling error of a variance ratio.
    assert 0.3 < reduction(baseline, alone) < 3


def test_a_renamed_step_keeps_its_luck_only_if_it_says_whose(baseline):
    def renamed(luck):
        return three_offices(
            task("draft", time=exponential(80), luck=luck),
            task("check", role="officer", at="hq", time=exponential(60)),
        )

    kept = reduction(baseline, replicated(renamed("prepare"), REPLICATIONS), "work")
    lost = reduction(baseline, replicated(renamed("draft"), REPLICATIONS), "work")
    # Each case's work shrinks by an eighth of its own draw, or by the difference of two draws.
    assert kept > 20
    assert lost < kept / 4


# --- pooling (V4) --------------------------------------------------------------------------------

SERVICE = 10.0
OFFICES = tuple(f"o{number}" for number in range(8))


def queues(*, pooled):
    """Eight offices, each M/M/1 at ρ = 0.8; or one queue at headquarters with eight clerks."""
    return model(
        offices=[office("hq", tier="hq"), *(office(id_) for id_ in OFFICES)],
        posts=[post("hq", posts=8)] if pooled else [post(id_) for id_ in OFFICES],
        processes=[
            process(
                "visa",
                task(at="hq" if pooled else "origin", time=exponential(SERVICE)),
                arrivals=[gaps(exponential(SERVICE / 0.8), *OFFICES)],
            )
        ],
        window=window(
            dt.date(2026, 1, 1), months=0, days=20, warm_up=Span(0, 4), drain=Span(0, 10)
        ),
    )


def test_pooling_eight_queues_is_worth_what_theory_says():
    """V4: mean waits of 4.0 and 0.286 mean services (M/M/1 and Erlang C); the effect of pooling, in
    one comparison, within 4 standard errors."""
    found = effects(
        replicated(queues(pooled=False), 5).estimates, replicated(queues(pooled=True), 5).estimates
    )
    (n,) = [
        n
        for n, key in enumerate(found.keys)
        if key[:5] == ("visa", "process", "visa", "waiting_contention", "mean")
    ]
    per_service = 24 * 60 / SERVICE
    theory = 0.286 - 4.0
    assert abs(found.difference[n] * per_service - theory) <= 4 * found.error[n] * per_service
    assert found.error[n] * per_service < 0.1 * abs(theory)
