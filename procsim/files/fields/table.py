"""Tables of a file, declared once: their keys, what each means, and how its value is read.

Reading, the search for unknown keys and the JSON Schema all follow from the declaration.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from procsim.files.nodes import GRADES, PROVENANCE, BrokenError, Node, Reading, nearest, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = [
    "LATER",
    "PROVENANCE",
    "PROVENANCE_SCHEMA",
    "BrokenError",
    "Field",
    "Kind",
    "Node",
    "Reading",
    "Row",
    "Table",
    "list_of",
    "mapping_of",
    "nearest",
    "one_or_more",
    "read_table",
    "table_of",
    "written",
]

T = TypeVar("T")
K = TypeVar("K")

#: Keys of the language that this version does not read yet.
LATER: Final = frozenset(
    {"backlog", "constraints", "headcount", "per_head", "raci", "roll_out", "uncertain"}
)


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """What a value may be: how it is read, and its JSON Schema."""

    read: Callable[[Node], T]
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A key of a table: its kind and what it means, for the schema and its readers."""

    key: str
    kind: Kind[T]
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping with known keys."""

    name: str
    about: str
    fields: tuple[Field[Any], ...]
    #: Keys that belong to this table only in later versions.
    later: frozenset[str] = LATER

    def schema(self) -> dict[str, Any]:
        """The table as JSON Schema."""
        properties = {
            each.key: {**each.kind.schema, "description": each.about} for each in self.fields
        }
        required = [each.key for each in self.fields if each.required]
        return {
            "type": "object",
            "description": self.about,
            "properties": {**PROVENANCE_SCHEMA, **properties},
            "additionalProperties": False,
            **({"required": required} if required else {}),
        }


PROVENANCE_SCHEMA: Final[dict[str, Any]] = {
    "source": {"type": "string", "description": "Where the values here come from."},
    "evidence": {
        "enum": list(GRADES),
        "description": "A measured, B recorded, C expert estimate, D assumption (silent: D).",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """A table of the file that was read: its values by field."""

    node: Node
    values: Mapping[str, Any]

    def __contains__(self, wanted: Field[Any]) -> bool:
        return wanted.key in self.values

    def get(self, wanted: Field[T]) -> T | None:
        """The value of a key; None where the file is silent."""
        return self.values.get(wanted.key)

    def need(self, wanted: Field[T]) -> T:
        """The value of a required key."""
        value: T = self.values[wanted.key]
        return value

    def at(self, wanted: Field[Any]) -> Node:
        """The node of a key, for problems found later."""
        assert isinstance(self.node.value, dict)
        if wanted.key not in self.node.value:
            return self.node
        return self.node.inner(wanted.key, self.node.value[wanted.key])


def read_table(node: Node, table: Table) -> Row:
    """Read every declared key; `BrokenError` if a key is unknown, missing or cannot be used."""
    before, broken = len(node.reading.problems), False
    known = {each.key: each for each in table.fields}
    values: dict[str, Any] = {}
    unknown: list[tuple[str, Node]] = []
    for key, inner in node.items():
        if key not in known:
            unknown.append((key, inner))
            continue
        try:
            values[key] = known[key].kind.read(inner)
        except BrokenError:
            values[key], broken = None, True
    assert isinstance(node.value, dict)
    missing = [each.key for each in table.fields if each.required and each.key not in values]
    for key, inner in unknown:
        _refuse_key(key, inner, table, missing)
    for key in missing:
        about = known[key].about.rstrip(".")
        hint = f"{key}: {about[:1].lower()}{about[1:]}"
        node.refuse("P102", f"{table.name} needs the key '{key}'", hint)
    if broken or len(node.reading.problems) > before:
        raise BrokenError(table.name)
    return Row(node, values)


def _refuse_key(key: str, node: Node, table: Table, missing: list[str]) -> None:
    """Note an unknown key; a missing key it was meant to be counts no more as missing."""
    if key in table.later:
        node.refuse("P112", f"'{key}' is not supported in this version", at_key=True)
        return
    names = [each.key for each in table.fields]
    close = difflib.get_close_matches(key, missing, n=1) or difflib.get_close_matches(
        key, names, n=1
    )
    hint = f"did you mean '{close[0]}'?" if close else ""
    if node.value is None:
        hint = "quote the text: it contains a comma"
    elif not close:
        hint = f"{table.name} knows: {', '.join(names)}"
    elif close[0] in missing:
        missing.remove(close[0])
    node.refuse("P100", f"unknown key '{key}'", hint, at_key=True)


def table_of(table: Table, build: Callable[[Row], T]) -> Kind[T]:
    """A mapping with known keys, made into a value of the model."""
    return Kind(lambda node: build(read_table(node, table)), table.schema())


def list_of(kind: Kind[T]) -> Kind[tuple[T, ...]]:
    """A list of values of one kind."""

    def read(node: Node) -> tuple[T, ...]:
        return tuple(_kept(kind, node.entries()))

    return Kind(read, {"type": "array", "items": kind.schema})


def one_or_more(kind: Kind[T]) -> Kind[tuple[T, ...]]:
    """One value, or a list of them."""
    many = list_of(kind)

    def read(node: Node) -> tuple[T, ...]:
        return many.read(node) if isinstance(node.value, list) else (kind.read(node),)

    return Kind(read, {"anyOf": [kind.schema, many.schema]})


def _kept(kind: Kind[T], nodes: Iterator[Node]) -> Iterator[T]:
    for node in nodes:
        try:
            yield kind.read(node)
        except BrokenError:
            continue


def mapping_of(key: Kind[K], kind: Kind[T]) -> Kind[dict[K, T]]:
    """A mapping from keys that are not declared (ids, currencies, months) to values of one kind."""

    def read(node: Node) -> dict[K, T]:
        found: dict[K, T] = {}
        for name, inner in node.items():
            as_key = Node(inner.reading, (*node.path, name), (*node.at, name), name, is_key=True)
            try:
                known = key.read(as_key)
                found[known] = kind.read(inner)
            except BrokenError:
                continue
        return found

    schema = {
        "type": "object",
        "properties": PROVENANCE_SCHEMA,
        "additionalProperties": kind.schema,
    }
    return Kind(read, schema)
