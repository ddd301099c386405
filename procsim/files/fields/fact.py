"""`data:` of a process: what is known of a case when it arrives.

amount: lognormal mean 9000 USD sd 30000 USD          a number, with its unit
urgent: 10%                                           true or false
staff_type: {local: 70%, international: 30%}          a category
travel: {date: uniform 20..90 days}                   a date, so long after the arrival
fee: {formula: amount * 0.02}                         computed from facts before it
level: {when: {"amount > 50000 USD": high, else: low}}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from procsim.files import quantities
from procsim.files.fields.amount import TIME_AMOUNT, amount_of, drawn_text
from procsim.files.fields.by_office import by_origin
from procsim.files.fields.expression import expression, facts_at, is_unread, process_of
from procsim.files.fields.table import (
    Field,
    Kind,
    Node,
    Table,
    nearest,
    read_table,
)
from procsim.files.kinds import ID, TITLE, value_or_is
from procsim.files.nodes import AMOUNT_FORMS, PROVENANCE, BrokenError
from procsim.files.quantities import UnreadableError
from procsim.model.distributions.discrete import Constant, Discrete
from procsim.model.expressions import RESERVED
from procsim.model.facts import BUILT_IN, Fact
from procsim.model.text import plain
from procsim.units import TIME_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.files.yaml_text import Value
    from procsim.model.amounts import Amount
    from procsim.model.distributions import Distribution
    from procsim.model.expressions import Kind as ValueKind
    from procsim.model.text import Title

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_SHARE: Final = re.compile(r"[0-9.]+ *%")
_CURRENCY: Final = re.compile(r"\b[A-Z]{3}\b")


def read_facts(node: Node) -> None:
    """Read the `data` of a process into `reading.facts`, one fact after the other."""
    known = node.reading.facts.setdefault(process_of(node), {})
    if not isinstance(node.value, dict):
        return
    for name, raw in node.value.items():
        if name in PROVENANCE:
            continue
        try:
            known[name] = _fact(node, name, raw)
        except BrokenError:
            continue


def _fact(node: Node, name: str, raw: Value) -> Fact:
    title = plain(name)
    at_key = Node(node.reading, (*node.path, name), (*node.at, name), name, is_key=True)
    _refuse_name(at_key, name)
    if isinstance(raw, dict) and "title" in raw and raw.keys() & {"is", "date", *AMOUNT_FORMS}:
        title = _title(node, name, raw["title"])
        raw = {key: held for key, held in raw.items() if key != "title"}
    given = node.inner(name, raw)
    if isinstance(given.value, dict) and "date" in given.value:
        return Fact(name, title, "date", read_table(given, _DATE_TABLE).need(_DATE))
    values = tuple(dict.fromkeys(_categories(given)))
    kind: ValueKind = "category" if values else _kind_of(given)
    drawn = by_origin(_drawn_as(kind, values), is_one=_is_one)
    return Fact(name, title, kind, drawn.read(given), values)


def _refuse_name(node: Node, name: str) -> None:
    ID.read(node)
    if not _NAME.fullmatch(name):
        hint = "letters, digits and _, beginning with a letter: expressions read it"
        raise node.refuse("P113", f"'{name}' cannot be the id of a fact", hint)
    if name in BUILT_IN or name in RESERVED:
        hint = "expressions use the word themselves; choose another name"
        raise node.refuse("P113", f"'{name}' cannot be the id of a fact", hint)


def _title(node: Node, name: str, given: Value) -> Title:
    path = (*node.path, name, "title")
    return TITLE.read(Node(node.reading, path, (*node.at, name, "title"), given))


def _leaves(node: Node) -> Iterator[Node]:
    """The single amounts of a fact, whatever origin or condition they are for."""
    value = node.value
    if not isinstance(value, dict):
        yield node
    elif "when" in value:
        for inner in node.inner("when", value["when"]).values():
            yield from _leaves(inner)
    elif AMOUNT_FORMS & value.keys() or _is_shares(value):
        yield node
    else:
        for inner in node.values():
            yield from _leaves(inner)


def _is_shares(value: Value) -> bool:
    """Whether a mapping gives a share to each value of a category."""
    if not isinstance(value, dict):
        return False
    held = [
        inner.get("is") if isinstance(inner, dict) else inner
        for key, inner in value.items()
        if key not in PROVENANCE
    ]
    return bool(held) and all(isinstance(one, str) and _SHARE.fullmatch(one) for one in held)


def _is_one(value: Value) -> bool:
    """Whether a value is an amount for all origins."""
    is_form = isinstance(value, dict) and bool(AMOUNT_FORMS & value.keys())
    return not isinstance(value, dict) or is_form or _is_shares(value)


def _categories(node: Node) -> Iterator[str]:
    """The values of a category in the order in which they stand; none for another fact."""
    for leaf in _leaves(node):
        if isinstance(leaf.value, dict) and _is_shares(leaf.value):
            for name, inner in leaf.items():
                at_key = Node(inner.reading, inner.path, inner.at, name, is_key=True)
                yield ID.read(at_key)
        elif _is_word(leaf):
            yield str(leaf.value)


def _is_word(node: Node) -> bool:
    """Whether a value is the name of one value of a category."""
    is_name = isinstance(node.value, str) and _NAME.fullmatch(node.value) is not None
    return is_name and node.value not in facts_at(node)


def _kind_of(node: Node) -> ValueKind:
    """The kind of a fact that is no category and no date: that of its first amount."""
    first = next(_leaves(node), node)
    value = first.value
    if isinstance(value, dict) and "formula" in value:
        return expression(None).read(first.inner("formula", value["formula"])).kind
    text = first.inner("is", value["is"]).text() if isinstance(value, dict) else first.text()
    if isinstance(value, bool) or _SHARE.fullmatch(text):
        return "truth"
    if text in facts_at(first):
        return facts_at(first)[text].kind
    if _CURRENCY.search(text):
        return "money"
    return "time" if set(re.split(r"[\s=]+", text)) & TIME_UNITS.keys() else "number"


def _drawn_as(kind: ValueKind, values: tuple[str, ...]) -> Kind[Amount]:
    """The amounts of facts of a kind."""
    match kind:
        case "category":
            return amount_of(lambda node: _category(node, values), "category", _CATEGORY_SCHEMA)
        case "truth":
            return amount_of(_truth, "truth", _TEXT_SCHEMA)
        case "time" | "money" | "number":
            measure = kind
            return amount_of(lambda node: drawn_text(node, measure), kind, _TEXT_SCHEMA)
        case "date":
            return amount_of(_no_date, "date", _TEXT_SCHEMA)


def _no_date(node: Node) -> Distribution:
    hint = "write {date: uniform 20..90 days}, or a formula that gives a date"
    raise node.refuse("P201", f"'{node.text()}' gives no date", hint)


def _category(node: Node, values: tuple[str, ...]) -> Distribution:
    """`{local: 70%, international: 30%}`, or one value for sure."""
    if not isinstance(node.value, dict):
        name = node.text()
        if name not in values:
            hint = nearest(name, values)
            raise node.refuse("P111", f"'{name}' is not a value of this category", hint)
        return Constant(values.index(name))
    codes: list[float] = []
    shares: list[float] = []
    for name, inner in node.items():
        codes.append(values.index(name))
        shares.append(_percentage(inner))
    if abs(sum(shares) - 1) > 1e-9:
        message = f"the shares add up to {100 * sum(shares):.10g} %, not 100 %"
        raise node.refuse("P110", message, "change one share or add a value")
    return Discrete(tuple(codes), tuple(shares))


def _percentage(node: Node) -> float:
    try:
        found = quantities.percentage(node.text())
    except UnreadableError as error:
        raise node.refuse(error.code, error.message, error.hint) from error
    node.note_input()
    return found


def _truth(node: Node) -> Distribution:
    if isinstance(node.value, bool):
        return Constant(float(node.value))
    share = _percentage(node)
    return Discrete((1.0, 0.0), (share, 1 - share))


_TEXT_SCHEMA: Final[dict[str, Any]] = {"type": ["string", "number", "boolean"]}
_CATEGORY_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "additionalProperties": {"type": "string", "pattern": "%$"}},
    ]
}
_DATE = Field("date", by_origin(TIME_AMOUNT), "Time from the arrival to it.", required=True)
_DATE_TABLE: Final = Table("a date", "A date, known when the case arrives.", (_DATE,))
_FACT_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [value_or_is(_TEXT_SCHEMA), {"type": "object"}],
    "examples": ["lognormal mean 9000 USD sd 30000 USD", {"local": "70%", "international": "30%"}],
}


def _known_facts(node: Node) -> dict[str, Fact]:
    """What `read_facts` has found; what was wrong has been noted then."""
    if not isinstance(node.value, dict):
        raise node.refuse("P103", "facts are a mapping", "amount: 9000 USD")
    return node.reading.facts.get(process_of(node), {})


DATA: Final[Kind[dict[str, Fact]]] = Kind(
    _known_facts, {"type": "object", "additionalProperties": _FACT_SCHEMA}
)


def _fact_name(node: Node) -> str:
    name, known = node.text(), facts_at(node)
    if name not in known:
        if is_unread(node, name):
            raise BrokenError(name)
        hint = nearest(name, known) or "name it under `data` of the process"
        raise node.refuse("P120", f"unknown fact '{name}'", hint)
    return name


FACT: Final[Kind[str]] = Kind(_fact_name, {"type": "string"})
