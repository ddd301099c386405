"""When members are on duty, what they can do until an instant, and when work is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.world import table
from procsim.simulation.plan import PACE

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import Table, World


@kernel
def on_duty_from(w: World, member: int, now: int) -> int:
    """`now` or earlier if the member is on duty, else its next opening."""
    members = table(w, f.MEMBERS)
    if now >= members[member, s.CLOSES]:
        _turn_to_next(w, member, now)
    return int(members[member, s.OPENS])


@kernel
def _turn_to_next(w: World, member: int, now: int) -> None:
    """Turn to the first span of a member that closes after now."""
    members, spans = table(w, f.MEMBERS), table(w, f.SPANS)
    end = table(w, f.TIMELINES)[members[member, s.TIMELINE], s.TOTAL]
    span = members[member, s.SPAN]
    while span < end and spans[span, s.SPAN_CLOSES] <= now:
        span += 1
    members[member, s.SPAN] = span
    members[member, s.OPENS] = spans[span, s.SPAN_OPENS] if span < end else f.NEVER
    members[member, s.CLOSES] = spans[span, s.SPAN_CLOSES] if span < end else f.NEVER
    members[member, s.PACE] = spans[span, s.SPAN_PACE]


@kernel
def span_at(w: World, timeline: int, instant: int) -> int:
    """The first span of a timeline that closes after an instant (its last row if none does)."""
    timelines = table(w, f.TIMELINES)
    first, end = timelines[timeline, s.FIRST_SPAN], timelines[timeline, s.TOTAL]
    return _first_above(table(w, f.SPANS), s.SPAN_CLOSES, instant, first, end)


@kernel
def end_of_span(w: World, timeline: int, instant: int, span: int) -> int:
    """The first instant at which `span` µs (above 0) of a timeline have passed, or NEVER."""
    first = span_at(w, timeline, instant)
    if first == table(w, f.TIMELINES)[timeline, s.TOTAL]:
        return f.NEVER
    return finish(w, timeline, first, max(instant, table(w, f.SPANS)[first, s.SPAN_OPENS]), span)


@kernel
def done_before(w: World, timeline: int, instant: int) -> int:
    """The work (µs × pace) that was possible before an instant."""
    spans, timelines = table(w, f.SPANS), table(w, f.TIMELINES)
    first, end = timelines[timeline, s.FIRST_SPAN], timelines[timeline, s.TOTAL]
    span = _first_above(spans, s.SPAN_OPENS, instant, first, end) - 1
    if span < first:
        return 0
    within = min(instant, spans[span, s.SPAN_CLOSES]) - spans[span, s.SPAN_OPENS]
    return int(spans[span, s.SPAN_DONE] + within * spans[span, s.SPAN_PACE])


@kernel
def finish(w: World, timeline: int, span: int, instant: int, work: int) -> int:
    """When `work` µs at full pace, taken up at an instant within a span, are done; NEVER if the
    timeline ends first. Work ends at the first microsecond that reaches its total."""
    if work == 0:
        return instant
    spans, timelines = table(w, f.SPANS), table(w, f.TIMELINES)
    end = timelines[timeline, s.TOTAL]
    begun = (instant - spans[span, s.SPAN_OPENS]) * spans[span, s.SPAN_PACE]
    total = spans[span, s.SPAN_DONE] + begun + work * PACE
    if total > spans[end, s.SPAN_DONE]:
        return f.NEVER
    # The first row that has all of it before itself; work mostly ends within a few spans.
    low, high, stride = span, span + 1, 1
    while high < end and spans[high, s.SPAN_DONE] < total:
        low = high
        high = min(end, high + stride)
        stride *= 2
    last = _first_above(spans, s.SPAN_DONE, total - 1, low + 1, high) - 1
    rest = total - spans[last, s.SPAN_DONE]
    return int(spans[last, s.SPAN_OPENS] - (-rest // spans[last, s.SPAN_PACE]))


@kernel
def _first_above(spans: Table, column: int, value: int, low: int, high: int) -> int:
    """The first row in [low, high) with more than `value` in an ascending column, else `high`."""
    while low < high:
        middle = (low + high) >> 1
        if spans[middle, column] > value:
            high = middle
        else:
            low = middle + 1
    return low
