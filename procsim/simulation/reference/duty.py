"""Where each member stands in its timeline while a run goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.simulation.preparation.roster import Timeline

NEVER: Final = 1 << 62
Idle = tuple[int, int]
"""(idle since, member): the order in which free members take work."""


class Duty:
    """The span of each member that is open now or next: `opens`, `closes` and the pace in it.

    Mutable lists by member, which move on as they are asked; time only goes forward.
    """

    def __init__(self, timelines: Sequence[Timeline]) -> None:
        self.timelines = timelines
        self.span = [0] * len(timelines)
        self.opens = [0] * len(timelines)
        self.closes = [0] * len(timelines)
        self.pace = [timeline.pace for timeline in timelines]

    def since(self, member: int, now: int) -> int:
        """`now` or earlier if the member is on duty, else its next opening."""
        return self.opens[member] if now < self.closes[member] else self.turn(member, now)

    def turn(self, member: int, now: int) -> int:
        """Turn to the first span of a member that closes after now; its opening."""
        timeline = self.timelines[member]
        closes = timeline.closes
        span = self.span[member]
        while span < len(closes) and closes[span] <= now:
            span += 1
        self.span[member] = span
        ahead = span < len(closes)
        self.closes[member] = closes[span] if ahead else NEVER
        self.opens[member] = timeline.opens[span] if ahead else NEVER
        if timeline.paces and ahead:
            self.pace[member] = timeline.paces[span]
        return self.opens[member]
