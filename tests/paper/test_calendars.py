"""Calendars worked out by hand: every expected instant and amount is computed in the comments."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest

from procsim.model.calendars import (
    ALWAYS,
    Calendar,
    Hours,
    OpenTime,
    Recurrence,
    amount_between,
    occurrences,
    on_weekdays,
    open_before,
    open_time,
    part_of,
    problem_of_calendar,
    problem_of_rule,
    union,
    without_days,
    working_days,
    zone,
)
from procsim.units import DAY, HOUR, MINUTE

NINE_TO_FIVE: Hours = ((9 * 60, 17 * 60),)
NIGHT: Hours = ((22 * 60, 30 * 60),)
ZURICH = "Europe/Zurich"


def week(hours: Hours, days: str = "Mon Tue Wed Thu Fri", **more: object) -> Calendar:
    """A calendar with the same hours on the named days."""
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert set(days.split()) <= set(names)
    open_days = tuple(hours if name in days.split() else () for name in names)
    return Calendar("test", open_days, **more)  # type: ignore[arg-type]  # seven by construction


def utc(text: str) -> int:
    """µs since 1970 of an instant written like `2026-03-29 01:30`, in UTC."""
    moment = dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
    return int(moment.timestamp()) * 1_000_000


def shifts(found: OpenTime) -> list[tuple[str, str, str]]:
    """(day, opens, closes) in words, UTC."""

    def words(instant: int) -> str:
        return dt.datetime.fromtimestamp(instant / 1e6, dt.UTC).strftime("%m-%d %H:%M")

    return [
        (dt.date.fromordinal(day).isoformat(), words(opens), words(closes))
        for day, opens, closes in zip(
            found.day.tolist(), found.opens.tolist(), found.closes.tolist(), strict=True
        )
    ]


def days(first: str, last: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


def test_a_break_closes_and_a_weekend_is_closed() -> None:
    """Friday 2 January to Monday 5 January 2026; Zurich is UTC+1 in winter."""
    office = week(((510, 750), (810, 1050)))  # 08:30-12:30 13:30-17:30
    assert shifts(open_time(office, ZURICH, *days("2026-01-02", "2026-01-06"))) == [
        ("2026-01-02", "01-02 07:30", "01-02 11:30"),
        ("2026-01-02", "01-02 12:30", "01-02 16:30"),
        ("2026-01-05", "01-05 07:30", "01-05 11:30"),
        ("2026-01-05", "01-05 12:30", "01-05 16:30"),
    ]


def test_a_holiday_closes_its_day() -> None:
    office = week(NINE_TO_FIVE, holidays=frozenset({dt.date(2026, 1, 6)}))
    found = open_time(office, "UTC", *days("2026-01-05", "2026-01-08"))
    assert [day for day, _, _ in shifts(found)] == ["2026-01-05", "2026-01-07"]


def test_an_overnight_shift_belongs_to_the_day_it_opens() -> None:
    """Asked for Tuesday only: the end of Monday's shift, on Tuesday, is Monday's."""
    found = open_time(week(NIGHT), "UTC", *days("2026-01-06", "2026-01-07"))
    assert shifts(found) == [("2026-01-06", "01-06 22:00", "01-07 06:00")]


def test_a_holiday_keeps_the_overnight_shift_of_its_eve_and_cancels_its_own() -> None:
    office = week(NIGHT, holidays=frozenset({dt.date(2026, 1, 6)}))
    assert shifts(open_time(office, "UTC", *days("2026-01-05", "2026-01-08"))) == [
        ("2026-01-05", "01-05 22:00", "01-06 06:00"),
        ("2026-01-07", "01-07 22:00", "01-08 06:00"),
    ]


def test_summer_time_moves_the_utc_hours_of_an_office() -> None:
    """Friday 27 March 2026 is UTC+1, Monday 30 March is UTC+2; on 25 October it turns back."""
    office = week(NINE_TO_FIVE)
    assert shifts(open_time(office, ZURICH, *days("2026-03-27", "2026-03-31"))) == [
        ("2026-03-27", "03-27 08:00", "03-27 16:00"),
        ("2026-03-30", "03-30 07:00", "03-30 15:00"),
    ]
    assert shifts(open_time(office, ZURICH, *days("2026-10-23", "2026-10-27"))) == [
        ("2026-10-23", "10-23 07:00", "10-23 15:00"),
        ("2026-10-26", "10-26 08:00", "10-26 16:00"),
    ]


def test_a_night_shift_lasts_7_hours_in_spring_and_9_in_autumn() -> None:
    """Saturday 22:00 to Sunday 06:00 over the changes of 29 March and 25 October 2026."""
    office = week(NIGHT, "Sat")
    spring = open_time(office, ZURICH, *days("2026-03-28", "2026-03-29"))
    autumn = open_time(office, ZURICH, *days("2026-10-24", "2026-10-25"))
    assert shifts(spring) == [("2026-03-28", "03-28 21:00", "03-29 04:00")]
    assert shifts(autumn) == [("2026-10-24", "10-24 20:00", "10-25 05:00")]
    assert (spring.total, autumn.total) == (7 * HOUR, 9 * HOUR)


def test_an_opening_that_does_not_exist_moves_forward_by_the_gap() -> None:
    """On 29 March 2026 02:00 becomes 03:00, so 02:30 is read as 03:30 summer time, 01:30 UTC;
    a closing at 10:30 summer time is 08:30 UTC (RFC 5545, section 3.3.5)."""
    office = week(((150, 630),), "Sun")
    found = open_time(office, ZURICH, *days("2026-03-29", "2026-03-30"))
    assert shifts(found) == [("2026-03-29", "03-29 01:30", "03-29 08:30")]


def test_a_closing_that_does_not_exist_moves_forward_by_the_gap() -> None:
    """00:00 winter time is 23:00 UTC of the day before; 02:30 is read as 03:30 summer time."""
    office = week(((0, 150),), "Sun")
    found = open_time(office, ZURICH, *days("2026-03-29", "2026-03-30"))
    assert shifts(found) == [("2026-03-29", "03-28 23:00", "03-29 01:30")]


def test_an_ambiguous_hour_opens_at_the_first_and_closes_at_the_second() -> None:
    """On 25 October 2026 02:30 is first 00:30 UTC (summer) and then 01:30 UTC (winter)."""
    sunday = days("2026-10-25", "2026-10-26")
    opening = open_time(week(((150, 360),), "Sun"), ZURICH, *sunday)
    closing = open_time(week(((0, 150),), "Sun"), ZURICH, *sunday)
    within = open_time(week(((135, 165),), "Sun"), ZURICH, *sunday)
    assert shifts(opening) == [("2026-10-25", "10-25 00:30", "10-25 05:00")]
    assert shifts(closing) == [("2026-10-25", "10-24 22:00", "10-25 01:30")]
    assert shifts(within) == [("2026-10-25", "10-25 00:15", "10-25 01:45")]


def test_shifts_that_a_change_of_clocks_lets_overlap_stay_disjoint() -> None:
    """01:00-02:15 and 02:45-06:00 on 25 October: the first closes at its second 02:15, 01:15 UTC,
    the second would open at its first 02:45, 00:45 UTC."""
    office = week(((60, 135), (165, 360)), "Sun")
    assert shifts(open_time(office, ZURICH, *days("2026-10-25", "2026-10-26"))) == [
        ("2026-10-25", "10-24 23:00", "10-25 01:15"),
        ("2026-10-25", "10-25 01:15", "10-25 05:00"),
    ]


@pytest.mark.parametrize(
    "zone_name",
    [
        ZURICH,
        "Africa/Cairo",  # changes at midnight: 25 April has no 00:30, 30 October has two 23:30
        "America/Havana",  # turns back from 01:00 to 00:00
        "America/Santiago",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",  # changes by half an hour
    ],
)
def test_always_is_one_open_interval_in_every_zone(zone_name: str) -> None:
    found = open_time(ALWAYS, zone_name, *days("2025-01-01", "2026-01-01"))
    opens, closes = union([(found.opens, found.closes)])
    assert len(opens) == len(closes) == 1
    assert found.total == closes[0] - opens[0] == 365 * DAY


def test_a_day_that_a_country_left_out_has_no_open_time() -> None:
    """Samoa went from Thursday 29 to Saturday 31 December 2011."""
    found = open_time(ALWAYS, "Pacific/Apia", *days("2011-12-29", "2012-01-01"))
    assert [day for day, _, _ in shifts(found)] == ["2011-12-29", "2011-12-31"]
    assert found.total == 2 * DAY


def test_a_day_begins_when_the_day_before_has_closed_whatever_range_is_asked() -> None:
    """In Havana 2 November 2025 has two midnights, 04:00 and 05:00 UTC: the day before closes at
    the second, so it has 25 hours and 2 November begins there."""
    second = open_time(ALWAYS, "America/Havana", *days("2025-11-02", "2025-11-03"))
    both = open_time(ALWAYS, "America/Havana", *days("2025-11-01", "2025-11-03"))
    assert shifts(second) == [("2025-11-02", "11-02 05:00", "11-03 05:00")]
    assert shifts(both) == [("2025-11-01", "11-01 04:00", "11-02 05:00"), *shifts(second)]


def test_kathmandu_is_five_and_three_quarter_hours_ahead() -> None:
    found = open_time(week(NINE_TO_FIVE), "Asia/Kathmandu", *days("2026-01-05", "2026-01-06"))
    assert shifts(found) == [("2026-01-05", "01-05 03:15", "01-05 11:15")]


def test_a_sunday_to_thursday_week() -> None:
    """1 January 2026 is a Thursday; the Cairo week goes on on Sunday 4 January, at UTC+2."""
    cairo = week(NINE_TO_FIVE, "Sun Mon Tue Wed Thu")
    assert shifts(open_time(cairo, "Africa/Cairo", *days("2026-01-01", "2026-01-05"))) == [
        ("2026-01-01", "01-01 07:00", "01-01 15:00"),
        ("2026-01-04", "01-04 07:00", "01-04 15:00"),
    ]


def test_geneva_and_cairo_share_209_weekdays_of_261_in_2026() -> None:
    """2026 begins on a Thursday: 53 Thursdays, 52 of every other day. Monday to Friday: 4 × 52 + 53
    = 261; Monday to Thursday, open in both: 3 × 52 + 53 = 209."""
    year = days("2026-01-01", "2027-01-01")
    geneva = working_days(week(NINE_TO_FIVE), *year)
    cairo = working_days(week(NINE_TO_FIVE, "Sun Mon Tue Wed Thu"), *year)
    assert geneva.size == 261
    assert np.intersect1d(geneva, cairo).size == 209


def test_geneva_and_suva_have_no_common_hours() -> None:
    """09:00-17:00 in Suva (UTC+12) is 21:00-05:00 UTC, in Geneva 08:00-16:00 or 07:00-15:00."""
    year = days("2026-01-01", "2027-01-01")
    geneva = open_time(week(NINE_TO_FIVE), ZURICH, *year)
    suva = open_time(week(NINE_TO_FIVE), "Pacific/Fiji", *year)
    opens, closes = union([(geneva.opens, geneva.closes), (suva.opens, suva.closes)])
    assert int(np.sum(closes - opens)) == geneva.total + suva.total


def test_geneva_has_its_own_holidays_from_the_library() -> None:
    """Of the canton's public holidays in 2026 these fall from Monday to Friday: 1 January, Good
    Friday 3 April, Easter Monday 6 April, Ascension 14 May, Whit Monday 25 May, the Jeûne genevois
    10 September (Thursday after the first Sunday), 25 December and 31 December (Restoration)."""
    year = days("2026-01-01", "2027-01-01")
    canton = week(NINE_TO_FIVE, country="CH", subdivision="GE")
    closed = np.setdiff1d(working_days(week(NINE_TO_FIVE), *year), working_days(canton, *year))
    assert [dt.date.fromordinal(int(day)).strftime("%d.%m.") for day in closed] == [
        "01.01.",
        "03.04.",
        "06.04.",
        "14.05.",
        "25.05.",
        "10.09.",
        "25.12.",
        "31.12.",
    ]


def test_a_committee_meets_only_on_the_days_of_its_rule() -> None:
    """The second Tuesday of the month: 13 January and 10 February 2026."""
    committee = week(((600, 720),), rule="FREQ=MONTHLY;BYDAY=2TU")
    assert shifts(open_time(committee, "UTC", *days("2026-01-01", "2026-03-01"))) == [
        ("2026-01-13", "01-13 10:00", "01-13 12:00"),
        ("2026-02-10", "02-10 10:00", "02-10 12:00"),
    ]


def test_every_second_week_is_counted_from_the_start_of_the_rule() -> None:
    """From Monday 5 January 2026: 5 and 19 January, 2 February; also when asked from the 12th."""
    fortnight = week(
        NINE_TO_FIVE, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", rule_start=dt.date(2026, 1, 5)
    )
    found = working_days(fortnight, *days("2026-01-12", "2026-02-03"))
    assert [dt.date.fromordinal(int(day)).day for day in found] == [19, 2]


def test_a_uniform_arrival_waits_15_2_days_for_a_cut_off_on_the_10th() -> None:
    """Σ gap² / (2 Σ gap) over a year of months: 7 gaps of 31 days, 4 of 30 and one of 28:
    (7·961 + 4·900 + 784) / (2·365) = 11111 / 730 = 15.22 days."""
    rule = Recurrence("FREQ=MONTHLY;BYMONTHDAY=10", hour=17 * 60)
    found = occurrences(rule, "UTC", {}, *days("2026-01-01", "2027-01-11"))
    assert len(found) == 13
    gaps = [(after - before) / DAY for before, after in pairwise(found.tolist())]
    expected_wait = sum(gap**2 for gap in gaps) / (2 * sum(gaps))
    assert expected_wait == pytest.approx(11111 / 730)
    assert round(expected_wait, 1) == 15.2


def test_an_occurrence_is_at_its_local_hour_in_winter_and_summer() -> None:
    rule = Recurrence("FREQ=MONTHLY;BYMONTHDAY=10", hour=17 * 60)
    found = occurrences(rule, ZURICH, {}, *days("2026-03-01", "2026-05-01"))
    assert found.tolist() == [utc("2026-03-10 16:00"), utc("2026-04-10 15:00")]


def test_the_zone_of_a_recurrence_wins_over_that_of_the_office() -> None:
    rule = Recurrence("FREQ=MONTHLY;BYMONTHDAY=10", hour=17 * 60, zone=ZURICH)
    found = occurrences(rule, "Pacific/Fiji", {}, *days("2026-03-01", "2026-04-01"))
    assert found.tolist() == [utc("2026-03-10 16:00")]


@pytest.mark.parametrize(("shift", "day"), [("before", "2026-04-02"), ("after", "2026-04-07")])
def test_an_occurrence_on_a_closed_day_moves_to_the_working_day(shift: str, day: str) -> None:
    """Sunday 5 April 2026 is Easter: back over Saturday and Good Friday to Thursday 2 April,
    forward over Easter Monday to Tuesday 7 April."""
    calendars = {"ge": week(NINE_TO_FIVE, country="CH", subdivision="GE")}
    rule = Recurrence("FREQ=MONTHLY;BYMONTHDAY=5", hour=9 * 60, calendar="ge", shift=shift)
    found = occurrences(rule, "UTC", calendars, *days("2026-04-01", "2026-05-01"))
    assert found.tolist() == [utc(f"{day} 09:00")]


@pytest.mark.parametrize("shift", ["before", "after"])
def test_an_occurrence_on_a_working_day_stays(shift: str) -> None:
    """Saturday 10 January and Tuesday 10 February 2026: only the first moves."""
    rule = Recurrence("FREQ=MONTHLY;BYMONTHDAY=10", hour=0, calendar="office", shift=shift)
    calendars = {"office": week(NINE_TO_FIVE)}
    found = occurrences(rule, "UTC", calendars, *days("2026-01-01", "2026-03-01"))
    moved = {"before": "2026-01-09 00:00", "after": "2026-01-12 00:00"}[shift]
    assert found.tolist() == [utc(moved), utc("2026-02-10 00:00")]


def test_the_days_of_a_rule_do_not_depend_on_the_range_that_is_asked() -> None:
    """The second of Wednesday, Friday and Sunday is Friday, also when asked from a Friday on."""
    rule = Recurrence("FREQ=WEEKLY;BYDAY=SU,WE,FR;BYSETPOS=2", hour=0)
    found = occurrences(rule, "UTC", {}, *days("2026-01-09", "2026-01-17"))
    assert found.tolist() == [utc("2026-01-09 00:00"), utc("2026-01-16 00:00")]


def test_a_moved_occurrence_may_leave_the_range_and_is_looked_for_outside_it() -> None:
    """1 March 2026 is a Sunday: the working day before is Friday 27 February."""
    rule = Recurrence("FREQ=MONTHLY;BYMONTHDAY=1", hour=0, calendar="office")
    calendars = {"office": week(NINE_TO_FIVE)}
    found = occurrences(rule, "UTC", calendars, *days("2026-03-01", "2026-03-02"))
    assert found.tolist() == [utc("2026-02-27 00:00")]


def test_occurrences_that_move_to_the_same_day_are_one() -> None:
    """Saturday 10 and Sunday 11 January 2026 both move to Friday 9 January."""
    rule = Recurrence("FREQ=MONTHLY;BYMONTHDAY=10,11", hour=0, calendar="office")
    calendars = {"office": week(NINE_TO_FIVE)}
    found = occurrences(rule, "UTC", calendars, *days("2026-01-01", "2026-02-01"))
    assert found.tolist() == [utc("2026-01-09 00:00")]


def test_a_calendar_that_never_opens_cannot_move_an_occurrence() -> None:
    rule = Recurrence("FREQ=MONTHLY;BYMONTHDAY=10", hour=0, calendar="test")
    with pytest.raises(ValueError, match="no working day within 400 days before an occurrence"):
        occurrences(rule, "UTC", {"test": week(())}, *days("2026-01-01", "2026-02-01"))


def test_half_a_post_works_the_first_half_of_each_day() -> None:
    """08:30-12:30 13:30-17:30 is 8 hours: half is 08:30-12:30, three quarters end at 15:30."""
    office = open_time(week(((510, 750), (810, 1050))), "UTC", *days("2026-01-05", "2026-01-06"))
    assert shifts(part_of(office, 0.5)) == [("2026-01-05", "01-05 08:30", "01-05 12:30")]
    assert shifts(part_of(office, 0.75)) == [
        ("2026-01-05", "01-05 08:30", "01-05 12:30"),
        ("2026-01-05", "01-05 13:30", "01-05 15:30"),
    ]


def test_weekdays_and_days_away_select_whole_shifts() -> None:
    """The week of Monday 5 January 2026; Wednesday 7 January is taken off."""
    office = open_time(week(NIGHT), "UTC", *days("2026-01-05", "2026-01-12"))
    monday_to_wednesday = on_weekdays(office, frozenset({0, 1, 2}))
    away = np.array([dt.date(2026, 1, 7).toordinal()])
    assert shifts(without_days(monday_to_wednesday, away)) == [
        ("2026-01-05", "01-05 22:00", "01-06 06:00"),
        ("2026-01-06", "01-06 22:00", "01-07 06:00"),
    ]


def test_open_time_between_two_instants() -> None:
    """Friday 16:00 to Monday 10:00 of an office open 9 to 5: one hour and one hour."""
    office = open_time(week(NINE_TO_FIVE), "UTC", *days("2026-01-01", "2026-02-01"))
    friday, monday = utc("2026-01-09 16:00"), utc("2026-01-12 10:00")
    assert amount_between(office, friday, monday) == 2 * HOUR
    assert amount_between(office, monday, friday) == -2 * HOUR
    ends = np.array([utc("2025-12-01 00:00"), utc("2026-01-01 09:30"), utc("2027-01-01 00:00")])
    # January 2026 has 22 days from Monday to Friday.
    assert open_before(office, ends).tolist() == [0, 30 * MINUTE, 22 * 8 * HOUR]


def test_a_union_joins_what_overlaps_or_touches() -> None:
    early, late = np.array([0, 10, 30]), np.array([5, 20, 40])
    others = (np.array([5, 12]), np.array([8, 15]))
    opens, closes = union([(early, late), others])
    assert (opens.tolist(), closes.tolist()) == ([0, 10, 30], [8, 20, 40])
    assert [part.tolist() for part in union([])] == [[], []]


def test_an_unknown_zone_is_an_error() -> None:
    for name in ("Europe/Geneva", "", "../tzdata", "europe/zurich"):
        with pytest.raises(ValueError, match="there is no time zone"):
            zone(name)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            "FREQ=HOURLY",
            "FREQ=HOURLY is not one of DAILY, WEEKLY, MONTHLY, YEARLY: a rule names days",
        ),
        ("BYDAY=MO", "a rule needs FREQ, such as FREQ=MONTHLY"),
        (
            "every month",
            "'every month' is no part of a rule, which are written like FREQ=WEEKLY;BYDAY=TU",
        ),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ is given twice"),
        (
            "FREQ=DAILY;BYHOUR=9",
            "BYHOUR is not used: a rule names days, and the hour is given beside it",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "'32' is no value of BYMONTHDAY"),
        ("FREQ=YEARLY;BYMONTH=-1;BYDAY=MO", "'-1' is no value of BYMONTH"),
        ("FREQ=WEEKLY;BYDAY=MO,XX", "'XX' is no value of BYDAY"),
        (
            "FREQ=WEEKLY;BYDAY=2MO",
            "BYDAY=2MO counts weekdays, which needs FREQ=MONTHLY or FREQ=YEARLY",
        ),
        ("FREQ=DAILY;BYEASTER=1", "BYEASTER is no part of a recurrence rule"),
        (
            "FREQ=DAILY;UNTIL=20261231T000000Z",
            "'20261231T000000Z' is no value of UNTIL, which is written like UNTIL=20261231",
        ),
        ("FREQ=WEEKLY;BYDAY=MO;WKST=1", "'1' is no value of WKST"),
        ("FREQ=DAILY;INTERVAL=0", "'0' is no value of INTERVAL"),
        ("FREQ=DAILY;INTERVAL=2", "INTERVAL=2 needs the day to count from (`from:`)"),
        ("FREQ=DAILY;COUNT=3", "COUNT needs the day to count from (`from:`)"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20261231", "UNTIL and COUNT exclude each other"),
        (
            "FREQ=MONTHLY",
            "the rule does not say which day: add BYDAY or BYMONTHDAY, or a day to count from",
        ),
        ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO needs FREQ=YEARLY and BYDAY"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "the rule never occurs"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_in_a_sentence(rule: str, sentence: str) -> None:
    assert problem_of_rule(rule, None) == sentence


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=10", None),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", None),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", None),
        ("FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=31,30", None),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", dt.date(2026, 1, 5)),
        ("FREQ=MONTHLY", dt.date(2026, 1, 5)),
    ],
)
def test_a_usable_rule_has_no_problem(rule: str, start: dt.date | None) -> None:
    assert problem_of_rule(rule, start) is None


@pytest.mark.parametrize(
    ("calendar", "sentence"),
    [
        (week(((540, 540),)), "hours open on their day and close later, at most a day after it"),
        (week(((540, 800), (780, 1020))), "hours of one day overlap or are not in order"),
        (
            week(((300, 600), (1320, 1800))),
            "hours that go past midnight overlap those of the next day",
        ),
        (week(NINE_TO_FIVE, country="XX"), "the holiday library knows no country 'XX'"),
        (
            week(NINE_TO_FIVE, country="CH", subdivision="XX"),
            "the holiday library knows no subdivision 'XX' of CH",
        ),
        (
            week(NINE_TO_FIVE, rule="FREQ=DAILY;COUNT=3"),
            "COUNT needs the day to count from (`from:`)",
        ),
    ],
)
def test_a_calendar_that_cannot_be_used_is_refused(calendar: Calendar, sentence: str) -> None:
    assert problem_of_calendar(calendar) == sentence


def test_usable_calendars_have_no_problem() -> None:
    assert problem_of_calendar(ALWAYS) is None
    assert problem_of_calendar(week(NIGHT, country="CH", subdivision="GE")) is None
