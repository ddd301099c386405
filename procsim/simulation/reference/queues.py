"""Queues and the members who serve them.

A member takes the first work over all its queues: lowest priority number, then longest queued,
then the order of cases. Of several free members on duty the one idle longest takes it, then the
lowest number. Nobody is asked before somebody can come: a group whose free members are all off
duty sleeps until the first of them opens or another becomes free. Groups in which work asks for
more than one member of its queue are left to `matching`.
"""

from __future__ import annotations

from functools import partial
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from procsim.simulation.plan import PACE
from procsim.simulation.preparation.keys import priority_key
from procsim.simulation.reference.clock import DUTY
from procsim.simulation.reference.duty import NEVER, Duty
from procsim.simulation.reference.matching import Matching
from procsim.simulation.reference.teams import Teams
from procsim.simulation.reference.token import CLOSED, WORKED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.roster import Roster
    from procsim.simulation.reference.clock import Clock
    from procsim.simulation.reference.duty import Idle
    from procsim.simulation.reference.token import Token

Waiting = tuple[int, int, int, int, int, int, "Token"]
"""(priority key, queued, case, step, visit, instance, token): the order of a queue."""


class Queues:
    """Waiting work and free members of one run.

    A *group* is a set of queues that share members. Within it the queues that exactly the same
    members serve wait in one *line*, for nobody tells them apart. `begin(token, ended)` is called
    for each piece of work taken up (`ended` None: not within the run), `last_member` as in
    `Matching`; the clock is asked for openings (`rouse`).
    """

    def __init__(
        self,
        plan: Plan,
        roster: Roster,
        clock: Clock,
        *,
        begin: Callable[[Token, int | None], None],
        last_member: Callable[[int, int], int],
    ) -> None:
        groups = max(plan.queue_group, default=-1) + 1
        self._begin = begin
        self._at = clock.at
        self._priority = tuple(priority_key(priority) for priority in plan.step_priority)
        self._passes_on = plan.step_passes_on
        self._group = plan.queue_group
        self._member_group = tuple(plan.queue_group[m.queues[0]] for m in plan.members)
        servants = _servants(plan)
        lines = list(dict.fromkeys(found for found in servants if found))
        self._line = tuple(lines.index(found) if found else -1 for found in servants)
        self._lines: tuple[list[int], ...] = tuple([] for _ in range(groups))
        for line, members in enumerate(lines):
            self._lines[self._member_group[min(members)]].append(line)
        self._serves = tuple(
            frozenset(self._line[queue] for queue in member.queues) for member in plan.members
        )
        self._free: tuple[list[Idle], ...] = tuple([] for _ in range(groups))
        for number, group in enumerate(self._member_group):
            self._free[group].append((0, number))
        duty = self._duty = Duty(roster.timelines)
        self._span, self._opens, self._closes, self._pace = (
            duty.span,
            duty.opens,
            duty.closes,
            duty.pace,
        )
        self._next = duty.turn
        self._unlimited = roster.unlimited
        self.teams = Teams(roster)
        self._asleep = [0] * groups
        self._alarm = [0] * groups
        self._touched: set[int] = set()
        self._waiting: tuple[list[Waiting], ...] = tuple([] for _ in lines)
        self._matching = self._matchings(plan, last_member)

    def put(self, token: Token, now: int, key: int | None = None) -> None:
        """Queue a token's work; `key` is its priority key (see `keys`) if it is not the step's."""
        token.queued = token.order = now
        token.priority = self._priority[token.step] if key is None else key
        self.put_back(token, now)

    def put_back(self, token: Token, now: int) -> None:
        """Queue a token's work at the place it has already had."""
        queue = token.queue
        group = self._group[queue]
        self._touched.add(group)
        matching = self._matching[group]
        if matching is not None:
            matching.put(token, now)
            return
        entry = (
            token.priority,
            token.order,
            token.case,
            token.step,
            token.visit,
            token.instance,
            token,
        )
        heappush(self._waiting[self._line[queue]], entry)

    def release(self, member: int, now: int) -> None:
        """A member has ended its work."""
        group = self._member_group[member]
        heappush(self._free[group], (now, member))
        self._asleep[group] = 0
        self._touched.add(group)

    def rouse(self, group: int) -> None:
        """Somebody of the group comes on duty."""
        self._asleep[group] = 0
        self._touched.add(group)

    def serve(self, now: int) -> None:
        """Wherever anything changed, let every free member on duty take up the first work it can
        do. (Groups share nobody, so their order is of no consequence.)"""
        for group in self._touched:
            free = self._free[group]
            if free and self._asleep[group] <= now:
                lines = self._lines[group]
                matching = self._matching[group]
                if matching is not None:
                    self._serve_matched(group, matching, now)
                elif len(lines) == 1:
                    self._serve_one(group, self._waiting[lines[0]], free, now)
                elif any(self._waiting[line] for line in lines):
                    self._serve_several(group, lines, free, now)
        self._touched.clear()

    def _serve_matched(self, group: int, matching: Matching, now: int) -> None:
        opening, nobody_before = matching.serve(now)
        if nobody_before:
            self._asleep[group] = opening
        self._wake_at(group, opening)

    def left(self) -> list[Token]:
        """Whose work waits, in no order."""
        plain = [entry[6] for line in self._waiting for entry in line if not entry[6].gone]
        return plain + [t for made in self._matching if made is not None for t in made.left()]

    def seats(self, token: Token) -> tuple[int, ...]:
        """The queues of the team that a waiting token needs; empty where it needs none."""
        matching = self._matching[self._group[token.queue]]
        return () if matching is None else matching.seats(token)

    def _serve_one(self, group: int, waiting: list[Waiting], free: list[Idle], now: int) -> None:
        off_duty: list[Idle] = []
        opening = NEVER
        while waiting and free:
            token = waiting[0][6]
            if token.dead and token.gone:
                heappop(waiting)
                continue
            idle = heappop(free)
            member = idle[1]
            opens = self._opens[member] if now < self._closes[member] else self._next(member, now)
            if opens <= now:
                heappop(waiting)
                self._take_up(token, member, now)
            else:
                off_duty.append(idle)
                opening = min(opening, opens)
        for idle in off_duty:
            heappush(free, idle)
        if waiting and off_duty:
            self._asleep[group] = opening
            self._wake_at(group, opening)

    def _serve_several(self, group: int, lines: list[int], free: list[Idle], now: int) -> None:
        opens = {idle[1]: self._duty.since(idle[1], now) for idle in free}
        on_duty = [idle for idle in sorted(free) if opens[idle[1]] <= now]
        heads = [line for line in lines if self._head(line)]
        while heads and on_duty:
            line = min(heads, key=self._order)
            idle = next((idle for idle in on_duty if line in self._serves[idle[1]]), None)
            if idle is None:
                heads.remove(line)
                continue
            on_duty.remove(idle)
            free.remove(idle)
            self._take_up(heappop(self._waiting[line])[6], idle[1], now)
            if not self._head(line):
                heads.remove(line)
        free.sort()  # a sorted list is a heap
        if any(self._waiting[line] for line in lines):
            opening = min((opens[idle[1]] for idle in free if opens[idle[1]] > now), default=NEVER)
            if not on_duty:
                self._asleep[group] = opening
            self._wake_at(group, opening)

    def _head(self, line: int) -> bool:
        """Whether living work waits; what is gone at the head is dropped."""
        waiting = self._waiting[line]
        while waiting and waiting[0][6].dead and waiting[0][6].gone:
            heappop(waiting)
        return bool(waiting)

    def _order(self, line: int) -> tuple[int, ...]:
        return self._waiting[line][0][:6]

    def _take_up(self, token: Token, member: int, now: int) -> None:
        token.member = member
        token.started = now
        token.doing = WORKED
        ended = now - (-token.todo * PACE // self._pace[member])
        if ended <= self._closes[member]:
            self._begin(token, ended)
        else:
            self._begin(token, self._end_beyond_closing(token, member, now))

    def _end_beyond_closing(self, token: Token, member: int, now: int) -> int | None:
        """When work ends that goes on in a later span, or the shift that it does not fit into."""
        timeline = self._duty.timelines[member]
        span = self._span[member]
        ended = timeline.finish(span, now, token.todo)
        if self._passes_on[token.step]:
            closing = timeline.shift_ends[span]
            if ended is None or ended > closing:
                token.doing = CLOSED
                return closing
        return ended

    def _matchings(
        self, plan: Plan, last_member: Callable[[int, int], int]
    ) -> tuple[Matching | None, ...]:
        """By group; None where work needs one member of its queue and nothing else."""
        queues = {queue for needs in plan.requirements for queue in needs.queues()}
        asking = {plan.queue_group[queue] for queue in queues}
        return tuple(
            Matching(
                plan,
                self._duty,
                free,
                unlimited=self._unlimited,
                last_member=last_member,
                call=partial(self._call, group),
                take_up=self._take_up_matched,
            )
            if group in asking
            else None
            for group, free in enumerate(self._free)
        )

    def _call(self, group: int, instant: int) -> None:
        self._at(instant, (DUTY, -1, group, -1, None))

    def _take_up_matched(
        self, token: Token, queues: Sequence[int], members: Sequence[int], now: int
    ) -> None:
        token.queue = queues[0]
        if len(members) == 1:
            self._take_up(token, members[0], now)
            return
        token.member = members[0]
        token.started = now
        token.doing = WORKED
        self._begin(token, self.teams.begin(token, queues, members, now))

    def _wake_at(self, group: int, opening: int) -> None:
        if opening < NEVER and self._alarm[group] != opening:
            self._alarm[group] = opening
            self._call(group, opening)


def _servants(plan: Plan) -> list[frozenset[int]]:
    """The members who serve each queue."""
    found: list[set[int]] = [set() for _ in plan.queue_group]
    for number, member in enumerate(plan.members):
        for queue in member.queues:
            found[queue].add(number)
    return [frozenset(members) for members in found]
