"""Values that differ by office, and the selectors that say which offices are meant.

    dakar            one office
    below abidjan    every office under it, however far
    every country    every office of a tier (in a mapping also `country`)
    every office     all of them (in a mapping also `else`)

The more specific selector wins, whatever the order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from procsim.files.fields.table import PROVENANCE_SCHEMA, BrokenError, Kind, Node, nearest
from procsim.files.nodes import AMOUNT_FORMS
from procsim.model.by_origin import ByOrigin
from procsim.model.organisation import TIERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from procsim.files.yaml_text import Value

T = TypeVar("T")

EVERY_OFFICE, EVERY_TIER, BELOW, BY_NAME = range(4)


@dataclass(frozen=True, slots=True)
class Selection:
    """The offices a selector means, in file order, and how specific it is (0 to 3)."""

    offices: tuple[str, ...]
    rank: int


def select(text: str, offices: Mapping[str, Value]) -> Selection | None:
    """What a selector means in a table of offices; None if it means nothing."""
    match text.split():
        case ["every", "office"]:
            return Selection(tuple(offices), EVERY_OFFICE)
        case ["every", tier] if tier in TIERS:
            return Selection(
                tuple(id_ for id_ in offices if _tier(offices, id_) == tier), EVERY_TIER
            )
        case ["below", top] if top in offices:
            return Selection(tuple(id_ for id_ in offices if top in _above(offices, id_)), BELOW)
        case [id_] if id_ in offices:
            return Selection((id_,), BY_NAME)
    return None


def _field(offices: Mapping[str, Value], id_: str, key: str) -> Value:
    office = offices[id_]
    value = office.get(key) if isinstance(office, dict) else None
    return value.get("is") if isinstance(value, dict) else value


def _tier(offices: Mapping[str, Value], id_: str) -> Value:
    return _field(offices, id_, "tier")


def _above(offices: Mapping[str, Value], id_: str) -> set[str]:
    """All offices above one; a loop of parents ends the walk."""
    found: set[str] = set()
    parent = _field(offices, id_, "parent")
    while isinstance(parent, str) and parent in offices and parent not in found:
        found.add(parent)
        parent = _field(offices, parent, "parent")
    return found


def offices_in(node: Node) -> Mapping[str, Value]:
    """The table of offices as the files have it."""
    offices = node.reading.source.tree.get("offices")
    if not isinstance(offices, dict):
        return {}
    return {name: offices[name] for name in node.reading.names["offices"]}


def _selection(node: Node) -> Selection:
    text = node.text()
    offices = offices_in(node)
    found = select(text, offices)
    if found is None:
        names = [*offices, "every office", *(f"every {tier}" for tier in TIERS)]
        raise node.refuse("P104", f"unknown office '{text}'", nearest(text, names))
    if not found.offices and any(_tier(offices, id_) not in TIERS for id_ in offices):
        raise BrokenError(text)  # the office without a tier is refused where it stands
    if not found.offices:
        raise node.refuse("P115", f"'{text}' means no office of this model")
    return found


SELECTOR: Final[Kind[Selection]] = Kind(
    _selection,
    {"type": "string", "examples": ["every country", "every office", "below abidjan", "dakar"]},
)


def _key_selection(node: Node) -> Selection:
    """A key of a mapping by office: a selector, a tier, or `else`."""
    text = node.text()
    short: dict[str, str] = {tier: f"every {tier}" for tier in TIERS}
    short["else"] = "every office"
    if text in short and text not in node.reading.names["offices"]:
        selection = select(short[text], offices_in(node))
        assert selection is not None
        return selection
    return _selection(node)


def _selected(node: Node, kind: Kind[T]) -> list[tuple[Selection, str, T]]:
    """The entries of a mapping by office: what each key means, the key, and the value."""
    found: list[tuple[Selection, str, T]] = []
    for key, inner in node.items():
        as_key = Node(node.reading, (*node.path, key), (*node.at, key), key, is_key=True)
        try:
            found.append((_key_selection(as_key), key, kind.read(inner)))
        except BrokenError:
            continue
    return found


def _schema(kind: Kind[Any]) -> dict[str, Any]:
    by = {
        "type": "object",
        "properties": PROVENANCE_SCHEMA,
        "additionalProperties": kind.schema,
    }
    return {"anyOf": [kind.schema, by]}


@dataclass(frozen=True, slots=True)
class ByOffice(Generic[T]):
    """A value by office id: of a mapping only the offices it means, of a single value all."""

    values: Mapping[str, T]
    single: bool


def by_office(kind: Kind[T]) -> Kind[ByOffice[T]]:
    """One value for all offices, or a mapping from selectors to values."""

    def read(node: Node) -> ByOffice[T]:
        if not isinstance(node.value, dict):
            value = kind.read(node)
            everywhere = {id_: value for id_ in offices_in(node)}  # noqa: C420 (not None: typed)
            return ByOffice(everywhere, single=True)
        ranked = sorted(_selected(node, kind), key=lambda entry: entry[0].rank)
        resolved = {id_: value for selection, _, value in ranked for id_ in selection.offices}
        order = [id_ for id_ in offices_in(node) if id_ in resolved]
        return ByOffice({id_: resolved[id_] for id_ in order}, single=False)

    return Kind(read, _schema(kind))


def _is_one(value: Value) -> bool:
    """Whether a value holds for all origins: it is no mapping, or one that is an amount."""
    return not isinstance(value, dict) or bool(AMOUNT_FORMS & value.keys())


def by_origin(kind: Kind[T], is_one: Callable[[Value], bool] = _is_one) -> Kind[ByOrigin[T]]:
    """One value, or one by the office a case belongs to: `{else: …, country: …, dakar: …}`."""

    def read(node: Node) -> ByOrigin[T]:
        if is_one(node.value):
            return ByOrigin(kind.read(node), {})
        otherwise: T | None = None
        by: dict[str, T] = {}
        entries = sorted(_selected(node, kind), key=lambda entry: entry[0].rank)
        for selection, key, value in entries:
            if selection.rank == EVERY_OFFICE:
                otherwise = value
            elif selection.rank == EVERY_TIER:
                by[key.removeprefix("every ")] = value
            else:
                by.update(dict.fromkeys(selection.offices, value))
        return ByOrigin(otherwise, by)

    return Kind(read, _schema(kind))
