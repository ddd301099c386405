"""From a model to a plan: every name becomes a number, every choice of place is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from procsim.simulation.plan import Names, Plan
from procsim.simulation.planning.arrivals import streams_of
from procsim.simulation.planning.instants import instant_of
from procsim.simulation.planning.people import office_times, people_of
from procsim.simulation.planning.process import ProcessCompiler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.model.model import Model

T = TypeVar("T")


def make_plan(model: Model) -> Plan:
    """The plan of a model that has passed its rules."""
    window = model.window
    start = instant_of(window.begins)
    people = people_of(model, start)
    compiler = ProcessCompiler(model, people.queues, start)
    for process in model.processes.values():
        compiler.add(process, frozenset(model.origins[process.id]))
    hand_overs = compiler.hand_overs()
    slots, parts = compiler.slots, compiler.parts
    streams = streams_of(model, start, slots.distribution)
    offices = tuple(model.offices)
    position = {office: number for number, office in enumerate(offices)}
    return Plan(
        names=Names(
            processes=tuple(model.processes),
            offices=offices,
            steps=tuple(compiler.steps),
            queues=people.queues,
        ),
        start=start,
        window=(instant_of(window.start) - start, instant_of(window.ends) - start),
        horizon=instant_of(window.finishes) - start,
        entry=tuple(compiler.entry),
        instructions=compiler.instructions,
        step_process=tuple(compiler.step_process),
        step_place=compiler.step_place,
        step_priority=tuple(compiler.step_priority),
        step_passes_on=tuple(compiler.step_passes_on),
        step_hand_over=tuple(compiler.step_hand_over),
        slots=tuple(slots.slots),
        distributions=slots.distributions,
        choices=slots.choices,
        occurrences=tuple(parts.occurrences),
        batches=tuple(parts.batches),
        queue_office=tuple(position[office] for _, office in people.queues),
        queue_group=people.group,
        queue_unlimited=tuple(model.roles[role].unlimited for role, _ in people.queues),
        hand_overs=hand_overs,
        members=people.members,
        office_time=office_times(model, start),
        streams=streams,
        hours=tuple(compiler.hours.hours),
        timetables=compiler.hours.timetables,
        inclusive=tuple(compiler.inclusive),
        channels=compiler.births.channels,
        messages=compiler.births.messages,
        deadlines=tuple(parts.deadlines),
        births=tuple(compiler.births.births),
        registers=_where_any(compiler.registers),
        errors=_where_any(compiler.errors),
        step_key=tuple(compiler.step_key) if any(n >= 0 for n in compiler.step_key) else (),
        facts=_where_any(slots.facts),
        office_tier=slots.office_tier,
        settable=_where_any(slots.settable),
        rules=tuple(slots.rules),
        reads_arrival=_where_any(slots.reads_arrival),
        requirements=compiler.work.requirements,
    )


def _where_any(rows: Sequence[T]) -> tuple[T, ...]:
    """The rows of all processes; none if there is nothing in any of them."""
    return tuple(rows) if any(rows) else ()
