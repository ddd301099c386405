"""What happens to a case in the run and matters later: small whole numbers, all 0 at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.plan import Op

if TYPE_CHECKING:
    from procsim.simulation.plan import Instruction, Plan
    from procsim.simulation.reference.luck import Luck
    from procsim.simulation.reference.token import Token
    from procsim.simulation.reference.world import Operation


class Registers:
    """The registers of every case: which value of a settable fact holds (0: as drawn), whether it
    carries an error, who did a step last (the member plus 1)."""

    def __init__(self, plan: Plan) -> None:
        self._counts = plan.registers
        self._process = plan.step_process
        self._values: dict[int, list[int]] = {}

    def get(self, case: int, register: int) -> int:
        """The value of a register."""
        values = self._values.get(case)
        return 0 if values is None else values[register]

    def chosen(self, case: int, registers: tuple[int, ...]) -> tuple[int, ...]:
        """The values of several."""
        values = self._values.get(case)
        if values is None:
            return (0,) * len(registers)
        return tuple(values[register] for register in registers)

    def set(self, token: Token, step: int, register: int, value: int) -> None:
        """Set a register of a token's case, by a step of its process."""
        values = self._values.get(token.case)
        if values is None:
            count = self._counts[self._process[step]]
            values = self._values[token.case] = [0] * count
        values[register] = value

    def errors(self, case: int, registers: tuple[int, ...]) -> int:
        """Which of some registers are not 0, a bit each."""
        values = self._values.get(case)
        if values is None:
            return 0
        return sum(1 << n for n, register in enumerate(registers) if values[register])

    def forget(self, case: int) -> None:
        """A case has ended."""
        self._values.pop(case, None)

    def operations(self, luck: Luck) -> dict[int, Operation]:
        """By op; what SET draws comes from `luck`."""

        def set_(token: Token, code: Instruction, _now: int) -> bool:
            value = code.value if code.slot < 0 else luck.drawn(code.slot, token)
            self.set(token, code.step, code.table, value)
            token.at = code.next
            return True

        return {Op.SET: set_, Op.REMEMBER: self._remember}

    def _remember(self, token: Token, code: Instruction, _now: int) -> bool:
        self.set(token, code.step, code.table, token.member + 1)
        token.at = code.next
        return True
