"""`deadline:` limits on the time at a step, and where to go when they pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from procsim.files.fields.branch import TARGET
from procsim.files.fields.spans import counted_by, span
from procsim.files.fields.table import Field, Kind, Node, Row, Table, one_or_more, table_of
from procsim.files.kinds import FLAG, ID, TITLE, choice
from procsim.model.elements import Deadline
from procsim.model.process import Flow

if TYPE_CHECKING:
    from procsim.model.text import Title


@dataclass(frozen=True, slots=True)
class GivenDeadline:
    """A deadline with the flow that leaves by it."""

    deadline: Deadline
    target: str
    title: Title | None
    node: Node

    def flow(self, source: str) -> Flow:
        """The flow that is taken when the deadline passes."""
        return Flow(source, self.target, title=self.title, deadline=self.deadline.id)


_SINCE_KIND: Final[Kind[Literal["ready", "start"]]] = choice("since", ("ready", "start"))
_UNTIL_KIND: Final[Kind[Literal["start", "done"]]] = choice("until", ("start", "done"))
_AFTER = Field("after", span("calendar"), "The limit: 5 days; 5 wd of a calendar.", required=True)
_TO = Field("to", TARGET, "The step that follows when it passes.", required=True)
_ID = Field("id", ID, "Its name, for scenarios and reports; where it leads if silent.")
_SINCE = Field("since", _SINCE_KIND, "ready (if silent), or start of the work.")
_UNTIL = Field("until", _UNTIL_KIND, "done (if silent), or start: it is off when work starts.")
_CALENDAR = counted_by("calendar")
_INTERRUPT = Field("interrupt", FLAG, "true (if silent): the step is given up; false: it goes on.")
_EVERY = Field("every", span("calendar"), "Then again each so much, until the step is done.")
_TITLE = Field("title", TITLE, "What stands at the arrow.")
DEADLINE_TABLE = Table(
    "a deadline",
    "A limit on the time at a step.",
    (_AFTER, _TO, _ID, _SINCE, _UNTIL, _CALENDAR, _INTERRUPT, _EVERY, _TITLE),
)


def _deadline(row: Row) -> GivenDeadline:
    target, interrupts = row.need(_TO), row.get(_INTERRUPT) is not False
    every = row.get(_EVERY)
    if every is not None and interrupts:
        hint = "write `interrupt: false`, or leave out `every`"
        raise row.at(_EVERY).refuse("P116", "a step is given up only once", hint, at_key=True)
    since, until = row.get(_SINCE) or "ready", row.get(_UNTIL) or "done"
    if since == until:
        hint = "leave out `since`, or `until`"
        raise row.at(_UNTIL).refuse("P116", "it is off as soon as it begins", hint, at_key=True)
    deadline = Deadline(
        row.get(_ID) or target,
        row.need(_AFTER),
        since,
        row.get(_CALENDAR),
        interrupts,
        every,
        until,
    )
    return GivenDeadline(deadline, target, row.get(_TITLE), row.node)


DEADLINE: Final = Field(
    "deadline",
    one_or_more(table_of(DEADLINE_TABLE, _deadline)),
    "A limit on the time at the step, or several.",
)


def deadlines_of(row: Row, *, work: bool = False) -> tuple[GivenDeadline, ...]:
    """The deadlines of a step, each with another id; only work has a start of its own."""
    given = row.get(DEADLINE) or ()
    seen: set[str] = set()
    for each in given:
        if each.deadline.id in seen:
            hint = "give each deadline an `id`"
            each.node.refuse("P007", f"the deadline '{each.deadline.id}' stands twice", hint)
        seen.add(each.deadline.id)
        for key, word in (("since", each.deadline.since), ("until", each.deadline.until)):
            if word == "start" and not work:
                message = "only a task is started some time after it is ready"
                each.node.inner(key, word).refuse("P116", message, "leave it out")
    return given
