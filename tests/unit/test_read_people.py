"""What the files say of people and of seasons, as the model holds it, and what they cannot say."""

import datetime as dt
from pathlib import Path

import pytest

from procsim.errors import InputError
from procsim.files import describe, read_model
from procsim.model.model import Model
from procsim.model.organisation import Overtime, Post, Turnover
from procsim.units import Span

MODEL = """\
procsim: 1
currency: USD
observe: {from: 2026-01-01, length: 12 months}
calendars:
  week: {days: Mon-Fri, hours: 09:00-17:00SEASONS}
offices:
  geneva: {tier: hq, time_zone: Europe/Zurich, calendar: week}
roles:
  clerk: {staff: {geneva: STAFF}, cost: 42000 USD/yearPEOPLE}
processes:
  leave:
    arrivals: [{office: geneva, per_year: 300}]
    steps:
      asked: {event: start, next: check}
      check: {task: Check, role: clerk, time: 20 min, next: done}
      done: {event: end}
"""


def read(folder: Path, *, people: str = "", staff: str = "2", seasons: str = "") -> Model:
    text = MODEL.replace("PEOPLE", people).replace("STAFF", staff).replace("SEASONS", seasons)
    path = folder / "model.yaml"
    path.write_text(text, encoding="utf-8")
    return read_model(path)


def post(folder: Path, people: str, staff: str = "2") -> Post:
    (found,) = read(folder, people=f", {people}", staff=staff).posts
    return found


def refusal(folder: Path, **given: str) -> str:
    with pytest.raises(InputError) as raised:
        read(folder, **given)
    (problem,) = raised.value.problems
    return describe(problem)


def test_speed_is_a_factor(tmp_path: Path) -> None:
    assert post(tmp_path, "speed: 80%").speed == 0.8
    assert post(tmp_path, "speed: 1.2").speed == 1.2


def test_days_away_include_the_last_day(tmp_path: Path) -> None:
    found = post(tmp_path, "away: [{from: 2026-08-03, to: 2026-08-14}]")
    assert found.away == ((dt.date(2026, 8, 3), dt.date(2026, 8, 15)),)


def test_a_vacancy_is_a_share_of_the_year_or_dated(tmp_path: Path) -> None:
    share = post(tmp_path, "vacancy: 10%")
    dated = post(tmp_path, "vacancy: [{from: 2026-03-01, to: 2026-03-31}]")
    assert (share.vacancy, share.vacant) == (0.1, ())
    assert (dated.vacancy, dated.vacant) == (0.0, ((dt.date(2026, 3, 1), dt.date(2026, 4, 1)),))


def test_turnover_and_overtime_keep_their_numbers(tmp_path: Path) -> None:
    leaving = "turnover: {rate: 15%, gap: 3 months, learning: 6 months, pace: 60%}"
    assert post(tmp_path, leaving).turnover == Turnover(0.15, Span(months=3), Span(months=6), 0.6)
    assert post(tmp_path, "overtime: {up_to: 2 h}").overtime == Overtime(120, 1.5)
    assert post(tmp_path, "overtime: {up_to: 90 min, price: 2}").overtime == Overtime(90, 2.0)


def test_a_shift_says_more_than_its_role(tmp_path: Path) -> None:
    found = post(tmp_path, "speed: 80%, vacancy: 10%", "[{posts: 2, speed: 90%}]")
    assert (found.speed, found.vacancy) == (0.9, 0.1)


def test_a_season_has_hours_of_its_own_and_the_days_of_the_calendar(tmp_path: Path) -> None:
    seasons = ", seasons: [{from: 2026-07-01, to: 2026-08-31, yearly: true, hours: 08:00-14:00}]"
    (season,) = read(tmp_path, seasons=seasons).calendars["week"].seasons
    assert (season.first, season.last) == (dt.date(2026, 7, 1), dt.date(2026, 8, 31))
    assert season.yearly
    assert season.week == (*[((8 * 60, 14 * 60),)] * 5, (), ())


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ("speed: 0", "a speed of 0 %"),
        ("speed: 80", "a speed of 8000 %"),
        ("vacancy: 100%", "nobody ever holds them"),
        (
            "turnover: {rate: 15, gap: 3 months, learning: 6 months, pace: 60%}",
            "holders leave 15 times a year",
        ),
        (
            "turnover: {rate: 15%, gap: 3 months, learning: 6 months, pace: 0%}",
            "new holders do nothing",
        ),
        ("overtime: {up_to: 0 h}", "overtime of 0 hours a day"),
        ("overtime: {up_to: 30 h}", "overtime of 30 hours a day"),
    ],
)
def test_what_no_post_can_have_is_refused(tmp_path: Path, people: str, words: str) -> None:
    found = refusal(tmp_path, people=f", {people}")
    assert "error P405 posts of clerk in geneva: " in found
    assert words in found


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"people": ", vacancy: 120%"}, "P210"),
        ({"people": ", speed: fast"}, "P204"),
        ({"people": ", away: [{from: 2026-08-14, to: 2026-08-03}]"}, "P205"),
        ({"people": ", overtime: {up_to: 2}"}, "P200"),
        ({"seasons": ", seasons: [{from: 2026-07-01, hours: 08:00-14:00}]"}, "P102"),
        ({"seasons": ", seasons: [{from: 2026-07-01, to: 2026-08-31, hours: 14-8}]"}, "P206"),
    ],
)
def test_what_cannot_be_read_of_people_and_seasons_is_refused(
    tmp_path: Path, given: dict[str, str], code: str
) -> None:
    assert f"error {code} " in refusal(tmp_path, **given)
