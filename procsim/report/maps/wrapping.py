"""Breaks titles into lines by measured width.

Words break at spaces; Chinese breaks between characters, but no closing mark begins a line and no
opening mark ends one. The lines of a text are made about equally long.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from procsim.report.maps.fonts import is_wide, width_of

_CLOSING: Final = frozenset("，。、；：？！）》」』】〉〕％…,.;:?!)%")
_OPENING: Final = frozenset("（《「『【〈〔(×\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")


@lru_cache(maxsize=4096)
def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Lines of `text` no wider than `width` points; a word that is too long is broken."""
    atoms = [part for atom in _atoms(text) for part in _broken(atom, width, size, bold)]
    if not atoms:
        return ()
    best = _filled(atoms, width, size, bold)
    narrow, wide = 0.0, width
    while wide - narrow > 1.0:  # the narrowest width that needs no more lines: even lines
        middle = (narrow + wide) / 2
        lines = _filled(atoms, middle, size, bold)
        fits = all(width_of(line, size, bold=bold) <= middle for line in lines)
        if fits and len(lines) == len(best):
            wide, best = middle, lines
        else:
            narrow = middle
    return best


@lru_cache(maxsize=8192)
def size_of(lines: tuple[str, ...], size: float, *, bold: bool = False) -> float:
    """Width of the widest line in points."""
    return max((width_of(line, size, bold=bold) for line in lines), default=0.0)


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Width of the longest piece that is not broken."""
    return size_of(tuple(atom.strip(" ") for atom in _atoms(text)), size, bold=bold)


def _atoms(text: str) -> list[str]:
    """Pieces that are not broken; a piece keeps the space before it."""
    atoms: list[str] = []
    for character in text:
        if character in " \n\t":
            atoms.append(" ")
            continue
        last = atoms[-1] if atoms else ""
        starts = not last or (
            character not in _CLOSING
            and last[-1] not in _OPENING
            and last != " "
            and (is_wide(character) or is_wide(last[-1]))
        )
        if starts:
            atoms.append(character)
        else:
            atoms[-1] += character
    return [atom for atom in atoms if atom.strip(" ")]


def _broken(atom: str, width: float, size: float, bold: bool) -> list[str]:
    """The atom itself if it fits, else parts of it with hyphens."""
    if width_of(atom.strip(" "), size, bold=bold) <= width:
        return [atom]
    parts, part = [], ""
    for character in atom:
        if (
            len(part.strip(" ")) > 1
            and width_of(f"{part.strip(' ')}{character}-", size, bold=bold) > width
        ):
            parts.append(f"{part}-")
            part = ""
        part += character
    return [*parts, part]


def _filled(atoms: list[str], width: float, size: float, bold: bool) -> tuple[str, ...]:
    """Lines filled one after the other."""
    lines = [atoms[0].lstrip(" ")]
    for atom in atoms[1:]:
        if width_of(lines[-1] + atom, size, bold=bold) <= width and not lines[-1].endswith("-"):
            lines[-1] += atom
        else:
            lines.append(atom.lstrip(" "))
    return tuple(lines)
