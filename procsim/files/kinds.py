"""The kinds of single values: texts, names, numbers and quantities, each with its JSON Schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

from procsim.files import quantities
from procsim.files.distribution_text import Drawn, distribution
from procsim.files.fields.table import PROVENANCE_SCHEMA, BrokenError, Kind, Node, nearest
from procsim.files.quantities import UnreadableError
from procsim.model.text import Title, plain
from procsim.model.zones import zone_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from procsim.files.parameter_text import Dimension
    from procsim.model.distributions import Distribution
    from procsim.units import Span

T = TypeVar("T")
C = TypeVar("C", bound=str)

_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
#: Words that other YAML readers take for something else than text, or that a model uses itself.
REFUSED_IDS: Final = frozenset(
    {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
    | {"is", "else", "source", "evidence", "every", "below"}
    | {"and", "or", "not", "in", "formula", "when", "times"}
)


def value_or_is(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a value that may also stand as `{is: value, source: …, evidence: …}`."""
    sourced = {
        "type": "object",
        "properties": {"is": schema, "note": {"type": "string"}, **PROVENANCE_SCHEMA},
        "required": ["is"],
        "additionalProperties": False,
    }
    return {"anyOf": [schema, sourced]}


_TEXT_SCHEMA: Final = {"type": ["string", "number"]}

TEXT: Final[Kind[str]] = Kind(lambda node: node.text().strip(), _TEXT_SCHEMA)


def _title(node: Node) -> Title:
    if not isinstance(node.value, dict):
        return plain(node.text())
    texts = {language: inner.text() for language, inner in node.items()}
    if not texts:
        raise node.refuse("P103", "a title is a text, or texts by language", "{en: …, fr: …}")
    return Title(texts)


_BY_LANGUAGE: Final = {"type": "object", "additionalProperties": _TEXT_SCHEMA, "minProperties": 1}
TITLE: Final[Kind[Title]] = Kind(_title, {"anyOf": [_TEXT_SCHEMA, _BY_LANGUAGE]})


def _flag(node: Node) -> bool:
    if isinstance(node.value, bool):
        return node.value
    raise node.refuse("P103", f"'{node.text()}' is not true or false", "write true or false")


FLAG: Final[Kind[bool]] = Kind(_flag, {"type": "boolean"})


def _id(node: Node) -> str:
    name = node.text()
    if name.lower() in REFUSED_IDS:
        hint = "YAML readers disagree on it, or procsim uses it itself; choose another name"
        raise node.refuse("P113", f"'{name}' cannot be an id", hint)
    if not _ID.fullmatch(name):
        hint = "ids are ASCII letters, digits, - and _, and begin with a letter"
        raise node.refuse("P113", f"'{name}' cannot be an id", hint)
    return name


ID: Final[Kind[str]] = Kind(_id, {"type": "string", "pattern": f"^{_ID.pattern}$"})


def choice(what: str, words: tuple[C, ...]) -> Kind[C]:
    """One of a few words."""

    def read(node: Node) -> C:
        found = next((word for word in words if word == node.value), None)
        if found is None:
            raise node.refuse(
                "P111", f"unknown {what} '{node.text()}'", nearest(node.text(), words)
            )
        return found

    return Kind(read, {"enum": list(words)})


def name_of(what: str, table: str, code: str) -> Kind[str]:
    """The id of something that the model defines in another table."""

    def read(node: Node) -> str:
        name, names = node.text(), node.reading.names[table]
        if name not in names:
            raise node.refuse(code, f"unknown {what} '{name}'", nearest(name, names))
        return name

    return Kind(read, {"type": "string"})


def _zone(node: Node) -> str:
    name = node.text()
    if name not in zone_names():
        hint = nearest(name, zone_names())
        raise node.refuse("P109", f"unknown time zone '{name}'", hint or "as in Europe/Zurich")
    return name


TIME_ZONE: Final[Kind[str]] = Kind(_zone, {"type": "string"})


def _currency(node: Node) -> str:
    code = node.text()
    if not re.fullmatch(r"[A-Z]{3}", code):
        hint = "write the ISO 4217 code of three capital letters: USD"
        raise node.refuse("P208", f"'{code}' is not a currency", hint)
    return code


CURRENCY: Final[Kind[str]] = Kind(_currency, {"type": "string", "pattern": "^[A-Z]{3}$"})


def need_rate(node: Node, currency: str) -> BrokenError | None:
    """Note it if a currency cannot be turned into the reporting currency."""
    known = node.reading.names["currencies"]
    if currency in known or not known:  # a model without a currency is refused as such
        return None
    hint = nearest(currency, known)
    if not hint.startswith("did"):
        hint = f"add it to the exchange_rates: {currency}: … {known[0]}"
    return node.refuse("P114", f"no exchange rate for {currency}", hint)


