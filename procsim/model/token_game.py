"""Plays every course a case's tokens can take through a graph, to find joins that wait for ever.

A *marking* says how many tokens rest where. Every flow leads to exactly one node, so no two nodes
compete for a token and the only thing left to chance is which way a decision takes. It is therefore
enough (stubborn sets: Valmari 1991) to move all tokens on until each rests before a decision or a
join that lacks another, and then to try every way on from one decision. Tokens on ways that meet
neither a join nor a terminate any more cannot be stuck and are taken off.

The decision with the most tokens is tried first, so none of them lags behind without limit.
`All` keeps surplus tokens for later; a surplus that can grow without limit is reported (a marking
that repeats an earlier one with more tokens before joins can be repeated for ever: Karp & Miller
1969). A token at a terminate ends the case, whatever else waits.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import networkx as nx

from procsim.model.process import All, Decision, End, Start, Terminate

if TYPE_CHECKING:
    from procsim.model.process import Process

MOST_MARKINGS: Final = 20_000
"""Markings explored before a graph is called too large."""

Spot = tuple[str, int]
"""Where tokens rest: (node, −1) before a decision, (node, flow) on one flow into a join."""
Marking = frozenset[tuple[Spot, int]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What can become of a case; `way` is the shortest course to it, as the steps done in order."""

    kind: Literal["sound", "deadlock", "surplus", "too large"]
    node: str = ""
    missing: str = ""
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    marking: Marking
    before: _State | None
    fired: tuple[str, ...]


def play(process: Process, possible: frozenset[int]) -> Outcome:
    """What can become of a case that takes only the `possible` flows (positions in `flows`).

    The graph has one start, every node that can be met can reach an end, and visits are finite.
    """
    game = _Game(process, possible)
    start = next(node.id for node in process.nodes if isinstance(node, Start))
    first = game.settled(None, Counter(), game.outputs[start], (start,))
    waiting = deque([] if first is None else [first])
    seen = {state.marking for state in waiting}
    while waiting:
        state = waiting.popleft()
        found = game.stuck(state) or game.growing(state)
        if found is not None:
            return found
        for following in game.choices(state):
            if following.marking not in seen:
                seen.add(following.marking)
                waiting.append(following)
        if len(seen) > MOST_MARKINGS:
            return Outcome("too large")
    return Outcome("sound")


class _Game:
    """The graph prepared for playing; nothing in it changes."""

    def __init__(self, process: Process, possible: frozenset[int]) -> None:
        self.flows = process.flows
        self.node = process.node
        self.order = {node.id: place for place, node in enumerate(process.nodes)}
        self.outputs: dict[str, list[int]] = {node.id: [] for node in process.nodes}
        self.inputs: dict[str, list[int]] = {node.id: [] for node in process.nodes}
        for place, flow in enumerate(process.flows):
            self.inputs[flow.target].append(place)
            if place in possible:
                self.outputs[flow.source].append(place)
        self.matters = self._nodes_that_matter(possible)

    def _nodes_that_matter(self, possible: frozenset[int]) -> frozenset[str]:
        """Nodes from which a join or a terminate can still be met."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self.node)
        graph.add_edges_from((self.flows[p].source, self.flows[p].target) for p in possible)
        found = {id_ for id_, node in self.node.items() if self._is_final(id_, node)}
        return frozenset(found.union(*(nx.ancestors(graph, id_) for id_ in found)))

    def _is_final(self, id_: str, node: object) -> bool:
        return isinstance(node, Terminate) or (isinstance(node, All) and len(self.inputs[id_]) > 1)

    def settled(
        self,
        before: _State | None,
        resting: Counter[Spot],
        tokens: list[int],
        fired: tuple[str, ...],
    ) -> _State | None:
        """The state after all tokens have moved on as far as they can without a choice; None where
        the case ends by a terminate."""
        moving = deque(tokens)
        steps = list(fired)
        while moving:
            flow = moving.popleft()
            id_ = self.flows[flow].target
            element = self.node[id_]
            if isinstance(element, Terminate):
                return None
            if isinstance(element, End) or id_ not in self.matters:
                continue
            if isinstance(element, Decision) and len(self.outputs[id_]) > 1:
                resting[id_, -1] += 1
                continue
            if isinstance(element, All) and len(self.inputs[id_]) > 1:
                resting[id_, flow] += 1
                if any(resting[id_, place] == 0 for place in self.inputs[id_]):
                    continue
                resting.subtract((id_, place) for place in self.inputs[id_])
            steps.append(id_)
            moving.extend(self.outputs[id_])
        marking = frozenset((spot, count) for spot, count in resting.items() if count)
        return _State(marking, before, tuple(steps))

    def choices(self, state: _State) -> list[_State]:
        """The states after each way on from the decision with the most tokens."""
        resting = Counter(dict(state.marking))
        decisions = [spot for spot in resting if spot[1] < 0]
        if not decisions:
            return []
        chosen = min(decisions, key=lambda spot: (-resting[spot], self.order[spot[0]]))
        resting[chosen] -= 1
        found = []
        for flow in self.outputs[chosen[0]]:
            label = f"{chosen[0]} → {self.flows[flow].target}"
            following = self.settled(state, resting.copy(), [flow], (label,))
            if following is not None:
                found.append(following)
        return found

    def stuck(self, state: _State) -> Outcome | None:
        """A deadlock: tokens remain, all of them before joins."""
        if not state.marking or any(spot[1] < 0 for spot, _ in state.marking):
            return None
        node = min((spot[0] for spot, _ in state.marking), key=self.order.__getitem__)
        return Outcome("deadlock", node, self._missing(node, state.marking), _way(state))

    def growing(self, state: _State) -> Outcome | None:
        """A surplus that the same course can enlarge again and again."""
        now = dict(state.marking)
        earlier = state.before
        while earlier is not None:
            then = dict(earlier.marking)
            more = [spot for spot in now if now[spot] > then.get(spot, 0)]
            covers = all(now.get(spot, 0) >= count for spot, count in then.items())
            if covers and more and all(spot[1] >= 0 for spot in more):
                node = more[0][0]
                return Outcome("surplus", node, self._missing(node, state.marking), _way(state))
            earlier = earlier.before
        return None

    def _missing(self, node: str, marking: Marking) -> str:
        filled = {spot for spot, _ in marking}
        empty = [self.flows[p].source for p in self.inputs[node] if (node, p) not in filled]
        return " and ".join(f"the way from {source!r}" for source in dict.fromkeys(empty))


def _way(state: _State) -> tuple[str, ...]:
    parts: list[tuple[str, ...]] = []
    step: _State | None = state
    while step is not None:
        parts.append(step.fired)
        step = step.before
    return tuple(name for part in reversed(parts) for name in part)
