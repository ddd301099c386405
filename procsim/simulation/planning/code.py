"""Instructions of a plan while they are put together, and the addresses that flows lead to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from procsim.model.elements import All, Any
from procsim.simulation.plan import Instruction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from procsim.model.process import Process

_FIRST_FLOW = -10


def by_flow(position: int) -> int:
    """What stands for the address that a flow of the process (by its position) leads to until all
    elements of the process have theirs."""
    return _FIRST_FLOW - position


class Code:
    """The instructions so far. An instruction is followed by the next one unless told otherwise."""

    def __init__(self) -> None:
        self.made: list[Instruction] = []

    @property
    def here(self) -> int:
        """The address of the instruction that is made next."""
        return len(self.made)

    def add(
        self,
        op: int,
        step: int,
        *,
        to: int | None = None,
        slot: int = -1,
        table: int = -1,
        targets: Iterable[int] = (),
        inputs: int = 0,
        value: int = 0,
    ) -> int:
        """Make an instruction that goes on to the address `to`; its own address."""
        follows = self.here + 1 if to is None else to
        self.made.append(Instruction(op, step, follows, slot, table, tuple(targets), inputs, value))
        return self.here - 1

    def lead(self, address: int, to: int) -> None:
        """Let an instruction go on elsewhere."""
        self.made[address] = replace(self.made[address], next=to)

    def aim(self, address: int, *targets: int) -> None:
        """Say the targets of an instruction."""
        self.made[address] = replace(self.made[address], targets=targets)

    def resolve(self, since: int, addresses: Mapping[int, int]) -> None:
        """Put addresses in the places of flows, in what was made since an address."""
        for number in range(since, self.here):
            made = self.made[number]
            self.made[number] = replace(
                made,
                next=addresses.get(made.next, made.next),
                targets=tuple(addresses.get(target, target) for target in made.targets),
            )


def flow_addresses(process: Process, first: Mapping[str, int]) -> dict[int, int]:
    """Where each flow leads, given the first instruction of each element; each flow into a join has
    an instruction of its own."""
    found = {}
    for position, flow in enumerate(process.flows):
        address = first[flow.target]
        if isinstance(process.node[flow.target], All | Any):
            ways_in = [n for n, other in enumerate(process.flows) if other.target == flow.target]
            address += ways_in.index(position)
        found[by_flow(position)] = address
    return found


def ways_out(process: Process, node: str) -> list[int]:
    """What stands for the addresses of the ordinary flows that leave a node, in file order."""
    return [
        by_flow(position)
        for position, flow in enumerate(process.flows)
        if flow.source == node and not flow.deadline
    ]


def late_way(process: Process, node: str, deadline: str) -> int:
    """What stands for the address of the flow that a deadline of a node is taken by."""
    return next(
        by_flow(position)
        for position, flow in enumerate(process.flows)
        if flow.source == node and flow.deadline == deadline
    )
