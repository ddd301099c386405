"""What the study takes for granted, counted by how well it is known, and its identity."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from procsim.report.exhibits import Table

if TYPE_CHECKING:
    from procsim.model.model import Input
    from procsim.report.facts import Facts

_GRADES: Final = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class Group:
    """Inputs of one part of the model."""

    title: str
    table: Table


def evidence(facts: Facts) -> Table:
    """How many inputs stand on which evidence, and how many of them name a source."""
    words = facts.words
    inputs = [each for _, each in facts.study.inputs]
    all_of = Counter(each.evidence for each in inputs)
    with_source = Counter(each.evidence for each in inputs if each.source)
    rows = [
        (words(f"evidence.{grade}"), str(all_of[grade]), str(with_source[grade]))
        for grade in _GRADES
    ]
    rows.append((words("total"), str(len(inputs)), str(sum(with_source.values()))))
    head = (words("evidence"), words("inputs"), words("with source"))
    return Table(words("evidence.caption"), head, tuple(rows))


def inputs(facts: Facts) -> tuple[Group, ...]:
    """Every input, by part of the model; neighbours that differ in their place only share a row."""
    ordered = sorted((each for _, each in facts.study.inputs), key=_part)
    return tuple(
        _group(facts, part, list(members)) for part, members in groupby(ordered, key=_part)
    )


def _part(each: Input) -> str:
    """The process, or the part of the model file."""
    first, *rest = each.path.split(".")
    return rest[0] if first == "processes" and rest else first


def _group(facts: Facts, part: str, members: list[Input]) -> Group:
    words = facts.words
    head = ("path", "value", "evidence", "source", "place")
    rows = tuple(
        (
            each.path,
            each.value,
            each.evidence,
            each.source or words("no source"),
            "" if each.place is None else f"{each.place.file}:{each.place.line}",
        )
        for each in members
    )
    name = words.name(f"inputs.{part}", facts.process(part))
    title = words("inputs.group", part=name, n=len(members))
    table = Table(title, tuple(words(key) for key in head), rows, words=frozenset(range(5)))
    return Group(title, table)


def identity(facts: Facts) -> Table:
    """What the study is made of, so that it can be made again."""
    words, stamp = facts.words, facts.study.identity
    rows = [
        (words("identity.run"), stamp.hash),
        (words("identity.version"), stamp.version),
        (words("identity.created"), stamp.created),
        (words("identity.seed"), str(stamp.seed)),
        (words("identity.replications"), str(stamp.replications)),
        (words("identity.bridge"), str(stamp.bridge_replications)),
        (words("identity.draws"), stamp.draws),
        *((name, digest) for name, digest in stamp.files),
    ]
    head = (words("what"), words("value"))
    return Table(words("identity.caption"), head, tuple(rows), words=frozenset({0, 1}))
