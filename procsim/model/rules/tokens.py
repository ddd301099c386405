"""Rules for the tokens of a case: no join waits for ever, no loop goes on for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import networkx as nx

from procsim.errors import Problem
from procsim.model.elements import Decision, End, First, Start, Terminate
from procsim.model.routing import is_finite, met, possible_flows, routings, taken, transitions
from procsim.model.rules.game import settable_facts
from procsim.model.rules.saying import some, step_path
from procsim.model.rules.token_game import MOST_MARKINGS, play

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.model.organisation import Office
    from procsim.model.process import Flow, Process
    from procsim.model.routing import Routing


def problems_of_tokens(process: Process, offices: list[Office]) -> Iterator[Problem]:
    """At most one problem for each routing: the shortest way into trouble, not every way."""
    checked: set[frozenset[int]] = set()
    yield from _loops_by_rule(process)
    for routing, ids in routings(process, offices).items():
        possible = possible_flows(process, routing)
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
    possible = possible_flows(process, routing)
    for place, flow in enumerate(process.flows):
        if flow.source in reached - ending and place not in possible:
            message = f"by its shares, a case that comes to {flow.source!r} never ends"
            hint = "give a way that leads to an end a share above 0 %"
            way = process.outgoing(flow.source).index(flow)
            path = step_path(process, flow.source, "next", way, "share")
            return [Problem("P303", message, path, hint)]
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
        case "race":
            message = f"two tokens can come to {outcome.node!r} by one way before it goes on"
            hint = f"whether they go on as one would depend on who is first; {way}"
            return [Problem("P311", message, step_path(process, outcome.node), hint)]
        case "too large":
            message = (
                f"process {process.id!r} can be in more than {MOST_MARKINGS:,} states, "
                "too many to check that its splits and joins never deadlock"
            )
            hint = "simplify: join parallel ways sooner, or put a part into a process of its own"
            return [Problem("P308", message, ("processes", process.id, "steps"), hint)]
        case _:
            assert_never(outcome.kind)


def _loops_by_rule(process: Process) -> Iterator[Problem]:
    """Loops that a case which takes them once takes for ever: only facts decide, and none of these
    changes on the way."""
    start = next(node for node in process.nodes if isinstance(node, Start))
    if any(deadline.interrupts for deadline in start.deadlines):
        return
    settable = settable_facts(process)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(process.node)
    graph.add_edges_from(
        (flow.source, flow.target) for flow in process.flows if _is_sure(process, flow, settable)
    )
    order = list(process.node)
    for part in nx.strongly_connected_components(graph):
        if len(part) == 1 and not graph.has_edge(*(*part, *part)):
            continue
        deciding = [id_ for id_ in sorted(part, key=order.index) if _is_ruled(process, id_)]
        if deciding:
            message = f"a case that {deciding[0]!r} sends back once is sent back for ever"
            hint = "change a fact that it reads in the loop (`sets`), or give the way an `at_most`"
            yield Problem("P312", message, step_path(process, deciding[0], "next"), hint)


def _is_sure(process: Process, flow: Flow, settable: frozenset[str]) -> bool:
    """Whether a case that has taken a flow takes it again whenever it comes there."""
    if flow.deadline or flow.at_most is not None or isinstance(process.node[flow.source], First):
        return False
    flows = process.outgoing(flow.source)
    if not isinstance(process.node[flow.source], Decision) or len(flows) == 1:
        return True
    if not _is_ruled(process, flow.source) or (settable and any(each.level for each in flows)):
        return False
    read = {name for each in flows if each.when is not None for name in each.when.names}
    return not read & settable


def _is_ruled(process: Process, node: str) -> bool:
    """Whether facts alone decide at a node."""
    flows = process.outgoing(node)
    return any(flow.when is not None or flow.level for flow in flows)
