"""Places for the titles beside gateways and events, and for the names of branches.

Each text has candidates near what it names; the cheapest that is free is taken. A text that finds
no free place is reported, so that the layout can make room and try again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from procsim.report.maps.drawing import LEADING, Form, Point, Rect, Text
from procsim.report.maps.wrapping import size_of, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ON_LINE: Final = 50.0
ON_SHAPE: Final = 1000.0
_FOREIGN_LANE: Final = 4.0
#: Two texts so near would be read as one.
_NEAR: Final = 3.0
_NEAR_TEXT: Final = 8.0
_DISTANCE: Final = 0.05
_GAP: Final = 2.5
_OFF_LINE: Final = 4.4
_WIDTHS: Final = (200.0, 104.0, 72.0, 50.0, 36.0)
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place for a text, and how much one would rather have another."""

    text: Text
    cost: float


@dataclass(slots=True)
class Scene:
    """What is already on the page; grows as texts are placed."""

    page: Rect
    lanes: Sequence[Rect]
    boxes: list[Rect]
    lines: Sequence[Rect]
    texts: list[Rect] = field(default_factory=list)

    def place(self, candidates: Sequence[Candidate]) -> tuple[Text, float]:
        """Takes the cheapest candidate and keeps its place free of others."""
        near = self._near([candidate.text.rect for candidate in candidates])
        best: tuple[float, int] = (float("inf"), 0)
        for number in sorted(range(len(candidates)), key=lambda n: candidates[n].cost):
            if candidates[number].cost > best[0]:
                break  # What a place would cover only adds to its own cost.
            best = min(best, (near.cost(candidates[number]), number))
        taken = candidates[best[1]].text
        self.texts.append(taken.rect)
        return taken, best[0]

    def cost(self, candidate: Candidate) -> float:
        """The candidate's own cost and that of what it would cover."""
        rect = candidate.text.rect
        cost = candidate.cost
        cost += ON_SHAPE * sum([rect.overlaps(box) for box in self.boxes])
        cost += ON_SHAPE * sum([rect.overlaps(text) for text in self.texts])
        if self.texts:
            around = rect.grown(_NEAR)
            cost += _NEAR_TEXT * sum([around.overlaps(text) for text in self.texts])
        cost += ON_LINE * sum([rect.overlaps(line) for line in self.lines])
        inside = self.page.x <= rect.x and rect.right <= self.page.right
        inside = inside and self.page.y <= rect.y and rect.bottom <= self.page.bottom
        touched = sum(rect.overlaps(lane) for lane in self.lanes)
        return cost + (0.0 if inside else ON_SHAPE) + _FOREIGN_LANE * max(touched - 1, 0)

    def _near(self, rects: Sequence[Rect]) -> Scene:
        """The part of the scene that some of the rectangles could touch."""
        x, y = min(rect.x for rect in rects), min(rect.y for rect in rects)
        right, bottom = max(rect.right for rect in rects), max(rect.bottom for rect in rects)
        hull = Rect(x, y, right - x, bottom - y)
        return Scene(
            page=self.page,
            lanes=[lane for lane in self.lanes if lane.overlaps(hull)],
            boxes=[box for box in self.boxes if box.overlaps(hull)],
            lines=[line for line in self.lines if line.overlaps(hull)],
            texts=[text for text in self.texts if text.overlaps(hull.grown(_NEAR))],
        )


def beside(form: Form, rect: Rect, title: str, size: float) -> Iterator[Candidate]:
    """Candidates for the title of a gateway, an event or a wait: at its sides and corners."""
    x, y = rect.centre
    rounding = 0.25 if form == "diamond" else 0.36
    dx, dy = rect.width * rounding + 1.5, rect.height * rounding + 0.5
    for lines, extra in _wrapped(title, size):
        width, height = size_of(lines, size), len(lines) * LEADING * size
        right, left = rect.right + _GAP, rect.x - _GAP - width
        above, below = rect.y - _GAP - height, rect.bottom + _GAP
        for cost, corner_x, corner_y, anchor in (
            (0.0, right, y - height / 2, "start"),
            (0.5, left, y - height / 2, "end"),
            (1.5, x - width / 2, above, "middle"),
            (2.5, x - width / 2, below, "middle"),
            (2.0, x - dx - width, y - dy - height, "end"),
            (3.5, x + dx, y - dy - height, "start"),
            (4.5, x - dx - width, y + dy, "end"),
            (5.5, x + dx, y + dy, "start"),
        ):
            yield _candidate(lines, (corner_x, corner_y), size, anchor, cost + extra)


def along(points: Sequence[Point], label: str, size: float) -> Iterator[Candidate]:
    """Candidates for the name of a branch: beside its line, the nearer to its source the better."""
    for number, (start, end) in enumerate(pairwise(points)):
        length = abs(end[0] - start[0]) + abs(end[1] - start[1])
        for lines, extra in _wrapped(label, size):
            width, height = size_of(lines, size), len(lines) * LEADING * size
            runs_across = start[1] == end[1]
            space = length - (width if runs_across else height)
            cost = extra + 4.0 * number + (0.0 if space > 4 else 2.0)
            for share in (0.0, 0.25, 0.5, 0.75, 1.0):
                shift = min(2.5, max(space, 0)) if share == 0.0 else max(space, 0.0) * share
                if share and space <= 4:
                    continue
                yield from _sides(lines, (start, end), shift, size, cost + _DISTANCE * shift)


def _sides(
    lines: tuple[str, ...], piece: tuple[Point, Point], shift: float, size: float, cost: float
) -> Iterator[Candidate]:
    """On both sides of a piece of a route, `shift` points from its start."""
    (x, y), (x_end, y_end) = piece
    width, height = size_of(lines, size), len(lines) * LEADING * size
    if y == y_end:
        left = x + shift if x_end > x else x - shift - width
        anchor: Anchor = "start" if x_end > x else "end"
        yield _candidate(lines, (left, y - height - 1.8), size, anchor, cost)
        yield _candidate(lines, (left, y + 2.2), size, anchor, cost + 1.5)
    else:
        top = y + shift if y_end > y else y - shift - height
        yield _candidate(lines, (x + _OFF_LINE, top), size, "start", cost)
        yield _candidate(lines, (x - _OFF_LINE - width, top), size, "end", cost + 0.5)


@cache
def _wrapped(text: str, size: float) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Different ways to break a text, one line for each of its own first, each with a cost."""
    parts = text.split("\n")
    choices = [
        tuple(line for part in parts for line in wrap(part, width, size)) for width in _WIDTHS
    ]
    if len(parts) == 1:
        choices.insert(1, tuple(text.rsplit(" ", 1)))
    found: dict[tuple[str, ...], float] = {}
    for lines in choices:
        # Else a word, Chinese or too long, is broken.
        is_whole = " ".join(lines) == text.replace("\n", " ")
        price = (0.8 if is_whole else 3.0) * (len(lines) - len(parts))
        if lines and (not found or is_whole or not any(line.endswith("-") for line in lines)):
            found.setdefault(lines, price + 0.01 * size_of(lines, size))
    return tuple(found.items())


def _candidate(
    lines: tuple[str, ...], corner: Point, size: float, anchor: str, cost: float
) -> Candidate:
    rect = Rect(*corner, size_of(lines, size), len(lines) * LEADING * size)
    kind: Anchor = "start" if anchor == "start" else "end" if anchor == "end" else "middle"
    return Candidate(Text(lines, rect, size, kind), cost)
