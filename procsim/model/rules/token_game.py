"""Plays every course a case's tokens can take through a graph, to find joins that wait for ever.

A *marking* says how many tokens rest where. Every flow leads to exactly one node, so no two nodes
compete for a token and the only thing left to chance is which way is taken on from a node that has
several (`game_rules`). It is therefore enough (stubborn sets: Valmari 1991) to move all tokens on
until each rests before such a node or a join that lacks another, and then to try every way on from
one of these nodes; where an inclusive join looks at what other tokens may do, from each of them.
Tokens on ways that meet neither a join nor a terminate any more cannot be stuck and are taken off.

The node with the most tokens is tried first, so none of them lags behind without limit. `All` keeps
surplus tokens for later; a surplus that can grow without limit is reported (a marking that repeats
an earlier one with more tokens before joins can be repeated for ever: Karp & Miller 1969). A token
at a terminate ends the case, whatever else waits. An inclusive join fires unless another token can
still reach an empty flow into it, and no filled one, on a way round it (BPMN 2.0.2, 13.4.3).
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import networkx as nx

from procsim.model.elements import All, Any, End, Start, Terminate
from procsim.model.rules.game import Truths, Ways

if TYPE_CHECKING:
    from procsim.model.process import Process

MOST_MARKINGS: Final = 20_000
"""Markings explored before a graph is called too large."""

Spot = tuple[str, int]
"""Where tokens rest: (node, −1) before several ways on, (node, flow) on one flow into a join."""
Marking = frozenset[tuple[Spot, int]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What can become of a case; `way` is the shortest course to it, as the steps done in order."""

    kind: Literal["sound", "deadlock", "surplus", "race", "too large"]
    node: str = ""
    missing: str = ""
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    marking: Marking
    truths: Truths
    before: _State | None
    fired: tuple[str, ...]
    raced: str = ""
    """The inclusive join that two tokens have come to on one flow."""


