"""Every form of the language of work, as the files write it and as the model holds it."""

from pathlib import Path

import jsonschema
import pytest

from procsim.errors import InputError
from procsim.files import describe, read_model
from procsim.files.schema import model_schema
from procsim.files.yaml_text import read_yaml
from procsim.model.amounts import Conditional, Formula, Multiplied
from procsim.model.by_origin import ByOrigin
from procsim.model.distributions import Constant, Discrete, Lognormal, Poisson, Scaled, Uniform
from procsim.model.elements import (
    Alternative,
    Any,
    Call,
    Deadline,
    Decision,
    First,
    Message,
    Performer,
    Repeat,
    Seat,
    Start,
    Starts,
    Task,
    Team,
    Wait,
)
from procsim.model.facts import Error, Segment
from procsim.model.process import Process
from procsim.model.text import Title, plain
from procsim.units import DAY, HOUR, MINUTE, Money

HEAD = """\
procsim: 1
currency: USD
observe: {from: 2026-01-01, length: 12 months}
exchange_rates: {rates: {CHF: 1.25 USD}}
calendars:
  week: {days: Mon-Fri, hours: 09:00-17:00}
  short: {days: Mon-Fri, hours: {Mon-Thu: 09:00-16:00, Fri: 09:00-11:00}}
offices:
  geneva: {tier: hq, time_zone: Europe/Zurich, calendar: week}
  dakar: {tier: country, parent: geneva, time_zone: Africa/Dakar, calendar: short}
  suva: {tier: country, parent: geneva, time_zone: Pacific/Fiji, calendar: week}
roles:
  clerk: {staff: {every office: 2}, cost: 42000 USD/year}
  officer: {staff: {every office: 2}, cost: 42000 USD/year}
delegations:
  award:
    fact: amount
    by: kind
    levels:
      - {id: clerk, role: clerk, up_to: {goods: 25000 USD, services: 10000 CHF}}
      - {id: chief, title: {en: Chief, fr: Chef}, role: officer, at: hq}
processes:
  board:
    arrivals: [{office: geneva, per_year: 10}]
    data: {budget: 1000 USD, kind: {new: 50%, old: 50%}}
    steps:
      begin: {event: start, next: talk}
      talk: {task: Talk, role: clerk, time: 1 h, next: over}
      over: {event: end}
  buy:
    arrivals: [{office: every country, per_year: 300}]
    data:
      amount: lognormal mean 9000 CHF sd 30000 CHF
      kind: {goods: 70%, services: 30%}
      urgent: 10%
      lines: {country: poisson mean 3, else: 5}
      panel: 3
      travel: {date: uniform 20..90 days}
      level: {when: {"amount > 50000 USD": high, else: low}}
    errors: {wrong_price: {title: Wrong price, cost: 500 CHF}, late: {}}
    steps:
      begin: {event: start, next: work}
"""
WORK = "work: {task: Work, role: clerk, time: 5 min, next: done}"
DONE = "done: {event: end}"


def read(folder: Path, *steps: str, head: str = HEAD) -> Process:
    """The process `buy` with these steps after its start."""
    path = folder / "model.yaml"
    path.write_text(head + "".join(f"      {step}\n" for step in steps), encoding="utf-8")
    return read_model(path).processes["buy"]


def problems(folder: Path, *steps: str, head: str = HEAD) -> list[str]:
    with pytest.raises(InputError) as raised:
        read(folder, *steps, head=head)
    return [describe(problem).splitlines()[0] for problem in raised.value.problems]


def work(folder: Path, keys: str, *more: str) -> Task:
    """The task `work` with these keys."""
    text = f"work: {{task: Work, time: 5 min, next: done, {keys}}}"
    task = read(folder, text, *more, DONE).node["work"]
    assert isinstance(task, Task)
    return task


# Facts


def test_facts_are_drawn_in_file_order_and_know_their_kind(tmp_path: Path) -> None:
    data = read(tmp_path, WORK, DONE).data

    kinds = {fact.id: fact.kind for fact in data.values()}
    assert list(kinds.items()) == [
        ("amount", "money"),
        ("kind", "category"),
        ("urgent", "truth"),
        ("lines", "number"),
        ("panel", "number"),
        ("travel", "date"),
        ("level", "category"),
    ]


def test_an_amount_of_money_is_held_in_the_reporting_currency(tmp_path: Path) -> None:
    drawn = read(tmp_path, WORK, DONE).data["amount"].drawn
    assert drawn == ByOrigin(Scaled(1.25, Lognormal(9000, 30000)), {})


