"""What an expression means: a program for a stack of columns, the same for one case or a million.

A program is a flat tuple of instructions in postfix order, so that its length, not its nesting, is
all that evaluating, comparing and pickling depend on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, assert_never

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Kind = Literal["number", "money", "time", "date", "category", "truth"]
"""Of a value: numbers and shares; major units of the reporting currency; µs; µs since 1970-01-01
UTC; the position among the values of a category; 0 or 1."""

_DAY: Final = 86_400_000_000
_THURSDAY: Final = 3
"""The weekday of 1970-01-01, Monday 0."""


@dataclass(frozen=True, slots=True)
class Push:
    """A number, in base units."""

    value: float


@dataclass(frozen=True, slots=True)
class Load:
    """The column of a fact."""

    fact: str


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator or function takes `count` values from the stack and puts one back."""

    operation: str
    count: int


Instruction: TypeAlias = "Push | Load | Apply"
Program: TypeAlias = "tuple[Instruction, ...]"


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression; `names` are the facts it reads.

    Two are equal if they were written alike, are of one kind and mean the same (the code of a
    category, the rate of a currency).
    """

    text: str
    kind: Kind
    names: frozenset[str]
    program: Program

    def __hash__(self) -> int:
        return hash((self.text, self.kind))

    def evaluate(self, columns: Mapping[str, Floats]) -> Floats:
        """The value for each case: a column as long as those given (one value without any fact).

        A truth is 0 or 1. What has no value (a division by zero) is nan, and so is what is
        computed from it.
        """
        stack: list[Floats] = []
        for instruction in self.program:
            match instruction:
                case Push(value):
                    stack.append(np.array([value]))
                case Load(fact):
                    stack.append(columns[fact])
                case Apply(operation, count):
                    operands = stack[-count:]
                    del stack[-count:]
                    stack.append(OPERATIONS[operation](*operands))
                case never:
                    assert_never(never)
        (result,) = stack
        size = max((column.size for column in columns.values()), default=1)
        return np.broadcast_to(result, (size,)).copy() if result.size != size else result

    def times(self, factor: float) -> Expression:
        """This value, `factor` times."""
        text = f"({self.text}) * {factor!r}"
        return Expression(text, self.kind, self.names, (*self.program, Push(factor), Apply("*", 2)))


def _known(result: NDArray[np.bool_], *operands: Floats) -> Floats:
    """A truth as 0 or 1; nan where an operand is."""
    truth = result.astype(np.float64)
    for operand in operands:
        truth = np.where(np.isnan(operand), np.nan, truth)
    return truth


def _divide(a: Floats, b: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        quotient: Floats = a / b
    return np.where(b == 0, np.nan, quotient)


def _finite(operation: Callable[[Floats, Floats], Floats]) -> Callable[[Floats, Floats], Floats]:
    def quietly(a: Floats, b: Floats) -> Floats:
        with np.errstate(over="ignore", invalid="ignore"):
            return operation(a, b)

    return quietly


def _and(a: Floats, b: Floats) -> Floats:
    return np.where((a == 0) | (b == 0), 0.0, a * b)


def _or(a: Floats, b: Floats) -> Floats:
    return np.where((a == 1) | (b == 1), 1.0, a + b)


def _if(condition: Floats, a: Floats, b: Floats) -> Floats:
    return np.where(np.isnan(condition), np.nan, np.where(condition == 1, a, b))


def _within(value: Floats, *among: Floats) -> Floats:
    found: NDArray[np.bool_] = np.zeros(value.shape, dtype=np.bool_)
    for each in among:
        found = found | (value == each)
    return _known(found, value, *among)


def _least(*operands: Floats) -> Floats:
    least = operands[0]
    for operand in operands[1:]:
        least = np.minimum(least, operand)
    return least


def _most(*operands: Floats) -> Floats:
    most = operands[0]
    for operand in operands[1:]:
        most = np.maximum(most, operand)
    return most


def _calendar(unit: Literal["M", "Y"], instants: Floats) -> Floats:
    """Whole months or years since 1970 of instants in UTC."""
    known = np.isfinite(instants)
    whole = np.where(known, instants, 0.0).astype(np.int64).astype("datetime64[us]")
    counted = whole.astype(f"datetime64[{unit}]").astype(np.int64).astype(np.float64)
    return np.where(known, counted, np.nan)


def _weekday(instants: Floats) -> Floats:
    day: Floats = np.floor(instants / _DAY)
    return np.mod(day + _THURSDAY, 7.0)


OPERATIONS: Final[dict[str, Callable[..., Floats]]] = {
    "+": _finite(np.add),
    "-": _finite(np.subtract),
    "*": _finite(np.multiply),
    "/": _divide,
    "negative": np.negative,
    "==": lambda a, b: _known(a == b, a, b),
    "!=": lambda a, b: _known(a != b, a, b),
    "<": lambda a, b: _known(a < b, a, b),
    "<=": lambda a, b: _known(a <= b, a, b),
    ">": lambda a, b: _known(a > b, a, b),
    ">=": lambda a, b: _known(a >= b, a, b),
    "in": _within,
    "not": lambda a: 1 - a,
    "and": _and,
    "or": _or,
    "if": _if,
    "min": _least,
    "max": _most,
    "abs": np.abs,
    "round": np.rint,
    "floor": np.floor,
    "ceil": np.ceil,
    "month": lambda a: np.mod(_calendar("M", a), 12) + 1,
    "year": lambda a: _calendar("Y", a) + 1970,
    "weekday": _weekday,
}
"""How a column is computed from columns; of the same length, or of one value for all."""
