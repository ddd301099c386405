"""All scenarios side by side: one row for each process and for each total, one column for each
scenario, so that the answer can be seen before it is read."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final

from procsim.report.exhibits import Table
from procsim.report.numbers import GAP, NOTHING, absent, change, quantity
from procsim.report.payback import payback_cells
from procsim.report.verdicts import is_clear_alone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.analysis.comparison import Outcome
    from procsim.report.facts import Facts

_TOTALS: Final = (
    "cost_of_work_per_year",
    "cost_of_capacity",
    "work_per_year",
    "posts",
    "posts_needed",
)
_UNTOLD: Final = "≈"
_SAME: Final = "="


def glance(facts: Facts) -> Table:
    """The mean cycle time of every process, then the totals; what is not shown to change is a
    sign."""
    words = facts.words
    rows = [
        _row(facts, facts.process(process), "cycle_time", "mean", process)
        for process in facts.model.processes
    ]
    rows += [_row(facts, words.kpi(kpi), kpi, "total", None) for kpi in _TOTALS]
    rows += _payback(facts)
    names = (facts.scenario(outcome.id) for outcome in facts.scenarios)
    return Table(
        words("glance.caption"),
        ("", words("as-is"), *names),
        tuple(row for row in rows if set(row[1:]) != {NOTHING}),
        words("glance.note" if facts.is_tested else "glance.note not tested"),
    )


def _row(facts: Facts, name: str, kpi: str, statistic: str, process: str | None) -> tuple[str, ...]:
    scope = {} if process is None else {"process": process}
    before = facts.measured(facts.outcomes[0], kpi, statistic, **scope)
    as_is = NOTHING if isnan(before.value) else quantity(before.value, before.unit, facts.language)
    cells = (_cell(facts, outcome, kpi, statistic, scope) for outcome in facts.scenarios)
    return (name, as_is, *cells)


def _cell(facts: Facts, outcome: Outcome, kpi: str, statistic: str, scope: dict[str, str]) -> str:
    judged = facts.judged(outcome.id, kpi, statistic, **scope)
    if judged is None:
        return NOTHING
    if judged.verdict == "not_comparable" or isnan(judged.difference):
        return absent(facts.missing(outcome))
    if judged.verdict == "same":
        return _SAME
    is_sure = judged.verdict != "cannot_tell"
    if not is_sure and not is_clear_alone(judged):
        return _UNTOLD
    after = quantity(judged.after, judged.key.unit, facts.language)
    relative = change(judged.before, judged.after, facts.language)
    text = facts.words("glance.change", after=after, change=relative)
    return text if is_sure else f"{_UNTOLD}{GAP}{text}"


def _payback(facts: Facts) -> Iterator[tuple[str, ...]]:
    """The years until the one-off costs come back; no row if no scenario states such a cost."""
    found = [next(payback_cells(facts, outcome), None) for outcome in facts.scenarios]
    if any(found):
        cells = (_years(cell) for cell in found)
        yield (facts.words("kpi.payback"), NOTHING, *cells)


def _years(cell: tuple[str, str, str] | None) -> str:
    if cell is None:
        return NOTHING
    _, span, how = cell
    return how if span == NOTHING else span
