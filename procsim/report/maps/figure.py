"""The map as a matplotlib figure, for PNG and PDF; one point of the drawing is one point of it."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final, assert_never

from procsim.report.maps import colours
from procsim.report.maps.fonts import families, is_wide
from procsim.report.maps.marks import RING, clock, cross, diamond, plus, strike_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text as FigureText

    from procsim.report.maps.drawing import Drawing, Plate, Point, Rect, Shape, Text

_DOTS_PER_INCH: Final = 200
_POINTS_PER_INCH: Final = 72


def save_figure(drawing: Drawing, path: Path) -> None:
    """Writes the drawing; the format follows the suffix. The bytes do not depend on the day."""
    import matplotlib as mpl

    metadata = {"CreationDate": None} if path.suffix.lower() == ".pdf" else None
    with mpl.rc_context({"pdf.fonttype": 3, "text.usetex": False}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = to_figure(drawing)
        figure.savefig(path, dpi=_DOTS_PER_INCH, metadata=metadata)


def to_figure(drawing: Drawing) -> Figure:
    """The figure of a drawing, with y downwards."""
    from matplotlib.figure import Figure

    size = (drawing.width / _POINTS_PER_INCH, drawing.height / _POINTS_PER_INCH)
    figure = Figure(figsize=size, facecolor="white")
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    axes.set_axis_off()
    for number, lane in enumerate(drawing.lanes):
        fill = colours.LANE_FILLS[number % len(colours.LANE_FILLS)]
        _box(axes, lane.rect, fill, colours.LANE_EDGE, 0.6)
        _box(axes, lane.header, colours.HEADER, colours.LANE_EDGE, 0.6)
        _write(axes, lane.title, colours.WHITE)
    for route in drawing.routes:
        _line(axes, route.shaft, colours.LINE, 0.9)
        _polygon(axes, route.arrow, colours.LINE, colours.LINE, 0.0)
    for shape in drawing.shapes:
        _shape(axes, shape)
    for route in drawing.routes:
        if route.label is not None:
            _write_haloed(axes, route.label)
    return figure


def _shape(axes: Axes, shape: Shape) -> None:
    _outline(axes, shape)
    if shape.title is not None:
        if shape.kind == "task":
            _write(axes, shape.title, shape.ink)
        else:
            _write_haloed(axes, shape.title)
        if shape.is_struck_out:
            for piece in strike_lines(shape.title):
                _line(axes, piece, shape.ink, 0.7)
    for plate in shape.plates:
        _plate(axes, plate)


def _outline(axes: Axes, shape: Shape) -> None:
    style = (0, (3, 2)) if shape.is_dashed else "solid"
    width = 2.0 if shape.tag is not None else 1.0
    radius = shape.rect.width / 2
    match shape.kind:
        case "task":
            _box(axes, shape.rect, shape.fill, shape.edge, width, radius=4, style=style)
        case "decision" | "all":
            mark = cross(shape.rect) if shape.kind == "decision" else plus(shape.rect)
            _polygon(axes, diamond(shape.rect), shape.fill, shape.edge, width, style)
            for piece in mark:
                _line(axes, piece, shape.ink, 2.0)
        case "start" | "end" | "terminate":
            ring = RING[shape.kind]
            _circle(axes, shape.rect.centre, radius - ring / 2, shape.fill, shape.edge, ring)
            if shape.kind == "terminate":
                _circle(axes, shape.rect.centre, radius * 0.55, shape.edge, shape.edge, 0.0)
        case "wait":
            for r in (radius - 0.5, radius - 2.7):
                _circle(axes, shape.rect.centre, r, shape.fill, shape.edge, 0.9)
            for piece in clock(shape.rect):
                _line(axes, piece, shape.ink, 1.0)
        case never:
            assert_never(never)


def _plate(axes: Axes, plate: Plate) -> None:
    _box(axes, plate.rect, plate.fill, plate.edge, 0.7, radius=plate.rect.height / 2)
    _write(axes, plate.text, plate.ink)


def _box(
    axes: Axes,
    rect: Rect,
    fill: str,
    edge: str,
    width: float,
    *,
    radius: float = 0.0,
    style: str | tuple[int, tuple[int, int]] = "solid",
) -> None:
    from matplotlib.patches import FancyBboxPatch

    corners = f"round,pad=0,rounding_size={radius}" if radius else "square,pad=0"
    axes.add_patch(
        FancyBboxPatch(
            (rect.x, rect.y),
            rect.width,
            rect.height,
            boxstyle=corners,
            facecolor=fill,
            edgecolor=edge,
            linewidth=width,
            linestyle=style,
        )
    )


def _polygon(
    axes: Axes,
    points: Iterable[Point],
    fill: str,
    edge: str,
    width: float,
    style: str | tuple[int, tuple[int, int]] = "solid",
) -> None:
    from matplotlib.patches import Polygon

    look = {"facecolor": fill, "edgecolor": edge, "linewidth": width, "linestyle": style}
    axes.add_patch(Polygon(list(points), closed=True, **look))


def _circle(axes: Axes, centre: Point, radius: float, fill: str, edge: str, width: float) -> None:
    from matplotlib.patches import Circle

    axes.add_patch(Circle(centre, radius, facecolor=fill, edgecolor=edge, linewidth=width))


def _line(axes: Axes, points: Iterable[Point], colour: str, width: float) -> None:
    from matplotlib.lines import Line2D

    x, y = zip(*points, strict=True)
    axes.add_line(Line2D(x, y, color=colour, linewidth=width, solid_joinstyle="round"))


def _write_haloed(axes: Axes, text: Text) -> None:
    from matplotlib.patheffects import Normal, Stroke

    halo = [Stroke(linewidth=2.4, foreground=colours.WHITE), Normal()]
    for written in _write(axes, text, colours.INK):
        written.set_path_effects(halo)


def _write(axes: Axes, text: Text, ink: str) -> list[FigureText]:
    anchor = {"start": "left", "middle": "center", "end": "right"}[text.anchor]
    written = []
    for (x, y), line in zip(text.baselines(), text.lines, strict=True):
        is_bold = text.bold and not any(is_wide(character) for character in line)
        written.append(
            axes.text(
                x,
                y,
                line,
                fontsize=text.size,
                color=ink,
                fontfamily=list(families(line)),
                fontweight="bold" if is_bold else "normal",
                horizontalalignment=anchor,
                verticalalignment="baseline",
                rotation=text.angle,
                rotation_mode="anchor",
                parse_math=False,
            )
        )
    return written
