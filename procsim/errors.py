"""What is wrong with an input: a code, a path into the model, a sentence and a way out.

    ProcsimError
    ├── InputError      files that cannot be used; carries every problem of a stage
    └── UsageError      a command or call that cannot be carried out as asked

Rules of `model` know only the *path* of a value; `files` knows where that path was written and
turns a problem without a place into one with file, line and column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written; line and column count from 1, the column in characters."""

    file: str
    line: int
    column: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `code` is stable (P101 …); `hint` is the way out."""

    code: str
    message: str
    path: Path = ()
    hint: str = ""
    place: Place | None = field(default=None, compare=False)
    at_key: bool = False


class ProcsimError(Exception):
    """Anything procsim refuses to do, said in words for the person who asked."""


class UsageError(ProcsimError):
    """The call itself cannot be carried out as asked."""


class InputError(ProcsimError):
    """Inputs that cannot be used: all problems of the stage that found them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{p.code} {p.message}" for p in self.problems))


def refuse(problems: Iterable[Problem]) -> None:
    """Raise `InputError` with all problems, if there are any."""
    found = tuple(problems)
    if found:
        raise InputError(found)


#: Every stable code and what it is about; `tests/bad_inputs/` holds at least one file for each.
CODES: dict[str, str] = {
    "P001": "a file that is named exists",
    "P002": "a file can be read",
    "P003": "a file is not larger than 5 MB",
    "P004": "a file is UTF-8 text",
    "P005": "a file is valid YAML",
    "P006": "a file holds something",
    "P007": "nothing is defined twice",
    "P008": "no anchors, aliases or tags",
    "P009": "no deep nesting",
    "P010": "one document in a file",
    "P011": "a table has the columns it needs",
    "P100": "only known keys",
    "P101": "roles that exist",
    "P102": "keys that are needed",
    "P103": "values of the right kind",
    "P104": "offices that exist",
    "P105": "calendars that exist",
    "P106": "steps that exist",
    "P107": "processes that exist",
    "P108": "systems that exist",
    "P109": "time zones that exist",
    "P110": "shares that add up to 100 %",
    "P111": "words from a list",
    "P112": "parts of the language that are not supported yet",
    "P113": "names that can be ids",
    "P114": "an exchange rate for each currency",
    "P115": "selectors that mean an office",
    "P116": "keys that do not go together",
    "P117": "holidays of a country",
    "P118": "recurrence rules",
    "P119": "indicators that exist",
    "P120": "facts that exist",
    "P121": "errors that exist",
    "P122": "delegations that exist",
    "P200": "a unit in each quantity",
    "P201": "times and distributions that can be read",
    "P202": "the right unit",
    "P203": "distributions that are possible",
    "P204": "percentages",
    "P205": "dates and months",
    "P206": "hours of a day",
    "P207": "days of the week",
    "P208": "money",
    "P209": "spans and working days",
    "P210": "numbers in range",
    "P211": "recorded values of an empirical distribution",
    "P212": "expressions that can be read",
    "P213": "kinds of values that go together",
    "P301": "a process has one start",
    "P302": "every step can be reached",
    "P303": "every step can come to an end",
    "P304": "flows in and out of a step",
    "P306": "a join that can wait for ever",
    "P307": "tokens that become more and more",
    "P308": "a graph too large to check",
    "P309": "steps that would share their luck",
    "P310": "ways out that fit the step",
    "P311": "tokens that race into an inclusive join",
    "P312": "loops that only facts decide",
    "P313": "races between waits",
    "P314": "processes that call themselves",
    "P315": "messages that are sent and awaited",
    "P316": "cases that start one another without end",
    "P401": "a step that is done nowhere for an origin",
    "P402": "an office that two centres serve",
    "P403": "a role that nobody holds where it is needed",
    "P404": "a calendar or recurrence that never opens",
    "P405": "posts that cannot work",
    "P406": "times that are missing or can be negative",
    "P409": "an office above itself",
    "P410": "more than one headquarters",
    "P411": "arrivals",
    "P412": "an unlimited role with posts",
    "P413": "combinations of step forms that have no meaning",
    "P414": "teams that can never meet",
    "P415": "work that may not be done by the only person who could",
    "P416": "steps done by the same person, or by another",
    "P417": "delegations of authority",
    "P500": "one verb in each change",
    "P501": "arguments of a change",
    "P502": "things that a change names",
    "P503": "a scenario that fits its baseline",
    "P504": "changes that do not contradict each other",
    "P505": "a model or scenarios to build on",
    "P506": "protected steps stay",
    "P507": "parts that can stand without those after them",
    "P508": "changes that can be made there",
    "P509": "amounts of a change in range",
    "P510": "new ids that are not taken",
    "P511": "closed offices that are not used",
    "P512": "alternatives of a scenario",
    "P513": "scenarios that do not build on themselves",
    "P514": "the month of an investment",
    "P515": "steps that others name stay",
}
