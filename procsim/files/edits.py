"""What a change does to the baseline's tree, and when two changes contradict each other.

A change of a scenario expands to edits of five kinds, all computed against the same tree, so that
their order never matters:

    Add        a key that was not there (an office, a step, a role): others may write inside it
    Put        a new value where there was one, or where one may be given
    Inherit    arrivals of a closed office, once more for the office that takes its cases
    Drop       a key or an entry is taken away
    Redirect   every flow that led to one step leads to another

Edits are carried out in that order, whoever wrote them: redirections follow each other (if a leads
on to b and b to c, a flow into a ends at c), inherited arrivals follow in a fixed order, and
entries of lists are dropped from the back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procsim.errors import Path

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Add:
    """A key that is not there yet; in a mapping it comes right behind the key `behind`, else last.

    In every kind `at` is where the value stands inside the change (`()`: in the change as a whole).
    """

    path: Path
    value: Any
    at: Path = ()
    behind: str | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """A value at a path; `otherwise` is what counts where nothing is written.

    If the last key is an office and a single value (or nothing) stands one level up, that becomes
    `{else: value, office: new}`.
    """

    path: Path
    value: Any
    at: Path = ()
    otherwise: Any = None


@dataclass(frozen=True, slots=True)
class Inherit:
    """The entry at `position` of a process's arrivals once more, as it stands after all new values,
    for the office `heir` alone and with what it says of the office `closed`."""

    process: str
    position: int
    closed: str
    heir: str
    at: Path = ()

    @property
    def path(self) -> Path:
        """Where it counts as writing; two entries that are inherited never contradict."""
        return ("processes", self.process, "arrivals", "inherited", self.closed, self.position)


@dataclass(frozen=True, slots=True)
class Drop:
    """A key of a mapping, or an entry of a list, that goes with all it holds."""

    path: Path
    at: Path = ()


@dataclass(frozen=True, slots=True)
class Redirect:
    """Every flow of a process into `target` leads to `to` instead, except the flows of `spared`."""

    process: str
    target: str
    to: str
    spared: str = ""
    at: Path = ()

    @property
    def path(self) -> Path:
        """Where it counts as writing: two changes cannot both redirect the flows into a step."""
        return ("processes", self.process, "flows into", self.target)


TreeEdit = Add | Put | Inherit | Drop | Redirect


class Refusal(Exception):  # noqa: N818 (it is not a fault of the program but an answer)
    """A change that cannot be made: code, sentence, way out, and where in the change: at the
    value, or at the key, of the path `at`."""

    def __init__(
        self, code: str, message: str, at: Path = (), hint: str = "", *, at_key: bool = False
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.at, self.hint = code, message, at, hint
        self.at_key = at_key


def contradiction(mine: TreeEdit, other: TreeEdit, name: str) -> str:
    """Why two edits of different changes cannot both hold, as half a sentence; '' if they can.

    They contradict if both write one path, or if one writes inside what the other sets as a whole
    or removes. Writing inside what the other *adds* is no contradiction. `name` is what the path of
    the inner one is called.
    """
    outer, inner = (mine, other) if len(mine.path) <= len(other.path) else (other, mine)
    if inner.path[: len(outer.path)] != outer.path:
        return ""
    if inner.path == outer.path:
        return f"both change {name}"
    match outer:
        case Drop():
            return f"one writes {name}, inside what the other removes"
        case Put():
            return f"one writes {name}, inside what the other sets as a whole"
        case Add() | Redirect() | Inherit():
            return ""
