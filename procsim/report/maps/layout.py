"""From a process to a drawing: lanes, ranks, tracks, routes, distances, labels.

Ranks come from the longest path without the flows that go back (Sugiyama, Tagawa and Toda 1981);
routes are found on a channel grid before distances are known, so that making room for a label
moves everything and spoils nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.errors import UsageError
from procsim.report.maps.branches import branch_text
from procsim.report.maps.colours import TAGS
from procsim.report.maps.frame import SPACINGS, End, Skeleton, extents
from procsim.report.maps.grid import Axis, axis, positions
from procsim.report.maps.lanes import lanes, view
from procsim.report.maps.notes import Writer
from procsim.report.maps.painting import HEADER_SIZE, Scenery
from procsim.report.maps.ranks import back_flows, ranks
from procsim.report.maps.room import with_room
from procsim.report.maps.routing import Field, Wanted, route
from procsim.report.maps.steps import Overlay, Step, row_numbers, steps
from procsim.report.maps.tracks import Tracks, tracks
from procsim.report.maps.wrapping import longest_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procsim.model.model import Model
    from procsim.model.process import Flow, Process
    from procsim.report.maps.drawing import Drawing, Orientation

_LINES_PER_GAP: Final = (4, 7, 12)
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
    seen = view(process, model, origin=origin, language=language)
    writer = Writer(process, seen)
    places = lanes(process, seen, order)
    track = tracks(process, places.of, len(places.titles), rank, back)
    rows = row_numbers(orientation, rank, track.of)
    sketches = steps(writer, overlay, places, rows, orientation)
    least = _least_sizes(places.titles, track)
    skeleton = _skeleton(process, sketches, rank, track, least, back, orientation)
    scenery = Scenery(
        title=process.title.into(language),
        language=language,
        lanes=places.titles,
        branches=tuple(branch_text(flow, writer) for flow in process.flows),
    )
    return with_room(skeleton, scenery)


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
    ends = tuple(End(flow.source, flow.target, flow.deadline) for flow in process.flows)
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
    placed = [
        positions(one, extent, frozenset(range(one.count)), spacing, [0.0] * len(one.gaps))
        for one, extent, spacing in zip(
            (across, along),
            extents(sketches, cells, least, len(along.cells), orientation),
            SPACINGS[orientation],
            strict=True,
        )
    ]
    return Field(across, along, cells, placed[0].lines, placed[1].lines)


def _wanted(flow: Flow, sketches: Mapping[str, Step], *, goes_back: bool) -> Wanted:
    source = sketches[flow.source]
    late = tuple(clock.port for clock in source.clocks if clock.id == flow.deadline)
    return Wanted(
        source=flow.source,
        target=flow.target,
        out=late or source.ports(),
        into=sketches[flow.target].ports(),
        goes_back=goes_back,
        is_branch=source.kind in ("decision", "check", "any") or bool(late),
    )
