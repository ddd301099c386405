"""One step of the course of cases: from a node, with what a case remembers, to the next ones."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

import networkx as nx
import numpy as np

from procsim.model.amounts import means_of
from procsim.model.choices import chances_of, choice_of, inclusion_of, inclusions_of, names_read
from procsim.model.elements import All, Any, Decision, First, Task
from procsim.model.facts_read import asked_at, asked_of, settings_of
from procsim.model.flow_analysis.racing import expected_wait
from procsim.model.knowledge import rounded
from procsim.model.routing import routing_of, start_of, taken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.amounts import Floats
    from procsim.model.choices import Choice
    from procsim.model.elements import Element
    from procsim.model.model import Model
    from procsim.model.organisation import Office
    from procsim.model.process import Process


_SURE: Final = np.ones(1)


class Memory(NamedTuple):
    """What a case remembers: the setting of each fact that steps change (0: as drawn), whether each
    error is there, and how often it met each decision that counts."""

    facts: tuple[int, ...]
    errors: tuple[bool, ...]
    met: tuple[int, ...]


class Steps:
    """The ways on for `size` cases of one office with their facts, all at once.

    Without `remembers` nothing changes on the way: facts stay as drawn, no error is made, and a
    flow may be taken any number of times.
    """

    def __init__(
        self,
        model: Model,
        process: Process,
        origin: Office,
        columns: Mapping[str, Floats],
        size: int,
        *,
        remembers: bool = True,
    ) -> None:
        self._model = model
        self._process = process
        self._origin = origin
        self._drawn = columns
        self._size = size
        nodes = process.nodes if remembers else ()
        asked = asked_of(model, process) if remembers else frozenset()
        self._settings = {
            fact: values for fact, values in settings_of(process).items() if fact in asked
        }
        found = (error for node in nodes if isinstance(node, Decision) for error, _ in node.finds)
        self._errors = tuple(dict.fromkeys(found))
        self._caps: dict[str, int] = {}
        for flow in process.flows if remembers else ():
            if flow.at_most is not None and _counts(process.node[flow.source]):
                self._caps[flow.source] = max(flow.at_most, self._caps.get(flow.source, 0))
        self._columns: dict[tuple[int, ...], Mapping[str, Floats]] = {}
        self._choices: dict[str, Choice] = {}
        self._taken: dict[tuple[object, ...], Floats] = {}
        self._needed: dict[str, Floats] = {}
        forgetful = Memory((0,) * len(self._settings), (False,) * len(self._errors), ())
        self._blank = forgetful._replace(met=(0,) * len(self._caps))
        self._matters = self._to_remember()

    @property
    def entry(self) -> tuple[str, Memory]:
        """Where a case begins."""
        return start_of(self._process), self._blank

    def columns(self, memory: Memory) -> Mapping[str, Floats]:
        """The facts of the cases, as changed."""
        known = self._columns.get(memory.facts)
        if known is None:
            changed = dict(self._drawn)
            for (fact, expressions), setting in zip(
                self._settings.items(), memory.facts, strict=True
            ):
                if setting:
                    expression = expressions[setting - 1]
                    changed[fact] = rounded(expression.kind, expression.evaluate(self._drawn))
            known = self._columns[memory.facts] = changed
        return known

    def on(self, node: str, memory: Memory) -> dict[tuple[str, Memory], Floats]:
        """The tokens sent on to each state by a token that comes to this one, for each case."""
        element = self._process.node[node]
        flows = self._process.outgoing(node)
        found: dict[tuple[str, Memory], Floats] = {}
        weights = self._weights(element, memory)
        for after, chance in self._after(element, memory):
            for flow, weight in zip(flows, weights, strict=True):
                state = flow.target, self._trimmed(flow.target, after)
                sent = weight if chance is _SURE else chance * weight
                found[state] = found[state] + sent if state in found else sent
        return found

    def needed(self, node: str) -> Floats:
        """The tokens that a node needs, on average, to send its own on once."""
        if node not in self._needed:
            self._needed[node] = self._tokens(self._process.node[node])
        return self._needed[node]

    def is_skipped(self, element: Element) -> bool:
        """Whether a task is left out for cases of the office."""
        if not isinstance(element, Task):
            return False
        at = element.at.of(self._origin)
        if element.team is None and element.performer.by is None:
            return at is None or self._model.place(at, self._origin.id) is None
        return at == "skip"

    # --- what is remembered ------------------------------------------------------------------

    def _to_remember(self) -> Mapping[str, tuple[tuple[bool, ...], ...]]:
        """Node → for each part of a memory whether anybody from there on asks for it."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self._process.node)
        graph.add_edges_from((flow.source, flow.target) for flow in self._process.flows)
        nodes = self._process.nodes
        found = {}
        for id_ in self._process.node:
            ahead = {id_, *nx.descendants(graph, id_)}
            asked = {
                name
                for node in nodes
                if self._settings and node.id in ahead
                for name in asked_at(self._model, self._process, node)
            }
            checked = {
                error
                for node in nodes
                if isinstance(node, Decision) and node.id in ahead
                for error, _ in node.finds
            }
            found[id_] = (
                tuple(fact in asked for fact in self._settings),
                tuple(error in checked for error in self._errors),
                tuple(decision in ahead for decision in self._caps),
            )
        return found

    def _trimmed(self, node: str, memory: Memory) -> Memory:
        """What a case has to remember when it comes to a node."""
        facts, errors, met = self._matters[node]
        return Memory(
            tuple(value * kept for value, kept in zip(memory.facts, facts, strict=True)),
            tuple(value and kept for value, kept in zip(memory.errors, errors, strict=True)),
            tuple(value * kept for value, kept in zip(memory.met, met, strict=True)),
        )

    def _after(self, element: Element, memory: Memory) -> list[tuple[Memory, Floats]]:
        """What is remembered after a node, and the chance of it."""
        if isinstance(element, Task) and not self.is_skipped(element):
            return self._after_task(element, memory)
        if element.id in self._caps:
            place = list(self._caps).index(element.id)
            met = list(memory.met)
            met[place] = min(met[place] + 1, self._caps[element.id])
            memory = memory._replace(met=tuple(met))
        return [(memory, _SURE)]

    def _after_task(self, task: Task, memory: Memory) -> list[tuple[Memory, Floats]]:
        facts = list(memory.facts)
        for place, (fact, expressions) in enumerate(self._settings.items()):
            for changed, expression in task.sets:
                if changed == fact:
                    facts[place] = _position(expressions, expression)
        memory = memory._replace(facts=tuple(facts))
        made = [(error, chance) for error, chance in task.errors if error in self._errors]
        columns = self.columns(memory)
        chances = [np.clip(np.nan_to_num(means_of(chance, columns)), 0, 1) for _, chance in made]
        found: list[tuple[Memory, Floats]] = []
        for outcome in itertools.product((False, True), repeat=len(made)):
            errors, likely = list(memory.errors), _SURE
            for (error, _), chance, is_made in zip(made, chances, outcome, strict=True):
                errors[self._errors.index(error)] = is_made
                likely = likely * (chance if is_made else 1 - chance)
            if likely.any():
                found.append((memory._replace(errors=tuple(errors)), likely))
        return found

    # --- where tokens go ---------------------------------------------------------------------

    def _weights(self, element: Element, memory: Memory) -> Floats:
        """The tokens that each ordinary flow out gets (row), for each case (column)."""
        flows = self._process.outgoing(element.id)
        match element:
            case Decision() if flows:
                return self._exclusive(element, memory)
            case Any() if len(flows) > 1:
                return self._inclusive(element, memory)
            case First():
                return self._race(element, memory)
            case _:
                return np.ones((len(flows), 1))

    def _exclusive(self, decision: Decision, memory: Memory) -> Floats:
        choice = self._choices.get(decision.id)
        if choice is None:
            choice = choice_of(self._model, self._process, decision, self._origin)
            self._choices[decision.id] = choice
        there = dict(zip(self._errors, memory.errors, strict=True))
        errors = tuple(there.get(error, False) for error, _ in decision.finds)
        met = dict(zip(self._caps, memory.met, strict=True)).get(decision.id, 0)
        key = (decision.id, memory.facts, errors, met)
        if key not in self._taken:
            names = names_read(choice)
            columns = self.columns(memory) if names else {}
            size = self._size if names else 1
            chances = chances_of(choice, columns, size, visit=met, errors=errors)
            self._taken[key] = np.nan_to_num(chances)
        return self._taken[key]

    def _inclusive(self, gateway: Any, memory: Memory) -> Floats:
        inclusion = inclusion_of(self._process, gateway, self._origin)
        key = (gateway.id, memory.facts)
        if key not in self._taken:
            names = names_read(inclusion)
            columns = self.columns(memory) if names else {}
            rows = np.nan_to_num(inclusions_of(inclusion, columns, self._size if names else 1))
            if inclusion.default >= 0:
                rows[inclusion.default] = 0.0
                rows[inclusion.default] = np.prod(1 - rows, axis=0)
            self._taken[key] = rows
        return self._taken[key]

    def _race(self, gateway: First, memory: Memory) -> Floats:
        """The wait that is the shortest on average; messages come after every other wait."""
        flows, columns = self._process.outgoing(gateway.id), self.columns(memory)
        waits = np.stack(
            [
                np.broadcast_to(
                    expected_wait(
                        self._model, self._process.node[flow.target], self._origin, columns
                    ),
                    (self._size,),
                )
                for flow in flows
            ]
        )
        if np.isinf(waits).all():
            return np.full((len(flows), 1), 1 / len(flows))
        wins: Floats = (np.arange(len(flows))[:, np.newaxis] == waits.argmin(axis=0)).astype(float)
        return wins

    def _tokens(self, element: Element) -> Floats:
        """A parallel join needs one from each flow; an inclusive one gets all tokens that the node
        sends out which every way to it passes last."""
        inputs = len(self._process.incoming(element.id))
        if isinstance(element, All):
            return np.full(1, max(1, inputs))
        if not isinstance(element, Any) or inputs < 2:
            return np.ones(1)
        graph = taken(self._process, routing_of(self._process, self._origin))
        split = nx.immediate_dominators(graph, start_of(self._process)).get(element.id, element.id)
        weights = self._weights(self._process.node[split], self._blank)
        tokens: Floats = np.maximum(1.0, weights.sum(axis=0))
        return tokens


def _counts(element: Element) -> bool:
    """Whether a decision minds how often it is met: levels do not."""
    return isinstance(element, Decision) and element.by is None


def _position(expressions: tuple[object, ...], expression: object) -> int:
    return next(n for n, each in enumerate(expressions, 1) if each is expression)
