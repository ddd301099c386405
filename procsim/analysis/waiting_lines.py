"""For whom work waits that needs more than one member of its queue: who may take it, and since
when; whom a team needs; who did the step before, and so must or must not do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.log import Result
from procsim.simulation.plan import Op

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from procsim.analysis.crowds import Who
    from procsim.simulation.log import Activities, Log
    from procsim.simulation.people import Requirement
    from procsim.simulation.plan import Plan

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spans:
    """Parts of waiting: of which activity, for whom (a place in `whos`), from when until when,
    whether no place of those who may do it is the office of origin's, and whether for a team."""

    row: Numbers
    who: Numbers
    begins: Numbers
    ends: Numbers
    abroad: NDArray[np.bool_]
    team: NDArray[np.bool_]
    whos: tuple[Who, ...]


class Lines:
    """What waits in which line, by a plan; `lanes` are those of the members of each queue."""

    def __init__(self, plan: Plan, lanes: tuple[tuple[int, ...], ...]) -> None:
        self._plan = plan
        self._lanes = lanes
        self._needs: dict[int, tuple[int, ...]] = {}
        self._remembered: dict[tuple[int, int], int] = {}
        for made in plan.instructions:
            if made.op == Op.WORK and made.table >= 0:
                known = self._needs.get(made.step, ())
                if made.table not in known:
                    self._needs[made.step] = (*known, made.table)
            if made.op == Op.REMEMBER:
                self._remembered[plan.step_process[made.step], made.table] = made.step
        self._is_special = np.zeros(len(plan.step_process), dtype=np.bool_)
        self._is_special[list(self._needs)] = True

    def concern(self, rows: Activities) -> NDArray[np.bool_]:
        """Which activities wait for more than a member of their queue."""
        return self._is_special[rows.step] & (rows.queue >= 0)

    def before(self, log: Log, chosen: Numbers, order: Numbers) -> Spans:
        """The way of some activities from their queueing to their start; `order` is when each was
        queued for the first time."""
        rows = log.activities
        home = log.case_office[rows.case[chosen]].astype(np.int64)
        number = self._requirement(rows, chosen, home)
        only, never = self._remembering(log, chosen, number)
        asked = np.column_stack((number, home, only, never))
        kinds, kind = np.unique(asked, axis=0, return_inverse=True)
        whos: dict[Who, int] = {}
        parts = [
            part
            for place, (which, office, one, *others) in enumerate(kinds.tolist())
            for part in self._spans(
                rows,
                chosen[kind.reshape(-1) == place],
                order,
                self._plan.requirements[which],
                (office, one, frozenset(others)),
                whos,
            )
        ]
        row, who, begins, ends, abroad, team = (
            np.concatenate([np.empty(0, dtype=np.int64), *column])
            for column in (zip(*parts, strict=True) if parts else [()] * 6)
        )
        return Spans(row, who, begins, ends, abroad > 0, team > 0, tuple(whos))

    def during(self, log: Log, chosen: Numbers) -> Spans:
        """The work of teams, for each activity of a first seat: everybody who sits in it."""
        rows = log.activities
        whos: dict[Who, int] = {}
        members = _seated(rows, chosen, self._lanes, self._plan)
        who = np.zeros(chosen.size, dtype=np.int64)
        abroad = np.zeros(chosen.size, dtype=np.bool_)
        for place, row in enumerate(chosen.tolist()):
            lanes, offices = members[row]
            key = tuple((1, (lane,)) for lane in lanes)
            who[place] = whos.setdefault(key, len(whos))
            abroad[place] = int(log.case_office[rows.case[row]]) not in offices
        team = np.ones(chosen.size, dtype=np.bool_)
        return Spans(
            chosen, who, rows.started[chosen], rows.ended[chosen], abroad, team, tuple(whos)
        )

    def is_team(self, log: Log, chosen: Numbers) -> NDArray[np.bool_]:
        """Which of the activities that these lines concern are of a team."""
        home = log.case_office[log.activities.case[chosen]].astype(np.int64)
        number = self._requirement(log.activities, chosen, home)
        teams = np.array([bool(each.seats) for each in self._plan.requirements], dtype=np.bool_)
        return teams[number]

    def _requirement(self, rows: Activities, chosen: Numbers, home: Numbers) -> Numbers:
        """The requirement of each activity; of several of its step (the levels of a delegation)
        the one that concerns its queue."""
        found = np.zeros(chosen.size, dtype=np.int64)
        step, queue = rows.step[chosen], rows.queue[chosen]
        for number, candidates in self._needs.items():
            those = step == number
            found[those] = candidates[0]
            for candidate in reversed(candidates[1:]) if len(candidates) > 1 else ():
                needs = self._plan.requirements[candidate]
                for office in np.unique(home[those]).tolist():
                    others = needs.others[office] if needs.others else ()
                    queues = [needs.own[office], *(other for other, _ in others)]
                    found[those & (home == office) & np.isin(queue, queues)] = candidate
        return found

    # --- who did a step last -----------------------------------------------------------------

    def _remembering(self, log: Log, chosen: Numbers, number: Numbers) -> tuple[Numbers, Numbers]:
        """The one member who must do each activity (-1: anybody), and those who may not."""
        requirements = self._plan.requirements
        width = max((len(needs.not_same_as) for needs in requirements), default=0)
        only = np.full(chosen.size, -1, dtype=np.int64)
        never = np.full((chosen.size, width), -1, dtype=np.int64)
        rows = log.activities
        process = log.case_process[rows.case[chosen]]
        for which, needs in enumerate(requirements):
            for of in np.unique(process[number == which]).tolist():
                those = np.flatnonzero((number == which) & (process == of))
                for column, register in enumerate(needs.not_same_as):
                    step = self._remembered[of, register]
                    never[those, column] = _last_member(rows, step, chosen[those])
                if needs.same_as >= 0:
                    step = self._remembered[of, needs.same_as]
                    last = _last_member(rows, step, chosen[those])
                    member = rows.member[chosen[those]]
                    only[those] = np.where((last == member) | (member < 0), last, -1)
        return only, np.sort(never, axis=1)

    # --- who may do it -----------------------------------------------------------------------

    def _spans(
        self,
        rows: Activities,
        chosen: Numbers,
        order: Numbers,
        needs: Requirement,
        asked: tuple[int, int, frozenset[int]],
        whos: dict[Who, int],
    ) -> Iterator[tuple[Numbers, Numbers, Numbers, Numbers, Numbers, Numbers]]:
        """The waiting of activities that wait alike, cut where further queues open."""
        home, only, never = asked
        queued, started = rows.queued[chosen], rows.started[chosen]
        lines = list(self._open(needs, home, only, never))
        for place, (after, who, queues) in enumerate(lines):
            begins = np.maximum(queued, order[chosen] + after) if place else queued
            ends = started
            if place + 1 < len(lines):
                ends = np.minimum(started, order[chosen] + lines[place + 1][0])
            kept = ends > begins
            size = int(kept.sum())
            offices = {self._plan.queue_office[queue] for queue in queues}
            yield (
                chosen[kept],
                np.full(size, whos.setdefault(who, len(whos))),
                begins[kept],
                ends[kept],
                np.full(size, int(home not in offices)),
                np.full(size, int(bool(needs.seats))),
            )

    def _open(
        self, needs: Requirement, home: int, only: int, never: frozenset[int]
    ) -> Iterator[tuple[int, Who, tuple[int, ...]]]:
        """(time since queueing, who may do it from then on, their queues)."""
        if needs.seats:
            seats = needs.seats[home]
            counts = dict.fromkeys(seats, 0)
            for queue in seats:
                counts[queue] += 1
            able = ((count, self._able((queue,), never)) for queue, count in counts.items())
            # On a seat of an unlimited role anybody may sit, as often as need be.
            yield (
                0,
                tuple((1 if self._is_unlimited(lanes) else n, lanes) for n, lanes in able),
                seats,
            )
            return
        others = needs.others[home] if needs.others else ()
        queues = (needs.own[home], *(queue for queue, _ in others))
        if only >= 0 and only not in never and any(only in self._lanes[q] for q in queues):
            yield 0, ((1, (only,)),), tuple(q for q in queues if only in self._lanes[q])
            return
        for after in sorted({0, *(after for _, after in others)}):
            open_ = (needs.own[home], *(queue for queue, since in others if since <= after))
            yield after, ((1, self._able(open_, never)),), open_

    def _able(self, queues: tuple[int, ...], never: frozenset[int]) -> tuple[int, ...]:
        return tuple(sorted({lane for q in queues for lane in self._lanes[q]} - never))

    def _is_unlimited(self, lanes: tuple[int, ...]) -> bool:
        return any(lane >= len(self._plan.members) for lane in lanes)


