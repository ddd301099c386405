"""The verbs of a scenario on plain trees: what each writes, refuses, and leaves alone."""

from __future__ import annotations

import itertools
from pathlib import Path as FilePath
from typing import Any

import pytest

from procsim.errors import InputError, Path, Place
from procsim.files.changes import Written, carried_out
from procsim.files.source import Source
from procsim.files.verbs import VERBS

OFFICES = {
    "geneva": {"tier": "hq"},
    "abidjan": {"tier": "regional", "parent": "geneva"},
    "dakar": {"tier": "country", "parent": "abidjan"},
    "lagos": {"tier": "country", "parent": "abidjan"},
    "budapest": {"tier": "centre"},
}
WAYS = [
    {"to": "review", "share": "50%", "id": "complete"},
    {"to": "submit", "share": "20%", "id": "incomplete"},
    {"to": "paid", "share": "30%"},
]


def tree(**steps: Any) -> dict[str, Any]:
    """A model of one process `pay`; `steps` replace or add steps."""
    known = {
        "received": {"event": "start", "next": "submit"},
        "submit": {"task": "Submit", "role": "hr", "time": "5 min", "next": "complete"},
        "complete": {"decision": "Complete?", "next": WAYS},
        "review": {"task": "Review", "role": "hr", "time": "3 min", "next": "paid"},
        "paid": {"event": "end"},
    }
    arrivals = [{"office": "every country", "per_year": 300}]
    staff = {"every country": 2, "lagos": 3}
    return {
        "offices": OFFICES,
        "roles": {"hr": {"staff": staff}},
        "processes": {"pay": {"arrivals": arrivals, "steps": {**known, **steps}}},
    }


def after(base: dict[str, Any], *changes: dict[str, Any]) -> Any:
    """The tree after changes, the n-th of which stands on line n."""
    source = Source(FilePath("model.yaml"), base, {}, {})
    return carried_out(
        source, [written(at + 1, node) for at, node in enumerate(changes)]
    ).source.tree


def written(line: int, node: dict[str, Any]) -> Written:
    def place(_: Path) -> Place:
        return Place("scenario.yaml", line, 1)

    verbs = [verb for verb in VERBS if verb in node]
    return Written(verbs[0], node, "why", str(line), "", place, place)


