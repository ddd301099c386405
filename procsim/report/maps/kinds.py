"""What each element of a process is drawn as: its kind, its form, its size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from procsim.model.elements import (
    All,
    Any,
    Call,
    Decision,
    Element,
    End,
    First,
    Start,
    Task,
    Terminate,
    Wait,
)

if TYPE_CHECKING:
    from procsim.report.maps.drawing import Form, Kind

_DIAMOND: Final = 26.0
_CIRCLE: Final = 20.0
_WAIT: Final = 23.0


def kind_of(node: Element) -> Kind:
    """What an element is drawn as."""
    match node:
        case Task():
            return "task"
        case Call():
            return "call"
        case Decision():
            return "check" if node.finds else "decision"
        case All():
            return "all"
        case Any():
            return "any"
        case First():
            return "first"
        case Start():
            return "start"
        case End():
            return "end"
        case Terminate():
            return "terminate"
        case Wait():
            return "wait" if node.message is None else "message"
        case never:
            assert_never(never)


def form_of(node: Element) -> Form:
    """Boxes for what takes effort or can be late, diamonds for gateways, circles for events."""
    match node:
        case Task() | Call():
            return "box"
        case Decision() | All() | Any() | First():
            return "diamond"
        case Wait():
            return "box" if node.deadlines else "circle"
        case Start() | End() | Terminate():
            return "circle"
        case never:
            assert_never(never)


def size_of(kind: Kind) -> float:
    """Width and height in points of what is not a box."""
    match kind:
        case "decision" | "check" | "all" | "any" | "first":
            return _DIAMOND
        case "wait" | "message":
            return _WAIT
        case _:
            return _CIRCLE
