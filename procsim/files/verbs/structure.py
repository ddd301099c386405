"""Verbs on the order of steps: parallel, merge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from procsim.files.edits import Add, Drop, Put, Redirect, Refusal, Tree, TreeEdit
from procsim.files.trees import StepRef, flows_out, section, step_named, text, ways_out
from procsim.files.verbs.steps import refuse_protected
from procsim.files.verbs.workers import named

if TYPE_CHECKING:
    from procsim.errors import Path
    from procsim.files.verbs.arguments import Change

_SPLIT: Final = {"en": "All at once", "fr": "En parallèle", "es": "En paralelo", "zh": "并行"}
_JOIN: Final = {"en": "All done", "fr": "Tous faits", "es": "Todo hecho", "zh": "全部完成"}


def _in_a_row(tree: Tree, change: Change, verb: str) -> list[StepRef]:
    """The steps that a change names, in the order in which they follow each other; nothing else
    may lead between them."""
    steps = [step_named(tree, name, at) for name, at in named(change, verb)]
    if len(steps) < 2:
        hint = f"{verb}: [payroll.validate, payroll.enter]"
        raise Refusal("P501", f"`{verb}` names two steps or more", (verb,), hint)
    for step in steps:
        if "task" not in step.node and "wait" not in step.node:
            raise Refusal("P508", f"'{step.name}' is not a task or a wait", (verb,))
        if step.process != steps[0].process:
            message = f"'{steps[0].name}' and '{step.name}' are steps of different processes"
            raise Refusal("P508", message, (verb,))
    ids = {step.id for step in steps}
    following = {step.id: _only_way(step, verb) for step in steps}
    first = [step for step in steps if step.id not in following.values()]
    row = first[:1]
    while row and following[row[-1].id] in ids and len(row) < len(steps):
        row.append(next(step for step in steps if step.id == following[row[-1].id]))
    if len(row) != len(steps):
        message = f"{', '.join(repr(step.name) for step in steps)} do not follow each other"
        raise Refusal("P508", message, (verb,), "name steps that lead from one to the next")
    for before, step in pairwise(row):
        _refuse_other_ways(tree, before, step, verb)
    return row


def _only_way(step: StepRef, verb: str) -> str:
    ways = [target for _, target, _ in flows_out(step.node)]
    if len(ways) != 1:
        raise Refusal("P508", f"'{step.name}' leads to several steps", (verb,))
    return ways[0]


def _refuse_other_ways(tree: Tree, before: StepRef, step: StepRef, verb: str) -> None:
    for id_, node in section(tree, "processes", step.process, "steps").items():
        if id_ != before.id and step.id in [target for _, target, _ in ways_out(node)]:
            message = f"'{step.process}.{id_}' leads to '{step.name}' too"
            raise Refusal("P508", message, (verb,), "let it lead to the first of them, with `set`")


def parallel(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{parallel: [mobility.visa, mobility.medical]}`: steps in a row are done at once.

    A gateway `<first>_split` before the first leads to all of them, and `<last>_join` waits for
    all before what followed the last. Where several ways lead to the first, they meet in a merge,
    `<first>_merge`: the split waits for none of them.
    """
    row = _in_a_row(tree, change, "parallel")
    split, join = f"{row[0].id}_split", f"{row[-1].id}_join"
    steps: Path = row[0].path[:-1]
    at: Path = ("parallel",)
    ways = {"all": dict(_SPLIT), "next": [step.id for step in row]}
    ids = list(section(tree, *map(str, steps)))
    before = ids.index(row[0].id) - 1
    yield Add((*steps, split), ways, at, behind=ids[before] if before >= 0 else None)
    meeting = {"all": dict(_JOIN), "next": row[-1].node["next"]}
    yield Add((*steps, join), meeting, at, behind=row[-1].id)
    entry = split
    if _ways_into(tree, row[0]) > 1:
        entry = f"{row[0].id}_merge"
        meet = {"decision": dict(_SPLIT), "next": split}
        yield Add((*steps, entry), meet, at, behind=ids[before] if before >= 0 else None)
    yield Redirect(row[0].process, row[0].id, entry, spared=split, at=at)
    for step in row:
        yield Put((*step.path, "next"), join, at)


def _ways_into(tree: Tree, step: StepRef) -> int:
    steps = section(tree, "processes", step.process, "steps").values()
    return sum(target == step.id for node in steps for _, target, _ in ways_out(node))


def merge(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{merge: [payroll.validate, payroll.enter], into: {id: process, task: …, role: …, time: …}}`:
    steps in a row become one, with the luck of the one that is named first."""
    row = _in_a_row(tree, change, "merge")
    given = change["into"]
    if not isinstance(given, Mapping) or not text(given.get("id")):
        hint = "into: {id: check, task: Check and enter, role: clerk, time: 20 min}"
        raise Refusal("P501", "`into` is a step with an `id`", ("into",), hint)
    for step in row:
        refuse_protected(step, ("merge",))
    names = [text(name).rpartition(".")[2] for name, _ in named(change, "merge")]
    node = {key: value for key, value in given.items() if key != "id"}
    node.setdefault("luck_of", names[0])
    node.setdefault("next", row[-1].node["next"])
    new = text(given["id"])
    yield Add((*row[0].path[:-1], new), node, ("into",), behind=row[-1].id)
    yield Redirect(row[0].process, row[0].id, new, at=("merge",))
    for step in row:
        yield Drop(step.path, ("merge",))
