"""Rules for ways out: what may decide about a flow, and whether there is always one to take."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from procsim.errors import Problem
from procsim.model.elements import Any, Decision, First, Wait
from procsim.model.rules.saying import some, step_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.model.organisation import Office
    from procsim.model.process import Flow, Process


def problems_of_flows(process: Process) -> list[Problem]:
    """All that is wrong with single flows, and with the ways out of one step."""
    found: list[Problem] = []
    for node in process.nodes:
        flows = process.outgoing(node.id)
        for place, flow in enumerate(flows):
            to = f"the way from {node.id!r} to {flow.target!r}"
            path = step_path(process, node.id, "next", place)
            found += _chosen(isinstance(node, Decision | Any), len(flows) > 1, flow, to, path)
        if isinstance(node, First):
            found += _race(process, node)
    return found


def _chosen(
    is_choice: bool, is_split: bool, flow: Flow, to: str, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    """What tells whether a flow is taken stands where something is chosen, and only there."""
    told = [flow.share, flow.when, flow.chance, flow.level or None]
    is_told = any(one is not None for one in told) or flow.is_default or flow.found
    if is_choice and is_split and not is_told:
        hint = "say how often it is taken: `{to: …, share: 30%}`"
        yield Problem("P110", f"{to} has no share", path, hint)
    if not is_choice and is_told:
        hint = "only a decision chooses; remove `share`"
        yield Problem("P110", f"{to} has a share", path, hint)
    for share in () if flow.share is None else flow.share.values():
        if not 0 <= share <= 1:
            hint = "a share is between 0 % and 100 %"
            yield Problem("P110", f"{to} has a share of {100 * share:g} %", path, hint)


def _race(process: Process, race: First) -> Iterator[Problem]:
    """What can be withdrawn when another is first: waits that the race alone leads to."""
    for place, flow in enumerate(process.outgoing(race.id)):
        path = step_path(process, race.id, "next", place)
        wait = process.node[flow.target]
        if not isinstance(wait, Wait):
            message = f"{flow.target!r} follows the race {race.id!r}, but is no wait"
            hint = "a race is between waits; put the work behind them"
            yield Problem("P313", message, path, hint)
        elif len(process.incoming(wait.id)) > 1:
            message = f"the wait {wait.id!r} follows the race {race.id!r} and something else"
            hint = "give the race a wait of its own"
            yield Problem("P313", message, path, hint)
        elif "skip" in wait.at.values():
            message = f"the wait {wait.id!r} of the race {race.id!r} is skipped for some cases"
            hint = "who skips it would win the race at once; put a decision before the race"
            yield Problem("P313", message, path, hint)
        elif wait.deadlines:
            message = f"the wait {wait.id!r} of the race {race.id!r} has a deadline"
            yield Problem("P313", message, path, "add a wait of that length to the race instead")


def problems_of_shares(process: Process, offices: list[Office]) -> list[Problem]:
    """Shares that do not make 100 %, and ways that are not enough when others are used up."""
    return [*_shares_sum(process, offices), *_used_up(process, offices)]


def _shares_sum(process: Process, offices: list[Office]) -> Iterator[Problem]:
    for node in process.nodes:
        flows = process.outgoing(node.id)
        if not isinstance(node, Decision) or all(flow.share is None for flow in flows):
            continue
        has_rest = any(flow.is_default for flow in flows)
        wrong: dict[float, list[str]] = {}
        for origin in offices:
            shares = [flow.share.of(origin) if flow.share else None for flow in flows]
            total = math.fsum(share or 0.0 for share in shares)
            if total - 1 > 1e-9 or (1 - total > 1e-9 and not has_rest):
                wrong.setdefault(total, []).append(origin.id)
        for total, ids in wrong.items():
            yield Problem(
                "P110",
                f"the shares of {node.id!r} sum to {100 * total:g} %, not 100 %, for {some(ids)}",
                step_path(process, node.id, "next"),
                f"{100 * abs(1 - total):g} % {'is missing' if total < 1 else 'is too much'}",
            )


def _used_up(process: Process, offices: list[Office]) -> Iterator[Problem]:
    """Ways that a case may take only so often, where no other way is left for it then."""
    for node in process.nodes:
        flows = process.outgoing(node.id)
        capped = [flow for flow in flows if flow.at_most is not None]
        if not capped:
            continue
        path = step_path(process, node.id, "next")
        if any(flow.is_default for flow in capped):
            message = f"the default of {node.id!r} has an `at_most`"
            yield Problem("P310", message, path, "limit another way: a default is always there")
        if any(flow.is_default for flow in flows):
            continue
        left = [flow for flow in flows if flow.at_most is None and flow.share is not None]
        stuck = [
            office.id
            for office in offices
            if not any(flow.share.of(office) for flow in left if flow.share)
        ]
        if stuck:
            message = (
                f"cases of {some(stuck)} that have come to {node.id!r} too often find no way on"
            )
            hint = "give one way without `at_most` a share above 0 %, or a `default: true`"
            yield Problem("P310", message, path, hint)
