"""Amounts as the files write them: drawn, computed from facts, chosen by a condition.

triangular 5..9..30 min
visit_length                                        the value of a fact
{formula: "20 min + 2 min * lines"}
{is: triangular 5..9..30 min, times: lines / 10}
{when: {"amount > 50000 USD": 2 h, else: 20 min}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from procsim.files import quantities
from procsim.files.distribution_text import distribution
from procsim.files.fields.expression import expression, facts_at, is_unread
from procsim.files.fields.table import BrokenError, Field, Kind, Node, Table, read_table
from procsim.files.kinds import need_rate, value_or_is
from procsim.files.quantities import UnreadableError
from procsim.model.amounts import Conditional, Formula, Multiplied
from procsim.model.distributions import Scaled
from procsim.model.distributions.discrete import Constant

if TYPE_CHECKING:
    from collections.abc import Callable

    from procsim.model.amounts import Amount
    from procsim.model.distributions import Distribution
    from procsim.model.expressions import Kind as ValueKind

Measure = Literal["time", "money", "number", "share"]
"""What an amount is: µs, reporting currency, a plain number, a probability."""

_VALUE_KINDS: Final[dict[Measure, ValueKind]] = {
    "time": "time",
    "money": "money",
    "number": "number",
    "share": "number",
}
_EXAMPLES: Final[dict[Measure, list[str]]] = {
    "time": ["20 min", "triangular 5..9..30 min", "lognormal mean 12 min sd 6 min"],
    "money": ["1200 USD", "triangular 60000..90000..150000 USD"],
    "number": ["3", "poisson mean 3"],
    "share": ["5%"],
}


def drawn_text(node: Node, measure: Measure) -> Distribution:
    """A distribution (or constant) in base units, with its unit in the text."""
    text = " ".join(node.text().split())
    try:
        value = _drawn(node, text, measure)
    except UnreadableError as error:
        raise node.refuse(error.code, error.message, error.hint) from error
    node.note_input()
    return value


def _drawn(node: Node, text: str, measure: Measure) -> Distribution:
    folder = node.reading.source.root.parent
    if measure == "share":
        return Constant(quantities.percentage(text))
    words = text.split()
    if measure == "time" and node.working_day and "wd" in words:
        days = " ".join(word for word in words if word != "wd")
        return Scaled(node.working_day, distribution(days, "number", folder).distribution)
    found = distribution(text, measure, folder)
    if measure != "money":
        return found.distribution
    currency, _, period = found.unit.partition("/")
    if period:
        raise UnreadableError("P208", f"'{text}' is a cost per time", "write an amount: 1200 USD")
    problem = need_rate(node, currency)
    if problem is not None:
        raise problem
    rate = node.reading.rates.get(currency, 1.0)
    return found.distribution if rate == 1 else Scaled(rate, found.distribution)


def amount_of(
    leaf: Callable[[Node], Amount], expects: ValueKind, schema: dict[str, Any]
) -> Kind[Amount]:
    """Amounts whose drawn values `leaf` reads and whose formulas are of the kind `expects`."""

    def read(node: Node) -> Amount:
        if isinstance(node.value, dict) and "formula" in node.value:
            row = read_table(node, formula_table)
            row.at(formula).note_input()
            return Formula(row.need(formula))
        if isinstance(node.value, dict) and "times" in node.value:
            row = read_table(node, times_table)
            base = row.need(base_field)
            if isinstance(base, Formula | Multiplied | Conditional):
                hint = "write one formula instead"
                raise row.at(base_field).refuse("P116", "`times` multiplies what is drawn", hint)
            return Multiplied(base, row.need(times))
        if isinstance(node.value, dict) and "when" in node.value:
            return _conditional(read_table(node, when_table).at(when), kind)
        if isinstance(node.value, str) and node.value in facts_at(node):
            return Formula(expression(expects).read(node))
        if isinstance(node.value, str) and is_unread(node, node.value):
            raise BrokenError(node.value)
        return leaf(node)

    formula = Field("formula", expression(expects), "Computed from the facts.", required=True)
    base_field = Field("is", Kind(leaf, schema), "What is drawn.", required=True)
    times = Field("times", expression("number"), "A factor computed from facts.", required=True)
    conditions: Kind[object] = Kind(lambda node: node, {"type": "object", "required": ["else"]})
    when = Field("when", conditions, "condition: amount, and `else`.", required=True)
    formula_table = Table("a formula", "Computed from the facts of the case.", (formula,))
    times_table = Table("a multiple", "Drawn, times a factor by facts.", (base_field, times))
    when_table = Table("a conditional amount", "The first condition that holds.", (when,))
    tables = (formula_table, times_table, when_table)
    kind: Kind[Amount] = Kind(
        read, {"anyOf": [value_or_is(schema), *(table.schema() for table in tables)]}
    )
    return kind


def _conditional(node: Node, kind: Kind[Amount]) -> Conditional:
    cases = []
    otherwise: Amount | None = None
    for key, inner in node.items():
        if key == "else":
            otherwise = kind.read(inner)
            continue
        condition = Node(node.reading, (*node.path, key), (*node.at, key), key, is_key=True)
        cases.append((expression("truth").read(condition), kind.read(inner)))
    if otherwise is None or not cases:
        missing = "else" if otherwise is None else "amount > 50000 USD"
        hint = "{when: {amount > 50000 USD: 2 h, else: 20 min}}"
        raise node.refuse("P102", f"a conditional amount needs the key '{missing}'", hint)
    return Conditional(tuple(cases), otherwise)


def amount(measure: Measure) -> Kind[Amount]:
    """An amount of times, money, numbers or shares."""
    schema = {"type": ["string", "number"], "examples": _EXAMPLES[measure]}
    return amount_of(lambda node: drawn_text(node, measure), _VALUE_KINDS[measure], schema)


TIME_AMOUNT: Final = amount("time")
MONEY_AMOUNT: Final = amount("money")
NUMBER_AMOUNT: Final = amount("number")
CHANCE: Final = amount("share")
