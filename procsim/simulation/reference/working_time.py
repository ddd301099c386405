"""Waits and deadlines in the working time of a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.plan import PACE
from procsim.simulation.preparation.roster import timeline_of

if TYPE_CHECKING:
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.roster import Timeline


class WorkingTime:
    """When a span is over that is counted in a timetable of the plan."""

    def __init__(self, plan: Plan) -> None:
        self._never = plan.horizon
        self._timetables = plan.timetables
        self._timelines = tuple(timeline_of(time, PACE, plan.horizon) for time in plan.hours)

    def after(self, timetable: int, home: int, instant: int, span: int) -> int:
        """The first instant at which `span` µs have passed since `instant`, counted in a timetable
        (-1: elapsed time) for cases of an office; the end of the run if that lies beyond."""
        if timetable < 0:
            return instant + span
        if span == 0:
            return instant
        timeline = self._timelines[self._timetables[timetable][home]]
        return after(timeline, instant, span, self._never)


def after(timeline: Timeline, instant: int, span: int, never: int) -> int:
    """The first instant at which `span` µs (above 0) of a timeline have passed since `instant`;
    `never` where it ends before."""
    first = timeline.span_at(instant)
    if first == len(timeline.opens):
        return never
    ended = timeline.finish(first, max(instant, timeline.opens[first]), span)
    return never if ended is None else ended
