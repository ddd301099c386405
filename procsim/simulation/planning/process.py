"""From process graphs to instructions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, assert_never

from procsim.model.distributions.discrete import Constant
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
from procsim.model.organisation import hand_over_between
from procsim.simulation.addresses import Purpose, word_of
from procsim.simulation.plan import NO_QUEUE, SKIP, Inclusive, Op, Slot
from procsim.simulation.planning.births import BirthCompiler, called_processes
from procsim.simulation.planning.code import Code, flow_addresses, ways_out
from procsim.simulation.planning.hours import HoursCompiler
from procsim.simulation.planning.inclusive import inclusive_join
from procsim.simulation.planning.slots import SlotCompiler
from procsim.simulation.planning.steps import StepCompiler
from procsim.simulation.planning.work import WorkCompiler

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from procsim.model.by_origin import ByOrigin
    from procsim.model.capacity import Queue
    from procsim.model.elements import Element
    from procsim.model.model import Model
    from procsim.model.process import Process
    from procsim.simulation.plan import Instruction
    from procsim.simulation.planning.steps import Level

_FURTHER: Final = -2
"""Stands for the first row of places after those of all steps; one less for each after it."""


class ProcessCompiler:
    """Collects the arrays of a plan while processes are added, in file order.

    An element's instructions stand together; flows become their addresses when all elements of the
    process have theirs.
    """

    def __init__(self, model: Model, queues: Sequence[Queue], start: int) -> None:
        self._model = model
        self._offices = tuple(model.offices.values())
        self._queue = {queue: number for number, queue in enumerate(queues)}
        self._called = called_processes(model)
        self._further_places: list[tuple[int, ...]] = []
        self.slots = SlotCompiler(model)
        self.work = WorkCompiler(model, queues)
        self.hours = HoursCompiler(model, start)
        self.births = BirthCompiler(model, self.slots)
        self.code = Code()
        self.parts = StepCompiler(self.code, self.slots, self.hours, self.births)
        self.entry: list[int] = []
        self.steps: list[tuple[str, str]] = []
        self.step_process: list[int] = []
        self.step_priority: list[int] = []
        self.step_key: list[int] = []
        self.step_passes_on: list[bool] = []
        self.step_hand_over: list[int] = []
        self.registers: list[int] = []
        self.errors: list[tuple[int, ...]] = []
        self.inclusive: list[tuple[int, Inclusive]] = []
        self._place: list[tuple[int, ...]] = []

    def add(self, process: Process, origins: Collection[str]) -> None:
        """Compile a process for cases of these origins."""
        since, late_since = self.code.here, len(self.parts.deadlines)
        registers = self.parts.registers = self.slots.begin(process)
        self.registers.append(registers.count)
        self.errors.append(tuple(registers.errors.values()))
        start = next(element for element in process.nodes if isinstance(element, Start))
        self.parts.is_watched = process.id in self._called or any(
            deadline.interrupts for deadline in start.deadlines
        )
        self.births.know(process, len(self.steps))
        first_step = len(self.steps)
        first: dict[str, int] = {}
        for element in process.nodes:
            first[element.id] = self.code.here
            self._step(process, element, frozenset(origins))
            self._compile(process, element, first_step)
        flows = flow_addresses(process, first)
        if not (start.deadlines or start.starts):
            first[start.id] = flows[ways_out(process, start.id)[0]]
        self.entry.append(first[start.id])
        self.code.resolve(since, flows)
        for number, rule in enumerate(self.parts.deadlines[late_since:], late_since):
            self.parts.deadlines[number] = replace(rule, target=flows[rule.target])

    def hand_overs(self) -> tuple[tuple[int, ...], ...]:
        """Office → office → distribution of the time a hand-over takes, or -1."""
        rows = []
        for source in self._offices:
            row = []
            for target in self._offices:
                found = hand_over_between(self._model.hand_overs, source, target)
                row.append(-1 if found is None else self.slots.distribution(found.takes))
            rows.append(tuple(row))
        return tuple(rows)

    @property
    def instructions(self) -> tuple[Instruction, ...]:
        """All of them, when all processes have been added."""
        further = len(self._place) + _FURTHER
        return tuple(
            replace(made, table=further - made.table)
            if made.op == Op.TRAVEL and made.table <= _FURTHER
            else made
            for made in self.code.made
        )

    @property
    def step_place(self) -> tuple[tuple[int, ...], ...]:
        """A row for each step, then those of the levels of delegations."""
        return (*self._place, *self._further_places)

    # --- elements ----------------------------------------------------------------------------

    def _compile(self, process: Process, element: Element, first_step: int) -> None:
        step, code = len(self.steps) - 1, self.code
        out = ways_out(process, element.id)
        match element:
            case Start():
                self.parts.start(process, element, step, out[0])
            case Task():
                self.parts.task(process, element, step, out[0], self._levels(element))
            case Wait():
                self.parts.wait(process, element, step, out[0])
            case Call():
                self.parts.call(process, element, step, out[0])
            case Decision():
                slot = self.slots.choice(step, element)
                code.add(Op.BRANCH, step, to=-1, slot=slot, targets=out)
            case All():
                inputs = len(process.incoming(element.id))
                for flow in range(inputs):
                    code.add(Op.ALL, step, to=-1, table=flow, targets=out, inputs=inputs)
            case Any():
                inputs = len(process.incoming(element.id))
                slot = self.slots.inclusive(step, element) if len(out) > 1 else -1
                for flow in range(max(1, inputs)):
                    code.add(Op.ANY, step, slot=slot, table=flow, targets=out, inputs=inputs)
                if inputs > 1:
                    join = inclusive_join(process, element.id, first_step)
                    self.inclusive.append((step, join))
            case First():
                code.add(Op.RACE, step, targets=out)
            case End():
                self.parts.end(element, step)
            case Terminate():
                code.add(Op.TERMINATE, step, to=-1)
            case never:
                assert_never(never)

    def _levels(self, task: Task) -> list[Level]:
        """Who may do a task, as rows of places and requirements; nobody for a system's."""
        step = len(self.steps) - 1
        members = self.slots.registers[-1].members
        if task.performer.by is None:
            if task.role is None and task.team is None:
                return []
            places = self._place[step]
            return [(-1, self.work.requirement_of(task, places, members.__getitem__))]
        found = []
        for level in self._model.delegations[task.performer.by].levels:
            row = tuple(
                place if place in (SKIP, NO_QUEUE) else self._queue_of(level.role, level.at, office)
                for office, place in zip(self._model.offices, self._place[step], strict=True)
            )
            needs = self.work.requirement_of(task, row, members.__getitem__)
            found.append((_FURTHER - len(self._further_places), needs))
            self._further_places.append(row)
        return found

    def _step(self, process: Process, element: Element, origins: frozenset[str]) -> None:
        self.steps.append((process.id, element.id))
        step = len(self.steps) - 1
        self.step_process.append(len(self.registers) - 1)
        priority = element.priority if isinstance(element, Task) else None
        self.step_priority.append(round(priority.mean) if isinstance(priority, Constant) else 0)
        self.step_key.append(self.slots.key(step, element) if isinstance(element, Task) else -1)
        self.step_passes_on.append(isinstance(element, Task) and element.at_closing == "pass_on")
        self._place.append(
            tuple(
                self._placed(element, office) if office in origins else NO_QUEUE
                for office in self._model.offices
            )
        )
        luck = word_of(element.luck or element.id) if isinstance(element, Task) else 0
        self.step_hand_over.append(len(self.slots.slots))
        self.slots.slots.append(Slot(luck, Purpose.HAND_OVER, ()))

    def _placed(self, element: Element, origin: str) -> int:
        """The queue of a step for cases of an office; of a delegated one, of the first level."""
        if not isinstance(element, Task | Wait | Call):
            return NO_QUEUE
        if element.at.of(self._model.offices[origin]) == "skip":
            return SKIP
        if not isinstance(element, Task):
            return NO_QUEUE
        if element.team is not None:
            return self.work.first_seat(element, origin)
        if element.performer.by is not None:
            level = self._model.delegations[element.performer.by].levels[0]
            return self._queue_of(level.role, level.at, origin)
        return (
            NO_QUEUE if element.role is None else self._queue_of(element.role, element.at, origin)
        )

    def _queue_of(self, role: str, at: ByOrigin[str], origin: str) -> int:
        place = at.of(self._model.offices[origin])
        assert place is not None
        office = self._model.place(place, origin)
        assert office is not None
        return self._queue[role, office]
