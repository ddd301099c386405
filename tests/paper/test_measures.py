"""What is measured, on models small enough to work out by hand."""

import datetime as dt
from dataclasses import replace

import numpy as np
from pytest import approx  # noqa: PT013  # read as in the formulas

from procsim.analysis.kpis import CAUSES, KPIS
from procsim.model.distributions import Constant
from procsim.model.facts import Error, Fact, Segment
from procsim.model.flow_analysis.flow import analyse
from procsim.model.model import Target
from procsim.model.organisation import WorkingTime
from procsim.model.text import plain
from procsim.study.tables import load_table
from procsim.units import DAY, Money, Rate, Span
from tests.builders import (
    batch,
    by,
    calendar,
    days,
    deadline,
    flow,
    hand_over,
    hours,
    late,
    minutes,
    model,
    office,
    parallel,
    post,
    process,
    recorded,
    recurrence,
    rework,
    role,
    scheduled,
    task,
    wait,
    window,
)
from tests.measured import measured

JANUARY = dt.date(2026, 1, 1)
DRAIN = Span(1, 0)
WEEK = calendar("week", "Mon-Fri", "09:00-17:00")


def at(day, clock="09:00", place="a", month=1):
    """A case on a day of 2026 (UTC)."""
    hour, minute = (int(part) for part in clock.split(":"))
    return place, dt.datetime(2026, month, day, hour, minute, tzinfo=dt.UTC)


def year(**fields):
    return window(JANUARY, drain=DRAIN, **fields)


# --- cases ---------------------------------------------------------------------------------------


def test_cycle_times_of_five_cases_have_the_quantiles_of_linear_interpolation():
    """1, 2, 3, 4 and 10 hours; p at (n − 1) p between order statistics (Hyndman and Fan 1996, 7):
    p50 is the third; p90 at place 3.6, 4 + 0.6 × 6; p95 at 3.8, 4 + 0.8 × 6."""
    times = dict(zip("abcde", (1, 2, 3, 4, 10), strict=True))
    offices = [office(id_) for id_ in times]
    takes = {id_: hours(h) for id_, h in times.items()}
    made = model(
        offices=offices,
        posts=[post(id_) for id_ in times],
        processes=[
            process(
                "visa",
                task(time=by(None, **takes)),
                arrivals=[recorded(*(at(5, place=id_) for id_ in times))],
            )
        ],
        window=year(),
    )

    found = measured(made)

    in_hours = {s: 24 * found.of("visa", "cycle_time", s) for s in ("mean", "p50", "p90", "p95")}
    assert in_hours == approx({"mean": 4.0, "p50": 3.0, "p90": 7.6, "p95": 8.8})
    assert found.of("visa", "cases_arrived", "total") == 5
    assert found.of("visa", "cases_ended", "total") == 5
    assert 24 * found.of("e", "cycle_time", scope="office", process="visa") == approx(10.0)


def test_working_days_are_open_time_of_the_targets_calendar_in_its_mean_day():
    """From Friday 9 January 15:00 to Monday 12:00 (a wait of 69 hours): 2 + 3 open hours of a
    calendar of 8 hours a day are 5/8 of a working day."""
    target = Target("visa", "cycle_time", "p90", "at_most", 0.5, "wd", "week")
    made = model(
        calendars=[WEEK],
        processes=[
            process("visa", wait("pause", hours(69)), arrivals=[recorded(at(9, "15:00"))]),
        ],
        targets=[target],
        window=year(),
    )

    found = measured(made)

    assert found.of("visa", "cycle_time") == approx(69 / 24)
    assert found.of("visa", "cycle_time_wd") == approx(5 / 8)
    assert found.of("visa", "within_target") == 0.0
    kept = replace(made, targets=(replace(target, value=0.7),))
    assert measured(kept).of("visa", "within_target") == 1.0


