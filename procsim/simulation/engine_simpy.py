"""The reference engine: what a plan means, step by step, on the clock of SimPy.

When an instant comes it is settled in phases (endings, signals, arrivals, duty), in the order
(case, step, visit) within a phase, so that results never depend on the order of insertion. Then
every touched group of queues is served, and again until nothing is left at this instant.
The engine samples nothing: work, delays and choices come from columns of draws.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.errors import ProcsimError
from procsim.simulation.batches import Batches
from procsim.simulation.clock import ARRIVAL, ENDING, SIGNAL, Clock
from procsim.simulation.draws import BLOCK, Draws
from procsim.simulation.log import LogWriter, Result
from procsim.simulation.plan import NO_QUEUE, SKIP, Instruction, Op
from procsim.simulation.service import Service
from procsim.simulation.token import CLOSED, HELD, WAITED, WORKED, Token

if TYPE_CHECKING:
    from procsim.simulation.cases import Cases
    from procsim.simulation.clock import Entry
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.roster import Roster

Operation = Callable[[Token, Instruction, int], bool]
"""What an instruction does to a token now; True: it goes on at once."""

_order = itemgetter(0, 1, 2, 3)
_BITS: Final = BLOCK.bit_length() - 1
_MASK: Final = BLOCK - 1
_MOST_VISITS: Final = 60_000


def run(plan: Plan, cases: Cases, roster: Roster, *, replication: int) -> Log:
    """Walk all cases through the plan; the log of one replication.

    The run stops at the plan's horizon, or earlier: at the first instant after the window at which
    no case that arrived in the window is open, for nothing later can change what is reported.
    """
    return _Engine(plan, cases, roster).run(replication)


class _Engine:
    """The state of one run: cases, the instant being settled, the tokens on their way."""

    def __init__(self, plan: Plan, cases: Cases, roster: Roster) -> None:
        self.plan = plan
        self.cases = cases
        self.clock = Clock(plan.horizon, self._settle)
        self.log = LogWriter(len(cases.process))
        self.service = Service(plan, roster, self.clock, self.log)
        self.queues = self.service.queues
        self.batches = Batches(plan, self.clock, leave=self._leave_batch)
        self.draws = Draws(plan, cases.key)
        self.columns: dict[tuple[int, int, int, int], list[int]] = {}
        operations = self._operations()
        self.code = tuple((operations[made.op], made) for made in plan.instructions)
        self.variants = tuple(slot.variants for slot in plan.slots)
        self.places = plan.step_place
        self.queue_office = plan.queue_office
        self.occurrences = tuple(tuple(o.tolist() for o in table) for table in plan.occurrences)
        self.process: list[int] = cases.process.tolist()
        self.home: list[int] = cases.office.tolist()
        self.arrived: list[int] = cases.arrived.tolist()
        self.alive = [0] * len(self.home)
        self.visit_base, size = _visit_counters(plan, cases)
        self.visits = array("H", bytes(2 * size))
        self.joins: dict[tuple[int, int], list[int]] = {}
        self.moving: list[Token] = []
        kills = any(made.op == Op.TERMINATE for made in plan.instructions)
        self.strands: dict[int, list[Token]] | None = {} if kills else None
        start, self.window_end = plan.window
        self.open = int(((cases.arrived >= start) & (cases.arrived < self.window_end)).sum())
        self.arrivals: list[int] = np.argsort(cases.arrived, kind="stable").tolist()
        self.next_arrival = 0

    def run(self, replication: int) -> Log:
        """Until nothing can happen that matters."""
        self._expect_arrivals()
        self.clock.at(self.window_end, (SIGNAL, -1, -1, -1, None))
        end = self.clock.run()
        self.service.write_unended(end)
        return self.log.close(self.cases, replication=replication, finished=end)

    # --- instants ----------------------------------------------------------------------------

    def _settle(self, entries: list[Entry], now: int) -> None:
        if len(entries) > 1:
            entries.sort(key=_order)
        for phase, case, step, visit, token in entries:
            if token is None:
                if phase == ARRIVAL:
                    self._arrive(case, now)
                elif phase == SIGNAL:
                    if step >= 0:
                        self.batches.occurs(step, visit, now)
                else:
                    self.queues.rouse(step)
            elif phase == SIGNAL:
                self.batches.aged(token, visit, now)
            elif token.batch is not None:
                self._end_of_batch(token, now)
            elif not token.dead:
                self._end(token, now)
        self.queues.serve(now)
        if self.open == 0 and now >= self.window_end:
            self.clock.stop()

    def _end(self, token: Token, now: int) -> None:
        """What a token was doing ends."""
        doing = token.doing
        if doing == WORKED:
            self.service.end(token, now)
            self._done(token, now)
        elif doing == HELD:
            self._advance(token, now)
        elif doing == WAITED:
            self._passed(token, now)
            self._advance(token, now)
        else:
            self.service.close_shift(token, now)

    def _end_of_batch(self, first: Token, now: int) -> None:
        if first.doing == CLOSED:
            self.service.close_shift(first, now)
            return
        for token in self.service.end_batch(first, now):
            if not token.dead:
                self._done(token, now)

    def _expect_arrivals(self) -> None:
        """Put the cases of the next instant at which any arrives on the clock."""
        first = self.next_arrival
        if first == len(self.arrivals):
            return
        instant = self.arrived[self.arrivals[first]]
        while first < len(self.arrivals) and self.arrived[self.arrivals[first]] == instant:
            self.clock.at(instant, (ARRIVAL, self.arrivals[first], -1, -1, None))
            first += 1
        self.next_arrival = first

    def _arrive(self, case: int, now: int) -> None:
        if case == self.arrivals[self.next_arrival - 1]:
            self._expect_arrivals()
        token = Token(case, self.home[case], case >> _BITS, case & _MASK)
        token.at = self.plan.entry[self.process[case]]
        self.alive[case] = 1
        if self.strands is not None:
            self.strands[case] = [token]
        self._advance(token, now)

    # --- tokens ------------------------------------------------------------------------------

    def _operations(self) -> dict[int, Operation]:
        return {
            Op.ARRIVE: self._reach,
            Op.DELAY: self._delay,
            Op.GATHER: self._gather,
            Op.WORK: self._work,
            Op.HOLD: self._hold,
            Op.UNTIL: self._until,
            Op.BRANCH: self._branch,
            Op.ALL: self._all,
            Op.END: self._leave,
            Op.TERMINATE: self._terminate,
        }

    def _advance(self, token: Token, now: int) -> None:
        """Move a token until it waits for something, then those it forked, in flow order."""
        code = self.code
        while True:
            goes_on = not token.dead
            while goes_on:
                operation, instruction = code[token.at]
                goes_on = operation(token, instruction, now)
            if not self.moving:
                return
            token = self.moving.pop()

    def _draw(self, slot: int, token: Token, variant: int) -> int:
        key = (slot, token.visit, token.block, variant)
        column = self.columns.get(key)
        if column is None:
            column = self.columns[key] = self.draws.column(slot, token.visit, token.block, variant)
        return column[token.local]

    def _drawn(self, slot: int, token: Token) -> int:
        return self._draw(slot, token, self.variants[slot][token.home])

    def _number(self, token: Token, step: int) -> None:
        counter = self.visit_base[token.case] + step
        visit = token.visit = self.visits[counter]
        if visit >= _MOST_VISITS:
            process, name = self.plan.names.steps[step]
            raise ProcsimError(f"a case came to {process}.{name} {visit} times: an endless loop")
        self.visits[counter] = visit + 1

    def _pause(self, token: Token, until: int, now: int) -> bool:
        """Hold a token; True: for no time at all."""
        if until == now:
            return True
        token.doing = HELD
        self.clock.at(until, (ENDING, token.case, token.step, token.visit, token))
        return False

    def _passed(self, token: Token, now: int) -> None:
        """A wait or a system's step is over."""
        self.log.write(token, now, 0, Result.DONE)
        token.at = self.code[token.at][1].next

    def _done(self, token: Token, now: int) -> None:
        """A token's work is over: it goes on from the office where it was done."""
        token.office = self.queue_office[token.queue]
        token.at = self.code[token.at][1].next
        self._advance(token, now)

    # --- steps -------------------------------------------------------------------------------

    def _reach(self, token: Token, code: Instruction, now: int) -> bool:
        """Arrive at a step: number the visit, find the place, hand over."""
        step = code.step
        place = self.places[step][token.home]
        if place == SKIP:
            token.at = code.targets[0]
            return True
        self._number(token, step)
        token.step = step
        token.queue = place
        token.member = -1
        token.stint = 0
        token.ready = token.handed = token.released = now
        token.at = code.next
        if place == NO_QUEUE:
            return True
        kind = self.plan.hand_overs[token.office][self.queue_office[place]]
        if kind < 0:
            return True
        span = self._draw(self.plan.step_hand_over[step], token, kind)
        token.handed = token.released = now + span
        return self._pause(token, token.handed, now)

    def _delay(self, token: Token, code: Instruction, now: int) -> bool:
        token.at = code.next
        token.released = now + self._drawn(code.slot, token)
        return self._pause(token, token.released, now)

    def _gather(self, token: Token, code: Instruction, now: int) -> bool:
        token.at = code.next
        token.work = self._drawn(code.slot, token)
        self.batches.put(token, code.table, now)
        return False

    def _leave_batch(self, tokens: list[Token], table: int, now: int) -> None:
        """A batch is due: its oldest member stands for all of it."""
        first = tokens[0]
        setup = self.plan.batches[table].setup
        if setup >= 0:
            first.work += self._drawn(setup, first)
        first.batch = tokens
        first.todo = sum(token.work for token in tokens)
        self.service.put(first, now)

    def _work(self, token: Token, code: Instruction, now: int) -> bool:
        token.work = token.todo = self._drawn(code.slot, token)
        self.service.put(token, now)
        return False

    def _hold(self, token: Token, code: Instruction, now: int) -> bool:
        return self._wait(token, now + self._drawn(code.slot, token), now)

    def _until(self, token: Token, code: Instruction, now: int) -> bool:
        instants = self.occurrences[code.table][token.home]
        later = bisect_left(instants, now)
        found = instants[later] if later < len(instants) else self.plan.horizon
        return self._wait(token, found, now)

    def _wait(self, token: Token, until: int, now: int) -> bool:
        token.queued = token.started = now
        if until > now:
            token.doing = WAITED
            self.clock.at(until, (ENDING, token.case, token.step, token.visit, token))
            return False
        self._passed(token, now)
        return True

    # --- gateways and ends -------------------------------------------------------------------

    def _branch(self, token: Token, code: Instruction, _now: int) -> bool:
        self._number(token, code.step)
        token.at = code.targets[self._drawn(code.slot, token)]
        return True

    def _all(self, token: Token, code: Instruction, _now: int) -> bool:
        """Count the flow a token came by; when every flow has one they become one token on each
        flow out, of which the first moves first."""
        if code.inputs > 1 and not self._joined(token.case, code):
            return False
        others = [token.fork() for _ in code.targets[1:]]
        self.alive[token.case] += len(others)
        if self.strands is not None:
            self.strands[token.case].extend(others)
        for strand, target in zip((token, *others), code.targets, strict=True):
            strand.at = target
        self.moving.extend(reversed(others))
        return True

    def _joined(self, case: int, code: Instruction) -> bool:
        """Whether every flow into a gateway has brought a token; those are then used up."""
        counts = self.joins.setdefault((case, code.step), [0] * code.inputs)
        counts[code.table] += 1
        if not all(counts):
            return False
        for flow in range(code.inputs):
            counts[flow] -= 1
        if not any(counts):
            del self.joins[case, code.step]
        self.alive[case] -= code.inputs - 1
        return True

    def _leave(self, token: Token, code: Instruction, now: int) -> bool:
        """A token ends; with its last token the case does."""
        token.dead = True
        case = token.case
        self.alive[case] -= 1
        if self.alive[case] == 0:
            self._end_case(case, code.step, now)
        return False

    def _terminate(self, token: Token, code: Instruction, now: int) -> bool:
        """The case ends with all its tokens; a batch one of them is in goes on without it."""
        assert self.strands is not None
        for other in self.strands[token.case]:
            if not other.dead:
                other.dead = True
                self.batches.withdraw(other)
                self.service.withdraw(other, now)
        self.alive[token.case] = 0
        self._end_case(token.case, code.step, now)
        return False

    def _end_case(self, case: int, step: int, now: int) -> None:
        self.log.end_case(case, now, step)
        if self.strands is not None:
            del self.strands[case]
        if self.plan.window[0] <= self.arrived[case] < self.window_end:
            self.open -= 1


def _visit_counters(plan: Plan, cases: Cases) -> tuple[list[int], int]:
    """For each case the offset that, plus a step, is the place of its visit counter; and how many
    counters there are (a case has one for each step of its process)."""
    steps = np.bincount(plan.step_process, minlength=len(plan.entry))
    first = np.concatenate(([0], np.cumsum(steps)[:-1]))
    widths = steps[cases.process]
    ends = np.cumsum(widths)
    offsets: list[int] = (ends - widths - first[cases.process]).tolist()
    return offsets, int(ends[-1]) if ends.size else 0
