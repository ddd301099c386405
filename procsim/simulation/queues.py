"""Queues and the members who serve them.

A member takes the first work over all its queues: lowest priority number, then longest queued,
then the order of cases. Of several free members on duty the one idle longest takes it, then the
lowest number. Nobody is asked before somebody can come: a group without anyone on duty sleeps
until its next opening or until a member of it becomes free.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Final

from procsim.simulation.token import CLOSED, WORKED

if TYPE_CHECKING:
    from collections.abc import Callable

    from procsim.simulation.plan import Plan
    from procsim.simulation.roster import Roster
    from procsim.simulation.token import Token

_NEVER: Final = 1 << 62
Waiting = tuple[int, int, int, int, int, "Token"]
"""(priority, queued, case, step, visit, token): the order of a queue."""


class Queues:
    """Waiting work and free members of one run; `begin(token, ended)` is called for each piece of
    work taken up (`ended` None: not within the run), `wake(group, instant)` for each sleep."""

    def __init__(
        self,
        plan: Plan,
        roster: Roster,
        *,
        begin: Callable[[Token, int | None], None],
        wake: Callable[[int, int], None],
    ) -> None:
        groups = max(plan.queue_group, default=-1) + 1
        self._begin = begin
        self._wake = wake
        self._passes_on = plan.step_passes_on
        self._timelines = roster.timelines
        self._queue_group = plan.queue_group
        self._serves = tuple(frozenset(member.queues) for member in plan.members)
        self._member_group = tuple(plan.queue_group[m.queues[0]] for m in plan.members)
        self._queues_of: tuple[list[int], ...] = tuple([] for _ in range(groups))
        for queue, group in enumerate(plan.queue_group):
            if group >= 0:
                self._queues_of[group].append(queue)
        self._free: tuple[list[tuple[int, int]], ...] = tuple([] for _ in range(groups))
        for number, group in enumerate(self._member_group):
            self._free[group].append((0, number))
        self._span = [0] * len(plan.members)
        self._asleep = [0] * groups
        self._alarm = [0] * groups
        self.waiting: tuple[list[Waiting], ...] = tuple([] for _ in plan.queue_group)

    def put(self, token: Token) -> int:
        """Queue a token's work; the group to serve."""
        queue = token.queue
        heappush(
            self.waiting[queue],
            (token.priority, token.order, token.case, token.step, token.visit, token),
        )
        return self._queue_group[queue]

    def release(self, member: int, now: int) -> int:
        """A member has ended its work; the group to serve."""
        group = self._member_group[member]
        heappush(self._free[group], (now, member))
        self._asleep[group] = 0
        return group

    def rouse(self, group: int) -> None:
        """Somebody of the group comes on duty."""
        self._asleep[group] = 0

    def serve(self, group: int, now: int) -> None:
        """Let every free member on duty take up the first work it can do."""
        free = self._free[group]
        if not free or self._asleep[group] > now:
            return
        queues = self._queues_of[group]
        if len(queues) == 1:
            self._serve_one(group, self.waiting[queues[0]], free, now)
        else:
            self._serve_several(group, queues, free, now)

    def _serve_one(
        self, group: int, waiting: list[Waiting], free: list[tuple[int, int]], now: int
    ) -> None:
        off_duty: list[tuple[int, int]] = []
        opening = _NEVER
        while waiting and free:
            if waiting[0][5].dead:
                heappop(waiting)
                continue
            idle = heappop(free)
            opens = self._on_duty_from(idle[1], now)
            if opens <= now:
                self._take_up(heappop(waiting)[5], idle[1], now)
            else:
                off_duty.append(idle)
                opening = min(opening, opens)
        for idle in off_duty:
            heappush(free, idle)
        if waiting and off_duty:
            self._sleep(group, opening)

    def _serve_several(
        self, group: int, queues: list[int], free: list[tuple[int, int]], now: int
    ) -> None:
        opening = _NEVER
        taken = True
        while taken:
            taken = False
            for queue in sorted((q for q in queues if self._head(q)), key=self._order):
                opening = _NEVER
                for idle in sorted(free):
                    if queue not in self._serves[idle[1]]:
                        continue
                    opens = self._on_duty_from(idle[1], now)
                    if opens <= now:
                        free.remove(idle)
                        heapify(free)
                        self._take_up(heappop(self.waiting[queue])[5], idle[1], now)
                        taken = True
                        break
                    opening = min(opening, opens)
                if taken:
                    break
        self._sleep_several(group, queues, free, now)

    def _sleep_several(
        self, group: int, queues: list[int], free: list[tuple[int, int]], now: int
    ) -> None:
        wanted = {queue for queue in queues if self.waiting[queue]}
        openings = [
            self._on_duty_from(number, now) for _, number in free if wanted & self._serves[number]
        ]
        if openings and min(openings) > now:
            self._alarm_at(group, min(openings))

    def _head(self, queue: int) -> bool:
        """Whether living work waits; the dead at the head are dropped."""
        waiting = self.waiting[queue]
        while waiting and waiting[0][5].dead:
            heappop(waiting)
        return bool(waiting)

    def _order(self, queue: int) -> tuple[int, int, int, int, int]:
        return self.waiting[queue][0][:5]

    def _on_duty_from(self, member: int, now: int) -> int:
        """`now` or earlier if the member is on duty, else its next opening."""
        timeline = self._timelines[member]
        closes = timeline.closes
        span = self._span[member]
        end = len(closes)
        while span < end and closes[span] <= now:
            span += 1
        self._span[member] = span
        return timeline.opens[span] if span < end else _NEVER

    def _take_up(self, token: Token, member: int, now: int) -> None:
        token.member = member
        token.started = now
        timeline = self._timelines[member]
        span = self._span[member]
        token.doing = WORKED
        ended = timeline.finish(span, now, token.todo)
        if self._passes_on[token.step]:
            closing = timeline.shift_ends[span]
            if ended is None or ended > closing:
                ended = closing
                token.doing = CLOSED
        self._begin(token, ended)

    def _sleep(self, group: int, opening: int) -> None:
        self._asleep[group] = opening
        self._alarm_at(group, opening)

    def _alarm_at(self, group: int, opening: int) -> None:
        if opening < _NEVER and self._alarm[group] != opening:
            self._alarm[group] = opening
            self._wake(group, opening)
