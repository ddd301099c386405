"""The verbs of a scenario: one small function each, from the tree and a change to edits.

A new verb is a function, and an entry of `VERBS` that declares its keys. Verbs that add things
(offices, roles, steps) name the round in which they are worked out; the others come after them and
may name what they added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.files.fields.table import Field, Table
from procsim.files.verbs.anywhere import set_value
from procsim.files.verbs.arguments import ANYTHING, MAPPING, NAMES, TEXT, Change
from procsim.files.verbs.authority import delegate, when
from procsim.files.verbs.automation import automate
from procsim.files.verbs.organisation import close, open_office, staff
from procsim.files.verbs.shares import share_of
from procsim.files.verbs.steps import add, remove, replace
from procsim.files.verbs.structure import merge, parallel
from procsim.files.verbs.work import demand, move, time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from procsim.files.edits import Tree, TreeEdit


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb does and the keys of a change with it; the first field is the verb itself.

    `adds` is the round (0 or 1) in which its additions are made; None if it adds nothing.
    """

    expand: Callable[[Tree, Change], Iterator[TreeEdit]]
    table: Table
    adds: int | None = None


_WHY: Final = Field("why", TEXT, "Why it is proposed; printed beside the change.", required=True)
_PART: Final = Field("part", TEXT, "Changes of one part are one step of the savings bridge.")
_NOTE: Final = Field("note", TEXT, "A remark.")
_FOR: Final = Field("for", NAMES, "The origins affected: offices, `every country`; silent: all.")
_FROM: Final = Field("from", ANYTHING, "What the baseline must say; otherwise the change is stale.")
_SCALE: Final = Field("scale", ANYTHING, "A factor, as in 0.7.")
_LUCK_OF: Final = Field("luck_of", TEXT, "The step whose luck the new step inherits.")


def _field(key: str, about: str) -> Field[object]:
    return Field(key, ANYTHING, about)


def _needs(key: str, about: str) -> Field[object]:
    return Field(key, ANYTHING, about, required=True)


def _names(key: str, about: str) -> Field[object]:
    return Field(key, NAMES, about, required=True)


def _table(about: str, *fields: Field[object]) -> Table:
    name = f"the change '{fields[0].key}'"
    return Table(name, about, (*fields, _WHY, _PART, _NOTE))


VERBS: Final[Mapping[str, Verb]] = {
    "move": Verb(
        move,
        _table(
            "Work is done in another place.",
            _names("move", "The steps, as process.step."),
            _needs("to", "An office, or origin, parent, centre, hq."),
            _field("role", "The role that does it there; not together with `for`."),
            _FOR,
            _FROM,
        ),
    ),
    "staff": Verb(
        staff,
        _table(
            "Posts of a role.",
            _needs("staff", "A role, or the id of an entry of `posts`."),
            Field("at", NAMES, "The offices: an id, `every country`; not for an entry of `posts`."),
            _FROM,
            _field("to", "The new number of posts, or shifts."),
            _field("by", "The number of posts more, or fewer (-1)."),
        ),
    ),
    "time": Verb(
        time,
        _table(
            "How long work (or a wait) takes.",
            _names("time", "The steps, as process.step."),
            _SCALE,
            _field("to", "The new distribution."),
            _FOR,
            _FROM,
        ),
    ),
    "automate": Verb(
        automate,
        _table(
            "A system does a share of the cases.",
            _needs("automate", "The step, as process.step."),
            _field("share", "The share of cases the system does, as in 70%."),
            _field("when", "Or the cases it does: amount < 5000 USD."),
            _needs("takes", "How long the system takes."),
            _field("uses", "The system, or systems."),
            _field("residual", "The time of the rest: `scale 1.4`, or a distribution."),
            _FOR,
        ),
        adds=1,
    ),
    "remove": Verb(
        remove,
        _table(
            "Steps are no longer done.",
            _names("remove", "The steps, as process.step."),
            _field("to", "Of a decision: the way that is kept."),
            _FOR,
        ),
    ),
    "add": Verb(
        add,
        _table(
            "A new step on a flow.",
            Field("add", MAPPING, "The step with its `id`.", required=True),
            _needs("between", "The two steps it comes between, as process.step."),
            _LUCK_OF,
        ),
        adds=1,
    ),
    "replace": Verb(
        replace,
        _table(
            "Another step in the place of one.",
            _needs("replace", "The step, as process.step."),
            Field("with", MAPPING, "The new step; its `id` if it has another.", required=True),
            _LUCK_OF,
        ),
        adds=1,
    ),
    "parallel": Verb(
        parallel,
        _table(
            "Steps in a row are done at once.",
            _names("parallel", "The steps, as process.step."),
        ),
        adds=1,
    ),
    "merge": Verb(
        merge,
        _table(
            "Steps in a row become one.",
            _names("merge", "The steps, as process.step; the first named gives its luck."),
            Field("into", MAPPING, "The new step with its `id`.", required=True),
        ),
        adds=1,
    ),
    "delegate": Verb(
        delegate,
        _table(
            "Delegation of authority: the limit of a level.",
            _needs("delegate", "delegation.level, or delegation.level.category."),
            _FROM,
            _needs("to", "The new limit, as in 50000 USD."),
        ),
    ),
    "when": Verb(
        when,
        _table(
            "The condition of a way out.",
            _needs("when", "process.decision.way"),
            _FROM,
            _needs("to", "The new condition."),
        ),
    ),
    "demand": Verb(
        demand,
        _table(
            "More or fewer cases.",
            _names("demand", "The processes."),
            Field("scale", ANYTHING, "A factor, as in 1.1.", required=True),
            _FOR,
        ),
    ),
    "set": Verb(
        set_value,
        _table("New values at any path.", Field("set", MAPPING, "path: value", required=True)),
        adds=0,
    ),
    "open": Verb(
        open_office,
        _table("A new office.", Field("open", MAPPING, "An office with its `id`.", required=True)),
        adds=0,
    ),
    "close": Verb(
        close,
        _table(
            "Offices are given up.",
            _names("close", "The offices."),
            _needs("to", "The office that takes over their cases."),
        ),
    ),
    "share": Verb(
        share_of,
        _table(
            "How often cases take one way out of a decision.",
            _needs("share", "process.decision.way"),
            _needs("to", "The new share, as in 15%."),
            _FOR,
            _FROM,
        ),
    ),
}
