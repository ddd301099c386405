"""How tokens walk through the instructions of a plan: steps, gateways, ends."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.errors import ProcsimError
from procsim.simulation.batches import Batches
from procsim.simulation.clock import ENDING
from procsim.simulation.draws import BLOCK, Draws
from procsim.simulation.log import Result
from procsim.simulation.plan import NO_QUEUE, SKIP, Instruction, Op
from procsim.simulation.token import HELD, WAITED, Token

if TYPE_CHECKING:
    from procsim.simulation.cases import Cases
    from procsim.simulation.clock import Clock
    from procsim.simulation.log import LogWriter
    from procsim.simulation.plan import Plan
    from procsim.simulation.service import Service

Key = tuple[int, int, int]
"""(slot, visit, variant) of a column of draws."""
Operation = Callable[[Token, Instruction, int], bool]
"""What an instruction does to a token now; True: it goes on at once."""

_BITS: Final = BLOCK.bit_length() - 1
_MASK: Final = BLOCK - 1
_MOST_VISITS: Final = 10_000


class Walk:
    """The tokens of one run on their way; `end_case(case, step, now)` is called for each case that
    ends. Tokens wait in the clock, in the queues of `service`, in `batches` and at joins."""

    def __init__(
        self,
        plan: Plan,
        cases: Cases,
        clock: Clock,
        log: LogWriter,
        service: Service,
        end_case: Callable[[int, int, int], None],
    ) -> None:
        self.batches = Batches(plan, clock, leave=self._leave_batch)
        self._plan = plan
        self._clock = clock
        self._log = log
        self._service = service
        self._queues = service.queues
        self._case_ends = end_case
        self._draws = Draws(plan, cases.key)
        blocks = -(-len(cases.process) // BLOCK)
        self._columns: list[dict[Key, list[int]]] = [{} for _ in range(blocks)]
        self._unended = [min(BLOCK, len(cases.process) - b * BLOCK) for b in range(blocks)]
        operations = self._operations()
        self._code = tuple((operations[made.op], made) for made in plan.instructions)
        self._variants = tuple(slot.variants for slot in plan.slots)
        self._occurrences = tuple(tuple(o.tolist() for o in table) for table in plan.occurrences)
        self._process: list[int] = cases.process.tolist()
        self._home: list[int] = cases.office.tolist()
        self._alive = [0] * len(self._home)
        self._visit_base, size = _visit_counters(plan, cases)
        self._visits = array("H", bytes(2 * size))
        self._joins: dict[tuple[int, int], list[int]] = {}
        self._moving: list[Token] = []
        kills = any(made.op == Op.TERMINATE for made in plan.instructions)
        self._strands: dict[int, list[Token]] | None = {} if kills else None

    def enter(self, case: int, now: int) -> None:
        """A case arrives at the start of its process."""
        token = Token(case, self._home[case], case >> _BITS, case & _MASK)
        token.at = self._plan.entry[self._process[case]]
        self._alive[case] = 1
        if self._strands is not None:
            self._strands[case] = [token]
        self.advance(token, now)

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

    def advance(self, token: Token, now: int) -> None:
        """Move a token until it waits for something, then those it forked, in flow order."""
        code = self._code
        while True:
            goes_on = not token.dead
            while goes_on:
                operation, instruction = code[token.at]
                goes_on = operation(token, instruction, now)
            if not self._moving:
                return
            token = self._moving.pop()

    def _draw(self, token: Token, key: Key) -> int:
        column = self._columns[token.block].get(key)
        if column is None:
            column = self._columns[token.block][key] = self._draws.column(token.block, *key)
        return column[token.local]

    def _drawn(self, slot: int, token: Token) -> int:
        """What a token meets at a slot: the draw of its case for its visit."""
        return self._draw(token, (slot, token.visit, self._variants[slot][token.home]))

    def _number(self, token: Token, step: int) -> None:
        counter = self._visit_base[token.case] + step
        visit = token.visit = self._visits[counter]
        if visit >= _MOST_VISITS:
            process, name = self._plan.names.steps[step]
            raise ProcsimError(f"a case came to {process}.{name} {visit} times: an endless loop")
        self._visits[counter] = visit + 1

    def _pause(self, token: Token, until: int, now: int) -> bool:
        """Hold a token; True: for no time at all."""
        if until == now:
            return True
        token.doing = HELD
        self._clock.at(until, (ENDING, token.case, token.step, token.visit, token))
        return False

    def passed(self, token: Token, now: int) -> None:
        """A wait or a system's step is over."""
        self._log.write(token, now, 0, Result.DONE)
        token.at = self._code[token.at][1].next

    def done(self, token: Token, now: int) -> None:
        """A token's work is over: it goes on from the office where it was done."""
        token.office = self._plan.queue_office[token.queue]
        token.at = self._code[token.at][1].next
        self.advance(token, now)

    # --- steps -------------------------------------------------------------------------------

    def _reach(self, token: Token, code: Instruction, now: int) -> bool:
        """Arrive at a step: number the visit, find the place, hand over."""
        step = code.step
        place = self._plan.step_place[step][token.home]
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
        kind = self._plan.hand_overs[token.office][self._plan.queue_office[place]]
        if kind < 0:
            return True
        span = self._draw(token, (self._plan.step_hand_over[step], token.visit, kind))
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
        setup = self._plan.batches[table].setup
        if setup >= 0:
            first.work += self._drawn(setup, first)
        first.batch = tokens
        for token in tokens:
            token.lead = first
        first.todo = sum(token.work for token in tokens)
        self._put(first, now)

    def _work(self, token: Token, code: Instruction, now: int) -> bool:
        token.work = token.todo = self._drawn(code.slot, token)
        self._put(token, now)
        return False

    def _put(self, token: Token, now: int) -> None:
        if self._plan.queue_unlimited[token.queue]:
            self._service.begin_unlimited(token, now)
        else:
            self._queues.put(token, now)

    def _hold(self, token: Token, code: Instruction, now: int) -> bool:
        return self._wait(token, now + self._drawn(code.slot, token), now)

    def _until(self, token: Token, code: Instruction, now: int) -> bool:
        instants = self._occurrences[code.table][token.home]
        later = bisect_left(instants, now)
        found = instants[later] if later < len(instants) else self._plan.horizon
        return self._wait(token, found, now)

    def _wait(self, token: Token, until: int, now: int) -> bool:
        token.queued = token.started = now
        if until > now:
            token.doing = WAITED
            self._clock.at(until, (ENDING, token.case, token.step, token.visit, token))
            return False
        self.passed(token, now)
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
        self._alive[token.case] += len(others)
        if self._strands is not None:
            self._strands[token.case].extend(others)
        for strand, target in zip((token, *others), code.targets, strict=True):
            strand.at = target
        self._moving.extend(reversed(others))
        return True

    def _joined(self, case: int, code: Instruction) -> bool:
        """Whether every flow into a gateway has brought a token; those are then used up."""
        counts = self._joins.setdefault((case, code.step), [0] * code.inputs)
        counts[code.table] += 1
        if not all(counts):
            return False
        for flow in range(code.inputs):
            counts[flow] -= 1
        if not any(counts):
            del self._joins[case, code.step]
        self._alive[case] -= code.inputs - 1
        return True

    def _leave(self, token: Token, code: Instruction, now: int) -> bool:
        """A token ends; with its last token the case does."""
        token.dead = True
        case = token.case
        self._alive[case] -= 1
        if self._alive[case] == 0:
            self._end_case(case, code.step, now)
        return False

    def _terminate(self, token: Token, code: Instruction, now: int) -> bool:
        """The case ends with all its tokens; a batch one of them is in goes on without it."""
        assert self._strands is not None
        for other in self._strands[token.case]:
            if not other.dead:
                other.dead = True
                self.batches.withdraw(other)
                self._service.withdraw(other, now)
        self._alive[token.case] = 0
        self._end_case(token.case, code.step, now)
        return False

    def _end_case(self, case: int, step: int, now: int) -> None:
        self._case_ends(case, step, now)
        if self._strands is not None:
            del self._strands[case]
        block = case >> _BITS
        self._unended[block] -= 1
        if self._unended[block] == 0:
            self._columns[block].clear()
            self._draws.forget(block)


def _visit_counters(plan: Plan, cases: Cases) -> tuple[list[int], int]:
    """For each case the offset that, plus a step, is the place of its visit counter; and how many
    counters there are (a case has one for each step of its process)."""
    steps = np.bincount(plan.step_process, minlength=len(plan.entry))
    first = np.concatenate(([0], np.cumsum(steps)[:-1]))
    widths = steps[cases.process]
    ends = np.cumsum(widths)
    offsets: list[int] = (ends - widths - first[cases.process]).tolist()
    return offsets, int(ends[-1]) if ends.size else 0
