"""Queues whose work may go to others, must or must not go to certain members, or needs a team.

Work that can be done by the same members waits in one line. When members are free, the first work
over all lines that can be done now is taken up, and again until nothing can be done; what cannot
be done yet is passed by what comes after it. A team that has waited long enough comes before
everything else and keeps whom it needs: the oldest such team of the group, one at a time.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from procsim.simulation.duty import NEVER
from procsim.simulation.seating import ANYBODY, NOBODY, seated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from procsim.simulation.duty import Duty, Idle
    from procsim.simulation.people import Requirement
    from procsim.simulation.plan import Plan
    from procsim.simulation.roster import Timeline
    from procsim.simulation.token import Token


class Kind(NamedTuple):
    """Whom work waits for: a member of one of the `queues`, the first named preferred, or one for
    each of them (`team`); only the member `only` (-1: anybody), and none of `never`."""

    queues: tuple[int, ...]
    team: bool = False
    only: int = -1
    never: frozenset[int] = frozenset()


Order = tuple[int, int, int, int, int, int]
"""(priority key, queued, case, step, visit, instance): the order of work."""
Entry = tuple[Order, int, "Token", Kind]
"""The order, the how-manieth entry this is (so that tokens are never compared), and whose."""


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
        self._lines: dict[Kind, list[Entry]] = {}
        self._places: dict[Kind, dict[int, int]] = {}
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
        opens = [self._duty.since(member, now) for _, member in self._free]
        on_duty = [idle for idle, since in zip(self._free, opens, strict=True) if since <= now]
        later = min((since for since in opens if since > now), default=NEVER)
        if not on_duty:
            return later, True
        on_duty.sort()
        self._serve_lines(self._serve_overdue(on_duty, now), now)
        self._free.sort()  # a sorted list is a heap
        return (later, False) if self._current else (NEVER, False)

    def left(self) -> list[Token]:
        """Whose work waits, in no order."""
        return [token for token in self._current if not token.gone]

    def seats(self, token: Token) -> tuple[int, ...]:
        """The queues of the team that a waiting token needs; empty where it needs none."""
        kind = self._current[token][3]
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
        self._entries += 1
        entry = self._current[token] = (order, self._entries, token, kind)
        heappush(self._lines.setdefault(kind, []), entry)
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

    def _serve_overdue(self, on_duty: list[Idle], now: int) -> list[Idle]:
        """Overdue teams start, the oldest first, as long as they are complete; who is left for
        other work when the next one has kept whom it needs."""
        while self._overdue:
            entry = self._overdue[0][1]
            if self._is_waiting(entry):
                crew = self._crew(entry[3], on_duty, now)
                if NOBODY in crew:
                    return [idle for idle in on_duty if idle[1] not in crew]
                self._begin(entry, crew, on_duty, now)
            heappop(self._overdue)
        return on_duty

    def _serve_lines(self, on_duty: list[Idle], now: int) -> None:
        heads = [kind for kind in tuple(self._lines) if self._head(kind)]
        while heads and on_duty:
            kind = min(heads, key=self._first)
            crew = self._crew(kind, on_duty, now)
            if NOBODY in crew:
                heads.remove(kind)
                continue
            self._begin(self._lines[kind][0], crew, on_duty, now)
            if not self._head(kind):
                heads.remove(kind)

    def _begin(self, entry: Entry, crew: list[int], on_duty: list[Idle], now: int) -> None:
        """Work is taken up; its entry stays where it stands until it comes to the head."""
        token, kind = entry[2], entry[3]
        del self._current[token]
        for idle in [idle for idle in on_duty if idle[1] in crew]:
            on_duty.remove(idle)
            self._free.remove(idle)
        queues = kind.queues if kind.team else (kind.queues[self._places[kind][crew[0]]],)
        self._take_up(token, queues, crew, now)

    def _head(self, kind: Kind) -> bool:
        """Whether living work waits in a line; what is of the past at its head is dropped."""
        line = self._lines[kind]
        while line and not self._is_waiting(line[0]):
            heappop(line)
        if not line:
            del self._lines[kind]
        return bool(line)

    def _first(self, kind: Kind) -> Order:
        return self._lines[kind][0][0]

    def _crew(self, kind: Kind, on_duty: Sequence[Idle], now: int) -> list[int]:
        """Who of those on duty would take up work: for each seat a member or `NOBODY`."""
        if kind.team:
            return self._team(kind, on_duty, now)
        places = self._places.get(kind)
        if places is None:
            places = self._places[kind] = self._preferences(kind)
        best, first = NOBODY, len(kind.queues)
        for _, member in on_duty:
            place = places.get(member, first)
            if place < first:
                best, first = member, place
        return [best]

    def _team(self, kind: Kind, on_duty: Sequence[Idle], now: int) -> list[int]:
        """Seats of unlimited roles, the last ones, are taken while their office is open."""
        able = [
            [m for _, m in on_duty if queue in self._serves[m] and m not in kind.never]
            for queue in kind.queues
            if self._unlimited[queue] is None
        ]
        crew = seated(able)
        for timeline in (self._unlimited[queue] for queue in kind.queues):
            if timeline is not None:
                span = timeline.span_at(now)
                opens = timeline.opens[span] if span < len(timeline.opens) else NEVER
                crew.append(ANYBODY if opens <= now else NOBODY)
                if now < opens < NEVER and NOBODY not in crew[: len(able)]:
                    self._call(opens)
        return crew

    def _preferences(self, kind: Kind) -> dict[int, int]:
        """For each member who may do the work the first of the queues he serves."""
        asked = (kind.only,) if kind.only >= 0 else self._everybody
        return {
            member: kind.queues.index(queue)
            for member in asked
            if member not in kind.never
            for queue in [self._first_served(member, kind.queues)]
            if queue >= 0
        }
