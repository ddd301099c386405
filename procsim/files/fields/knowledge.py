"""What is known and wanted: `baseline:`, `observed:`, `targets:`, `observe:`, `exchange_rates:`."""

from __future__ import annotations

from typing import Final, Literal

from procsim.files.fields.by_office import SELECTOR
from procsim.files.fields.figure import FIGURE, refuse_other_unit
from procsim.files.fields.table import Field, Kind, Node, Row, Table, mapping_of, nearest, table_of
from procsim.files.kinds import (
    CURRENCY,
    DATE,
    EXCHANGE_RATE,
    FLAG,
    PROCESS,
    TEXT,
    YEAR,
    choice,
    span,
    whole,
)
from procsim.model.indicators import STATISTICS
from procsim.model.model import Baseline, ExchangeRates, Observed, Target

_YEAR = Field("year", YEAR, "The year that was observed.")
_STATUS_KIND: Final[Kind[Literal["draft", "validated"]]] = choice("status", ("draft", "validated"))
_STATUS = Field(
    "status", _STATUS_KIND, "draft (results are called illustration) or validated.", True
)
_VALIDATED_BY = Field("validated_by", TEXT, "Who stands for it.")
_VALIDATED_ON = Field("date", DATE, "When.")
BASELINE_TABLE = Table(
    "the baseline", "How well AS-IS is known.", (_YEAR, _STATUS, _VALIDATED_BY, _VALIDATED_ON)
)


def _baseline(row: Row) -> Baseline:
    status, by = row.need(_STATUS), row.get(_VALIDATED_BY) or ""
    if status == "validated" and not by:
        hint = "say who validated it, or write draft"
        raise row.node.refuse("P102", "a validated baseline needs the key 'validated_by'", hint)
    return Baseline(row.get(_YEAR), status, by, row.get(_VALIDATED_ON))


BASELINE: Final = table_of(BASELINE_TABLE, _baseline)

_FROM = Field("from", DATE, "The first reported day.", required=True)
_LENGTH = Field("length", span(years=100), "How long it is reported: 12 months.", required=True)
OBSERVE_TABLE = Table("the window", "What is reported.", (_FROM, _LENGTH))
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2200


def _observe(row: Row) -> Row:
    length = row.need(_LENGTH)
    if length.months + length.days == 0:
        raise row.at(_LENGTH).refuse("P210", "the reported window is empty")
    year = row.need(_FROM).year
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        hint = f"a window begins between {_FIRST_YEAR} and {_LAST_YEAR}"
        raise row.at(_FROM).refuse("P210", f"the year {year} is out of range", hint)
    return row


OBSERVE: Final = table_of(OBSERVE_TABLE, lambda row: (_observe(row).need(_FROM), row.need(_LENGTH)))

_DATE = Field("date", DATE, "The day of the rates.")
_RATES = Field(
    "rates", mapping_of(CURRENCY, EXCHANGE_RATE), "Value of one unit: CHF: 1.12 USD.", True
)
RATES_TABLE = Table("the exchange rates", "Into the reporting currency.", (_DATE, _RATES))


def _rates(row: Row) -> ExchangeRates:
    reporting = row.node.reading.source.tree.get("currency")
    rates: dict[str, float] = {}
    for currency, value in row.need(_RATES).items():
        node = row.at(_RATES).inner(currency, None)
        if isinstance(reporting, str) and value.currency != reporting:
            node.refuse("P114", f"the rate of {currency} is in {value.currency}, not {reporting}")
        elif value.amount <= 0:
            node.refuse("P210", f"the rate of {currency} must be above 0")
        rates[currency] = value.amount
    return ExchangeRates(row.get(_DATE), row.node.source, rates)


RATES: Final = table_of(RATES_TABLE, _rates)


def _kpi(node: Node) -> str:
    name = node.text()
    if name not in STATISTICS:
        raise node.refuse("P119", f"unknown indicator '{name}'", nearest(name, STATISTICS))
    return name


