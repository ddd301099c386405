"""Tracks: the columns (or rows) inside a lane, one unless two steps of a rank need two."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.process import Process

_MOST_TRACKS_TO_PERMUTE = 5


@dataclass(frozen=True, slots=True)
class Tracks:
    """The track of each step, numbered over all lanes, and the lane of each track."""

    of: Mapping[str, int]
    lane: tuple[int, ...]


def tracks(
    process: Process,
    lane: Mapping[str, int],
    lane_count: int,
    rank: Mapping[str, int],
    back: frozenset[int],
) -> Tracks:
    """Steps keep the track of the step before them where they can, so that flows run straight."""
    forward = tuple(
        (flow.source, flow.target) for n, flow in enumerate(process.flows) if n not in back
    )
    chosen = _chosen(process, lane, rank, forward)
    counts = [
        1 + max((chosen[id_] for id_ in lane if lane[id_] == n), default=0)
        for n in range(lane_count)
    ]
    flows = tuple((flow.source, flow.target) for flow in process.flows)
    for _ in range(2):
        for number, count in enumerate(counts):
            if 1 < count <= _MOST_TRACKS_TO_PERMUTE:
                chosen = _shortest(chosen, number, counts, lane, flows)
    starts = [sum(counts[:number]) for number in range(lane_count)]
    return Tracks(
        of={id_: starts[lane[id_]] + track for id_, track in chosen.items()},
        lane=tuple(number for number, count in enumerate(counts) for _ in range(count)),
    )


def _chosen(
    process: Process,
    lane: Mapping[str, int],
    rank: Mapping[str, int],
    forward: tuple[tuple[str, str], ...],
) -> dict[str, int]:
    """The track of each step inside its lane."""
    position = {node.id: number for number, node in enumerate(process.nodes)}
    before: dict[str, list[str]] = {id_: [] for id_ in position}
    for source, target in forward:
        if lane[source] == lane[target]:
            before[target].append(source)
    taken: dict[tuple[int, int, int], str] = {}
    chosen: dict[str, int] = {}
    for id_ in sorted(position, key=lambda each: (rank[each], position[each])):
        free = _free_tracks(taken, lane[id_], rank[id_])
        chosen[id_] = min(
            free, key=lambda track: (_bends(id_, track, before, chosen, taken, lane, rank), track)
        )
        taken[lane[id_], rank[id_], chosen[id_]] = id_
    return chosen


def _free_tracks(taken: Mapping[tuple[int, int, int], str], lane: int, rank: int) -> list[int]:
    used = {track for number, _, track in taken if number == lane}
    return [track for track in range(len(used) + 1) if (lane, rank, track) not in taken]


def _bends(
    id_: str,
    track: int,
    before: Mapping[str, list[str]],
    chosen: Mapping[str, int],
    taken: Mapping[tuple[int, int, int], str],
    lane: Mapping[str, int],
    rank: Mapping[str, int],
) -> float:
    """How crooked the flows into a step would be on a track; a new track counts a little."""
    known = {place[2] for place in taken if place[0] == lane[id_]}
    cost = 0.0 if track in known or not known else 1.5
    for source in before[id_]:
        cost += 2.0 * abs(chosen[source] - track)
        between = range(rank[source] + 1, rank[id_])
        cost += sum(3.0 for row in between if (lane[id_], row, track) in taken)
    return cost


def _shortest(
    chosen: Mapping[str, int],
    number: int,
    counts: list[int],
    lane: Mapping[str, int],
    flows: tuple[tuple[str, str], ...],
) -> dict[str, int]:
    """The tracks of one lane put in the order that makes flows shortest across the lanes."""
    starts = [sum(counts[:n]) for n in range(len(counts))]
    touching = [(a, b) for a, b in flows if number in (lane[a], lane[b])]

    def place(id_: str, order: tuple[int, ...]) -> int:
        track = chosen[id_]
        return starts[lane[id_]] + (order[track] if lane[id_] == number else track)

    def length(order: tuple[int, ...]) -> int:
        return sum(abs(place(a, order) - place(b, order)) for a, b in touching)

    best = min(permutations(range(counts[number])), key=length)
    return {id_: best[track] if lane[id_] == number else track for id_, track in chosen.items()}
