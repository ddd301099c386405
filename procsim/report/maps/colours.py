"""Colours of a map: calm lanes, one hue for heat, an ink that can be read on it.

The heat ramp is ColorBrewer's *Oranges* (C. Brewer, colorbrewer2.org), a sequential ramp of one hue
that stays ordered for colour-blind readers and in grey print. Contrast follows WCAG 2.2.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

INK: Final = "#1f2933"
WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
LINE: Final = "#3d4b5c"
EDGE: Final = "#2f3b49"
FAINT: Final = "#8a94a0"
HEADER: Final = "#24405c"
LANE_FILLS: Final = ("#ffffff", "#f5f7fa")
LANE_EDGE: Final = "#c8d0d9"
TASK_FILL: Final = "#eaf1f8"
GATEWAY_FILL: Final = "#ffffff"
TAGS: Final = {"moved": "#1f5fa8", "changed": "#7a3f9d", "added": "#1c7a43", "removed": "#6b7480"}
_READABLE: Final = 4.5
_HEAT: Final = ("#fff5eb", "#fdd0a2", "#fdae6b", "#f57f20", "#c44103", "#8c2d04")


def heat_colour(heat: float) -> str:
    """The colour of a heat between 0 (pale) and 1 (dark); values outside are cut to the ends."""
    place = min(max(heat, 0.0), 1.0) * (len(_HEAT) - 1)
    low, high = tuple(pairwise(_HEAT))[min(int(place), len(_HEAT) - 2)]
    share = place - min(int(place), len(_HEAT) - 2)
    mixed = (round(a + share * (b - a)) for a, b in zip(_rgb(low), _rgb(high), strict=True))
    return "#" + "".join(f"{value:02x}" for value in mixed)


def ink_on(fill: str) -> str:
    """Dark or white, whichever can be read on `fill` (contrast 4.5 or more), else black."""
    good = (ink for ink in (INK, WHITE) if contrast(ink, fill) >= _READABLE)
    return next(good, BLACK)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = (value / 255 for value in _rgb(colour))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
