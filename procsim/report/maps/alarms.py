"""Where on a step its deadlines stand: at the lower edge of a box, at the sides of a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.report.maps.drawing import ALARM_RADIUS
from procsim.report.maps.occupancy import BACK, FRONT, HIGH, LOW

if TYPE_CHECKING:
    from procsim.report.maps.drawing import Form, Orientation

Port = tuple[int, int]
"""A side of a step and a line of that side (0 to 2)."""

OFF_CIRCLE: Final = 4.0
"""From the tip of a circle to the centre of an alarm: the rings touch and do not cover."""
#: The lower edge of the page, as a side, and the upper one.
_LOWER: Final[dict[Orientation, tuple[int, int]]] = {
    "vertical": (FRONT, BACK),
    "horizontal": (HIGH, LOW),
}


def alarm_ports(form: Form, orientation: Orientation, count: int, taken: set[Port]) -> list[Port]:
    """A port for each of `count` deadlines, in their order; the best are given first."""
    if form == "circle":
        order: tuple[Port, ...] = ((HIGH, 1), (LOW, 1), (BACK, 1))
    else:
        lower, upper = _LOWER[orientation]
        order = tuple((side, line) for side in (lower, upper) for line in (2, 0, 1))
    free = [port for port in order if port not in taken]
    return [free[number % len(free)] for number in range(count)]


def overhang(form: Form) -> float:
    """How far an alarm sticks out of its step."""
    return ALARM_RADIUS + (OFF_CIRCLE if form == "circle" else 0.0)
