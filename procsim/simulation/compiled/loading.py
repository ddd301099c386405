"""A plan as tables of the world (for its people see `staffing`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.choices import bits_of_choice
from procsim.simulation.plan import Op
from procsim.simulation.preparation.keys import priority_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.simulation.compiled.world import Table, Tables
    from procsim.simulation.plan import Instants, Plan


_MATCHES: Final = {
    "case": s.OWN_FAMILY,
    "office": s.OWN_OFFICE,
    "all": s.ANYBODY,
    "fact": s.SAME_FACT,
}
_BUCKETS: Final = 1 << 12
"""Of addresses, a power of 2."""


def load_program(tables: Tables, plan: Plan) -> int:
    """What the plan says; the width of a case's room."""
    counters = _counters(plan)
    joins, width = _joins(plan, counters)
    first_of_join = {int(row[s.JOIN_STEP]): int(row[s.JOIN_COUNTERS]) for row in joins}
    dates, date_rows, first_of = _dates(plan)
    ways = max((len(made.targets) for made in plan.instructions), default=0)
    code = _table(len(plan.instructions), s.WAYS + max(1, ways))
    for row, made in zip(code, plan.instructions, strict=True):
        table = first_of["until", made.table] if made.op == Op.UNTIL else made.table
        row[: s.WAYS] = (
            made.op, made.step, made.next, made.slot, table, made.inputs,
            first_of_join.get(made.step, f.NIL), len(made.targets), made.value,
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
        rules[number] = (rule.size, rule.age, rule.setup, first, rule.by)
    tables[f.CODE] = _with_exits(code, joins)
    tables[f.STEPS], tables[f.RULES] = steps, rules
    tables[f.JOINS], tables[f.REACH] = joins, _reach(plan, joins)
    tables[f.HAND_OVERS] = np.array(plan.hand_overs, dtype=np.int64)
    tables[f.PLACES] = _places(plan)
    tables.world[f.PLACE_TOTAL] = len(tables[f.PLACES]) - 1
    tables[f.DATES], tables[f.DATE_ROWS] = dates, date_rows
    tables[f.ENTRIES] = np.array(plan.entry, dtype=np.int64)
    tables[f.DEADLINES], tables[f.BIRTHS] = _deadlines(plan), _births(plan)
    tables.world[f.FIRST_JOIN] = max(counters, default=f.FIRST_REGISTER) + 1
    tables[f.CHOSEN_BY], tables[f.ERRORS] = _chosen_by(plan), _errors(plan)
    tables[f.CHANNELS], tables[f.SENDS] = _channels(plan), _sends(plan)
    tables[f.BUCKETS] = _table(_BUCKETS if plan.channels else 1, 1, f.NIL)
    return width


def _counters(plan: Plan) -> list[int]:
    """Step → the place of its counter of visits in the room of a case of its process."""
    seen = [0] * len(plan.entry)
    places = []
    first = f.FIRST_REGISTER + max(plan.registers, default=0)
    for process in plan.step_process:
        places.append(first + seen[process])
        seen[process] += 1
    return places


def _joins(plan: Plan, counters: Sequence[int]) -> tuple[Table, int]:
    """The joins, whose counters in a room stand after those of the visits; the widest room."""
    free = [max(counters, default=f.FIRST_REGISTER) + 1] * len(plan.entry)
    joins: dict[int, tuple[int, ...]] = {}
    for made in plan.instructions:
        if made.op in (Op.ALL, Op.ANY) and made.inputs > 1 and made.step not in joins:
            process, is_inclusive = plan.step_process[made.step], made.op == Op.ANY
            exit_ = len(plan.instructions) + len(joins) if is_inclusive else f.NIL
            joins[made.step] = (made.step, process, made.inputs, free[process], exit_)
            free[process] += made.inputs + is_inclusive
    table = np.array(list(joins.values()), dtype=np.int64).reshape(-1, s.JOIN_SIZE)
    return table, max(free, default=f.FIRST_REGISTER)


def _with_exits(code: Table, joins: Table) -> Table:
    """After the program an instruction for each join, by which a token leaves it: that of the
    gateway as if nothing came together there."""
    exits = np.array([code[code[:, s.CODE_STEP] == step][0] for step in joins[:, s.JOIN_STEP]])
    exits = exits.reshape(-1, code.shape[1])
    exits[:, s.INPUTS] = 1
    return np.concatenate([code, exits])


def _reach(plan: Plan, joins: Table) -> Table:
    reach = _table(len(joins), len(plan.step_process))
    inclusive = dict(plan.inclusive)
    for row, step in zip(reach, joins[:, s.JOIN_STEP].tolist(), strict=True):
        if step in inclusive:
            own = inclusive[step]
            row[own.first : own.first + len(own.reach)] = own.reach
    return reach


def _chosen_by(plan: Plan) -> Table:
    """Slot → how many registers choose among its draws, which they are, and the bits of each."""
    most = max((len(slot.registers) for slot in plan.slots), default=0)
    chosen_by = _table(len(plan.slots), s.FIRST_CHOICE + 2 * most)
    for row, slot in zip(chosen_by, plan.slots, strict=True):
        count = len(slot.registers)
        row[s.CHOICE_COUNT] = count
        row[s.FIRST_CHOICE : s.FIRST_CHOICE + 2 * count : 2] = slot.registers
        row[s.FIRST_CHOICE + 1 : s.FIRST_CHOICE + 2 * count : 2] = bits_of_choice(plan, slot)
    return chosen_by


def _deadlines(plan: Plan) -> Table:
    steps = {made.table: made.step for made in plan.instructions if made.op == Op.ARM}
    deadlines = _table(len(plan.deadlines), s.DEADLINE_SIZE)
    for number, rule in enumerate(plan.deadlines):
        deadlines[number] = (
            rule.slot, rule.every, rule.hours, rule.since_start, rule.interrupts, rule.whole,
            rule.target, steps[number], rule.until_start,
        )  # fmt: skip
    return deadlines


def _births(plan: Plan) -> Table:
    """Slot of how many cases begin, or NIL: one."""
    return np.array([birth.count for birth in plan.births], dtype=np.int64)


def _channels(plan: Plan) -> Table:
    channels = _table(len(plan.channels), s.CHANNEL_FACT + len(plan.entry), f.NIL)
    for row, channel in zip(channels, plan.channels, strict=True):
        row[s.MATCH] = _MATCHES[channel.match]
        row[s.CHANNEL_FACT : s.CHANNEL_FACT + len(channel.facts)] = channel.facts
    return channels


def _sends(plan: Plan) -> Table:
    """Message → how many channels it is sent to, and these."""
    most = max((len(channels) for channels in plan.messages), default=0)
    sends = _table(len(plan.messages), 1 + most)
    for row, channels in zip(sends, plan.messages, strict=True):
        row[: 1 + len(channels)] = (len(channels), *channels)
    return sends


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
    """A place for each rule and queue, and room for a first one by a value."""
    queues = len(plan.queue_office)
    places = _table(len(plan.batches) * queues + 1, s.PLACE_SIZE)
    places[:, [s.ROOT, s.EXPECTED, s.NEXT_PLACE]] = f.NIL
    places[:-1, s.PLACE_RULE] = np.repeat(np.arange(len(plan.batches)), queues)
    return places


def _table(rows: int, columns: int, value: int = 0) -> Table:
    return np.full((rows, columns), value, dtype=np.int64)
