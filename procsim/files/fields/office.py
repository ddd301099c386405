"""`offices:`, `hand_overs:` and `systems:`: where work is done, and what crossing costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.files.fields.by_office import EVERY_OFFICE, EVERY_TIER, SELECTOR, Selection
from procsim.files.fields.table import Field, Kind, Node, Row, Table, one_or_more, table_of
from procsim.files.kinds import (
    CALENDAR,
    CURRENCY,
    OFFICE,
    RATE,
    TIME,
    TIME_ZONE,
    TITLE,
    choice,
)
from procsim.model.organisation import TIERS, HandOver, Office, System
from procsim.model.text import plain
from procsim.units import Money

if TYPE_CHECKING:
    from procsim.model.organisation import Tier


def _served(node: Node) -> Selection:
    """A selector, also as a mapping: `tier: country` is `every country`."""
    value = node.value
    if isinstance(value, dict) and list(value) == ["tier"]:
        node = Node(node.reading, node.path, (*node.at, "tier"), f"every {value['tier']}")
    return SELECTOR.read(node)


_TIER_ENTRY = {
    "type": "object",
    "properties": {"tier": {"enum": list(TIERS)}},
    "required": ["tier"],
    "additionalProperties": False,
}
_SERVED: Final[Kind[Selection]] = Kind(_served, {"anyOf": [SELECTOR.schema, _TIER_ENTRY]})
_TIER_KIND: Final[Kind[Tier]] = choice("tier", TIERS)

_TITLE = Field("title", TITLE, "Name of the office; its id if silent.")
_TIER = Field("tier", _TIER_KIND, "hq, regional, country or centre.", required=True)
_PARENT = Field("parent", OFFICE, "The office above it.")
_ZONE = Field("time_zone", TIME_ZONE, "IANA name: Africa/Dakar.", required=True)
_CALENDAR = Field("calendar", CALENDAR, "Its work week.", required=True)
_CURRENCY = Field("currency", CURRENCY, "ISO 4217; that of the model if silent.")
_SERVES = Field(
    "serves",
    one_or_more(_SERVED),
    "The offices a service centre works for: every country, below abidjan, dakar.",
)
OFFICE_TABLE = Table(
    "an office",
    "A duty station.",
    (_TITLE, _TIER, _PARENT, _ZONE, _CALENDAR, _CURRENCY, _SERVES),
)


def _office(row: Row) -> Office:
    id_ = str(row.node.path[-1])
    currency = row.node.reading.source.tree.get("currency")
    served = row.get(_SERVES)
    ranked = sorted(served or (), key=lambda selection: selection.rank)
    return Office(
        id_,
        row.get(_TITLE) or plain(id_),
        row.need(_TIER),
        row.get(_PARENT),
        row.need(_ZONE),
        row.need(_CALENDAR),
        row.get(_CURRENCY) or str(currency),
        {office: selection.rank for selection in ranked for office in selection.offices},
    )


OFFICE_KIND: Final[Kind[Office]] = table_of(OFFICE_TABLE, _office)


def _end(node: Node) -> Selection | str:
    """One end of a hand-over: a tier, an office, or a selector."""
    text = node.text()
    is_tier = text in TIERS and text not in node.reading.names["offices"]
    return text if is_tier else SELECTOR.read(node)


_END: Final[Kind[Selection | str]] = Kind(_end, {"type": "string"})
_FROM = Field("from", _END, "Where the work comes from: a tier, an office or a selector.", True)
_TO = Field("to", _END, "Where it goes.", required=True)
_TAKES = Field("takes", TIME, "Elapsed time lost on the way.", required=True)
HAND_OVER_TABLE = Table(
    "a hand-over",
    "Time lost when work crosses from one office to another; the most specific pair counts.",
    (_FROM, _TO, _TAKES),
)


def _names(node: Node, end: Selection | str) -> tuple[str, ...]:
    """The tiers or office ids that an end of a hand-over stands for."""
    if isinstance(end, str):
        return (end,)
    if end.rank == EVERY_OFFICE:
        return TIERS
    return (node.text().removeprefix("every "),) if end.rank == EVERY_TIER else end.offices


def _hand_overs(row: Row) -> tuple[HandOver, ...]:
    sources = _names(row.at(_FROM), row.need(_FROM))
    targets = _names(row.at(_TO), row.need(_TO))
    takes = row.need(_TAKES)
    return tuple(HandOver(source, target, takes) for source in sources for target in targets)


HAND_OVER_KIND: Final[Kind[tuple[HandOver, ...]]] = table_of(HAND_OVER_TABLE, _hand_overs)

_SYSTEM_TITLE = Field("title", TITLE, "Name of the system; its id if silent.")
_SYSTEM_COST = Field("cost", RATE, "Running cost per year.", required=True)
SYSTEM_TABLE = Table("a system", "Software with a running cost.", (_SYSTEM_TITLE, _SYSTEM_COST))


def _system(row: Row) -> System:
    id_ = str(row.node.path[-1])
    cost = row.need(_SYSTEM_COST)
    if cost.per != "year":
        raise row.at(_SYSTEM_COST).refuse("P208", "a system costs per year or month, not per hour")
    return System(id_, row.get(_SYSTEM_TITLE) or plain(id_), Money(cost.amount, cost.currency))


SYSTEM_KIND: Final[Kind[System]] = table_of(SYSTEM_TABLE, _system)
