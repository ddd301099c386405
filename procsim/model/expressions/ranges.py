"""Between which limits the value of an expression lies, from the limits of the facts it reads."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from procsim.model.expressions.program import Apply, Load, Push

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from procsim.model.expressions.program import Expression

Range: TypeAlias = tuple[float, float]
"""Lowest and highest; infinite where nothing is known."""

ANYTHING: Final[Range] = (-math.inf, math.inf)


def range_of(expression: Expression, facts: Mapping[str, Range]) -> Range:
    """Limits that no value leaves, though it may not reach them: each part is taken as if it
    varied for itself. A fact that is not given can be anything."""
    stack: list[Range] = []
    for instruction in expression.program:
        match instruction:
            case Push(value):
                stack.append((value, value))
            case Load(fact):
                stack.append(facts.get(fact, ANYTHING))
            case Apply(operation, count):
                operands = stack[-count:]
                del stack[-count:]
                stack.append(_RANGES.get(operation, _truth)(*operands))
            case never:
                assert_never(never)
    (result,) = stack
    return result


def _truth(*_: Range) -> Range:
    return 0.0, 1.0


def _sum(a: Range, b: Range) -> Range:
    return a[0] + b[0], a[1] + b[1]


def _difference(a: Range, b: Range) -> Range:
    return a[0] - b[1], a[1] - b[0]


def _product(a: Range, b: Range) -> Range:
    # 0 times an unknown large number is 0.
    ends = [0.0 if 0 in (x, y) else x * y for x in a for y in b]
    return min(ends), max(ends)


def _quotient(a: Range, b: Range) -> Range:
    if b[0] <= 0 <= b[1]:
        if b[0] == 0 and a[0] >= 0:
            return (a[0] / b[1] if 0 < b[1] < math.inf else 0.0), math.inf
        return ANYTHING
    ends = [0.0 if math.isinf(y) else x / y for x in a for y in b]
    return min(ends), max(ends)


def _least(*ranges: Range) -> Range:
    return min(low for low, _ in ranges), min(high for _, high in ranges)


def _most(*ranges: Range) -> Range:
    return max(low for low, _ in ranges), max(high for _, high in ranges)


def _size(a: Range) -> Range:
    low, high = abs(a[0]), abs(a[1])
    return (0.0 if a[0] <= 0 <= a[1] else min(low, high)), max(low, high)


def _whole(rounded: Callable[[float], float]) -> Callable[[Range], Range]:
    def limits(a: Range) -> Range:
        low, high = (end if math.isinf(end) else float(rounded(end)) for end in a)
        return low, high

    return limits


_RANGES: Final[dict[str, Callable[..., Range]]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
    "negative": lambda a: (-a[1], -a[0]),
    "if": lambda _, a, b: (min(a[0], b[0]), max(a[1], b[1])),
    "min": _least,
    "max": _most,
    "abs": _size,
    "round": _whole(round),
    "floor": _whole(math.floor),
    "ceil": _whole(math.ceil),
    "month": lambda _: (1.0, 12.0),
    "weekday": lambda _: (0.0, 6.0),
    "year": lambda _: ANYTHING,
}
"""Limits of operations; of any other (a comparison or a condition) they are 0 and 1."""
