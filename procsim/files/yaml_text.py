"""A YAML file → plain values, and where each of them stands.

The parser's events are turned into values here, not by a YAML constructor: scalars follow the
core schema of YAML 1.2 (`NO`, `on`, `09:00` and `2026-01-01` stay text), every value keeps its
place, and what a model never needs is refused before it can grow: anchors, tags, deep nesting.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias, Union

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from procsim.errors import InputError, Place, Problem
from procsim.files.text_files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path as FilePath

    from ruamel.yaml.events import Event

    from procsim.errors import Path

Value: TypeAlias = Union[dict[str, "Value"], list["Value"], str, int, float, bool, None]  # noqa: UP007
Places: TypeAlias = "dict[Path, Place]"

MAX_DEPTH: Final = 50

_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT: Final = re.compile(
    r"[-+]?(\.[0-9]{1,40}|[0-9]{1,40}(\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?"
)


def plain_scalar(text: str) -> Value:
    """An unquoted scalar by the core schema of YAML 1.2 (without octal, hexadecimal, infinity)."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def read_yaml(path: FilePath) -> tuple[dict[str, Value], Places, Places]:
    """The mapping a file holds, where each value stands, and where each key stands; the caller's
    own, to be changed at will."""
    tree, places, key_places = _parsed(str(path), read_text(path))
    return {key: copied(value) for key, value in tree.items()}, dict(places), dict(key_places)


@lru_cache(maxsize=32)
def _parsed(name: str, text: str) -> tuple[dict[str, Value], Places, Places]:
    """A study reads its files for each scenario, to name its inputs and to keep them."""
    builder = _Builder(name, text.splitlines())
    try:
        tree = builder.document(YAML(typ="safe", pure=True).parse(io.StringIO(text)))
    except MarkedYAMLError as error:
        raise InputError([_syntax_problem(builder, error)]) from error
    except (ReaderError, YAMLError) as error:
        raise InputError([_character_problem(name, error)]) from error
    if builder.problems:
        raise InputError(builder.problems)
    if not isinstance(tree, dict) or not tree:
        message = "the file is empty" if not tree else "the file holds no mapping `key: value`"
        place = Place(name, 1, 1, builder.lines[0] if builder.lines else "")
        raise InputError([Problem("P006", message, place=place)])
    return tree, builder.places, builder.key_places


def copied(value: Value) -> Value:
    """The same value in mappings and lists of its own: `copy.deepcopy`, much faster."""
    match value:
        case dict():
            return {key: copied(inner) for key, inner in value.items()}
        case list():
            return [copied(inner) for inner in value]
        case _:
            return value


def _syntax_problem(builder: _Builder, error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    words = " ".join(str(error.problem or error.context).split())
    place = builder.place(mark.line, mark.column) if mark else Place(builder.file, 1, 1)
    hints = {
        "\\t": "indent with spaces, not tabs",
        "mapping values are not allowed": "quote a text that contains ': '",
        "expected ',' or": "a bracket is not closed, or a text with brackets is not quoted",
    }
    hint = next((hint for start, hint in hints.items() if start in words), "")
    return Problem("P005", f"not valid YAML: {words}", hint=hint, place=place)


def _character_problem(name: str, error: YAMLError) -> Problem:
    character = getattr(error, "character", None)
    what = f"the character U+{character:04X}" if isinstance(character, int) else "a character"
    return Problem("P004", f"not a text file: {what} is not allowed", place=Place(name, 1, 1))


class _RefusedError(Exception):
    """The file is not read on: what it holds could grow without bound."""


@dataclass
class _Builder:
    """Turns the events of one file into values; mutable because reading goes on after a problem."""

    file: str
    lines: list[str]
    places: Places = field(default_factory=dict)
    key_places: Places = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, line: int, column: int) -> Place:
        """A place from the parser's counts, which start at 0."""
        text = self.lines[line] if line < len(self.lines) else ""
        return Place(self.file, line + 1, column + 1, text)

    def document(self, events: Iterable[Event]) -> Value:
        """The one document of a file."""
        tree: Value = None
        documents = 0
        stream = iter(events)
        try:
            for event in stream:
                if isinstance(event, DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._refuse(event, "P010", "a second document begins; a file holds one")
                    tree = self._value(next(stream), stream, ())
        except _RefusedError:
            return None
        return tree

    def _refuse(self, event: Event, code: str, message: str, hint: str = "") -> NoReturn:
        self._note(event, code, message, hint)
        raise _RefusedError

    def _note(self, event: Event, code: str, message: str, hint: str = "") -> None:
        place = self.place(event.start_mark.line, event.start_mark.column)
        self.problems.append(Problem(code, message, hint=hint, place=place))

    def _value(self, event: Event, events: Iterator[Event], path: Path) -> Value:
        self._refuse_growth(event, path)
        mark = event.start_mark
        self.places[path] = self.place(mark.line, mark.column)
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path)
        assert isinstance(event, ScalarEvent)
        return plain_scalar(event.value) if event.style is None else event.value

    def _refuse_growth(self, event: Event, path: Path) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._refuse(
                event, "P008", "anchors and aliases (& and *) are not used here", "write it out"
            )
        tag = getattr(event, "tag", None)
        if tag:
            shown = str(tag).replace("tag:yaml.org,2002:", "!!")
            self._refuse(event, "P008", f"tags are not used here: {shown}", "remove the tag")
        if len(path) > MAX_DEPTH:
            self._refuse(event, "P009", f"nested deeper than {MAX_DEPTH} levels")

    def _sequence(self, events: Iterator[Event], path: Path) -> list[Value]:
        values: list[Value] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            values.append(self._value(event, events, (*path, len(values))))
        return values

    def _mapping(self, events: Iterator[Event], path: Path) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            self._refuse_growth(event, path)
            if not isinstance(event, ScalarEvent):
                self._refuse(event, "P005", "not valid YAML: a key is a list or a mapping")
            key = event.value
            if key in values:
                first = self.key_places[*path, key]
                self._note(
                    event, "P007", f"the key '{key}' stands twice", f"first on line {first.line}"
                )
                kept = (self.places, self.key_places)
                self.places, self.key_places = {}, {}
                self._value(next(events), events, (*path, key))
                self.places, self.key_places = kept
                continue
            mark = event.start_mark
            self.key_places[*path, key] = self.place(mark.line, mark.column)
            values[key] = self._value(next(events), events, (*path, key))
            if values[key] is None and self.places[*path, key].line > mark.line:
                # Nothing is there: the parser tells where it found the next thing.
                self.places[*path, key] = self.key_places[*path, key]
        return values