def test_working_days_of_a_calendar_are_read_where_headquarters_is():
    """A wait from 09:00 to 17:00 UTC on a Friday; in Fiji (UTC+12) it is 21:00 to 05:00. The
    calendar belongs to both offices; headquarters' clock counts."""
    made = model(
        offices=[
            office("suva", zone="Pacific/Fiji", calendar="week"),
            office("hq", tier="hq", calendar="week"),
        ],
        posts=[post("hq")],
        calendars=[WEEK],
        processes=[
            process(
                "visa", wait("pause", hours(8)), arrivals=[recorded(at(9, "09:00", place="suva"))]
            )
        ],
        window=year(),
    )
    assert measured(made).of("visa", "cycle_time_wd") == approx(1.0)


def two_cases(second):
    """One case of an hour, one that is still under way when the run ends on 1 March."""
    made = model(
        posts=[post()],
        processes=[
            process("visa", wait("pause", hours(1)), arrivals=[recorded(at(5))]),
            process("rest", wait("long", second), arrivals=[recorded(at(5), at(6))]),
        ],
        window=window(JANUARY, months=1, drain=DRAIN),
    )
    return replace(
        made, targets=(Target("rest", "cycle_time", "p90", "at_most", 9 * DAY, "d", None),)
    )


def test_an_unfinished_case_hides_every_mean_it_could_change():
    found = measured(two_cases(days(300)))

    assert found.of("rest", "cases_unfinished", "total") == 2
    assert found.of("rest", "cases_ended", "total") == 0
    for kpi in ("cycle_time", "cycle_time_wd", "waiting_time", "work", "cost_of_work"):
        assert np.isinf(found.of("rest", kpi)), kpi
    for kpi in ("visits", "waiting_time"):
        assert np.isinf(found.of("long", kpi, scope="step", process="rest")), kpi
    assert found.of("visa", "cycle_time") == approx(1 / 24)


def test_an_unfinished_case_that_is_past_the_target_has_missed_it():
    """Two cases, both unfinished after more than 50 days, with a target of 9 days."""
    assert measured(two_cases(days(300))).of("rest", "within_target") == 0.0


def test_whether_an_unfinished_case_meets_its_target_is_unknown_until_it_is_late():
    made = two_cases(days(300))
    patient = Target("rest", "cycle_time", "p90", "at_most", 100 * DAY, "d", None)
    assert np.isinf(measured(replace(made, targets=(patient,))).of("rest", "within_target"))


def test_quantiles_that_unfinished_cases_cannot_change_are_kept():
    """Nineteen cases of an hour and one that never ends: the median and the 90th percentile are an
    hour whatever becomes of it; the 95th (place 18.05) lies between the 19th and it."""
    made = model(
        offices=[office("a"), office("b")],
        processes=[
            process(
                "visa",
                wait("pause", by(hours(1), b=days(300))),
                arrivals=[recorded(*[at(5)] * 19, at(5, place="b"))],
            )
        ],
        posts=[post()],
        window=year(months=1),
    )

    found = measured(made)

    assert found.of("visa", "cycle_time", "p50") == approx(1 / 24)
    assert found.of("visa", "cycle_time", "p90") == approx(1 / 24)
    assert np.isinf(found.of("visa", "cycle_time", "p95"))


def test_a_quantile_above_the_age_of_an_unfinished_case_is_unknown():
    """Three cases of 1, 1 and 40 days and one that is 30 days old when the run stops: the median of
    four lies between the second and what may be 30 or more; it is certain only up to 30 days."""
    takes = {"b": days(1), "c": days(40), "d": days(300)}
    made = model(
        offices=[office(id_) for id_ in "abcd"],
        processes=[
            process(
                "visa",
                wait("pause", by(days(1), **takes)),
                arrivals=[
                    recorded(
                        at(2, "00:00"),
                        at(2, "00:00", "b"),
                        at(2, "00:00", "c"),
                        at(30, "00:00", "d"),
                    )
                ],
            )
        ],
        posts=[post()],
        window=window(JANUARY, months=1, drain=Span(1, 0)),
    )
    found = measured(made)
    assert np.isinf(found.of("visa", "cycle_time", "p50"))
    assert np.isinf(found.of("visa", "cycle_time", "p90"))


