"""What tokens meet: the columns of draws that a run has asked for, and when they are let go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.preparation.draws import BLOCK, Draws
from procsim.simulation.preparation.rows import Occasion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.cases import Cases
    from procsim.simulation.reference.registers import Registers
    from procsim.simulation.reference.token import Token

Key = tuple[int, int, int] | tuple[int, int, int, tuple[int, ...], int]
"""(slot, visit, variant) of a column of draws, and (registers, instance) where they matter."""

BITS: Final = BLOCK.bit_length() - 1
"""A prepared case stands at `case & MASK` of block `case >> BITS`."""
MASK: Final = BLOCK - 1


class Luck:
    """The columns of each block of cases, made at first need and kept until its cases have ended.

    Cases that begin in the run stand in blocks of their own, made for one occasion (a birth at a
    step, visit and instance) of all cases of the parents' block: at the place of their parent.
    """

    def __init__(self, plan: Plan, cases: Cases, registers: Registers) -> None:
        self._draws = Draws(plan, cases)
        self._registers = registers
        self._variants = tuple(slot.variants for slot in plan.slots)
        self._chosen_by = tuple(slot.registers for slot in plan.slots)
        count = len(cases.process)
        blocks = -(-count // BLOCK)
        self._columns: list[dict[Key, Sequence[int]]] = [{} for _ in range(blocks)]
        self._unended = [min(BLOCK, count - b * BLOCK) for b in range(blocks)]
        self._born: dict[tuple[int, int, Occasion], int] = {}
        self._kept: dict[int, list[int]] = {}
        """Block → those of the cases that its cases begin."""
        self._alone = tuple(
            bool(plan.reads_arrival) and plan.reads_arrival[birth.process] for birth in plan.births
        )
        self.births: list[tuple[int, int]] = []
        """(block, place in it) of the cases that began in the run, in their order."""

    def drawn(self, slot: int, token: Token) -> int:
        """What a token meets at a slot: the draw of its case for its visit."""
        if token.instance or self._chosen_by[slot]:
            return self.drawn_for(slot, token, token.visit, token.instance)
        return self.of_variant(token, (slot, token.visit, self._variants[slot][token.home]))

    def drawn_for(self, slot: int, token: Token, visit: int, instance: int) -> int:
        """The draw for some visit and instance."""
        registers = self._registers.chosen(token.case, self._chosen_by[slot])
        variant = self._variants[slot][token.home]
        return self.of_variant(token, (slot, visit, variant, registers, instance))

    def of_variant(self, token: Token, key: Key) -> int:
        """The draw of a token's case from a column."""
        column = self._columns[token.block].get(key)
        if column is None:
            column = self._columns[token.block][key] = self._draws.column(token.block, *key)
        return column[token.local]

    def birth(
        self, parent: Token, birth: int, number: int, chosen_by: tuple[int, ...], now: int
    ) -> tuple[int, int]:
        """Block and place of a case that begins now: the `number`th of a birth of the plan at the
        visit and instance of the parent's token, with the facts that these registers of it choose.
        Where these depend on the instant, each case has a block of its own."""
        registers = self._registers.chosen(parent.case, chosen_by)
        alone = self._alone[birth]
        occasion = Occasion(
            birth, parent.visit, parent.instance, number, registers, now if alone else -1
        )
        place = parent.local if alone else -1
        block = self._born.get((parent.block, place, occasion))
        if block is None:
            block = self._draws.birth(parent.block, occasion, place)
            self._born[parent.block, place, occasion] = block
            self._columns.append({})
            self._unended.append(0)
            if not alone:
                # More of its cases may begin while the parents' block is there: keep its columns.
                self._unended[block] += 1
                self._kept.setdefault(parent.block, []).append(block)
        self._unended[block] += 1
        self.births.append((block, 0 if alone else parent.local))
        return self.births[-1]

    def facts_of_born(self) -> list[dict[str, float]]:
        """The facts of the cases that began in the run, as they were drawn."""
        return self._draws.facts_of(self.births)

    def ended(self, block: int) -> None:
        """A case of a block has ended, or its parents' block has."""
        self._unended[block] -= 1
        if self._unended[block] == 0:
            self._columns[block].clear()
            self._draws.forget(block)
            for born in self._kept.pop(block, ()):
                self.ended(born)