def test_a_category_has_its_values_in_the_order_of_the_file(tmp_path: Path) -> None:
    fact = read(tmp_path, WORK, DONE).data["kind"]
    assert fact.values == ("goods", "services")
    assert fact.drawn.otherwise == Discrete((0, 1), (0.7, 0.3))


def test_a_percentage_is_a_fact_that_is_true_so_often(tmp_path: Path) -> None:
    fact = read(tmp_path, WORK, DONE).data["urgent"]
    assert fact.drawn.otherwise == Discrete((1, 0), (0.1, 0.9))


def test_a_fact_may_differ_by_origin(tmp_path: Path) -> None:
    drawn = read(tmp_path, WORK, DONE).data["lines"].drawn
    assert drawn == ByOrigin(Constant(5), {"country": Poisson(3)})


def test_a_date_is_drawn_as_the_time_after_the_arrival(tmp_path: Path) -> None:
    drawn = read(tmp_path, WORK, DONE).data["travel"].drawn
    assert drawn == ByOrigin(Uniform(20 * DAY, 90 * DAY), {})


def test_a_category_may_follow_from_a_condition(tmp_path: Path) -> None:
    fact = read(tmp_path, WORK, DONE).data["level"]
    drawn = fact.drawn.otherwise
    assert fact.values == ("high", "low")
    assert isinstance(drawn, Conditional)
    assert (drawn.cases[0][0].text, drawn.cases[0][1], drawn.otherwise) == (
        "amount > 50000 USD",
        Constant(0),
        Constant(1),
    )


def test_a_fact_may_have_a_title_and_a_source(tmp_path: Path) -> None:
    given = "{title: {en: Lines, zh: 行}, is: 5, source: Register, evidence: B}"
    head = HEAD.replace("{country: poisson mean 3, else: 5}", given)
    path = tmp_path / "model.yaml"
    path.write_text(f"{head}      {WORK}\n      {DONE}\n", encoding="utf-8")
    model = read_model(path)

    assert model.processes["buy"].data["lines"].title == Title({"en": "Lines", "zh": "行"})
    sources = [held.source for held in model.inputs if held.path.endswith("data.lines")]
    assert sources == ["Register"]


def test_a_date_and_a_computed_fact_may_have_a_title(tmp_path: Path) -> None:
    head = HEAD.replace("{date: uniform 20..90 days}", "{title: Travel, date: 30 days}")
    head = head.replace("{country: poisson mean 3, else: 5}", "{title: Lines, formula: 2 + 3}")
    data = read(tmp_path, WORK, DONE, head=head).data

    assert (data["travel"].title, data["travel"].kind) == (plain("Travel"), "date")
    assert data["travel"].drawn == ByOrigin(Constant(30 * DAY), {})
    assert (data["lines"].title, data["lines"].kind) == (plain("Lines"), "number")


def test_a_misspelt_fact_gives_one_error_however_often_it_is_read(tmp_path: Path) -> None:
    head = HEAD.replace("lognormal mean 9000 CHF", "lognormale mean 9000 CHF")
    decide = (
        "work: {decision: Much?, next: [{to: done, when: amount > 5 USD}, {to: w, default: true}]}"
    )
    found = problems(tmp_path, decide, "w: {wait: delay, takes: 1 h, next: done}", DONE, head=head)
    assert len(found) == 1
    assert "P201" in found[0]


def test_results_may_be_told_apart_by_categories_and_by_classes(tmp_path: Path) -> None:
    limits = "segments: [kind, {fact: amount, limits: [1000 CHF, 50000 USD]}]"
    head = HEAD.replace("    errors: {wrong", f"    {limits}\n    errors: {{wrong")
    segments = read(tmp_path, WORK, DONE, head=head).segments
    assert segments == (Segment("kind"), Segment("amount", (1250.0, 50000.0)))


def test_errors_have_a_title_and_a_cost(tmp_path: Path) -> None:
    errors = read(tmp_path, WORK, DONE).errors
    assert errors["wrong_price"] == Error("wrong_price", plain("Wrong price"), Money(500, "CHF"))
    assert errors["late"] == Error("late", plain("late"), None)


def test_a_delegation_has_limits_by_category_and_a_last_level_without(tmp_path: Path) -> None:
    read(tmp_path, WORK, DONE)
    award = read_model(tmp_path / "model.yaml").delegations["award"]
    first, last = award.levels
    assert (award.fact, award.by) == ("amount", "kind")
    assert first.up_to == {"goods": 25000.0, "services": 12500.0}
    assert (last.role, last.at, last.up_to) == ("officer", ByOrigin("hq", {}), {})
    assert last.title == Title({"en": "Chief", "fr": "Chef"})


