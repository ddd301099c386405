"""What all operations of one run share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from procsim.simulation.plan import Instruction
from procsim.simulation.reference.token import Token

if TYPE_CHECKING:
    from procsim.simulation.plan import Plan
    from procsim.simulation.reference.clock import Clock
    from procsim.simulation.reference.log_writer import LogWriter
    from procsim.simulation.reference.luck import Luck
    from procsim.simulation.reference.registers import Registers
    from procsim.simulation.reference.service import Service
    from procsim.simulation.reference.strands import Strands
    from procsim.simulation.reference.visits import Visits

Operation = Callable[[Token, Instruction, int], bool]
"""What an instruction does to a token now; True: it goes on at once."""


@dataclass(frozen=True, slots=True)
class World:
    """The state of a run, a part in each of these; `moving` are tokens that move next, the last
    first; `end_case(case, step, now)` is called for each case that ends."""

    plan: Plan
    clock: Clock
    log: LogWriter
    service: Service
    registers: Registers
    luck: Luck
    visits: Visits
    strands: Strands
    end_case: Callable[[int, int, int], None]
    moving: list[Token] = field(default_factory=list)
