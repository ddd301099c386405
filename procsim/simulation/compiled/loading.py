"""A plan and a roster as tables of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.asking import load_requirements
from procsim.simulation.keys import priority_key
from procsim.simulation.plan import PACE, Op
from procsim.simulation.roster import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from procsim.simulation.compiled.world import Table, Tables
    from procsim.simulation.plan import Instants, Plan
    from procsim.simulation.roster import Roster, Spans


def load_program(tables: Tables, plan: Plan) -> int:
    """What the plan says; the width of a case's room."""
    counters = _counters(plan)
    joins, width = _joins(plan, counters)
    dates, date_rows, first_of = _dates(plan)
    ways = max((len(made.targets) for made in plan.instructions), default=0)
    code = _table(len(plan.instructions), s.WAYS + max(1, ways))
    for row, made in zip(code, plan.instructions, strict=True):
        table = first_of["until", made.table] if made.op == Op.UNTIL else made.table
        row[: s.WAYS] = (
            made.op, made.step, made.next, made.slot, table, made.inputs,
            joins.get(made.step, f.NIL), len(made.targets), made.value,
        )  # fmt: skip
        row[s.WAYS : s.WAYS + len(made.targets)] = made.targets
    steps = _table(len(plan.step_process), s.STEP_SIZE)
    steps[:, s.STEP_PRIORITY] = [priority_key(priority) for priority in plan.step_priority]
    steps[:, s.PASSES_ON] = plan.step_passes_on
    steps[:, s.HAND_OVER] = plan.step_hand_over
    steps[:, s.COUNTER] = counters
    steps[:, s.KEY] = plan.step_key or f.NIL
    tables[f.ORIGINS] = np.array(plan.step_place, dtype=np.int64)
    rules = _table(len(plan.batches), s.RULE_SIZE)
    for number, rule in enumerate(plan.batches):
        first = f.NIL if rule.occurrences is None else first_of["batch", number]
        rules[number] = (rule.size, rule.age, rule.setup, first)
    tables[f.CODE], tables[f.STEPS], tables[f.RULES] = code, steps, rules
    tables[f.HAND_OVERS] = np.array(plan.hand_overs, dtype=np.int64)
    tables[f.PLACES] = _places(plan)
    tables[f.DATES], tables[f.DATE_ROWS] = dates, date_rows
    tables[f.ENTRIES] = np.array(plan.entry, dtype=np.int64)
    tables[f.DEADLINES], tables[f.BIRTHS] = _deadlines(plan), _births(plan)
    tables.world[f.MOST_ARMED] = sum(rule.since_start for rule in plan.deadlines)
    tables.world[f.FIRST_JOIN] = max(counters, default=f.FIRST_REGISTER) + 1
    tables[f.CHOSEN_BY], tables[f.ERRORS] = _chosen_by(plan), _errors(plan)
    return width


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


def _counters(plan: Plan) -> list[int]:
    """Step → the place of its counter of visits in the room of a case of its process."""
    seen = [0] * len(plan.entry)
    places = []
    first = f.FIRST_REGISTER + max(plan.registers, default=0)
    for process in plan.step_process:
        places.append(first + seen[process])
        seen[process] += 1
    return places


def _joins(plan: Plan, counters: Sequence[int]) -> tuple[dict[int, int], int]:
    """Join step → the place of its first counter, after those of the visits; the widest room."""
    free = [max(counters, default=f.FIRST_REGISTER) + 1] * len(plan.entry)
    joins: dict[int, int] = {}
    for made in plan.instructions:
        if made.op == Op.ALL and made.inputs > 1 and made.step not in joins:
            process = plan.step_process[made.step]
            joins[made.step] = free[process]
            free[process] += made.inputs
    return joins, max(free, default=f.FIRST_REGISTER)


def _chosen_by(plan: Plan) -> Table:
    """Slot → how many registers choose among its draws, the bits of each, and which they are."""
    most = max((len(slot.registers) for slot in plan.slots), default=0)
    chosen_by = _table(len(plan.slots), s.FIRST_CHOICE + most)
    for row, slot in zip(chosen_by, plan.slots, strict=True):
        count = len(slot.registers)
        row[[s.CHOICE_COUNT, s.CHOICE_BITS]] = count, bits_of_choice(count)
        row[s.FIRST_CHOICE : s.FIRST_CHOICE + count] = slot.registers
    return chosen_by


def bits_of_choice(count: int) -> int:
    """So many bits each of some registers may take, that all of them fit into one number."""
    return min(16, 62 // max(1, count))


def _deadlines(plan: Plan) -> Table:
    steps = {made.table: made.step for made in plan.instructions if made.op == Op.ARM}
    deadlines = _table(len(plan.deadlines), s.DEADLINE_SIZE)
    for number, rule in enumerate(plan.deadlines):
        deadlines[number] = (
            rule.slot, rule.every, rule.hours, rule.since_start, rule.interrupts, rule.whole,
            rule.target, steps[number],
        )  # fmt: skip
    return deadlines


def _births(plan: Plan) -> Table:
    """Slot of how many cases begin, or NIL: one."""
    return np.array([birth.count for birth in plan.births], dtype=np.int64)


def _errors(plan: Plan) -> Table:
    most = max((len(registers) for registers in plan.errors), default=0)
    errors = _table(len(plan.entry), max(1, most), f.NIL)
    for row, registers in zip(errors, plan.errors, strict=False):
        row[: len(registers)] = registers
    return errors


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
    places = _table(len(plan.batches) * queues, s.PLACE_SIZE)
    places[:, [s.ROOT, s.EXPECTED]] = f.NIL
    places[:, s.PLACE_RULE] = np.repeat(np.arange(len(plan.batches)), queues)
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
