"""What the model files say is what the model holds."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from procsim.errors import InputError
from procsim.files import build_model, describe, read_model, read_source
from procsim.files.schema import model_schema, process_schema, scenario_schema
from procsim.files.source import with_value
from procsim.files.yaml_text import read_yaml
from procsim.model.arrivals import GapArrivals, RandomArrivals, RecordedArrivals, ScheduledArrivals
from procsim.model.by_origin import ByOrigin
from procsim.model.distributions import Exponential, Normal, Triangular, Uniform
from procsim.model.elements import Batch, Decision, Task, Wait
from procsim.model.model import Model
from procsim.model.organisation import HandOver
from procsim.model.process import Flow
from procsim.units import DAY, HOUR, MINUTE, Money, Rate, Span

MODEL = """\
procsim: 1
title: {en: Services, zh: 行政服务}
currency: USD
price_year: 2026
observe: {from: 2026-01-01, length: 12 months}
exchange_rates: {date: 2026-01-01, source: UN, rates: {CHF: 1.12 USD, XOF: 0.0017 USD}}
working_time: {annual_leave: 30 wd, sick: 6 wd, productive: 80%}
baseline: {year: 2025, status: validated, validated_by: Director, date: 2026-02-01}
observed:
  - {process: payroll, office: every country, kpi: cycle_time, statistic: p50, value: 24 days, n: 9}
calendars:
  europe: {days: Mon-Fri, hours: 08:30-12:30 13:30-17:30, holidays: {country: CH, subdivision: GE}}
  short: {hours: {Mon-Thu: 08:00-17:00, Fri: 08:00-13:00}, holidays: [2026-03-20]}
  board: {rule: "FREQ=WEEKLY;BYDAY=TU", hours: 10:00-12:00}
offices:
  geneva: {title: Headquarters, tier: hq, time_zone: Europe/Zurich, calendar: europe, currency: CHF}
  abidjan: {tier: regional, parent: geneva, time_zone: Africa/Abidjan, calendar: short}
  dakar: {tier: country, parent: abidjan, time_zone: Africa/Dakar, calendar: short}
  suva: {tier: country, parent: geneva, time_zone: Pacific/Fiji, calendar: europe}
  budapest:
    {tier: centre, serves: [tier: country, geneva], time_zone: Europe/Budapest, calendar: europe}
hand_overs:
  - {from: country, to: every office, takes: uniform 4..24 h}
roles:
  requester: {category: requester, staff: unlimited, cost: {else: 40 USD/h, geneva: 60 CHF/h}}
  clerk:
    title: {en: Clerk, zh: 职员}
    grade: G5
    staff:
      every country: {is: 2, source: register, evidence: B}
      dakar: 3
      geneva: [{posts: 2, calendar: short}, {posts: 0.5, days: Mon Wed}]
    cost: {else: 42000 USD/year, below abidjan: 1000 XOF/month, source: standard costs}
    share: {else: 60%, geneva: 50%}
    minimum_cover: 1
    working_time: {training: 5 wd, productive: 90%}
  officer: {staff: {geneva: 1, abidjan: 1}, cost: 90000 USD/year, calendar: europe}
posts:
  - {office: suva, roles: [officer, clerk], posts: 1, cost: 30000 USD/year}
systems:
  erp: {cost: 4000 USD/month}
processes: [payroll.yaml]
targets:
  - {process: payroll, kpi: cycle_time, statistic: p90, at_most: 20 wd europe}
"""

PAYROLL = """\
process: payroll
title: {en: Payroll change, zh: 工资变动}
case: payroll change event
arrivals:
  - {office: every country, per_year: 300, scale: {dakar: 120%, else: 1}, evidence: C}
  - {per_year: {geneva: 4900}, seasonality: {Jan: 2, Aug: 0.5}}
  - {office: geneva, gap: exponential mean 40 min, calendar: always}
  - {office: geneva, rule: "FREQ=MONTHLY;BYMONTHDAY=10", cases: normal mean 420 sd 25 min 0}
  - {from: arrivals.csv}
