"""`segments:` and `errors:` of a process: how its cases are told apart, and what can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.files.fields.amount import drawn_text
from procsim.files.fields.expression import facts_at
from procsim.files.fields.fact import FACT
from procsim.files.fields.table import (
    Field,
    Kind,
    Node,
    Row,
    Table,
    list_of,
    mapping_of,
    read_table,
    table_of,
)
from procsim.files.kinds import ID, MONEY, TITLE
from procsim.model.facts import Error, Segment
from procsim.model.text import plain

if TYPE_CHECKING:
    from procsim.model.expressions import Kind as ValueKind


@dataclass(frozen=True, slots=True)
class _Limits:
    """Limits as written; what they mean depends on the fact."""

    nodes: tuple[Node, ...]


def base_value(node: Node, kind: ValueKind) -> float:
    """A constant of a kind, in base units."""
    match kind:
        case "time" | "money" | "number":
            found = drawn_text(node, kind)
        case "category" | "truth" | "date":
            raise node.refuse(
                "P213", f"there is no limit to a {kind}", "name a number, money, time"
            )
    if found.variance > 0:
        raise node.refuse("P201", "a limit is one value", "write 50000 USD, 3 days or 10")
    return found.mean


_OF = Field("fact", FACT, "The fact.", required=True)
_LIMITS = Field(
    "limits",
    Kind(lambda node: _Limits(tuple(node.entries())), {"type": "array", "minItems": 1}),
    "Where one class ends and the next begins: [10000 USD, 50000 USD].",
    required=True,
)
_SEGMENT_TABLE: Final = Table("a segment", "Cases told apart by classes of a fact.", (_OF, _LIMITS))


def _segment(node: Node) -> Segment:
    if not isinstance(node.value, dict):
        name = FACT.read(node)
        if facts_at(node)[name].kind not in ("category", "truth"):
            hint = "{fact: " + name + ", limits: [10000 USD, 50000 USD]}"
            raise node.refuse("P102", f"segments by '{name}' need limits", hint)
        return Segment(name)
    row = read_table(node, _SEGMENT_TABLE)
    name = row.need(_OF)
    kind = facts_at(node)[name].kind
    limits = tuple(base_value(limit, kind) for limit in row.need(_LIMITS).nodes)
    if list(limits) != sorted(set(limits)):
        raise row.at(_LIMITS).refuse("P210", "the limits do not ascend", "write the lowest first")
    return Segment(name, limits)


SEGMENTS: Final = list_of(Kind(_segment, {"anyOf": [{"type": "string"}, _SEGMENT_TABLE.schema()]}))

_ERROR_TITLE = Field("title", TITLE, "What it is called; its id if silent.")
_ERROR_COST = Field("cost", MONEY, "What one that is never found costs.")
_ERROR_TABLE: Final = Table(
    "an error", "A kind of error that a case can carry.", (_ERROR_TITLE, _ERROR_COST)
)


def _error(row: Row) -> Error:
    id_ = str(row.node.path[-1])
    return Error(id_, row.get(_ERROR_TITLE) or plain(id_), row.get(_ERROR_COST))


ERRORS: Final = mapping_of(ID, table_of(_ERROR_TABLE, _error))
