"""The outside view: what a scenario saves beside what comparable reforms are known to have saved.

A model that saves more than every published case is more likely to be wrong than to be the best.
The cases stand in `reference_class.csv`, one a line; a line added there joins the comparison.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from math import isnan, nan
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from procsim.analysis.estimates import moments, student
from procsim.errors import UsageError
from procsim.model.text import Title
from procsim.savings.payback import Payback, payback_of, yearly_cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from procsim.analysis.comparison import Comparison, Outcome
    from procsim.model.scenario import Scenario

    Values = NDArray[np.float64]

Kind = Literal["public", "vendor"]
Level = Literal["within", "amber", "red"]

AMBER: Final = 0.15
"""The saving in staff numbers that the UN quotes for missions served by Entebbe."""
RED: Final = 0.29
"""The saving that a vendor quotes for the payroll of five English hospital trusts."""
REALISED: Final = 0.28
"""90 million GBP saved of 128 million a year forecast over 2.5 years (UK, NAO 2016)."""
OVERRUN: Final = 0.56
"""Over 1.4 billion GBP spent against 0.9 billion planned (UK, NAO 2012)."""
DELAY: Final = 14
"""Months late on average (UK, NAO 2016)."""
_COMPARED: Final = ("cost_of_work_per_year", "cost_of_capacity")
_ROUNDING: Final = 1e-9
"""What sums of floating point may add to a share that lies exactly on a limit."""
_LANGUAGES: Final = ("en", "fr", "es", "zh")
_COLUMNS: Final = (
    "organisation",
    *(f"what_{language}" for language in _LANGUAGES),
    *("saving", "realised", "cost_overrun", "delay_months", "kind", "source", "year"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One published case; shares from 0 to 1, NaN where the source gives none.

    `saving` is the share of running cost or of staff that was planned, claimed or set as a
    yardstick; `realised` the share of the planned saving that came; `cost_overrun` what was spent
    beyond the plan, over the plan; `delay` in months; `year` None where the source has no date.
    """

    organisation: str
    what: Title
    saving: float
    realised: float
    cost_overrun: float
    delay: float
    kind: Kind
    source: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Reduction:
    """By what share of AS-IS a yearly cost falls (negative where it rises), with its 95 % interval
    over replications (NaN with one)."""

    kpi: str
    share: float
    low: float
    high: float

    @property
    def level(self) -> Level:
        """Red above 29 %, amber above 15 %; exactly on a limit is not above it."""
        if self.exceeds(RED):
            return "red"
        return "amber" if self.exceeds(AMBER) else "within"

    def exceeds(self, limit: float) -> bool:
        """Whether the mean reduction lies above a limit."""
        return self.share > limit + _ROUNDING


@dataclass(frozen=True, slots=True)
class OutsideView:
    """The reductions of a scenario beside the class."""

    reductions: tuple[Reduction, ...]
    """Of the cost of work, and of the cost of capacity less the running cost of the change."""
    cases: tuple[Case, ...]

    @property
    def quoted(self) -> tuple[float, ...]:
        """The savings of the cases that quote one, least first."""
        return tuple(sorted(each.saving for each in self.cases if not isnan(each.saving)))

    @property
    def level(self) -> Level:
        """The worst level of the reductions."""
        levels = [each.level for each in self.reductions]
        return "red" if "red" in levels else "amber" if "amber" in levels else "within"

    @property
    def warned(self) -> tuple[Reduction, ...]:
        """The reductions that are amber or red."""
        return tuple(each for each in self.reductions if each.level != "within")

    def is_above_every_case(self, reduction: Reduction) -> bool:
        """Whether a reduction is larger than that of every case that quotes one."""
        return bool(self.quoted) and reduction.exceeds(self.quoted[-1])


def outside_view(
    comparison: Comparison, scenario: Scenario, cases: tuple[Case, ...] | None = None
) -> OutsideView:
    """What a scenario of a comparison saves beside `cases` (None: those that are shipped).

    Without the cost of work where AS-IS or the scenario leaves work undone, which costs nothing.
    """
    (outcome,) = (each for each in comparison.scenarios if each.id == scenario.id)
    found = (_reduction(comparison.baseline, outcome, scenario, kpi) for kpi in _COMPARED)
    return OutsideView(
        tuple(each for each in found if each is not None),
        shipped_cases() if cases is None else cases,
    )


