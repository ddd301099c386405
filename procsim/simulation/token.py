"""A token: one strand of a case on its way through the instructions."""

from __future__ import annotations

from typing import Final

# What a token's pending event ends.
HELD: Final = 0
"""Travel or delay: it goes on."""
WAITED: Final = 1
"""A wait or a system's step: written to the log, then on to the next step."""
WORKED: Final = 2
"""Work, done."""
CLOSED: Final = 3
"""A shift: the rest of the work goes back to the queue."""


class Token:
    """Where a strand of a case is and what it went through since it arrived at its step.

    Mutable: tokens are what a run moves. Instants are µs since the plan's start.
    """

    __slots__ = (
        "at",
        "batch",
        "block",
        "case",
        "dead",
        "doing",
        "handed",
        "home",
        "local",
        "member",
        "office",
        "order",
        "priority",
        "queue",
        "queued",
        "ready",
        "released",
        "started",
        "step",
        "stint",
        "todo",
        "visit",
        "work",
    )

    def __init__(self, case: int, home: int, block: int, local: int) -> None:
        self.case = case
        self.home = home
        """The office the case belongs to."""
        self.block = block
        self.local = local
        self.office = home
        """The office of the last task."""
        self.at = 0
        self.step = -1
        self.visit = 0
        self.stint = 0
        self.doing = HELD
        self.queue = -1
        self.member = -1
        self.priority = 0
        self.order = 0
        """The moment of queueing that counts: that of the first stint."""
        self.ready = self.handed = self.released = self.queued = self.started = 0
        self.work = 0
        """The token's own work on this visit (µs at full pace)."""
        self.todo = 0
        """What is left for the member: for the first of a batch the whole batch's work."""
        self.batch: list[Token] | None = None
        """On the first of a batch that has left: all its members, oldest first."""
        self.dead = False

    @property
    def gone(self) -> bool:
        """Whether its work need not be done: a batch goes on while any of its members lives."""
        return self.dead and (self.batch is None or all(each.dead for each in self.batch))

    def fork(self) -> Token:
        """Another token of the same case, at the same place."""
        other = Token(self.case, self.home, self.block, self.local)
        other.office = self.office
        return other
