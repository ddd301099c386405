"""From a model to a plan: every name becomes a number, every choice of place is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.model.routing import origins
from procsim.simulation.compile_arrivals import streams_of
from procsim.simulation.compile_people import office_times, people_of
from procsim.simulation.compile_process import ProcessCompiler
from procsim.simulation.instants import instant_of
from procsim.simulation.plan import Names, Plan

if TYPE_CHECKING:
    from procsim.model.model import Model


def make_plan(model: Model) -> Plan:
    """The plan of a model that has passed its rules."""
    window = model.window
    start = instant_of(window.begins)
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
        window=(instant_of(window.start) - start, instant_of(window.ends) - start),
        horizon=instant_of(window.finishes) - start,
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
