"""A value of the files on its way into the model: its address, where it is written, its source.

Reading goes on after a problem: a value that cannot be used raises `BrokenError` after its problem
was noted, and whoever reads a list, a mapping or a table goes on with the next item.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from procsim.errors import Problem
from procsim.files.addresses import address
from procsim.files.shelf import Shelf
from procsim.model.model import Input

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from procsim.errors import Path
    from procsim.files.source import Source
    from procsim.files.yaml_text import Value
    from procsim.model.facts import Fact
    from procsim.model.model import Grade

#: Keys that say where values come from; every table and mapping of values may hold them.
PROVENANCE: Final = ("source", "evidence")
#: Keys of mappings that are one amount: `{formula: …}`, `{when: {…}}`, `{is: …, times: …}`.
AMOUNT_FORMS: Final = frozenset({"formula", "when", "times"})
GRADES: Final[tuple[Grade, ...]] = ("A", "B", "C", "D")
_MAPPING: Final = "write {key: value, …}, or a key: value on each line below"
_LIST: Final = "write [a, b], or an entry on each line below, behind a dash"
_SILENT: Final = "write a value behind the colon, or take the key out"


class BrokenError(Exception):
    """A value that cannot be used; what is wrong with it has been noted."""


def nearest(name: str, names: Collection[str]) -> str:
    """The hint that names the valid name most like `name`, or all if they are few."""
    close = difflib.get_close_matches(name, sorted(names), n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= 8 else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one source: what was found wrong so far, and the inputs met. Its facts, its
    problems, its inputs and its shelf are all that changes while a model is read."""

    source: Source
    names: Mapping[str, tuple[str, ...]]
    """Table (offices, roles, …) → the ids it defines."""
    rates: Mapping[str, float] = field(default_factory=dict)
    """Currency → its worth in the reporting currency, as far as the files say it."""
    facts: dict[str, dict[str, Fact]] = field(default_factory=dict)
    """Process → its facts, in the order in which they are drawn; read before all else."""
    working_days: Mapping[str, int] = field(default_factory=dict)
    """Calendar → the mean length of its working days (µs), as far as it can be read."""
    problems: list[Problem] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    shelf: Shelf = field(default_factory=Shelf)
    """The processes of this model and of others that share them."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the tree on its way into the model.

    `path` is its address; `at` is where it is written, which differs for `{is: value, …}`.
    `source` and `evidence` are its own or those of the mapping that holds it.
    """

    reading: Reading
    path: Path
    at: Path
    value: Value
    source: str = ""
    evidence: Grade = "D"
    is_key: bool = False
    working_day: int = 0
    """What `wd` means here (µs); 0 where it means nothing."""

    def refuse(
        self, code: str, message: str, hint: str = "", *, at_key: bool = False
    ) -> BrokenError:
        """Note a problem here; to be raised, unless reading can go on."""
        problem = Problem(code, message, self.at, hint, at_key=at_key or self.is_key)
        self.reading.problems.append(problem)
        return BrokenError(message)

    def inner(self, key: str | int, value: Value) -> Node:
        """What the mapping or list holds under `key`, freed of `{is: …}`."""
        path = (*self.path, key)
        node = Node(
            *(self.reading, path, (*self.at, key), value, self.source, self.evidence),
            working_day=self.working_day,
        )
        if not isinstance(value, dict):
            return node
        if "source" in value or "evidence" in value:
            node = _with_provenance(node, value)
        if "is" not in value or "times" in value:
            return node
        for extra in value.keys() - {"is", "note", *PROVENANCE}:
            node.inner(extra, None).refuse(
                "P100", f"unknown key '{extra}' beside 'is'", at_key=True
            )
        return replace(node, at=(*node.at, "is"), value=value["is"])

    def items(self) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping, without those that say where values come from."""
        if not isinstance(self.value, dict):
            raise self.refuse(
                "P103", f"a mapping is needed, not {_described(self.value)}", _MAPPING
            )
        for key, value in self.value.items():
            if key not in PROVENANCE:
                yield key, self.inner(key, value)

    def values(self) -> Iterator[Node]:
        """The values of a mapping, without those that say where values come from."""
        return (inner for _, inner in self.items())

    def entries(self) -> Iterator[Node]:
        """The entries of a list."""
        if not isinstance(self.value, list):
            raise self.refuse("P103", f"a list is needed, not {_described(self.value)}", _LIST)
        for index, value in enumerate(self.value):
            yield self.inner(index, value)

    def text(self) -> str:
        """A scalar as text."""
        if isinstance(self.value, (dict, list)) or self.value is None or self.value == "":
            hint = _SILENT if self.value in (None, "") else "write one value here"
            raise self.refuse("P103", f"a value is needed, not {_described(self.value)}", hint)
        return written(self.value)

    def note_input(self) -> None:
        """List the value among the inputs of the model."""
        path = address(self.reading.source.tree, self.path)
        place = self.reading.source.places.get(self.at)
        self.reading.inputs.append(
            Input(path, written(self.value), self.source, self.evidence, place)
        )


def _with_provenance(node: Node, value: Mapping[str, Value]) -> Node:
    source, evidence = value.get("source", node.source), value.get("evidence", node.evidence)
    if not isinstance(source, str):
        Node(node.reading, node.path, (*node.at, "source"), source).refuse(
            "P103", f"a source is a text, not {_described(source)}", "quote it"
        )
        source = ""
    if evidence not in GRADES:
        Node(node.reading, node.path, (*node.at, "evidence"), evidence).refuse(
            "P111", f"unknown evidence '{written(evidence)}'", f"known: {', '.join(GRADES)}"
        )
        evidence = "D"
    grade = next(grade for grade in GRADES if grade == evidence)
    return replace(node, source=source, evidence=grade)


def written(value: Value) -> str:
    """A value as one would write it on one line."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case dict():
            return "{" + ", ".join(f"{key}: {written(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case _:
            return str(value)


def _described(value: Value) -> str:
    match value:
        case None | "":
            return "nothing"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case _:
            return f"'{written(value)}'"