def queues_needed(plan: Plan) -> Iterator[tuple[int, int, int]]:
    """(step, office of origin, queue) of all queues in which work can wait or that it needs."""
    rows = [(step, places) for step, places in enumerate(plan.step_place[: len(plan.step_process)])]
    for made in plan.instructions:
        if made.op == Op.TRAVEL and made.table >= 0:
            rows.append((made.step, plan.step_place[made.table]))
        if made.op == Op.WORK and made.table >= 0:
            needs = plan.requirements[made.table]
            for origin in range(len(plan.names.offices)):
                others = [queue for queue, _ in needs.others[origin]] if needs.others else []
                seats = needs.seats[origin] if needs.seats else ()
                yield from (
                    (made.step, origin, queue)
                    for queue in (needs.own[origin], *others, *seats)
                    if queue >= 0
                )
    for step, places in rows:
        yield from ((step, origin, queue) for origin, queue in enumerate(places) if queue >= 0)


def _last_member(rows: Activities, step: int, chosen: Numbers) -> Numbers:
    """Who had done a step last in the case when each activity was queued; -1: nobody."""
    done = np.flatnonzero((rows.step == step) & (rows.result == Result.DONE) & (rows.seat == 0))
    instants = np.unique(np.concatenate((rows.ended[done], rows.queued[chosen])))
    width = instants.size + 1
    at = rows.case[done].astype(np.int64) * width + np.searchsorted(instants, rows.ended[done])
    order = np.argsort(at, kind="stable")
    asked = rows.case[chosen].astype(np.int64) * width + np.searchsorted(
        instants, rows.queued[chosen]
    )
    place = np.searchsorted(at[order], asked, side="right") - 1
    known = np.append(done[order], 0)[place]
    found = (place >= 0) & (rows.case[known] == rows.case[chosen])
    return np.where(found, rows.member[known], -1)


def _seated(
    rows: Activities, chosen: Numbers, lanes: tuple[tuple[int, ...], ...], plan: Plan
) -> dict[int, tuple[tuple[int, ...], frozenset[int]]]:
    """Some first seats of teams at work → the lanes of all their members, and their offices."""
    columns = (rows.case, rows.step, rows.visit, rows.instance, rows.started)
    some = np.flatnonzero(rows.seat > 0)
    some = some[np.isin(rows.case[some], rows.case[chosen])]
    teams: dict[tuple[int, ...], list[int]] = {}
    for row, *team in zip(some.tolist(), *(each[some].tolist() for each in columns), strict=True):
        teams.setdefault(tuple(team), []).append(row)
    found: dict[int, tuple[tuple[int, ...], frozenset[int]]] = {}
    firsts = (each[chosen].tolist() for each in columns)
    for row, *team in zip(chosen.tolist(), *firsts, strict=True):
        seats = [row, *teams.get(tuple(team), [])]
        found[row] = (
            tuple(
                int(rows.member[seat]) if rows.member[seat] >= 0 else lanes[rows.queue[seat]][0]
                for seat in seats
            ),
            frozenset(plan.queue_office[rows.queue[seat]] for seat in seats),
        )
    return found
