"""What a report shows besides sentences: number tables, and pictures that come with theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Table:
    """A table of finished texts; its first column names the rows.

    `words` are the columns (from 0) that hold words and stand left; the others are numbers.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    words: frozenset[int] = frozenset({0})


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its text alternative; the table holds every number that it draws."""

    title: str
    alternative: str
    table: Table
    figure: Figure
    note: str = ""