def test_an_office_without_cases_has_no_mean_and_no_arrivals():
    made = model(
        offices=[office("a"), office("b")],
        processes=[process("visa", arrivals=[recorded(at(5))])],
        window=year(),
    )
    found = measured(made)
    assert found.of("b", "cases_arrived", "total", scope="office", process="visa") == 0
    assert np.isnan(found.of("b", "cycle_time", scope="office", process="visa"))
    assert np.isnan(found.of("b", "cycle_time", "p90", scope="office", process="visa"))


def test_cases_in_progress_are_open_time_over_the_window():
    """Two cases of 10 days in a window of 31: one inside, one that began five days before it."""
    made = model(
        processes=[
            process(
                "visa",
                wait("pause", days(10)),
                arrivals=[
                    recorded(at(10, "00:00"), ("a", dt.datetime(2025, 12, 27, tzinfo=dt.UTC)))
                ],
            )
        ],
        posts=[post()],
        window=window(JANUARY, months=1, warm_up=Span(1, 0), drain=DRAIN),
    )
    found = measured(made)
    assert found.of("visa", "in_progress") == approx(15 / 31)
    assert found.of("visa", "cases_arrived", "total") == 1


def test_rework_counts_as_visits_and_as_work_of_the_case():
    """A share of 1 in 4 does it again: 1 / (1 − 0.25) visits (geometric, V1 of the checks)."""
    arrivals = scheduled(recurrence("FREQ=DAILY", "00:00"), cases=None)
    made = model(
        posts=[post(posts=3)],
        processes=[rework(0.25, task(time=minutes(6)), arrivals=[arrivals])],
        window=year(),
    )
    found = measured(made)
    visits = found.of("work", "visits", scope="step", process="visa")
    assert visits == approx(4 / 3, abs=4 * np.sqrt(0.25 / 0.75**2 / 365))
    assert found.of("visa", "work") == approx(visits * 0.1)


# --- waiting -------------------------------------------------------------------------------------

GULF = calendar("gulf", "Sun-Thu", "08:00-16:00")


def causes(found, step="work", process="visa"):
    """Hours of waiting by cause, those that are not 0."""
    values = {c: 24 * found.of(step, f"waiting_{c}", scope="step", process=process) for c in CAUSES}
    return {cause: approx(value) for cause, value in values.items() if abs(value) > 1e-9}


def test_waiting_is_told_apart_by_cause_across_two_zones():
    """A case of Dubai (UTC+4, Sunday to Thursday 8 to 16) for Geneva (Monday to Friday 9 to 17,
    UTC+1 in January). Sunday 11 January 12:00 UTC it is handed over for 2 hours, then held 3 hours,
    until 17:00. Geneva opens Monday 08:00 UTC: 15 hours closed, in 4 of which Dubai is open (from
    04:00 UTC). Its clerk is busy with another case until 10:00: 2 hours of contention."""
    made = model(
        offices=[
            office("geneva", tier="hq", zone="Europe/Zurich", calendar="week"),
            office("dubai", zone="Asia/Dubai", calendar="gulf"),
        ],
        posts=[post("geneva", calendar="week")],
        calendars=[WEEK, GULF],
        hand_overs=[hand_over("dubai", "geneva", hours(2))],
        processes=[
            process(
                "first", task("file", time=hours(2)), arrivals=[recorded(at(10, "12:00", "geneva"))]
            ),
            process(
                "visa",
                task(at="hq", delay=hours(3), time=hours(1)),
                arrivals=[recorded(at(11, "12:00", "dubai"))],
            ),
        ],
        window=year(),
    )

    found = measured(made)

    assert causes(found) == {
        "hand_over": 2,
        "scheduled": 3,
        "off_duty": 11,
        "elsewhere": 4,
        "contention": 2,
    }
    assert 24 * found.of("visa", "waiting_time") == approx(22)
    assert found.of("visa", "processing_time") == approx(1)
    assert 24 * found.of("visa", "cycle_time") == approx(23)


def test_an_office_that_is_closed_to_its_own_cases_is_off_duty_not_elsewhere():
    """Saturday 10 January 12:00 to Monday 09:00: 45 hours."""
    made = model(
        offices=[office(calendar="week")],
        posts=[post(calendar="week")],
        calendars=[WEEK],
        processes=[process("visa", arrivals=[recorded(at(10, "12:00"))])],
        window=year(),
    )
    assert causes(measured(made)) == {"off_duty": 45}


