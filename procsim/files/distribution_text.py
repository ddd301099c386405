"""Text → distributions: `triangular 5..9..30 min`, `normal mean 420 sd 25 min 0`, `20 min`.

<number> [unit]
uniform low..high · triangular low..mode..high · pert low..mode..high
exponential mean m · poisson mean m · lognormal mean m sd s · gamma mean m sd s
erlang mean m k n · weibull mean m shape a · normal mean m sd s [min low]
beta mean m sd s in low..high · discrete value=percentage … · empirical file.csv:column
scale f of <distribution>
"""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.errors import InputError
from procsim.files.parameter_text import (
    EXAMPLES,
    PARAMETERS,
    PURE,
    Dimension,
    parameters,
    scale_of,
    unit_of,
)
from procsim.files.quantities import NUMBER, TIME_HINT, UnreadableError, percentage, time_unit
from procsim.files.tables import read_table
from procsim.model.distributions import (
    Beta,
    Constant,
    Discrete,
    Distribution,
    Empirical,
    Exponential,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Poisson,
    Scaled,
    Triangular,
    Uniform,
    Weibull,
    problem_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MOST_SCALES: Final = 20


@dataclass(frozen=True, slots=True)
class Drawn:
    """A distribution in base units; `unit` is `µs`, `USD`, `USD/year`, or '' for numbers."""

    distribution: Distribution
    unit: str


def distribution(text: str, dimension: Dimension, folder: Path) -> Drawn:
    """Read a distribution of non-negative values; files it names are relative to `folder`."""
    words = text.split()
    if words.count("scale") > _MOST_SCALES:
        raise UnreadableError("P201", f"more than {_MOST_SCALES} `scale` in one distribution")
    found = _read(words, text, dimension, folder)
    scale = time_unit(found.unit, text) if dimension == "time" else 1
    problem = problem_of(found.distribution, unit=scale)
    if problem:
        raise UnreadableError("P203", problem)
    if found.distribution.support[0] < 0:
        hint = "add `min 0`" if text.startswith("normal") and " min " not in text else ""
        raise UnreadableError("P203", f"'{text}' can fall below 0", hint)
    return Drawn(found.distribution, "µs") if dimension == "time" else found


def _read(words: Sequence[str], text: str, dimension: Dimension, folder: Path) -> Drawn:
    """The distribution with the unit as written (a time is already in µs)."""
    match words:
        case ["scale", factor, "of", *rest]:
            inner = _read(rest, text, dimension, folder)
            return Drawn(Scaled(_number(factor, text, dimension), inner.distribution), inner.unit)
        case ["discrete", *rest]:
            return _discrete(rest, text, dimension)
        case ["empirical", name, *rest]:
            return _empirical(name, unit_of(rest, text, dimension), text, dimension, folder)
        case [kind, *rest] if kind in PARAMETERS:
            return _parametric(kind, rest, text, dimension)
        case [number, *rest] if NUMBER.fullmatch(number):
            unit = unit_of(rest, text, dimension)
            return Drawn(Constant(float(number) * scale_of(unit, text, dimension)), unit)
    raise _not_one(words, text, dimension)


def _not_one(words: Sequence[str], text: str, dimension: Dimension) -> UnreadableError:
    what = {"time": "a time", "money": "an amount of money", "number": "a number"}[dimension]
    hint = EXAMPLES[dimension]
    if words and ".." in words[0]:
        kinds = "uniform" if words[0].count("..") == 1 else "triangular"
        hint = f"say which distribution: {kinds} {text}"
    elif words:
        close = difflib.get_close_matches(words[0], [*PARAMETERS, "discrete", "empirical"], n=1)
        hint = f"did you mean '{close[0]}'?" if close else hint
    return UnreadableError("P201", f"'{text}' is neither {what} nor a distribution", hint)


def _number(word: str, text: str, dimension: Dimension) -> float:
    if not NUMBER.fullmatch(word):
        message = f"'{word}' is not a number in '{text}'"
        raise UnreadableError("P201", message, EXAMPLES[dimension])
    return float(word)


def _parametric(kind: str, words: Sequence[str], text: str, dimension: Dimension) -> Drawn:
    parts = parameters(kind, list(words), text, dimension)
    units = [part.unit for part in parts if part.name not in PURE]
    if dimension == "money" and len(set(units)) > 1:
        raise UnreadableError("P202", f"'{text}' mixes currencies")
    unit = units[0] if units else ""
    given: dict[str, tuple[float, ...]] = {}
    for part in parts:
        scale = 1 if part.name in PURE else scale_of(part.unit, text, dimension)
        given[part.name] = tuple(number * scale for number in part.numbers)
    return Drawn(_built(kind, given, text), unit)


def _built(kind: str, given: dict[str, tuple[float, ...]], text: str) -> Distribution:
    one = {name: numbers[0] for name, numbers in given.items()}
    match kind:
        case "uniform":
            return Uniform(*given[""])
        case "triangular":
            return Triangular(*given[""])
        case "pert":
            return Pert(*given[""])
        case "exponential":
            return Exponential(one["mean"])
        case "poisson":
            return Poisson(one["mean"])
        case "lognormal":
            return Lognormal(one["mean"], one["sd"])
        case "gamma":
            return Gamma(one["mean"], one["sd"])
        case "erlang":
            if one["k"] < 1 or one["k"] % 1:
                raise UnreadableError("P203", f"k must be a whole number from 1, not {one['k']:g}")
            return Gamma(one["mean"], one["mean"] / math.sqrt(one["k"]))
        case "weibull":
            return Weibull(one["mean"], one["shape"])
        case "normal":
            return Normal(one["mean"], one["sd"], one.get("min", -math.inf))
        case "beta":
            return Beta(one["mean"], one["sd"], *given["in"])
    raise AssertionError(f"{kind} in '{text}' has no builder")


def _discrete(words: Sequence[str], text: str, dimension: Dimension) -> Drawn:
    pairs = [word.partition("=") for word in words]
    count = next((i for i, pair in enumerate(pairs) if not pair[1]), len(pairs))
    unit = unit_of(words[count:], text, dimension)
    if not count:
        raise UnreadableError("P201", f"'{text}' has no values", "write discrete 1=50% 2=30% 5=20%")
    scale = scale_of(unit, text, dimension)
    values = tuple(_number(value, text, dimension) * scale for value, _, _ in pairs[:count])
    return Drawn(Discrete(values, tuple(percentage(share) for _, _, share in pairs[:count])), unit)


def _empirical(name: str, unit: str, text: str, dimension: Dimension, folder: Path) -> Drawn:
    file, colon, column = name.rpartition(":")
    if not colon or not file:
        raise UnreadableError(
            "P201", f"'{text}' names no column", "write empirical times.csv:column"
        )
    if dimension == "time" and not unit:
        raise UnreadableError("P200", f"'{text}' has no unit", TIME_HINT)
    scale = scale_of(unit, text, dimension)
    try:
        cells = [row.values.get(column) for row in read_table(folder / file, (column,))]
    except InputError as error:
        raise UnreadableError("P211", f"'{file}': {error.problems[0].message}") from error
    wrong = next((cell for cell in cells if not isinstance(cell, (int, float))), None)
    if not cells or any(not isinstance(cell, (int, float)) for cell in cells):
        message = (
            f"'{file}' holds no numbers" if not cells else f"'{wrong}' in '{file}' is no number"
        )
        raise UnreadableError("P211", f"column '{column}': {message}")
    return Drawn(
        Empirical(tuple(float(c) * scale for c in cells if isinstance(c, (int, float)))), unit
    )
