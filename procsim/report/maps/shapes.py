"""A step with a place: its words, notes, deadlines, plates and colours inside a rectangle."""

from __future__ import annotations

from typing import Final

from procsim.report.maps import colours
from procsim.report.maps.drawing import (
    LEADING,
    Alarm,
    Plate,
    Rect,
    Remark,
    Shape,
    Text,
    around,
)
from procsim.report.maps.fonts import width_of
from procsim.report.maps.steps import (
    GLYPH,
    GLYPH_GAP,
    NOTE_GAP,
    NOTE_SIZE,
    NOTES_GAP,
    SIDE_PADDING,
    TITLE_SIZE,
    TOP_PADDING,
    Step,
    notes_height,
)
from procsim.report.maps.words import word
from procsim.report.maps.wrapping import size_of

PLATE_SIZE: Final = 8.0
_PLATE_HEIGHT: Final = 11.0
_PLATE_PADDING: Final = 6.0
_LEAST_PLATE_SIZE: Final = 6.5
_LEAST_OVERHANG: Final = 4.0
_MOST_OVERHANG: Final = 9.0
#: Between a box and the words outside it.
_NEAR: Final = 1.5
#: From the middle of a side, where arrows arrive, to a plate.
_CLEAR: Final = 4.0


def shape(step: Step, rect: Rect, alarms: tuple[Alarm, ...], language: str) -> Shape:
    """The step in its place."""
    is_faint = step.is_removed or step.is_skipped
    ink = colours.FAINT if is_faint else colours.ink_on(step.fill)
    title, notes = _inscription(step, rect)
    return Shape(
        id=step.id,
        kind=step.kind,
        form=step.form,
        rect=rect,
        title=title,
        name=step.name,
        fill=step.fill,
        ink=ink,
        edge=colours.TAGS.get(step.tag, colours.FAINT if is_faint else colours.EDGE),
        is_dashed=is_faint,
        is_struck_out=step.is_removed,
        sends=step.sends,
        badge=_badge(step.badge, rect) if step.badge else None,
        tag=_tag(step.tag, rect, language) if step.tag else None,
        notes=notes,
        alarms=alarms,
    )


def _inscription(step: Step, rect: Rect) -> tuple[Text | None, tuple[Remark, ...]]:
    """The title and the notes inside a box: together in its middle, or above its deadlines."""
    if not step.lines:
        return None, ()
    depth = len(step.lines) * LEADING * TITLE_SIZE
    top = rect.y + TOP_PADDING
    if not step.clocks:
        top = rect.centre[1] - (depth + notes_height(step.notes)) / 2
    width = size_of(step.lines, TITLE_SIZE)
    title = Text(step.lines, Rect(rect.centre[0] - width / 2, top, width, depth), TITLE_SIZE)
    notes, y = [], top + depth + NOTES_GAP
    for note in step.notes:
        line, height = LEADING * NOTE_SIZE, len(note.lines) * LEADING * NOTE_SIZE
        sign = Rect(rect.x + SIDE_PADDING + 1, y + (line - GLYPH) / 2, GLYPH, GLYPH)
        words = Rect(sign.right + GLYPH_GAP, y, size_of(note.lines, NOTE_SIZE), height)
        notes.append(Remark(note.glyph, sign, Text(note.lines, words, NOTE_SIZE, "start")))
        y += height + NOTE_GAP
    return title, tuple(notes)


def _badge(text: str, rect: Rect) -> Plate:
    """A number on the upper right corner."""
    size, width = _plate_width(text, rect)
    x = max(rect.right + _LEAST_OVERHANG - width, rect.centre[0] + _CLEAR)
    x = min(x, rect.right + _MOST_OVERHANG - width)
    plate = Rect(x, rect.y - 0.66 * _PLATE_HEIGHT, width, _PLATE_HEIGHT)
    return Plate(_inside(text, plate, size), plate, colours.WHITE, colours.INK, colours.EDGE)


def _tag(tag: str, rect: Rect, language: str) -> Plate:
    """A word on the lower left corner."""
    text = word(tag, language)
    size, width = _plate_width(text, rect)
    x = min(rect.x - _LEAST_OVERHANG, rect.centre[0] - _CLEAR - width)
    x = max(x, rect.x - _MOST_OVERHANG)
    plate = Rect(x, rect.bottom - 0.34 * _PLATE_HEIGHT, width, _PLATE_HEIGHT)
    colour = colours.TAGS[tag]
    return Plate(_inside(text, plate, size), plate, colour, colours.WHITE, colour)


def _plate_width(text: str, rect: Rect) -> tuple[float, float]:
    """Size of the text and width of the plate; so small that the middle of the side stays free."""
    room = rect.width / 2 + _MOST_OVERHANG - _CLEAR - _PLATE_PADDING
    natural = width_of(text, PLATE_SIZE, bold=True)
    size = max(_LEAST_PLATE_SIZE, min(PLATE_SIZE, PLATE_SIZE * room / natural))
    return size, natural * size / PLATE_SIZE + _PLATE_PADDING


def _inside(text: str, plate: Rect, size: float) -> Text:
    box = around(plate.centre, width_of(text, size, bold=True), LEADING * size)
    return Text((text,), box, size, bold=True)


def solid(shape: Shape) -> tuple[Rect, ...]:
    """What no text may cover: rectangles that fill a shape, its plates and deadlines."""
    plates = (
        *(plate.rect for plate in shape.plates),
        *(alarm.rect.grown(1.0) for alarm in shape.alarms),
    )
    if shape.form == "box":
        return (shape.rect.grown(_NEAR), *plates)
    rect, shares = shape.rect, ((1.0, 0.2), (0.75, 0.45), (0.55, 0.55), (0.45, 0.75), (0.2, 1.0))
    if shape.form == "circle":
        shares = ((1.0, 0.4), (0.9, 0.6), (0.75, 0.75), (0.6, 0.9), (0.4, 1.0))
    return (*(around(rect.centre, rect.width * a, rect.height * b) for a, b in shares), *plates)
