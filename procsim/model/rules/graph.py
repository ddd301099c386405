"""Rules for the graph of one process: its nodes and how flows join them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import networkx as nx

from procsim.errors import Problem
from procsim.model.elements import (
    All,
    Any,
    Call,
    Decision,
    End,
    First,
    Start,
    Task,
    Terminate,
    Wait,
)
from procsim.model.rules.flows import problems_of_flows, problems_of_shares
from procsim.model.rules.saying import some, step_path
from procsim.model.rules.tokens import problems_of_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.model.elements import Element
    from procsim.model.model import Model
    from procsim.model.process import Process


def problems_of_graph(model: Model, process: Process) -> list[Problem]:
    """All that is wrong with one graph. What needs a sound graph is looked at only in one."""
    problems = [
        *_one_start(process),
        *_flows_in_and_out(process),
        *_not_back_to_a_start(process),
        *_reachable(process),
        *_can_end(process),
        *problems_of_flows(process),
        *_one_luck_each(process),
    ]
    offices = [model.offices[id_] for id_ in model.origins[process.id]]
    offices = offices or list(model.offices.values())
    if not any(problem.code != "P309" for problem in problems):
        problems += problems_of_shares(process, offices)
    if not any(problem.code != "P309" for problem in problems):
        problems += problems_of_tokens(process, offices)
    return problems


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
        case Task() | Wait() | Call():
            if count_out != 1:
                return f"step {node.id!r} has {count_out} flows out, not 1", _GATEWAY
        case Decision():
            if count_out == 0:
                return f"decision {node.id!r} leads nowhere", "name at least one step in its `next`"
            if count_out == 1 and count_in == 1:
                hint = "give it a second way on, or lead the flow past it"
                return f"decision {node.id!r} has one way in and one way on", hint
        case All() | Any():
            if count_out == 0:
                return f"gateway {node.id!r} leads nowhere", "name at least one step in its `next`"
        case First():
            if count_out < 2:
                hint = "name two waits or more in its `next`"
                return f"race {node.id!r} has {count_out} ways on, not several", hint
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


def _one_luck_each(process: Process) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for node in process.nodes:
        if not isinstance(node, Task | Wait | Decision | Any | Call):
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
