"""Who gains and who loses, office by office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.report.exhibits import Table
from procsim.report.numbers import change, difference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procsim.analysis.comparison import Outcome, Shift
    from procsim.report.facts import Facts


def losses(facts: Facts, outcome: Outcome) -> Table | None:
    """The offices that surely lose on some indicator, most losses first; None if there are none."""
    found = {id_: each for id_, each in _by_office(facts, outcome).items() if _lost(each)}
    ordered = dict(sorted(found.items(), key=lambda item: -_lost(item[1])))
    return _table(facts, outcome, ordered, "shifts.losses caption")


def gains(facts: Facts, outcome: Outcome) -> Table | None:
    """The offices that surely gain and lose nowhere; None if there are none."""
    found = {id_: each for id_, each in _by_office(facts, outcome).items() if not _lost(each)}
    return _table(facts, outcome, found, "shifts.gains caption")


def said_of_nobody(facts: Facts, outcome: Outcome) -> str:
    """The sentence where no office is named; '' where one is."""
    if not outcome.stability.is_stable:
        return facts.words("shifts.unstable", scenario=facts.scenario(outcome.id))
    if not facts.is_tested:
        return facts.words("shifts.not tested", scenario=facts.scenario(outcome.id))
    if not _by_office(facts, outcome):
        return facts.words("shifts.none", scenario=facts.scenario(outcome.id))
    return ""


def _by_office(facts: Facts, outcome: Outcome) -> dict[str, list[Shift]]:
    """The sure gains and losses of each office, in the order of the model; of an overloaded
    scenario none, because what it leaves undone would look like a gain."""
    found: dict[str, list[Shift]] = {id_: [] for id_ in facts.offices}
    if outcome.stability.is_stable:
        for shift in facts.study.comparison.shifts:
            if shift.scenario == outcome.id:
                found[shift.judgement.key.id].append(shift)
    return {id_: each for id_, each in found.items() if each}


def _table(
    facts: Facts, outcome: Outcome, found: Mapping[str, Sequence[Shift]], caption: str
) -> Table | None:
    if not found:
        return None
    words = facts.words
    head = ("office", "loses on", "gains on", "largest shift")
    return Table(
        words(caption, scenario=facts.scenario(outcome.id), n=len(found)),
        tuple(words(key) for key in head),
        tuple(_row(facts, office, shifts) for office, shifts in found.items()),
        words=frozenset({0, 1, 2, 3}),
    )


def _row(facts: Facts, office: str, found: Sequence[Shift]) -> tuple[str, ...]:
    """The largest shift is a loss wherever there is one."""
    losses = [shift for shift in found if not shift.better]
    largest = max(losses or found, key=_relative)
    return (
        facts.office(office),
        _names(facts, losses),
        _names(facts, [shift for shift in found if shift.better]),
        _said(facts, largest),
    )


def _names(facts: Facts, found: Sequence[Shift]) -> str:
    """`Payroll change (cycle time, waiting time); …`."""
    by_process: dict[str, list[str]] = {}
    for shift in found:
        key = shift.judgement.key
        names = by_process.setdefault(key.process, [])
        names.append(facts.words.kpi(key.kpi, key.statistic))
    parts = (
        f"{facts.process(process)} ({facts.words('list.comma').join(names)})"
        for process, names in by_process.items()
    )
    return "; ".join(parts) or "–"


def _said(facts: Facts, shift: Shift) -> str:
    each, language = shift.judgement, facts.language
    size = difference(each.difference, each.low, each.high, each.key.unit, language)
    relative = change(each.before, each.after, language)
    name = facts.words.kpi(each.key.kpi, each.key.statistic)
    return f"{facts.process(each.key.process)}, {name}: {size}, {relative}"


def _lost(found: Sequence[Shift]) -> int:
    return sum(not shift.better for shift in found)


def _relative(shift: Shift) -> float:
    each = shift.judgement
    return abs(each.difference) / abs(each.before) if each.before else 0.0