def play(process: Process, possible: frozenset[int]) -> Outcome:
    """What can become of a case that takes only the `possible` flows (positions in `flows`).

    The graph has one start, every node that can be met can reach an end, and visits are finite.
    """
    game = _Game(process, possible)
    waiting = deque(game.openings())
    seen = {(state.marking, state.truths) for state in waiting}
    while waiting:
        state = waiting.popleft()
        found = game.stuck(state) or game.growing(state)
        if found is not None:
            return found
        for following in game.choices(state):
            if following.raced or (following.marking, following.truths) not in seen:
                seen.add((following.marking, following.truths))
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
        self.ways = Ways(process, possible)
        self.inputs: dict[str, list[int]] = {node.id: [] for node in process.nodes}
        for place, flow in enumerate(process.flows):
            self.inputs[flow.target].append(place)
        self.graph: nx.DiGraph[str] = nx.DiGraph()
        self.graph.add_nodes_from(self.node)
        self.graph.add_edges_from((self.flows[p].source, self.flows[p].target) for p in possible)
        joins = [id_ for id_ in self.node if self._is_join(id_)]
        final = {id_ for id_, node in self.node.items() if isinstance(node, Terminate)}
        final.update(joins)
        self.matters = frozenset(final.union(*(nx.ancestors(self.graph, id_) for id_ in final)))
        self.inclusive = [id_ for id_ in joins if isinstance(self.node[id_], Any)]
        self.coming = {id_: self._coming(id_) for id_ in self.inclusive}

    def _is_join(self, id_: str) -> bool:
        return isinstance(self.node[id_], All | Any) and len(self.inputs[id_]) > 1

    def _coming(self, join: str) -> dict[int, frozenset[str]]:
        """For each flow into an inclusive join the nodes from which a token can come to it."""
        around = self.graph.subgraph(set(self.node) - {join})
        found: dict[int, frozenset[str]] = {}
        for place in self.inputs[join]:
            source = self.flows[place].source
            before = {source} if source == join else {source, *nx.ancestors(around, source)}
            again = before & set(self.graph.successors(join))
            found[place] = frozenset(before | ({join} if again else set()))
        return found

    def openings(self) -> list[_State]:
        """The states after the start; with a deadline of the whole case also those after it."""
        start = next(node.id for node in self.node.values() if isinstance(node, Start))
        found = (
            self.settled(None, Counter(), truths, list(flows), (start,))
            for flows, truths in self.ways.on(start, frozenset())
        )
        return [state for state in found if state is not None]

    def settled(
        self,
        before: _State | None,
        resting: Counter[Spot],
        truths: Truths,
        tokens: list[int],
        fired: tuple[str, ...],
    ) -> _State | None:
        """The state after all tokens have moved on as far as they can without a choice; None where
        the case ends by a terminate."""
        moving = deque(tokens)
        steps = list(fired)
        raced = ""
        while True:
            while moving:
                id_ = self.flows[moving[0]].target
                if isinstance(self.node[id_], Terminate):
                    return None
                self._arrive(id_, moving.popleft(), resting, moving, steps)
            raced = raced or self._raced(resting)
            join = next((id_ for id_ in self.inclusive if self._fires(id_, resting)), None)
            if join is None:
                break
            filled = [(join, place) for place in self.inputs[join] if resting[join, place]]
            resting.subtract(filled)
            self._leave(join, resting, moving, steps)
        marking = frozenset((spot, count) for spot, count in resting.items() if count)
        return _State(marking, truths, before, tuple(steps), raced)

    def _arrive(
        self,
        id_: str,
        flow: int,
        resting: Counter[Spot],
        moving: deque[int],
        steps: list[str],
    ) -> None:
        """One token comes to a node by a flow."""
        element = self.node[id_]
        if isinstance(element, End) or id_ not in self.matters:
            return
        if self._is_join(id_):
            resting[id_, flow] += 1
            if isinstance(element, Any) or not all(resting[id_, p] for p in self.inputs[id_]):
                return
            resting.subtract((id_, place) for place in self.inputs[id_])
        self._leave(id_, resting, moving, steps)

    def _leave(
        self, id_: str, resting: Counter[Spot], moving: deque[int], steps: list[str]
    ) -> None:
        if self.ways.is_choice(id_):
            resting[id_, -1] += 1
        else:
            steps.append(id_)
            moving.extend(self.ways.leaving[id_])

    def _fires(self, join: str, resting: Counter[Spot]) -> bool:
        """Whether an inclusive join has a token and no other token holds it back."""
        inputs = self.inputs[join]
        filled = [place for place in inputs if resting[join, place] > 0]
        empty = [place for place in inputs if resting[join, place] == 0]
        coming = self.coming[join]
        others = {
            node
            for (node, place), count in resting.items()
            if count > 0 and (node != join or place < 0)
        }
        held = any(
            any(node in coming[place] for place in empty)
            and not any(node in coming[place] for place in filled)
            for node in others
        )
        return bool(filled) and not held

    def _raced(self, resting: Counter[Spot]) -> str:
        twice = (
            id_ for id_ in self.inclusive if any(resting[id_, p] > 1 for p in self.inputs[id_])
        )
        return next(twice, "")

    def choices(self, state: _State) -> list[_State]:
        """The states after each way on from the node with the most tokens; from every node where
        the order may count."""
        resting = Counter(dict(state.marking))
        spots = [spot for spot in resting if spot[1] < 0]
        spots.sort(key=lambda spot: (-resting[spot], self.order[spot[0]]))
        found = []
        for chosen in spots if self.inclusive else spots[:1]:
            for flows, truths in self.ways.on(chosen[0], state.truths):
                left = resting.copy()
                left[chosen] -= 1
                to = ", ".join(self.flows[place].target for place in flows)
                label = f"{chosen[0]} → {to}"
                following = self.settled(state, left, truths, list(flows), (label,))
                if following is not None:
                    found.append(following)
        return found

    def stuck(self, state: _State) -> Outcome | None:
        """A deadlock: tokens remain, all of them before joins; or a race into an inclusive join."""
        if state.raced:
            return Outcome("race", state.raced, "", _way(state))
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
            alike = earlier.truths == state.truths
            if covers and alike and more and all(spot[1] >= 0 for spot in more):
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
