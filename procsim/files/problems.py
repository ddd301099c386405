"""Problems on the screen: file, line and column, the line itself, and a caret with the way out.

payroll.yaml:37:49: error P101 unknown role 'hr_assistnt'
    37 │   fix: {task: Return for correction, role: hr_assistnt, at: origin, …}
                                                    ^ did you mean 'hr_assistant'?
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.errors import Place, Problem

#: Columns a quoted line may take; longer lines are cut around the caret.
_WIDTH: Final = 96
#: Columns that stay visible on the left of the caret when a line is cut.
_LEFT: Final = 60
_NUMBER_WIDTH: Final = 6


def display_width(text: str) -> int:
    """Columns of a terminal that a text takes: wide characters two, combining ones none."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def describe(problem: Problem) -> str:
    """One problem as the author of a file should see it; one line if there is none to show."""
    place = problem.place
    said = f"error {problem.code} {problem.message}"
    if place is None:
        path = ".".join(map(str, problem.path))
        return said + (f" (at {path})" if path else "") + _aside(problem.hint)
    head = f"{place.file}:{place.line}:{place.column}: {said}"
    if not place.text.strip():
        return head + _aside(problem.hint)
    line, offset = _cut(place)
    margin = f"{place.line:>{_NUMBER_WIDTH}} │ "
    caret = " " * (len(margin) + offset) + f"^ {problem.hint}".rstrip()
    return f"{head}\n{margin}{line}\n{caret}"


def _aside(hint: str) -> str:
    return f": {hint}" if hint else ""


def _cut(place: Place) -> tuple[str, int]:
    """The line, cut where it is too long, and the display column of the caret in it."""
    text = place.text.replace("\t", " ").rstrip()
    at = min(place.column - 1, len(text))
    before, after = text[:at], text[at:]
    if display_width(text) > _WIDTH and display_width(before) > _LEFT:
        before = "…" + _tail(before, _LEFT - 1)
    room = _WIDTH - display_width(before)
    if display_width(after) > room:
        after = _head(after, room - 1) + "…"
    return before + after, display_width(before)


def _head(text: str, columns: int) -> str:
    """As much of the beginning as fits."""
    used = 0
    for position, character in enumerate(text):
        used += _columns(character)
        if used > columns:
            return text[:position]
    return text


def _tail(text: str, columns: int) -> str:
    return _head(text[::-1], columns)[::-1]


def describe_all(problems: Sequence[Problem]) -> str:
    """All problems in the order of their files and lines, and how many there are."""
    files = {problem.place.file for problem in problems if problem.place is not None}
    ordered = sorted(problems, key=_reading_order)
    closing = f"{len(problems)} error(s) in {max(1, len(files))} file(s)"
    return "\n".join([*map(describe, ordered), closing])


def _reading_order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return ("", 0, 0) if place is None else (place.file, place.line, place.column)


def as_json(problems: Sequence[Problem]) -> str:
    """All problems as a JSON list, for editors and continuous integration."""
    rows = [
        {
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
            "path": list(problem.path),
            "file": problem.place.file if problem.place else None,
            "line": problem.place.line if problem.place else None,
            "column": problem.place.column if problem.place else None,
        }
        for problem in sorted(problems, key=_reading_order)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
