"""The reference engine: what a plan means, step by step, on `simpy.Environment`.

One SimPy event per real event. An event only notes that its instant has come; when the last event
of an instant has fired, the instant is settled in phases (endings, signals, arrivals, duty), in the
order (case, step, visit) within a phase, so that results never depend on the order of insertion.
Then every touched group of queues is served, and again until nothing is left at this instant.
The engine samples nothing: work, delays and choices come from columns of draws.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import numpy as np
import simpy
from simpy.core import EmptySchedule

from procsim.errors import ProcsimError
from procsim.simulation.batches import Batches
from procsim.simulation.draws import BLOCK, Draws
from procsim.simulation.log import LogWriter, Result
from procsim.simulation.plan import NO_QUEUE, PACE, SKIP, Op
from procsim.simulation.queues import Queues
from procsim.simulation.token import CLOSED, HELD, WAITED, WORKED, Token

if TYPE_CHECKING:
    from simpy.events import Event

    from procsim.simulation.cases import Cases
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.roster import Roster

# Phases of an instant.
ENDING: Final = 0
SIGNAL: Final = 1
ARRIVAL: Final = 2
DUTY: Final = 3

Entry = tuple[int, int, int, int, "Token | None"]
"""(phase, case, step, visit, token), ordered by the first four. A batch's recurrence stands as
(SIGNAL, -1, table, queue, None), an opening of a group of queues as (DUTY, -1, group, -1, None)."""

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
    """The state of one run: the clock, the instant being settled, the tokens on their way."""

    def __init__(self, plan: Plan, cases: Cases, roster: Roster) -> None:
        self.plan = plan
        self.cases = cases
        self.roster = roster
        self.draws = Draws(plan, cases.key)
        self.columns: dict[tuple[int, int, int, int], list[int]] = {}
        self.env = simpy.Environment(initial_time=0)
        self.instant: list[Entry] = []
        self.touched: set[int] = set()
        self.queues = Queues(plan, roster, begin=self._begin, wake=self._wake)
        self.batches = Batches(plan, leave=self._leave_batch, remind=self._at)
        self.log = LogWriter(len(cases.process))
        self.code = tuple(
            (i.op, i.step, i.next, i.slot, i.table, i.targets, i.inputs) for i in plan.instructions
        )
        self.variants = tuple(slot.variants for slot in plan.slots)
        self.places = plan.step_place
        self.occurrences = tuple(
            tuple(office.tolist() for office in table) for table in plan.occurrences
        )
        self.process = cases.process.tolist()
        self.home = cases.office.tolist()
        self.arrived = cases.arrived.tolist()
        self.alive = [0] * len(self.home)
        self.visit_base, size = _visit_counters(plan, cases)
        self.visits = array("H", bytes(2 * size))
        self.joins: dict[tuple[int, int], list[int]] = {}
        self.serving: dict[Token, None] = {}
        kills = any(i.op == Op.TERMINATE for i in plan.instructions)
        self.strands: dict[int, list[Token]] | None = {} if kills else None
        start, end = plan.window
        self.open = int(((cases.arrived >= start) & (cases.arrived < end)).sum())
        self.arrivals = np.argsort(cases.arrived, kind="stable").tolist()
        self.next_arrival = 0
        self.finished = False

    def run(self, replication: int) -> Log:
        """Until nothing can happen that matters."""
        self._expect_arrivals()
        self._at(self.plan.window[1], (DUTY, -1, -1, -1, None))
        try:
            while not self.finished:
                self.env.step()
            end = int(self.env.now)
        except EmptySchedule:
            end = self.plan.horizon
        self._write_unended(end)
        return self.log.close(self.cases, replication=replication, finished=end)

    # --- the clock ---------------------------------------------------------------------------

    def _at(self, instant: int, entry: Entry) -> None:
        """Let an entry be settled at an instant; what lies beyond the horizon never happens."""
        if instant < self.plan.horizon:
            event = self.env.timeout(instant - self.env.now, entry)
            event.callbacks.append(self._fire)

    def _fire(self, event: Event) -> None:
        self.instant.append(event.value)
        if self.env.peek() > self.env.now:
            self._settle(int(self.env.now))

    def _settle(self, now: int) -> None:
        entries, self.instant = self.instant, []
        if len(entries) > 1:
            entries.sort(key=_order)
        for phase, case, step, visit, token in entries:
            if token is None:
                self._signal(phase, case, step, visit, now)
            elif phase == SIGNAL:
                self.batches.aged(token, now)
            else:
                self._end(token, now)
        if self.touched:
            for group in sorted(self.touched):
                self.queues.serve(group, now)
            self.touched.clear()
        if self.open == 0 and now >= self.plan.window[1]:
            self.finished = True

    def _signal(self, phase: int, case: int, step: int, visit: int, now: int) -> None:
        """An arrival, a batch's recurrence, or somebody coming on duty."""
        if phase == ARRIVAL:
            self._arrive(case, now)
        elif phase == SIGNAL:
            self.batches.occurs(step, visit, now)
        elif step >= 0:
            self.queues.rouse(step)
            self.touched.add(step)

    def _expect_arrivals(self) -> None:
        """Schedule the cases of the next instant at which any arrives."""
        first = self.next_arrival
        if first == len(self.arrivals):
            return
        instant = self.arrived[self.arrivals[first]]
        while first < len(self.arrivals) and self.arrived[self.arrivals[first]] == instant:
            self._at(instant, (ARRIVAL, self.arrivals[first], -1, -1, None))
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

    def _draw(self, slot: int, token: Token, variant: int) -> int:
        key = (slot, token.visit, token.block, variant)
        column = self.columns.get(key)
        if column is None:
            column = self.columns[key] = self.draws.column(slot, token.visit, token.block, variant)
        return column[token.local]

    def _drawn(self, slot: int, token: Token) -> int:
        return self._draw(slot, token, self.variants[slot][token.home])

    def _advance(self, token: Token, now: int) -> None:
        """Move a token, and the tokens it forks into, until all of them wait for something."""
        moving = [token]
        while moving:
            token = moving[-1]
            op, step, following, slot, table, targets, inputs = self.code[token.at]
            if op == Op.ARRIVE:
                goes_on = self._reach(token, step, following, targets[0], now)
            elif op == Op.WORK:
                token.work = token.todo = self._drawn(slot, token)
                goes_on = self._queue(token, now)
            elif op == Op.BRANCH:
                self._number(token, step)
                token.at = targets[self._drawn(slot, token)]
                continue
            elif op == Op.DELAY:
                token.at = following
                token.released = now + self._drawn(slot, token)
                goes_on = self._hold(token, token.released, now)
            elif op == Op.HOLD:
                goes_on = self._wait(token, now + self._drawn(slot, token), now)
            elif op == Op.UNTIL:
                goes_on = self._wait(token, self._next_occurrence(token, table, now), now)
            elif op == Op.ALL:
                goes_on = self._join(token, step, table, inputs)
                if goes_on:
                    moving.pop()
                    moving.extend(self._fork(token, targets))
            elif op == Op.GATHER:
                token.at = following
                token.work = self._drawn(slot, token)
                self.batches.put(token, table, now)
                goes_on = False
            else:
                self._leave(token, step, now)
                if op == Op.TERMINATE:
                    self._terminate(token, step, now)
                goes_on = False
            if not goes_on:
                moving.pop()

    def _number(self, token: Token, step: int) -> None:
        counter = self.visit_base[token.case] + step
        visit = token.visit = self.visits[counter]
        if visit >= _MOST_VISITS:
            process, name = self.plan.names.steps[step]
            raise ProcsimError(f"a case came to {process}.{name} {visit} times: an endless loop")
        self.visits[counter] = visit + 1

    def _reach(self, token: Token, step: int, following: int, past: int, now: int) -> bool:
        """Arrive at a step: number the visit, find the place, hand over. True: go on at once."""
        place = self.places[step][token.home]
        if place == SKIP:
            token.at = past
            return True
        self._number(token, step)
        token.step = step
        token.queue = place
        token.member = -1
        token.stint = 0
        token.ready = token.handed = token.released = now
        token.at = following
        if place == NO_QUEUE:
            return True
        kind = self.plan.hand_overs[token.office][self.plan.queue_office[place]]
        if kind < 0:
            return True
        span = self._draw(self.plan.step_hand_over[step], token, kind)
        token.handed = token.released = now + span
        return self._hold(token, token.handed, now)

    def _hold(self, token: Token, until: int, now: int) -> bool:
        if until == now:
            return True
        token.doing = HELD
        self._at(until, (ENDING, token.case, token.step, token.visit, token))
        return False

    def _next_occurrence(self, token: Token, table: int, now: int) -> int:
        instants = self.occurrences[table][token.home]
        later = bisect_left(instants, now)
        return instants[later] if later < len(instants) else self.plan.horizon

    def _wait(self, token: Token, until: int, now: int) -> bool:
        """A wait or a system's step. True: over at once."""
        token.queued = token.started = now
        if until > now:
            token.doing = WAITED
            self._at(until, (ENDING, token.case, token.step, token.visit, token))
            return False
        self.log.write(token, now, 0, Result.DONE)
        token.at = self.code[token.at][2]
        return True

    def _end(self, token: Token, now: int) -> None:
        """What a token's event ends."""
        doing = token.doing
        if doing == WORKED:
            if not token.dead or token.batch is not None:
                self._end_work(token, now)
        elif token.dead:
            return
        elif doing == CLOSED:
            self._close_shift(token, now)
        else:
            if doing == WAITED:
                self.log.write(token, now, 0, Result.DONE)
                token.at = self.code[token.at][2]
            self._advance(token, now)

    # --- gateways and ends -------------------------------------------------------------------

    def _join(self, token: Token, step: int, flow: int, inputs: int) -> bool:
        """Count the flow a token came by; True when every flow has one, which are then used up."""
        if inputs == 1:
            return True
        counts = self.joins.setdefault((token.case, step), [0] * inputs)
        counts[flow] += 1
        if not all(counts):
            return False
        for position in range(inputs):
            counts[position] -= 1
        self.alive[token.case] -= inputs - 1
        return True

    def _fork(self, token: Token, targets: tuple[int, ...]) -> list[Token]:
        """One token for every flow out, the first flow's last so that it moves first."""
        tokens = [token] + [token.fork() for _ in targets[1:]]
        self.alive[token.case] += len(targets) - 1
        if self.strands is not None:
            self.strands[token.case].extend(tokens[1:])
        for strand, target in zip(tokens, targets, strict=True):
            strand.at = target
        return tokens[::-1]

    def _leave(self, token: Token, step: int, now: int) -> None:
        """A token ends; with its last token the case does."""
        token.dead = True
        case = token.case
        self.alive[case] -= 1
        if self.alive[case] == 0:
            self._end_case(case, step, now)

    def _end_case(self, case: int, step: int, now: int) -> None:
        self.log.end_case(case, now, step)
        start, end = self.plan.window
        if start <= self.arrived[case] < end:
            self.open -= 1

    def _terminate(self, token: Token, step: int, now: int) -> None:
        """Withdraw every other token of the case; a batch it is in goes on without it."""
        assert self.strands is not None
        if self.alive[token.case] == 0:
            return
        self.alive[token.case] = 0
        self._end_case(token.case, step, now)
        for other in self.strands.pop(token.case):
            if not other.dead:
                other.dead = True
                self.batches.withdraw(other)
                if other in self.serving and other.batch is None:
                    self._stop_work(other, now, Result.WITHDRAWN)

    # --- work --------------------------------------------------------------------------------

    def _queue(self, token: Token, now: int) -> bool:
        token.queued = token.order = now
        token.priority = self.plan.step_priority[token.step]
        timeline = self.roster.unlimited[token.queue]
        if timeline is None:
            self.touched.add(self.queues.put(token))
            return False
        span = timeline.span_at(now)
        if span < len(timeline.opens):
            token.started = max(now, timeline.opens[span])
            token.doing = WORKED
            self._begin(token, timeline.finish(span, token.started, token.todo))
        return False

    def _begin(self, token: Token, ended: int | None) -> None:
        """Work is taken up; it ends, or its shift does, at `ended` (None: not within the run)."""
        self.serving[token] = None
        if ended is not None:
            phase = DUTY if token.doing == CLOSED else ENDING
            self._at(ended, (phase, token.case, token.step, token.visit, token))

    def _wake(self, group: int, instant: int) -> None:
        self._at(instant, (DUTY, -1, group, -1, None))

    def _leave_batch(self, tokens: list[Token], table: int, now: int) -> None:
        """A batch is due: its oldest member stands for all of it."""
        first = tokens[0]
        setup = self.plan.batches[table].setup
        if setup >= 0:
            first.work += self._drawn(setup, first)
        first.batch = tokens
        first.todo = sum(token.work for token in tokens)
        self._queue(first, now)

    def _end_work(self, token: Token, now: int) -> None:
        del self.serving[token]
        if token.member >= 0:
            self.touched.add(self.queues.release(token.member, now))
        following = self.code[token.at][2]
        office = self.plan.queue_office[token.queue]
        done = [token] if token.batch is None else token.batch
        token.batch = None
        for each in done:
            each.queued, each.started, each.member = token.queued, token.started, token.member
            self.log.write(each, now, each.work, Result.WITHDRAWN if each.dead else Result.DONE)
        for each in done:
            if not each.dead:
                each.office = office
                each.at = following
                self._advance(each, now)

    def _stop_work(self, token: Token, now: int, result: Result) -> int:
        """End a stint before its work is done and write it; returns the work done (whole µs)."""
        del self.serving[token]
        timeline = self.roster.unlimited[token.queue]
        if timeline is None:
            timeline = self.roster.timelines[token.member]
            self.touched.add(self.queues.release(token.member, now))
        done = (timeline.done_before(now) - timeline.done_before(token.started)) // PACE
        self.log.write(token, now, done, result)
        return done

    def _close_shift(self, token: Token, now: int) -> None:
        """The rest of the work returns to its old place in the queue."""
        done = self._stop_work(token, now, Result.PASSED_ON)
        token.todo -= done
        token.work -= done
        token.stint += 1
        token.member = -1
        token.ready = token.handed = token.released = token.queued = now
        self.touched.add(self.queues.put(token))

    def _write_unended(self, end: int) -> None:
        """Work in hand and work in queues when the run stops."""
        for token in sorted(self.serving, key=_address):
            self._stop_work(token, end, Result.UNFINISHED)
        waiting = [entry[5] for queue in self.queues.waiting for entry in queue]
        for token in sorted((t for t in waiting if not t.dead), key=_address):
            token.started = token.member = -1
            self.log.write(token, -1, token.todo, Result.WAITING)


def _address(token: Token) -> tuple[int, int, int]:
    return token.case, token.step, token.visit


def _visit_counters(plan: Plan, cases: Cases) -> tuple[list[int], int]:
    """For each case the offset that, plus a step, is the place of its visit counter; and how many
    counters there are (a case has one for each step of its process)."""
    steps = np.bincount(plan.step_process, minlength=len(plan.entry))
    first = np.concatenate(([0], np.cumsum(steps)[:-1]))
    widths = steps[cases.process]
    ends = np.cumsum(widths)
    offsets = ends - widths - first[cases.process]
    return offsets.tolist(), int(ends[-1]) if ends.size else 0
