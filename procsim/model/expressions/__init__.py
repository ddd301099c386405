"""Expressions over the facts of a case: a small language, checked before a run and evaluated by
column.

parse("amount > 50000 USD and staff_type == 'local'", facts, rate, expects="truth")
"""

from procsim.model.expressions.operands import FactType
from procsim.model.expressions.problems import ExpressionError, ExpressionProblem
from procsim.model.expressions.program import Expression, Kind
from procsim.model.expressions.ranges import Range, range_of
from procsim.model.expressions.reading import RESERVED, parse

__all__ = [
    "RESERVED",
    "Expression",
    "ExpressionError",
    "ExpressionProblem",
    "FactType",
    "Kind",
    "Range",
    "parse",
    "range_of",
]
