"""A model made ready to run: flat arrays, no names, no choices left.

The graph of every process is compiled to a small instruction set (`Op`); where a step is done is
resolved once for every office of origin; every draw has a slot. All instants are integer
microseconds since the plan's start (open times too). Names are for reading the log only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from procsim.model.distributions import Distribution
    from procsim.model.expressions import Expression
    from procsim.model.knowledge import FactRule
    from procsim.model.open_time import OpenTime
    from procsim.simulation.draw_rules import DrawRule, Settable
    from procsim.simulation.people import Member, Requirement

Instants = NDArray[np.int64]
PACE: Final = 1000
"""Pace of a member who gives all of the open time: thousandths."""
NO_QUEUE: Final = -1
SKIP: Final = -2


class Op:
    """The instruction set. Every instruction belongs to a step; `next` follows it."""

    ARRIVE: Final = 0
    """Number the visit, skip the step for this origin, or travel to the office that does it."""
    DELAY: Final = 1
    """Hold a drawn span before queueing."""
    GATHER: Final = 2
    """Collect a batch."""
    WORK: Final = 3
    """Queue for a member, who works the drawn amount."""
    HOLD: Final = 4
    """Hold a drawn span and write it to the log: waits and systems."""
    UNTIL: Final = 5
    """Hold until an instant of a recurrence and write it to the log."""
    BRANCH: Final = 6
    """Go on at the drawn target."""
    ALL: Final = 7
    """Join every flow in, then fork to every flow out."""
    END: Final = 8
    TERMINATE: Final = 9
    REACH: Final = 10
    """What ARRIVE does before it travels: number the visit, or skip the step."""
    TRAVEL: Final = 11
    """What ARRIVE does next: travel to the office of row `table` of the places (-1: the step's)."""
    CHOOSE: Final = 12
    """Go on at the drawn target, within a step."""
    DELAY_OPEN: Final = 13
    """DELAY in working time of the timetable `table`."""
    HOLD_OPEN: Final = 14
    """HOLD in working time of the timetable `table`."""
    ANY: Final = 15
    """Inclusive join, then fork to the drawn set of flows out (a bit each)."""
    RACE: Final = 16
    """Fork to waits of which the first to end goes on and the others are off."""
    AWAIT: Final = 17
    """Wait for a message of the channel `table`."""
    SEND: Final = 18
    """Send the message `table`."""
    ARM: Final = 19
    """Arm the deadline `table` for this stay at the step, or for the case."""
    DISARM: Final = 20
    """The stay at the step is over: its deadlines are off."""
    SET: Final = 21
    """Set the register `table` to what the slot draws, or to `value` where there is none."""
    REMEMBER: Final = 22
    """Set the register `table` to the member who did the step, plus 1."""
    REPEAT: Final = 23
    """Begin as many instances as the slot draws, one after the other or (`table` 1) all at once;
    none: go on at the target."""
    AGAIN: Final = 24
    """An instance is over: begin the next at the target, or go on after the last."""
    MEET: Final = 25
    """An instance is over: go on with the last of all."""
    CALL: Final = 26
    """Begin the case `table` says, and wait for its end."""
    BEGIN: Final = 27
    """Begin the cases `table` says, which go on by themselves."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where draws come from: whose luck (a word), for which purpose, and for each office of origin
    which of the plan's `distributions` (or `choices`)."""

    luck: int
    purpose: int
    variants: tuple[int, ...]
    registers: tuple[int, ...] = ()
    """The registers of the case whose values choose among the draws' distributions."""
    again: float = 1.0
    """What part of the draw a second and later visit takes."""
    step: int = -1
    """By a rule for cases of this step's process: `variants` are rows of the plan's `rules`."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction. `slot` and `table` index the plan's slots and its tables of the op's kind:
    occurrences for UNTIL, batches for GATHER, requirements for WORK (-1: a member of its queue);
    `targets` are the ways on of BRANCH and ALL."""

    op: int
    step: int
    next: int = -1
    slot: int = -1
    table: int = -1
    targets: tuple[int, ...] = ()
    inputs: int = 0
    """ALL and ANY: the number of flows in."""
    value: int = 0
    """SET: the value where no slot says it."""


@dataclass(frozen=True, slots=True)
class BatchRule:
    """When a batch is due: `size` (0: none), `age` in µs (-1: none), instants by office or none."""

    size: int
    age: int
    occurrences: tuple[Instants, ...] | None
    setup: int
    """Slot of the set-up work, or -1."""
    by: int = -1
    """Slot of the fact that the members of a batch share, or -1."""


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A limit on a stay at a step, or (`whole`) on the case since it arrived at its start.

    `slot` draws the span (µs), `every` (or -1) that of each repetition; both are working time of
    the timetable `hours`, or elapsed (-1). A token takes it to `target`: that of the stay, if the
    deadline interrupts, else a further one.
    """

    slot: int
    every: int
    hours: int
    since_start: bool
    interrupts: bool
    whole: bool
    target: int = -1
    until_start: bool = False
    """It is off when work begins."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What waits for a message wait for: one of their own family of cases (`match` is `case`), of
    their office of origin (`office`), any (`all`), or one whose fact equals theirs (`fact`)."""

    message: str
    match: str
    facts: tuple[int, ...] = ()
    """Process → slot of the fact, or -1."""


@dataclass(frozen=True, slots=True)
class Birth:
    """Cases of `process` that begin in the run: for each office of origin of the parent whose they
    are, how many (a slot; -1: one); `site` and `entry` are their address beside the parent's."""

    process: int
    offices: tuple[int, ...]
    count: int
    site: int
    entry: int
    registers: tuple[int, ...] = ()
    """The registers of the parent that the facts given to them depend on."""
    passes: tuple[tuple[str, Expression], ...] = ()
    """Those facts, computed from the parent's."""


@dataclass(frozen=True, slots=True)
class Inclusive:
    """An inclusive join: for each step of its process, numbered from `first`, the flows in (a bit
    each) that a token resting there can still come by."""

    first: int
    reach: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """How cases of one process and office arrive: `kind` is `random`, `gap`, `scheduled` or
    `recorded`; `knots` are instants and `levels` the unit-rate clock there (random: expected cases;
    gap: open µs); scheduled and recorded cases arrive at the knots. `facts` are those recorded, a
    value for each knot."""

    process: int
    office: int
    entry: int
    kind: str
    knots: Instants
    levels: NDArray[np.float64]
    distribution: int
    scale: float
    facts: tuple[tuple[str, NDArray[np.float64]], ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers of the log mean."""

    processes: tuple[str, ...]
    offices: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    """(process id, step id) of each step."""
    queues: tuple[tuple[str, str], ...]
    """(role id, office id) of each queue."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an engine needs besides cases and draws."""

    names: Names
    start: int
    """µs from 1970-01-01 UTC to instant 0."""
    window: tuple[int, int]
    horizon: int
    entry: tuple[int, ...]
    """First instruction of each process."""
    instructions: tuple[Instruction, ...]
    step_process: tuple[int, ...]
    step_place: tuple[tuple[int, ...], ...]
    """Step → office of origin → queue, `NO_QUEUE` or `SKIP`."""
    step_priority: tuple[int, ...]
    step_passes_on: tuple[bool, ...]
    step_hand_over: tuple[int, ...]
    """Step → slot of its hand-over draws."""
    slots: tuple[Slot, ...]
    distributions: tuple[Distribution, ...]
    choices: tuple[tuple[float, ...], ...]
    """Cumulative shares, the last one left out."""
    occurrences: tuple[tuple[Instants, ...], ...]
    batches: tuple[BatchRule, ...]
    queue_office: tuple[int, ...]
    queue_group: tuple[int, ...]
    queue_unlimited: tuple[bool, ...]
    hand_overs: tuple[tuple[int, ...], ...]
    """Office → office → distribution of the hand-over, or -1."""
    members: tuple[Member, ...]
    office_time: tuple[OpenTime, ...]
    streams: tuple[Stream, ...]
    hours: tuple[OpenTime, ...] = ()
    """Open time of calendars in zones, in which waits and deadlines are counted."""
    timetables: tuple[tuple[int, ...], ...] = ()
    """Timetable → office of origin → `hours`."""
    inclusive: tuple[tuple[int, Inclusive], ...] = ()
    """(step, its join) of the inclusive joins."""
    channels: tuple[Channel, ...] = ()
    messages: tuple[tuple[int, ...], ...] = ()
    """Message → the channels it is sent to."""
    deadlines: tuple[DeadlineRule, ...] = ()
    births: tuple[Birth, ...] = ()
    step_key: tuple[int, ...] = ()
    """Step → slot of the key by which its work is queued instead of `step_priority`, or -1."""
    registers: tuple[int, ...] = ()
    """Process → how many registers its cases have; empty: none anywhere."""
    errors: tuple[tuple[int, ...], ...] = ()
    """Process → the registers of its errors, in their order."""
    facts: tuple[tuple[FactRule, ...], ...] = ()
    """Process → how the facts of its cases are drawn, in their order; empty: none anywhere."""
    office_tier: tuple[int, ...] = ()
    settable: tuple[tuple[Settable, ...], ...] = ()
    """Process → its facts that steps change; empty: none anywhere."""
    rules: tuple[DrawRule, ...] = ()
    """What slots draw that is more than a distribution."""
    reads_arrival: tuple[bool, ...] = ()
    """Process → whether facts or draws of its cases follow from when they arrived."""
    requirements: tuple[Requirement, ...] = ()
    """What work needs besides one member of its queue: `table` of WORK (-1: nothing)."""
