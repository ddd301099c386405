"""Queues, and those who serve them, as tables of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.asking import load_requirements
from procsim.simulation.plan import PACE
from procsim.simulation.preparation.roster import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from procsim.simulation.compiled.world import Table, Tables
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.roster import Roster, Spans


def load_staff(tables: Tables, plan: Plan, roster: Roster) -> None:
    """Queues, groups and members as they stand at the start: everybody free, nobody asked."""
    servants = _servants(plan)
    lines, line_of, first_line = _lines(plan, servants)
    unlimited = [q for q, without_limit in enumerate(plan.queue_unlimited) if without_limit]
    queues = _table(len(plan.queue_office), s.QUEUE_SIZE, f.NIL)
    queues[:, s.QUEUE_OFFICE] = plan.queue_office
    queues[:, s.QUEUE_GROUP] = plan.queue_group
    queues[:, s.QUEUE_LINE] = line_of
    queues[unlimited, s.QUEUE_TIMELINE] = len(plan.members) + np.arange(len(unlimited))
    hours = [spans_of(time, PACE, plan.horizon) for time in plan.hours]
    staffed = len(plan.members) + len(unlimited)
    tables[f.TIMETABLES] = staffed + np.array(plan.timetables, dtype=np.int64).reshape(
        -1, len(plan.names.offices)
    )
    spans, timelines = _spans(roster, unlimited, hours)
    members = _table(len(plan.members), s.MEMBER_SIZE)
    groups = _table(len(first_line) - 1, s.GROUP_SIZE)
    groups[:, [s.FIRST_FREE, s.FINAL_FREE]] = f.NIL
    groups[:, s.FIRST_LINE] = first_line[:-1]
    groups[:, s.LINE_COUNT] = np.diff(first_line)
    serves = _table(len(plan.members), max(1, int(np.diff(first_line).max(initial=0))))
    for number, member in enumerate(plan.members):
        group = plan.queue_group[member.queues[0]]
        last = groups[group, s.FINAL_FREE]
        members[number, [s.MEMBER_GROUP, s.TIMELINE]] = group, number
        members[number, [s.NEXT_FREE, s.LAST_FREE]] = f.NIL, last
        if last == f.NIL:
            groups[group, s.FIRST_FREE] = number
        else:
            members[last, s.NEXT_FREE] = number
        groups[group, s.FINAL_FREE] = number
        serves[number, [line_of[queue] - first_line[group] for queue in member.queues]] = 1
    members[:, s.SPAN] = timelines[: len(plan.members), s.FIRST_SPAN]
    waiting = _table(lines, s.LINE_SIZE)
    waiting[:, s.ROOT] = f.NIL
    tables[f.MEMBERS], tables[f.GROUPS], tables[f.LINES] = members, groups, waiting
    tables[f.SERVES], tables[f.QUEUES] = serves, queues
    tables[f.SPANS], tables[f.TIMELINES] = spans, timelines
    load_requirements(tables, plan)


def _servants(plan: Plan) -> list[frozenset[int]]:
    """The members who serve each queue."""
    found: list[set[int]] = [set() for _ in plan.queue_group]
    for number, member in enumerate(plan.members):
        for queue in member.queues:
            found[queue].add(number)
    return [frozenset(members) for members in found]


def _lines(plan: Plan, servants: Iterable[frozenset[int]]) -> tuple[int, list[int], list[int]]:
    """Queues that the same members serve wait in one line: how many there are, the line of each
    queue, and the first line of each group (their number at the end)."""
    groups: list[dict[frozenset[int], int]] = [
        {} for _ in range(max(plan.queue_group, default=-1) + 1)
    ]
    within = [
        groups[group].setdefault(found, len(groups[group])) if group >= 0 else f.NIL
        for group, found in zip(plan.queue_group, servants, strict=True)
    ]
    first = np.concatenate(([0], np.cumsum([len(lines) for lines in groups]))).astype(int).tolist()
    line_of = [
        first[group] + line if group >= 0 else f.NIL
        for group, line in zip(plan.queue_group, within, strict=True)
    ]
    return first[-1], line_of, first


def _spans(roster: Roster, unlimited: Sequence[int], hours: Sequence[Spans]) -> tuple[Table, Table]:
    """The spans of all timelines one after the other, and which rows are those of each: members,
    unlimited staff, calendars. Who has the same timeline has the same rows; the last holds its
    total."""
    everybody = [*roster.spans, *(roster.unlimited_spans[queue] for queue in unlimited), *hours]
    timelines = list(dict.fromkeys(each for each in everybody if each is not None))
    number = {timeline: place for place, timeline in enumerate(timelines)}
    sizes = np.array([each.done.size for each in timelines], dtype=np.int64)
    ends = np.cumsum(sizes)
    begins = ends - sizes
    spans = _table(int(sizes.sum()), s.SPAN_SIZE)
    for timeline, begin, end in zip(timelines, begins.tolist(), ends.tolist(), strict=True):
        part = spans[begin:end]
        part[:-1, s.SPAN_OPENS] = timeline.opens
        part[:-1, s.SPAN_CLOSES] = timeline.closes
        part[:-1, s.SPAN_SHIFT_ENDS] = timeline.shift_ends
        part[:, s.SPAN_DONE] = timeline.done
        part[:, s.SPAN_PACE] = timeline.pace
        if timeline.paces is not None:
            part[:-1, s.SPAN_PACE] = timeline.paces
    rows = np.column_stack((begins, ends - 1))
    return spans, rows[[number[each] for each in everybody if each is not None]]


def _table(rows: int, columns: int, value: int = 0) -> Table:
    return np.full((rows, columns), value, dtype=np.int64)
