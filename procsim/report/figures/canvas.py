"""How every figure looks, and how it becomes SVG or PNG: the only place that knows the settings."""

from __future__ import annotations

import io
import logging
import re
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from procsim.report.figures.colours import GRID, INK
from procsim.report.maps.fonts import BODY, SVG_FAMILIES, families

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.typing import RcKeyType

WIDTH: Final = 8.2
"""Inches: text of 9 points keeps 12 pixels on a page of 800."""
LINE: Final = 0.24
"""Inches of height a row of a chart takes."""
_DPI: Final = 160
_COMPRESSION: Final = 3
"""Of PNG files: the usual 6 takes three times as long and saves a tenth."""
_SETTINGS: Final[dict[RcKeyType, object]] = {
    "font.size": 9,
    "axes.titlesize": 9.5,
    "axes.labelsize": 9,
    "axes.labelcolor": INK,
    "axes.edgecolor": GRID,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "ytick.left": False,
    "text.color": INK,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "svg.fonttype": "none",
    "hatch.linewidth": 0.6,
}


@contextmanager
def style(text: str, name: str) -> Iterator[None]:
    """The settings of all figures, with fonts that can write `text`; figures are both made and
    written inside. `name` keeps the ids of one figure apart from those of another."""
    settings: dict[RcKeyType, object] = {
        **_SETTINGS,
        "font.family": list(families(text)),
        "svg.hashsalt": name,
    }
    fonts = logging.getLogger("matplotlib.font_manager")
    level = fonts.level
    fonts.setLevel(logging.ERROR)  # Some Chinese fonts have no bold: normal will do, in silence.
    try:
        with mpl.rc_context(settings), warnings.catch_warnings():
            # Without a Chinese font `families` has said so, once; not for every character.
            warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing")
            yield
    finally:
        fonts.setLevel(level)


def blank(height: float, width: float = WIDTH) -> tuple[Figure, Axes]:
    """An empty figure with one chart."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def to_svg(figure: Figure, name: str) -> str:
    """The figure as an SVG element to stand in a page: no prologue, no metadata, ids of its own."""
    stream = io.StringIO()
    # Not `savefig`, which draws everything twice; drawing once finds the layout on its way.
    FigureCanvasSVG(figure).print_svg(  # type: ignore[no-untyped-call]  # matplotlib
        stream, metadata={"Date": None, "Creator": None}
    )
    figure.set_layout_engine("none")  # A PNG of the same figure uses the layout that was found.
    text = stream.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', text)
    text = re.sub(r'(href="#|url\(#)([^")]+)', rf"\1{name}-\2", text)
    return _with_fallbacks(text)


def to_png(figure: Figure) -> bytes:
    """The figure as a PNG file."""
    stream = io.BytesIO()
    figure.set_dpi(_DPI)
    FigureCanvasAgg(figure).print_png(  # type: ignore[no-untyped-call]  # matplotlib
        stream, metadata={"Software": None}, pil_kwargs={"compress_level": _COMPRESSION}
    )
    return stream.getvalue()


def _with_fallbacks(svg: str) -> str:
    """The reader's machine may lack the fonts of this one."""
    known = ", ".join(f"'{name}'" if " " in name else name for name in SVG_FAMILIES)
    return re.sub(rf"'{re.escape(BODY)}'(, '[^']+')*", known, svg)