def checked(kind: Kind[T], check: Callable[[Node, T], BrokenError | None]) -> Kind[T]:
    """A kind whose values must also pass a check, which notes what is wrong and gives it back."""

    def read(node: Node) -> T:
        value = kind.read(node)
        problem = check(node, value)
        if problem is not None:
            raise problem
        return value

    return Kind(read, kind.schema)


def number(*, least: float = 0, most: float = float("inf"), is_input: bool = True) -> Kind[float]:
    """A plain number within bounds."""

    def read(node: Node) -> float:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            hint = "write digits without a unit or quotes: 300"
            raise node.refuse("P103", f"a number is needed, not '{node.text()}'", hint)
        if not least <= value <= most:
            upper = "" if most == float("inf") else f" and at most {most:g}"
            raise node.refuse("P210", f"{value:g} is out of range", f"at least {least:g}{upper}")
        if is_input:
            node.note_input()
        return float(value)

    bounds = {"minimum": least, **({} if most == float("inf") else {"maximum": most})}
    return Kind(read, value_or_is({"type": "number", **bounds}))


def whole(*, least: int, most: int = 10**9) -> Kind[int]:
    """A whole number within bounds; a choice of the author, not an input."""
    inner = number(least=least, most=most, is_input=False)

    def read(node: Node) -> int:
        value = inner.read(node)
        if value % 1:
            hint = f"write {value:.0f}, or another number without decimals"
            raise node.refuse("P103", f"a whole number is needed, not {value:g}", hint)
        return int(value)

    return Kind(read, {"type": "integer", "minimum": least, "maximum": most})


def quantity(parse: Callable[[str], T], example: str, *, is_input: bool = False) -> Kind[T]:
    """A text with a unit, read by `parse`."""

    def read(node: Node) -> T:
        text = node.text()
        try:
            value = parse(text)
        except UnreadableError as error:
            raise node.refuse(error.code, error.message, error.hint) from error
        if is_input:
            node.note_input()
        return value

    schema = {"type": ["string", "number"], "examples": [example]}
    return Kind(read, value_or_is(schema) if is_input else schema)


def drawn(dimension: Dimension) -> Kind[Drawn]:
    """A distribution (or constant) of times, money or numbers, with its unit."""
    examples = {
        "time": ["20 min", "triangular 5..9..30 min", "lognormal mean 12 min sd 6 min"],
        "money": ["1200 USD", "triangular 60000..90000..150000 USD"],
        "number": ["3", "poisson mean 3"],
    }[dimension]

    def read(node: Node) -> Drawn:
        text = " ".join(node.text().split())
        try:
            value = distribution(text, dimension, node.reading.source.root.parent)
        except UnreadableError as error:
            raise node.refuse(error.code, error.message, error.hint) from error
        node.note_input()
        return value

    return Kind(read, value_or_is({"type": ["string", "number"], "examples": examples}))


def drawn_in(dimension: Dimension) -> Kind[Distribution]:
    """A distribution whose unit is known: µs for times, none for numbers."""
    inner = drawn(dimension)
    return Kind(lambda node: inner.read(node).distribution, inner.schema)


TIME: Final = drawn_in("time")
COUNT: Final = drawn_in("number")
SHARE: Final = quantity(quantities.percentage, "85%", is_input=True)
FACTOR: Final = quantity(quantities.factor, "1.1", is_input=True)
DURATION: Final = quantity(quantities.duration, "5 days", is_input=True)
EXCHANGE_RATE: Final = quantity(quantities.money, "1.12 USD", is_input=True)
MONEY: Final = checked(
    quantity(quantities.money, "1200 USD", is_input=True),
    lambda node, money: need_rate(node, money.currency),
)
RATE: Final = checked(
    quantity(quantities.rate, "42000 USD/year", is_input=True),
    lambda node, rate: need_rate(node, rate.currency),
)
WORKING_DAYS: Final = quantity(quantities.working_days, "30 wd", is_input=True)
SPAN: Final = quantity(quantities.span, "12 months")


def span(*, years: int) -> Kind[Span]:
    """A span of calendar time with an upper limit: what is simulated takes time and memory."""

    def read(node: Node) -> Span:
        value = SPAN.read(node)
        if value.months / 12 + value.days / 365.25 > years:
            raise node.refuse("P210", f"{node.text()} is out of range", f"at most {years} years")
        return value

    return Kind(read, SPAN.schema)


DATE: Final = quantity(quantities.date, "2026-03-20")
MONTH: Final = quantity(quantities.month, "2026-09")
CLOCK: Final = quantity(quantities.clock, "17:00")
HOURS: Final = quantity(quantities.hours, "08:30-12:30 13:30-17:30")
DAYS: Final = quantity(quantities.days, "Mon-Fri")
YEAR: Final = whole(least=1900, most=2200)

OFFICE: Final = name_of("office", "offices", "P104")
ROLE: Final = name_of("role", "roles", "P101")
CALENDAR: Final = name_of("calendar", "calendars", "P105")
PROCESS: Final = name_of("process", "processes", "P107")
SYSTEM: Final = name_of("system", "systems", "P108")
