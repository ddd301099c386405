"""Queues whose work may go to others, must or must not go to certain members, or needs a team.

Work that can be done by the same members waits in one line. When members are free, the first work
over all lines that can be done now is taken up, and again until nothing can be done; what cannot
be done yet is passed by what comes after it. A team that has waited long enough comes before
everything else and keeps whom it needs: the oldest such team of the group, one at a time.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from procsim.simulation.reference.duty import NEVER
from procsim.simulation.reference.lines import Kind, Line, seats_of
from procsim.simulation.reference.seating import ANYBODY, NOBODY, seated

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from procsim.simulation.people import Requirement
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.roster import Timeline
    from procsim.simulation.reference.duty import Duty, Idle
    from procsim.simulation.reference.lines import Able, Entry, Order
    from procsim.simulation.reference.token import Token


class Matching:
    """Waiting work and free members of one group of queues.

    `last_member(case, register)` is who did a step of the case last, plus 1, or 0;
    `call(instant)` asks for `serve` at an instant; `take_up(token, queues, members, now)` is called
    for what is taken up, with a queue and a member for each seat (one where it is no team).
    """

    def __init__(
        self,
        plan: Plan,
        duty: Duty,
        free: list[Idle],
        *,
        unlimited: Sequence[Timeline | None],
        last_member: Callable[[int, int], int],
        call: Callable[[int], None],
        take_up: Callable[[Token, Sequence[int], Sequence[int], int], None],
    ) -> None:
        self._requirements = plan.requirements
        self._table = tuple(made.table for made in plan.instructions)
        self._serves = tuple(member.queues for member in plan.members)
        self._everybody = tuple(member for _, member in free)
        self._duty = duty
        self._free = free
        self._unlimited = unlimited
        self._last_member = last_member
        self._call = call
        self._take_up = take_up
        self._entries = 0
        self._current: dict[Token, Entry] = {}
        """The one valid entry of each token; others that stand anywhere are of the past."""
        self._lines: dict[Kind, Line] = {}
        self._seats: dict[Kind, tuple[Able, ...]] = {}
        self._widenings: list[tuple[int, Entry]] = []
        self._patient: list[tuple[int, Entry]] = []
        self._overdue: list[tuple[tuple[int, ...], Entry]] = []

    def put(self, token: Token, now: int) -> None:
        """Queue work as its requirement says."""
        number = self._table[token.at]
        if number < 0:
            self._stand(token, Kind((token.queue,)))
            return
        needs = self._requirements[number]
        token.queue = needs.own[token.home]
        if needs.seats:
            seats = needs.seats[token.home]
            entry = self._stand(token, Kind(seats, team=True, never=self._never(needs, token)))
            self._expect(self._patient, token.order + needs.hold_after, entry, now)
        else:
            self._put_alone(token, needs, now)

    def serve(self, now: int) -> tuple[int, bool]:
        """Let the free members on duty take up what they can; the next opening of a free one who is
        off duty (`NEVER` if there is none, or nothing waits), and whether nothing can begin before
        it, unless somebody becomes free."""
        if not self._current:
            return NEVER, False
        self._come_due(now)
        on_duty, later = self._present(now)
        if not on_duty:
            return later, True
        self._serve_lines(self._serve_overdue(on_duty, now), now)
        return (later, False) if self._current else (NEVER, False)

    def left(self) -> list[Token]:
        """Whose work waits, in no order."""
        return [token for token in self._current if not token.gone]

    def seats(self, token: Token) -> tuple[int, ...]:
        """The queues of the team that a waiting token needs; empty where it needs none."""
        kind = self._current[token][3].kind
        return kind.queues if kind.team else ()

    # --- standing in line --------------------------------------------------------------------

    def _put_alone(self, token: Token, needs: Requirement, now: int) -> None:
        """Queue work for one member: in its own queue and in those that are open to it by now."""
        others = needs.others[token.home] if needs.others else ()
        never = self._never(needs, token)
        if needs.same_as >= 0:
            member = self._last_member(token.case, needs.same_as) - 1
            all_queues = (token.queue, *(queue for queue, _ in others))
            queue = self._first_served(member, all_queues)
            if queue >= 0 and member not in never and self._duty.since(member, now) < NEVER:
                self._stand(token, Kind((queue,), only=member))
                return
        waited = now - token.order
        open_ = tuple(queue for queue, after in others if after <= waited)
        entry = self._stand(token, Kind((token.queue, *open_), never=never))
        later = [after for _, after in others if after > waited]
        if later:
            self._expect(self._widenings, token.order + min(later), entry, now)

    def _stand(self, token: Token, kind: Kind) -> Entry:
        order = (
            token.priority,
            token.order,
            token.case,
            token.step,
            token.visit,
            token.instance,
        )
        line = self._lines.get(kind)
        if line is None:
            line = self._lines[kind] = Line(kind, self._able(kind))
        self._entries += 1
        entry = self._current[token] = (order, self._entries, token, line)
        heappush(line.waiting, entry)
        return entry

    def _never(self, needs: Requirement, token: Token) -> frozenset[int]:
        last = (self._last_member(token.case, register) for register in needs.not_same_as)
        return frozenset(member - 1 for member in last if member > 0)

    def _first_served(self, member: int, queues: Sequence[int]) -> int:
        if member < 0:
            return -1
        return next((queue for queue in queues if queue in self._serves[member]), -1)

    def _expect(self, ahead: list[tuple[int, Entry]], instant: int, entry: Entry, now: int) -> None:
        heappush(ahead, (instant, entry))
        if instant > now:
            self._call(instant)

    def _come_due(self, now: int) -> None:
        """Widen what has waited long enough for further queues; teams that have waited long enough
        are overdue."""
        while self._widenings and self._widenings[0][0] <= now:
            entry = heappop(self._widenings)[1]
            if self._is_waiting(entry):
                token = entry[2]
                self._put_alone(token, self._requirements[self._table[token.at]], now)
        while self._patient and self._patient[0][0] <= now:
            entry = heappop(self._patient)[1]
            heappush(self._overdue, (entry[0][1:], entry))

    def _is_waiting(self, entry: Entry) -> bool:
        token = entry[2]
        if self._current.get(token) is not entry:
            return False
        if token.dead and token.gone:
            del self._current[token]
            return False
        return True

    # --- taking up work ----------------------------------------------------------------------

    def _present(self, now: int) -> tuple[dict[int, Idle], int]:
        """The free members on duty, in the order in which they take work, and the next opening of
        a free one who is off duty."""
        since = self._duty.since
        self._free.sort()  # a sorted list is a heap
        on_duty, later = {}, NEVER
        for idle in self._free:
            opens = since(idle[1], now)
            if opens <= now:
                on_duty[idle[1]] = idle
            elif opens < later:
                later = opens
        return on_duty, later

    def _serve_overdue(self, on_duty: dict[int, Idle], now: int) -> dict[int, Idle]:
        """Overdue teams start, the oldest first, as long as they are complete; who is left for
        other work when the next one has kept whom it needs."""
        while self._overdue:
            entry = self._overdue[0][1]
            if self._is_waiting(entry):
                crew = self._crew(entry[3], on_duty, now)
                if NOBODY in crew:
                    return {m: idle for m, idle in on_duty.items() if m not in crew}
                self._begin(entry, crew, on_duty, now)
            heappop(self._overdue)
        return on_duty

    def _serve_lines(self, on_duty: dict[int, Idle], now: int) -> None:
        """The first work over all lines goes first; work that nobody on duty could do is passed."""
        members = on_duty.keys()
        heads = [line for line in self._lines.values() if line.is_open_to(members)]
        heads = [line for line in heads if self._head(line)]
        while heads:
            line = heads[0] if len(heads) == 1 else min(heads, key=_first)
            crew = self._crew(line, on_duty, now)
            if NOBODY in crew:
                heads.remove(line)
                continue
            self._begin(line.waiting[0], crew, on_duty, now)
            if not on_duty:
                return
            if not self._head(line):
                heads.remove(line)

    def _begin(self, entry: Entry, crew: list[int], on_duty: dict[int, Idle], now: int) -> None:
        """Work is taken up; its entry stays where it stands until it comes to the head."""
        token, line = entry[2], entry[3]
        del self._current[token]
        for member in crew:
            if member != ANYBODY:
                self._free.remove(on_duty.pop(member))
        queues = line.kind.queues
        if not line.kind.team:
            queues = (queues[line.seats[0][crew[0]]],)
        self._take_up(token, queues, crew, now)

    def _head(self, line: Line) -> bool:
        """Whether living work waits in a line; what is of the past at its head is dropped."""
        waiting = line.waiting
        while waiting and not self._is_waiting(waiting[0]):
            heappop(waiting)
        if not waiting:
            del self._lines[line.kind]
        return bool(waiting)

    def _crew(self, line: Line, on_duty: Collection[int], now: int) -> list[int]:
        """Who of those on duty would take up work: for each seat a member or `NOBODY`."""
        if line.kind.team:
            return self._team(line, on_duty, now)
        able = line.seats[0]
        best, first = NOBODY, len(line.kind.queues)
        for member in on_duty:
            place = able.get(member, first)
            if place < first:
                best, first = member, place
                if place == 0:
                    break
        return [best]

    def _team(self, line: Line, on_duty: Collection[int], now: int) -> list[int]:
        """Seats of unlimited roles, the last ones, are taken while their office is open."""
        crew = seated([[member for member in on_duty if member in able] for able in line.seats])
        limited = len(crew)
        for timeline in (self._unlimited[queue] for queue in line.kind.queues):
            if timeline is not None:
                span = timeline.span_at(now)
                opens = timeline.opens[span] if span < len(timeline.opens) else NEVER
                crew.append(ANYBODY if opens <= now else NOBODY)
                if now < opens < NEVER and NOBODY not in crew[:limited]:
                    self._call(opens)
        return crew

    def _able(self, kind: Kind) -> tuple[Able, ...]:
        found = self._seats.get(kind)
        if found is None:
            found = seats_of(kind, self._everybody, self._serves, self._is_limited)
            self._seats[kind] = found
        return found

    def _is_limited(self, queue: int) -> bool:
        return self._unlimited[queue] is None


def _first(line: Line) -> Order:
    return line.waiting[0][0]
