"""Values that differ by the office a case belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.organisation import Office

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class ByOrigin(Generic[T_co]):
    """A value by the office a case belongs to: by its name, else by its tier, else `otherwise`."""

    otherwise: T_co | None
    by: Mapping[str, T_co]

    def of(self, origin: Office) -> T_co | None:
        """The value for cases of `origin`; None where nothing is said."""
        if origin.id in self.by:
            return self.by[origin.id]
        return self.by.get(origin.tier, self.otherwise)

    def values(self) -> tuple[T_co, ...]:
        """All values, `otherwise` first."""
        first = () if self.otherwise is None else (self.otherwise,)
        return (*first, *self.by.values())
