"""What is known of a case: facts drawn when it arrives, errors made on its way, delegations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.model.expressions import FactType
from procsim.model.organisation import TIERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from procsim.model.amounts import Amount
    from procsim.model.by_origin import ByOrigin
    from procsim.model.expressions import Kind
    from procsim.model.text import Title
    from procsim.units import Money

BUILT_IN: Final = ("arrived", "origin", "tier")
"""What is known of every case, and can be no fact's id: the instant of its arrival, the office it
belongs to (a category: the ids of all offices, in file order) and that office's tier (`TIERS`)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a case, drawn (or computed from facts before it) when the case arrives.

    `kind` says what it is; `values` are the names of a category, in the order of their codes. A
    date is drawn as a span after the arrival, and known as an instant.
    """

    id: str
    title: Title
    kind: Kind
    drawn: ByOrigin[Amount]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """Cases told apart in the results by a fact: by its category, or by limits between classes
    (base units, ascending; a value at a limit belongs to the class above it)."""

    fact: str
    limits: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Error:
    """A kind of error that a case can carry; `cost` is what one that is never found costs."""

    id: str
    title: Title
    cost: Money | None


@dataclass(frozen=True, slots=True)
class Level:
    """Who decides up to an amount: `up_to` by the value of the delegation's `by` fact, or '' where
    it has none; a value that is missing has no limit. In the fact's base unit, limit included."""

    id: str
    title: Title
    role: str
    at: ByOrigin[str]
    up_to: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Delegation:
    """Delegation of authority: the first level whose limit is not exceeded by `fact` decides."""

    id: str
    title: Title
    fact: str
    by: str | None
    levels: tuple[Level, ...]


def types_of(facts: Iterable[Fact], offices: Iterable[str]) -> dict[str, FactType]:
    """What an expression over the facts of a process may read: `facts`, and what is built in."""
    return {
        "arrived": FactType("date"),
        "origin": FactType("category", tuple(offices)),
        "tier": FactType("category", TIERS),
        **{fact.id: FactType(fact.kind, fact.values) for fact in facts},
    }
