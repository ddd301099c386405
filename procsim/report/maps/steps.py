"""What each step looks like before it has a place: kind, size, title, colours, name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, assert_never

from procsim.model.process import All, Decision, Element, End, Process, Start, Task, Terminate, Wait
from procsim.report.maps import colours
from procsim.report.maps.drawing import LEADING, Kind, Orientation
from procsim.report.maps.words import percent, word
from procsim.report.maps.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE_SIZE: Final = 8.0
TASK_WIDTH: Final = 82.0
_SIDE_PADDING: Final = 4.0
_TOP_PADDING: Final = 5.0
_LEAST_HEIGHT: Final = 26.0
_DIAMOND: Final = 26.0
_CIRCLE: Final = 20.0
_WAIT: Final = 23.0


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is shown on top of the process, by step id."""

    badges: Mapping[str, str]
    heat: Mapping[str, float]
    tags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """A step without a place. `lines` is the title inside a task; other titles stand beside."""

    id: str
    kind: Kind
    title: str
    lines: tuple[str, ...]
    width: float
    height: float
    name: str
    fill: str
    badge: str
    tag: str
    is_skipped: bool

    @property
    def is_removed(self) -> bool:
        """Whether the step is shown only to say that it is gone."""
        return self.tag == "removed"


def steps(
    process: Process,
    overlay: Overlay,
    places: Mapping[str, str],
    rows: Mapping[str, int],
    skipped: frozenset[str],
    *,
    language: str,
) -> Mapping[str, Step]:
    """All steps by id; tasks of a row (same number in `rows`) are equally high."""
    made = {
        node.id: _step(node, overlay, places[node.id], language, is_skipped=node.id in skipped)
        for node in process.nodes
    }
    heights: dict[int, float] = {}
    for step in made.values():
        if step.kind == "task":
            heights[rows[step.id]] = max(heights.get(rows[step.id], 0.0), step.height)
    return {
        id_: replace(step, height=heights[rows[id_]]) if step.kind == "task" else step
        for id_, step in made.items()
    }


def row_numbers(
    orientation: Orientation, rank: Mapping[str, int], track: Mapping[str, int]
) -> Mapping[str, int]:
    """Which steps stand side by side on the page."""
    return rank if orientation == "vertical" else track


def _step(node: Element, overlay: Overlay, place: str, language: str, *, is_skipped: bool) -> Step:
    kind = kind_of(node)
    title = node.title.into(language)
    lines = wrap(title, TASK_WIDTH - 2 * _SIDE_PADDING, TITLE_SIZE) if kind == "task" else ()
    width, height = _size(kind, len(lines))
    heat = overlay.heat.get(node.id)
    tag = overlay.tags.get(node.id, "")
    badge = overlay.badges.get(node.id, "" if heat is None else percent(heat, language))
    extras = (badge, word(tag, language) if tag else "", word(kind, language), place)
    unusual = word("not done", language) if is_skipped else ""
    return Step(
        id=node.id,
        kind=kind,
        title=title,
        lines=lines,
        width=width,
        height=height,
        name=", ".join(part for part in (title, *extras, unusual) if part),
        fill=_fill(kind, heat, tag, is_skipped=is_skipped),
        badge=badge,
        tag=tag,
        is_skipped=is_skipped,
    )


def kind_of(node: Element) -> Kind:
    """The shape an element is drawn as."""
    match node:
        case Task():
            return "task"
        case Decision():
            return "decision"
        case All():
            return "all"
        case Start():
            return "start"
        case End():
            return "end"
        case Terminate():
            return "terminate"
        case Wait():
            return "wait"
        case never:
            assert_never(never)


def _size(kind: Kind, lines: int) -> tuple[float, float]:
    """Width and height in points."""
    match kind:
        case "task":
            return TASK_WIDTH, max(_LEAST_HEIGHT, lines * LEADING * TITLE_SIZE + 2 * _TOP_PADDING)
        case "decision" | "all":
            return _DIAMOND, _DIAMOND
        case "start" | "end" | "terminate":
            return _CIRCLE, _CIRCLE
        case "wait":
            return _WAIT, _WAIT
        case never:
            assert_never(never)


def _fill(kind: Kind, heat: float | None, tag: str, *, is_skipped: bool) -> str:
    if is_skipped or tag == "removed":
        return colours.WHITE
    if heat is not None:
        return colours.heat_colour(heat)
    return colours.TASK_FILL if kind == "task" else colours.GATEWAY_FILL
