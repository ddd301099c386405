"""Widths of characters, and the fonts a map is drawn with.

DejaVu Sans comes with matplotlib and gives all widths; Chinese, Japanese and Korean characters,
which it lacks, are one em wide in every font.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache, lru_cache
from importlib import import_module, util
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

BODY: Final = "DejaVu Sans"
#: Families that hold Chinese on the usual systems, best first.
CHINESE: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimHei",
    "Arial Unicode MS",
)
#: Verdana has the widths of DejaVu Sans and is on most machines that lack it.
SVG_FAMILIES: Final = (BODY, "Verdana", *CHINESE, "sans-serif")
MISSING: Final = (
    "labels use Chinese: pip install procsim-review[cjk] or install a CJK font "
    "(such as Noto Sans CJK SC)"
)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of text in points."""
    return size * _ems(text, bold)


@lru_cache(maxsize=8192)
def _ems(text: str, bold: bool) -> float:
    """A layout tries many places for the same few texts."""
    return sum(_advance(character, bold) for character in text)


def is_wide(character: str) -> bool:
    """Whether a character is a full em wide: an ideograph, kana, Hangul or their punctuation."""
    return unicodedata.east_asian_width(character) in "WF"


def families(text: str) -> tuple[str, ...]:
    """The font families that matplotlib needs for `text`, in order of trial.

    Says on stderr, once, if there is Chinese and no font for it.
    """
    if not any(is_wide(character) for character in text):
        return (BODY,)
    chinese = _chinese_family()
    return (BODY,) if chinese is None else (BODY, chinese)


@cache
def _chinese_family() -> str | None:
    """A family with Chinese: of the system, else the optional package, else none, and says so."""
    from matplotlib.font_manager import fontManager

    known = {font.name for font in fontManager.ttflist}
    found = next((family for family in CHINESE if family in known), None)
    if found is None and util.find_spec("noto_cjk_sans_otc") is not None:
        fontManager.addfont(Path(import_module("noto_cjk_sans_otc").FONT_PATH))
        known = {font.name for font in fontManager.ttflist}
        found = next((family for family in CHINESE if family in known), None)
    if found is None:
        print(MISSING, file=sys.stderr)
    return found


@cache
def _face(bold: bool) -> FT2Font:
    import matplotlib
    from matplotlib.ft2font import FT2Font

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FT2Font(Path(matplotlib.get_data_path(), "fonts", "ttf", name))


@cache
def _advance(character: str, bold: bool) -> float:
    """How far a character moves the pen, in ems."""
    from matplotlib.ft2font import LoadFlags

    if is_wide(character):
        return 1.0
    face = _face(bold)
    glyph = face.load_char(ord(character), LoadFlags.NO_SCALE)
    return float(glyph.horiAdvance) / float(face.units_per_EM)
