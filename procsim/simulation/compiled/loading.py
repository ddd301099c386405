"""A plan and a roster as tables of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.compiled import fields as f
from procsim.simulation.plan import PACE, Op
from procsim.simulation.roster import timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from procsim.simulation.compiled.world import Table, Tables
    from procsim.simulation.plan import Instants, Plan
    from procsim.simulation.roster import Roster, Timeline


def load_program(tables: Tables, plan: Plan) -> int:
    """What the plan says; the width of a case's room."""
    counters = _counters(plan)
    joins, width = _joins(plan, counters)
    dates, date_rows, first_of = _dates(plan)
    ways = max((len(made.targets) for made in plan.instructions), default=0)
    code = _table(len(plan.instructions), f.WAYS + max(1, ways))
    for row, made in zip(code, plan.instructions, strict=True):
        table = first_of["until", made.table] if made.op == Op.UNTIL else made.table
        row[: f.WAYS] = (
            made.op, made.step, made.next, made.slot, table, made.inputs,
            joins.get(made.step, f.NIL), len(made.targets),
        )  # fmt: skip
        row[f.WAYS : f.WAYS + len(made.targets)] = made.targets
    steps = _table(len(plan.step_process), f.STEP_SIZE)
    steps[:, f.STEP_PRIORITY] = plan.step_priority
    steps[:, f.PASSES_ON] = plan.step_passes_on
    steps[:, f.HAND_OVER] = plan.step_hand_over
    steps[:, f.COUNTER] = counters
    steps[:, f.KEY] = plan.step_key or f.NIL
    tables[f.ORIGINS] = np.array(plan.step_place, dtype=np.int64)
    rules = _table(len(plan.batches), f.RULE_SIZE)
    for number, rule in enumerate(plan.batches):
        first = f.NIL if rule.occurrences is None else first_of["batch", number]
        rules[number] = (rule.size, rule.age, rule.setup, first)
    tables[f.CODE], tables[f.STEPS], tables[f.RULES] = code, steps, rules
    tables[f.HAND_OVERS] = np.array(plan.hand_overs, dtype=np.int64)
    tables[f.PLACES] = _places(plan)
    tables[f.DATES], tables[f.DATE_ROWS] = dates, date_rows
    tables[f.ENTRIES] = np.array(plan.entry, dtype=np.int64)
    return width


def load_staff(tables: Tables, plan: Plan, roster: Roster) -> None:
    """Queues, groups and members as they stand at the start: everybody free, nobody asked."""
    servants = _servants(plan)
    lines, line_of, first_line = _lines(plan, servants)
    unlimited = [q for q, without_limit in enumerate(plan.queue_unlimited) if without_limit]
    queues = _table(len(plan.queue_office), f.QUEUE_SIZE, f.NIL)
    queues[:, f.QUEUE_OFFICE] = plan.queue_office
    queues[:, f.QUEUE_GROUP] = plan.queue_group
    queues[:, f.QUEUE_LINE] = line_of
    queues[unlimited, f.QUEUE_TIMELINE] = len(plan.members) + np.arange(len(unlimited))
    hours = [timeline_of(time, PACE, plan.horizon) for time in plan.hours]
    staffed = len(plan.members) + len(unlimited)
    tables[f.TIMETABLES] = staffed + np.array(plan.timetables, dtype=np.int64).reshape(
        -1, len(plan.names.offices)
    )
    spans, timelines = _spans(roster, unlimited, hours)
    members = _table(len(plan.members), f.MEMBER_SIZE)
    groups = _table(len(first_line) - 1, f.GROUP_SIZE)
    groups[:, [f.FIRST_FREE, f.FINAL_FREE]] = f.NIL
    groups[:, f.FIRST_LINE] = first_line[:-1]
    groups[:, f.LINE_COUNT] = np.diff(first_line)
    serves = _table(len(plan.members), max(1, int(np.diff(first_line).max(initial=0))))
    for number, member in enumerate(plan.members):
        group = plan.queue_group[member.queues[0]]
        last = groups[group, f.FINAL_FREE]
        members[number, [f.MEMBER_GROUP, f.TIMELINE]] = group, number
        members[number, [f.NEXT_FREE, f.LAST_FREE]] = f.NIL, last
        if last == f.NIL:
            groups[group, f.FIRST_FREE] = number
        else:
            members[last, f.NEXT_FREE] = number
        groups[group, f.FINAL_FREE] = number
        serves[number, [line_of[queue] - first_line[group] for queue in member.queues]] = 1
    members[:, f.SPAN] = timelines[: len(plan.members), f.FIRST_SPAN]
    waiting = _table(lines, f.LINE_SIZE)
    waiting[:, f.ROOT] = f.NIL
    tables[f.MEMBERS], tables[f.GROUPS], tables[f.LINES] = members, groups, waiting
    tables[f.SERVES], tables[f.QUEUES] = serves, queues
    tables[f.SPANS], tables[f.TIMELINES] = spans, timelines


