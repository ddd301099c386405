"""What each step looks like before it has a place: kind, size, title, notes, colours, name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from procsim.model.elements import Element, End
from procsim.report.maps import colours
from procsim.report.maps.alarms import Port, alarm_ports, overhang
from procsim.report.maps.drawing import LEADING, Form, Kind, Orientation
from procsim.report.maps.kinds import form_of, kind_of, size_of
from procsim.report.maps.notes import deadlines_of
from procsim.report.maps.occupancy import BACK, FRONT, HIGH, LOW
from procsim.report.maps.words import percent, word
from procsim.report.maps.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.report.maps.glyphs import Glyph
    from procsim.report.maps.lanes import Lanes
    from procsim.report.maps.notes import Note, Writer

TITLE_SIZE: Final = 8.0
NOTE_SIZE: Final = 7.0
GLYPH: Final = 7.5
GLYPH_GAP: Final = 3.0
NOTES_GAP: Final = 3.5
NOTE_GAP: Final = 1.5
SIDE_PADDING: Final = 4.0
TOP_PADDING: Final = 5.0
BOX_WIDTH: Final = 82.0
NOTED_WIDTH: Final = 104.0
_ALARM_PADDING: Final = 4.0
_LEAST_HEIGHT: Final = 26.0
#: What plates stick out more than lines keep away.
_PLATE: Final = 3.0
#: The ports under a tag (lower left) and under a badge (upper right), whichever way the map runs.
_TAGGED: Final[frozenset[Port]] = frozenset({(FRONT, 0), (HIGH, 0)})
_BADGED: Final[frozenset[Port]] = frozenset({(BACK, 2), (LOW, 2)})


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is shown on top of the process, by step id."""

    badges: Mapping[str, str]
    heat: Mapping[str, float]
    tags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BoxNote:
    """A note broken into lines."""

    glyph: Glyph
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline and the port where it stands."""

    id: str
    interrupts: bool
    port: Port


@dataclass(frozen=True, slots=True)
class Step:
    """A step without a place. `lines` and `notes` are what stands inside a box; the `title` of
    other forms, notes included, stands beside."""

    id: str
    kind: Kind
    form: Form
    title: str
    lines: tuple[str, ...]
    notes: tuple[BoxNote, ...]
    clocks: tuple[Clock, ...]
    width: float
    height: float
    name: str
    fill: str
    badge: str
    tag: str
    is_skipped: bool
    sends: bool

    @property
    def is_removed(self) -> bool:
        """Whether the step is shown only to say that it is gone."""
        return self.tag == "removed"

    @property
    def is_plain(self) -> bool:
        """A box with nothing but a title."""
        return self.form == "box" and not self.notes and not self.clocks

    def overhang(self, side: int) -> float:
        """How far deadlines stick out at a side."""
        return overhang(self.form) if any(clock.port[0] == side for clock in self.clocks) else 0.0

    def margin(self, side: int) -> float:
        """How much room a step needs at a side before a line may pass."""
        has_plate = self.form == "box" and bool(self.tag or self.badge)
        return max(self.overhang(side), _PLATE if has_plate and side == FRONT else 0.0)

    def ports(self) -> tuple[Port, ...]:
        """Where ordinary flows may touch: three ports a side of a box, the four tips of others."""
        lines = range(3) if self.form == "box" else range(1, 2)
        taken = {clock.port for clock in self.clocks}
        if self.form == "box":
            taken |= _TAGGED if self.tag else set()
            taken |= _BADGED if self.badge else set()
        return tuple(
            (side, line) for side in range(4) for line in lines if (side, line) not in taken
        )


def steps(
    writer: Writer, overlay: Overlay, places: Lanes, rows: Mapping[str, int], way: Orientation
) -> Mapping[str, Step]:
    """All steps by id; plain boxes of a row (same number in `rows`) are equally high."""
    made = {node.id: _step(node, writer, overlay, places, way) for node in writer.process.nodes}
    heights: dict[int, float] = {}
    for step in made.values():
        if step.is_plain:
            heights[rows[step.id]] = max(heights.get(rows[step.id], 0.0), step.height)
    return {
        id_: replace(step, height=heights[rows[id_]]) if step.is_plain else step
        for id_, step in made.items()
    }


def row_numbers(
    orientation: Orientation, rank: Mapping[str, int], track: Mapping[str, int]
) -> Mapping[str, int]:
    """Which steps stand side by side on the page."""
    return rank if orientation == "vertical" else track


def _step(node: Element, writer: Writer, overlay: Overlay, places: Lanes, way: Orientation) -> Step:
    language, kind, form = writer.seen.language, kind_of(node), form_of(node)
    title, notes = node.title.into(language), writer.notes(node)
    heat, tag = overlay.heat.get(node.id), overlay.tags.get(node.id, "")
    badge = overlay.badges.get(node.id, "" if heat is None else percent(heat, language))
    is_skipped = node.id in places.skipped
    step = Step(
        id=node.id,
        kind=kind,
        form=form,
        title="\n".join(part for part in (title, *(note.text for note in notes)) if part),
        lines=(),
        notes=(),
        clocks=_clocks(node, form, way, is_tagged=bool(tag)),
        width=size_of(kind),
        height=size_of(kind),
        name=_name(node, writer, places, badge, tag),
        fill=_fill(kind, heat, tag, is_skipped=is_skipped),
        badge=badge,
        tag=tag,
        is_skipped=is_skipped,
        sends=isinstance(node, End) and bool(node.sends),
    )
    return _boxed(step, title, notes) if form == "box" else step


def _name(node: Element, writer: Writer, places: Lanes, badge: str, tag: str) -> str:
    """A step for somebody who hears it: what is to be seen, and what only its shape shows."""
    language = writer.seen.language
    parts = (
        node.title.into(language),
        badge,
        word(tag, language) if tag else "",
        word(kind_of(node), language),
        places.titles[places.of[node.id]],
        word("not done", language) if node.id in places.skipped else "",
        *(note.text for note in writer.notes(node)),
        *(writer.alarm(deadline) for deadline in deadlines_of(node)),
    )
    return ", ".join(part for part in parts if part)


def _boxed(step: Step, title: str, notes: tuple[Note, ...]) -> Step:
    """A box as large as its title and its notes need."""
    width = NOTED_WIDTH if notes else BOX_WIDTH
    lines = wrap(title, width - 2 * SIDE_PADDING, TITLE_SIZE)
    room = width - 2 * SIDE_PADDING - GLYPH - GLYPH_GAP
    broken = tuple(BoxNote(note.glyph, wrap(note.text, room, NOTE_SIZE)) for note in notes)
    height = len(lines) * LEADING * TITLE_SIZE + notes_height(broken) + 2 * TOP_PADDING
    height += _ALARM_PADDING if step.clocks else 0.0
    return replace(step, lines=lines, notes=broken, width=width, height=max(_LEAST_HEIGHT, height))


def notes_height(notes: tuple[BoxNote, ...]) -> float:
    """The height of notes under a title."""
    if not notes:
        return 0.0
    lines = sum(len(note.lines) for note in notes)
    return NOTES_GAP + lines * LEADING * NOTE_SIZE + (len(notes) - 1) * NOTE_GAP


def _clocks(node: Element, form: Form, way: Orientation, *, is_tagged: bool) -> tuple[Clock, ...]:
    deadlines = deadlines_of(node)
    ports = alarm_ports(form, way, len(deadlines), set(_TAGGED) if is_tagged else set())
    return tuple(
        Clock(each.id, each.interrupts, port) for each, port in zip(deadlines, ports, strict=True)
    )


def _fill(kind: Kind, heat: float | None, tag: str, *, is_skipped: bool) -> str:
    if is_skipped or tag == "removed":
        return colours.WHITE
    if heat is not None:
        return colours.heat_colour(heat)
    return colours.TASK_FILL if kind in ("task", "call") else colours.GATEWAY_FILL
