"""How tokens walk through the instructions of a plan: one after the other, each until it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.reference.births import Births
from procsim.simulation.reference.deadlines import Deadlines
from procsim.simulation.reference.gateways import Gateways
from procsim.simulation.reference.inclusive import InclusiveGateways
from procsim.simulation.reference.luck import BITS, Luck
from procsim.simulation.reference.messages import Messages
from procsim.simulation.reference.races import Races
from procsim.simulation.reference.repeats import Repeats
from procsim.simulation.reference.steps import Steps
from procsim.simulation.reference.strands import Strands
from procsim.simulation.reference.visits import Visits
from procsim.simulation.reference.withdrawal import Withdrawal
from procsim.simulation.reference.working_time import WorkingTime
from procsim.simulation.reference.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.cases import Cases
    from procsim.simulation.reference.clock import Clock
    from procsim.simulation.reference.deadlines import Alarm
    from procsim.simulation.reference.log_writer import LogWriter
    from procsim.simulation.reference.registers import Registers
    from procsim.simulation.reference.service import Service
    from procsim.simulation.reference.token import Token


class Walk:
    """The tokens of one run on their way. `case_begins(case, now)` is called for each case that
    begins in the run, `case_ends(case, step, now)` for each that ends. What an instruction does is
    said by the operations of `steps`, `gateways` and others, one module for each idea."""

    def __init__(
        self,
        plan: Plan,
        cases: Cases,
        clock: Clock,
        log: LogWriter,
        service: Service,
        registers: Registers,
        *,
        case_begins: Callable[[int, int], None],
        case_ends: Callable[[int, int, int], None],
    ) -> None:
        self._plan = plan
        self._log = log
        self._case_ends = case_ends
        self._luck = Luck(plan, cases, registers)
        self._strands = Strands(plan, cases)
        self._registers = registers
        world = World(
            plan=plan,
            clock=clock,
            log=log,
            service=service,
            registers=registers,
            luck=self._luck,
            visits=Visits(plan, cases),
            strands=self._strands,
            end_case=self._end_case,
        )
        self._moving = world.moving
        hours = WorkingTime(plan)
        races = Races(world)
        self._steps = Steps(world, hours, races)
        self.batches = self._steps.batches
        self.passed = self._steps.passed
        withdrawal = Withdrawal(world, self.batches)
        gateways = Gateways(world, withdrawal)
        self._inclusive = InclusiveGateways(world, gateways)
        self._awaited = self._inclusive.waiting
        messages = Messages(world, self._steps)
        self._deadlines = Deadlines(world, hours, withdrawal)
        service.watch(self._deadlines.begun)
        self._births = Births(world, withdrawal, messages, case_begins)
        operations = {
            **self._steps.operations(),
            **gateways.operations(),
            **self._inclusive.operations(),
            **races.operations(),
            **messages.operations(),
            **self._deadlines.operations(),
            **registers.operations(self._luck),
            **Repeats(world).operations(),
            **self._births.operations(),
        }
        self._code = tuple((operations[made.op], made) for made in plan.instructions)

    def enter(self, case: int, now: int) -> None:
        """A case arrives at the start of its process."""
        token = self._strands.first(case)
        token.at = self._plan.entry[self._strands.process[case]]
        self.advance(token, now)

    def facts_of_born(self) -> list[dict[str, float]]:
        """The facts of the cases that began in the run, in their order."""
        return self._luck.facts_of_born()

    def advance(self, token: Token, now: int) -> None:
        """Move a token until it waits for something, then those it forked, in flow order; when all
        have settled, those that leave inclusive joins, and what follows."""
        code = self._code
        moving = self._moving
        while True:
            goes_on = not token.dead
            while goes_on:
                operation, instruction = code[token.at]
                goes_on = operation(token, instruction, now)
            if self._awaited and token.case in self._awaited:
                self._inclusive.unsettled.add(token.case)
            if moving:
                token = moving.pop()
                continue
            fired = self._inclusive.fired() if self._inclusive.unsettled else None
            if fired is None:
                return
            token = fired

    def process(self, case: int) -> int:
        """The process of a case."""
        return self._strands.process[case]

    def done(self, token: Token, now: int) -> None:
        """A token's work is over: it goes on."""
        self._steps.done(token)
        self.advance(token, now)

    def due(self, alarm: Alarm, now: int) -> None:
        """A deadline has passed."""
        token = self._deadlines.due(alarm, now)
        if token is not None:
            self.advance(token, now)

    def _end_case(self, case: int, step: int, now: int) -> None:
        self._case_ends(case, step, now)
        self._strands.forget(case)
        block = self._births.block.pop(case, None)
        self._luck.ended(case >> BITS if block is None else block)
        self._inclusive.forget(case)
        if self._plan.deadlines:
            self._deadlines.forget(case)
        if self._plan.registers:
            self._registers.forget(case)
        if self._plan.births:
            self._births.ended(case, now)