def _counters(plan: Plan) -> list[int]:
    """Step → the place of its counter of visits in the room of a case of its process."""
    seen = [0] * len(plan.entry)
    places = []
    for process in plan.step_process:
        places.append(f.COUNTERS + seen[process])
        seen[process] += 1
    return places


def _joins(plan: Plan, counters: Sequence[int]) -> tuple[dict[int, int], int]:
    """Join step → the place of its first counter, after those of the visits; the widest room."""
    free = [f.COUNTERS] * len(plan.entry)
    for process, counter in zip(plan.step_process, counters, strict=True):
        free[process] = max(free[process], counter + 1)
    joins: dict[int, int] = {}
    for made in plan.instructions:
        if made.op == Op.ALL and made.inputs > 1 and made.step not in joins:
            process = plan.step_process[made.step]
            joins[made.step] = free[process]
            free[process] += made.inputs
    return joins, max(free, default=f.COUNTERS)


def _dates(plan: Plan) -> tuple[Table, Table, dict[tuple[str, int], int]]:
    """Instants of recurrences in a row, where each table and office has its own, and the first of
    these for each table: (`until` or `batch`, number)."""
    tables: list[tuple[tuple[str, int], tuple[Instants, ...]]] = [
        *((("until", number), table) for number, table in enumerate(plan.occurrences)),
        *(
            (("batch", number), rule.occurrences)
            for number, rule in enumerate(plan.batches)
            if rule.occurrences is not None
        ),
    ]
    first_of: dict[tuple[str, int], int] = {}
    rows: list[tuple[int, int]] = []
    parts: list[Instants] = [np.zeros(0, dtype=np.int64)]
    begin = 0
    for key, table in tables:
        first_of[key] = len(rows)
        for instants in table:
            rows.append((begin, begin + len(instants)))
            parts.append(instants)
            begin += len(instants)
    return np.concatenate(parts), np.array(rows, dtype=np.int64).reshape(-1, 2), first_of


def _places(plan: Plan) -> Table:
    queues = len(plan.queue_office)
    places = _table(len(plan.batches) * queues, f.PLACE_SIZE)
    places[:, [f.ROOT, f.EXPECTED]] = f.NIL
    places[:, f.PLACE_RULE] = np.repeat(np.arange(len(plan.batches)), queues)
    return places


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


def _spans(
    roster: Roster, unlimited: Sequence[int], hours: Sequence[Timeline]
) -> tuple[Table, Table]:
    """The spans of all timelines one after the other: members, unlimited staff, calendars."""
    timelines = [*roster.timelines, *(roster.unlimited[queue] for queue in unlimited), *hours]
    rows = []
    index = _table(len(timelines), f.TIMELINE_SIZE)
    begin = 0
    for number, timeline in enumerate(timelines):
        assert timeline is not None
        part = _table(len(timeline.opens) + 1, f.SPAN_SIZE)
        part[:-1, f.SPAN_OPENS] = timeline.opens
        part[:-1, f.SPAN_CLOSES] = timeline.closes
        part[:, f.SPAN_DONE] = timeline.done
        part[:-1, f.SPAN_SHIFT_ENDS] = timeline.shift_ends
        part[:, f.SPAN_PACE] = timeline.pace
        if timeline.paces:
            part[:-1, f.SPAN_PACE] = timeline.paces
        rows.append(part)
        index[number] = (begin, begin + len(timeline.opens))
        begin += len(part)
    return np.concatenate([_table(0, f.SPAN_SIZE), *rows]), index


def _table(rows: int, columns: int, value: int = 0) -> Table:
    return np.full((rows, columns), value, dtype=np.int64)
