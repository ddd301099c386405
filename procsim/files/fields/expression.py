"""Expressions over the facts of a case, with every mistake at its place inside the text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from procsim.errors import Problem
from procsim.files.fields.table import PROVENANCE, BrokenError, Kind, Node
from procsim.model.expressions import ExpressionError, parse
from procsim.model.facts import types_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.errors import Place
    from procsim.model.expressions import Expression, ExpressionProblem
    from procsim.model.expressions import Kind as ValueKind
    from procsim.model.facts import Fact

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CODES: Final = {
    "syntax": "P212",
    "name": "P120",
    "kind": "P213",
    "value": "P111",
    "unit": "P202",
}


def process_of(node: Node) -> str:
    """The id of the process that a node belongs to; '' outside of one."""
    return str(node.path[1]) if node.path[:1] == ("processes",) and len(node.path) > 1 else ""


def facts_at(node: Node) -> Mapping[str, Fact]:
    """The facts that an expression at a node may read."""
    return node.reading.facts.get(process_of(node), {})


def is_unread(node: Node, name: str, process: str = "") -> bool:
    """Whether a process (that of the node, if none is named) has a fact that could not be read:
    what is wrong with it has been noted there. Not known while its facts are being read."""
    processes = node.reading.source.tree.get("processes")
    of = process or process_of(node)
    body = processes.get(of) if isinstance(processes, dict) else None
    data = body.get("data") if isinstance(body, dict) else None
    if node.path[2:3] == ("data",) or name in PROVENANCE or not isinstance(data, dict):
        return False
    return name in data and name not in node.reading.facts.get(of, {})


def expression(expects: ValueKind | None, values: tuple[str, ...] = ()) -> Kind[Expression]:
    """An expression of a kind (None: of any; of a category: with these values)."""

    def read(node: Node) -> Expression:
        text, reading = node.text(), node.reading
        known = types_of(facts_at(node).values(), reading.names["offices"])
        try:
            return parse(text, known, reading.rates.get, expects, values)
        except ExpressionError as error:
            broken, later = _unread(node)
            reading.problems.extend(
                _located(node, text, problem, later)
                for problem in error.problems
                if not (problem.about == "name" and _begins(text[problem.offset :], broken))
            )
            raise BrokenError(text) from error

    return Kind(read, {"type": ["string", "number", "boolean"]})


def _located(node: Node, text: str, problem: ExpressionProblem, later: tuple[str, ...]) -> Problem:
    place, hint = _inside(node, text, problem.offset), problem.hint
    if problem.about == "name" and _begins(text[problem.offset :], later):
        hint = "facts are drawn in the order of the file: write it above this one"
    code = _CODES[problem.about]
    return Problem(code, problem.message, node.at, hint, place, at_key=node.is_key)


def _inside(node: Node, text: str, offset: int) -> Place | None:
    """The place of a character of a text; that of the whole text where it is not on its line."""
    source = node.reading.source
    place = source.key_places.get(node.at) if node.is_key else source.places.get(node.at)
    if place is None:
        return None
    begins = place.text.find(text, place.column - 1)
    return place if begins < 0 else replace(place, column=begins + offset + 1)


def _unread(node: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts of a process that could not be read, and those that are drawn later than here."""
    processes = node.reading.source.tree.get("processes")
    body = processes.get(process_of(node)) if isinstance(processes, dict) else None
    data = body.get("data") if isinstance(body, dict) else None
    names = tuple(data) if isinstance(data, dict) else ()
    here = len(names)
    if node.path[2:3] == ("data",) and node.path[3] in names:
        here = names.index(str(node.path[3]))
    known = facts_at(node)
    return tuple(name for name in names[:here] if name not in known), names[here:]


def _begins(rest: str, names: tuple[str, ...]) -> bool:
    """Whether a text begins with one of some names."""
    found = _NAME.match(rest)
    return found is not None and found.group() in names