def relative_fall(before: Values, after: Values) -> tuple[float, float, float]:
    """1 − mean(after) / mean(before) with its 95 % interval, from paired replications.

    The ratio estimator and its error by linearisation: the residuals (before − after) − share ×
    before have the mean 0, and their standard error over mean(before) is that of the share. Source:
    Cochran, *Sampling Techniques* (1977), chapter 6.
    """
    base = float(before.mean())
    share = 1 - float(after.mean()) / base
    _, error, counts = moments((before - after - share * before)[:, None])
    half = float((student(counts - 1) * error)[0]) / base
    return share, share - half, share + half


def stressed(comparison: Comparison, scenario: Scenario) -> Payback | None:
    """The payback had the scenario fared as reviewed reforms did: 28 % of the saving, one-off cost
    up by 56 %, the running cost of the change in full. None where there is no payback to stress.

    A stress and no forecast: the two cases were reviewed because they had gone wrong.
    """
    planned = payback_of(comparison, scenario)
    if planned is None:
        return None
    running = yearly_cost(comparison.baseline.model, scenario)
    saved, low, high = (
        REALISED * (each + running) - running for each in (planned.saved, planned.low, planned.high)
    )
    return Payback(planned.one_off * (1 + OVERRUN), saved, low, high)


def shipped_cases() -> tuple[Case, ...]:
    """The published cases that come with procsim."""
    source = files("procsim.savings").joinpath("reference_class.csv")
    return read_cases(source.read_text(encoding="utf-8").splitlines())


def read_cases(lines: Iterable[str]) -> tuple[Case, ...]:
    """Cases from the lines of a CSV with the columns of `reference_class.csv`."""
    rows = csv.DictReader(lines, restval="")
    missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise UsageError(f"the published cases lack columns: {', '.join(missing)}")
    return tuple(_case(row, rows.line_num) for row in rows)


def _case(row: Mapping[str, str], line: int) -> Case:
    year = _figure(row, "year", line)
    return Case(
        organisation=row["organisation"],
        what=Title({each: row[f"what_{each}"] for each in _LANGUAGES if row[f"what_{each}"]}),
        saving=_figure(row, "saving", line),
        realised=_figure(row, "realised", line),
        cost_overrun=_figure(row, "cost_overrun", line),
        delay=_figure(row, "delay_months", line),
        kind="vendor" if row["kind"] == "vendor" else "public",
        source=row["source"],
        year=None if isnan(year) else int(year),
    )


def _figure(row: Mapping[str, str], column: str, line: int) -> float:
    text = row[column].strip()
    try:
        return float(text) if text else nan
    except ValueError:
        message = f"line {line} of the published cases: '{column}' is not a number: '{text}'"
        raise UsageError(f"{message} (a share of 15 % is 0.15)") from None


def _reduction(
    baseline: Outcome, outcome: Outcome, scenario: Scenario, kpi: str
) -> Reduction | None:
    is_work = kpi == "cost_of_work_per_year"
    if is_work and not (baseline.stability.is_stable and outcome.stability.is_stable):
        return None
    before, after = (_total(each, kpi) for each in (baseline, outcome))
    if before is None or after is None:
        return None
    runs = min(before.size, after.size)
    before, after = before[:runs], after[:runs]
    if np.isnan(before).any() or np.isnan(after).any() or not before.mean() > 0:
        return None
    added = 0.0 if is_work else yearly_cost(baseline.model, scenario)
    return Reduction(kpi, *relative_fall(before, after + added))


def _total(outcome: Outcome, kpi: str) -> Values | None:
    """The yearly total of all processes, by replication."""
    wanted = ("all", "process", "all", kpi, "total")
    for position, key in enumerate(outcome.estimates.keys):
        if key[:5] == wanted:
            return outcome.estimates.values[:, position]
    return None
