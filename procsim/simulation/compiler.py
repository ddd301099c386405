"""From a model to a plan: every name becomes a number, every choice of place is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.model.zones import EPOCH
from procsim.model.routing import origins
from procsim.simulation.compile_arrivals import streams_of
from procsim.simulation.compile_people import office_times, people_of
from procsim.simulation.compile_process import ProcessCompiler
from procsim.simulation.plan import Names, Plan
from procsim.units import DAY

if TYPE_CHECKING:
    import datetime as dt

    from procsim.model.model import Model


def make_plan(model: Model) -> Plan:
    """The plan of a model that has passed its rules."""
    window = model.window
    start = _instant(window.begins)
    people = people_of(model, start)
    compiler = ProcessCompiler(model, people.queues, start)
    for process in model.processes.values():
        compiler.add(process, origins(process))
    hand_overs = compiler.hand_overs()
    streams = streams_of(model, start, compiler.distribution)
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
        window=(_instant(window.start) - start, _instant(window.ends) - start),
        horizon=_instant(window.finishes) - start,
        entry=tuple(compiler.entry),
        instructions=tuple(compiler.instructions),
        step_process=tuple(compiler.step_process),
        step_place=tuple(compiler.step_place),
        step_priority=tuple(compiler.step_priority),
        step_passes_on=tuple(compiler.step_passes_on),
        step_hand_over=tuple(compiler.step_hand_over),
        slots=tuple(compiler.slots),
        distributions=tuple(compiler.distributions),
        choices=tuple(compiler.choices),
        occurrences=tuple(compiler.occurrences),
        batches=tuple(compiler.batches),
        queue_office=tuple(position[office] for _, office in people.queues),
        queue_group=people.group,
        queue_unlimited=tuple(model.roles[role].unlimited for role, _ in people.queues),
        hand_overs=hand_overs,
        members=people.members,
        office_time=office_times(model, start),
        streams=streams,
    )


def _instant(day: dt.date) -> int:
    return (day.toordinal() - EPOCH) * DAY
