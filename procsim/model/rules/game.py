"""The ways on from one node of a token game: which flows are taken together, and what must hold.

What facts decide is decided once: a condition that reads no fact a step `sets` is true for a case
or it is not, wherever it stands. `Truths` are what a course has assumed of its case so far.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from procsim.model.elements import Any, Call, Decision, First, Start, Task, Wait

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from procsim.model.elements import Deadline
    from procsim.model.process import Flow, Process

Truths = frozenset[tuple[str, str]]
"""(what was asked, the answer) of a case."""
Way = tuple[tuple[int, ...], Truths]
"""The flows that are taken together, and what is known of the case then."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways on from the nodes of a process that takes only some of its flows."""

    process: Process
    possible: frozenset[int]
    settable: frozenset[str] = field(init=False)
    leaving: Mapping[str, tuple[int, ...]] = field(init=False)
    """Node → the positions of its possible flows, those of deadlines left out."""
    late: Mapping[str, tuple[int, ...]] = field(init=False)
    """Node → the positions of the flows of its deadlines."""

    def __post_init__(self) -> None:
        leaving: dict[str, list[int]] = {node.id: [] for node in self.process.nodes}
        late: dict[str, list[int]] = {node.id: [] for node in self.process.nodes}
        for place in sorted(self.possible):
            flow = self.process.flows[place]
            (late if flow.deadline else leaving)[flow.source].append(place)
        object.__setattr__(self, "leaving", {id_: tuple(flows) for id_, flows in leaving.items()})
        object.__setattr__(self, "late", {id_: tuple(flows) for id_, flows in late.items()})
        object.__setattr__(self, "settable", settable_facts(self.process))

    def is_choice(self, node: str) -> bool:
        """Whether there is more than one way on from a node."""
        splits = isinstance(self.process.node[node], Decision | First | Any)
        return bool(self.late[node]) or (splits and len(self.leaving[node]) > 1)

    def on(self, node: str, truths: Truths) -> Iterator[Way]:
        """The ways on from a node for a case of which something is known."""
        element = self.process.node[node]
        match element:
            case Decision():
                yield from self._exclusive(node, truths)
            case Any():
                yield from self._inclusive(node, truths)
            case First():
                yield from (((place,), truths) for place in self.leaving[node])
            case Start() | Task() | Wait() | Call():
                yield from self._with_deadlines(node, element.deadlines, truths)
            case _:
                yield self.leaving[node], truths

    def _exclusive(self, node: str, truths: Truths) -> Iterator[Way]:
        told = truths
        for place in self.leaving[node]:
            flow = self.process.flows[place]
            question, answer = self._asked(flow)
            if not question:
                yield (place,), told
                continue
            known = dict(told).get(question)
            if known in (None, answer):
                yield (place,), told | {(question, answer)}
            if known == answer:
                return
            if answer == "true":
                told |= {(question, "false")}

    def _inclusive(self, node: str, truths: Truths) -> Iterator[Way]:
        flows = self.process.flows
        drawn = [place for place in self.leaving[node] if not flows[place].is_default]
        default = tuple(place for place in self.leaving[node] if flows[place].is_default)
        for taken in itertools.product((True, False), repeat=len(drawn)):
            told: Truths | None = truths
            for place, is_taken in zip(drawn, taken, strict=True):
                told = self._if_so(flows[place], told, is_taken=is_taken)
            if told is not None:
                chosen = tuple(p for p, is_taken in zip(drawn, taken, strict=True) if is_taken)
                yield chosen or default, told

    def _if_so(self, flow: Flow, truths: Truths | None, *, is_taken: bool) -> Truths | None:
        """What is known if a flow is taken, or not; None if that cannot be."""
        if truths is None:
            return None
        question, _ = self._asked(flow)
        answer = "true" if is_taken else "false"
        if question:
            known = dict(truths).get(question, answer)
            return truths | {(question, answer)} if known == answer else None
        is_sure = flow.share is not None and min(flow.share.values(), default=0.0) >= 1
        return None if is_sure and not is_taken else truths

    def _asked(self, flow: Flow) -> tuple[str, str]:
        """What facts decide about a flow, for good, and the answer that takes it; else empty."""
        decision = self.process.node[flow.source]
        if flow.when is not None and not flow.when.names & self.settable:
            return flow.when.text, "true"
        if flow.level and isinstance(decision, Decision) and not self.settable:
            return f"delegation {decision.by}", flow.level
        return "", ""

    def _with_deadlines(
        self, node: str, deadlines: tuple[Deadline, ...], truths: Truths
    ) -> Iterator[Way]:
        on = self.leaving[node]
        yield on, truths
        interrupts = {deadline.id: deadline.interrupts for deadline in deadlines}
        for place in self.late[node]:
            is_end = interrupts.get(self.process.flows[place].deadline, True)
            yield ((place,) if is_end else (place, *on)), truths


def settable_facts(process: Process) -> frozenset[str]:
    """The facts that a step may change."""
    return frozenset(fact for task in process.tasks for fact, _ in task.sets)
