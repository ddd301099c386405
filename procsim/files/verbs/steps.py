"""Verbs that make and unmake steps: automate, remove, add, replace; the flows follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from procsim.files.edits import Add, Drop, Put, Redirect, Refusal, Tree, TreeEdit
from procsim.files.fields import nearest
from procsim.files.trees import StepRef, flows_out, section, step_named, text
from procsim.files.verbs.arguments import Change, offices, percent, share
from procsim.files.verbs.work import named, scaled_time

if TYPE_CHECKING:
    from procsim.errors import Path

_AUTOMATIC: Final = {
    "en": " (automatic)",
    "fr": " (automatique)",
    "es": " (automático)",
    "zh": "(自动)",
}
_DONE: Final = {"en": ": done", "fr": " : fait", "es": ": hecho", "zh": ":完成"}
_IS_AUTOMATIC: Final = {
    "en": ": automatic?",
    "fr": " : automatique ?",
    "es": ": ¿automático?",
    "zh": ":自动?",
}


def automate(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{automate: payroll.enter, share: 70%, takes: 30 s, uses: erp, residual: scale 1.4}`.

    Before the step a decision `<step>_automated` sends the share to a task without a role,
    `<step>_by_system`; the rest still goes to the step, whose time becomes `residual` (a factor
    `scale 1.4`, or a distribution). With `for:` only cases of these origins are sent to the system.
    The system's task stands where the step stands, so origins that skip the one skip the other.
    Where the step leads into a parallel gateway, both ways first meet in a merge, `<step>_done`:
    the gateway still waits for one of them only.
    A share of 100 % for all origins puts the system's task in the place of the step, under its id.
    """
    fraction = share(change, "share")
    origins = offices(tree, change, "for")
    step = _task(tree, change["automate"], ("automate",))
    _refuse_protected(step, ("automate",))
    system = {
        "task": _with_suffix(step, _AUTOMATIC),
        **{key: step.node[key] for key in ("at",) if key in step.node},
        "time": change["takes"],
        **({"uses": change["uses"]} if change.get("uses") is not None else {}),
        **{key: step.node[key] for key in ("next",) if key in step.node},
    }
    if fraction == 1 and not origins:
        yield Put(step.path, system, ())
        return
    yield from _two_ways(step, {**system, **_meeting(tree, step)}, fraction, origins)
    yield from _merge(tree, step)
    yield from _residual(tree, step, change, origins)


def _meeting(tree: Tree, step: StepRef) -> dict[str, str]:
    """The `next` of both ways if they must meet before they go on, else nothing."""
    following = text(step.node.get("next"))
    steps = section(tree, "processes", step.process, "steps")
    leads_to_gateway = "all" in steps.get(following, {})
    return {"next": f"{step.id}_done"} if leads_to_gateway else {}


def _merge(tree: Tree, step: StepRef) -> Iterator[TreeEdit]:
    for merge in _meeting(tree, step).values():
        path: Path = (*step.path[:-1], merge)
        value = {"decision": _with_suffix(step, _DONE), "next": step.node["next"]}
        yield Add(path, value, ("automate",), behind=step.id)
        yield Put((*step.path, "next"), merge, ("automate",))


def _two_ways(
    step: StepRef, system: Mapping[str, Any], fraction: float, origins: tuple[str, ...]
) -> Iterator[TreeEdit]:
    choice, automatic = f"{step.id}_automated", f"{step.id}_by_system"
    taken: Any = percent(fraction)
    kept: Any = percent(1 - fraction)
    if origins:
        taken = {"else": "0%", **dict.fromkeys(origins, taken)}
        kept = {"else": "100%", **dict.fromkeys(origins, kept)}
    ways = [
        {"to": automatic, "share": taken, "id": "automated"},
        {"to": step.id, "share": kept, "id": "manual"},
    ]
    decision = {"decision": _with_suffix(step, _IS_AUTOMATIC), "next": ways}
    steps: Path = step.path[:-1]
    yield Add((*steps, choice), decision, ("share",), behind=step.id)
    yield Add((*steps, automatic), dict(system), ("takes",), behind=choice)
    yield Redirect(step.process, step.id, choice, spared=choice, at=("automate",))


def _with_suffix(step: StepRef, suffixes: Mapping[str, str]) -> Any:
    """The step's title in each language it has, with a word behind it."""
    title = step.node.get("task")
    if not isinstance(title, Mapping):
        return f"{title or step.id}{suffixes['en']}"
    return {
        language: f"{words}{suffixes.get(language, suffixes['en'])}"
        for language, words in title.items()
    }


def _residual(
    tree: Tree, step: StepRef, change: Change, origins: tuple[str, ...]
) -> Iterator[TreeEdit]:
    words = text(change.get("residual")).split()
    path: Path = (*step.path, "time")
    match words:
        case []:
            return
        case ["scale", factor]:
            factored = {"residual": factor}
            yield from scaled_time(tree, path, step.node.get("time"), factored, "residual", origins)
        case _ if origins:
            for office in origins:
                yield Put((*path, office), change["residual"], ("residual",))
        case _:
            yield Put(path, change["residual"], ("residual",))


def remove(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{remove: payroll.review}`: what led to the step leads to what followed it.

    A decision says with `to:` which way is kept (a flow's id, or where it leads). With `for:` the
    step stays, and these origins skip it.
    """
    origins = offices(tree, change, "for")
    for name, at in named(change, "remove"):
        step = step_named(tree, name, at)
        _refuse_protected(step, at)
        if origins:
            if "task" not in step.node and "wait" not in step.node:
                raise Refusal(
                    "P508", f"'{step.name}' is not a task or a wait: no origin can skip it", at
                )
            for office in origins:
                yield Put((*step.path, "at", office), "skip", ("for",), otherwise="origin")
        else:
            yield Redirect(step.process, step.id, _successor(step, change, at), at=at)
            yield Drop(step.path, at)


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
        for path, leads_to, flow in flows_out(source.node)
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
    _refuse_protected(step, ("replace",))
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


def _task(tree: Tree, name: Any, at: Path) -> StepRef:
    step = step_named(tree, name, at)
    if "task" not in step.node or step.node.get("role") is None:
        raise Refusal("P508", f"'{step.name}' is not a task that people do", at)
    return step


def _refuse_protected(step: StepRef, at: Path) -> None:
    if step.node.get("protected") is True:
        hint = "the model marks it `protected: true`: a control that no reform takes away"
        raise Refusal("P506", f"'{step.name}' is protected", at, hint)
