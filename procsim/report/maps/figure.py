"""The map as a matplotlib figure, for PNG and PDF; one point of the drawing is one point of it."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final, Literal, assert_never

from procsim.report.maps import colours
from procsim.report.maps.fonts import families, is_wide
from procsim.report.maps.marks import details, outline
from procsim.report.maps.strokes import DASHES, Box, Line, Pen, Ring, Stroke

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text as FigureText

    from procsim.report.maps.drawing import Drawing, Shape, Text

_Style = Literal["solid"] | tuple[float, tuple[int, int]]
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
        _stroke(axes, Box(lane.rect, 0.0, Pen(colours.LANE_EDGE, 0.6, fill)))
        _stroke(axes, Box(lane.header, 0.0, Pen(colours.LANE_EDGE, 0.6, colours.HEADER)))
        _write(axes, lane.title, colours.WHITE)
    for route in drawing.routes:
        _stroke(axes, Line(route.shaft, Pen(colours.LINE, 0.9)))
        _stroke(axes, Line(route.arrow, Pen(colours.LINE, 0.0, colours.LINE), is_closed=True))
    for shape in drawing.shapes:
        _shape(axes, shape)
    for route in drawing.routes:
        if route.label is not None:
            _write_haloed(axes, route.label)
    return figure


def _shape(axes: Axes, shape: Shape) -> None:
    for stroke in outline(shape):
        _stroke(axes, stroke)
    if shape.title is not None:
        if shape.form == "box":
            _write(axes, shape.title, shape.ink)
        else:
            _write_haloed(axes, shape.title)
    for note in shape.notes:
        _write(axes, note.text, shape.ink)
    for stroke in details(shape):
        _stroke(axes, stroke)
    for plate in shape.plates:
        pen = Pen(plate.edge, 0.7, plate.fill)
        _stroke(axes, Box(plate.rect, plate.rect.height / 2, pen))
        _write(axes, plate.text, plate.ink)


def _stroke(axes: Axes, stroke: Stroke) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, FancyBboxPatch, Patch, Polygon

    pen = stroke.pen
    dashes: _Style = (0, DASHES) if pen.is_dashed else "solid"
    if isinstance(stroke, Line) and not stroke.is_closed:
        x, y = zip(*stroke.points, strict=True)
        line = Line2D(x, y, color=pen.edge, linewidth=pen.width, linestyle=dashes)
        line.set_solid_joinstyle("round")
        line.set_solid_capstyle("round")
        axes.add_line(line)
        return
    patch: Patch
    match stroke:
        case Line():
            patch = Polygon(list(stroke.points), closed=True)
        case Ring():
            patch = Circle(stroke.centre, stroke.radius)
        case Box():
            rect, corner = stroke.rect, stroke.corner
            corners = f"round,pad=0,rounding_size={corner}" if corner else "square,pad=0"
            patch = FancyBboxPatch((rect.x, rect.y), rect.width, rect.height, corners)
        case never:
            assert_never(never)
    patch.set(facecolor=pen.fill, edgecolor=pen.edge if pen.width else "none")
    patch.set(linewidth=pen.width, linestyle=dashes, joinstyle="round")
    axes.add_patch(patch)


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
