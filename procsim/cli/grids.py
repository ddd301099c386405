"""Tables on a screen: columns aligned by what a terminal shows, Chinese letters included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.files.problems import display_width

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def aligned(
    title: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, words: Collection[int]
) -> str:
    """A title and a table; the columns in `words` stand left, numbers right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(display_width(line[n]) for line in lines) for n in range(len(head))]
    written = ["  ".join(_cells(line, widths, words)).rstrip() for line in lines]
    rule = "  ".join("─" * width for width in widths)
    return "\n".join([*([title] if title else []), written[0], rule, *written[1:]])


def _cells(line: Sequence[str], widths: Sequence[int], words: Collection[int]) -> list[str]:
    cells = []
    for n, (text, width) in enumerate(zip(line, widths, strict=True)):
        room = " " * (width - display_width(text))
        cells.append(text + room if n in words else room + text)
    return cells
