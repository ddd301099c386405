"""What slots draw where it takes more than one distribution: amounts and choices by the facts of a
case, chances, keys of queues. One row of a plan's `rules` for each; a slot names one by office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from procsim.model.amounts import Amount
    from procsim.model.choices import Choice, Inclusion
    from procsim.model.expressions import Expression


@dataclass(frozen=True, slots=True)
class Measured:
    """A span (µs) or a number that is 0 or more, rounded to a whole one."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class Happens:
    """1 with a chance, else 0."""

    chance: Amount


@dataclass(frozen=True, slots=True)
class Chosen:
    """The number of the flow that is taken, or of the level that decides."""

    choice: Choice


@dataclass(frozen=True, slots=True)
class Taken:
    """The flows that are taken, a bit each; every flow has a draw of its own."""

    inclusion: Inclusion


@dataclass(frozen=True, slots=True)
class Ordered:
    """The place in a queue, lower first: by class, within one by the instant when it is due."""

    priority: Amount | None
    due: Amount | None


@dataclass(frozen=True, slots=True)
class Known:
    """The value of a fact, as a number that is the same for equal values only."""

    fact: str


DrawRule: TypeAlias = "Measured | Happens | Chosen | Taken | Ordered | Known"


@dataclass(frozen=True, slots=True)
class Settable:
    """A fact that steps change: its register is 0 while it is as drawn, and k after the k-th of the
    `settings`, which read the facts as drawn."""

    register: int
    fact: str
    settings: tuple[Expression, ...]
