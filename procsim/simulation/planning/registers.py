"""Which registers the cases of a process have, and what their numbers mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procsim.simulation.draw_rules import Settable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from procsim.model.elements import Task
    from procsim.model.process import Process


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """Registers by what they hold: which setting of a fact (0: as drawn), whether an error is there
    (0 or 1), the last member of a step (plus 1; 0: nobody yet)."""

    facts: Mapping[str, int]
    errors: Mapping[str, int]
    members: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many registers a case has."""
        return len(self.facts) + len(self.errors) + len(self.members)

    def of_facts(self, names: Iterable[str]) -> tuple[int, ...]:
        """The registers that choose among the values of these facts; none of facts that no step
        sets."""
        return tuple(sorted(self.facts[name] for name in names if name in self.facts))


def registers_of(process: Process) -> RegisterTable:
    """The registers of a process: of facts in file order, of errors, of members."""
    changed = {fact for task in process.tasks for fact, _ in task.sets}
    named: dict[str, None] = {}
    for task in process.tasks:
        who = task.performer
        for step in (*([who.same_as] if who.same_as else []), *who.not_same_as):
            named.setdefault(step)
    facts = [fact for fact in process.data if fact in changed]
    errors = list(process.errors)
    return RegisterTable(
        facts={fact: number for number, fact in enumerate(facts)},
        errors={error: number for number, error in enumerate(errors, len(facts))},
        members={step: number for number, step in enumerate(named, len(facts) + len(errors))},
    )


def settable_facts(process: Process, registers: RegisterTable) -> tuple[Settable, ...]:
    """The facts that steps change, each with its settings in the order of the steps."""
    return tuple(
        Settable(
            number,
            fact,
            tuple(value for task in process.tasks for name, value in task.sets if name == fact),
        )
        for fact, number in registers.facts.items()
    )


def setting_of(process: Process, task: Task, position: int) -> int:
    """What the register of a fact is set to by the `position`th of a task's `sets`."""
    fact = task.sets[position][0]
    settings = [
        (each.id, place)
        for each in process.tasks
        for place, (name, _) in enumerate(each.sets)
        if name == fact
    ]
    return settings.index((task.id, position)) + 1
