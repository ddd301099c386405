"""Members for the seats of a team, and the time they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.simulation.plan import PACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from procsim.simulation.preparation.roster import Timeline

NOBODY: Final = -1
ANYBODY: Final = -2
"""On a seat of an unlimited role."""


def seated(able: Sequence[Sequence[int]]) -> list[int]:
    """A member for as many seats as possible, `NOBODY` for the others; `able` are the members for
    each seat, the preferred first.

    Seats are filled in order, each by the first member who is free; where none is, somebody seated
    before moves on (augmenting paths, Kuhn 1955), so a seat stays empty only if it must.
    """
    holder: dict[int, int] = {}
    for seat in range(len(able)):
        _fill(able, holder, seat, set())
    places = [NOBODY] * len(able)
    for member, seat in holder.items():
        places[seat] = member
    return places


def _fill(
    able: Sequence[Sequence[int]], holder: dict[int, int], seat: int, asked: set[int]
) -> bool:
    """Seat somebody at `seat`, if those seated (`holder`: member → seat) can make room."""
    for member in able[seat]:
        if member not in holder:
            holder[member] = seat
            return True
    for member in able[seat]:
        if member not in asked:
            asked.add(member)
            if _fill(able, holder, holder[member], asked):
                holder[member] = seat
                return True
    return False


def finish_together(timelines: Sequence[Timeline], now: int, work: int) -> int | None:
    """When `work` µs at full pace, taken up now by all, are done in their common open time at the
    pace of the slowest; None if that time ends first."""
    if work == 0:
        return now
    left = work * PACE
    for opens, closes, pace in _common(timelines, now):
        able = (closes - opens) * pace
        if able >= left:
            return opens - (-left // pace)
        left -= able
    return None


def done_together(timelines: Sequence[Timeline], since: int, now: int) -> int:
    """The work (µs at full pace, rounded down) that was possible for all together in a span."""
    done = 0
    for opens, closes, pace in _common(timelines, since):
        if opens >= now:
            break
        done += (min(closes, now) - opens) * pace
    return done // PACE


def _common(timelines: Sequence[Timeline], since: int) -> Iterator[tuple[int, int, int]]:
    """The spans (opens, closes, least pace) from an instant on in which everybody is there."""
    spans = [timeline.span_at(since) for timeline in timelines]
    while all(span < len(timeline.opens) for span, timeline in zip(spans, timelines, strict=True)):
        now = list(zip(spans, timelines, strict=True))
        opens = max(since, *(timeline.opens[span] for span, timeline in now))
        closes = min(timeline.closes[span] for span, timeline in now)
        if opens < closes:
            yield opens, closes, min(timeline.pace_in(span) for span, timeline in now)
        spans = [span + (timeline.closes[span] == closes) for span, timeline in now]
