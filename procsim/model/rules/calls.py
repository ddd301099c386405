"""Rules between processes: who calls and starts whom, who sends what others wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from procsim.errors import Problem
from procsim.model.callers import starts_of
from procsim.model.elements import Call, End, Start, Task, Wait
from procsim.model.rules.saying import step_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.model.elements import Element
    from procsim.model.model import Model
    from procsim.model.process import Process


def problems_of_calls(model: Model) -> list[Problem]:
    """All that is wrong with calls, starts and messages."""
    return [*_going_round(model), *_unsent(model), *_unheard(model)]


def _called(element: Element) -> tuple[str, ...]:
    """The processes whose cases an element begins at once when a case comes to it."""
    if isinstance(element, Call):
        return (element.process,)
    starts = element.starts if isinstance(element, Start) else ()
    return tuple(started.process for started in starts)


def _going_round(model: Model) -> Iterator[Problem]:
    """Processes that call themselves, directly or through others, would never end."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(model.processes)
    for id_, process in model.processes.items():
        for node in process.nodes:
            graph.add_edges_from((id_, called) for called in _called(node))
    order = list(model.processes)
    for part in nx.strongly_connected_components(graph):
        first = min(part, key=order.index)
        if len(part) == 1 and not graph.has_edge(first, first):
            continue
        process = model.processes[first]
        node = next(node for node in process.nodes if set(_called(node)) & part)
        called = next(called for called in _called(node) if called in part)
        line = [first, *nx.shortest_path(graph, called, first)]
        yield Problem(
            "P314",
            f"process {first!r} calls itself: {' → '.join(line)}",
            step_path(process, node.id),
            "let one of these processes do without the other",
        )


def _sends(element: Element) -> tuple[str, ...]:
    return element.sends if isinstance(element, Task | End) else ()


def _senders(model: Model, message: str) -> list[Process]:
    return [
        process
        for process in model.processes.values()
        if any(message in _sends(node) for node in process.nodes)
    ]


def _unsent(model: Model) -> Iterator[Problem]:
    """Waits for messages that nobody sends, or nobody who is meant."""
    families = _families(model)
    for process in model.processes.values():
        for node in process.nodes:
            if not isinstance(node, Wait) or node.message is None:
                continue
            name, match = node.message.name, node.message.match
            senders = _senders(model, name)
            path = step_path(process, node.id)
            if not senders:
                message = f"nobody sends {name!r}, for which {node.id!r} waits"
                hint = f"add `sends: {name}` to the step that releases it"
                yield Problem("P315", message, (*path, "name"), hint)
            elif match == "case" and not any(
                sender.id in families[process.id] for sender in senders
            ):
                names = " and ".join(repr(sender.id) for sender in senders)
                message = (
                    f"{name!r} is sent by {names}, whose cases are of no family of {node.id!r}"
                )
                hint = "write `match: office`, `match: all`, or a fact that both share"
                yield Problem("P315", message, path, hint)
            elif match not in ("case", "office", "all"):
                fact = process.data.get(match)
                for sender in senders:
                    other = sender.data.get(match)
                    if fact is not None and (other is None or other.kind != fact.kind):
                        message = f"{sender.id!r} sends {name!r}, but has no such fact {match!r}"
                        hint = "give it the fact, or match by something that both have"
                        yield Problem("P315", message, (*path, "match"), hint)


def _families(model: Model) -> dict[str, set[str]]:
    """Process → the processes whose cases can be of one family with its own."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(model.processes)
    for id_, process in model.processes.items():
        for node in process.nodes:
            born = (*_called(node), *(started.process for started in starts_of(node)))
            graph.add_edges_from((id_, child) for child in born)
    return {id_: part for part in nx.connected_components(graph) for id_ in part}


def _unheard(model: Model) -> Iterator[Problem]:
    """Messages that nobody waits for: most likely a slip of the pen."""
    heard = {
        node.message.name
        for process in model.processes.values()
        for node in process.nodes
        if isinstance(node, Wait) and node.message is not None
    }
    for process in model.processes.values():
        for node in process.nodes:
            for name in _sends(node):
                if name not in heard:
                    message = f"nobody waits for {name!r}, which {node.id!r} sends"
                    hint = f"add a step `{{wait: message, name: {name}}}`, or leave it out"
                    yield Problem("P315", message, step_path(process, node.id, "sends"), hint)
