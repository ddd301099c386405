"""Slots of a plan: whose luck a draw is, and by which distribution, shares or rule.

What is only a distribution, or only shares, stays one: plans of models without facts know no rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.model.amounts import is_drawn, names_of
from procsim.model.choices import (
    Check,
    Levels,
    Rules,
    Shares,
    choice_of,
    inclusion_of,
    names_read,
    values_by,
)
from procsim.model.distributions.discrete import Constant
from procsim.model.knowledge import fact_rules, reads_arrival, tiers_of
from procsim.simulation.addresses import Purpose, word_of
from procsim.simulation.draw_rules import Chosen, Happens, Known, Measured, Ordered, Taken
from procsim.simulation.plan import Slot
from procsim.simulation.planning.registers import RegisterTable, registers_of, settable_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from procsim.model.amounts import Amount
    from procsim.model.by_origin import ByOrigin
    from procsim.model.choices import Choice
    from procsim.model.distributions import Distribution
    from procsim.model.elements import Any, Decision, Task
    from procsim.model.expressions import Expression
    from procsim.model.knowledge import FactRule
    from procsim.model.model import Model
    from procsim.model.process import Process
    from procsim.simulation.draw_rules import DrawRule, Settable


class SlotCompiler:
    """Collects slots, and what they draw by, while processes are added one after the other.

    `begin` says whose slots follow; each of the others gives the number of a new slot. `step` is
    the number of the step that draws, `luck` the word of the id whose luck it uses.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._offices = tuple(model.offices.values())
        self._distributions: dict[Distribution, int] = {}
        self._choices: dict[tuple[float, ...], int] = {}
        self._process: Process | None = None
        self.slots: list[Slot] = []
        self.rules: list[DrawRule] = []
        self.registers: list[RegisterTable] = []
        self.facts: list[tuple[FactRule, ...]] = []
        self.settable: list[tuple[Settable, ...]] = []
        self.reads_arrival: list[bool] = []

    @property
    def distributions(self) -> tuple[Distribution, ...]:
        """All that were asked for, by number."""
        return tuple(self._distributions)

    @property
    def choices(self) -> tuple[tuple[float, ...], ...]:
        """Cumulative shares, by number."""
        return tuple(self._choices)

    @property
    def office_tier(self) -> tuple[int, ...]:
        """The tier of each office, where facts or rules ask for it."""
        if not self.rules and not any(self.facts):
            return ()
        return tuple(tiers_of(self._offices).tolist())

    def begin(self, process: Process) -> RegisterTable:
        """The slots of a process follow; its registers."""
        self._process = process
        registers = registers_of(process)
        rules = fact_rules(process.data, self._offices)
        self.registers.append(registers)
        self.facts.append(rules)
        self.settable.append(settable_facts(process, registers))
        self.reads_arrival.append(reads_arrival(rules))
        for fact in self.settable[-1]:
            self._read(name for each in fact.settings for name in each.names)
        return registers

    def distribution(self, distribution: Distribution) -> int:
        """The number of a distribution; equal ones share it."""
        return self._distributions.setdefault(distribution, len(self._distributions))

    def amount(
        self,
        step: int,
        luck: int,
        purpose: int,
        amount: ByOrigin[Amount],
        *,
        again: float = 1.0,
    ) -> int:
        """A span (µs) or a number: work, a delay, a deadline, how often, how many."""
        values = [amount.of(office) for office in self._offices]
        if all(each is None or is_drawn(each) for each in values):
            numbers = [
                self.distribution(each) if each is not None and is_drawn(each) else -1
                for each in values
            ]
            return self._add(Slot(luck, purpose, tuple(numbers), again=again))
        rules = [None if each is None else Measured(each) for each in values]
        return self._by_rule(step, luck, purpose, rules, names_of(*values), again=again)

    def choice(self, step: int, decision: Decision) -> int:
        """The flow that a decision takes."""
        luck = word_of(decision.luck or decision.id)
        process = self._current
        made = [choice_of(self._model, process, decision, office) for office in self._offices]
        shares = [_plain_shares(each) for each in made]
        if all(each is not None for each in shares):
            numbers = [self._shares(each) for each in shares if each is not None]
            return self._add(Slot(luck, Purpose.CHOICE, tuple(numbers)))
        names = frozenset[str]().union(*map(names_read, made))
        errors = tuple(self.registers[-1].errors[error] for error, _ in decision.finds)
        rules = [Chosen(each) for each in made]
        return self._by_rule(step, luck, Purpose.CHOICE, rules, names, errors=errors)

    def inclusive(self, step: int, gateway: Any) -> int:
        """The flows that an inclusive gateway takes, a bit each."""
        made = [inclusion_of(self._current, gateway, office) for office in self._offices]
        names = frozenset[str]().union(*map(names_read, made))
        luck = word_of(gateway.luck or gateway.id)
        return self._by_rule(step, luck, Purpose.CHOICE, [Taken(each) for each in made], names)

    def level(self, step: int, delegation: str) -> int:
        """The number of the level of a delegation that decides."""
        table = self._model.delegations[delegation]
        count = len(table.levels)
        values = values_by(self._model, self._current, table)
        choice = Levels(table, values, tuple(range(count)), count)
        rules = [Chosen(choice)] * len(self._offices)
        return self._by_rule(step, 0, Purpose.CHOICE, rules, names_read(choice))

    def key(self, step: int, task: Task) -> int:
        """The key of a task in its queue; -1 where it is the same for all cases."""
        constant = task.priority is None or isinstance(task.priority, Constant)
        if constant and task.due is None:
            return -1
        if task.due is not None:
            self._read(["arrived"])
        rules = [Ordered(task.priority, task.due)] * len(self._offices)
        luck, names = word_of(task.luck or task.id), names_of(task.priority, task.due)
        return self._by_rule(step, luck, Purpose.PRIORITY, rules, names)

    def error(self, step: int, task: Task, error: str) -> int:
        """Whether a task makes an error."""
        chance = dict(task.errors)[error]
        luck = word_of(f"{task.luck or task.id}/{error}")
        rules = [Happens(chance)] * len(self._offices)
        return self._by_rule(step, luck, Purpose.ERROR, rules, names_of(chance))

    def fact(self, step: int, fact: str) -> int:
        """The value of a fact, as a number that is the same for equal values only."""
        rules = [Known(fact)] * len(self._offices)
        return self._by_rule(step, 0, Purpose.FACT, rules, frozenset({fact}))

    def given(self, passes: Mapping[str, Expression]) -> tuple[int, ...]:
        """The registers that facts given to a new case depend on."""
        names = frozenset[str]().union(*(each.names for each in passes.values()))
        self._read(names)
        return self.registers[-1].of_facts(names)

    # --- slots -------------------------------------------------------------------------------

    @property
    def _current(self) -> Process:
        assert self._process is not None
        return self._process

    def _by_rule(
        self,
        step: int,
        luck: int,
        purpose: int,
        rules: Sequence[DrawRule | None],
        names: frozenset[str],
        *,
        errors: tuple[int, ...] = (),
        again: float = 1.0,
    ) -> int:
        """A slot of a rule for each office; offices whose rules are equal share one."""
        first = len(self.rules)
        variants = []
        for rule in rules:
            if rule is None:
                variants.append(-1)
                continue
            own = self.rules[first:]
            if rule not in own:
                self.rules.append(rule)
                own.append(rule)
            variants.append(first + own.index(rule))
        self._read(names)
        registers = errors + self.registers[-1].of_facts(names)
        return self._add(Slot(luck, purpose, tuple(variants), registers, again, step))

    def _shares(self, shares: Sequence[float]) -> int:
        cumulative: tuple[float, ...] = tuple(np.cumsum(shares)[:-1].tolist())
        return self._choices.setdefault(cumulative, len(self._choices))

    def _read(self, names: Iterable[str]) -> None:
        if "arrived" in names:
            self.reads_arrival[-1] = True

    def _add(self, slot: Slot) -> int:
        self.slots.append(slot)
        return len(self.slots) - 1


def _plain_shares(choice: Choice) -> list[float] | None:
    """The shares of a decision that depends on nothing else."""
    match choice:
        case Shares(chances, at_most) if not any(each is not None for each in at_most):
            known = [each.value for each in chances if isinstance(each, Constant)]
            if len(known) + chances.count(None) < len(chances):
                return None
            rest = max(0.0, 1 - sum(known))
            return [each.value if isinstance(each, Constant) else rest for each in chances]
        case Shares() | Rules() | Levels() | Check():
            return None
