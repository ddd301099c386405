"""Waits: for a time, until a recurrence, for a message."""

from __future__ import annotations

from typing import Final

from procsim.files.fields.branch import NEXT, plain_flows
from procsim.files.fields.calendar import RECURRENCE_FIELDS, recurrence
from procsim.files.fields.deadline import DEADLINE, deadlines_of
from procsim.files.fields.fact import FACT
from procsim.files.fields.names import MESSAGE
from procsim.files.fields.spans import counted_by, span
from procsim.files.fields.step_parts import (
    AT,
    LUCK,
    NOTE,
    PROTECTED,
    STEP_TITLE,
    Step,
    id_of,
    place_of_work,
)
from procsim.files.fields.table import Field, Kind, Node, Row, Table
from procsim.files.kinds import choice
from procsim.model.elements import Message, Wait
from procsim.model.text import plain

_KINDS: Final = choice("wait", ("delay", "until", "message"))
_WAIT = Field("wait", _KINDS, "delay (takes), until (rule) or message (name).", required=True)
_COMMON: Final = (STEP_TITLE, AT, DEADLINE, PROTECTED, LUCK, NOTE, NEXT)

_TAKES = Field("takes", span("calendar"), "How long, drawn per visit.", required=True)
_CALENDAR = counted_by("calendar")
DELAY_TABLE = Table(
    "a wait", "Time that passes without work.", (_WAIT, _TAKES, _CALENDAR, *_COMMON)
)
UNTIL_TABLE = Table("a wait", "Until a calendar instant.", (_WAIT, *RECURRENCE_FIELDS, *_COMMON))


def _match(node: Node) -> str:
    return str(node.value) if node.value in ("case", "office", "all") else FACT.read(node)


_NAME = Field("name", MESSAGE, "The message, which a step `sends`.", required=True)
_MATCH = Field(
    "match",
    Kind(_match, {"type": "string"}),
    "Whose: case (this one and its family, if silent), office, all, or a fact that both share.",
)
MESSAGE_TABLE = Table("a wait", "Until a message comes.", (_WAIT, _NAME, _MATCH, *_COMMON))
#: The first word of a wait → the keys that go with it.
WAIT_TABLES: Final = {"delay": DELAY_TABLE, "until": UNTIL_TABLE, "message": MESSAGE_TABLE}


def wait(row: Row) -> Step:
    """Time that passes without work."""
    id_, kind = id_of(row), row.need(_WAIT)
    deadlines = deadlines_of(row)
    message = Message(row.need(_NAME), row.get(_MATCH) or "case") if kind == "message" else None
    element = Wait(
        id_,
        row.get(STEP_TITLE) or plain(id_),
        row.get(_TAKES),
        recurrence(row) if kind == "until" else None,
        place_of_work(row),
        row.get(LUCK) or id_,
        row.get(PROTECTED) or False,
        row.get(_CALENDAR) if kind == "delay" else None,
        message,
        tuple(each.deadline for each in deadlines),
    )
    return Step(element, (*plain_flows(row), *(each.flow(id_) for each in deadlines)))