# Amounts


def test_work_may_be_a_formula_a_multiple_or_a_condition(tmp_path: Path) -> None:
    task = read(
        tmp_path,
        "work: {task: Work, role: clerk, next: done, time: {country: {formula: 5 min * lines}, "
        "hq: {is: 20 min, times: lines / 2}, else: {when: {urgent: 1 h, else: 2 h}}}}",
        DONE,
    ).node["work"]
    assert isinstance(task, Task)
    formula, multiple, conditional = (
        task.time.by["country"],
        task.time.by["hq"],
        task.time.otherwise,
    )
    assert isinstance(formula, Formula)
    assert formula.expression.kind == "time"
    assert isinstance(multiple, Multiplied)
    assert (multiple.base, multiple.by.text) == (Constant(20 * MINUTE), "lines / 2")
    assert isinstance(conditional, Conditional)
    assert conditional.otherwise == Constant(2 * HOUR)


def test_the_name_of_a_fact_is_its_value(tmp_path: Path) -> None:
    repeat = work(tmp_path, "role: clerk, repeat: {times: panel, mode: parallel}").repeat
    assert repeat is not None
    assert isinstance(repeat.times, Formula)
    assert (repeat.times.expression.text, repeat.mode) == ("panel", "parallel")


def test_repeats_are_one_after_the_other_if_nothing_is_said(tmp_path: Path) -> None:
    assert work(tmp_path, "role: clerk, repeat: {times: 3}").repeat == Repeat(
        Constant(3), "sequential"
    )


def test_priority_due_date_and_cost_may_depend_on_facts(tmp_path: Path) -> None:
    task = work(
        tmp_path,
        "role: clerk, priority: {when: {urgent: -1, else: 0}}, due: {formula: travel - arrived}, "
        "cost: {formula: 0.01 * amount}",
    )
    assert isinstance(task.priority, Conditional)
    assert (task.priority.cases[0][1], task.priority.otherwise) == (Constant(-1), Constant(0))
    assert isinstance(task.due, Formula)
    assert isinstance(task.cost, Formula)
    assert (task.due.expression.kind, task.cost.expression.kind) == ("time", "money")


def test_a_task_says_what_it_changes_and_what_can_go_wrong(tmp_path: Path) -> None:
    task = work(
        tmp_path,
        "role: clerk, again: 60%, sets: {level: low, urgent: true, amount: amount * 2}, "
        "errors: {wrong_price: 5%, late: {when: {urgent: 8%, else: 3%}}}",
    )
    assert task.again == 0.6
    assert [(fact, new.text) for fact, new in task.sets] == [
        ("level", "'low'"),
        ("urgent", "true"),
        ("amount", "amount * 2"),
    ]
    assert task.errors[0] == ("wrong_price", Constant(0.05))
    assert isinstance(task.errors[1][1], Conditional)


def test_a_batch_may_be_kept_apart_by_a_fact(tmp_path: Path) -> None:
    batch = work(tmp_path, "role: clerk, batch: {size: 5, by: kind}").batch
    assert batch is not None
    assert batch.by == "kind"


# Working time


def test_a_working_day_is_that_of_each_origin(tmp_path: Path) -> None:
    # dakar works 4 × 7 h + 2 h = 30 h in five days: 6 h a day; the others 8 h.
    task = work(tmp_path, "role: clerk, delay: 2 wd, delay_calendar: office")
    assert task.delay_calendar == "office"
    assert task.delay is not None
    assert {id_: delay.mean for id_, delay in task.delay.by.items()} == {
        "geneva": 16 * HOUR,
        "dakar": 12 * HOUR,
        "suva": 16 * HOUR,
    }


def test_a_working_day_of_a_named_calendar_is_the_same_for_all(tmp_path: Path) -> None:
    wait = "work: {wait: delay, takes: uniform 1..3 wd, calendar: short, next: done}"
    node = read(tmp_path, wait, DONE).node["work"]
    assert isinstance(node, Wait)
    assert node.delay == ByOrigin(Scaled(6 * HOUR, Uniform(1, 3)), {})


def test_working_days_without_a_calendar_are_refused(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "work: {wait: delay, takes: 3 wd, next: done}", DONE)
    assert "P202 'wd' is not a unit of time" in found


# Deadlines


