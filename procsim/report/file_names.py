"""Ids as parts of file names: `centre[cost=5 USD/year]` holds what no file name may."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST: Final = 80
"""Characters: folders and endings must fit beside it on every system."""


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """A name of ASCII letters, digits, `-`, `_`, `.` and `=` for each id; no two are the same, even
    where capitals do not count."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id_ in ids:
        plain = re.sub(r"[^A-Za-z0-9.=-]+", "_", id_)[:_LONGEST].strip("_.") or "_"
        name, number = plain, 1
        while name.lower() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.lower())
        names[id_] = name
    return names
