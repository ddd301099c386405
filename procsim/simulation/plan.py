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
    from procsim.model.open_time import OpenTime

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


@dataclass(frozen=True, slots=True)
class Slot:
    """Where draws come from: whose luck (a word), for which purpose, and for each office of origin
    which of the plan's `distributions` (or `choices`)."""

    luck: int
    purpose: int
    variants: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction. `slot` and `table` index the plan's slots and its tables of the op's kind:
    occurrences for UNTIL, batches for GATHER; `targets` are the ways on of BRANCH and ALL."""

    op: int
    step: int
    next: int = -1
    slot: int = -1
    table: int = -1
    targets: tuple[int, ...] = ()
    inputs: int = 0
    """ALL: the number of flows in."""


@dataclass(frozen=True, slots=True)
class BatchRule:
    """When a batch is due: `size` (0: none), `age` in µs (-1: none), instants by office or none."""

    size: int
    age: int
    occurrences: tuple[Instants, ...] | None
    setup: int
    """Slot of the set-up work, or -1."""


@dataclass(frozen=True, slots=True)
class Member:
    """One post or part of a post, before absences: the queues it serves and when it could work.

    `away` are the absences of a calendar year in working days, one entry per absence; `years` the
    member's working days (ordinals) of each simulated calendar year.
    """

    queues: tuple[int, ...]
    pace: int
    luck: int
    time: OpenTime
    away: tuple[int, ...]
    away_fraction: float
    """Chance of one further day a year (the fractional part of the yearly days)."""
    years: tuple[Instants, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """How cases of one process and office arrive: `kind` is `random`, `gap`, `scheduled` or
    `recorded`; `knots` are instants and `levels` the unit-rate clock there (random: expected cases;
    gap: open µs); scheduled and recorded cases arrive at the knots."""

    process: int
    office: int
    entry: int
    kind: str
    knots: Instants
    levels: NDArray[np.float64]
    distribution: int
    scale: float


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
