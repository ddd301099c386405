"""What work asks for, as tables: for whom it waits (options), and who could do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import Table, Tables
    from procsim.simulation.people import Requirement
    from procsim.simulation.plan import Plan


@dataclass(frozen=True, slots=True)
class _Option:
    """For whom work waits: a member of one of some queues, or one of each of them (`team`); and the
    further time (µs since it was queued) after which the next option holds."""

    group: int
    queues: tuple[int, ...]
    after: int = f.NEVER
    stages: int = 0
    """How many options follow of the same work."""
    team: bool = False
    same_as: int = f.NIL
    never: tuple[int, ...] = ()


def load_requirements(tables: Tables, plan: Plan) -> None:
    """Options of all requirements, and of plain work in the groups that requirements concern."""
    asks = np.full((len(plan.requirements), len(plan.names.offices)), f.NIL, dtype=np.int64)
    options: list[_Option] = []
    concerned: set[int] = set()
    for number, needs in enumerate(plan.requirements):
        concerned |= {plan.queue_group[queue] for queue in needs.queues()}
        for origin, own in enumerate(needs.own):
            if own >= 0:
                asks[number, origin] = len(options)
                options += _options(plan, needs, origin)
    matched = sorted(group for group in concerned if group >= 0)
    queues, groups = tables[f.QUEUES], tables[f.GROUPS]
    groups[:, [s.FIRST_DUE, s.FIRST_OVERDUE, s.FIRST_KIND]] = f.NIL
    groups[matched, s.IS_MATCHED] = 1
    for queue, group in enumerate(plan.queue_group):
        if group in concerned and group >= 0:
            queues[queue, s.QUEUE_OPTION] = len(options)
            options.append(_Option(group, (queue,)))
    tables[f.ASKS] = asks
    tables[f.OPTIONS] = _table_of(plan, options)
    tables[f.ABLE] = _able(plan, options)
    seats = max((len(option.queues) for option in options if option.team), default=1)
    tables[f.SEATS] = np.full((seats, s.SEATS_SIZE), f.NIL, dtype=np.int64)
    tables.world[f.MOST_NEVER] = max((len(option.never) for option in options), default=0)


def _options(plan: Plan, needs: Requirement, origin: int) -> list[_Option]:
    """For whom the work of an office of origin waits, one stage after the other."""
    own = needs.own[origin]
    if needs.seats:
        seats = needs.seats[origin]
        group = max(plan.queue_group[queue] for queue in seats)
        never = needs.not_same_as
        return [_Option(group, seats, needs.hold_after, team=True, never=never)]
    others = needs.others[origin] if needs.others else ()
    stages = sorted({0, *(after for _, after in others)})
    following = [*stages[1:], f.NEVER]
    return [
        _Option(
            plan.queue_group[own],
            (own, *(queue for queue, after in others if after <= stage)),
            after=later,
            stages=len(stages) - 1 - number,
            same_as=needs.same_as,
            never=needs.not_same_as,
        )
        for number, (stage, later) in enumerate(zip(stages, following, strict=True))
    ]


def _table_of(plan: Plan, options: list[_Option]) -> Table:
    width = max((len(each.never) + 2 * len(each.queues) for each in options), default=0)
    table = np.full((len(options), s.NOT_SAME_AS + width), f.NIL, dtype=np.int64)
    for number, each in enumerate(options):
        seats = sum(not plan.queue_unlimited[queue] for queue in each.queues)
        row = [each.group, each.team, len(each.queues), seats, each.after, number + each.stages]
        row += [each.same_as, len(each.never), f.NIL, *each.never, *each.queues]
        table[number, : len(row)] = row
    return table


def _able(plan: Plan, options: list[_Option]) -> Table:
    """Option → member → the place of the first queue it serves, or NIL; of a team a bit for each
    seat."""
    serves = np.zeros((len(plan.queue_office), len(plan.members)), dtype=bool)
    for number, member in enumerate(plan.members):
        serves[list(member.queues), number] = True
    able = np.zeros((len(options), len(plan.members)), dtype=np.int64)
    for number, each in enumerate(options):
        of_queues = serves[list(each.queues)]
        if each.team:
            able[number] = (of_queues.T << np.arange(len(each.queues))).sum(axis=1)
        else:
            first = of_queues.argmax(axis=0)
            able[number] = np.where(of_queues.any(axis=0), first, f.NIL)
    return able