steps:
  received: {event: start, next: submit}
  submit: {task: Submit, role: requester, time: triangular 12..18..36 min, next: check}
  check:
    task: Check
    role: clerk
    time: {else: 20 min, dakar: 3 min}
    delay: {country: 1 days}
    batch: {size: 20, age: 5 days, setup: 2 h}
    uses: erp
    fixed_cost: 5 CHF
    next: good
  good: {decision: "Good?", next: [{to: review, share: 80%, id: yes_}, {to: submit, share: 20%}]}
  review:
    task: Review
    role: officer
    at: {country: parent, else: origin, hq: skip, suva: geneva, budapest: geneva}
    time: 9 min
    protected: true
    next: pause
  pause: {wait: delay, takes: 1 h, next: cut_off}
  cut_off:
    wait: until
    rule: "FREQ=MONTHLY;BYMONTHDAY=10"
    hour: 17:00
    calendar: europe
    zone: Europe/Zurich
    shift: after
    next: fork
  fork: {all: Both, next: [note, file]}
  note: {task: Note, time: 1 min, next: meet}
  file: {task: File, time: 1 min, next: meet}
  meet: {all: Both, next: paid}
  paid: {event: end, title: Paid}
"""

ARRIVALS = "office,arrived\ndakar,2026-01-01T00:00:01+00:00\nsuva,1970-01-01T12:00:00+12:00\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "field"
    place.mkdir()
    (place / "model.yaml").write_text(MODEL, encoding="utf-8")
    (place / "payroll.yaml").write_text(PAYROLL, encoding="utf-8")
    (place / "arrivals.csv").write_text(ARRIVALS, encoding="utf-8")
    return place


@pytest.fixture
def model(folder: Path) -> Model:
    try:
        return read_model(folder / "model.yaml")
    except InputError as error:
        pytest.fail("\n".join(map(describe, error.problems)))


def test_the_head_of_a_model(model: Model) -> None:
    assert model.id == "field"
    assert model.title.into("zh") == "行政服务"
    assert (model.window.start, model.window.length) == (dt.date(2026, 1, 1), Span(months=12))
    assert (model.window.warm_up, model.window.drain) == (Span(), Span(months=6))
    assert model.exchange_rates.rates == {"CHF": 1.12, "XOF": 0.0017}
    assert model.exchange_rates.source == "UN"
    assert model.baseline.status == "validated"


def test_calendars_have_hours_by_day_holidays_and_rules(model: Model) -> None:
    europe, short, board = (model.calendars[id_] for id_ in ("europe", "short", "board"))

    assert europe.week[0] == ((510, 750), (810, 1050))
    assert europe.week[5] == europe.week[6] == ()
    assert (europe.country, europe.subdivision) == ("CH", "GE")
    assert [len(day) for day in short.week] == [1, 1, 1, 1, 1, 0, 0]
    assert short.week[4] == ((480, 780),)
    assert short.holidays == {dt.date(2026, 3, 20)}
    assert board.rule == "FREQ=WEEKLY;BYDAY=TU"
    assert "always" in model.calendars


def test_offices_know_whom_they_serve_and_how_specifically(model: Model) -> None:
    assert model.offices["budapest"].serves == {"dakar": 1, "suva": 1, "geneva": 3}
    assert model.offices["dakar"].currency == "USD"
    assert model.offices["dakar"].title.into("fr") == "dakar"


def test_the_more_specific_selector_wins(model: Model) -> None:
    posts = {
        (post.office, post.posts, post.calendar): post
        for post in model.posts
        if post.roles == ("clerk",)
    }

    assert posts.keys() == {
        ("geneva", 2.0, "short"),
        ("geneva", 0.5, "europe"),
        ("dakar", 3.0, "short"),
        ("suva", 2.0, "europe"),
    }
    assert posts["dakar", 3.0, "short"].cost == Money(12000, "XOF")
    assert posts["suva", 2.0, "europe"].cost == Money(42000, "USD")
    assert posts["geneva", 0.5, "europe"].share == 0.5
    assert posts["geneva", 0.5, "europe"].days == {0, 2}


def test_working_time_of_a_role_completes_that_of_the_model(model: Model) -> None:
    clerk = next(post for post in model.posts if post.roles == ("clerk",)).working_time
    officer = next(post for post in model.posts if post.roles == ("officer",)).working_time

    assert (clerk.annual_leave, clerk.sick, clerk.training, clerk.productive) == (30, 6, 5, 0.9)
    assert (officer.days_away, officer.productive) == (36, 0.8)


def test_a_post_of_two_roles_takes_what_is_silent_from_the_first(model: Model) -> None:
    post = next(post for post in model.posts if len(post.roles) == 2)

    assert (post.office, post.calendar, post.roles) == ("suva", "europe", ("officer", "clerk"))
    assert (post.grade, post.category) == ("", "administrative")
    assert post.cost == Money(30000, "USD")


def test_unlimited_roles_cost_by_the_hour(model: Model) -> None:
    requester = model.roles["requester"]

    assert requester.unlimited
    assert requester.hourly["geneva"] == Rate(60, "CHF", "hour")
    assert requester.hourly["dakar"] == Rate(40, "USD", "hour")


def test_hand_overs_and_systems(model: Model) -> None:
    takes = Uniform(4 * HOUR, 24 * HOUR)
    assert model.hand_overs == tuple(
        HandOver("country", target, takes) for target in ("hq", "regional", "country", "centre")
    )
    assert model.systems["erp"].cost == Money(48000, "USD")


def test_arrivals_come_in_four_kinds(model: Model) -> None:
    by_country, by_office, gaps, scheduled, recorded = model.processes["payroll"].arrivals

    assert isinstance(by_country, RandomArrivals)
    assert by_country.per_year == {"dakar": 300, "suva": 300}
    assert by_country.scale == ByOrigin(1.0, {"dakar": 1.2})
    assert isinstance(by_office, RandomArrivals)
    assert by_office.per_year == {"geneva": 4900}
    assert by_office.seasonality == (2, 1, 1, 1, 1, 1, 1, 0.5, 1, 1, 1, 1)
    assert isinstance(gaps, GapArrivals)
    assert (gaps.gap, gaps.calendar) == (Exponential(40 * MINUTE), "always")
    assert isinstance(scheduled, ScheduledArrivals)
    assert scheduled.cases == Normal(420, 25, 0)
    assert isinstance(recorded, RecordedArrivals)
    assert recorded.arrived == (("dakar", 20454 * DAY + 1_000_000), ("suva", 0))


def test_steps_of_every_kind(model: Model) -> None:
    node = model.processes["payroll"].node
    check, review, pause, cut_off = (node[id_] for id_ in ("check", "review", "pause", "cut_off"))

    assert isinstance(check, Task)
    assert check.batch is not None
    assert check.batch == Batch(20, 5 * DAY, None, check.batch.setup)
    assert check.uses == ("erp",)
    assert check.fixed_cost == Money(5, "CHF")
    assert check.luck == "check"
    assert check.time.of(model.offices["dakar"]) != check.time.of(model.offices["suva"])
    assert check.delay is not None
    assert check.delay.of(model.offices["geneva"]) is None
    assert isinstance(review, Task)
    assert review.protected
    assert review.at.of(model.offices["dakar"]) == "parent"
    assert review.at.of(model.offices["suva"]) == "geneva"
    assert review.at.of(model.offices["geneva"]) == "skip"
    assert isinstance(pause, Wait)
    assert pause.until is None
    assert isinstance(cut_off, Wait)
    assert cut_off.until is not None
    assert (cut_off.until.hour, cut_off.until.shift) == (17 * 60, "after")
    assert isinstance(node["good"], Decision)


def test_flows_keep_the_order_of_the_file(model: Model) -> None:
    process = model.processes["payroll"]

    assert process.outgoing("good") == (
        Flow("good", "review", ByOrigin(0.8, {}), "yes_"),
        Flow("good", "submit", ByOrigin(0.2, {})),
    )
    assert [flow.target for flow in process.outgoing("fork")] == ["note", "file"]


def test_observed_figures_and_targets_are_in_base_units(model: Model) -> None:
    (observed,), (target,) = model.observed, model.targets

    assert (observed.value, observed.unit, observed.scope) == (24 * DAY, "µs", "every country")
    assert observed.offices == ("dakar", "suva")
    assert (target.value, target.unit, target.calendar) == (20, "wd", "europe")


def test_inputs_list_each_number_with_its_text_source_and_evidence(model: Model) -> None:
    inputs = {each.path: each for each in model.inputs}

    assert len(inputs) == len(model.inputs)
    staff = inputs["staff.clerk.every country"]
    assert (staff.value, staff.source, staff.evidence) == ("2", "register", "B")
    cost = inputs["roles.clerk.cost.below abidjan"]
    assert (cost.value, cost.source, cost.evidence) == ("1000 XOF/month", "standard costs", "D")
    assert inputs["processes.payroll.arrivals.0.per_year"].evidence == "C"
    submit = inputs["payroll.submit.time"]
    assert submit.value == "triangular 12..18..36 min"
    assert submit.place is not None
    assert (Path(submit.place.file).name, submit.place.line) == ("payroll.yaml", 12)


def test_processes_may_stand_in_the_model_file(folder: Path, model: Model) -> None:
    inline = "".join(f"    {line}\n" for line in PAYROLL.splitlines()[1:])
    text = MODEL.replace("processes: [payroll.yaml]", f"processes:\n  payroll:\n{inline}")
    (folder / "model.yaml").write_text(text, encoding="utf-8")

    assert read_model(folder / "model.yaml").processes == model.processes


def test_shares_by_tier_are_read_where_the_tier_has_a_source(folder: Path) -> None:
    """A tier with its source, as a column `tier_source` of a table writes it, is still a tier."""
    text = MODEL.replace("{tier: country,", "{tier: {is: country, source: Register},")
    shares = PAYROLL.replace("share: 80%", "share: {country: 70%, else: 80%}").replace(
        "share: 20%", "share: {country: 30%, else: 20%}"
    )
    (folder / "model.yaml").write_text(text, encoding="utf-8")
    (folder / "payroll.yaml").write_text(shares.replace("30%", "20%"), "utf-8")

    with pytest.raises(InputError) as raised:
        read_model(folder / "model.yaml")

    (problem,) = raised.value.problems
    assert problem.message == "shares of 'good' add up to 90 %, not 100 % for cases of 'dakar'"
    (folder / "payroll.yaml").write_text(shares, "utf-8")
    good = read_model(folder / "model.yaml").processes["payroll"].outgoing("good")
    assert [flow.share.by for flow in good if flow.share] == [{"country": 0.7}, {"country": 0.3}]


def test_an_edited_source_is_read_like_a_file(folder: Path, model: Model) -> None:
    source = read_source(folder / "model.yaml")
    place = replace(source.places["currency",], file="reform.yaml", line=3)
    path = ("processes", "payroll", "steps", "submit", "time")

    faster = build_model(with_value(source, path, "triangular 1..2..3 min", place))
    with pytest.raises(InputError) as raised:
        build_model(with_value(source, path, "fast", place))

    submit = faster.processes["payroll"].node["submit"]
    assert isinstance(submit, Task)
    assert submit.time == ByOrigin(Triangular(MINUTE, 2 * MINUTE, 3 * MINUTE), {})
    assert build_model(source) == model
    (problem,) = raised.value.problems
    assert problem.place is not None
    assert (problem.code, problem.place.file) == ("P201", "reform.yaml")


def test_all_problems_of_a_stage_come_at_once(folder: Path) -> None:
    text = MODEL.replace("tier: regional", "tier: region").replace("4000 USD/month", "much")
    (folder / "model.yaml").write_text(text, encoding="utf-8")
    (folder / "payroll.yaml").write_text(PAYROLL.replace("role: clerk", "role: clrek"), "utf-8")

    with pytest.raises(InputError) as raised:
        read_model(folder / "model.yaml")

    assert sorted(problem.code for problem in raised.value.problems) == ["P101", "P111", "P208"]


def test_the_json_schemas_accept_these_files_and_refuse_a_misspelt_key(folder: Path) -> None:
    model_checker = jsonschema.Draft202012Validator(model_schema())
    process_checker = jsonschema.Draft202012Validator(process_schema())
    scenario_checker = jsonschema.Draft202012Validator(scenario_schema())
    tree = read_yaml(folder / "model.yaml")[0]
    scenario = {
        "procsim": 1,
        "scenario": "faster",
        "baseline": "model.yaml",
        "changes": [{"time": "payroll.check", "scale": 0.7, "why": "new form"}],
    }

    for checker in (model_checker, process_checker, scenario_checker):
        checker.check_schema(checker.schema)
    assert not list(model_checker.iter_errors(tree))
    assert not list(process_checker.iter_errors(read_yaml(folder / "payroll.yaml")[0]))
    assert not list(scenario_checker.iter_errors(scenario))
    assert list(model_checker.iter_errors({**tree, "curency": "USD"}))
