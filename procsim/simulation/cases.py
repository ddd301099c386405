"""Cases are prepared before the run: who arrives, where and when, as columns.

A case is known by (process, office, stream, number), the same in every scenario. Random cases are
numbered on a unit-rate clock, so calendars and seasons move instants, not identities. Less demand
thins the same cases by an addressed draw; more demand adds streams of its own, one for each further
100 %, the last of them thinned.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.addresses import Purpose, Words, absorb, address, uniforms, word_of
from procsim.simulation.rows import STREAMS_PER_ENTRY, prepared_facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from procsim.model.distributions import Distribution
    from procsim.simulation.plan import Instants, Plan, Stream

_COUNTS = 1 << 20
"""Room for the cases of one occurrence in the number of a scheduled case."""


@dataclass(frozen=True, slots=True)
class Cases:
    """The case table: one row per case, in the order (process, office, stream, number)."""

    process: NDArray[np.int64]
    office: NDArray[np.int64]
    stream: NDArray[np.int64]
    number: NDArray[np.int64]
    arrived: Instants
    key: Words
    """The state that every draw of the case starts from."""
    facts: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    """Fact → its value in each case, as drawn; nan in cases of processes that do not have it."""


def prepare_cases(plan: Plan, *, seed: int, replication: int) -> Cases:
    """All cases that arrive before the plan's horizon."""
    parts: list[tuple[int, int, int, NDArray[np.int64], Instants, Words]] = []
    for stream in sorted(plan.streams, key=lambda s: (s.process, s.office, s.entry)):
        process, office = plan.names.processes[stream.process], plan.names.offices[stream.office]
        for slice_ in range(max(1, math.ceil(stream.scale))):
            number = stream.entry * STREAMS_PER_ENTRY + slice_
            state = address(seed, replication, word_of(process), word_of(office), number)
            numbers, arrived = _arrivals(plan, stream, state)
            keys = absorb(np.full(numbers.size, state, dtype=np.uint64), numbers.astype(np.uint64))
            kept = uniforms(absorb(keys, Purpose.THINNING)) < stream.scale - slice_
            kept &= (arrived >= 0) & (arrived < plan.horizon)
            parts.append(
                (stream.process, stream.office, number, numbers[kept], arrived[kept], keys[kept])
            )
    nothing = np.zeros(0, dtype=np.int64)
    parts.append((0, 0, 0, nothing, nothing, nothing.astype(np.uint64)))
    sizes = [part[3].size for part in parts]
    cases = Cases(
        process=np.repeat(np.array([part[0] for part in parts], dtype=np.int64), sizes),
        office=np.repeat(np.array([part[1] for part in parts], dtype=np.int64), sizes),
        stream=np.repeat(np.array([part[2] for part in parts], dtype=np.int64), sizes),
        number=np.concatenate([part[3] for part in parts]),
        arrived=np.concatenate([part[4] for part in parts]),
        key=np.concatenate([part[5] for part in parts]),
    )
    return replace(cases, facts=prepared_facts(plan, cases)) if any(plan.facts) else cases


def _arrivals(plan: Plan, stream: Stream, state: int) -> tuple[NDArray[np.int64], Instants]:
    """Numbers and instants of all cases of one slice at full demand."""
    if stream.kind == "recorded":
        return np.arange(stream.knots.size, dtype=np.int64), stream.knots
    distribution = plan.distributions[stream.distribution]
    if stream.kind == "scheduled":
        return _scheduled(stream.knots, distribution, state)
    positions = _unit_clock(float(stream.levels[-1]), distribution, state)
    instants = np.rint(np.interp(positions, stream.levels, stream.knots.astype(np.float64)))
    return np.arange(positions.size, dtype=np.int64), instants.astype(np.int64)


def _scheduled(
    knots: Instants, distribution: Distribution, state: int
) -> tuple[NDArray[np.int64], Instants]:
    states = absorb(np.full(knots.size, state, dtype=np.uint64), Purpose.COUNT)
    occurrences = np.arange(knots.size, dtype=np.uint64)
    draws = distribution.quantile(uniforms(absorb(states, occurrences)))
    counts = np.maximum(np.rint(draws), 0).astype(np.int64)
    first = np.repeat(np.arange(knots.size, dtype=np.int64) * _COUNTS, counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return first + within, np.repeat(knots, counts)


def _unit_clock(length: float, distribution: Distribution, state: int) -> NDArray[np.float64]:
    """Positions on the unit-rate clock, up to `length`: running totals of drawn gaps."""
    count = math.ceil(length / distribution.mean * 1.1) + 50
    while True:
        numbers = np.arange(count, dtype=np.uint64)
        states = absorb(np.full(count, state, dtype=np.uint64), Purpose.ARRIVAL)
        positions = np.cumsum(distribution.quantile(uniforms(absorb(states, numbers))))
        if positions[-1] >= length:
            return positions[positions < length]
        count *= 2
