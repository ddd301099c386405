"""Horizontal charts whose rows stand in groups: a title, then a row for each scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.report.figures.canvas import LINE, blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_GAP: Final = 0.45
"""Empty space before a group, in rows."""


@dataclass(frozen=True, slots=True)
class Group:
    """A titled group of rows."""

    title: str
    rows: tuple[str, ...]


def grouped(groups: Sequence[Group], *, margin: float = 1.0) -> tuple[Figure, Axes, list[float]]:
    """A chart with the rows named on its left, and the height of every row in order.

    `margin` is room for the axis and a legend, in inches.
    """
    marks: list[tuple[float, str, bool]] = []
    at = 0.0
    for number, group in enumerate(groups):
        at += _GAP if number else 0.0
        marks.append((at, group.title, True))
        marks.extend((at + 1 + n, name, False) for n, name in enumerate(group.rows))
        at += 1 + len(group.rows)
    figure, axes = blank(margin + LINE * at)
    axes.set_ylim(at - 0.4, -0.7)
    axes.set_yticks([mark for mark, _, _ in marks], [name for _, name, _ in marks])
    for label, (_, _, is_title) in zip(axes.get_yticklabels(), marks, strict=True):
        if is_title:
            label.set_fontweight("bold")
            label.set_fontsize(9.5)
    return figure, axes, [mark for mark, _, is_title in marks if not is_title]
