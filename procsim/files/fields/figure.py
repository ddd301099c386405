"""A number to compare a result with: `24 days`, `20 wd europe`, `85%`, `120000 USD/year`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from procsim.files.fields.table import Kind, nearest
from procsim.files.quantities import (
    UnreadableError,
    money,
    number_and_unit,
    percentage,
    working_days,
)
from procsim.model.indicators import UNITS
from procsim.units import TIME_UNITS, Money

if TYPE_CHECKING:
    from procsim.files.fields.table import Node

#: Unit of an indicator → the units its figures may have, and an example.
_FITTING: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "days": (("µs",), "24 days or 36 h"),
    "wd": (("wd",), "20 wd"),
    "h": (("µs",), "1.5 h or 90 min"),
    "h/year": (("µs",), "1200 h/year"),
    "share": (("share",), "85%"),
    "money": (("money",), "120 USD"),
    "money/year": (("money",), "120000 USD/year"),
    "cases": (("",), "420"),
    "posts": (("",), "12.5"),
    "times": (("",), "1.2"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to compare a result with, and its unit: µs, wd, share, a currency or ''."""

    value: float
    unit: str
    calendar: str | None = None
    per_year: bool = False


def _figure(node: Node) -> Figure:
    text = node.text()
    try:
        figure = _read_figure(text)
    except UnreadableError as error:
        raise node.refuse(error.code, error.message, error.hint) from error
    reporting = next(iter(node.reading.names["currencies"]), figure.unit)
    if figure.unit not in ("", "share", "wd", "µs", reporting):
        message = f"'{text}' is not in the reporting currency"
        raise node.refuse("P114", message, f"write it in {reporting}")
    calendars = node.reading.names["calendars"]
    if figure.calendar is not None and figure.calendar not in calendars:
        hint = nearest(figure.calendar, calendars)
        raise node.refuse("P105", f"unknown calendar '{figure.calendar}'", hint)
    return figure


def _read_figure(text: str) -> Figure:
    if text.strip().endswith("/year"):
        return replace(_read_figure(text.strip().removesuffix("/year")), per_year=True)
    parts = number_and_unit(text)
    if parts is None:
        raise UnreadableError("P201", f"'{text}' is not a figure", "write 24 days, 20 wd or 85%")
    value, unit = parts
    if unit == "":
        return Figure(value, "")
    if unit == "%":
        return Figure(percentage(text), "share")
    if unit.split()[0] == "wd":
        days = working_days(text)
        return Figure(days.number, "wd", days.calendar)
    if unit in TIME_UNITS:
        return Figure(value * TIME_UNITS[unit], "µs")
    amount: Money = money(text)
    return Figure(amount.amount, amount.currency)


FIGURE: Final[Kind[Figure]] = Kind(
    _figure, {"type": ["string", "number"], "examples": ["24 days", "20 wd europe", "85%"]}
)


def refuse_other_unit(node: Node, kpi: str, figure: Figure) -> None:
    """Refuse a figure that is not in the unit of its indicator; a cycle time may be in `wd`."""
    units, example = _FITTING[UNITS[kpi]]
    given = figure.unit if figure.unit in ("µs", "wd", "share", "") else "money"
    fits = given in units or (kpi == "cycle_time" and given == "wd")
    if fits and (UNITS[kpi].endswith("/year") or not figure.per_year):
        return
    raise node.refuse("P202", f"'{node.text()}' is not in the unit of {kpi}", f"as in {example}")