def refusal(base: dict[str, Any], *changes: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        after(base, *changes)
    (problem,) = caught.value.problems
    return problem.code, problem.message


def steps(base: dict[str, Any], *changes: dict[str, Any]) -> Any:
    return after(base, *changes)["processes"]["pay"]["steps"]


def test_moving_keeps_the_origins_that_skip_a_step():
    placed = {"country": "parent", "regional": "origin", "hq": "skip"}
    review = {"task": "Review", "role": "hr", "at": placed, "time": "3 min", "next": "paid"}
    moved = steps(tree(review=review), {"move": "pay.review", "to": "budapest"})
    assert moved["review"]["at"] == {"country": "budapest", "regional": "budapest", "hq": "skip"}


def test_moving_for_some_origins_leaves_the_place_of_the_others():
    moved = steps(tree(), {"move": "pay.review", "to": "centre", "for": ["dakar"]})
    assert moved["review"]["at"] == {"else": "origin", "dakar": "centre"}


def test_two_changes_for_different_origins_do_not_contradict():
    moved = steps(
        tree(),
        {"move": "pay.review", "to": "abidjan", "for": "dakar"},
        {"move": "pay.review", "to": "geneva", "for": "lagos"},
    )
    assert moved["review"]["at"] == {"else": "origin", "dakar": "abidjan", "lagos": "geneva"}


def test_scales_of_scales_are_multiplied_out():
    review = {"task": "Review", "role": "hr", "time": "scale 0.5 of 3 min", "next": "paid"}
    scaled = steps(tree(review=review), {"time": "pay.review", "scale": 0.5})
    assert scaled["review"]["time"] == "scale 0.25 of 3 min"


def test_siblings_of_a_share_keep_their_proportions():
    """The third way falls from 20 % to 4 %: 96 % × 5/8 = 60 %, 96 % × 3/8 = 36 %."""
    ways = steps(tree(), {"share": "pay.complete.incomplete", "to": "4%"})["complete"]["next"]
    assert [way["share"] for way in ways] == ["60%", "4%", "36%"]


def test_a_way_out_without_id_is_named_by_where_it_leads():
    ways = steps(tree(), {"share": "pay.complete.paid", "to": "100%"})["complete"]["next"]
    assert [way["share"] for way in ways] == ["0%", "0%", "100%"]


def test_a_share_for_some_origins_changes_all_ways_for_them():
    change = {"share": "pay.complete.incomplete", "to": "4%", "for": ["lagos"]}
    ways = steps(tree(), change)["complete"]["next"]
    assert [way["share"] for way in ways] == [
        {"else": "50%", "lagos": "60%"},
        {"else": "20%", "lagos": "4%"},
        {"else": "30%", "lagos": "36%"},
    ]


def test_staff_given_for_a_tier_changes_for_one_office():
    roles = after(tree(), {"staff": "hr", "at": "every country", "by": -1})["roles"]
    assert roles["hr"]["staff"] == {"every country": 2, "lagos": 2, "dakar": 1}


def test_a_guard_says_what_it_found():
    code, message = refusal(tree(), {"staff": "hr", "at": "lagos", "from": 2, "to": 1})
    assert (code, message) == ("P503", "the staff of 'hr' in lagos is 3 in the baseline, not 2")


def test_guards_compare_what_is_meant_not_how_it_is_written():
    change = {"share": "pay.complete.incomplete", "from": "20.0 %", "to": "10%"}
    assert steps(tree(), change)["complete"]["next"][1]["share"] == "10%"


def test_automating_every_case_puts_the_system_in_the_place_of_the_step():
    change = {"automate": "pay.review", "share": "100%", "takes": "30 s", "uses": "erp"}
    assert steps(tree(), change)["review"] == {
        "task": "Review (automatic)",
        "time": "30 s",
        "uses": "erp",
        "next": "paid",
    }


def test_automation_leaves_the_harder_cases_to_people():
    change = {"automate": "pay.review", "share": "70%", "takes": "30 s", "residual": "scale 1.4"}
    after_ = steps(tree(), change)
    assert after_["complete"]["next"][0]["to"] == "review_automated"
    ways = after_["review_automated"]["next"]
    assert [(way["to"], way["share"]) for way in ways] == [
        ("review_by_system", "70%"),
        ("review", "30%"),
    ]
    assert after_["review"]["time"] == "scale 1.4 of 3 min"


def test_both_ways_of_an_automated_step_meet_before_a_join():
    base = tree(
        review={"task": "Review", "role": "hr", "time": "3 min", "next": "meet"},
        meet={"all": "Both are here", "next": "paid"},
    )
    change = {"automate": "pay.review", "share": "70%", "takes": "30 s"}
    automated = steps(base, change)
    assert automated["review"]["next"] == "review_done"
    assert automated["review_by_system"]["next"] == "review_done"
    assert automated["review_done"] == {"decision": "Review: done", "next": "meet"}


def test_a_second_step_can_be_added_behind_an_added_one():
    added = steps(
        tree(),
        {"add": {"id": "two", "task": "Two"}, "between": ["pay.one", "pay.paid"]},
        {"add": {"id": "one", "task": "One"}, "between": ["pay.review", "pay.paid"]},
    )
    assert [added[step]["next"] for step in ("review", "one", "two")] == ["one", "two", "paid"]
    assert list(added)[3:6] == ["review", "one", "two"]


def test_two_steps_added_on_one_flow_contradict():
    one, two = (
        {"add": {"id": id_, "task": "New"}, "between": ["pay.review", "pay.paid"]}
        for id_ in ("one", "two")
    )
    code, message = refusal(tree(), one, two)
    assert code == "P504"
    assert message.endswith("both change pay.review.next")


def test_a_removed_decision_keeps_the_way_it_is_told():
    kept = steps(tree(), {"remove": "pay.complete", "to": "complete"})
    assert kept["submit"]["next"] == "review"


def test_removed_steps_that_lead_only_to_each_other_are_refused():
    waits = {"wait": "delay", "takes": "1 h"}
    base = tree(one={**waits, "next": "two"}, two={**waits, "next": "one"})
    base["processes"]["pay"]["steps"]["received"] = {"event": "start", "next": "one"}
    code, _ = refusal(base, {"remove": ["pay.one", "pay.two"]})
    assert code == "P508"


def test_an_entry_of_a_list_is_set_by_its_id_or_position():
    set_ = {"pay.complete.next.incomplete.title": "No", "processes.pay.arrivals.0.per_year": 20}
    changed = after(tree(), {"set": set_})["processes"]["pay"]
    assert changed["steps"]["complete"]["next"][1]["title"] == "No"
    assert changed["arrivals"][0]["per_year"] == 20


def test_a_set_role_can_be_used_by_other_changes():
    roles = after(
        tree(),
        {"staff": "clerk", "at": "budapest", "to": 4},
        {"set": {"roles.clerk": {"cost": "1 USD/year"}}},
    )["roles"]
    assert roles["clerk"] == {"cost": "1 USD/year", "staff": {"budapest": 4}}


def test_closing_an_office_where_work_is_done_names_the_work():
    review = {"task": "Review", "role": "hr", "at": "dakar", "time": "3 min", "next": "paid"}
    close = {"close": "dakar", "to": "lagos"}
    assert refusal(tree(review=review), close) == (
        "P511",
        "'dakar' cannot close: pay.review is done there",
    )
    assert (
        "dakar"
        not in after(tree(review=review), close, {"move": "pay.review", "to": "lagos"})["offices"]
    )


def test_the_baseline_is_never_changed():
    base, untouched = tree(), tree()
    after(base, {"remove": "pay.review"}, {"close": "dakar", "to": "lagos"})
    assert base == untouched


CHANGES: list[dict[str, Any]] = [
    {"automate": "pay.review", "share": "70%", "takes": "30 s"},
    {"add": {"id": "check", "task": "Check"}, "between": ["pay.complete.complete", "pay.review"]},
    {"time": "pay.check", "to": "4 min"},
    {"set": {"pay.check.time": "4 min"}},
    {"demand": "pay", "scale": 1.1, "for": "dakar"},
    {"close": "dakar", "to": "turin"},
    {"open": {"id": "turin", "tier": "country"}},
]


@pytest.mark.parametrize("left_out", [2, 3])
def test_the_order_of_changes_is_irrelevant(left_out: int):
    changes = [change for at, change in enumerate(CHANGES) if at != left_out]
    if left_out == 3:
        changes[1] = {**CHANGES[1], "add": {**CHANGES[1]["add"], "time": "2 min"}}
    expected = after(tree(), *changes)
    for shuffled in itertools.islice(itertools.permutations(changes), 0, None, 37):
        found = after(tree(), *shuffled)
        assert found == expected
        assert list(found["offices"]) == list(expected["offices"])
        assert list(found["processes"]["pay"]["steps"]) == list(
            expected["processes"]["pay"]["steps"]
        )


# Verbs of the whole language

AWARD = {
    "fact": "amount",
    "by": "kind",
    "levels": [
        {"id": "director", "role": "hr", "up_to": {"goods": "25000 USD", "services": "10000 USD"}},
        {"id": "chief", "role": "hr", "at": "hq"},
    ],
}


def test_a_limit_of_a_delegation_is_changed_for_one_category():
    base = {**tree(), "delegations": {"award": AWARD}}
    change = {"delegate": "award.director.goods", "from": "25000 USD", "to": "50000 USD"}
    first, _ = after(base, change)["delegations"]["award"]["levels"]
    assert first["up_to"] == {"goods": "50000 USD", "services": "10000 USD"}


def test_a_limit_that_differs_by_category_is_changed_by_category():
    base = {**tree(), "delegations": {"award": AWARD}}
    code, message = refusal(base, {"delegate": "award.director", "to": "50000 USD"})
    assert (code, message) == ("P508", "the limit of 'award.director' differs by category")


def test_who_decides_by_a_delegation_can_move():
    base = {**tree(), "delegations": {"award": AWARD}}
    changed = after(base, {"move": "award.director", "to": "parent", "role": "board"})
    assert changed["delegations"]["award"]["levels"][0]["at"] == "parent"
    assert changed["delegations"]["award"]["levels"][0]["role"] == "board"


def test_a_condition_is_changed_where_it_stands():
    ways = [
        {"to": "review", "when": "amount > 5 USD", "id": "large"},
        {"to": "paid", "default": True},
    ]
    base = tree(complete={"decision": "Much?", "next": ways})
    changed = steps(base, {"when": "pay.complete.large", "to": "amount > 9 USD"})
    assert [way.get("when") for way in changed["complete"]["next"]] == ["amount > 9 USD", None]


def test_a_seat_and_an_alternative_are_moved_by_their_role():
    panel = {
        "task": "Panel",
        "team": [{"role": "chair", "at": "hq"}, {"role": "hr"}],
        "time": "1 h",
        "next": "paid",
    }
    sign = {
        "task": "Sign",
        "role": "hr",
        "who": {"else": [{"role": "chair", "after": "2 days"}]},
        "time": "1 h",
        "next": "paid",
    }
    changed = steps(
        tree(review=panel, sign=sign),
        {"move": "pay.review.hr", "to": "budapest"},
        {"move": "pay.sign.chair", "to": "parent"},
    )
    assert changed["review"]["team"] == [
        {"role": "chair", "at": "hq"},
        {"role": "hr", "at": "budapest"},
    ]
    assert changed["sign"]["who"]["else"][0]["at"] == "parent"


def test_a_team_is_not_moved_as_a_whole():
    panel = {"task": "Panel", "team": [{"role": "hr"}], "time": "1 h", "next": "paid"}
    code, message = refusal(tree(review=panel), {"move": "pay.review", "to": "budapest"})
    assert (code, message) == ("P508", "who does 'pay.review' is said by its `team`")


@pytest.mark.parametrize(
    ("time", "scaled"),
    [
        ({"formula": "2 min * lines"}, {"formula": "0.5 * (2 min * lines)"}),
        ({"is": "20 min", "times": "lines"}, {"is": "scale 0.5 of 20 min", "times": "lines"}),
        (
            {"when": {"urgent": "5 min", "else": {"formula": "length"}}},
            {"when": {"urgent": "scale 0.5 of 5 min", "else": {"formula": "0.5 * (length)"}}},
        ),
        ("length", {"formula": "0.5 * length"}),
    ],
)
def test_work_that_depends_on_facts_is_scaled(time, scaled):
    review = {"task": "Review", "role": "hr", "time": time, "next": "paid"}
    changed = steps(tree(review=review), {"time": "pay.review", "scale": 0.5})
    assert changed["review"]["time"] == scaled


def test_work_by_facts_can_differ_for_one_office_only():
    review = {"task": "Review", "role": "hr", "time": {"formula": "length"}, "next": "paid"}
    change = {"time": "pay.review", "to": "1 min", "for": "dakar"}
    changed = steps(tree(review=review), change)
    assert changed["review"]["time"] == {"else": {"formula": "length"}, "dakar": "1 min"}


def test_the_default_takes_what_a_new_share_leaves():
    ways = [
        {"to": "review", "share": "20%", "id": "a"},
        {"to": "submit", "share": "30%"},
        {"to": "paid", "default": True},
    ]
    base = tree(complete={"decision": "Complete?", "next": ways})
    changed = steps(base, {"share": "pay.complete.a", "to": "60%"})["complete"]["next"]
    # 30 % and 50 % share what is left, 40 %, as 3 : 5.
    assert [way.get("share") for way in changed] == ["60%", "15%", None]


def test_a_chance_is_changed_alone():
    ways = [{"to": "review", "chance": {"formula": "risk"}}, {"to": "paid", "default": True}]
    base = tree(complete={"decision": "Complete?", "next": ways})
    changed = steps(base, {"share": "pay.complete.review", "to": {"formula": "risk / 2"}})
    assert changed["complete"]["next"][0]["chance"] == {"formula": "risk / 2"}


def test_a_system_may_do_the_cases_of_a_rule():
    change = {"automate": "pay.review", "when": "amount < 5 USD", "takes": "1 s", "for": "dakar"}
    changed = steps(tree(), change)
    first, second = changed["review_automated"]["next"]
    assert first["when"] == "(amount < 5 USD) and origin in ('dakar')"
    assert second["default"] is True


def test_steps_in_a_row_are_done_at_once():
    review = {"task": "Review", "role": "hr", "time": "3 min", "next": "sign"}
    sign = {"task": "Sign", "role": "hr", "time": "3 min", "next": "paid"}
    changed = steps(tree(review=review, sign=sign), {"parallel": ["pay.review", "pay.sign"]})
    assert changed["review_split"]["next"] == ["review", "sign"]
    assert changed["sign_join"]["next"] == "paid"
    assert [changed[step]["next"] for step in ("review", "sign")] == ["sign_join", "sign_join"]
    assert changed["complete"]["next"][0]["to"] == "review_split"


def test_steps_in_a_row_become_one_with_the_luck_of_the_first_named():
    review = {"task": "Review", "role": "hr", "time": "3 min", "next": "sign"}
    sign = {"task": "Sign", "role": "hr", "time": "3 min", "next": "paid"}
    both = {"id": "both", "task": "Review and sign", "role": "hr", "time": "4 min"}
    change = {"merge": ["pay.sign", "pay.review"], "into": both}
    changed = steps(tree(review=review, sign=sign), change)
    assert not {"review", "sign"} & changed.keys()
    assert (changed["both"]["luck_of"], changed["both"]["next"]) == ("sign", "paid")
    assert changed["complete"]["next"][0]["to"] == "both"


def test_a_removed_race_leaves_the_wait_that_is_named():
    race = {
        "complete": {"first": "Answer?", "next": ["reply", "patience"]},
        "reply": {"wait": "message", "name": "reply", "next": "paid"},
        "patience": {"wait": "delay", "takes": "5 days", "next": "paid"},
    }
    changed = steps(tree(**race), {"remove": "pay.complete", "to": "patience"})
    assert changed["submit"]["next"] == "patience"
    assert not {"complete", "reply"} & changed.keys()


def test_a_flow_of_a_deadline_follows_a_removed_step():
    late = {"task": "Submit", "role": "hr", "time": "5 min", "next": "complete"}
    deadline = {"deadline": {"after": "5 days", "to": "review"}}
    changed = steps(tree(submit={**late, **deadline}), {"remove": "pay.review"})
    assert changed["submit"]["deadline"]["to"] == "paid"


def test_demand_for_what_others_start_changes_how_many_they_start():
    base = tree(paid={"event": "end", "starts": {"process": "board"}})
    base["processes"]["board"] = {"steps": {}}
    changed = steps(base, {"demand": "board", "scale": 1.25})
    assert changed["paid"]["starts"]["count"] == "discrete 1=75% 2=25%"


SIGNED = {"task": "Sign", "role": "hr", "time": "3 min", "next": "paid"}


def test_a_step_that_another_needs_the_person_of_is_not_removed():
    base = tree(review={**SIGNED, "who": {"not_same_as": ["submit"]}})
    assert refusal(base, {"remove": "pay.submit"}) == (
        "P515",
        "'pay.submit' goes, but 'pay.review' names it in `who: not_same_as`",
    )


def test_it_goes_if_the_same_scenario_says_who_else_counts():
    base = tree(review={**SIGNED, "who": {"same_as": "submit"}})
    changed = steps(base, {"remove": "pay.submit"}, {"set": {"pay.review.who": {"else": "chief"}}})
    assert "submit" not in changed
    assert changed["review"]["who"] == {"else": "chief"}


def test_set_finds_a_condition_that_holds_a_dot():
    times = {"when": {"rate > 0.5 and amount > 1.5 USD": "2 h", "else": "20 min"}}
    base = tree(review={**SIGNED, "time": times})
    path = "pay.review.time.when.rate > 0.5 and amount > 1.5 USD"
    changed = steps(base, {"set": {path: "3 h"}})
    assert changed["review"]["time"]["when"] == {
        "rate > 0.5 and amount > 1.5 USD": "3 h",
        "else": "20 min",
    }
