"""From process graphs to instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np

from procsim.model.organisation import hand_over_between
from procsim.model.process import All, Decision, End, Start, Task, Terminate, Wait
from procsim.simulation.addresses import Purpose, word_of
from procsim.simulation.instants import occurrences_around
from procsim.simulation.plan import NO_QUEUE, SKIP, BatchRule, Instruction, Op, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.model.calendars import Recurrence
    from procsim.model.distributions import Distribution
    from procsim.model.model import Model
    from procsim.model.process import ByOrigin, Element, Flow, Process
    from procsim.simulation.plan import Instants


class ProcessCompiler:
    """Collects the arrays of a plan while processes are added, in file order.

    An element's instructions stand together; flows become their addresses, which are filled in
    when all elements of the process have theirs.
    """

    def __init__(self, model: Model, queues: Sequence[tuple[str, str]], start: int) -> None:
        self._model = model
        self._start = start
        self._offices = tuple(model.offices.values())
        self._queue = {queue: number for number, queue in enumerate(queues)}
        self._known: dict[object, int] = {}
        self._instants: dict[tuple[Recurrence, str], Instants] = {}
        self.entry: list[int] = []
        self.instructions: list[Instruction] = []
        self.steps: list[tuple[str, str]] = []
        self.step_process: list[int] = []
        self.step_place: list[tuple[int, ...]] = []
        self.step_priority: list[int] = []
        self.step_passes_on: list[bool] = []
        self.step_hand_over: list[int] = []
        self.slots: list[Slot] = []
        self.distributions: list[Distribution] = []
        self.choices: list[tuple[float, ...]] = []
        self.occurrences: list[tuple[Instants, ...]] = []
        self.batches: list[BatchRule] = []

    def add(self, process: Process, origins: Sequence[str]) -> None:
        """Compile a process for cases of these origins."""
        first: dict[str, int] = {}
        joins = {n.id: len(process.incoming(n.id)) for n in process.nodes if isinstance(n, All)}
        address = len(self.instructions)
        for element in process.nodes:
            first[element.id] = address
            address += self._length(element, joins)
        self.entry.append(first[_target(process, _start_of(process))])
        for element in process.nodes:
            self._step(process, element, frozenset(origins))
            to = tuple(self._address(process, flow, first) for flow in process.outgoing(element.id))
            self.instructions.extend(self._compile(process, element, to, first[element.id]))

    def distribution(self, distribution: Distribution) -> int:
        """The number of a distribution; equal ones share it."""
        number = self._known.get(distribution)
        if number is None:
            number = self._known[distribution] = len(self.distributions)
            self.distributions.append(distribution)
        return number

    def hand_overs(self) -> tuple[tuple[int, ...], ...]:
        """Office → office → distribution of the time a hand-over takes, or -1."""
        rows = []
        for source in self._offices:
            row = []
            for target in self._offices:
                found = hand_over_between(self._model.hand_overs, source, target)
                row.append(-1 if found is None else self.distribution(found.takes))
            rows.append(tuple(row))
        return tuple(rows)

    # --- elements ----------------------------------------------------------------------------

    def _length(self, element: Element, joins: dict[str, int]) -> int:
        match element:
            case Start():
                return 0
            case Task(role=None) | Wait():
                return 2
            case Task():
                return 2 + (element.delay is not None) + (element.batch is not None)
            case All():
                return max(1, joins[element.id])
            case Decision() | End() | Terminate():
                return 1
            case never:
                assert_never(never)

    def _compile(
        self, process: Process, element: Element, to: tuple[int, ...], at: int
    ) -> list[Instruction]:
        step = len(self.steps) - 1
        match element:
            case Start():
                return []
            case Task():
                return self._task(element, step, to[0], at)
            case Wait():
                return self._wait(element, step, to[0], at)
            case Decision():
                slot = self._choice(process, element)
                return [Instruction(Op.BRANCH, step, slot=slot, targets=to)]
            case All():
                inputs = len(process.incoming(element.id))
                return [
                    Instruction(Op.ALL, step, table=flow, targets=to, inputs=inputs)
                    for flow in range(inputs)
                ]
            case End():
                return [Instruction(Op.END, step)]
            case Terminate():
                return [Instruction(Op.TERMINATE, step)]
            case never:
                assert_never(never)

    def _task(self, task: Task, step: int, to: int, at: int) -> list[Instruction]:
        word = word_of(task.luck or task.id)
        made = [Instruction(Op.ARRIVE, step, at + 1, targets=(to,))]
        work = self._slot(word, Purpose.WORK, task.time)
        if task.role is None:
            return [*made, Instruction(Op.HOLD, step, to, work)]
        if task.delay is not None:
            slot = self._slot(word, Purpose.DELAY, task.delay)
            made.append(Instruction(Op.DELAY, step, at + len(made) + 1, slot))
        if task.batch is not None:
            made.append(
                Instruction(Op.GATHER, step, at + len(made) + 1, work, self._batch(task, word))
            )
        return [*made, Instruction(Op.WORK, step, to, work)]

    def _wait(self, wait: Wait, step: int, to: int, at: int) -> list[Instruction]:
        made = [Instruction(Op.ARRIVE, step, at + 1, targets=(to,))]
        if wait.until is not None:
            self.occurrences.append(self._by_office(wait.until))
            return [*made, Instruction(Op.UNTIL, step, to, table=len(self.occurrences) - 1)]
        assert wait.delay is not None
        slot = self._slot(word_of(wait.luck or wait.id), Purpose.DELAY, wait.delay)
        return [*made, Instruction(Op.HOLD, step, to, slot)]

    def _batch(self, task: Task, word: int) -> int:
        batch = task.batch
        assert batch is not None
        setup = -1
        if batch.setup is not None:
            number = self.distribution(batch.setup)
            setup = self._add(Slot(word, Purpose.SETUP, (number,) * len(self._offices)))
        self.batches.append(
            BatchRule(
                size=batch.size or 0,
                age=-1 if batch.age is None else batch.age,
                occurrences=None if batch.rule is None else self._by_office(batch.rule),
                setup=setup,
            )
        )
        return len(self.batches) - 1

    def _step(self, process: Process, element: Element, origins: frozenset[str]) -> None:
        self.steps.append((process.id, element.id))
        self.step_process.append(len(self.entry) - 1)
        self.step_priority.append(element.priority if isinstance(element, Task) else 0)
        self.step_passes_on.append(isinstance(element, Task) and element.at_closing == "pass_on")
        self.step_place.append(
            tuple(
                self._place(element, office.id) if office.id in origins else NO_QUEUE
                for office in self._offices
            )
        )
        luck = word_of(element.luck or element.id) if isinstance(element, Task) else 0
        self.step_hand_over.append(self._add(Slot(luck, Purpose.HAND_OVER, ())))

    def _place(self, element: Element, origin: str) -> int:
        if not isinstance(element, Task | Wait):
            return NO_QUEUE
        at = element.at.of(self._model.offices[origin])
        if at == "skip":
            return SKIP
        if isinstance(element, Wait) or element.role is None:
            return NO_QUEUE
        assert at is not None
        office = self._model.place(at, origin)
        assert office is not None
        return self._queue[element.role, office]

    # --- draws -------------------------------------------------------------------------------

    def _choice(self, process: Process, decision: Decision) -> int:
        flows = process.outgoing(decision.id)
        variants = []
        for office in self._offices:
            shares = [1.0 if f.share is None else f.share.of(office) or 0.0 for f in flows]
            cumulative = tuple(np.cumsum(shares)[:-1].tolist())
            if cumulative not in self._known:
                self._known[cumulative] = len(self.choices)
                self.choices.append(cumulative)
            variants.append(self._known[cumulative])
        word = word_of(decision.luck or decision.id)
        return self._add(Slot(word, Purpose.CHOICE, tuple(variants)))

    def _slot(self, word: int, purpose: int, drawn: ByOrigin[Distribution]) -> int:
        variants = []
        for office in self._offices:
            distribution = drawn.of(office)
            variants.append(-1 if distribution is None else self.distribution(distribution))
        return self._add(Slot(word, purpose, tuple(variants)))

    def _add(self, slot: Slot) -> int:
        self.slots.append(slot)
        return len(self.slots) - 1

    def _by_office(self, recurrence: Recurrence) -> tuple[Instants, ...]:
        return tuple(self._occurring(recurrence, office.time_zone) for office in self._offices)

    def _occurring(self, recurrence: Recurrence, zone: str) -> Instants:
        instants = self._instants.get((recurrence, zone))
        if instants is None:
            found = occurrences_around(self._model, recurrence, zone)
            instants = self._instants[recurrence, zone] = found - self._start
        return instants

    def _address(self, process: Process, flow: Flow, first: dict[str, int]) -> int:
        """Where a flow leads; each flow into a join has an instruction of its own."""
        target = first[flow.target]
        if isinstance(process.node[flow.target], All):
            target += [id(f) for f in process.incoming(flow.target)].index(id(flow))
        return target


def _start_of(process: Process) -> str:
    return next(element.id for element in process.nodes if isinstance(element, Start))


def _target(process: Process, node: str) -> str:
    return process.outgoing(node)[0].target
