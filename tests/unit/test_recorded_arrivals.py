"""Recorded cases bring the facts of the file with them; the facts without a column are drawn."""

from pathlib import Path

import numpy as np
import pytest

from procsim.errors import InputError
from procsim.files import describe, read_model
from procsim.model.arrivals import RecordedArrivals
from procsim.model.flow_analysis.demand import demand_of
from procsim.model.model import Model
from procsim.simulation.planning.compiler import make_plan
from procsim.simulation.preparation.cases import prepare_cases
from procsim.units import DAY, HOUR

MODEL = """\
procsim: 1
currency: USD
observe: {from: 2026-01-01, length: 12 months}
exchange_rates: {rates: {CHF: 1.25 USD}}
calendars:
  week: {days: Mon-Fri, hours: 09:00-17:00}
offices:
  geneva: {tier: hq, time_zone: Europe/Zurich, calendar: week}
  dakar: {tier: country, parent: geneva, time_zone: Africa/Dakar, calendar: week}
roles:
  clerk: {staff: {every office: 2}, cost: 42000 USD/year}
processes:
  buy:
    arrivals:
      - {from: arrivals.csv}
    data:
      amount: lognormal mean 9000 CHF sd 30000 CHF
      kind: {goods: 70%, services: 30%}
      urgent: 10%
      lines: poisson mean 3
      notice: 5 days
      travel: {date: uniform 20..90 days}
      fee: {formula: 0.02 * amount}
    steps:
      asked: {event: start, next: large}
      large:
        decision: Large?
        next: [{to: work, when: amount > 1000 USD}, {to: done, default: true}]
      work: {task: Work, role: clerk, time: {formula: 10 min * lines}, next: done}
      done: {event: end}
"""
ROWS = """\
office,arrived,amount,kind,urgent,lines,notice,travel,amount_source
dakar,2026-01-02T00:00:00+00:00,1200 CHF,services,true,2,36 h,2026-02-01,Register
geneva,2026-01-03T01:00:00+01:00,80 USD,goods,false,7,2 days,2026-02-01T01:00:00+01:00,Register
dakar,2026-01-04T00:00:00+00:00,1000 USD,goods,false,4,1 days,2026-03-01,
"""


def read(folder: Path, rows: str = ROWS, arrivals: str = "{from: arrivals.csv}") -> Model:
    (folder / "arrivals.csv").write_text(rows, encoding="utf-8")
    path = folder / "model.yaml"
    path.write_text(MODEL.replace("{from: arrivals.csv}", arrivals), encoding="utf-8")
    return read_model(path)


def problems(folder: Path, rows: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        read(folder, rows)
    return [describe(problem) for problem in raised.value.problems]


def test_each_column_is_read_by_the_kind_of_its_fact(tmp_path: Path) -> None:
    (arrivals,) = read(tmp_path).processes["buy"].arrivals

    assert isinstance(arrivals, RecordedArrivals)
    assert arrivals.facts == {
        "amount": (1500.0, 80.0, 1000.0),  # 1 CHF is 1.25 USD
        "kind": (1.0, 0.0, 0.0),
        "urgent": (1.0, 0.0, 0.0),
        "lines": (2.0, 7.0, 4.0),
        "notice": (36 * HOUR, 2 * DAY, DAY),
        "travel": (20485 * DAY, 20485 * DAY, 20513 * DAY),  # from 1970: 56 years, 14 leap days
    }


def test_the_cases_of_a_run_have_the_recorded_facts_and_what_follows_from_them(
    tmp_path: Path,
) -> None:
    cases = prepare_cases(make_plan(read(tmp_path)), seed=1, replication=0)

    assert cases.office.tolist() == [0, 1, 1]
    assert cases.facts["amount"].tolist() == [80.0, 1500.0, 1000.0]
    assert cases.facts["fee"].tolist() == [1.6, 30.0, 20.0]
    assert cases.facts["lines"].tolist() == [7.0, 2.0, 4.0]


def test_a_fact_without_a_column_is_drawn_as_if_none_were_recorded(tmp_path: Path) -> None:
    without = "\n".join(line.rsplit(",", 7)[0] for line in ROWS.splitlines())
    header, *rows = without.splitlines()
    with_lines = "\n".join([f"{header},lines", *(f"{row},3" for row in rows)])

    some, none = (
        prepare_cases(make_plan(read(tmp_path, each)), seed=1, replication=0)
        for each in (with_lines, without)
    )

    assert some.facts["lines"].tolist() == [3.0, 3.0, 3.0]
    assert some.facts["amount"].tolist() == none.facts["amount"].tolist()
    assert some.key.tolist() == none.key.tolist()


def test_beside_recorded_cases_others_may_arrive_whose_facts_are_drawn(tmp_path: Path) -> None:
    both = "{from: arrivals.csv}\n      - {office: dakar, per_year: 400}"

    cases = prepare_cases(make_plan(read(tmp_path, arrivals=both)), seed=1, replication=0)

    recorded = cases.stream < 1024
    assert sorted(cases.facts["amount"][recorded].tolist()) == [80.0, 1000.0, 1500.0]
    assert cases.office[~recorded].size > 300
    assert np.unique(cases.facts["amount"][~recorded]).size > 300


def test_more_demand_repeats_recorded_cases_with_their_facts(tmp_path: Path) -> None:
    model = read(tmp_path, arrivals="{from: arrivals.csv, scale: 2}")

    cases = prepare_cases(make_plan(model), seed=1, replication=0)

    assert cases.facts["amount"].tolist() == [80.0, 80.0, 1500.0, 1000.0, 1500.0, 1000.0]


def test_the_work_known_before_a_run_is_that_of_the_recorded_cases(tmp_path: Path) -> None:
    """In Dakar one case of two is above 1,000 USD, with 2 lines of 10 minutes; none in Geneva."""
    dakar, geneva = (demand_of(read(tmp_path))["buy"][office] for office in ("dakar", "geneva"))

    assert (dakar.cases_per_year, geneva.cases_per_year) == (2, 1)
    assert dakar.visits("work") == pytest.approx(1 / 2)
    assert dakar.ways("work")[0].hours == pytest.approx(20 / 60 / 2)
    assert geneva.visits("work") == 0


@pytest.mark.parametrize(
    ("given", "wrong", "code", "words"),
    [
        ("1200 CHF", "1200", "P200", "'1200' has no currency"),
        ("1200 CHF", "1200 EUR", "P114", "no exchange rate for EUR"),
        ("services", "service", "P111", "'service' is no value of 'kind'"),
        ("true", "maybe", "P111", "'maybe' is not true or false, as 'urgent' is"),
        ("36 h", "36", "P200", "'36' has no unit"),
        ("true,2,", "true,2 h,", "P103", "'2 h' is not a plain number, as 'lines' is"),
        ("true,2,", "true,,", "P102", "the case has no 'lines'"),
        ("2026-03-01", "March", "P205", "'March' is not a date"),
        ("lines", "line", "P120", "unknown fact 'line'"),
        ("lines,", "lines_source,", "P120", "unknown fact 'lines_source'"),
    ],
)
def test_what_cannot_be_a_recorded_fact_is_refused_in_its_cell(
    tmp_path: Path, given: str, wrong: str, code: str, words: str
) -> None:
    found = problems(tmp_path, ROWS.replace(given, wrong, 1))

    assert len(found) == 1
    assert f"error {code} {words}" in found[0]
    assert "arrivals.csv:" in found[0]
