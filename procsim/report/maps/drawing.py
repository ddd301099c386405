"""The geometry of a map: everything that is drawn, in points from the top left corner.

SVG, PNG and PDF are made from the same `Drawing`, so they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from procsim.report.maps.glyphs import Glyph

Point = tuple[float, float]
Orientation = Literal["vertical", "horizontal"]
Kind = Literal[
    "task",
    "call",
    "decision",
    "check",
    "all",
    "any",
    "first",
    "start",
    "end",
    "terminate",
    "wait",
    "message",
]
Form = Literal["box", "diamond", "circle"]
Tag = Literal["moved", "changed", "added", "removed"]

LEADING = 1.2
"""Distance of two baselines, in font sizes."""
ASCENT = 0.94
"""From the top of a line to its baseline, in font sizes."""
HALF_ARROW = 2.6
ARROW_LENGTH = 6.0
ALARM_RADIUS = 7.5
"""Of the clock of a deadline on the edge of a step."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle with sides along the axes."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The greatest x."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The greatest y."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The point in the middle."""
        return (self.x + self.width / 2, self.y + self.height / 2)

    def grown(self, margin: float) -> Rect:
        """The rectangle with `margin` added on all sides (taken away if negative)."""
        return Rect(
            self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin
        )

    def overlaps(self, other: Rect) -> bool:
        """Whether the two have an area in common; touching edges have none."""
        # Asked hundreds of thousands of times for a map, hence without the properties.
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def around(centre: Point, width: float, height: float) -> Rect:
    """The rectangle of a size around a point."""
    return Rect(centre[0] - width / 2, centre[1] - height / 2, width, height)


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text that fill `rect`; `angle` 90 reads upwards, then the lines run along y."""

    lines: tuple[str, ...]
    rect: Rect
    size: float
    anchor: Literal["start", "middle", "end"] = "middle"
    bold: bool = False
    angle: Literal[0, 90] = 0

    def baselines(self) -> tuple[Point, ...]:
        """The anchor point of each line, on its baseline."""
        first, step = ASCENT * self.size, LEADING * self.size
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        if self.angle == 90:
            y = self.rect.bottom - share * self.rect.height
            return tuple((self.rect.x + first + i * step, y) for i in range(len(self.lines)))
        x = self.rect.x + share * self.rect.width
        return tuple((x, self.rect.y + first + i * step) for i in range(len(self.lines)))


@dataclass(frozen=True, slots=True)
class Plate:
    """A small filled label on the edge of a box: a number badge or a tag."""

    text: Text
    rect: Rect
    fill: str
    ink: str
    edge: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A note in a box: a sign that fills `rect`, and the words beside it."""

    glyph: Glyph
    rect: Rect
    text: Text


@dataclass(frozen=True, slots=True)
class Alarm:
    """A deadline on the edge of a step: a clock that fills `rect`, where its late flow begins."""

    id: str
    rect: Rect
    interrupts: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A step: a box, a diamond or a circle that fills `rect`.

    `title` stands inside a box and beside every other form. `name` is what a screen reader says; it
    begins with the visible text. `is_dashed`: not done for the cases shown, or removed. `sends`: an
    end that sends a message.
    """

    id: str
    kind: Kind
    form: Form
    rect: Rect
    title: Text | None
    name: str
    fill: str
    ink: str
    edge: str
    is_dashed: bool = False
    is_struck_out: bool = False
    sends: bool = False
    badge: Plate | None = None
    tag: Plate | None = None
    notes: tuple[Remark, ...] = ()
    alarms: tuple[Alarm, ...] = ()

    @property
    def plates(self) -> tuple[Plate, ...]:
        """The badge and the tag, where there are any."""
        return tuple(plate for plate in (self.badge, self.tag) if plate is not None)


@dataclass(frozen=True, slots=True)
class Route:
    """A flow as drawn: a polyline from side to side, its arrow head and its label.

    A late flow begins at the alarm of the `deadline` of its source.
    """

    source: str
    target: str
    points: tuple[Point, ...]
    label: Text | None
    deadline: str = ""

    @property
    def arrow(self) -> tuple[Point, Point, Point]:
        """The head: its tip and the two corners behind it."""
        (x0, y0), (x, y) = self.points[-2], self.points[-1]
        dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
        back = (x - ARROW_LENGTH * dx, y - ARROW_LENGTH * dy)
        return (
            (x, y),
            (back[0] - HALF_ARROW * dy, back[1] + HALF_ARROW * dx),
            (back[0] + HALF_ARROW * dy, back[1] - HALF_ARROW * dx),
        )

    @property
    def shaft(self) -> tuple[Point, ...]:
        """The polyline without the part that the head covers."""
        tip, left, right = self.arrow
        base = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
        return (*self.points[:-1], ((base[0] + tip[0]) / 2, (base[1] + tip[1]) / 2))

    def segments(self) -> tuple[tuple[Point, Point], ...]:
        """The straight pieces, from source to target."""
        return tuple(pairwise(self.points))


@dataclass(frozen=True, slots=True)
class Lane:
    """A place of work: a column (vertical) or a row (horizontal) and its header."""

    title: Text
    header: Rect
    rect: Rect


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map ready to be drawn. `width` and `height` are the page in points."""

    title: str
    description: str
    language: str
    orientation: Orientation
    width: float
    height: float
    lanes: tuple[Lane, ...]
    shapes: tuple[Shape, ...]
    routes: tuple[Route, ...]

    def texts(self) -> tuple[Text, ...]:
        """Every text of the map."""
        titles = (shape.title for shape in self.shapes)
        labels = (route.label for route in self.routes)
        notes = (note.text for shape in self.shapes for note in shape.notes)
        plates = (plate.text for shape in self.shapes for plate in shape.plates)
        lanes = (lane.title for lane in self.lanes)
        found = (lanes, titles, notes, plates, labels)
        return tuple(text for some in found for text in some if text)
