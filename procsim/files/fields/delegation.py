"""`delegations:` who decides up to which amount."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.files.fields.branch import PLACEMENT
from procsim.files.fields.by_office import by_origin
from procsim.files.fields.segment import base_value
from procsim.files.fields.table import (
    BrokenError,
    Field,
    Kind,
    Node,
    Row,
    Table,
    list_of,
    nearest,
    table_of,
)
from procsim.files.kinds import ID, ROLE, TITLE, value_or_is
from procsim.model.by_origin import ByOrigin
from procsim.model.facts import Delegation, Level
from procsim.model.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.facts import Fact


def _fact(node: Node) -> str:
    """The id of a fact that some process has."""
    name = node.text()
    known = {fact for facts in node.reading.facts.values() for fact in facts}
    if name not in known:
        if name in _written(node):
            raise BrokenError(name)  # the fact is refused where it stands
        hint = nearest(name, known) or "name it under `data` of the processes that use it"
        raise node.refuse("P120", f"unknown fact '{name}'", hint)
    return name


def _written(node: Node) -> set[str]:
    """The ids of the facts of all processes, as the files have them."""
    processes = node.reading.source.tree.get("processes")
    bodies = processes.values() if isinstance(processes, dict) else ()
    held = [body.get("data") for body in bodies if isinstance(body, dict)]
    return {name for data in held if isinstance(data, dict) for name in data}


_FACT: Final[Kind[str]] = Kind(_fact, {"type": "string"})
_LIMIT: Final = value_or_is({"type": ["string", "number"]})
_LIMITS_SCHEMA: Final = {"anyOf": [_LIMIT, {"type": "object", "additionalProperties": _LIMIT}]}
_ID = Field("id", ID, "Its name, for branches, scenarios and reports.", required=True)
_TITLE = Field("title", TITLE, "What it is called; its id if silent.")
_ROLE = Field("role", ROLE, "Who decides.", required=True)
_AT = Field("at", by_origin(PLACEMENT), "Where; the origin if silent.")
_UP_TO = Field(
    "up_to",
    Kind(lambda node: node, _LIMITS_SCHEMA),
    "The limit, included, or one by value of the `by` fact; silent: no limit.",
)
LEVEL_TABLE = Table("a level", "Who decides up to an amount.", (_ID, _TITLE, _ROLE, _AT, _UP_TO))


def _level(row: Row) -> Row:
    return row


_DELEGATION_TITLE = Field("title", TITLE, "What it is called; its id if silent.")
_OF = Field("fact", _FACT, "The amount that decides.", required=True)
_BY = Field("by", _FACT, "A category, if limits differ by it.")
_LEVELS = Field("levels", list_of(table_of(LEVEL_TABLE, _level)), "Lowest first.", required=True)
DELEGATION_TABLE = Table(
    "a delegation", "Delegation of authority.", (_DELEGATION_TITLE, _OF, _BY, _LEVELS)
)


def _delegation(row: Row) -> Delegation:
    id_ = str(row.node.path[-1])
    fact, by = row.need(_OF), row.get(_BY)
    levels = row.need(_LEVELS)
    if not levels:
        raise row.at(_LEVELS).refuse("P102", "a delegation without a level", "{id: …, role: …}")
    found = tuple(_read_level(level, fact, by) for level in levels)
    names = [level.id for level in found]
    for name in sorted({name for name in names if names.count(name) > 1}):
        row.at(_LEVELS).refuse("P007", f"the level '{name}' stands twice", "give it another id")
    return Delegation(id_, row.get(_DELEGATION_TITLE) or plain(id_), fact, by, found)


def _read_level(row: Row, fact: str, by: str | None) -> Level:
    id_ = row.need(_ID)
    at = row.get(_AT) or ByOrigin("origin", {})
    if "skip" in at.values():
        hint = "name a place, or leave the level out"
        raise row.at(_AT).refuse("P116", "nobody decides at 'skip'", hint)
    return Level(id_, row.get(_TITLE) or plain(id_), row.need(_ROLE), at, _limits(row, fact, by))


def _limits(row: Row, fact: str, by: str | None) -> Mapping[str, float]:
    if _UP_TO not in row:
        return {}
    node = row.at(_UP_TO)
    kinds = [facts[fact].kind for facts in row.node.reading.facts.values() if fact in facts]
    if not isinstance(node.value, dict):
        return {"": base_value(node, kinds[0])}
    if by is None:
        hint = "name the category with `by`, or write one limit"
        raise node.refuse("P116", "limits by category, but the delegation has no 'by'", hint)
    values = _values(row.node, by)
    limits: dict[str, float] = {}
    for name, inner in node.items():
        if name not in values:
            inner.refuse(
                "P111", f"'{name}' is not a value of '{by}'", nearest(name, values), at_key=True
            )
            continue
        try:
            limits[name] = base_value(inner, kinds[0])
        except BrokenError:
            continue
    return limits


def _values(node: Node, by: str) -> tuple[str, ...]:
    known: list[Fact] = [facts[by] for facts in node.reading.facts.values() if by in facts]
    return tuple(dict.fromkeys(value for fact in known for value in fact.values))


DELEGATION: Final = table_of(DELEGATION_TABLE, _delegation)