def test_a_deadline_leads_elsewhere_and_gives_the_step_up(tmp_path: Path) -> None:
    process = read(
        tmp_path,
        "work: {task: Work, role: clerk, time: 5 min, next: done, deadline: "
        "[{after: 5 wd, calendar: week, to: gone, since: start}, "
        "{after: 2 days, to: nudge, interrupt: false, every: 1 days, id: slow}]}",
        "nudge: {task: Remind, time: 1 min, next: gone}",
        "gone: {event: end}",
        DONE,
    )
    task = process.node["work"]
    assert isinstance(task, Task)
    day = Scaled(8 * HOUR, Constant(5))
    assert task.deadlines == (
        Deadline("gone", ByOrigin(day, {}), "start", "week", interrupts=True),
        Deadline(
            "slow",
            ByOrigin(Constant(2 * DAY), {}),
            "ready",
            None,
            interrupts=False,
            every=ByOrigin(Constant(DAY), {}),
        ),
    )
    assert [flow.target for flow in process.outgoing("work")] == ["done"]
    assert process.late("work", "slow").target == "nudge"


def test_a_deadline_may_end_when_work_starts(tmp_path: Path) -> None:
    limit = "deadline: {after: 2 days, to: done, until: start}"
    task = work(tmp_path, f"role: clerk, {limit}")
    assert task.deadlines == (
        Deadline("done", ByOrigin(Constant(2 * DAY), {}), "ready", None, True, until="start"),
    )


def test_a_deadline_from_the_start_of_work_does_not_end_there(tmp_path: Path) -> None:
    limit = "deadline: {after: 2 days, to: done, since: start, until: start}"
    step = f"work: {{task: Work, role: clerk, time: 5 min, next: done, {limit}}}"
    (found,) = problems(tmp_path, step, DONE)
    assert "P116 it is off as soon as it begins" in found


def test_what_is_ready_has_started_if_nobody_works(tmp_path: Path) -> None:
    limit = "deadline: {after: 2 days, to: done, until: start}"
    (found,) = problems(
        tmp_path, f"work: {{wait: delay, takes: 1 days, next: done, {limit}}}", DONE
    )
    assert "P116 only a task is started some time after it is ready" in found


def test_a_case_may_have_a_deadline_from_its_start(tmp_path: Path) -> None:
    head = HEAD.replace(
        "start, next: work}", "start, next: work, deadline: {after: 90 days, to: done}}"
    )
    start = read(tmp_path, WORK, DONE, head=head).node["begin"]
    assert isinstance(start, Start)
    assert [deadline.id for deadline in start.deadlines] == ["done"]


# Who does it


def test_a_team_has_seats(tmp_path: Path) -> None:
    team = "team: [{role: officer, at: origin, count: 2}, {role: clerk}], hold_after: 1 days"
    task = work(tmp_path, team)
    seats = (Seat("officer", ByOrigin("origin", {}), 2), Seat("clerk", ByOrigin("origin", {})))
    assert (task.role, task.team) == (None, Team(seats, DAY))


def test_somebody_else_may_do_it_later_or_elsewhere(tmp_path: Path) -> None:
    others = "[officer, {at: parent, after: 2 days}, {role: officer, at: peers}]"
    task = work(tmp_path, f"role: clerk, who: {{else: {others}}}")
    assert task.performer.others == (
        Alternative("officer", ByOrigin("origin", {})),
        Alternative("clerk", ByOrigin("parent", {}), 2 * DAY),
        Alternative("officer", ByOrigin("peers", {})),
    )


def test_one_time_may_hold_for_all_who_else_may_do_it(tmp_path: Path) -> None:
    task = work(tmp_path, "role: clerk, who: {else: officer, after: 2 days}")
    assert [other.after for other in task.performer.others] == [2 * DAY]


def test_the_same_person_another_and_whom_a_delegation_names(tmp_path: Path) -> None:
    process = read(
        tmp_path,
        "work: {task: Work, role: clerk, time: 5 min, next: same}",
        "same: {task: Same, role: clerk, time: 5 min, who: {same_as: work}, next: other}",
        "other: {task: Other, role: clerk, time: 5 min, who: {not_same_as: work}, next: award}",
        "award: {task: Award, performer: delegation award, time: 5 min, next: done}",
        DONE,
    )
    performers = [task.performer for task in process.tasks]
    assert performers == [
        Performer(),
        Performer(same_as="work"),
        Performer(not_same_as=("work",)),
        Performer(by="award"),
    ]


# Ways on


