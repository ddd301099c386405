"""Text → expression: the door of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.model.expressions.grammar import Grammar
from procsim.model.expressions.kinds import FUNCTIONS, A
from procsim.model.expressions.operands import bind
from procsim.model.expressions.problems import ExpressionError, ExpressionProblem, Unreadable
from procsim.model.expressions.program import Expression, Load
from procsim.model.expressions.words import KEYWORDS
from procsim.units import TIME_UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from procsim.model.expressions.operands import FactType, Operand
    from procsim.model.expressions.program import Kind

MOST_CHARACTERS: Final = 2000
"""How long an expression may be."""
RESERVED: Final = KEYWORDS | FUNCTIONS | frozenset(TIME_UNITS)
"""Words that cannot be the names of facts."""


def parse(
    text: str,
    facts: Mapping[str, FactType],
    rate: Callable[[str], float | None],
    expects: Kind | None = None,
    values: tuple[str, ...] = (),
) -> Expression:
    """Read and check an expression over `facts`.

    `rate` gives the units of the reporting currency for one unit of a currency (1 for itself), or
    None. `expects` is the kind it must be of; for a category, `values` are those of the category
    that it gives. Raises `ExpressionError` with all that is wrong.
    """
    if len(text) > MOST_CHARACTERS:
        message = f"an expression has at most {MOST_CHARACTERS} characters, not {len(text)}"
        raise ExpressionError([ExpressionProblem("syntax", message, "", 0)])
    try:
        grammar = Grammar(text, facts, rate)
    except Unreadable as unreadable:
        raise ExpressionError([unreadable.problem]) from None
    try:
        operand = grammar.whole()
    except Unreadable as unreadable:
        raise ExpressionError([*grammar.problems, unreadable.problem]) from None
    kind = operand.kind
    if kind is not None:
        _check_result(grammar, operand, expects, values)
    if grammar.problems or kind is None:
        raise ExpressionError(sorted(grammar.problems, key=lambda problem: problem.offset))
    program = tuple(grammar.program)
    names = frozenset(made.fact for made in program if isinstance(made, Load))
    return Expression(text.strip(), kind, names, program)


def _check_result(
    grammar: Grammar, operand: Operand, expects: Kind | None, values: tuple[str, ...]
) -> None:
    """Whether the whole is what it should be; texts at its end get their codes."""
    if expects is not None and operand.kind != expects and operand.kind is not None:
        hint = ""
        if expects == "truth":
            hint = "compare it with something, like amount > 50000 USD"
        message = f"this is {A[operand.kind]}; {A[expects]} is needed"
        grammar.problems.append(ExpressionProblem("kind", message, hint, operand.offset))
    elif operand.literals:
        bind(operand.literals, values, "", grammar.program, grammar.problems)
    elif operand.values is not None and values and operand.values != values:
        message = f"{operand.name or 'this'} is of another category than the fact it gives"
        grammar.problems.append(ExpressionProblem("value", message, "", operand.offset))
