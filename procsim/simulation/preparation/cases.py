"""Cases are prepared before the run: who arrives, where and when, as columns.

A case is known by (process, office, stream, number), the same in every scenario. Random cases are
numbered on a unit-rate clock, so calendars and seasons move instants, not identities. Less demand
thins the same cases by an addressed draw; more demand adds streams of its own, one for each further
100 %, the last of them thinned.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from procsim.simulation.addresses import (
    Purpose,
    Words,
    absorb,
    address,
    numbered,
    uniforms,
    word_of,
)
from procsim.simulation.preparation.rows import STREAMS_PER_ENTRY, prepared_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from procsim.model.distributions import Distribution
    from procsim.simulation.plan import Instants, Plan, Stream

    Arrivals: TypeAlias = tuple[NDArray[np.int64], Instants]

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


@dataclass(frozen=True, slots=True)
class _Source:
    """Where cases come from: a stream, or a further one of its kind where demand is above 100 %."""

    stream: Stream
    number: int
    share: float
    """Of its cases that come; above 1: all."""
    state: int


def prepare_cases(plan: Plan, *, seed: int, replication: int) -> Cases:
    """All cases that arrive before the plan's horizon."""
    sources = _sources(plan, address(seed, replication))
    parts = _arrivals(plan, sources)
    sizes = np.array([numbers.size for numbers, _ in parts], dtype=np.int64)
    nothing = np.zeros(0, dtype=np.int64)
    number = np.concatenate([nothing, *(numbers for numbers, _ in parts)])
    arrived = np.concatenate([nothing, *(instants for _, instants in parts)])
    states = np.array([source.state for source in sources], dtype=np.uint64)
    key = absorb(np.repeat(states, sizes), number.astype(np.uint64))
    share = np.repeat(np.array([source.share for source in sources], dtype=np.float64), sizes)
    kept = (arrived >= 0) & (arrived < plan.horizon)
    thinned = np.flatnonzero(share < 1)
    kept[thinned] &= uniforms(absorb(key[thinned], Purpose.THINNING)) < share[thinned]
    origins = [(each.stream.process, each.stream.office, each.number) for each in sources]
    process, office, stream = np.array(origins, dtype=np.int64).reshape(-1, 3).T
    cases = Cases(
        process=np.repeat(process, sizes)[kept],
        office=np.repeat(office, sizes)[kept],
        stream=np.repeat(stream, sizes)[kept],
        number=number[kept],
        arrived=arrived[kept],
        key=key[kept],
    )
    return replace(cases, facts=prepared_facts(plan, cases)) if any(plan.facts) else cases


def _sources(plan: Plan, state: int) -> list[_Source]:
    """All sources, in the order of the case table; `state` has absorbed seed and replication."""
    streams = sorted(plan.streams, key=lambda s: (s.process, s.office, s.entry))
    found = [
        (stream, slice_) for stream in streams for slice_ in range(max(1, math.ceil(stream.scale)))
    ]
    processes = np.array([word_of(each) for each in plan.names.processes], dtype=np.uint64)
    offices = np.array([word_of(each) for each in plan.names.offices], dtype=np.uint64)
    numbers = [stream.entry * STREAMS_PER_ENTRY + slice_ for stream, slice_ in found]
    states = np.full(len(found), state, dtype=np.uint64)
    states = absorb(states, processes[[stream.process for stream, _ in found]])
    states = absorb(states, offices[[stream.office for stream, _ in found]])
    states = absorb(states, np.array(numbers, dtype=np.uint64))
    return [
        _Source(stream, number, stream.scale - slice_, own)
        for (stream, slice_), number, own in zip(found, numbers, states.tolist(), strict=True)
    ]


def _arrivals(plan: Plan, sources: Sequence[_Source]) -> list[Arrivals]:
    """Numbers and instants of the cases of each source at full demand."""
    found: list[Arrivals | None] = [None] * len(sources)
    drawn: dict[tuple[bool, int], list[int]] = {}
    for place, source in enumerate(sources):
        stream = source.stream
        if stream.kind == "recorded":
            found[place] = np.arange(stream.knots.size, dtype=np.int64), stream.knots
        else:
            key = stream.kind == "scheduled", stream.distribution
            drawn.setdefault(key, []).append(place)
    for (is_scheduled, number), places in drawn.items():
        draw = _scheduled if is_scheduled else _on_unit_clock
        together = draw([sources[place] for place in places], plan.distributions[number])
        for place, arrivals in zip(places, together, strict=True):
            found[place] = arrivals
    return [each for each in found if each is not None]


def _scheduled(sources: Sequence[_Source], distribution: Distribution) -> list[Arrivals]:
    """As many cases as are drawn at each knot."""
    states = absorb(_states(sources), Purpose.COUNT)
    knots = np.array([source.stream.knots.size for source in sources], dtype=np.int64)
    draws = distribution.quantile(numbered(states, knots))
    counts = np.split(np.maximum(np.rint(draws), 0).astype(np.int64), np.cumsum(knots)[:-1])
    return [
        (_numbers_at(each), np.repeat(source.stream.knots, each))
        for source, each in zip(sources, counts, strict=True)
    ]


def _numbers_at(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of so many cases at each knot."""
    first = np.arange(counts.size, dtype=np.int64) * _COUNTS
    numbers = np.repeat(first - np.cumsum(counts) + counts, counts)
    numbers += np.arange(numbers.size)
    return numbers


def _on_unit_clock(sources: Sequence[_Source], distribution: Distribution) -> list[Arrivals]:
    """Cases one drawn gap after the other on the unit-rate clock."""
    lengths = [float(source.stream.levels[-1]) for source in sources]
    mean = distribution.mean
    counts = [math.ceil(length / mean * 1.1) + 50 for length in lengths]
    clocks = _clocks(_states(sources), counts, distribution)
    found = []
    for source, length, count, drawn in zip(sources, lengths, counts, clocks, strict=True):
        positions = drawn
        while positions[-1] < length:
            count *= 2
            (positions,) = _clocks(_states([source]), [count], distribution)
        positions = positions[positions < length]
        knots = source.stream.knots.astype(np.float64)
        instants = np.rint(np.interp(positions, source.stream.levels, knots))
        numbers = np.arange(positions.size, dtype=np.int64)
        found.append((numbers, instants.astype(np.int64)))
    return found


def _clocks(
    states: Words, counts: Sequence[int], distribution: Distribution
) -> list[NDArray[np.float64]]:
    """For each state its running totals of so many drawn gaps."""
    many = np.array(counts, dtype=np.int64)
    gaps = distribution.quantile(numbered(absorb(states, Purpose.ARRIVAL), many))
    return [np.cumsum(part) for part in np.split(gaps, np.cumsum(many)[:-1])]


def _states(sources: Sequence[_Source]) -> Words:
    return np.array([source.state for source in sources], dtype=np.uint64)
