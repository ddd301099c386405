"""What the parser knows of a value it has read: its kind, and for categories among which values."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procsim.model.expressions.problems import ExpressionProblem
from procsim.model.expressions.program import Push

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.model.expressions.program import Instruction, Kind

_MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class FactType:
    """What an expression may know of a fact: its kind, and the values of a category in the order
    of their codes."""

    kind: Kind
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Literal:
    """A text whose category is not known yet; `at` is its place in the program."""

    text: str
    at: int
    offset: int


@dataclass(frozen=True, slots=True)
class Operand:
    """A value. `kind` is None where something is wrong with it already.

    A category has `values`, except while it is made of `literals` alone. `name` is how messages
    call it.
    """

    kind: Kind | None
    offset: int
    values: tuple[str, ...] | None = None
    literals: tuple[Literal, ...] = ()
    name: str = ""


def is_open(operand: Operand) -> bool:
    """Whether it is a text that could be of any category."""
    return operand.kind == "category" and operand.values is None


def bound(
    operands: Sequence[Operand], program: list[Instruction], problems: list[ExpressionProblem]
) -> tuple[str, ...] | None:
    """Give texts among `operands` the codes of the category that the others are of; its values."""
    known = next((operand for operand in operands if operand.values is not None), None)
    if known is None or known.values is None:
        return None
    for operand in operands:
        if operand.values is not None and operand.values != known.values:
            message = f"{known.name or 'this'} and {operand.name or 'that'} have different values"
            problems.append(ExpressionProblem("value", message, "", known.offset))
        bind(operand.literals, known.values, known.name, program, problems)
    return known.values


def bind(
    literals: Sequence[Literal],
    values: tuple[str, ...],
    name: str,
    program: list[Instruction],
    problems: list[ExpressionProblem],
) -> None:
    """Put the codes of texts in their places."""
    for literal in literals:
        if literal.text in values:
            program[literal.at] = Push(float(values.index(literal.text)))
        else:
            problems.append(_no_value(literal, values, name))


def _no_value(literal: Literal, values: tuple[str, ...], name: str) -> ExpressionProblem:
    message = f"'{literal.text}' is not a value of {name or 'this category'}"
    if not values:
        message = f"it is not known of which category '{literal.text}' is a value"
    return ExpressionProblem("value", message, nearest(literal.text, values), literal.offset)


def nearest(word: str, known: Sequence[str]) -> str:
    """A hint: the nearest of the known words, or some of them."""
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    more = ", …" if len(known) > _MOST_SHOWN else ""
    return f"known here: {', '.join(known[:_MOST_SHOWN])}{more}" if known else ""
