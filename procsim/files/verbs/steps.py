"""Verbs that make and unmake steps: remove, add, replace; the flows follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from procsim.files.edits import Add, Drop, Put, Redirect, Refusal, Tree, TreeEdit
from procsim.files.fields.table import nearest
from procsim.files.trees import StepRef, flows_out, section, step_named, text, ways_out
from procsim.files.verbs.arguments import Change, offices
from procsim.files.verbs.workers import named

if TYPE_CHECKING:
    from procsim.errors import Path


def remove(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{remove: payroll.review}`: what led to the step leads to what followed it.

    A decision says with `to:` which way is kept (a flow's id, or where it leads). With `for:` the
    step stays, and these origins skip it.
    """
    origins = offices(tree, change, "for")
    for name, at in named(change, "remove"):
        step = step_named(tree, name, at)
        refuse_protected(step, at)
        if origins:
            if not {"task", "wait", "call"} & step.node.keys():
                raise Refusal(
                    "P508", f"'{step.name}' is not a task or a wait: no origin can skip it", at
                )
            for office in origins:
                yield Put((*step.path, "at", office), "skip", ("for",), otherwise="origin")
        else:
            _refuse_in_race(tree, step, at)
            kept = _successor(step, change, at)
            yield Redirect(step.process, step.id, kept, at=at)
            yield Drop(step.path, at)
            if "first" in step.node:
                waits = [target for _, target, _ in flows_out(step.node)]
                for other in dict.fromkeys(waits):
                    if other != kept:
                        yield Drop((*step.path[:-1], other), at)


def _refuse_in_race(tree: Tree, step: StepRef, at: Path) -> None:
    """Refuse to take a wait out of a race: what follows it would race in its place."""
    for id_, node in section(tree, "processes", step.process, "steps").items():
        if "first" in node and step.id in [target for _, target, _ in flows_out(node)]:
            hint = (
                f"remove the race, and say which wait stays: `remove: {step.process}.{id_}, to: …`"
            )
            raise Refusal("P508", f"'{step.name}' is in the race '{id_}'", at, hint)


def _successor(step: StepRef, change: Change, at: Path) -> str:
    """Where a case goes that would have come to the removed step."""
    ways = {text(flow.get("id")) or target: target for _, target, flow in flows_out(step.node)}
    targets = list(dict.fromkeys(target for _, target, _ in flows_out(step.node)))
    if "event" in step.node or not targets:
        raise Refusal("P508", f"'{step.name}' begins or ends the process and cannot be removed", at)
    wanted = text(change.get("to"))
    if wanted:
        if wanted not in ways and wanted not in targets:
            hint = nearest(wanted, [*ways, *targets])
            raise Refusal("P502", f"'{step.name}' does not lead to '{wanted}'", ("to",), hint)
        return ways.get(wanted, wanted)
    if len(targets) > 1:
        hint = f"say which way is kept: `to: {next(iter(ways))}`"
        raise Refusal("P508", f"'{step.name}' leads to several steps", at, hint)
    return targets[0]


def add(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{add: {id: check, task: …}, between: [payroll.a, payroll.b]}`: a step on a flow.

    A flow of a decision may be named by its id instead: `between: [payroll.complete.incomplete,
    payroll.submit]`. A decision that is added gives its own `next`, which leads to b; everything
    else goes on to b.
    """
    node, id_ = _new_step(change, "add")
    ends = change["between"]
    if not isinstance(ends, list) or len(ends) != 2:
        raise Refusal(
            "P501", "`between` names two steps", ("between",), "between: [payroll.a, payroll.b]"
        )
    target = step_named(tree, ends[1], ("between", 1))
    source, flow = _flow(tree, text(ends[0]), target)
    if "next" not in node:
        node["next"] = target.id
    elif target.id not in [leads_to for _, leads_to, _ in flows_out(node)]:
        raise Refusal(
            "P508", f"the new step '{id_}' does not lead to '{target.name}'", ("add", "next")
        )
    yield Add((*source.path[:-1], id_), node, ("add",), behind=source.id)
    yield Put((*source.path, *flow), id_, ("add", "id"))


def _new_step(change: Change, key: str) -> tuple[dict[str, Any], str]:
    node = change[key]
    if not isinstance(node, Mapping) or not text(node.get("id")):
        raise Refusal(
            "P501", f"`{key}` is a step with an `id`", (key,), f"{key}: {{id: check, task: Check}}"
        )
    rest = {name: value for name, value in node.items() if name != "id"}
    if change.get("luck_of") is not None:
        rest["luck_of"] = change["luck_of"]
    return rest, text(node["id"])


def _flow(tree: Tree, name: str, target: StepRef) -> tuple[StepRef, Path]:
    """The step that a flow leaves, and the path of the flow's target inside it."""
    way = ""
    if name.count(".") == 2:
        name, _, way = name.rpartition(".")
    source = step_named(tree, name, ("between", 0))
    if source.process != target.process:
        message = f"'{source.name}' and '{target.name}' are steps of different processes"
        raise Refusal("P508", message, ("between",))
    found = [
        path
        for path, leads_to, flow in ways_out(source.node)
        if leads_to == target.id and (not way or text(flow.get("id")) == way)
    ]
    if not found:
        leads = ", ".join(leads_to for _, leads_to, _ in flows_out(source.node))
        message = f"no flow leads from '{source.name}' to '{target.name}'"
        raise Refusal("P502", message, ("between",), f"it leads to {leads}" if leads else "")
    if len(found) > 1:
        message = f"several flows lead from '{source.name}' to '{target.name}'"
        hint = "name the flow by its id, as in payroll.complete.incomplete"
        raise Refusal("P508", message, ("between", 0), hint)
    return source, found[0]


def replace(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{replace: payroll.validate, with: {id: check, task: …}}`: another step in its place.

    Its flows are kept unless the new step gives its own `next`. Under a new id it inherits the luck
    of the old step, or that of `luck_of:`; without an `id` it keeps the old one.
    """
    step = step_named(tree, change["replace"], ("replace",))
    refuse_protected(step, ("replace",))
    if "event" in step.node:
        raise Refusal("P508", f"'{step.name}' begins or ends the process", ("replace",))
    given = change["with"]
    if not isinstance(given, Mapping):
        raise Refusal("P501", "`with` is a step", ("with",), "with: {id: check, task: Check}")
    node = {key: value for key, value in given.items() if key != "id"}
    node.setdefault("next", step.node.get("next"))
    id_ = text(given.get("id")) or step.id
    if change.get("luck_of") is not None:
        node["luck_of"] = change["luck_of"]
    if id_ == step.id:
        yield Put(step.path, node, ("with",))
        return
    node.setdefault("luck_of", step.id)
    yield Add((*step.path[:-1], id_), node, ("with",), behind=step.id)
    yield Redirect(step.process, step.id, id_, at=("replace",))
    yield Drop(step.path, ("replace",))


def refuse_protected(step: StepRef, at: Path) -> None:
    """Refuse to take away a control that the model protects."""
    if step.node.get("protected") is True:
        hint = "the model marks it `protected: true`: a control that no reform takes away"
        raise Refusal("P506", f"'{step.name}' is protected", at, hint)
