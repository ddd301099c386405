"""What holds for every calendar, zone and range."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from procsim.model.calendars import (
    ALWAYS,
    Calendar,
    Hours,
    OpenTime,
    Recurrence,
    occurrences,
    open_before,
    open_time,
    part_of,
    problem_of_calendar,
    union,
    without_days,
    working_days,
    zone,
)
from procsim.model.zones import first_utc, last_utc

steady = settings(derandomize=True, deadline=None, max_examples=60)

ZONES = st.sampled_from(
    [
        "Africa/Cairo",
        "Africa/Casablanca",
        "America/Havana",
        "America/Santiago",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Europe/Zurich",
        "Pacific/Apia",
        "Pacific/Fiji",
        "UTC",
    ]
)
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2030, 12, 31))
RULES = st.sampled_from(
    [
        "FREQ=MONTHLY;BYMONTHDAY=10",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=WEEKLY;BYDAY=SU,WE",
        "FREQ=WEEKLY;BYDAY=SU,WE,FR;BYSETPOS=2",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=TH",
    ]
)


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    """Up to three shifts of a day, the last of which may run past midnight."""
    ends = sorted(draw(st.lists(st.integers(0, 1439), max_size=6, unique=True)))
    shifts = list(zip(ends[::2], ends[1::2], strict=False))
    if len(ends) % 2:
        shifts.append((ends[-1], draw(st.integers(1440, 1800))))
    return tuple(shifts)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    days = [draw(hours()) for _ in range(7)]
    calendar = Calendar(
        "generated",
        (days[0], days[1], days[2], days[3], days[4], days[5], days[6]),
        holidays=frozenset(draw(st.lists(DAYS, max_size=5))),
        rule=draw(st.none() | RULES),
    )
    return calendar if problem_of_calendar(calendar) is None else ALWAYS


@st.composite
def ranges(draw: st.DrawFn) -> tuple[dt.date, dt.date, dt.date]:
    """A range of days and a day to split it at."""
    first = draw(DAYS)
    before, after = draw(st.integers(0, 400)), draw(st.integers(0, 400))
    split = first + dt.timedelta(days=before)
    return first, split, split + dt.timedelta(days=after)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Sorted, disjoint intervals within 0..60."""
    ends = sorted(draw(st.lists(st.integers(0, 60), max_size=12, unique=True)))
    ends = ends[: len(ends) // 2 * 2]
    return ends[::2], ends[1::2]


def instants(opens: list[int], closes: list[int]) -> set[int]:
    return {t for a, b in zip(opens, closes, strict=True) for t in range(a, b)}


def columns(found: OpenTime) -> list[tuple[int, int, int]]:
    return list(zip(found.day.tolist(), found.opens.tolist(), found.closes.tolist(), strict=True))


@steady
@given(calendars(), ZONES, ranges())
def test_open_time_is_sorted_disjoint_and_on_working_days(
    calendar: Calendar, zone_name: str, days: tuple[dt.date, dt.date, dt.date]
) -> None:
    found = columns(open_time(calendar, zone_name, days[0], days[2]))
    assert all(opens < closes for _, opens, closes in found)
    assert all(before[2] <= after[1] for before, after in pairwise(found))
    assert {day for day, _, _ in found} <= set(working_days(calendar, days[0], days[2]).tolist())


@steady
@given(calendars(), ZONES, ranges())
def test_open_time_of_a_range_is_that_of_its_parts(
    calendar: Calendar, zone_name: str, days: tuple[dt.date, dt.date, dt.date]
) -> None:
    first, split, last = days
    whole = columns(open_time(calendar, zone_name, first, last))
    parts = [
        open_time(calendar, zone_name, first, split),
        open_time(calendar, zone_name, split, last),
    ]
    assert whole == columns(parts[0]) + columns(parts[1])


@steady
@given(RULES, st.integers(0, 1440), st.sampled_from(["before", "after"]), ZONES, ranges())
def test_occurrences_of_a_range_are_those_of_its_parts(
    rule: str, hour: int, shift: str, zone_name: str, days: tuple[dt.date, dt.date, dt.date]
) -> None:
    first, split, last = days
    office = Calendar("office", (*[((540, 1020),)] * 5, (), ()), country="CH")  # type: ignore[arg-type]  # seven days
    moved = Recurrence(rule, hour, calendar="office", shift=shift)
    whole, *parts = (
        set(occurrences(moved, zone_name, {"office": office}, a, b).tolist())
        for a, b in ((first, last), (first, split), (split, last))
    )
    assert whole == parts[0] | parts[1]


@steady
@given(ZONES, st.datetimes(dt.datetime(2010, 1, 1), dt.datetime(2030, 1, 1)))
def test_local_times_come_back_from_utc_or_lie_in_a_gap(
    zone_name: str, moment: dt.datetime
) -> None:
    """The round trip by zoneinfo is the time itself, or later by the length of the gap."""
    epoch = dt.datetime(1970, 1, 1)
    local = np.array([(moment - epoch) // dt.timedelta(microseconds=1)])
    for utc in (first_utc(local, zone_name), last_utc(local, zone_name)):
        at = (epoch + dt.timedelta(microseconds=int(utc[0]))).replace(tzinfo=dt.UTC)
        back = at.astimezone(zone(zone_name)).replace(tzinfo=None)
        gap = zone(zone_name).utcoffset(moment.replace(fold=1))
        before = zone(zone_name).utcoffset(moment)
        assert gap is not None
        assert before is not None
        assert back == moment + max(gap - before, dt.timedelta(0))


@steady
@given(intervals(), st.lists(st.integers(-5, 65), max_size=20))
def test_open_before_counts_the_open_instants(
    shifts: tuple[list[int], list[int]], asked: list[int]
) -> None:
    opens, closes = shifts
    found = OpenTime(
        np.zeros(len(opens), np.int64), np.array(opens, np.int64), np.array(closes, np.int64)
    )
    is_open = instants(opens, closes)
    counted = [sum(t < at for t in is_open) for at in asked]
    assert open_before(found, np.array(asked, np.int64)).tolist() == counted


@steady
@given(st.lists(intervals(), max_size=4))
def test_a_union_is_the_union_of_the_instants(many: list[tuple[list[int], list[int]]]) -> None:
    opens, closes = union([(np.array(a, np.int64), np.array(b, np.int64)) for a, b in many])
    expected = set().union(*(instants(a, b) for a, b in many))
    assert instants(opens.tolist(), closes.tolist()) == expected
    assert all(b < c for b, c in zip(closes.tolist(), opens.tolist()[1:], strict=False))


@steady
@given(calendars(), ZONES, st.floats(0, 1), DAYS)
def test_part_of_a_post_is_the_first_part_of_each_day(
    calendar: Calendar, zone_name: str, fraction: float, first: dt.date
) -> None:
    full = open_time(calendar, zone_name, first, first + dt.timedelta(days=30))
    part = part_of(full, fraction)
    for day in set(full.day.tolist()):
        mine = [(a, b) for d, a, b in columns(part) if d == day]
        days_shifts = [(a, b) for d, a, b in columns(full) if d == day]
        total = sum(b - a for a, b in days_shifts)
        assert abs(sum(b - a for a, b in mine) - fraction * total) <= 0.5 + 1e-3
        # All shifts before the last one are whole, and the last one begins where it should.
        assert mine[:-1] == days_shifts[: max(0, len(mine) - 1)]
        assert [a for a, _ in mine] == [a for a, _ in days_shifts[: len(mine)]]


@steady
@given(calendars(), DAYS)
def test_without_its_working_days_a_calendar_never_opens(
    calendar: Calendar, first: dt.date
) -> None:
    last = first + dt.timedelta(days=30)
    found = open_time(calendar, "UTC", first, last)
    assert without_days(found, working_days(calendar, first, last)).total == 0


@steady
@given(calendars(), ZONES, DAYS)
def test_always_covers_every_shift(calendar: Calendar, zone_name: str, first: dt.date) -> None:
    last = first + dt.timedelta(days=20)
    found = open_time(calendar, zone_name, first, last)
    always = open_time(ALWAYS, zone_name, first, last + dt.timedelta(days=2))
    covered = open_before(always, found.closes) - open_before(always, found.opens)
    assert covered.tolist() == (found.closes - found.opens).tolist()