def test_a_pause_of_work_is_waiting_and_its_open_time_is_processing():
    """Two hours from Friday 16:00: one hour, 64 hours closed, one hour."""
    made = model(
        offices=[office(calendar="week")],
        posts=[post(calendar="week")],
        calendars=[WEEK],
        processes=[process("visa", task(time=hours(2)), arrivals=[recorded(at(9, "16:00"))])],
        window=year(),
    )
    found = measured(made)
    assert causes(found) == {"off_duty": 64}
    assert found.of("visa", "processing_time") == approx(2)


def test_leave_is_absence_only_while_the_post_would_be_on_duty():
    """Everybody is away all year but for five working days: what a case of Monday waits is off duty
    by night and absence by day, in whole days of 8 and 16 hours, and weekends of 48."""
    away = WorkingTime(annual_leave=250)
    made = model(
        offices=[office(calendar="week")],
        posts=[post(calendar="week", working_time=away)],
        calendars=[WEEK],
        processes=[process("visa", task(time=hours(1)), arrivals=[recorded(at(5))])],
        window=window(JANUARY, drain=Span(12, 0)),
    )
    found = measured(made)
    absent = 24 * found.of("work", "waiting_absence", scope="step", process="visa")
    closed = 24 * found.of("work", "waiting_off_duty", scope="step", process="visa")
    assert absent % 8 == approx(0, abs=1e-6) or absent % 8 == approx(8)
    weeks, left = divmod(round(absent / 8), 5)
    assert absent > 0
    assert closed == approx(weeks * (5 * 16 + 48) + left * 16)


def test_a_batch_waits_as_batch_and_its_oldest_bears_the_set_up():
    """Two cases, at 09:00 and 10:00, leave together at two: 30 minutes of set-up and 15 each. In
    hand for an hour both; 45 and 15 minutes of work."""
    made = model(
        processes=[
            process(
                "visa",
                task(time=minutes(15), batch=batch(2, age=5 * DAY, setup=minutes(30))),
                arrivals=[recorded(at(5, "09:00"), at(5, "10:00"))],
            )
        ],
        posts=[post(cost=8760.0)],
        window=year(),
    )
    found = measured(made)
    assert causes(found) == {"batch": 0.5}
    assert found.of("visa", "work") == approx(0.5)
    assert found.of("visa", "processing_time") == approx(1.0)
    assert found.of("all", "work_per_year", "total") == approx(1.0)
    assert found.of("all", "cost_of_work_per_year", "total") == approx(1.0)


def test_work_passed_on_at_closing_is_one_visit_and_every_stint_is_counted():
    """Ten hours in an office of eight: two stints, one visit."""
    made = model(
        offices=[office(calendar="week")],
        posts=[post(calendar="week")],
        calendars=[WEEK],
        processes=[
            process(
                "visa",
                task(time=hours(10), at_closing="pass_on"),
                arrivals=[recorded(at(5, "09:00"))],
            )
        ],
        window=year(),
    )
    found = measured(made)
    assert found.of("work", "visits", scope="step", process="visa") == 1
    assert found.of("work", "processing_time", scope="step", process="visa") == approx(10)
    assert causes(found) == {"off_duty": 16}


# --- staff and money -----------------------------------------------------------------------------


def test_the_hour_costs_the_post_over_its_available_hours_and_capacity_costs_it_worked_or_not():
    """A post of 20,880 USD with 261 days of 8 hours costs 10 USD an hour; 4 cases of 3 hours cost
    30 USD each, 120 a year. At a share of 50 % the capacity costs 10,440; utilisation 12 / 1,044.
    """
    made = model(
        offices=[office(calendar="week")],
        posts=[post(calendar="week", cost=20_880.0, share=0.5)],
        calendars=[WEEK],
        processes=[
            process(
                "visa", task(time=hours(3)), arrivals=[recorded(*(at(day) for day in (5, 6, 7, 8)))]
            )
        ],
        window=year(),
    )
    found = measured(made)
    assert found.of("visa", "cost_of_work") == approx(30)
    assert found.of("visa", "work") == approx(3)
    assert found.of("visa", "processing_time") == approx(6)
    for id_, scope in (("all", "process"), ("a", "office"), ("country", "tier"), ("clerk", "role")):
        of = {"scope": scope}
        assert found.of(id_, "work_per_year", "total", **of) == approx(12)
        assert found.of(id_, "cost_of_work_per_year", "total", **of) == approx(120)
        assert found.of(id_, "cost_of_capacity", "total", **of) == approx(10_440)
        assert found.of(id_, "utilisation", **of) == approx(12 / 1044)
    assert found.of("visa", "cost_of_work_per_year", "total") == approx(120)
    assert found.of("visa", "work_per_year", "total") == approx(12)
    assert found.of("clerk@a", "load", scope="pool") == approx(12 / 1044)


