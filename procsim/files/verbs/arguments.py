"""The arguments of a change: numbers, shares, offices, the guard `from:`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from procsim.files.addresses import bare
from procsim.files.edits import Refusal, Tree
from procsim.files.fields.table import Kind, Node, one_or_more
from procsim.files.trees import entries, offices_named, section, text, value_for

Change = Mapping[str, Any]


def _as_written(node: Node) -> object:
    if node.value is None:
        hint = "write a value behind the colon, or take the key out"
        raise node.refuse("P103", "a value is needed, not nothing", hint)
    return node.value


def _as_mapping(node: Node) -> object:
    return dict(node.items())


#: Kinds of arguments. What they mean depends on the baseline, so the verbs look into them.
ANYTHING: Final[Kind[object]] = Kind(_as_written, {})
MAPPING: Final[Kind[object]] = Kind(_as_mapping, {"type": "object"})
TEXT: Final[Kind[object]] = Kind(Node.text, {"type": "string"})
NAMES: Final[Kind[object]] = Kind(
    one_or_more(TEXT).read, {"type": ["string", "array"], "items": {"type": "string"}}
)

_NUMBER: Final = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


def as_number(value: Any) -> float | None:
    """A plain number; None for anything else."""
    plain = bare(value)
    if isinstance(plain, bool) or not isinstance(plain, (int, float, str)):
        return None
    return float(plain) if _NUMBER.fullmatch(str(plain)) else None


def as_share(value: Any) -> float | None:
    """A percentage as a fraction of 1; None for anything else."""
    words = text(value)
    number = as_number(words[:-1].strip()) if words.endswith("%") else None
    return None if number is None else number / 100


def as_factor(value: Any) -> float | None:
    """A factor as the files write it: `1.1`, or `110%`."""
    found = as_number(value)
    return as_share(value) if found is None else found


def number(change: Change, key: str) -> float:
    """A plain number that must be there."""
    found = as_number(change[key])
    if found is None:
        raise Refusal("P501", f"'{text(change[key])}' is not a number", (key,))
    return found


def positive(change: Change, key: str) -> float:
    """A factor above 0 that must be there."""
    found = as_factor(change[key])
    if found is None:
        message = f"'{text(change[key])}' is not a factor"
        raise Refusal("P501", message, (key,), "write 1.1 or 110%")
    if found <= 0:
        raise Refusal("P509", f"{text(change[key])} is not above 0", (key,))
    return found


def share(change: Change, key: str) -> float:
    """A percentage between 0 % and 100 % that must be there, as a fraction of 1."""
    found = as_share(change[key])
    if found is None:
        raise Refusal("P501", f"'{text(change[key])}' is not a share", (key,), "write it as in 15%")
    if not 0 <= found <= 1:
        raise Refusal("P509", f"{text(change[key])} is not between 0% and 100%", (key,))
    return found


def offices(tree: Tree, change: Change, key: str) -> tuple[str, ...]:
    """The ids of the offices an argument selects, in the order of the model; () if it is absent."""
    found: set[str] = set()
    several = isinstance(change.get(key), list)
    for position, selector in enumerate(entries(change.get(key))):
        found.update(offices_named(tree, selector, (key, position) if several else (key,)))
    return tuple(office for office in section(tree, "offices") if office in found)


def guard(change: Change, what: str, found: Any) -> None:
    """Refuse a stale change: one whose `from:` is not what the baseline says."""
    if change.get("from") is not None and not same(change["from"], found):
        said = f"{what} is {text(found) or 'not set'} in the baseline, not {text(change['from'])}"
        hint = "the scenario is older than the model: check the change, then its `from:`"
        raise Refusal("P503", said, ("from",), hint)


def guard_origins(
    tree: Tree, change: Change, what: str, value: Any, origins: tuple[str, ...]
) -> None:
    """The guard for a value by origin: it must hold for each office in `for:`, or as a whole."""
    if not origins:
        guard(change, what, value)
    for office in origins:
        guard(change, f"{what} for {office}", value_for(tree, value, office))


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: equal numbers, equal percentages, or equal words."""
    for read in (as_number, as_share):
        first, second = read(one), read(other)
        if first is not None and second is not None:
            return abs(first - second) < 1e-9
    return text(one) == text(other)


def percent(fraction: float) -> str:
    """A fraction of 1 as the files write it; twelve digits, so that siblings still sum to 100 %."""
    return f"{100 * fraction:.12g}%"


def plain(amount: float) -> int | float:
    """A number as the files write it: whole numbers without a point, without the dust of floats."""
    rounded = float(f"{amount:.12g}")
    return int(rounded) if rounded.is_integer() else rounded
