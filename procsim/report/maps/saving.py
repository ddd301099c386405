"""Writes a map to a file in the format its name asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.errors import UsageError
from procsim.report.maps.svg import to_svg

if TYPE_CHECKING:
    from pathlib import Path

    from procsim.report.maps.drawing import Drawing


def save(drawing: Drawing, path: Path) -> None:
    """Writes `.svg`, `.png` or `.pdf`; all three are drawn from the same geometry."""
    suffix = path.suffix.lower()
    if suffix == ".svg":
        path.write_text(to_svg(drawing), encoding="utf-8", newline="\n")
    elif suffix in (".png", ".pdf"):
        from procsim.report.maps.figure import save_figure

        save_figure(drawing, path)
    else:
        raise UsageError(f"cannot draw {path.name!r}: name it .svg, .png or .pdf")
