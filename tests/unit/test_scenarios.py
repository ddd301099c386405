"""Scenario files: what they make of a model, and how their parts, chains and alternatives work."""

from __future__ import annotations

from pathlib import Path

import pytest

from procsim.errors import InputError
from procsim.files.scenarios import read_scenarios
from procsim.model.elements import Decision, Task
from procsim.model.scenario import Scenario, difference
from procsim.report.words import Words

MODEL = """
procsim: 1
currency: USD
observe: {from: 2026-01-01, length: 12 months}
calendars:
  week: {days: Mon-Fri, hours: 09:00-17:00}
offices:
  geneva: {tier: hq, time_zone: Europe/Zurich, calendar: week}
  abidjan: {tier: regional, parent: geneva, time_zone: Africa/Abidjan, calendar: week}
  dakar: {tier: country, parent: abidjan, time_zone: Africa/Dakar, calendar: week}
  lagos: {tier: country, parent: abidjan, time_zone: Africa/Lagos, calendar: week}
  budapest: {tier: centre, time_zone: Europe/Budapest, calendar: week}
roles:
  unit: {category: requester, staff: unlimited}
  hr: {category: administrative, staff: {dakar: 2, lagos: 3, abidjan: 1}, cost: 30000 USD/year}
  clerk: {category: administrative, staff: {budapest: 2}, cost: 30000 USD/year}
posts:
  - {id: pair, office: lagos, roles: [hr, clerk], posts: 1, cost: 30000 USD/year}
systems:
  erp: {cost: 48000 USD/year}
processes:
  payroll:
    arrivals: [{office: every country, per_year: 300}]
    steps:
      received: {event: start, next: submit}
      submit: {task: Submit, role: unit, time: 9 min, next: validate}
      validate: {task: Validate entitlement, role: hr, time: 10 min, next: complete}
      complete:
        decision: Complete?
        next: [{to: review, share: 80%, id: complete}, {to: submit, share: 20%, id: incomplete}]
      review: {task: Review, role: hr, at: parent, time: 3 min, next: enter}
      enter: {task: Enter, role: hr, time: 3 min, next: filed}
      filed: {task: File, role: hr, time: 1 min, protected: true, next: paid}
      paid: {event: end}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "model.yaml").write_text(MODEL, encoding="utf-8")
    return tmp_path


def write(folder: Path, name: str, changes: str, head: str = "baseline: model.yaml") -> Path:
    path = folder / f"{name}.yaml"
    text = f"procsim: 1\nscenario: {name}\n{head}\nchanges:\n{changes}\n"
    path.write_text(text, encoding="utf-8")
    return path


def one(folder: Path, changes: str) -> Scenario:
    (scenario,) = read_scenarios(write(folder, "reform", changes))
    return scenario


def refused(path: Path) -> list[tuple[str, int]]:
    """Codes and lines of the problems of a scenario."""
    with pytest.raises(InputError) as caught:
        read_scenarios(path)
    return [(p.code, p.place.line if p.place else 0) for p in caught.value.problems]


def flows(scenario: Scenario) -> set[tuple[str, str]]:
    return {(flow.source, flow.target) for flow in scenario.model.processes["payroll"].flows}


def test_a_scenario_without_changes_is_its_baseline(folder: Path):
    scenario = one(folder, "  []")
    assert scenario.model == scenario.baseline
    assert scenario.bridge == ()
    assert difference(scenario) == []


def test_the_difference_says_path_old_new_and_why(folder: Path):
    scenario = one(folder, "  - {staff: hr, at: dakar, from: 2, to: 1, why: fewer cases}")
    place = f"{folder / 'reform.yaml'}:5"
    assert difference(scenario) == [f"staff.hr.dakar: 2 → 1 (fewer cases) [{place}]"]
    assert scenario.changes[0].summary == "staff hr at dakar to 1"


def test_offices_that_change_alike_share_a_line(folder: Path):
    scenario = one(folder, "  - {time: payroll.enter, scale: 0.5, for: every country, why: form}")
    (line,) = difference(scenario)
    assert line.startswith("payroll.enter.time.dakar, lagos: 3 min → scale 0.5 of 3 min (form) [")


def test_what_is_set_whole_is_told_value_by_value_with_its_own_line(folder: Path):
    scenario = one(
        folder,
        "  - set:\n"
        "      roles.judge:\n"
        "        title: {en: Judge, fr: Juge}\n"
        "        staff: {dakar: 1}\n"
        "        cost: {dakar: 50000 USD/year, source: a grid}\n"
        "    why: new",
    )
    (change,) = scenario.changes
    told = [(e.path, e.old, e.new, e.place.line if e.place else 0) for e in change.edits]
    assert told == [
        ("roles.judge.title", "", "Judge", 7),
        ("staff.judge.dakar", "", "1", 8),
        ("roles.judge.cost.dakar", "", "50000 USD/year", 9),
    ]


def test_of_what_is_set_whole_only_the_values_that_change_are_told(folder: Path):
    scenario = one(
        folder,
        "  - set:\n"
        "      payroll.review: {task: Review, role: hr, time: 5 min, next: enter}\n"
        "    why: kept short",
    )
    told = [(edit.path, edit.old, edit.new) for edit in scenario.changes[0].edits]
    assert told == [("payroll.review.time", "3 min", "5 min"), ("payroll.review.at", "parent", "")]


def test_a_change_spells_a_path_as_the_inputs_do(folder: Path):
    scenario = one(
        folder, "  - {staff: pair, by: 1, why: a}\n  - {staff: hr, at: dakar, to: 1, why: b}"
    )
    changed = {edit.path for change in scenario.changes for edit in change.edits}
    assert changed == {"posts.pair.posts", "staff.hr.dakar"}
    assert changed <= {each.path for each in scenario.model.inputs}


def test_removing_two_steps_in_a_row_joins_what_is_left(folder: Path):
    scenario = one(
        folder,
        "  - {remove: payroll.enter, why: a, part: x}\n"
        "  - {remove: payroll.review, why: b, part: x}",
    )
    assert ("complete", "filed") in flows(scenario)
    assert scenario.changes[1].steps == {"payroll.review": "removed"}


def test_a_step_automated_and_its_neighbour_removed_join_up(folder: Path):
    scenario = one(
        folder,
        "  - {automate: payroll.enter, share: 70%, takes: 30 s, uses: erp, why: a}\n"
        "  - {remove: payroll.review, why: b}",
    )
    assert flows(scenario) >= {
        ("complete", "enter_automated"),
        ("enter_automated", "enter_by_system"),
        ("enter_automated", "enter"),
        ("enter_by_system", "filed"),
        ("enter", "filed"),
    }
    node = scenario.model.processes["payroll"].node
    assert isinstance(node["enter_automated"], Decision)
    system = node["enter_by_system"]
    assert isinstance(system, Task)
    assert system.role is None


def test_a_replaced_step_keeps_the_luck_of_the_old_one(folder: Path):
    scenario = one(
        folder,
        "  - replace: payroll.validate\n"
        "    with: {id: check, task: Check, role: hr, time: 5 min}\n"
        "    why: a",
    )
    check = scenario.model.processes["payroll"].node["check"]
    assert isinstance(check, Task)
    assert check.luck == "validate"
    assert flows(scenario) >= {("submit", "check"), ("check", "complete")}


def test_a_step_removed_and_added_under_another_name_is_warned_about(folder: Path):
    added = "{id: check, task: Validate entitlements, role: hr, time: 5 min}"
    changes = (
        "  - {remove: payroll.validate, why: a, part: x}\n"
        f"  - {{add: {added}, between: [payroll.complete.complete, payroll.review],"
        " why: b, part: x}"
    )
    (found,) = one(folder, changes).warnings
    warning = Words("en").warning(found)
    assert "luck_of: validate" in warning


def test_an_opened_office_can_be_staffed_and_worked_in(folder: Path):
    scenario = one(
        folder,
        "  - {move: payroll.enter, to: turin, role: clerk, why: a, part: centre}\n"
        "  - {staff: clerk, at: turin, to: 6, why: b, part: centre}\n"
        "  - open: {id: turin, tier: centre, time_zone: Europe/Rome, calendar: week}\n"
        "    why: c\n"
        "    part: centre",
    )
    enter = scenario.model.processes["payroll"].node["enter"]
    assert isinstance(enter, Task)
    assert enter.at.otherwise == "turin"
    posts = {(post.office, post.roles): post.posts for post in scenario.model.posts}
    assert posts["turin", ("clerk",)] == 6


def test_the_cases_of_a_closed_office_arrive_in_the_other(folder: Path):
    scenario = one(
        folder,
        "  - {close: dakar, to: lagos, why: a}\n  - {demand: payroll, scale: 110%, why: b}",
    )
    volumes = [
        (office, volume * entry.scale.of(scenario.model.offices[office]))
        for entry in scenario.model.processes["payroll"].arrivals
        for office, volume in entry.per_year.items()
    ]
    assert volumes == [("lagos", pytest.approx(330)), ("lagos", pytest.approx(330))]
    assert "dakar" not in scenario.model.offices
    assert all(post.office != "dakar" for post in scenario.model.posts)


def test_the_posts_of_several_roles_change_by_their_id(folder: Path):
    scenario = one(folder, "  - {staff: pair, by: 2, why: a}")
    assert [post.posts for post in scenario.model.posts if len(post.roles) > 1] == [3]


def test_a_bridge_has_a_model_after_each_part_but_the_last(folder: Path):
    scenario = one(
        folder,
        "  - {staff: hr, at: dakar, to: 3, why: a, part: posts}\n"
        "  - {remove: payroll.review, why: b}\n"
        "  - {staff: hr, at: lagos, to: 4, why: c, part: posts}",
    )
    assert scenario.parts == ("posts", "remove payroll.review")
    (after_posts,) = scenario.bridge
    assert "review" in after_posts.processes["payroll"].node
    assert [p.posts for p in after_posts.posts if p.roles == ("hr",)] == [1, 3, 4]


def test_a_part_that_cannot_stand_alone_names_the_part_it_needs(folder: Path):
    path = write(
        folder,
        "reform",
        "  - {move: payroll.enter, to: geneva, role: clerk, why: a, part: centre}\n"
        "  - {time: payroll.enter, scale: 0.5, why: b, part: form}\n"
        "  - {staff: clerk, at: geneva, to: 2, why: c, part: posts}",
    )
    with pytest.raises(InputError) as caught:
        read_scenarios(path)
    (problem,) = caught.value.problems
    assert problem.code == "P507"
    assert problem.message.startswith("part 'centre' cannot stand without 'posts': ")
    assert problem.place is not None
    assert problem.place.line == 5


def test_alternatives_take_the_place_of_the_change_they_vary(folder: Path):
    path = write(
        folder,
        "centre",
        "  - {staff: clerk, at: budapest, to: 6, why: a, part: posts}",
        "baseline: model.yaml\nvary: {staff.clerk.budapest: [4, 5], payroll.enter.time: [2 min]}",
    )
    scenarios = read_scenarios(path)
    assert [scenario.id for scenario in scenarios] == [
        "centre[budapest=4,enter.time=2 min]",
        "centre[budapest=5,enter.time=2 min]",
    ]
    posts = [
        next(p.posts for p in scenario.model.posts if p.office == "budapest")
        for scenario in scenarios
    ]
    assert posts == [4, 5]
    assert difference(scenarios[0])[0].startswith("staff.clerk.budapest: 2 → 4 (a) [")
    assert scenarios[0].parts == ("posts", "payroll.enter.time = 2 min")


def test_every_alternative_has_a_title_of_its_own(folder: Path):
    vary = "baseline: model.yaml\nvary: {staff.clerk.budapest: [4, 5], payroll.enter.time: [2 min]}"
    titled = f"title: {{en: Clerks, fr: Agents}}\n{vary}"
    named = read_scenarios(write(folder, "named", "  []", titled))
    assert [each.title.into("en") for each in named] == [
        "Clerks [budapest = 4, enter.time = 2 min]",
        "Clerks [budapest = 5, enter.time = 2 min]",
    ]
    assert named[0].title.into("fr") == "Agents [budapest = 4, enter.time = 2 min]"
    unnamed = read_scenarios(write(folder, "reform", "  []", vary))
    assert unnamed[1].title.into("fr") == "reform [budapest = 5, enter.time = 2 min]"


def test_a_scenario_may_build_on_another(folder: Path):
    write(folder, "first", "  - {staff: hr, at: dakar, to: 4, why: a}")
    path = write(
        folder,
        "second",
        "  - {staff: hr, at: dakar, from: 4, by: 1, why: b}",
        "baseline: first.yaml",
    )
    (scenario,) = read_scenarios(path)
    (line,) = difference(scenario)
    assert line.startswith("staff.hr.dakar: 2 → 5 (b) [")
    assert [p.posts for p in scenario.baseline.posts if p.office == "dakar"] == [4]
    assert scenario.root == folder / "model.yaml"
    assert [file.name for file in scenario.files] == ["second.yaml", "first.yaml"]


def test_the_difference_of_a_scenario_tells_all_changes_since_as_is(folder: Path):
    write(folder, "first", "  - {staff: hr, at: dakar, to: 4, why: a}")
    both = "  - {staff: hr, at: [dakar, lagos], to: 2, why: b}"
    write(folder, "second", both, "baseline: first.yaml")
    last = (
        "  - {staff: hr, at: lagos, by: 3, why: c}\n  - {staff: clerk, at: budapest, to: 1, why: d}"
    )
    (scenario,) = read_scenarios(write(folder, "last", last, "baseline: second.yaml"))
    told = [line.partition(" [")[0] for line in difference(scenario)]
    # Dakar has 2 again, as in AS-IS; Lagos had 3.
    assert told == ["staff.hr.lagos: 3 → 5 (c)", "staff.clerk.budapest: 2 → 1 (d)"]


def test_an_alternative_without_a_change_tells_the_changes_it_inherits(folder: Path):
    write(folder, "first", "  - {staff: hr, at: dakar, to: 4, why: a}")
    head = "baseline: first.yaml\nvary: {staff.clerk.budapest: [2, 3]}"
    same, more = read_scenarios(write(folder, "reform", "  []", head))
    (inherited,) = difference(same)
    assert inherited.startswith("staff.hr.dakar: 2 → 4 (a) [")
    assert inherited.endswith("first.yaml:5]")
    assert difference(more)[0] == inherited
    assert difference(more)[1].startswith("staff.clerk.budapest: 2 → 3 (")


def test_scenarios_that_build_on_each_other_are_refused(folder: Path):
    write(folder, "first", "  []", "baseline: second.yaml")
    path = write(folder, "second", "  []", "baseline: first.yaml")
    assert refused(path) == [("P513", 3)]


def test_combined_scenarios_keep_their_parts_in_order(folder: Path):
    write(folder, "first", "  - {staff: hr, at: dakar, to: 4, why: a, part: posts}")
    write(folder, "second", "  - {staff: hr, at: lagos, to: 4, why: b, part: posts}")
    path = write(folder, "both", "  []", "combine: [first.yaml, second.yaml]")
    (scenario,) = read_scenarios(path)
    assert scenario.parts == ("posts", "second: posts")
    assert len(scenario.bridge) == 1


def test_combined_scenarios_that_touch_the_same_thing_clash(folder: Path):
    write(folder, "first", "  - {staff: hr, at: dakar, to: 4, why: a}")
    write(folder, "second", "  - {staff: hr, at: every country, to: 1, why: b}")
    path = write(folder, "both", "  []", "combine: [first.yaml, second.yaml]")
    with pytest.raises(InputError, match=r"first.yaml:5 contradict each other: both change staff"):
        read_scenarios(path)


def test_all_wrong_changes_are_told_at_once(folder: Path):
    path = write(
        folder,
        "reform",
        "  - {staff: hr, at: dakar, from: 3, to: 1, why: stale}\n"
        "  - {remove: payroll.filed, why: a}\n"
        "  - {time: payroll.entr, scale: 2, why: b}\n"
        "  - {share: payroll.complete.incomplete, to: 120%, why: c}",
    )
    assert refused(path) == [("P503", 5), ("P506", 6), ("P502", 7), ("P509", 8)]


def test_a_change_without_why_is_refused(folder: Path):
    assert refused(write(folder, "reform", "  - {remove: payroll.review}")) == [("P102", 5)]


def test_an_error_in_a_new_value_points_into_the_scenario(folder: Path):
    path = write(folder, "reform", "  - {time: payroll.enter, to: 5 minuts, why: a}")
    with pytest.raises(InputError) as caught:
        read_scenarios(path)
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert (Path(problem.place.file).name, problem.place.line) == ("reform.yaml", 5)
    assert problem.place.column == len("  - {time: payroll.enter, to: ") + 1


def test_an_investment_is_one_off_or_yearly(folder: Path):
    head = (
        "baseline: model.yaml\ninvestment:\n"
        "  - {what: Migration, cost: 90000 USD, in: 2026-09}\n"
        "  - {what: Licence, cost: 150 USD/year, from: 2026-10}"
    )
    (scenario,) = read_scenarios(write(folder, "reform", "  []", head))
    assert [(cost.what, cost.yearly, str(cost.month)) for cost in scenario.investments] == [
        ("Migration", False, "2026-09-01"),
        ("Licence", True, "2026-10-01"),
    ]


def costing(folder: Path, name: str, cost: int, built_on: str) -> Path:
    """A scenario file with one investment, called as the scenario is."""
    head = f"{built_on}\ninvestment:\n  - {{what: {name}, cost: {cost} USD, in: 2026-09}}"
    return write(folder, name, "  []", head)


def test_a_scenario_bears_the_costs_of_those_it_builds_on_each_once(folder: Path):
    costing(folder, "first", 1, "baseline: model.yaml")
    costing(folder, "left", 2, "baseline: first.yaml")
    costing(folder, "right", 3, "baseline: first.yaml")
    both = costing(folder, "both", 4, "combine: [left.yaml, right.yaml]")
    (scenario,) = read_scenarios(costing(folder, "last", 5, "baseline: both.yaml"))
    costs = [cost.what for cost in scenario.investments]
    assert costs == ["first", "left", "right", "both", "last"]
    (scenario,) = read_scenarios(both)
    assert [cost.what for cost in scenario.investments] == costs[:-1]


def test_every_alternative_bears_the_costs_of_what_it_builds_on(folder: Path):
    costing(folder, "first", 1, "baseline: model.yaml")
    head = "baseline: first.yaml\nvary: {staff.clerk.budapest: [2, 3]}"
    scenarios = read_scenarios(write(folder, "reform", "  []", head))
    assert [[cost.what for cost in each.investments] for each in scenarios] == [["first"]] * 2