def test_money_is_told_in_the_reporting_currency_at_the_models_rate():
    """8,760 CHF for 8,760 hours at 1.25 USD each; two hours of work and a fee of 10 CHF."""
    made = model(
        currency="USD",
        rates={"CHF": 1.25},
        posts=[post(cost=Money(8760.0, "CHF"))],
        processes=[
            process(
                "visa",
                task(time=hours(2), fixed_cost=Money(10.0, "CHF")),
                arrivals=[recorded(at(5))],
            )
        ],
        window=year(),
    )
    found = measured(made)
    assert found.of("visa", "cost_of_work") == approx(2 * 1.25 + 12.5)
    assert found.of("all", "cost_of_work_per_year", "total") == approx(15.0)
    assert found.of("all", "cost_of_capacity", "total") == approx(8760 * 1.25 + 12.5)
    assert {key.unit for key in found.values if key.kpi == "cost_of_work"} == {"USD"}


def test_the_fee_of_a_systems_step_is_paid_once_for_the_whole_and_in_no_office():
    made = model(
        posts=[post(cost=8760.0)],
        processes=[
            process(
                "visa",
                task("pay", role=None, fixed_cost=Money(7.0, "USD")),
                arrivals=[recorded(at(5), at(6))],
            )
        ],
        window=year(),
    )
    found = measured(made)
    assert found.of("visa", "cost_of_work") == approx(7)
    assert found.of("visa", "cost_of_work_per_year", "total") == approx(14)
    assert found.of(
        "pay", "cost_of_work_per_year", "total", scope="step", process="visa"
    ) == approx(14)
    assert found.of("all", "cost_of_work_per_year", "total") == approx(14)
    assert found.of("all", "cost_of_capacity", "total") == approx(8774)
    assert found.of("a", "cost_of_capacity", "total", scope="office") == approx(8760)


def test_the_running_cost_of_systems_is_part_of_the_capacity_of_the_whole():
    from procsim.model.organisation import System

    made = model(
        posts=[post(cost=1000.0)],
        processes=[process("visa", arrivals=[recorded(at(5))])],
        systems=[System("erp", plain("erp"), Money(500.0, "USD"))],
        window=year(),
    )
    found = measured(made)
    assert found.of("all", "cost_of_capacity", "total") == approx(1500)
    assert found.of("a", "cost_of_capacity", "total", scope="office") == approx(1000)


def test_work_is_counted_in_the_office_that_does_it_and_field_apart_from_headquarters():
    """Cases of b: 1 hour at b, 2 hours at headquarters."""
    made = model(
        offices=[office("hq", tier="hq"), office("b")],
        posts=[post("hq", cost=17_520.0), post("b", cost=8760.0)],
        processes=[
            process(
                "visa",
                task("here", time=hours(1)),
                task("there", at="hq", time=hours(2)),
                arrivals=[recorded(at(5, place="b"))],
            )
        ],
        window=year(),
    )
    found = measured(made)
    work = {t: found.of(t, "work_per_year", "total", scope="tier") for t in ("hq", "country")}
    assert work == approx({"hq": 2, "country": 1})
    cost = {
        t: found.of(t, "cost_of_work_per_year", "total", scope="tier", process="visa")
        for t in ("hq", "country")
    }
    assert cost == approx({"hq": 4, "country": 1})
    assert found.of("b", "work", scope="office", process="visa") == approx(3)
    assert found.of("b", "work_per_year", "total", scope="office") == approx(1)


