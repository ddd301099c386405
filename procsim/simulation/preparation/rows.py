"""The cases of a block as columns: what their draws are made from.

Prepared cases stand as in the case table. Cases that begin in the run stand at the places of their
parents: those of one occasion (a birth at a step, visit and instance) share a block.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.model.knowledge import fact_columns, rounded
from procsim.simulation.addresses import Purpose, absorb, uniforms, word_of
from procsim.simulation.preparation.nonsense import nonsense_fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from procsim.model.knowledge import FactRule
    from procsim.simulation.addresses import Words
    from procsim.simulation.plan import Birth, Plan
    from procsim.simulation.preparation.cases import Cases

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]


STREAMS_PER_ENTRY: Final = 1024
"""Room for the streams of one entry of `arrivals` and office in the number of a stream."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Cases: the state that draws start from, process and office (-1: no case), facts."""

    keys: Words
    process: Numbers
    office: Numbers
    facts: Mapping[str, Floats]

    def those(self, places: NDArray[np.int64]) -> Rows:
        """Some of them."""
        facts = {name: column[places] for name, column in self.facts.items()}
        return Rows(self.keys[places], self.process[places], self.office[places], facts)


def rows_of(plan: Plan, cases: Cases, places: slice | Numbers) -> Rows:
    """Prepared cases."""
    office = cases.office[places]
    facts = {name: column[places] for name, column in cases.facts.items()}
    facts["arrived"] = (cases.arrived[places] + plan.start).astype(np.float64)
    facts["origin"] = office.astype(np.float64)
    if plan.office_tier:
        facts["tier"] = np.array(plan.office_tier)[office].astype(np.float64)
    return Rows(cases.key[places], cases.process[places], office, facts)


def prepared_facts(plan: Plan, cases: Cases) -> dict[str, Floats]:
    """The facts of prepared cases, over the whole case table: as recorded, or drawn."""
    columns: dict[str, Floats] = {}
    tiers = np.array(plan.office_tier)
    for process, rules in enumerate(plan.facts):
        for places, given in _recorded(plan, cases, process) if rules else ():
            arrived = (cases.arrived[places] + plan.start).astype(np.float64)
            luck = fact_luck(rules, cases.key[places])
            known = fact_columns(rules, tiers, cases.office[places], luck, arrived, given)
            _refuse_unknown(plan, process, known)
            for rule in rules:
                whole = columns.setdefault(rule.id, np.full(cases.process.size, np.nan))
                whole[places] = known[rule.id]
    return columns


def _recorded(
    plan: Plan, cases: Cases, process: int
) -> Iterator[tuple[Numbers, dict[str, Floats]]]:
    """The cases of a process: those of each stream that brings facts with them, and the rest."""
    rest = cases.process == process
    for stream in plan.streams:
        if stream.process == process and stream.facts:
            mine = rest & (cases.office == stream.office)
            mine &= cases.stream // STREAMS_PER_ENTRY == stream.entry
            rest &= ~mine
            places = np.flatnonzero(mine)
            if places.size:
                numbers = cases.number[places]
                yield places, {name: column[numbers] for name, column in stream.facts}
    places = np.flatnonzero(rest)
    if places.size:
        yield places, {}


@dataclass(frozen=True, slots=True)
class Occasion:
    """When cases begin in the run: at which birth of the plan, at which visit and instance of their
    parents, as the how-manieth there, given facts that these registers choose, and (µs since the
    plan's start; -1: at any time) when."""

    birth: int
    visit: int
    instance: int
    number: int
    registers: tuple[int, ...]
    now: int = -1


def born_rows(plan: Plan, parents: Rows, process: int, occasion: Occasion) -> Rows:
    """The cases that parents of a process would begin on an occasion."""
    birth = plan.births[occasion.birth]
    keys = absorb(parents.keys, word_of(plan.names.processes[birth.process]))
    keys = absorb(absorb(keys, birth.site), birth.entry)
    keys = absorb(keys, occasion.visit << 32 | occasion.instance << 48 | occasion.number)
    places = np.flatnonzero(parents.process == process)
    office = np.full(parents.office.size, -1, dtype=np.int64)
    office[places] = np.array(birth.offices)[parents.office[places]]
    here = np.flatnonzero(office >= 0)
    facts = _born_facts(plan, parents.those(here), birth, occasion, keys[here], office[here])
    return Rows(
        keys,
        np.where(office >= 0, birth.process, -1),
        office,
        {name: _placed(column, here, office.size) for name, column in facts.items()},
    )


def _born_facts(
    plan: Plan, parents: Rows, birth: Birth, occasion: Occasion, keys: Words, office: Numbers
) -> Mapping[str, Floats]:
    if not plan.office_tier:
        return {}
    size = office.size
    given = {}
    if birth.passes and size:
        known = as_set(plan, parents, int(parents.process[0]), birth.registers, occasion.registers)
        given = {name: each.evaluate(known)[:size] for name, each in birth.passes}
    arrived = float(occasion.now + plan.start) if occasion.now >= 0 else np.nan
    rules = plan.facts[birth.process] if plan.facts else ()
    tiers, luck = np.array(plan.office_tier), fact_luck(rules, keys)
    known = fact_columns(rules, tiers, office, luck, np.full(size, arrived), given)
    _refuse_unknown(plan, birth.process, known)
    return known


def fact_luck(rules: Sequence[FactRule], keys: Words) -> dict[str, Floats]:
    """The number that each fact of each case is drawn by."""
    states = absorb(keys, Purpose.FACT)
    return {rule.id: uniforms(absorb(states, word_of(rule.id))) for rule in rules}


def as_set(
    plan: Plan, rows: Rows, process: int, registers: Sequence[int], values: Sequence[int]
) -> dict[str, Floats]:
    """The facts of cases of a process whose registers have these values."""
    facts = dict(rows.facts)
    if plan.settable:
        chosen = dict(zip(registers, values, strict=True))
        for fact in plan.settable[process]:
            setting = chosen.get(fact.register, 0)
            if setting:
                expression = fact.settings[setting - 1]
                facts[fact.fact] = rounded(expression.kind, expression.evaluate(rows.facts))
    return facts


def _refuse_unknown(plan: Plan, process: int, columns: Mapping[str, Floats]) -> None:
    """Every fact has a value in every case."""
    for rule in plan.facts[process] if plan.facts else ():
        wrong = np.flatnonzero(~np.isfinite(columns[rule.id]))
        if wrong.size:
            case = {name: float(column[wrong[0]]) for name, column in columns.items()}
            raise nonsense_fact(plan, process, rule.id, case)


def _placed(column: Floats, places: Numbers, size: int) -> Floats:
    whole = np.full(size, np.nan)
    whole[places] = column
    return whole
