"""Ranks: how far from the start each step is drawn, when flows that go back are set aside."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from procsim.model.elements import Start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.process import Process


def back_flows(process: Process) -> frozenset[int]:
    """Positions of the flows that close a loop on a depth-first walk from the starts."""
    outgoing = _outgoing(process)
    starts = [node.id for node in process.nodes if isinstance(node, Start)]
    found: set[int] = set()
    opened: set[str] = set()
    closed: set[str] = set()
    for root in (*starts, *(node.id for node in process.nodes)):
        if root in opened:
            continue
        opened.add(root)
        trail = [(root, iter(outgoing[root]))]
        while trail:
            node, flows = trail[-1]
            position = next(flows, None)
            if position is None:
                closed.add(node)
                trail.pop()
                continue
            target = process.flows[position].target
            if target not in opened:
                opened.add(target)
                trail.append((target, iter(outgoing[target])))
            elif target not in closed:
                found.add(position)
    return frozenset(found)


def ranks(process: Process, back: frozenset[int]) -> Mapping[str, int]:
    """The longest way from a node without incoming flows; flows in `back` do not count."""
    outgoing = _outgoing(process)
    missing = {node.id: 0 for node in process.nodes}
    for position, flow in enumerate(process.flows):
        missing[flow.target] += position not in back
    rank = dict.fromkeys(missing, 0)
    ready = deque(id_ for id_, count in missing.items() if count == 0)
    while ready:
        node = ready.popleft()
        for position in outgoing[node]:
            if position in back:
                continue
            target = process.flows[position].target
            rank[target] = max(rank[target], rank[node] + 1)
            missing[target] -= 1
            if missing[target] == 0:
                ready.append(target)
    return rank


def _outgoing(process: Process) -> dict[str, list[int]]:
    outgoing: dict[str, list[int]] = {node.id: [] for node in process.nodes}
    for position, flow in enumerate(process.flows):
        outgoing[flow.source].append(position)
    return outgoing
