"""The verb `automate`: a system does some of the cases, or all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from procsim.files.edits import Add, Put, Redirect, Refusal, Tree, TreeEdit
from procsim.files.trees import StepRef, section, step_named, text
from procsim.files.verbs.arguments import Change, offices, percent, share
from procsim.files.verbs.steps import refuse_protected
from procsim.files.verbs.work import scaled_time

if TYPE_CHECKING:
    from procsim.errors import Path

_AUTOMATIC: Final = {
    "en": " (automatic)",
    "fr": " (automatique)",
    "es": " (automático)",
    "zh": "(自动)",
}
_BY_SYSTEM: Final = {"en": "automatic", "fr": "automatique", "es": "automático", "zh": "自动"}
_BY_HAND: Final = {"en": "by hand", "fr": "à la main", "es": "a mano", "zh": "人工"}
_DONE: Final = {"en": ": done", "fr": " : fait", "es": ": hecho", "zh": ":完成"}
_IS_AUTOMATIC: Final = {
    "en": ": automatic?",
    "fr": " : automatique ?",
    "es": ": ¿automático?",
    "zh": ":自动?",
}


#: What a step brings about when it is done, whoever does it.
_WHEN_DONE: Final = ("sets", "sends", "starts", "next")


def automate(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{automate: payroll.enter, share: 70%, takes: 30 s, uses: erp, residual: scale 1.4}`.

    Before the step a decision `<step>_automated` sends the share to a task without a role,
    `<step>_by_system`; the rest still goes to the step, whose time becomes `residual` (a factor
    `scale 1.4`, or a distribution). With `for:` only cases of these origins are sent to the system.
    The system's task stands where the step stands, so origins that skip the one skip the other.
    Where the step leads into a parallel gateway, both ways first meet in a merge, `<step>_done`:
    the gateway still waits for one of them only.
    With `when: amount < 5000 USD` in place of `share` the system does the cases for which it holds.
    What the step does when it is done (`sets`, `sends`, `starts`) the system does too.
    A share of 100 % for all origins puts the system's task in the place of the step, under its id.
    """
    if (change.get("share") is None) == (change.get("when") is None):
        raise Refusal("P501", "give either `share` or `when`", ("automate",))
    fraction = None if change.get("share") is None else share(change, "share")
    origins = offices(tree, change, "for")
    step = _task(tree, change["automate"], ("automate",))
    refuse_protected(step, ("automate",))
    system = {
        "task": _with_suffix(step, _AUTOMATIC),
        **{key: step.node[key] for key in ("at",) if key in step.node},
        "time": change["takes"],
        **({"uses": change["uses"]} if change.get("uses") is not None else {}),
        **{key: step.node[key] for key in _WHEN_DONE if key in step.node},
    }
    if fraction == 1 and not origins:
        yield Put(step.path, system, ())
        return
    ways = _by_rule(change, origins) if fraction is None else _by_share(fraction, origins)
    yield from _two_ways(step, {**system, **_meeting(tree, step)}, ways)
    yield from _merge(tree, step)
    yield from _residual(tree, step, change, origins)


def _meeting(tree: Tree, step: StepRef) -> dict[str, str]:
    """The `next` of both ways if they must meet before they go on, else nothing."""
    following = text(step.node.get("next"))
    steps = section(tree, "processes", step.process, "steps")
    leads_to_gateway = bool({"all", "any"} & steps.get(following, {}).keys())
    return {"next": f"{step.id}_done"} if leads_to_gateway else {}


def _merge(tree: Tree, step: StepRef) -> Iterator[TreeEdit]:
    for merge in _meeting(tree, step).values():
        path: Path = (*step.path[:-1], merge)
        value = {"decision": _with_suffix(step, _DONE), "next": step.node["next"]}
        yield Add(path, value, ("automate",), behind=step.id)
        yield Put((*step.path, "next"), merge, ("automate",))


def _by_share(fraction: float, origins: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    """What tells the system's cases from the others: chance."""
    taken: Any = percent(fraction)
    kept: Any = percent(1 - fraction)
    if origins:
        taken = {"else": "0%", **dict.fromkeys(origins, taken)}
        kept = {"else": "100%", **dict.fromkeys(origins, kept)}
    return {"share": taken}, {"share": kept}


def _by_rule(change: Change, origins: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    """What tells the system's cases from the others: their facts."""
    condition = text(change["when"])
    if origins:
        among = ", ".join(f"'{office}'" for office in origins)
        condition = f"({condition}) and origin in ({among})"
    return {"when": condition}, {"default": True}


def _two_ways(
    step: StepRef, system: Mapping[str, Any], ways: tuple[dict[str, Any], ...]
) -> Iterator[TreeEdit]:
    choice, automatic = f"{step.id}_automated", f"{step.id}_by_system"
    taken, kept = ways
    at: Path = ("share",) if "share" in taken else ("when",)
    following = [
        {"to": automatic, **taken, "id": "automated", "title": dict(_BY_SYSTEM)},
        {"to": step.id, **kept, "id": "manual", "title": dict(_BY_HAND)},
    ]
    decision = {"decision": _with_suffix(step, _IS_AUTOMATIC), "next": following}
    steps: Path = step.path[:-1]
    yield Add((*steps, choice), decision, at, behind=step.id)
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


def _task(tree: Tree, name: Any, at: Path) -> StepRef:
    step = step_named(tree, name, at)
    people = {"role", "team", "performer"} & step.node.keys()
    if "task" not in step.node or not people:
        raise Refusal("P508", f"'{step.name}' is not a task that people do", at)
    return step
