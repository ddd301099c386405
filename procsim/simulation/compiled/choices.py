"""The values of the registers that choose among the draws of a slot, packed into one number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from procsim.simulation.plan import Plan, Slot

MOST_BITS: Final = 62
"""Of the number."""


def bits_of_choice(plan: Plan, slot: Slot) -> list[int]:
    """How many bits the value of each register of a slot takes: one for an error, for a fact enough
    for all its settings."""
    if not slot.registers:
        return []
    facts = plan.settable[plan.step_process[slot.step]] if plan.settable else ()
    settings = {fact.register: len(fact.settings) for fact in facts}
    return [settings.get(register, 1).bit_length() for register in slot.registers]


def unpacked(packed: int, bits: Sequence[int]) -> tuple[int, ...]:
    """The values, as the kernel packed them: the first of them highest."""
    values = []
    for each in reversed(bits):
        values.append(packed & (1 << each) - 1)
        packed >>= each
    return tuple(reversed(values))


def needs_too_many(plan: Plan, slots: Iterable[Slot]) -> bool:
    """Whether the registers of any of these slots do not fit into one number."""
    return any(sum(bits_of_choice(plan, slot)) > MOST_BITS for slot in slots)
