"""What a rule of the model gives for a case, where that makes no sense: said in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from procsim.errors import ProcsimError
from procsim.simulation.addresses import Purpose
from procsim.units import DAY, HOUR, MINUTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.expressions import Kind
    from procsim.simulation.plan import Plan, Slot

_WHAT: Final = {
    Purpose.WORK: "the time of work",
    Purpose.DELAY: "the delay",
    Purpose.CHOICE: "the way on",
    Purpose.TIMES: "the number of repetitions",
    Purpose.ERROR: "the chance of an error",
    Purpose.DEADLINE: "the deadline",
    Purpose.EVERY: "the time between two reminders",
    Purpose.PRIORITY: "the priority or due date",
    Purpose.STARTED: "the number of cases to start",
}


def nonsense(plan: Plan, slot: Slot, facts: Mapping[str, float]) -> ProcsimError:
    """An error that names the step and the facts of the first case for which its rule fails: a
    number below 0, a chance outside 0..1 or of more than 1 together, no level that may decide, a
    division by zero."""
    process, step = plan.names.steps[slot.step]
    what = _WHAT.get(slot.purpose, "a rule")
    return ProcsimError(
        f"{process}.{step}: {what} makes no sense for a case of this process, although it must for "
        f"all; the first has {described(plan, plan.step_process[slot.step], facts)}"
    )


def nonsense_fact(plan: Plan, process: int, fact: str, facts: Mapping[str, float]) -> ProcsimError:
    """A fact that has no value."""
    known = described(plan, process, {name: facts[name] for name in facts if name != fact})
    return ProcsimError(
        f"{plan.names.processes[process]}: the fact {fact} has no value for a case with {known}"
    )


def described(plan: Plan, process: int, facts: Mapping[str, float]) -> str:
    """The facts of one case: `amount = 80, type = local, origin = dakar`."""
    rules = plan.facts[process] if plan.facts else ()
    shown = [
        f"{rule.id} = {_shown(rule.kind, facts[rule.id], rule.values)}"
        for rule in rules
        if rule.id in facts
    ]
    shown.append(f"origin = {plan.names.offices[int(facts['origin'])]}")
    if not math.isnan(facts["arrived"]):
        shown.append(f"arrived = {_shown('date', facts['arrived'], ())}")
    return ", ".join(shown)


def _shown(kind: Kind, value: float, values: tuple[str, ...]) -> str:
    if math.isnan(value):
        return "nothing"
    match kind:
        case "category":
            return values[int(value)]
        case "truth":
            return "true" if value else "false"
        case "date":
            return str(np.datetime64(int(value), "us").astype("datetime64[s]")) + " UTC"
        case "time":
            unit = next((u for u in (DAY, HOUR, MINUTE) if value >= u), 1_000_000)
            return f"{value / unit:.6g} { {DAY: 'days', HOUR: 'h', MINUTE: 'min'}.get(unit, 's') }"
        case _:
            return f"{value:.10g}"
