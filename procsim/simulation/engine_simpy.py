"""The reference engine: what a plan means, step by step, on the clock of SimPy.

When an instant comes it is settled in phases (endings, signals, arrivals, duty), in the order
(case, step, visit) within a phase, so that results never depend on the order of insertion. Then
every touched group of queues is served, and again until nothing is left at this instant.
The engine samples nothing: work, delays and choices come from columns of draws.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.plan import Op
from procsim.simulation.reference.clock import ARRIVAL, SIGNAL, Clock
from procsim.simulation.reference.deadlines import Alarm
from procsim.simulation.reference.log_writer import LogWriter
from procsim.simulation.reference.registers import Registers
from procsim.simulation.reference.service import Service
from procsim.simulation.reference.token import HELD, WAITED, WORKED, Token
from procsim.simulation.reference.walk import Walk

if TYPE_CHECKING:
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.cases import Cases
    from procsim.simulation.preparation.roster import Roster
    from procsim.simulation.reference.clock import Entry

_order = itemgetter(0, 1, 2, 3)
_INSTANCES = frozenset({Op.REPEAT, Op.ARM})


def run(plan: Plan, cases: Cases, roster: Roster, *, replication: int) -> Log:
    """Walk all cases through the plan; the log of one replication.

    The run stops at the plan's horizon, or earlier: at the first instant after the window at which
    no case that arrived in the window is open, for nothing later can change what is reported.
    """
    return _Engine(plan, cases, roster).run(replication)


class _Engine:
    """The state of one run: cases, the instant being settled, the tokens on their way."""

    def __init__(self, plan: Plan, cases: Cases, roster: Roster) -> None:
        self.cases = cases
        self.clock = Clock(plan.horizon, self._settle)
        self.log = LogWriter(len(cases.process))
        self.registers = Registers(plan)
        self.service = Service(plan, roster, self.clock, self.log, self.registers.get)
        self.queues = self.service.queues
        self.walk = Walk(
            plan,
            cases,
            self.clock,
            self.log,
            self.service,
            self.registers,
            case_begins=self._begin_case,
            case_ends=self._end_case,
        )
        self.batches = self.walk.batches
        has_instances = any(made.op in _INSTANCES for made in plan.instructions)
        self.order = _order_of_instances if has_instances else _order
        self.errors = plan.errors
        self.window = plan.window
        self.arrived: list[int] = cases.arrived.tolist()
        self.arrivals: list[int] = np.argsort(cases.arrived, kind="stable").tolist()
        self.next_arrival = 0
        start, end = plan.window
        self.open = int(((cases.arrived >= start) & (cases.arrived < end)).sum())

    def run(self, replication: int) -> Log:
        """Until nothing can happen that matters."""
        self._expect_arrival()
        self.clock.at(self.window[1], (SIGNAL, -1, -1, -1, None))
        end = self.clock.run()
        self.service.write_unended(end)
        born = self.walk.facts_of_born()
        return self.log.close(self.cases, replication=replication, finished=end, born=born)

    # --- instants ----------------------------------------------------------------------------

    def _settle(self, entries: list[Entry], now: int) -> None:
        if len(entries) > 1:
            entries.sort(key=self.order)
        for phase, _, step, visit, token in entries:
            if token is None:
                if phase == ARRIVAL:
                    self._arrive(now)
                elif phase == SIGNAL:
                    if step >= 0:
                        self.batches.occurs(step, visit, now)
                else:
                    self.queues.rouse(step)
            elif isinstance(token, Alarm):
                self.walk.due(token, now)
            elif phase == SIGNAL:
                self.batches.aged(token, step, visit, now)
            elif token.batch is not None:
                for member in self.service.end_batch(token, now):
                    if not member.dead:
                        self.walk.done(member, now)
            elif not token.dead:
                self._end(token, now)
        self.queues.serve(now)
        if self.open == 0 and now >= self.window[1]:
            self.clock.stop()

    def _end(self, token: Token, now: int) -> None:
        """What a token was doing ends."""
        doing = token.doing
        if doing == WORKED:
            self.service.end(token, now)
            self.walk.done(token, now)
        elif doing == HELD:
            self.walk.advance(token, now)
        elif doing == WAITED:
            self.walk.passed(token, now)
            self.walk.advance(token, now)
        else:
            self.service.close_shift(token, now)

    def _arrive(self, now: int) -> None:
        """The cases of this instant arrive, in their order; the next one is expected."""
        arrivals, position = self.arrivals, self.next_arrival
        while position < len(arrivals) and self.arrived[arrivals[position]] == now:
            self.walk.enter(arrivals[position], now)
            position += 1
        self.next_arrival = position
        self._expect_arrival()

    def _expect_arrival(self) -> None:
        if self.next_arrival < len(self.arrivals):
            case = self.arrivals[self.next_arrival]
            self.clock.at(self.arrived[case], (ARRIVAL, case, -1, -1, None))

    def _begin_case(self, _case: int, now: int) -> None:
        """A case begins in the run: the next in number."""
        self.arrived.append(now)
        if self.window[0] <= now < self.window[1]:
            self.open += 1

    def _end_case(self, case: int, step: int, now: int) -> None:
        self.log.end_case(case, now, step)
        if self.errors:
            self.log.escape(case, self.registers.errors(case, self.errors[self.walk.process(case)]))
        if self.window[0] <= self.arrived[case] < self.window[1]:
            self.open -= 1


def _order_of_instances(entry: Entry) -> tuple[int, int, int, int, int]:
    what = entry[4]
    return (*entry[:4], 0 if what is None else what.instance)
