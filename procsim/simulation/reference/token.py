"""A token: one strand of a case on its way through the instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from procsim.simulation.reference.deadlines import Stay
    from procsim.simulation.reference.repeats import Panel

# What a token's pending event ends.
HELD: Final = 0
"""Travel or delay: it goes on."""
WAITED: Final = 1
"""A wait or a system's step: written to the log, then on to the next step."""
WORKED: Final = 2
"""Work, done."""
CLOSED: Final = 3
"""A shift: the rest of the work goes back to the queue."""


class Race:
    """A race at a step, on a visit there: its ways, in flow order."""

    __slots__ = ("step", "visit", "ways")

    def __init__(self, step: int, visit: int, ways: list[Token]) -> None:
        self.step = step
        self.visit = visit
        self.ways = ways


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
        "instance",
        "lead",
        "local",
        "member",
        "office",
        "order",
        "panel",
        "priority",
        "queue",
        "queued",
        "race",
        "ready",
        "released",
        "seat",
        "started",
        "stay",
        "step",
        "stint",
        "todo",
        "visit",
        "work",
    )

    at: int
    """The next instruction."""
    office: int
    """The office of the last task; at first that of the case."""
    home: int
    """The office the case belongs to."""
    # Since the arrival at the step:
    step: int
    visit: int
    instance: int
    seat: int
    stint: int
    queue: int
    member: int
    ready: int
    handed: int
    released: int
    queued: int
    started: int
    work: int
    """The token's own work on this visit that is not yet done (µs at full pace)."""
    todo: int
    """What is left for the member: for the first of a batch the whole batch's work."""
    priority: int
    order: int
    """The moment of queueing that counts: that of the first stint."""
    batch: list[Token] | None
    """On the first of a batch that has left: all its members, oldest first."""
    lead: Token | None
    """While in a batch that has left: its first."""
    panel: Panel | None
    """The instances of a repeated task that are not yet done."""
    stay: Stay | None
    """While at a step with deadlines."""
    race: Race | None
    """While in a race of waits."""

    def __init__(self, case: int, home: int, block: int, local: int) -> None:
        # The rest is set where it begins: there are as many tokens as cases.
        self.case = case
        self.home = self.office = home
        self.block = block
        self.local = local
        self.doing = HELD
        self.instance = 0
        self.seat = 0
        self.batch = None
        self.lead = None
        self.dead = False
        self.panel = None
        self.stay = None
        self.race = None

    @property
    def gone(self) -> bool:
        """Whether its work need not be done: a batch goes on while any of its members lives."""
        return self.dead and (self.batch is None or all(each.dead for each in self.batch))

    def fork(self) -> Token:
        """Another token of the same case, at the same place."""
        other = Token(self.case, self.home, self.block, self.local)
        other.office = self.office
        return other