_KPI_KIND: Final[Kind[str]] = Kind(_kpi, {"enum": list(STATISTICS)})


def _statistic(node: Node) -> str:
    text = node.text()
    if text not in _KNOWN_STATISTICS:
        raise node.refuse("P111", f"unknown statistic '{text}'", nearest(text, _KNOWN_STATISTICS))
    return text


_KNOWN_STATISTICS: Final = tuple(
    dict.fromkeys(statistic for known in STATISTICS.values() for statistic in known)
)
_STATISTIC_KIND: Final[Kind[str]] = Kind(_statistic, {"enum": list(_KNOWN_STATISTICS)})


def _statistic_of(row: Row) -> str:
    """The statistic that is asked for, or the usual one of the indicator."""
    kpi = row.need(_KPI)
    statistic = row.get(_STATISTIC) or STATISTICS[kpi][0]
    if statistic not in STATISTICS[kpi]:
        hint = f"there is {', '.join(STATISTICS[kpi])}"
        raise row.at(_STATISTIC).refuse("P119", f"'{kpi}' has no statistic '{statistic}'", hint)
    return statistic


_PROCESS = Field("process", PROCESS, "The process it is about.", required=True)
_KPI = Field("kpi", _KPI_KIND, "What is measured: cycle_time.", required=True)
_STATISTIC = Field("statistic", _STATISTIC_KIND, "mean or total (if silent), p50, p90, p95.")
_OFFICE = Field("office", SELECTOR, "The offices of origin; all if silent.")
_VALUE = Field("value", FIGURE, "What was observed, with its unit.", required=True)
_N = Field("n", whole(least=1), "Number of cases behind it.")
_FITTED = Field("fitted", FLAG, "true if it was used to set the inputs.")
_NOTE = Field("note", TEXT, "A remark for readers.")
OBSERVED_TABLE = Table(
    "an observed figure",
    "What is known of AS-IS; it stands beside the simulated figure.",
    (_PROCESS, _OFFICE, _KPI, _STATISTIC, _VALUE, _N, _FITTED, _NOTE),
)


def _observed(row: Row) -> Observed:
    chosen, figure = row.get(_OFFICE), row.need(_VALUE)
    refuse_other_unit(row.at(_VALUE), row.need(_KPI), figure)
    scope = "" if chosen is None else row.at(_OFFICE).text()
    return Observed(
        row.need(_PROCESS),
        row.node.reading.names["offices"] if chosen is None else chosen.offices,
        scope,
        row.need(_KPI),
        _statistic_of(row),
        figure.value,
        figure.unit,
        row.get(_N),
        row.get(_FITTED) or False,
        row.node.source,
    )


OBSERVED: Final = table_of(OBSERVED_TABLE, _observed)

_AT_MOST = Field("at_most", FIGURE, "The limit from above, with its unit.")
_AT_LEAST = Field("at_least", FIGURE, "The limit from below, with its unit.")
TARGET_TABLE = Table(
    "a target",
    "A limit on a result; a missed target is a finding.",
    (_PROCESS, _KPI, _STATISTIC, _AT_MOST, _AT_LEAST, _NOTE),
)


def _target(row: Row) -> Target:
    most, least = row.get(_AT_MOST), row.get(_AT_LEAST)
    if (most is None) == (least is None):
        raise row.node.refuse("P116", "a target needs exactly one of 'at_most' and 'at_least'")
    figure = most or least
    assert figure is not None
    refuse_other_unit(row.at(_AT_MOST if most else _AT_LEAST), row.need(_KPI), figure)
    if figure.unit == "wd" and figure.calendar is None:
        hint = "name whose working days they are: 20 wd europe"
        raise row.at(_AT_MOST if most else _AT_LEAST).refuse("P209", "no calendar is named", hint)
    return Target(
        row.need(_PROCESS),
        row.need(_KPI),
        _statistic_of(row),
        "at_most" if most else "at_least",
        figure.value,
        figure.unit,
        figure.calendar,
    )


TARGET: Final = table_of(TARGET_TABLE, _target)
