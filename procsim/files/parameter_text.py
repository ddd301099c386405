"""The parameters of a distribution as text: `mean 420 sd 25 min 0`, `5..9..30 min`.

A number without a unit takes that of the next number that has one, else of the one before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from procsim.files.quantities import NUMBER, UnreadableError, time_unit
from procsim.units import TIME_UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

Dimension = Literal["time", "money", "number"]

#: Keyword of a distribution → its parameters in order; `""` is a range right after the keyword.
PARAMETERS: Final[dict[str, tuple[str, ...]]] = {
    "uniform": ("",),
    "triangular": ("",),
    "pert": ("",),
    "exponential": ("mean",),
    "poisson": ("mean",),
    "lognormal": ("mean", "sd"),
    "gamma": ("mean", "sd"),
    "erlang": ("mean", "k"),
    "weibull": ("mean", "shape"),
    "normal": ("mean", "sd", "min"),
    "beta": ("mean", "sd", "in"),
}
_RANGES: Final = {"uniform": 2, "triangular": 3, "pert": 3, "in": 2}
PURE: Final = frozenset({"k", "shape"})
_OPTIONAL: Final = frozenset({"min"})
EXAMPLES: Final[dict[Dimension, str]] = {
    "time": "write 20 min, uniform 5..10 min, triangular 5..9..30 min, …",
    "money": "write 1200 USD, triangular 60000..90000..150000 USD, …",
    "number": "write 3, poisson mean 3, uniform 5..10, …",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One parameter as written: its numbers (one, or those of a range) and its unit, if any."""

    name: str
    numbers: tuple[float, ...]
    unit: str


def unit_of(words: Sequence[str], text: str, dimension: Dimension) -> str:
    """The unit that the rest of a text is."""
    unit = "".join(words) if dimension == "money" else " ".join(words)
    if unit and not _is_unit(unit, dimension):
        if dimension == "time":
            time_unit(unit, text)
        what = {"time": "time", "money": "money", "number": "a number"}[dimension]
        hint = "a number has no unit here" if dimension == "number" else EXAMPLES[dimension]
        raise UnreadableError("P202", f"'{unit}' is not a unit of {what}", hint)
    return unit


def _is_unit(word: str, dimension: Dimension) -> bool:
    if dimension == "time":
        return word in TIME_UNITS
    currency, _, period = word.partition("/")
    upper = len(currency) == 3 and currency.isascii() and currency.isupper()
    return dimension == "money" and upper and period in ("", "year")


def scale_of(unit: str, text: str, dimension: Dimension) -> float:
    """What one unit is in base units; an error that names the units where it is missing."""
    if dimension == "time":
        return time_unit(unit, text)
    if dimension == "money" and not unit:
        hint = "write an amount and a currency: 1200 USD"
        raise UnreadableError("P200", f"'{text}' has no currency", hint)
    return 1


def parameters(kind: str, words: list[str], text: str, dimension: Dimension) -> list[Part]:
    """The parameters in the order in which the keyword of a distribution wants them."""
    parts: list[Part] = []
    for name in PARAMETERS[kind]:
        if name in _OPTIONAL and not words:
            continue
        if name and (not words or words.pop(0) != name):
            message = f"'{name}' is missing in '{text}'"
            raise UnreadableError("P201", message, f"write {_form(kind)}")
        numbers = _numbers(words.pop(0) if words else "", _RANGES.get(name or kind, 1), kind, text)
        unit = ""
        if words and name not in PURE and not _begins_part(words, PARAMETERS[kind]):
            unit = unit_of([words.pop(0)], text, dimension)
        parts.append(Part(name, numbers, unit))
    if words:
        message = f"'{' '.join(words)}' is not understood in '{text}'"
        raise UnreadableError("P201", message, f"write {_form(kind)}")
    return _with_units(parts)


def _begins_part(words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the next word names a parameter: `min 0` is the least value, `min` alone minutes."""
    if words[0] not in names:
        return False
    return words[0] != "min" or (len(words) > 1 and NUMBER.fullmatch(words[1]) is not None)


def _numbers(word: str, count: int, kind: str, text: str) -> tuple[float, ...]:
    pieces = word.split("..")
    if len(pieces) != count or not all(NUMBER.fullmatch(piece) for piece in pieces):
        message = f"'{word}' is not {'a number' if count == 1 else 'a range'} in '{text}'"
        raise UnreadableError("P201", message, f"write {_form(kind)}")
    return tuple(map(float, pieces))


def _form(kind: str) -> str:
    """How a distribution is written, for hints."""
    ranges = {2: "low..high", 3: "min..mode..max"}
    words = [kind]
    for name in PARAMETERS[kind]:
        values = ranges.get(_RANGES.get(name or kind, 1), "…")
        form = f"{name} {values}".strip()
        words.append(f"[{form}]" if name in _OPTIONAL else form)
    return " ".join(words)


def _with_units(parts: list[Part]) -> list[Part]:
    """Every part with a unit: its own, else the next one's, else the last before."""
    units = [part.unit for part in parts]
    for i in reversed(range(len(units) - 1)):
        units[i] = units[i] or units[i + 1]
    for i in range(1, len(units)):
        units[i] = units[i] or units[i - 1]
    return [Part(part.name, part.numbers, unit) for part, unit in zip(parts, units, strict=True)]