def test_unlimited_staff_have_no_posts_and_cost_their_hours():
    made = model(
        roles=[role("staff", unlimited=True, hourly={"a": Rate(50.0, "USD", "hour")})],
        posts=[post(cost=100.0)],
        processes=[
            process("visa", task(role="staff", time=hours(3)), arrivals=[recorded(at(5), at(5))])
        ],
        window=year(),
    )
    found = measured(made)
    of = {"scope": "pool"}
    assert found.of("visa", "waiting_time") == 0
    assert found.of("visa", "cost_of_work") == approx(150)
    assert found.of("staff@a", "cost_of_capacity", "total", **of) == approx(300)
    assert found.of("staff@a", "posts", "total", **of) == 0
    assert np.isnan(found.of("staff@a", "utilisation", **of))
    assert found.of("all", "utilisation") == 0


def test_yearly_figures_of_a_window_of_three_months_are_four_times_what_it_holds():
    made = model(
        posts=[post(cost=8760.0)],
        processes=[
            process("visa", task(time=hours(2)), arrivals=[recorded(at(5), at(5, month=3))])
        ],
        window=year(months=3),
    )
    found = measured(made)
    assert found.of("all", "work_per_year", "total") == approx(16)
    assert found.of("all", "cost_of_work_per_year", "total") == approx(16)
    assert found.of("all", "cost_of_capacity", "total") == approx(8760)
    assert found.of("all", "utilisation") == approx(4 / (90 * 24))


def test_work_across_a_bound_of_the_window_counts_by_its_open_time_inside():
    """Six hours from Wednesday 31 December 2025, 15:00: two before New Year's Day (a working day
    here), so 4 are inside, although most of the elapsed time lies outside. At the other end six
    hours from Thursday 31 December 2026, 15:00 leave two inside: 6 of the 12."""
    made = model(
        offices=[office(calendar="week")],
        posts=[post(calendar="week", cost=20_880.0)],
        calendars=[WEEK],
        processes=[
            process(
                "visa",
                task(time=hours(6)),
                arrivals=[
                    recorded(
                        ("a", dt.datetime(2025, 12, 31, 15, tzinfo=dt.UTC)),
                        at(31, "15:00", month=12),
                    )
                ],
            )
        ],
        window=window(JANUARY, warm_up=Span(1, 0), drain=DRAIN),
    )
    found = measured(made)
    assert found.of("all", "work_per_year", "total") == approx(6)
    assert found.of("all", "cost_of_work_per_year", "total") == approx(60)
    # The case that arrived inside is followed to its end.
    assert found.of("visa", "work") == approx(6)


def test_a_fixed_cost_is_paid_when_the_step_ends():
    made = model(
        posts=[post()],
        processes=[
            process(
                "visa",
                task(time=hours(6), fixed_cost=Money(9.0, "USD")),
                arrivals=[
                    recorded(
                        ("a", dt.datetime(2025, 12, 31, 21, tzinfo=dt.UTC)),
                        at(31, "21:00", month=12),
                    )
                ],
            )
        ],
        window=window(JANUARY, warm_up=Span(1, 0), drain=DRAIN),
    )
    assert measured(made).of("all", "cost_of_work_per_year", "total") == approx(9.0)


def test_somebody_with_two_roles_is_one_pool_whose_hours_cost_the_same():
    """One post for two roles, 8,760 USD: two hours as clerk, one as boss, 1 USD an hour."""
    made = model(
        posts=[post("a", "clerk", "boss", cost=8760.0)],
        processes=[
            process(
                "visa",
                task("write", time=hours(2)),
                task("sign", role="boss", time=hours(1)),
                arrivals=[recorded(at(5))],
            )
        ],
        window=year(),
    )
    found = measured(made)
    assert found.of("clerk+boss@a", "work_per_year", "total", scope="pool") == approx(3)
    assert found.of("clerk+boss", "cost_of_work_per_year", "total", scope="role") == approx(3)
    assert found.of("all", "posts", "total") == 1
    assert found.of("all", "utilisation") == approx(3 / 8760)


