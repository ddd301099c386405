"""Conditions on figures, as in `payroll.cycle_time.p90 > 20 wd`: when they hold, a check fails.

    [scenario:]process.indicator.statistic OPERATOR number unit

`process` may be `all`. A figure that does not exist (its pools cannot keep up, or there are no
cases) cannot be said to be right, so a check with such a condition fails too.
"""

from __future__ import annotations

import difflib
import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from procsim.analysis.kpis import ALL, KPIS
from procsim.errors import UsageError
from procsim.units import DAY, HOUR, TIME_UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from procsim.analysis.comparison import Outcome
    from procsim.analysis.kpis import Kpi

_OPERATORS: Final[dict[str, Callable[[float, float], bool]]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
#: Indicators of posts, who serve several processes.
OVER_ALL_ONLY: Final = ("cost_of_capacity", "utilisation", "posts", "posts_needed")
#: Indicators for each process and in all.
OVER_ALL_TOO: Final = ("work_per_year", "cost_of_work_per_year")
#: The same, where some process makes errors.
OVER_ALL_OF_ERRORS: Final = ("cost_of_errors",)
_FORM: Final = re.compile(
    r"(?:(?P<scenario>[^:]+?)\s*:)?\s*"
    r"(?P<process>[A-Za-z][\w-]*)\.(?P<kpi>\w+)\.(?P<statistic>\w+)"
    r"\s*(?P<sign>>=|<=|>|<)\s*"
    r"(?P<number>[+-]?\d+(?:\.\d+)?)\s*(?P<unit>\S.*)?"
)
_EXAMPLE: Final = "write it as in 'payroll.cycle_time.p90 > 20 wd'"
_TIMES: Final = {**TIME_UNITS, "d": DAY}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as written. `unit` is that of the measurement (`days`, `wd`, `share`, …), into
    which `number` is converted; `calendar` the one whose working days are meant, if it is named;
    `scenario` '' for all."""

    text: str
    scenario: str
    process: str
    kpi: str
    statistic: str
    sign: str
    number: float
    unit: str
    calendar: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition and what one scenario says to it: the mean over replications with its interval,
    all NaN where there is no figure. `unit` names the calendar of working days."""

    condition: Condition
    scenario: str
    found: float
    low: float
    high: float
    unit: str
    answer: Literal["met", "not met", "unstable", "no figure"]

    @property
    def fails(self) -> bool:
        """Whether a check with this condition fails: it is met, or nobody can say."""
        return self.answer != "not met"


def read_condition(text: str) -> Condition:
    """Read a condition; a `UsageError` says what is wrong with it."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{text!r} is not a condition: {_EXAMPLE}")
    kpi = _known("indicator", match["kpi"], KPIS, text)
    declared = KPIS[kpi]
    statistic = _known("statistic", match["statistic"], declared.statistics, text)
    unit_text = (match["unit"] or "").strip()
    number, unit, named = _converted(float(match["number"]), unit_text, declared, text)
    if unit == "wd" and kpi == "cycle_time":
        kpi = "cycle_time_wd"
    _refuse_place(declared, match["process"], text)
    return Condition(
        text.strip(),
        match["scenario"] or "",
        match["process"],
        kpi,
        statistic,
        match["sign"],
        number,
        unit,
        calendar=named if unit == "wd" else "",
        currency=named if unit == "money" else "",
    )


def check_names(
    conditions: Sequence[Condition],
    *,
    scenarios: Collection[str],
    processes: Collection[str],
    calendars: Collection[str],
    currency: str,
) -> None:
    """Refuse conditions that name what a study does not have."""
    for each in conditions:
        if each.scenario:
            _known("scenario", each.scenario, scenarios, each.text)
        if each.process != ALL:
            _known("process", each.process, processes, each.text)
        if each.calendar:
            _known("calendar", each.calendar, calendars, each.text)
        if each.currency not in ("", currency):
            raise UsageError(f"{each.text!r}: figures are in {currency}, the reporting currency")


def judge(condition: Condition, outcome: Outcome) -> Finding:
    """Whether a condition is met by the mean over replications of one scenario."""
    estimates = outcome.estimates
    wanted = (condition.process, "process", condition.process, condition.kpi, condition.statistic)
    at = next((n for n, key in enumerate(estimates.keys) if key[:5] == wanted), None)
    unit = condition.unit if at is None else estimates.keys[at].unit
    if condition.calendar and unit != f"wd {condition.calendar}":
        raise UsageError(f"{condition.text!r}: this cycle time is measured in {unit}")
    found = low = high = float("nan")
    if at is not None:
        sides = (estimates.mean, estimates.low, estimates.high)
        found, low, high = (float(side[at]) for side in sides)
    answer = _answer(condition, outcome, at, found)
    return Finding(condition, outcome.id, found, low, high, unit, answer)


def _answer(
    condition: Condition, outcome: Outcome, at: int | None, found: float
) -> Literal["met", "not met", "unstable", "no figure"]:
    if not np.isnan(found):
        return "met" if _OPERATORS[condition.sign](found, condition.number) else "not met"
    key = None if at is None else outcome.estimates.keys[at]
    return "unstable" if key in outcome.stability.touched else "no figure"


def _refuse_place(kpi: Kpi, process: str, text: str) -> None:
    """What posts cost is measured over all processes, what cases meet for each, work for both."""
    if "process" not in kpi.scopes:
        raise UsageError(f"{kpi.id!r} in {text!r} is not measured for a process")
    if kpi.id in OVER_ALL_ONLY and process != ALL:
        raise UsageError(f"{text!r}: {kpi.id} is measured over all processes: write all.{kpi.id}")
    over_all = (*OVER_ALL_ONLY, *OVER_ALL_TOO, *OVER_ALL_OF_ERRORS)
    if kpi.id not in over_all and process == ALL:
        raise UsageError(f"{text!r}: {kpi.id} is measured for each process: name one")


def _converted(number: float, given: str, kpi: Kpi, text: str) -> tuple[float, str, str]:
    """The number in the unit of the measurement, that unit, and the calendar or currency named."""
    word, _, rest = given.partition(" ")
    match kpi.unit:
        case "days" | "wd" if word == "wd" and kpi.id.startswith("cycle_time"):
            return number, "wd", rest.strip()
        case "days" if given in _TIMES:
            return number * _TIMES[given] / DAY, "days", ""
        case "h" if given in _TIMES:
            return number * _TIMES[given] / HOUR, "h", ""
        case "h/year" if given in ("h", "h/year"):
            return number, "h/year", ""
        case "share" if given == "%":
            return number / 100, "share", ""
        case "money" if re.fullmatch(r"[A-Z]{3}", given):
            return number, "money", given
        case "money/year" if re.fullmatch(r"[A-Z]{3}(/year)?", given):
            return number, "money", given[:3]
        case "cases" | "posts" | "times" if given in ("", kpi.unit):
            return number, kpi.unit, ""
    said = f"the unit {given!r} does not fit" if given else "a unit is missing"
    raise UsageError(f"{said} in {text!r}: {kpi.id} is in {_UNITS[kpi.unit]}")


_UNITS: Final = {
    "days": "days, h or wd",
    "wd": "wd",
    "h": "h or min",
    "h/year": "h/year",
    "share": "%",
    "money": "the reporting currency, as in 120 USD",
    "money/year": "the reporting currency, as in 120000 USD/year",
    "cases": "cases",
    "posts": "posts",
    "times": "times",
}


def _known(what: str, name: str, names: Collection[str], text: str) -> str:
    if name in names:
        return name
    close = difflib.get_close_matches(name, list(names), n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(names)}"
    raise UsageError(f"unknown {what} {name!r} in {text!r}: {hint}")
