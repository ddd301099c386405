"""The simple payback in words: a sentence of the answer, and a row of the tables of effects."""

from __future__ import annotations

from math import isfinite, nan
from typing import TYPE_CHECKING

from procsim.report.numbers import NOTHING, amount, difference, estimate, quantity, years
from procsim.savings.payback import Payback, payback_of, simple_payback

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.analysis.comparison import Outcome
    from procsim.report.facts import Facts


def payback_sentence(facts: Facts, outcome: Outcome) -> Iterator[str]:
    """Whether and when the one-off cost comes back; nothing for a scenario that states none."""
    found = _payback(facts, outcome)
    if found is None:
        return
    language, yearly = facts.language, f"{facts.model.currency}/year"
    key = "answer.payback" if found.verdict == "pays back" else f"answer.payback {found.verdict}"
    said = facts.words(
        key,
        cost=quantity(found.one_off, facts.model.currency, language),
        years=_years(found, language),
        saved=amount(found.saved, found.low, found.high, yearly, language)
        if found.verdict != "cannot tell"
        else estimate(found.saved, found.low, found.high, yearly, language),
        running=difference(-found.saved, -found.high, -found.low, yearly, language),
        status=facts.words(f"status.{_status(facts)}"),
    )
    counts = [] if found.verdict == "never" else [facts.words("answer.payback counts")]
    yield facts.words.sentences([said, *_uncertain_cost(facts, found), *counts])


def _uncertain_cost(facts: Facts, found: Payback) -> Iterator[str]:
    """What the interval leaves out, where the one-off cost is not known: that it is a mean."""
    cheapest, dearest = found.cheapest, found.dearest
    if cheapest is None or dearest is None or found.verdict not in ("pays back", "not tested"):
        return
    yield facts.words("answer.payback mean cost")
    if isfinite(dearest):
        language, currency = facts.language, facts.model.currency
        least, most = (simple_payback(cost, found.saved) or 0.0 for cost in (cheapest, dearest))
        yield facts.words(
            "answer.payback range",
            cheapest=quantity(cheapest, currency, language),
            dearest=quantity(dearest, currency, language),
            least=years(least, nan, nan, language),
            most=years(most, nan, nan, language),
        )


def payback_cells(facts: Facts, outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    """(name, years with their interval, how it is known), for a row of a table of effects."""
    found = _payback(facts, outcome)
    if found is None:
        return
    known = found.verdict in ("pays back", "not tested")
    span = _years(found, facts.language) if known else NOTHING
    status = facts.words(f"status.{_status(facts)}")
    verdict = facts.words(f"payback.{found.verdict}", status=status)
    yield facts.words("kpi.payback"), span, verdict


def _payback(facts: Facts, outcome: Outcome) -> Payback | None:
    """None also where work is left undone, whose cost is not saved."""
    if outcome.scenario is None or not outcome.stability.is_stable:
        return None
    return payback_of(facts.study.comparison, outcome.scenario)


def _years(found: Payback, language: str) -> str:
    middle, low, high = (
        nan if each is None else each for each in (found.years, found.shortest, found.longest)
    )
    return years(middle, low, high, language)


def _status(facts: Facts) -> str:
    if facts.is_validated:
        return "validated"
    return "illustration" if facts.is_illustrative else "estimate"
