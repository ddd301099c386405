"""What is wrong with a drawing, in words: the measure that maps are tested with."""

from __future__ import annotations

from itertools import combinations
from math import hypot
from typing import TYPE_CHECKING

from procsim.report.maps.drawing import ALARM_RADIUS, Drawing, Point, Rect, Route, Shape, Text
from procsim.report.maps.fonts import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOLERANCE = 0.3


def defects(drawing: Drawing) -> list[str]:
    """Everything a reader could stumble over; empty for a good map.

    Flows through steps, steps over each other, texts over texts or over shapes that are not theirs,
    texts that do not fit, flows that do not start and end at their steps, pieces of line shared by
    flows that have neither end in common, and anything off the page. Texts on lines are counted by
    `on_lines`, for they cannot always be avoided.
    """
    return [
        *_blocked_routes(drawing),
        *_loose_ends(drawing),
        *_shared_lines(drawing),
        *_overlapping_shapes(drawing),
        *_unfitting_titles(drawing),
        *_covered_texts(drawing),
        *_covered_plates(drawing),
        *_covered_alarms(drawing),
        *_off_page(drawing),
    ]


def on_lines(drawing: Drawing) -> list[str]:
    """The titles and branch names that a line runs through."""
    return [
        f"{' '.join(text.lines)!r} lies on the flow {route.source} → {route.target}"
        for _, text in _free_texts(drawing)
        for route in drawing.routes
        if any(_rect(a, b).grown(0.4).overlaps(text.rect) for a, b in route.segments())
    ]


def _blocked_routes(drawing: Drawing) -> Iterator[str]:
    for route in drawing.routes:
        for shape in drawing.shapes:
            inner = shape.rect.grown(-_TOLERANCE)
            if any(_rect(a, b).grown(0.01).overlaps(inner) for a, b in route.segments()):
                yield f"the flow {route.source} → {route.target} runs through {shape.id}"


def _loose_ends(drawing: Drawing) -> Iterator[str]:
    shapes = {shape.id: shape for shape in drawing.shapes}
    for route in drawing.routes:
        if not _begins_well(shapes[route.source], route):
            yield f"the flow {route.source} → {route.target} does not meet {route.source}"
        if not _is_on_outline(shapes[route.target], route.points[-1]):
            yield f"the flow {route.source} → {route.target} does not meet {route.target}"
        for (x0, y0), (x1, y1) in route.segments():
            if x0 != x1 and y0 != y1:
                yield f"the flow {route.source} → {route.target} is not square"


def _begins_well(source: Shape, route: Route) -> bool:
    """At the rim of its deadline, else on the outline of its step."""
    if not route.deadline:
        return _is_on_outline(source, route.points[0])
    centres = [alarm.rect.centre for alarm in source.alarms if alarm.id == route.deadline]
    (x, y) = route.points[0]
    away = [hypot(x - centre[0], y - centre[1]) for centre in centres]
    return len(away) == 1 and abs(away[0] - ALARM_RADIUS) < _TOLERANCE


def _is_on_outline(shape: Shape, point: Point) -> bool:
    """On a side of a box away from its corners, or on a tip of another shape."""
    rect, (x, y) = shape.rect, point
    off_x = min(abs(x - rect.x), abs(x - rect.right))
    off_y = min(abs(y - rect.y), abs(y - rect.bottom))
    inside = rect.grown(_TOLERANCE)
    if not (inside.x <= x <= inside.right and inside.y <= y <= inside.bottom):
        return False
    if shape.form == "box":
        return min(off_x, off_y) < _TOLERANCE and max(off_x, off_y) > 3.5
    middle = min(abs(x - rect.centre[0]), abs(y - rect.centre[1]))
    return min(off_x, off_y) < _TOLERANCE and middle < _TOLERANCE


def _shared_lines(drawing: Drawing) -> Iterator[str]:
    for one, other in combinations(drawing.routes, 2):
        if one.source == other.source or one.target == other.target:
            continue
        if any(_overlap(a, b) for a in one.segments() for b in other.segments()):
            yield f"the flows {_arrow(one)} and {_arrow(other)} share a line"


