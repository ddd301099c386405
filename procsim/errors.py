"""What is wrong with an input: a code, a path into the model, a sentence and a way out.

    ProcsimError
    ├── InputError      files that cannot be used; carries every problem of a stage
    └── UsageError      a command or call that cannot be carried out as asked

Rules of `model` know only the *path* of a value; `files` knows where that path was written and
turns a problem without a place into one with file, line and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written; line and column count from 1, the column in characters."""

    file: str
    line: int
    column: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `code` is stable (P101 …); `hint` is the way out."""

    code: str
    message: str
    path: Path = ()
    hint: str = ""
    place: Place | None = field(default=None, compare=False)
    at_key: bool = False


class ProcsimError(Exception):
    """Anything procsim refuses to do, said in words for the person who asked."""


class UsageError(ProcsimError):
    """The call itself cannot be carried out as asked."""


class InputError(ProcsimError):
    """Inputs that cannot be used: all problems of the stage that found them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{p.code} {p.message}" for p in self.problems))


def refuse(problems: Iterable[Problem]) -> None:
    """Raise `InputError` with all problems, if there are any."""
    found = tuple(problems)
    if found:
        raise InputError(found)


#: Every stable code and what it is about; `tests/bad_inputs/` holds at least one file for each.
CODES: dict[str, str] = {}
