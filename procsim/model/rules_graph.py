"""Rules for the graph of one process: its nodes, its flows, its shares; `token_game` plays it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, assert_never

import networkx as nx

from procsim.errors import Problem
from procsim.model.process import All, Decision, End, Start, Task, Terminate, Wait
from procsim.model.routing import is_finite, met, origins, routings, taken, transitions
from procsim.model.token_game import MOST_MARKINGS, play

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.errors import Path
    from procsim.model.model import Model
    from procsim.model.organisation import Office
    from procsim.model.process import Element, Process
    from procsim.model.routing import Routing


def problems_of_graph(model: Model, process: Process) -> list[Problem]:
    """All that is wrong with one graph. What needs a sound graph is looked at only in one."""
    problems = [
        *_one_start(process),
        *_flows_in_and_out(process),
        *_not_back_to_a_start(process),
        *_reachable(process),
        *_can_end(process),
        *_shares(process),
        *_one_luck_each(process),
    ]
    offices = [model.offices[id_] for id_ in origins(process) if id_ in model.offices]
    offices = offices or list(model.offices.values())
    if not any(problem.code != "P309" for problem in problems):
        problems += _shares_sum(process, offices)
    if not any(problem.code != "P309" for problem in problems):
        problems += _tokens(process, offices)
    return problems


def step_path(process: Process, step: str, *more: str | int) -> Path:
    """Where a step is written."""
    return ("processes", process.id, "steps", step, *more)


def _one_start(process: Process) -> Iterator[Problem]:
    starts = [node.id for node in process.nodes if isinstance(node, Start)]
    if not starts:
        yield Problem(
            "P301",
            f"process {process.id!r} has no start",
            ("processes", process.id, "steps"),
            "add a step such as `received: {event: start, next: …}`",
        )
    for extra in starts[1:]:
        yield Problem(
            "P301",
            f"process {process.id!r} has a second start {extra!r}",
            step_path(process, extra),
            f"keep {starts[0]!r}; a case that can begin in two ways needs a decision after it",
        )


def _flows_in_and_out(process: Process) -> Iterator[Problem]:
    for node in process.nodes:
        message, hint = _wrong_flows(
            node, len(process.incoming(node.id)), len(process.outgoing(node.id))
        )
        if message:
            yield Problem("P304", message, step_path(process, node.id, "next"), hint)


def _wrong_flows(node: Element, count_in: int, count_out: int) -> tuple[str, str]:
    """What is wrong with the number of flows, and the way out; two empty texts if nothing."""
    match node:
        case End() | Terminate():
            if count_out:
                return f"nothing can follow the end {node.id!r}", "remove its `next`"
        case Start():
            if count_out != 1:
                return f"the start {node.id!r} has {count_out} flows out, not 1", _GATEWAY
        case Task() | Wait():
            if count_out != 1:
                return f"step {node.id!r} has {count_out} flows out, not 1", _GATEWAY
        case Decision():
            if count_out == 0:
                return f"decision {node.id!r} leads nowhere", "name at least one step in its `next`"
            if count_out == 1 and count_in == 1:
                hint = "give it a second way on, or lead the flow past it"
                return f"decision {node.id!r} has one way in and one way on", hint
        case All():
            if count_out == 0:
                return f"gateway {node.id!r} leads nowhere", "name at least one step in its `next`"
        case _:
            assert_never(node)
    return "", ""


_GATEWAY = "put a decision (one of several) or an `all` (all of several) after it"


def _not_back_to_a_start(process: Process) -> Iterator[Problem]:
    for node in process.nodes:
        for place, flow in enumerate(process.outgoing(node.id)):
            if isinstance(process.node[flow.target], Start):
                yield Problem(
                    "P304",
                    f"step {node.id!r} leads back to the start {flow.target!r}",
                    step_path(process, node.id, "next", place),
                    "lead it to the step after the start",
                )


def _reachable(process: Process) -> Iterator[Problem]:
    starts = [node.id for node in process.nodes if isinstance(node, Start)]
    if not starts:
        return
    reached = set(starts).union(*(nx.descendants(process.graph, start) for start in starts))
    for first, others in _parts(process, set(process.node) - reached):
        yield Problem(
            "P302",
            f"no case can reach step {first!r}" + (f", nor {some(others)}" if others else ""),
            step_path(process, first),
            "name it in the `next` of another step, or remove it",
            at_key=True,
        )


def _can_end(process: Process) -> Iterator[Problem]:
    ends = [node.id for node in process.nodes if isinstance(node, End | Terminate)]
    if not ends:
        path = ("processes", process.id, "steps")
        hint = "add a step such as `done: {event: end}`"
        yield Problem("P303", f"process {process.id!r} has no end", path, hint)
        return
    ending = set(ends).union(*(nx.ancestors(process.graph, end) for end in ends))
    dead_ends = {node.id for node in process.nodes if process.graph.out_degree(node.id) == 0}
    for first, others in _parts(process, set(process.node) - ending - dead_ends):
        yield Problem(
            "P303",
            f"from step {first!r} no end can be reached"
            + (f", nor from {some(others)}" if others else ""),
            step_path(process, first, "next"),
            "lead one of the steps after it to an end",
        )


def _parts(process: Process, steps: set[str]) -> list[tuple[str, list[str]]]:
    """Steps that hang together, each part as its first step and the others: one mistake, one error.

    First is a step that no other of the part leads to, or the first in the file.
    """
    part_graph = process.graph.subgraph(steps)
    order = list(process.node)
    parts = [
        sorted(part, key=lambda id_: (part_graph.in_degree(id_) > 0, order.index(id_)))
        for part in nx.weakly_connected_components(part_graph)
    ]
    return [(part[0], part[1:]) for part in sorted(parts, key=lambda part: order.index(part[0]))]


def _shares(process: Process) -> Iterator[Problem]:
    for node in process.nodes:
        flows = process.outgoing(node.id)
        for place, flow in enumerate(flows):
            path = step_path(process, node.id, "next", place)
            to = f"the way from {node.id!r} to {flow.target!r}"
            if flow.share is None:
                if isinstance(node, Decision) and len(flows) > 1:
                    hint = "say how often it is taken: `{to: …, share: 30%}`"
                    yield Problem("P110", f"{to} has no share", path, hint)
                continue
            if not isinstance(node, Decision):
                hint = "only a decision chooses; remove `share`"
                yield Problem("P110", f"{to} has a share", path, hint)
            for share in flow.share.values():
                if not 0 <= share <= 1:
                    hint = "a share is between 0 % and 100 %"
                    yield Problem("P110", f"{to} has a share of {100 * share:g} %", path, hint)


def _shares_sum(process: Process, offices: list[Office]) -> Iterator[Problem]:
    for node in process.nodes:
        flows = process.outgoing(node.id)
        if not isinstance(node, Decision) or all(flow.share is None for flow in flows):
            continue
        wrong: dict[float, list[str]] = {}
        for origin in offices:
            shares = [flow.share.of(origin) if flow.share else None for flow in flows]
            total = math.fsum(share or 0.0 for share in shares)
            if abs(total - 1) > 1e-9:
                wrong.setdefault(total, []).append(origin.id)
        for total, ids in wrong.items():
            yield Problem(
                "P110",
                f"the shares of {node.id!r} sum to {100 * total:g} %, not 100 %, for {some(ids)}",
                step_path(process, node.id, "next"),
                f"{100 * abs(1 - total):g} % {'is missing' if total < 1 else 'is too much'}",
            )


def _one_luck_each(process: Process) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for node in process.nodes:
        if not isinstance(node, Task | Wait | Decision):
            continue
        luck = node.luck or node.id
        if luck in owner:
            yield Problem(
                "P309",
                f"steps {owner[luck]!r} and {node.id!r} would both draw the luck of {luck!r}",
                step_path(process, node.id, *(("luck_of",) if luck != node.id else ())),
                "let only one of them inherit it: remove `luck_of` from the other",
            )
        owner.setdefault(luck, node.id)


def _tokens(process: Process, offices: list[Office]) -> Iterator[Problem]:
    """At most one problem for each routing: the shortest way into trouble, not every way."""
    checked: set[frozenset[int]] = set()
    for routing, ids in routings(process, offices).items():
        possible = frozenset(place for place, weight in enumerate(routing) if weight > 0)
        stuck = _never_ending(process, routing)
        where = "" if len(ids) == len(offices) else f" for cases of {some(list(ids))}"
        if stuck:
            yield from (_moved(problem, where) for problem in stuck)
        elif possible not in checked:
            yield from (_moved(problem, where) for problem in _played(process, possible))
        checked.add(possible)


def _moved(problem: Problem, where: str) -> Problem:
    return Problem(problem.code, problem.message + where, problem.path, problem.hint)


def _never_ending(process: Process, routing: Routing) -> list[Problem]:
    """Shares that keep a case from ending, though the graph has a way to an end."""
    graph = taken(process, routing)
    ends = [node.id for node in process.nodes if isinstance(node, End | Terminate)]
    ending = set(ends).union(*(nx.ancestors(graph, end) for end in ends))
    reached = met(process, routing)
    for flow, weight in zip(process.flows, routing, strict=True):
        if flow.source in reached - ending and weight == 0:
            message = f"by its shares, a case that comes to {flow.source!r} never ends"
            hint = "give a way that leads to an end a share above 0 %"
            return [Problem("P303", message, step_path(process, flow.source, "next"), hint)]
    keep = [place for place, node in enumerate(process.nodes) if node.id in reached]
    if is_finite(transitions(process, routing)[keep][:, keep]):
        return []
    message = f"in process {process.id!r} a loop starts at least as many ways as it ends"
    hint = "let each round of the loop start one way and leave the loop on the others"
    return [Problem("P307", message, ("processes", process.id, "steps"), hint)]


def _played(process: Process, possible: frozenset[int]) -> list[Problem]:
    outcome = play(process, possible)
    way = f"it happens this way: {', '.join(outcome.way)}"
    match outcome.kind:
        case "sound":
            return []
        case "deadlock":
            message = f"{outcome.node!r} can wait for ever for {outcome.missing}"
            path = step_path(process, outcome.node)
            return [Problem("P306", message, path, way)]
        case "surplus":
            message = f"before {outcome.node!r} more and more tokens wait for {outcome.missing}"
            return [Problem("P307", message, step_path(process, outcome.node), way)]
        case "too large":
            message = (
                f"process {process.id!r} can be in more than {MOST_MARKINGS:,} states, "
                "too many to check that its splits and joins never deadlock"
            )
            hint = "simplify: join parallel ways sooner, or put a part into a process of its own"
            return [Problem("P308", message, ("processes", process.id, "steps"), hint)]
        case _:
            assert_never(outcome.kind)


def some(ids: list[str]) -> str:
    """A few names of many: `a, b, c and 5 more`."""
    if len(ids) <= 4:
        return ", ".join(ids)
    return f"{', '.join(ids[:3])} and {len(ids) - 3} more"
