"""Which kinds of values go together, and what comes of it.

money + money is money, money / money a number, date - date a time, date + time a date; a number
scales anything that can be scaled; categories are only compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.model.expressions.program import Kind

SCALED: Final[frozenset[Kind]] = frozenset({"number", "money", "time"})
"""What can be added, multiplied by a number, divided and negated."""
ORDERED: Final[frozenset[Kind]] = SCALED | {"date"}
EQUALITY: Final = frozenset({"==", "!="})
COMPARISONS: Final = EQUALITY | {"<", "<=", ">", ">="}
ROUNDING: Final = frozenset({"round", "floor", "ceil"})
OF_DATES: Final[dict[str, Kind]] = {"month": "number", "year": "number", "weekday": "category"}
FUNCTIONS: Final = frozenset({"min", "max", "abs", "if", *ROUNDING, *OF_DATES})
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_VERBS: Final = {"+": "add {} and {}", "-": "subtract {1} from {0}", "*": "multiply {} by {}"}
_UNITS: Final[dict[Kind, str]] = {
    "money": "write the number with a currency, like 50000 USD",
    "time": "write the number with a unit, like 3 days or 2 h",
    "date": "write a date, like 2026-03-20",
    "category": "write one of its values in single quotes",
    "truth": "write true or false",
}
A: Final[dict[Kind, str]] = {
    "number": "a number",
    "money": "money",
    "time": "a time",
    "date": "a date",
    "category": "a category",
    "truth": "a truth",
}
"""Kinds as parts of a sentence."""


class Mismatch(Exception):  # noqa: N818  # a finding that the parser turns into a problem
    """Kinds that do not go together, in words."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


def kind_of_sum(sign: str, left: Kind, right: Kind) -> Kind:
    """Of `left + right` or `left - right`."""
    match sign, left, right:
        case "-", "date", "date":
            return "time"
        case _, "date", "time":
            return "date"
        case "+", "time", "date":
            return "date"
    if left == right and left in SCALED:
        return left
    hint = _hint(left, right) if {left, right} <= SCALED else ""
    if {left, right} == {"number", "date"}:
        hint = _UNITS["time"]
    raise Mismatch(f"cannot {_VERBS[sign].format(left, right)}", hint)


def kind_of_product(sign: str, left: Kind, right: Kind) -> Kind:
    """Of `left * right` or `left / right`."""
    if right == "number" and left in SCALED:
        return left
    if sign == "*" and left == "number" and right in SCALED:
        return right
    if sign == "/" and left == right and left in SCALED:
        return "number"
    verb = _VERBS["*"] if sign == "*" else "divide {} by {}"
    hint = ""
    if left in SCALED and right in SCALED and sign == "*":
        hint = f"divide one of them by a unit first, like {_unit(right)}"
    raise Mismatch(f"cannot {verb.format(left, right)}", hint)


def kind_of_negation(operand: Kind) -> Kind:
    """Of `-operand`."""
    if operand not in SCALED:
        raise Mismatch(f"{A[operand]} has no negative")
    return operand


def check_comparison(sign: str, left: Kind, right: Kind) -> None:
    """`left == right`, `left < right` and the like."""
    if left != right:
        raise Mismatch(f"cannot compare {left} with {right}", _hint(left, right))
    if sign not in EQUALITY and left not in ORDERED:
        hint = "use == or !=" if left == "truth" else "use ==, != or in (…)"
        raise Mismatch(f"{A[left]} is neither more nor less than another", hint)


def check_truth(word: str, operand: Kind) -> None:
    """An operand of `and`, `or`, `not`, or the condition of `if`."""
    if operand != "truth":
        hint = "write a comparison, like amount > 50000 USD"
        raise Mismatch(f"`{word}` needs a condition, not {A[operand]}", hint)


def kind_of_call(name: str, operands: Sequence[Kind]) -> Kind:
    """Of a function of these operands."""
    _check_number_of_operands(name, len(operands))
    first = operands[0]
    if name == "if":
        check_truth("if", first)
        return _alike(name, operands[1:])
    if name in OF_DATES:
        if first != "date":
            raise Mismatch(f"`{name}` is of a date, not of {A[first]}", f"like {name}(arrived)")
        return OF_DATES[name]
    if name in ROUNDING and first != "number":
        hint = f"divide by a unit first, like {name}(x / {_unit(first)})" if first in SCALED else ""
        raise Mismatch(f"`{name}` is of a number, not of {A[first]}", hint)
    if name == "abs":
        return kind_of_negation(first)
    kind = _alike(name, operands)
    if kind not in ORDERED:
        raise Mismatch(f"`{name}` is not for {kind}")
    return kind


def _check_number_of_operands(name: str, count: int) -> None:
    if name == "if":
        if count != 3:
            raise Mismatch("`if` needs a condition and two values", "like if(tier == 'hq', 1, 2)")
    elif name in ("min", "max"):
        if count < 2:
            raise Mismatch(f"`{name}` needs two values or more")
    elif count != 1:
        raise Mismatch(f"`{name}` needs one value")


def _alike(name: str, operands: Sequence[Kind]) -> Kind:
    first = operands[0]
    for other in operands[1:]:
        if other != first:
            message = f"the values of `{name}` are of two kinds, {first} and {other}"
            raise Mismatch(message, _hint(first, other))
    return first


def _hint(left: Kind, right: Kind) -> str:
    """How a bare number gets the unit that the other side has."""
    if left == "number":
        return _UNITS.get(right, "")
    if right == "number":
        return _UNITS.get(left, "")
    return ""


def _unit(kind: Kind) -> str:
    return {"money": "1000 USD", "time": "1 day"}.get(kind, "1")
