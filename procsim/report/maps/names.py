"""The names of what a map speaks of: titles in its language, places, levels, times."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from procsim.report.maps.amounts import number_text, span_text, working_text
from procsim.report.maps.words import say
from procsim.units import DAY, MINUTE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from procsim.model.elements import Element
    from procsim.model.facts import Error, Fact
    from procsim.model.organisation import Role
    from procsim.model.process import Process
    from procsim.report.maps.lanes import View

GAP: Final = "\N{NO-BREAK SPACE}"
TIMES: Final = f"{GAP}×{GAP}"


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in a process, as a view sees it; an id where nothing has a title."""

    process: Process
    seen: View

    def placed(self, who: str, key: tuple[str, str] | None, home: tuple[str, str] | None) -> str:
        """Somebody, with the place if it is not that of the box."""
        if key is None or key == home:
            return who
        return say("at", self.seen.language, who, place=self.seen.title(key))

    def role(self, id_: str) -> str:
        """Who works."""
        return self._title(self.seen.model.roles, id_)

    def process_title(self, id_: str) -> str:
        """Another process."""
        return self._title(self.seen.model.processes, id_)

    def step(self, id_: str) -> str:
        """A step of this process."""
        return self._title(self.process.node, id_)

    def fact(self, id_: str) -> str:
        """A fact of its cases."""
        return self._title(self.process.data, id_)

    def error(self, id_: str) -> str:
        """An error that its cases can carry."""
        return self._title(self.process.errors, id_)

    def _title(self, known: Mapping[str, Role | Process | Element | Fact | Error], id_: str) -> str:
        return known[id_].title.into(self.seen.language) if id_ in known else plain(id_)

    def level(self, delegation: str, level: str) -> str:
        """A level of a delegation, with its limit where it has one for all."""
        table = self.seen.model.delegations[delegation]
        found = next(each for each in table.levels if each.id == level)
        title = found.title.into(self.seen.language)
        if list(found.up_to) != [""]:
            return title
        return f"{title} ≤ {self._value(found.up_to[''], table.fact)}"

    def _value(self, value: float, fact: str) -> str:
        """A value of a fact with its unit."""
        kind = self.process.data[fact].kind if fact in self.process.data else "number"
        if kind == "time":
            return span_text(value, self.seen.language)
        text = number_text(value, self.seen.language)
        return f"{text}{GAP}{self.seen.model.currency}" if kind == "money" else text

    def spans_by(self, calendar: str | None) -> Callable[[float, str], str]:
        """How times are written that a calendar counts (`office`: that of the office shown)."""
        if calendar is None:
            return span_text
        known = self.seen.model.calendars
        found = known.get(self.seen.origin.calendar if calendar == "office" else calendar)
        days = [
            sum(closes - opens for opens, closes in hours)
            for hours in (found.week if found else ())
            if hours
        ]
        day = MINUTE * sum(days) / len(days) if days else 0.0
        return span_text if day == DAY else partial(working_text, day=day)


def plain(id_: str) -> str:
    """An id without a title, as words."""
    return id_.replace("_", " ")
