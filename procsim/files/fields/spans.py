"""Times that may be working time: `takes: 3 wd` beside `calendar: office`.

A working day (`wd`) is the mean working day of the calendar that counts; with `calendar: office`
that of each origin.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from procsim.files.addresses import bare
from procsim.files.fields.amount import TIME_AMOUNT
from procsim.files.fields.by_office import by_origin, offices_in
from procsim.files.fields.table import Field, Kind, Node
from procsim.files.kinds import CALENDAR
from procsim.files.source import value_at
from procsim.model.by_origin import ByOrigin

if TYPE_CHECKING:
    from procsim.files.yaml_text import Value
    from procsim.model.amounts import Amount

_ELAPSED: Final = by_origin(TIME_AMOUNT)


def _whose(node: Node) -> str:
    return "office" if node.value == "office" else CALENDAR.read(node)


def counted_by(key: str) -> Field[str]:
    """The key that makes a time beside it working time."""
    about = "Whose open time counts: a calendar, or office (that of the origin); elapsed if silent."
    return Field(key, Kind(_whose, CALENDAR.schema), about)


def span(calendar_key: str) -> Kind[ByOrigin[Amount]]:
    """A time by origin, in which `wd` is a day of the calendar named beside it."""

    def read(node: Node) -> ByOrigin[Amount]:
        calendar = _beside(node, calendar_key)
        days = node.reading.working_days
        if calendar != "office":
            return _ELAPSED.read(replace(node, working_day=days.get(str(calendar), 0)))
        if not _counts_days(node.value):
            return _ELAPSED.read(node)
        return _by_office(node)

    return Kind(read, _ELAPSED.schema)


def _beside(node: Node, key: str) -> Value:
    """What the mapping that holds a value says under another key."""
    at = node.at[:-1] if node.at[-1] != "is" else node.at[:-2]
    holder = value_at(node.reading.source, at)
    return holder.get(key) if isinstance(holder, dict) else None


def _counts_days(value: Value) -> bool:
    match value:
        case dict():
            return any(map(_counts_days, value.values()))
        case str():
            return "wd" in value.split()
        case _:
            return False


def _by_office(node: Node) -> ByOrigin[Amount]:
    """The value for each office, with the working day of its own calendar."""
    offices, reading = offices_in(node), node.reading
    days = {id_: _day_of(node, office) for id_, office in offices.items()}
    inputs, problems = len(reading.inputs), len(reading.problems)
    read: dict[int, ByOrigin[Amount]] = {}
    for day in dict.fromkeys(days.values()):
        del reading.inputs[inputs:]
        read[day] = _ELAPSED.read(replace(node, working_day=day))
        if len(reading.problems) > problems:
            break
    if len(read) == 1:
        return next(iter(read.values()))
    return ByOrigin(
        None, {id_: value for id_, day in days.items() for value in _of(read[day], node, id_)}
    )


def _of(value: ByOrigin[Amount], node: Node, id_: str) -> tuple[Amount, ...]:
    """The value for one office, if there is one."""
    office = offices_in(node)[id_]
    tier = bare(office.get("tier")) if isinstance(office, dict) else None
    found = value.by.get(id_, value.by.get(str(tier), value.otherwise))
    return () if found is None else (found,)


def _day_of(node: Node, office: Value) -> int:
    calendar = bare(office.get("calendar")) if isinstance(office, dict) else None
    return node.reading.working_days.get(str(calendar), 0)
