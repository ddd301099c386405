"""Verbs on the work of steps that stay: move, time, demand.

`for:` names the origins affected; without it a change holds for the cases of all offices.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from procsim.files.edits import Put, Refusal, Tree, TreeEdit
from procsim.files.fields.table import nearest
from procsim.files.trees import (
    by_origin,
    entries,
    is_by_origin,
    process_named,
    section,
    step_named,
    text,
    value_for,
)
from procsim.files.verbs.arguments import (
    Change,
    as_factor,
    as_number,
    guard_origins,
    offices,
    percent,
    plain,
    positive,
)
from procsim.files.verbs.workers import named, worker_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.errors import Path

PLACES = ("origin", "parent", "centre", "hq")
_FACT: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def move(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{move: [payroll.validate], to: budapest, role: payroll_clerk, for: […]}`: another place.

    Origins that skip a step go on skipping it. A seat of a team, or somebody else who may do a
    step, is named by its role (`recruitment.interview.hr_officer`), who decides by a delegation by
    the level (`award.director`). A step has one role for all origins, so `role`
    cannot be given with `for`.
    """
    to = text(change["to"])
    if to not in PLACES and to not in section(tree, "offices"):
        hint = nearest(to, [*PLACES, *section(tree, "offices")])
        raise Refusal("P502", f"unknown place '{to}'", ("to",), hint)
    origins = offices(tree, change, "for")
    if origins and change.get("role") is not None:
        hint = "a step has one role for all origins: leave `role` away, or `for`"
        raise Refusal("P508", "`role` cannot differ by origin", ("role",), hint)
    for name, at in named(change, "move"):
        worker = worker_named(tree, name, at)
        placed = worker.node.get("at", worker.at)
        guard_origins(tree, change, f"the place of '{text(name)}'", placed, origins)
        if not origins:
            yield Put((*worker.path, "at"), _moved(placed, to), ("to",), otherwise=worker.at)
        for office in origins:
            if text(value_for(tree, placed, office)) != "skip":
                yield Put((*worker.path, "at", office), to, ("to",), otherwise=worker.at)
        if change.get("role") is not None:
            yield Put((*worker.path, "role"), change["role"], ("role",))


def _moved(placed: Any, to: str) -> Any:
    if not is_by_origin(placed) or "skip" not in map(text, by_origin(placed).values()):
        return to
    return {key: "skip" if text(old) == "skip" else to for key, old in by_origin(placed).items()}


def time(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{time: payroll.validate, scale: 0.7}`, or `to:` a distribution: how long the work takes.

    A wait has no work: what it takes is what changes.
    """
    if (change.get("scale") is None) == (change.get("to") is None):
        raise Refusal("P501", "give either `scale` or `to`", ("time",))
    origins = offices(tree, change, "for")
    for name, at in named(change, "time"):
        step = step_named(tree, name, at)
        key = "takes" if "wait" in step.node else "time"
        found = step.node.get(key)
        if found is None:
            raise Refusal("P508", f"'{step.name}' has no `{key}` that could change", at)
        guard_origins(tree, change, f"`{key}` of '{step.name}'", found, origins)
        if change.get("scale") is not None:
            yield from scaled_time(tree, (*step.path, key), found, change, "scale", origins)
        elif not origins:
            yield Put((*step.path, key), change["to"], ("to",))
        for office in origins if change.get("to") is not None else ():
            yield Put((*step.path, key, office), change["to"], ("to",))


def scaled_time(
    tree: Tree, path: Path, found: Any, change: Change, key: str, origins: tuple[str, ...]
) -> Iterator[TreeEdit]:
    """The edits that multiply a duration, or a duration by origin, by the factor under `key`."""
    factor = positive(change, key)
    for office in origins:
        yield Put((*path, office), scaled(value_for(tree, found, office), factor), (key,))
    if not origins and is_by_origin(found):
        value: Any = {origin: scaled(old, factor) for origin, old in by_origin(found).items()}
        yield Put(path, value, (key,))
    elif not origins:
        yield Put(path, scaled(found, factor), (key,))


def scaled(duration: Any, factor: float) -> Any:
    """A duration as written, `factor` times: what is drawn by `scale 0.7 of …` (scales of scales
    are multiplied out), a formula by a product, each part of a conditional one by itself."""
    if isinstance(duration, Mapping) and "formula" in duration:
        return {**duration, "formula": f"{plain(factor)} * ({text(duration['formula'])})"}
    if isinstance(duration, Mapping) and "times" in duration:
        return {**duration, "is": scaled(duration["is"], factor)}
    if isinstance(duration, Mapping) and "when" in duration:
        parts = {key: scaled(held, factor) for key, held in duration["when"].items()}
        return {**duration, "when": parts}
    words = text(duration)
    if _FACT.fullmatch(words):
        return {"formula": f"{plain(factor)} * {words}"}
    match words.split(" ", 3):
        case ["scale", earlier, "of", rest]:
            return f"scale {plain(factor * float(earlier))} of {rest}"
        case _:
            return f"scale {plain(factor)} of {words}"


def demand(tree: Tree, change: Change) -> Iterator[TreeEdit]:
    """`{demand: payroll, scale: 1.1, for: […]}`: more or fewer cases, by every entry."""
    factor = positive(change, "scale")
    origins = offices(tree, change, "for")
    for name, at in named(change, "demand"):
        process = process_named(tree, name, at)
        arrivals = entries(section(tree, "processes", process).get("arrivals"))
        if not arrivals:
            yield from _started(tree, process, factor, origins, at)
        for position, entry in enumerate(arrivals):
            found = entry.get("scale", 1)
            path: Path = ("processes", process, "arrivals", position, "scale")
            for office in origins:
                value = _times(value_for(tree, found, office), factor)
                yield Put((*path, office), value, ("scale",), otherwise=1)
            if not origins:
                yield Put(path, _every(found, factor), ("scale",), otherwise=1)


def _every(found: Any, factor: float) -> Any:
    if is_by_origin(found):
        return {key: _times(old, factor) for key, old in by_origin(found).items()}
    return _times(found, factor)


def _times(found: Any, factor: float) -> int | float:
    held = as_factor(found)
    return plain(factor * (1 if held is None else held))


def _started(
    tree: Tree, process: str, factor: float, origins: tuple[str, ...], at: Path
) -> Iterator[TreeEdit]:
    """More or fewer of the cases that other cases start."""
    if origins:
        hint = "change the demand of the processes that start them"
        raise Refusal("P508", f"'{process}' has no arrivals of its own", ("for",), hint)
    found = False
    for other, body in section(tree, "processes").items():
        for step, node in section(body, "steps").items():
            several = isinstance(node.get("starts"), list)
            for position, started in enumerate(entries(node.get("starts"))):
                if text(started.get("process")) != process:
                    continue
                found = True
                path: Path = ("processes", other, "steps", step, "starts")
                path = (*path, position, "count") if several else (*path, "count")
                count = started.get("count", 1)
                yield Put(path, _counted(count, factor), ("scale",), otherwise=1)
    if not found:
        raise Refusal("P508", f"no cases of '{process}' arrive, and none are started", at)


def _counted(count: Any, factor: float) -> Any:
    """A number of cases, `factor` times on average: 1.1 cases are one, and two in a tenth."""
    number = as_number(count)
    if number is None:
        return scaled(count, factor)
    wanted = number * factor
    low = math.floor(wanted)
    more = round(wanted - low, 9)
    if not more:
        return low
    return f"discrete {low}={percent(1 - more)} {low + 1}={percent(more)}"
