"""All scenarios side by side, and the headline split into what changes and what does not."""

from procsim.analysis.stability import Unstable
from procsim.report.facts import Facts
from procsim.report.numbers import GAP, MINUS
from procsim.report.sections.answer import effects, untold
from procsim.report.sections.glance import glance
from tests.studies import effect, study

SURE = effect("cycle_time", before=10, after=8, low=-2.5, high=-1.5, verdict="better")
ALONE = effect(
    "cycle_time",
    before=10,
    after=9,
    low=-1.5,
    high=-0.5,
    verdict="cannot_tell",
    more=3,
    process="grant",
)
UNCLEAR = effect(
    "cycle_time", before=10, after=9, low=-2.5, high=0.5, verdict="cannot_tell", process="leave"
)
SAME = effect("cost_of_work", before=5, after=5)


def plain(rows: tuple[tuple[str, ...], ...]) -> dict[str, tuple[str, ...]]:
    return {
        row[0]: tuple(cell.replace(GAP, " ").replace(MINUS, "-") for cell in row[1:])
        for row in rows
    }


def test_only_what_changes_has_a_number_at_a_glance():
    rows = plain(glance(Facts(study(SURE, ALONE, UNCLEAR), "en")).rows)
    assert rows["visa"] == ("10 days", "8 days (-20 %)")
    assert rows["grant"] == ("10 days", "≈ 9 days (-10 %)")
    assert rows["leave"] == ("10 days", "≈")


def test_what_is_not_measured_has_no_row_at_a_glance():
    assert "Posts" not in plain(glance(Facts(study(SURE), "en")).rows)


def test_effects_that_are_told_stand_apart_from_the_rest():
    facts = Facts(study(SURE, ALONE, UNCLEAR, SAME), "en")
    (outcome,) = facts.scenarios
    told, rest = effects(facts, outcome), untold(facts, outcome)
    assert told is not None
    assert rest is not None
    assert [(row[0], row[-1]) for row in told.rows] == [
        ("visa", "better"),
        ("grant", "cannot tell jointly (+3)"),
    ]
    assert [row[-1] for row in rest.rows] == ["no difference", "cannot tell"]


def test_a_scenario_that_changes_nothing_has_no_table_of_changes():
    facts = Facts(study(SAME), "en")
    assert effects(facts, facts.scenarios[0]) is None


def test_an_overloaded_scenario_says_so_at_a_glance():
    touched = effect("cycle_time", before=10, after=float("nan"), verdict="not_comparable")
    made = study(touched, unstable=[Unstable("clerk@suva", 1.43, 35, 30, 40)])
    rows = plain(glance(Facts(made, "en")).rows)
    assert rows["visa"] == ("10 days", "– (cannot keep up)")
