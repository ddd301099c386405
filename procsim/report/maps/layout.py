"""From a process to a drawing: lanes, ranks, tracks, routes, distances, labels.

Ranks come from the longest path without the flows that go back (Sugiyama, Tagawa and Toda 1981);
routes are found on a channel grid before distances are known, so that making room for a label
moves everything and spoils nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.errors import UsageError
from procsim.report.maps.colours import TAGS
from procsim.report.maps.frame import SPACINGS, Skeleton, frame, sizes
from procsim.report.maps.grid import Axis, axis, positions
from procsim.report.maps.labels import ON_LINE
from procsim.report.maps.lanes import Lanes, lanes
from procsim.report.maps.occupancy import BACK, FRONT, HIGH, LOW
from procsim.report.maps.painting import HEADER_SIZE, Scenery, headers, paint
from procsim.report.maps.ranks import back_flows, ranks
from procsim.report.maps.routing import Field, Wanted, route
from procsim.report.maps.steps import Overlay, Step, row_numbers, steps
from procsim.report.maps.tracks import Tracks, tracks
from procsim.report.maps.words import percent
from procsim.report.maps.wrapping import longest_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procsim.model.model import Model
    from procsim.model.process import Flow, Process
    from procsim.report.maps.drawing import Drawing, Orientation

_LINES_PER_GAP: Final = (4, 7, 12)
_ATTEMPTS: Final = 18
_MORE_ROOM: Final = 9.0
_HEADER_PADDING: Final = 4.0


def layout(
    process: Process,
    model: Model,
    *,
    language: str = "en",
    orientation: Orientation = "vertical",
    origin: str | None = None,
    badges: Mapping[str, str] | None = None,
    heat: Mapping[str, float] | None = None,
    tags: Mapping[str, str] | None = None,
) -> Drawing:
    """The map of a process: lanes are where work is done for the cases of `origin` (an office; by
    default the busiest tier). By step id: `badges` are short texts, `heat` runs from 0 to 1 and
    always comes with a badge, `tags` say moved, changed, added or removed.

    Vertical maps (lanes as columns) are for paper, horizontal ones for screens.
    """
    overlay = Overlay(badges or {}, heat or {}, tags or {})
    _refuse_strangers(process, overlay)
    back = back_flows(process)
    rank = ranks(process, back)
    order = tuple(sorted(rank, key=rank.__getitem__))
    places = lanes(process, model, order, origin=origin, language=language)
    track = tracks(process, places.of, len(places.titles), rank, back)
    words = {id_: places.titles[lane] for id_, lane in places.of.items()}
    rows = row_numbers(orientation, rank, track.of)
    sketches = steps(process, overlay, words, rows, places.skipped, language=language)
    least = _least_sizes(places.titles, track)
    skeleton = _skeleton(process, sketches, rank, track, least, back, orientation)
    scenery = Scenery(
        title=process.title.into(language),
        language=language,
        lanes=places.titles,
        branches=tuple(_branch(flow, places, language) for flow in process.flows),
    )
    return _with_room(skeleton, scenery)


def _refuse_strangers(process: Process, overlay: Overlay) -> None:
    """Refuses overlays of steps that the process does not have, and tags without a meaning."""
    shown = dict.fromkeys((*overlay.badges, *overlay.heat, *overlay.tags))
    problems = [f"{id_!r} is no step of {process.id}" for id_ in shown if id_ not in process.node]
    known = ", ".join(TAGS)
    tags = dict.fromkeys(overlay.tags.values())
    problems += [f"{tag!r} is no tag: use {known}" for tag in tags if tag not in TAGS]
    if problems:
        raise UsageError("\n".join(problems))


def _skeleton(
    process: Process,
    sketches: Mapping[str, Step],
    rank: Mapping[str, int],
    track: Tracks,
    least: tuple[float, ...],
    back: frozenset[int],
    orientation: Orientation,
) -> Skeleton:
    """Cells and routes; more lines per gap where strangers would have to share one."""
    cells = {id_: (track.of[id_], rank[id_]) for id_ in rank}
    wanted = tuple(
        _wanted(flow, sketches, goes_back=number in back)
        for number, flow in enumerate(process.flows)
    )
    for count in _LINES_PER_GAP:
        across = axis(track.lane, count)
        along = axis((0,) * (1 + max(rank.values())), count)
        field = _field(across, along, cells, sketches, least, orientation)
        paths, is_clean = route(field, wanted)
        if is_clean:
            break
    ends = tuple((flow.source, flow.target) for flow in process.flows)
    return Skeleton(orientation, across, along, cells, sketches, least, paths, ends)


def _least_sizes(titles: Sequence[str], track: Tracks) -> tuple[float, ...]:
    """How wide each track must be for the longest word in the header of its lane."""
    return tuple(
        (longest_word(titles[lane], HEADER_SIZE, bold=True) + 2 * _HEADER_PADDING)
        / track.lane.count(lane)
        - _HEADER_PADDING
        for lane in track.lane
    )


def _field(
    across: Axis,
    along: Axis,
    cells: Mapping[str, tuple[int, int]],
    sketches: Mapping[str, Step],
    least: tuple[float, ...],
    orientation: Orientation,
) -> Field:
    """The grid with rough distances, as if all lines were used."""
    room = (least, (0.0,) * len(along.cells))
    placed = [
        positions(one, size, frozenset(range(one.count)), spacing, [0.0] * len(one.gaps))
        for one, size, spacing in zip(
            (across, along),
            sizes(sketches, cells, room, orientation),
            SPACINGS[orientation],
            strict=True,
        )
    ]
    return Field(across, along, cells, placed[0].lines, placed[1].lines)


def _wanted(flow: Flow, sketches: Mapping[str, Step], *, goes_back: bool) -> Wanted:
    return Wanted(
        source=flow.source,
        target=flow.target,
        out=_ports(sketches[flow.source]),
        into=_ports(sketches[flow.target]),
        goes_back=goes_back,
        is_branch=sketches[flow.source].kind == "decision",
    )


def _ports(step: Step) -> tuple[tuple[int, int], ...]:
    """Boxes have three ports a side, but none under a tag; other shapes have their four tips."""
    sides = (FRONT, BACK, HIGH, LOW)
    if step.kind != "task":
        return tuple((side, 1) for side in sides)
    tagged = {(FRONT, 0), (HIGH, 0)} if step.tag else set()
    return tuple((side, line) for side in sides for line in range(3) if (side, line) not in tagged)


def _branch(flow: Flow, places: Lanes, language: str) -> str:
    """The name and share of a branch for the cases shown; '' where a flow has neither."""
    name = flow.title.into(language) if flow.title is not None else flow.id
    share = None if flow.share is None else flow.share.of(places.origin)
    parts = (name, "" if share is None else percent(share, language))
    return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Room:
    """Extra widths of the gaps across and along."""

    across: list[float]
    along: list[float]

    def copy(self) -> _Room:
        """The same widths in lists of their own."""
        return _Room(list(self.across), list(self.along))


def _with_room(skeleton: Skeleton, scenery: Scenery) -> Drawing:
    """Widens the gaps beside texts that have no free place, then takes back what is not needed."""
    room = _Room([0.0] * len(skeleton.across.gaps), [0.0] * len(skeleton.along.gaps))
    best = (float("inf"), room.copy())
    for attempt in range(_ATTEMPTS):
        crowded = _crowded(skeleton, scenery, room)
        if sum(crowded.values()) < best[0]:
            best = (sum(crowded.values()), room.copy())
        if not crowded:
            break
        _widen(skeleton, room, tuple(crowded), attempt)
    trouble, room = best
    for extras in (room.along, room.across):
        for gap, extra in enumerate(extras):
            for share in (0.0, 0.5) if extra else ():
                extras[gap] = extra * share
                if sum(_crowded(skeleton, scenery, room).values()) <= trouble:
                    break
                extras[gap] = extra
    return _painted(skeleton, scenery, room)[0]


def _crowded(skeleton: Skeleton, scenery: Scenery, room: _Room) -> dict[str | int, float]:
    """The texts that have no free place, and how bad their best one is."""
    costs = _painted(skeleton, scenery, room)[1]
    return {key: cost for key, cost in costs.items() if cost >= ON_LINE}


def _painted(
    skeleton: Skeleton, scenery: Scenery, room: _Room
) -> tuple[Drawing, Mapping[str | int, float]]:
    """The drawing with headers as deep as their titles need at the width of the lanes."""
    flat = frame(skeleton, (room.across, room.along), 0.0)
    depth = headers(flat, scenery)
    return paint(skeleton, frame(skeleton, (room.across, room.along), depth), scenery)


def _widen(skeleton: Skeleton, room: _Room, crowded: Sequence[str | int], attempt: int) -> None:
    """Gives texts room: titles of steps (by id) and names of branches (by position of the flow).

    Titles get it above and below, names of branches along the flow; every third time it is the
    other way round. A gap grows once, however many texts need it.
    """
    is_vertical = skeleton.orientation == "vertical"
    across: set[int] = set()
    along: set[int] = set()
    for key in crowded:
        is_title = isinstance(key, str)
        track, rank = skeleton.cells[key if isinstance(key, str) else skeleton.ends[key][0]]
        if (attempt % 3 == 2) != (is_title and not is_vertical):
            across.update((track, track + 1))
        else:
            along.add(rank if is_title and is_vertical else rank + 1)
    more = _MORE_ROOM * (1 + attempt // 6)
    for gap in across:
        room.across[gap] += more
    for gap in along:
        room.along[gap] += more