def _overlap(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two pieces lie on the same line and have more than a point in common."""
    for axis in (0, 1):
        level = 1 - axis
        values = {round(point[level], 2) for point in (*one, *other)}
        if len(values) == 1:
            low = max(min(one[0][axis], one[1][axis]), min(other[0][axis], other[1][axis]))
            high = min(max(one[0][axis], one[1][axis]), max(other[0][axis], other[1][axis]))
            return high - low > _TOLERANCE
    return False


def _overlapping_shapes(drawing: Drawing) -> Iterator[str]:
    for one, other in combinations(drawing.shapes, 2):
        if one.rect.overlaps(other.rect):
            yield f"{one.id} overlaps {other.id}"


def _unfitting_titles(drawing: Drawing) -> Iterator[str]:
    for shape in drawing.shapes:
        inside = shape.title if shape.form == "box" else None
        if inside is not None and not _holds(shape.rect.grown(-2), inside.rect):
            yield f"the title of {shape.id} does not fit its box"
        yield from _unfitting_notes(shape)
        for plate in shape.plates:
            if not _holds(plate.rect, plate.text.rect):
                yield f"{plate.text.lines[0]!r} on {shape.id} does not fit its plate"
            if inside is not None and plate.rect.overlaps(inside.rect):
                yield f"{plate.text.lines[0]!r} covers the title of {shape.id}"
    for lane in drawing.lanes:
        if not _holds(lane.header, lane.title.rect):
            yield f"the lane title {' '.join(lane.title.lines)!r} does not fit its header"
    for text in drawing.texts():
        length = text.rect.height if text.angle else text.rect.width
        if any(width_of(line, text.size, bold=text.bold) > length + 0.01 for line in text.lines):
            yield f"{' '.join(text.lines)!r} is wider than its place"


def _unfitting_notes(shape: Shape) -> Iterator[str]:
    """Notes that leave their box, or meet its title, each other or a deadline."""
    inside = [note.rect for note in shape.notes] + [note.text.rect for note in shape.notes]
    if any(not _holds(shape.rect.grown(-2), rect) for rect in inside):
        yield f"a note of {shape.id} does not fit its box"
    words = [text.rect for text in (shape.title, *(note.text for note in shape.notes)) if text]
    if shape.form == "box":
        others = [alarm.rect.grown(-1) for alarm in shape.alarms]
        others += [plate.rect for plate in shape.plates]
        if any(rect.overlaps(other) for rect in words for other in others):
            yield f"something covers the words of {shape.id}"
        if any(one.overlaps(other) for one, other in combinations(words, 2)):
            yield f"notes of {shape.id} overlap"


def _covered_texts(drawing: Drawing) -> Iterator[str]:
    texts = list(_free_texts(drawing))
    for (_, one), (_, other) in combinations(texts, 2):
        if one.rect.overlaps(other.rect):
            yield f"{' '.join(one.lines)!r} overlaps {' '.join(other.lines)!r}"
    for _, text in texts:
        words = " ".join(text.lines)
        for shape in drawing.shapes:
            if _meets(shape, text.rect):
                yield f"{words!r} covers {shape.id}"
            if any(plate.rect.overlaps(text.rect) for plate in shape.plates):
                yield f"{words!r} covers a plate of {shape.id}"
            if any(alarm.rect.overlaps(text.rect) for alarm in shape.alarms):
                yield f"{words!r} covers a deadline of {shape.id}"


def _covered_alarms(drawing: Drawing) -> Iterator[str]:
    """Deadlines that a flow of another, a plate, a step or another deadline runs into."""
    alarms = [(shape, alarm) for shape in drawing.shapes for alarm in shape.alarms]
    for shape, alarm in alarms:
        inner = alarm.rect.grown(-_TOLERANCE)
        name = f"the deadline {alarm.id} of {shape.id}"
        for route in drawing.routes:
            pieces = [_rect(a, b).grown(0.4) for a, b in route.segments()]
            is_its_own = (route.source, route.deadline) == (shape.id, alarm.id)
            if not is_its_own and any(piece.overlaps(inner) for piece in pieces):
                yield f"the flow {_arrow(route)} runs through {name}"
        if any(plate.rect.overlaps(inner) for plate in shape.plates):
            yield f"a plate covers {name}"
        for other in drawing.shapes:
            if other.id != shape.id and other.rect.overlaps(inner):
                yield f"{other.id} covers {name}"
    for (_, first), (_, second) in combinations(alarms, 2):
        if first.rect.overlaps(second.rect):
            yield f"the deadlines {first.id} and {second.id} overlap"


def _covered_plates(drawing: Drawing) -> Iterator[str]:
    plates = [(shape, plate) for shape in drawing.shapes for plate in shape.plates]
    for shape, plate in plates:
        for route in drawing.routes:
            if any(_rect(a, b).grown(0.4).overlaps(plate.rect) for a, b in route.segments()):
                yield f"the flow {_arrow(route)} runs through a plate of {shape.id}"
        for other in drawing.shapes:
            if other.id != shape.id and other.rect.overlaps(plate.rect):
                yield f"a plate of {shape.id} covers {other.id}"


def _off_page(drawing: Drawing) -> Iterator[str]:
    page = Rect(0.0, 0.0, drawing.width, drawing.height)
    for _, text in _free_texts(drawing):
        if not _holds(page, text.rect):
            yield f"{' '.join(text.lines)!r} leaves the page"
    for shape in drawing.shapes:
        if not all(_holds(page, rect) for rect in (shape.rect, *(p.rect for p in shape.plates))):
            yield f"{shape.id} leaves the page"
    for route in drawing.routes:
        if not all(_holds(page, _rect(a, b)) for a, b in route.segments()):
            yield f"the flow {_arrow(route)} leaves the page"


def _free_texts(drawing: Drawing) -> Iterator[tuple[str, Text]]:
    """The texts that stand beside what they name."""
    for shape in drawing.shapes:
        if shape.form != "box" and shape.title is not None:
            yield shape.id, shape.title
    for route in drawing.routes:
        if route.label is not None:
            yield _arrow(route), route.label


def _meets(shape: Shape, rect: Rect) -> bool:
    """Whether a rectangle covers part of a shape, by its true outline."""
    if shape.form == "box":
        return shape.rect.overlaps(rect)
    x, y = shape.rect.centre
    radius = shape.rect.width / 2
    dx = max(rect.x - x, x - rect.right, 0.0)
    dy = max(rect.y - y, y - rect.bottom, 0.0)
    far = dx + dy if shape.form == "diamond" else (dx * dx + dy * dy) ** 0.5
    return far < radius


def _holds(outer: Rect, inner: Rect) -> bool:
    outer = outer.grown(0.01)
    return (
        outer.x <= inner.x
        and inner.right <= outer.right
        and outer.y <= inner.y
        and inner.bottom <= outer.bottom
    )


def _rect(a: Point, b: Point) -> Rect:
    return Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))


def _arrow(route: Route) -> str:
    return f"{route.source} → {route.target}"
