"""One scenario file as written: changes, alternatives, investments, and what it builds on."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from procsim.errors import InputError, Path, Place, Problem
from procsim.files.changes import Written
from procsim.files.fields import scenario as fields
from procsim.files.fields.table import LATER, BrokenError, Node, Reading, Row, nearest, read_table
from procsim.files.source import Source, place_of
from procsim.files.text_files import read_text
from procsim.files.trees import entries, text
from procsim.files.verbs import VERBS
from procsim.files.yaml_text import read_yaml
from procsim.model.text import Title, plain

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from procsim.model.scenario import Investment

#: The key that only a scenario has; seen without parsing what may be a large model.
_BEGINS: Final = re.compile(r"^(\{\s*)?[\"']?scenario[\"']?\s*:", re.MULTILINE)
_MOST_ALTERNATIVES: Final = 1_000
"""Scenarios that one file may make with `vary`."""
_SILENT: Final = frozenset({"why", "part", "note", "from", "luck_of"})


@dataclass(frozen=True, slots=True)
class Lever:
    """A path of `vary` and its alternative values."""

    words: str
    values: tuple[Any, ...]
    source: Source

    def alternative(self, position: int) -> Written:
        """The change that sets the path to one of its values."""

        def place(at: Path) -> Place:
            return _placed(self.source, ("vary", self.words, position, *at[2:]))

        def key_place(_: Path) -> Place:
            return _placed(self.source, ("vary", self.words), at_key=True)

        value = self.values[position]
        summary = f"{self.words} = {text(value)}"
        node = {"set": {self.words: value}}
        why = "one of several alternatives"
        return Written("set", node, why, summary, summary, place, key_place, varies=True)


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """What one file says; `baseline` and `combine` are paths of other files with their places."""

    path: FilePath
    id: str
    title: Title
    owner: str
    baseline: tuple[FilePath, Place] | None
    combine: tuple[tuple[FilePath, Place], ...]
    changes: tuple[Written, ...]
    levers: tuple[Lever, ...]
    investments: tuple[Investment, ...]
    place: Place


def is_scenario(path: FilePath) -> bool:
    """Whether a file holds a scenario rather than a model."""
    return _BEGINS.search(read_text(path)) is not None


def read_scenario_file(path: FilePath) -> ScenarioFile:
    """Read one scenario file; all its problems at once."""
    source = Source(path, *read_yaml(path))
    if "scenario" not in source.tree:
        message = "this is not a scenario: the key 'scenario' is missing"
        hint = "a scenario begins with procsim: 1 and scenario: its_id"
        raise InputError([Problem("P505", message, hint=hint, place=_placed(source, ()))])
    reading = Reading(source, {})
    node = Node(reading, (), (), source.tree)
    row: Row | None = None
    with contextlib.suppress(BrokenError):
        row = read_table(node, fields.SCENARIO_FILE)
    changes = tuple(_changes(node))
    levers = tuple(_levers(node))
    _refuse_many(node, levers)
    if row is not None and (fields.BASELINE in row) == (fields.COMBINE in row):
        node.refuse(
            "P505", "a scenario needs either `baseline` or `combine`", "baseline: model.yaml"
        )
    if row is None or reading.problems:
        raise InputError([_located(problem, source) for problem in reading.problems])
    id_ = row.need(fields.SCENARIO)
    combined: tuple[str, ...] = row.get(fields.COMBINE) or ()
    return ScenarioFile(
        path=path,
        id=id_,
        title=row.get(fields.TITLE_) or plain(id_),
        owner=row.get(fields.OWNER) or "",
        baseline=_named(source, "baseline", row.get(fields.BASELINE)),
        combine=tuple(
            (path.parent / name, _placed(source, ("combine", position)))
            for position, name in enumerate(combined)
        ),
        changes=changes,
        levers=levers,
        investments=row.get(fields.INVESTMENTS) or (),
        place=_placed(source, ()),
    )


def _named(source: Source, key: str, name: str | None) -> tuple[FilePath, Place] | None:
    return None if name is None else (source.root.parent / name, _placed(source, (key,)))


def _placed(source: Source, path: Path, *, at_key: bool = False) -> Place:
    place = place_of(source, path, at_key=at_key)
    assert place is not None
    return place


def _located(problem: Problem, source: Source) -> Problem:
    place = place_of(source, problem.path, at_key=problem.at_key)
    return Problem(problem.code, problem.message, hint=problem.hint, place=place)


def _changes(node: Node) -> Iterator[Written]:
    """The changes of a file; what is wrong with one does not keep the others from being read."""
    assert isinstance(node.value, dict)
    listed = node.inner("changes", node.value.get("changes"))
    if not isinstance(listed.value, list):
        return
    for change in listed.entries():
        try:
            yield _change(change)
        except BrokenError:
            continue


def _change(node: Node) -> Written:
    keys = [key for key, _ in node.items()]
    verb = _verb(node, keys)
    read_table(node, VERBS[verb].table)
    assert isinstance(node.value, dict)
    summary = _summary(verb, node.value)
    part = text(node.value.get("part")) or summary
    source, path = node.reading.source, node.path

    def place(at: Path) -> Place:
        return _placed(source, (*path, *at))

    def key_place(at: Path) -> Place:
        return _placed(source, (*path, *at), at_key=True)

    why = text(node.value["why"])
    return Written(verb, node.value, why, part, summary, place, key_place)


def _verb(node: Node, keys: list[str]) -> str:
    """The one verb among the keys; `share` and `when` are also arguments of `automate`."""
    found = [verb for verb in VERBS if verb in keys]
    if "automate" in found:
        found = [verb for verb in found if verb not in ("share", "when")]
    if len(found) == 1:
        return found[0]
    if found:
        hint = "write a change for each"
        raise node.refuse("P500", f"a change with several verbs: {', '.join(found)}", hint)
    later = next((key for key in keys if key in LATER), None)
    if later is not None:
        raise node.refuse("P112", f"'{later}' is not supported in this version")
    hints = [nearest(key, VERBS) for key in keys if key not in _SILENT]
    hint = next((hint for hint in hints if hint.startswith("did")), "")
    raise node.refuse("P500", "a change without a verb", hint or f"verbs: {', '.join(VERBS)}")


def _summary(verb: str, node: Mapping[str, Any]) -> str:
    """A change in one line of words: what it does, without why."""
    words: list[str] = []
    for field in VERBS[verb].table.fields:
        if field.key in node and field.key not in _SILENT:
            words += [field.key, _in_words(node[field.key])]
    return " ".join(words)


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping) and "id" in value:
        return text(value["id"])
    if isinstance(value, Mapping) and "is" not in value:
        # What is set whole (a role, a batch) is named; its values stand in the difference.
        return ", ".join(
            key if isinstance(held, Mapping) else f"{key} to {_in_words(held)}"
            for key, held in value.items()
        )
    return ", ".join(map(text, entries(value)))


def _levers(node: Node) -> Iterator[Lever]:
    assert isinstance(node.value, dict)
    if not isinstance(node.value.get("vary"), dict):
        return
    for words, values in node.inner("vary", node.value["vary"]).items():
        if isinstance(values.value, list) and values.value:
            yield Lever(words, tuple(values.value), node.reading.source)
        else:
            values.refuse("P512", f"'{words}' has no list of alternatives", "vary: {path: [1, 2]}")


def _refuse_many(node: Node, levers: tuple[Lever, ...]) -> None:
    """Refuse more combinations of alternatives than one study could hold."""
    count = math.prod(len(lever.values) for lever in levers)
    if count > _MOST_ALTERNATIVES:
        hint = f"at most {_MOST_ALTERNATIVES} combinations: vary fewer paths, or fewer values"
        message = f"`vary` makes {count} scenarios"
        node.inner("vary", None).refuse("P210", message, hint, at_key=True)
