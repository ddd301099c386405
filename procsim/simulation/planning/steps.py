"""From tasks, waits and calls to instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.model.by_origin import ByOrigin
from procsim.model.callers import starts_of
from procsim.simulation.addresses import Purpose, word_of
from procsim.simulation.plan import BatchRule, DeadlineRule, Op
from procsim.simulation.planning.code import late_way
from procsim.simulation.planning.registers import setting_of
from procsim.simulation.reference.repeats import PARALLEL, SEQUENTIAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.model.elements import Batch, Call, Deadline, Element, End, Start, Task, Wait
    from procsim.model.process import Process
    from procsim.simulation.plan import Instants
    from procsim.simulation.planning.births import BirthCompiler
    from procsim.simulation.planning.code import Code
    from procsim.simulation.planning.hours import HoursCompiler
    from procsim.simulation.planning.registers import RegisterTable
    from procsim.simulation.planning.slots import SlotCompiler

Level = tuple[int, int]
"""Who may do a task: the row of places (-1: the step's own), and the requirement of its work (-1: a
member of the queue)."""


class StepCompiler:
    """Makes the instructions of steps. A step is reached; its deadlines are armed; its work is done
    (once or several times); then follows what comes of it: facts, errors, messages, cases."""

    def __init__(
        self, code: Code, slots: SlotCompiler, hours: HoursCompiler, births: BirthCompiler
    ) -> None:
        self._code = code
        self._slots = slots
        self._hours = hours
        self._births = births
        self.occurrences: list[tuple[Instants, ...]] = []
        self.batches: list[BatchRule] = []
        self.deadlines: list[DeadlineRule] = []
        self.registers: RegisterTable | None = None
        self.is_watched = False
        """Whether cases of the process may be withdrawn as a whole, so that any step is traced."""

    def start(self, process: Process, start: Start, step: int, out: int) -> None:
        """The deadlines of the case, and the cases that start with it."""
        if not start.deadlines and not start.starts:
            return
        code = self._code
        code.add(Op.REACH, step)
        self._arm(process, start.id, start.deadlines, step, Op.BEGIN)
        if start.deadlines:
            code.add(Op.DISARM, step)
        self._start_cases(step, start)
        code.lead(code.here - 1, out)

    def task(
        self, process: Process, task: Task, step: int, out: int, levels: Sequence[Level]
    ) -> None:
        """A task done by one of the levels of a delegation, by the only one, or (none) by a
        system."""
        code, word = self._code, word_of(task.luck or task.id)
        chosen = task.performer.by is not None
        arrives = len(levels) == 1 and not (task.deadlines or chosen or self.is_watched)
        if not arrives:
            code.add(Op.REACH, step, targets=(out,))
            self._arm(process, task.id, task.deadlines, step, Op.WORK if levels else Op.HOLD)
        if task.performer.by is not None:
            chooser = code.add(Op.CHOOSE, step, slot=self._slots.level(step, task.performer.by))
        firsts: list[int] = []
        ends: list[int] = []
        for row, requirement in levels:
            firsts.append(code.here)
            if arrives:
                code.add(Op.ARRIVE, step, targets=(out,))
            else:
                code.add(Op.TRAVEL, step, table=row)
            ends += self._work(task, step, word, requirement)
        if chosen:
            code.aim(chooser, *firsts)
        if not levels:
            ends += self._system(task, step, word)
        self._meet(ends, self._tail(process, task, step, out))

    def wait(self, process: Process, wait: Wait, step: int, out: int) -> None:
        """A delay, a date or a message."""
        code = self._code
        if wait.deadlines or self.is_watched:
            code.add(Op.REACH, step, targets=(out,))
            self._arm(process, wait.id, wait.deadlines, step, Op.HOLD)
        else:
            code.add(Op.ARRIVE, step, targets=(out,))
        if wait.until is not None:
            self.occurrences.append(self._hours.by_office(wait.until))
            last = code.add(Op.UNTIL, step, table=len(self.occurrences) - 1)
        elif wait.message is not None:
            last = code.add(Op.AWAIT, step, table=self._births.channel(wait.message))
        else:
            assert wait.delay is not None
            word = word_of(wait.luck or wait.id)
            slot = self._slots.amount(step, word, Purpose.DELAY, wait.delay)
            last = self._timed(Op.HOLD, Op.HOLD_OPEN, step, slot, wait.calendar)
        if wait.deadlines:
            last = code.add(Op.DISARM, step)
        code.lead(last, out)

    def call(self, process: Process, call: Call, step: int, out: int) -> None:
        """Another process, waited for."""
        code = self._code
        code.add(Op.REACH, step, targets=(out,))
        self._arm(process, call.id, call.deadlines, step, Op.CALL)
        last = code.add(Op.CALL, step, table=self._births.call(call))
        if call.deadlines:
            last = code.add(Op.DISARM, step)
        code.lead(last, out)

    def end(self, end: End, step: int) -> None:
        """Messages and cases that come of an end."""
        code = self._code
        if end.starts:
            code.add(Op.REACH, step)
        for message in end.sends:
            code.add(Op.SEND, step, table=self._births.message(message))
        self._start_cases(step, end)
        code.add(Op.END, step, to=-1)

    # --- parts of a step ---------------------------------------------------------------------

    def _arm(
        self, process: Process, node: str, deadlines: Sequence[Deadline], step: int, kind: int
    ) -> None:
        """Arm deadlines. What is no work of people starts when it is ready."""
        for deadline in deadlines:
            luck = word_of(f"{node}/{deadline.id}")
            slot = self._slots.amount(step, luck, Purpose.DEADLINE, deadline.after)
            every = -1
            if deadline.every is not None:
                every = self._slots.amount(step, luck, Purpose.EVERY, deadline.every)
            rule = DeadlineRule(
                slot=slot,
                every=every,
                hours=self._hours.timetable(deadline.calendar) if deadline.calendar else -1,
                since_start=deadline.since == "start" and kind == Op.WORK,
                interrupts=deadline.interrupts,
                whole=kind == Op.BEGIN,
                target=late_way(process, node, deadline.id),
                until_start=deadline.until == "start",
            )
            self._code.add(Op.ARM, step, table=len(self.deadlines))
            self.deadlines.append(rule)

    def _system(self, task: Task, step: int, word: int) -> list[int]:
        repeat = self._repeat(task, step, word)
        slot = self._slots.amount(step, word, Purpose.WORK, task.time, again=task.again)
        last = self._code.add(Op.HOLD, step, slot=slot)
        return self._repeated(task, step, repeat, last)

    def _work(self, task: Task, step: int, word: int, requirement: int) -> list[int]:
        """Travelled to its place, work is delayed, collected, queued and done; the instructions
        after which the step is done."""
        code, slots = self._code, self._slots
        repeat = self._repeat(task, step, word)
        work = slots.amount(step, word, Purpose.WORK, task.time, again=task.again)
        if task.delay is not None:
            delay = slots.amount(step, word, Purpose.DELAY, task.delay)
            self._timed(Op.DELAY, Op.DELAY_OPEN, step, delay, task.delay_calendar)
        if task.batch is not None:
            code.add(Op.GATHER, step, slot=work, table=self._batch(task.batch, step, word))
        last = code.add(Op.WORK, step, slot=work, table=requirement)
        return self._repeated(task, step, repeat, last)

    def _repeat(self, task: Task, step: int, word: int) -> int:
        """Begin the instances of a repeated task; the address of where they do, or -1."""
        if task.repeat is None:
            return -1
        times = self._slots.amount(step, word, Purpose.TIMES, ByOrigin(task.repeat.times, {}))
        mode = PARALLEL if task.repeat.mode == "parallel" else SEQUENTIAL
        return self._code.add(Op.REPEAT, step, slot=times, table=mode)

    def _repeated(self, task: Task, step: int, repeat: int, last: int) -> list[int]:
        """End an instance; the instructions after which the step is done."""
        if task.repeat is None:
            return [last]
        if task.repeat.mode == "parallel":
            return [repeat, self._code.add(Op.MEET, step)]
        return [repeat, self._code.add(Op.AGAIN, step, targets=(repeat + 1,))]

    def _meet(self, ends: Sequence[int], to: int) -> None:
        """Go on from the last instructions of a step, and past its instances if there are none."""
        for address in ends:
            if self._code.made[address].op == Op.REPEAT:
                self._code.aim(address, to)
            else:
                self._code.lead(address, to)

    def _tail(self, process: Process, task: Task, step: int, out: int) -> int:
        """What comes of a task that is done; its first instruction, or `out` if nothing does."""
        code, registers = self._code, self.registers
        assert registers is not None
        first = code.here
        if task.deadlines:
            code.add(Op.DISARM, step)
        for position, (fact, _) in enumerate(task.sets):
            value = setting_of(process, task, position)
            code.add(Op.SET, step, table=registers.facts[fact], value=value)
        for error, _ in task.errors:
            slot = self._slots.error(step, task, error)
            code.add(Op.SET, step, slot=slot, table=registers.errors[error])
        if task.id in registers.members:
            code.add(Op.REMEMBER, step, table=registers.members[task.id])
        for message in task.sends:
            code.add(Op.SEND, step, table=self._births.message(message))
        self._start_cases(step, task)
        if code.here == first:
            return out
        code.lead(code.here - 1, out)
        return first

    def _start_cases(self, step: int, element: Element) -> None:
        for entry in range(len(starts_of(element))):
            self._code.add(Op.BEGIN, step, table=self._births.starts(step, element, entry))

    def _timed(self, elapsed: int, working: int, step: int, slot: int, calendar: str | None) -> int:
        """An instruction that lets time pass: elapsed, or of a calendar."""
        if calendar is None:
            return self._code.add(elapsed, step, slot=slot)
        return self._code.add(working, step, slot=slot, table=self._hours.timetable(calendar))

    def _batch(self, batch: Batch, step: int, word: int) -> int:
        setup = -1
        if batch.setup is not None:
            setup = self._slots.amount(step, word, Purpose.SETUP, ByOrigin(batch.setup, {}))
        self.batches.append(
            BatchRule(
                size=batch.size or 0,
                age=-1 if batch.age is None else batch.age,
                occurrences=None if batch.rule is None else self._hours.by_office(batch.rule),
                setup=setup,
                by=-1 if batch.by is None else self._slots.fact(step, batch.by),
            )
        )
        return len(self.batches) - 1
