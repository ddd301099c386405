"""Columns that follow a rule: amounts and choices by the facts of each case, rounded once, here.

A rule must make sense for every case of its process and office, whether or not the case ever comes
to the step: what a column holds never depends on the run.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, assert_never

import numpy as np

from procsim.model.amounts import means_of, values_of
from procsim.model.choices import Check, chances_of, inclusions_of
from procsim.simulation.addresses import Purpose, absorb, uniforms
from procsim.simulation.draw_rules import Chosen, Happens, Known, Measured, Ordered, Taken
from procsim.simulation.preparation.keys import CLASS, NEVER_DUE
from procsim.simulation.preparation.nonsense import nonsense
from procsim.simulation.preparation.rows import as_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from procsim.model.amounts import Amount, Columns
    from procsim.simulation.addresses import Words
    from procsim.simulation.plan import Plan, Slot
    from procsim.simulation.preparation.rows import Floats, Numbers, Rows

    Wrong = NDArray[np.bool_]

_MOST: Final = float(1 << 53)
"""Whole numbers below it are exact."""
HIGHEST_CLASS: Final = 1000
"""Of a priority, and its negative the lowest."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Which draw of a slot: at which visit and instance, by which variant, with which values of its
    registers."""

    visit: int
    variant: int
    registers: tuple[int, ...] = ()
    instance: int = 0

    def word(self, purpose: int, part: int = 0) -> int:
        """One word for purpose, visit and instance (0 for single work, or a part of the draw)."""
        return purpose | self.visit << 32 | (self.instance + part) << 48


def ruled(plan: Plan, slot: Slot, rows: Rows, states: Words, draw: Draw) -> Numbers:
    """For each case of a block its draw by a rule; 0 where the rule is not its.

    `states` are the cases' keys that have absorbed the luck of the slot.
    """
    process = plan.step_process[slot.step]
    its = rows.process == process
    if slot.variants.count(draw.variant) < len(slot.variants):
        its &= np.where(rows.office >= 0, np.array(slot.variants)[rows.office], -1) == draw.variant
    if its.all():
        return _of_all(plan, slot, rows, states, draw)
    places = np.flatnonzero(its)
    column = np.zeros(its.size, dtype=np.int64)
    if places.size:
        column[places] = _of_all(plan, slot, rows.those(places), states[places], draw)
    return column


def _of_all(plan: Plan, slot: Slot, rows: Rows, states: Words, draw: Draw) -> Numbers:
    """As `ruled`, for cases of which each has the rule."""
    process = plan.step_process[slot.step]
    facts = as_set(plan, rows, process, slot.registers, draw.registers)
    values, wrong = _drawn(plan, slot, facts, _Luck(states, slot.purpose, draw))
    if wrong.any():
        first = int(np.argmax(wrong))
        raise nonsense(plan, slot, {name: float(each[first]) for name, each in facts.items()})
    return values


@dataclass(frozen=True, slots=True)
class _Luck:
    """The numbers that a slot's draws of some cases come from."""

    states: Words
    purpose: int
    draw: Draw

    def numbers(self, purpose: int = 0, part: int = 0) -> Floats:
        return uniforms(absorb(self.states, self.draw.word(purpose or self.purpose, part)))


def _drawn(plan: Plan, slot: Slot, facts: Columns, luck: _Luck) -> tuple[Numbers, Wrong]:
    """What the cases draw, and for which of them that makes no sense."""
    rule, size = plan.rules[luck.draw.variant], luck.states.size
    match rule:
        case Measured(amount):
            factor = slot.again if luck.draw.visit else 1.0
            return _whole(values_of(amount, luck.numbers(), facts) * factor)
        case Happens(chance):
            chances = np.broadcast_to(means_of(chance, facts), (size,))
            happens: Wrong = luck.numbers() < chances
            return happens.astype(np.int64), (chances < 0) | (chances > 1) | np.isnan(chances)
        case Chosen(choice):
            visit = luck.draw.visit
            if isinstance(choice, Check):  # the same for all cases
                errors = _errors(plan, slot, luck.draw)
                return _choice(chances_of(choice, facts, 1, visit=visit, errors=errors), luck)
            return _choice(chances_of(choice, facts, size, visit=visit), luck)
        case Taken(inclusion):
            return _flows(inclusions_of(inclusion, facts, size), inclusion.default, luck)
        case Ordered(priority, due):
            return _key(plan, priority, due, facts, luck)
        case Known(fact):
            # Adding 0 makes one zero of two; doubles of one sign are in the order of their bits.
            return (facts[fact] + 0.0).view(np.int64), np.isnan(facts[fact])
        case never:
            assert_never(never)


def _whole(values: Floats) -> tuple[Numbers, Wrong]:
    wrong = ~((values >= 0) & (values < _MOST))
    return np.rint(np.where(wrong, 0.0, values)).astype(np.int64), wrong


def _errors(plan: Plan, slot: Slot, draw: Draw) -> list[bool]:
    """Which of the errors a check looks for are there: its registers, in their order."""
    settable = plan.settable[plan.step_process[slot.step]] if plan.settable else ()
    facts = {fact.register for fact in settable}
    chosen = zip(slot.registers, draw.registers, strict=True)
    return [value == 1 for register, value in chosen if register not in facts]


def _choice(chances: Floats, luck: _Luck) -> tuple[Numbers, Wrong]:
    """The flow whose part of the line from 0 to 1 the number falls on, in flow order."""
    return place_of(luck.numbers(), accumulate(chances[:-1])), _unknown(chances)


def place_of(numbers: Floats, bounds: Iterable[Floats | float]) -> Numbers:
    """How many of a few bounds, for all numbers or for each its own, each number has reached."""
    place = np.zeros(numbers.size, dtype=np.int64)
    for bound in bounds:
        place += numbers >= bound
    return place


def _unknown(chances: Floats) -> Wrong:
    """The cases for which one of the chances (rows) is none."""
    return np.asarray(np.isnan(chances).any(axis=0))


def _flows(chances: Floats, default: int, luck: _Luck) -> tuple[Numbers, Wrong]:
    taken = np.zeros(chances.shape[1], dtype=np.int64)
    for flow, chance in enumerate(chances):
        taken |= (luck.numbers(part=flow + 1) < chance).astype(np.int64) << flow
    wrong = _unknown(chances)
    if default < 0:
        return taken, wrong | (taken == 0)
    return np.where(taken == 0, 1 << default, taken), wrong


def _key(
    plan: Plan, priority: Amount | None, due: Amount | None, facts: Columns, luck: _Luck
) -> tuple[Numbers, Wrong]:
    classes, due_at = np.zeros(luck.states.size), np.full(luck.states.size, float(NEVER_DUE))
    if priority is not None:
        classes = np.rint(values_of(priority, luck.numbers(Purpose.PRIORITY), facts))
    if due is not None:
        span = values_of(due, luck.numbers(Purpose.DUE), facts)
        due_at = facts["arrived"] - plan.start + np.rint(np.where(span >= 0, span, np.nan))
    right = (np.abs(classes) <= HIGHEST_CLASS) & (due_at >= 0) & (due_at <= NEVER_DUE)
    key = np.where(right, classes, 0).astype(np.int64) * CLASS
    return key + np.where(right, due_at, 0).astype(np.int64), ~right
