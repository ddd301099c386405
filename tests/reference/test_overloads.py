"""Two administrations that could not keep up, by the arithmetic of their published figures."""

import datetime as dt
from dataclasses import replace

import pytest

from procsim.units import DAY, HOUR, Span
from tests.builders import exponential, gaps, minutes, model, post, process, recorded, task, window
from tests.measured import column, replicated
from tests.simulated import simulate

SCALE = 50
"""One post stands for so many."""
BEFORE, AFTER = 1_200 // SCALE, 550 // SCALE
WORK = 12 * 60.0
"""Minutes a case."""
MONTHS = 6


def pay_centre(productivity):
    """Round the clock, as much work as 1,200 posts can do, for 550 posts of some productivity."""
    line = replace(post(posts=AFTER), speed=productivity)
    arrivals = gaps(exponential(WORK / BEFORE))
    pay = process("pay", task("settle", time=exponential(WORK)), arrivals=[arrivals])
    return model(posts=[line], processes=[pay], window=window(dt.date(2026, 1, 1), months=MONTHS))


@pytest.mark.parametrize(("productivity", "unserved"), [(1.0, 0.54), (1.4, 0.36), (1.8, 0.18)])
def test_a_pay_centre_of_550_for_1200_is_unstable_and_its_backlog_grows(productivity, unserved):
    """Auditor General of Canada, Fall 2017, Report 1: about 1,200 positions of 46 departments were
    replaced by 460 and 90. Unserved is 1 − 550·productivity/1,200 of what comes."""
    found = replicated(pay_centre(productivity), 4)
    (pool,) = found.stability.pools
    assert pool.load == pytest.approx(1_200 / 550 / productivity, rel=1e-6)

    arrived = column(found.estimates, "pay", "cases_arrived", "total").mean()
    # Nothing waits at first, and nobody is ever idle: what comes in a month beyond what is done.
    expected = unserved * arrived / MONTHS
    assert pool.growth == pytest.approx(expected, rel=0.05)
    assert pool.growth_low > 0


def test_a_pay_centre_needs_two_and_a_fifth_times_the_productivity():
    """1,200/550 = 2.18; at 2.4 the load is 91 %."""
    assert replicated(pay_centre(2.4), 4).stability.is_stable


def test_a_season_of_2799_requests_of_which_2303_are_done_closes_with_496():
    """UN Regional Service Centre Entebbe, 14 August 2020: 401, 1,078 and 1,320 education grant
    requests in May, June and July; 2,303 processed by the end of July.

    May's are done in May. From 1 June on one team never rests: in the 61 days to the end of July it
    does the other 1,902, if one takes 61 days / 1,902.
    """
    sent = {5: 401, 6: 1_078, 7: 1_320}
    requests = recorded(
        *(
            ("a", dt.datetime(2020, month, 1, tzinfo=dt.UTC))
            for month in sent
            for _ in range(sent[month])
        )
    )
    takes = minutes(61 * DAY // 1_902 / (HOUR / 60))
    grants = process("grants", task("settle", time=takes), arrivals=[requests])
    season = window(dt.date(2020, 5, 1), months=3)
    log = simulate(model(processes=[grants], window=season)).log
    assert log.case_arrived.size == 2_799
    assert (log.case_ended >= 0).sum() == 2_303
    assert (log.case_ended < 0).sum() == 496

    more = simulate(model(processes=[grants], window=replace(season, drain=Span(0, 16)))).log
    assert (more.case_ended >= 0).all()  # 496 × 46 minutes are 15.9 days
