"""Cases that start cases: they are refused where no generation is smaller than the one before."""

import pytest

from procsim.model.distributions.discrete import Constant, Poisson
from procsim.model.elements import Starts
from procsim.model.flow_analysis.demand import demand_of, endless_circles
from procsim.model.rules import check
from tests.builders import model, process, task, yearly


@pytest.mark.parametrize("count", [1, 2, 50])
def test_cases_that_start_one_or_more_each_never_end(count: int) -> None:
    made = process(
        "p", task("work", starts=(Starts("p", Constant(count), {}),)), arrivals=[yearly(a=10)]
    )
    whole = model(processes=[made])
    assert endless_circles(whole) == (("p",),)
    assert [problem.code for problem in check(whole)] == ["P316"]


def test_two_processes_may_start_each_other_without_end() -> None:
    one = process(
        "p", task("work", starts=(Starts("q", Constant(1.0), {}),)), arrivals=[yearly(a=10)]
    )
    other = process("q", task("work", starts=(Starts("p", Constant(1.0), {}),)), arrivals=[])
    assert endless_circles(model(processes=[one, other])) == (("p", "q"),)


def test_cases_that_sometimes_start_another_come_to_an_end() -> None:
    """Poisson with mean 0.8: 10 cases a year become 10 / (1 - 0.8)."""
    made = process(
        "p", task("work", starts=(Starts("p", Poisson(0.8), {}),)), arrivals=[yearly(a=10)]
    )
    whole = model(processes=[made])
    assert endless_circles(whole) == ()
    assert check(whole) == []
    assert demand_of(whole)["p"]["a"].cases_per_year == pytest.approx(50)