# --- posts needed --------------------------------------------------------------------------------


def two_posts(worked_hours, *roles, posts=2.0, share=0.6):
    cases = [at(1 + number % 27, "09:00", month=1 + number // 27) for number in range(261)]
    return model(
        offices=[office(calendar="week")],
        posts=[post("a", *roles, calendar="week", posts=posts, share=share, cost=100.0)],
        calendars=[WEEK],
        processes=[process("visa", task(time=hours(worked_hours)), arrivals=[recorded(*cases)])],
        window=year(),
    )


def test_work_outside_the_model_stays_in_the_posts_needed():
    """Two posts give 60 % of their time, 0.8 posts have other work; 261 cases of 4 hours are half a
    post of 261 days of 8 hours: 1.3 posts are needed, none goes."""
    found = measured(two_posts(4))
    assert found.of("clerk@a", "posts_needed", "total", scope="pool") == approx(1.3)
    assert found.of("all", "posts_needed", "total") == approx(1.3)


def test_a_scenario_with_fewer_posts_still_needs_those_for_the_other_work():
    """One of the two posts goes: its 40 % of other work do not."""
    found = measured(two_posts(4, posts=1.0), before=two_posts(4))
    assert found.of("clerk@a", "posts", "total", scope="pool") == 1
    assert found.of("clerk@a", "posts_needed", "total", scope="pool") == approx(1.3)


def test_the_load_of_one_model_counts_the_other_work_of_its_own_posts_only():
    """The same scenario by itself: half a post of work, and 40 % of its only post."""
    (pool,) = analyse(two_posts(4, posts=1.0)).groups
    assert pool.posts_needed == approx(0.9)
    table = load_table({"scenario": analyse(two_posts(4, posts=1.0))})
    assert table["posts_for_load"].tolist() == [approx(0.9)]


def test_a_crew_that_is_given_up_leaves_its_other_work_behind():
    found = measured(two_posts(4, "clerk", "boss", posts=1.0, share=1.0), before=two_posts(4))
    assert found.of("clerk@a", "posts", "total", scope="pool") == 0
    assert found.of("clerk@a", "posts_needed", "total", scope="pool") == approx(0.8)
    assert found.of("all", "posts_needed", "total") == approx(1.3)


# --- declarations --------------------------------------------------------------------------------


def everything():
    """A model with every kind of thing that is measured."""
    errs = task("one", errors=(("typo", Constant(0.5)),), deadlines=(deadline(interrupts=False),))
    made = parallel("visa", errs, task("two", role="staff", at="hq"), arrivals=[recorded(at(5))])
    kind = Fact("kind", plain("Kind"), "category", by(Constant(0.0)), ("a", "b"))
    made = replace(
        made,
        nodes=(*made.nodes, task("chase")),
        flows=(*made.flows, late("one", "chase"), flow("chase", "end")),
        data={"kind": kind},
        segments=(Segment("kind"),),
        errors={"typo": Error("typo", plain("Typo"), Money(5, "USD"))},
    )
    return model(
        offices=[office("hq", tier="hq"), office("a")],
        roles=[role("staff", unlimited=True)],
        posts=[post("hq"), post("a")],
        processes=[made],
        targets=[Target("visa", "cycle_time", "p90", "at_most", 5 * DAY, "d", None)],
        window=year(),
    )


def test_every_measurement_is_declared_and_every_declaration_is_measured():
    found = {(key.kpi, key.scope, key.statistic) for key in measured(everything()).values}
    declared = {
        (kpi.id, scope, statistic)
        for kpi in KPIS.values()
        for scope in kpi.scopes
        for statistic in kpi.statistics
    }
    assert found == declared


def test_no_measurement_has_the_same_name_twice():
    from procsim.analysis.measure import measure
    from procsim.analysis.yardstick import Yardstick
    from procsim.simulation.planning.compiler import make_plan
    from procsim.simulation.replication import replicate

    plan = make_plan(everything())
    sheet = measure(Yardstick(everything(), plan), *replicate(plan, seed=1, replication=0))
    names = [key[:5] for key in sheet.keys]
    assert len(set(names)) == len(names) == sheet.values().size
