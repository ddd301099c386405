"""Simple payback against a published case, and what an interval allows to say."""

from math import nan

import pytest

from procsim.savings.payback import Payback, simple_payback


def test_the_global_service_delivery_model_pays_back_in_2_8_years() -> None:
    """An investment of 64 and a yearly saving of 23 million USD, as planned for the Global Service
    Delivery Model of the UN Secretariat (A/73/706, 2019; figures as reported by I. Richards, Inter
    Press Service, 20 March 2019, with the investment back by 2022): 64 / 23 = 2.8 years."""
    assert simple_payback(64, 23) == pytest.approx(2.8, abs=0.05)


def test_nothing_saved_never_pays_back() -> None:
    assert simple_payback(64, 0) is None
    assert simple_payback(64, -1) is None


def test_the_interval_of_the_payback_is_that_of_what_is_saved() -> None:
    found = Payback(one_off=100, saved=20, low=10, high=25)
    assert (found.years, found.shortest, found.longest) == (5, 4, 10)
    assert found.verdict == "pays back"


@pytest.mark.parametrize(
    ("saved", "low", "high", "verdict"),
    [
        (20, -5, 45, "cannot tell"),
        (20, 0, 40, "cannot tell"),
        (-20, -25, -15, "never"),
        (0, 0, 0, "never"),
        (20, 20, 20, "pays back"),
        (20, nan, nan, "not tested"),
        (-20, nan, nan, "never"),
    ],
)
def test_what_is_said_depends_on_the_interval_of_what_is_saved(
    saved: float, low: float, high: float, verdict: str
) -> None:
    assert Payback(100, saved, low, high).verdict == verdict