def test_a_decision_by_rule_takes_the_first_that_holds(tmp_path: Path) -> None:
    process = read(
        tmp_path,
        "work: {decision: Much?, next: [{to: x, when: amount > 50000 USD and kind == 'goods'}, "
        "{to: done, default: true}]}",
        "x: {task: X, role: clerk, time: 5 min, next: done}",
        DONE,
    )
    first, default = process.outgoing("work")
    assert first.when is not None
    assert first.when.names == {"amount", "kind"}
    assert default.is_default


def test_a_decision_may_follow_a_delegation(tmp_path: Path) -> None:
    process = read(
        tmp_path,
        "work: {decision: Who?, by: delegation award, next: [{to: x, level: clerk}, "
        "{to: done, level: chief}]}",
        "x: {task: X, role: clerk, time: 5 min, next: done}",
        DONE,
    )
    assert process.node["work"] == Decision("work", plain("Who?"), "work", by="award")
    assert [flow.level for flow in process.outgoing("work")] == ["clerk", "chief"]


def test_a_check_finds_errors_and_sends_back_so_often(tmp_path: Path) -> None:
    process = read(
        tmp_path,
        "work: {decision: Right?, finds: {wrong_price: 80%}, next: "
        "[{to: fix, found: true, at_most: 2}, {to: done, default: true}]}",
        "fix: {task: Fix, role: clerk, time: 5 min, next: work}",
        DONE,
    )
    check = process.node["work"]
    assert isinstance(check, Decision)
    assert check.finds == (("wrong_price", 0.8),)
    found, _ = process.outgoing("work")
    assert (found.found, found.at_most) == (True, 2)


def test_a_chance_may_depend_on_facts_and_leaves_the_rest(tmp_path: Path) -> None:
    process = read(
        tmp_path,
        "work: {decision: Luck, next: [{to: x, chance: {formula: 0.01 * lines}}, "
        "{to: done, default: true}]}",
        "x: {task: X, role: clerk, time: 5 min, next: done}",
        DONE,
    )
    assert isinstance(process.outgoing("work")[0].chance, Formula)


def test_an_inclusive_gateway_takes_what_holds(tmp_path: Path) -> None:
    process = read(
        tmp_path,
        "work: {any: Some, next: [{to: a, when: urgent}, {to: b, share: 30%}, "
        "{to: c, default: true}]}",
        *(f"{step}: {{task: X, role: clerk, time: 5 min, next: meet}}" for step in "abc"),
        "meet: {any: Meet, next: done}",
        DONE,
    )
    assert isinstance(process.node["work"], Any)
    assert process.outgoing("work")[1].share == ByOrigin(0.3, {})


def test_a_race_is_between_waits_one_of_them_for_a_message(tmp_path: Path) -> None:
    process = read(
        tmp_path,
        "work: {first: Answer or not, next: [reply, patience]}",
        "reply: {wait: message, name: replied, match: kind, next: answer}",
        "patience: {wait: delay, takes: 5 wd, calendar: week, next: answer}",
        "answer: {task: Answer, role: clerk, time: 1 min, sends: replied, next: done}",
        DONE,
    )
    assert process.node["work"] == First("work", plain("Answer or not"))
    reply = process.node["reply"]
    assert isinstance(reply, Wait)
    assert reply.message == Message("replied", "kind")


def test_a_call_passes_facts_and_a_start_makes_cases(tmp_path: Path) -> None:
    process = read(
        tmp_path,
        "work: {call: Ask the board, process: board, at: hq, "
        "passes: {budget: amount / 2, kind: \"'new'\"}, next: later}",
        "later: {task: X, role: clerk, time: 1 min, next: done, "
        "starts: {process: board, count: panel}}",
        DONE,
    )
    call, later = process.node["work"], process.node["later"]
    assert isinstance(call, Call)
    assert {fact: passed.text for fact, passed in call.passes.items()} == {
        "budget": "amount / 2",
        "kind": "'new'",
    }
    assert isinstance(later, Task)
    (started,) = later.starts
    assert isinstance(started, Starts)
    assert started.process == "board"


# The schema


def test_the_schema_accepts_what_the_reader_accepts(tmp_path: Path) -> None:
    read(
        tmp_path,
        "work: {task: Work, team: [{role: clerk}], time: {when: {urgent: 1 h, else: 2 h}}, "
        "sets: {urgent: true}, deadline: {after: 5 wd, calendar: office, to: done}, next: which}",
        "which: {decision: Which?, next: [{to: board, when: urgent}, {to: done, default: true}]}",
        "board: {call: Board, process: board, passes: {budget: amount}, next: done}",
        DONE,
    )
    tree, _, _ = read_yaml(tmp_path / "model.yaml")
    jsonschema.validate(tree, model_schema())
