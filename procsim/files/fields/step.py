"""`steps:` the elements of a process and the flows between them, told apart by their first key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from procsim.files.fields.branch import NEXT, plain_flows
from procsim.files.fields.call import CALL_TABLE, STARTS, call
from procsim.files.fields.deadline import DEADLINE, deadlines_of
from procsim.files.fields.gateway import (
    ALL_TABLE,
    ANY_TABLE,
    DECISION_TABLE,
    FIRST_TABLE,
    decision,
    inclusive,
    parallel,
    race,
)
from procsim.files.fields.names import MESSAGE
from procsim.files.fields.step_parts import NOTE, STEP_TITLE, Step, id_of
from procsim.files.fields.table import (
    Field,
    Kind,
    Node,
    Row,
    Table,
    nearest,
    one_or_more,
    read_table,
)
from procsim.files.fields.task import TASK_TABLE, task
from procsim.files.fields.wait import DELAY_TABLE, WAIT_TABLES, wait
from procsim.files.kinds import choice
from procsim.model.elements import End, Start, Terminate
from procsim.model.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_EVENT_KIND: Final = choice("event", ("start", "end", "terminate"))
_EVENT = Field("event", _EVENT_KIND, "start, end, or terminate (ends the whole case).", True)
_AFTER = Field("next", NEXT.kind, "The step that follows a start.")
_SENDS = Field("sends", one_or_more(MESSAGE), "Messages that an end sends.")
EVENT_TABLE = Table(
    "an event",
    "Where cases enter or leave.",
    (_EVENT, STEP_TITLE, _AFTER, DEADLINE, _SENDS, STARTS, NOTE),
)


def _event(row: Row) -> Step:
    id_, kind = id_of(row), row.need(_EVENT)
    flows = plain_flows(row)
    if kind == "start" and not flows:
        raise row.node.refuse("P102", "a start needs the key 'next'", "the step that follows it")
    if kind != "start" and flows:
        hint = "remove 'next'"
        raise row.at(NEXT).refuse("P116", "nothing follows an end", hint, at_key=True)
    _refuse_keys(row, kind)
    name = row.get(STEP_TITLE) or plain(id_)
    match kind:
        case "start":
            late = deadlines_of(row)
            deadlines = tuple(each.deadline for each in late)
            start = Start(id_, name, row.get(STARTS) or (), deadlines)
            return Step(start, (*flows, *(each.flow(id_) for each in late)))
        case "end":
            return Step(End(id_, name, row.get(_SENDS) or (), row.get(STARTS) or ()), ())
        case _:
            return Step(Terminate(id_, name), ())


def _refuse_keys(row: Row, kind: str) -> None:
    """Keys of another kind of event."""
    allowed = {"start": (DEADLINE, STARTS), "end": (_SENDS, STARTS), "terminate": ()}[kind]
    for key in (DEADLINE, _SENDS, STARTS):
        if key in row and key not in allowed:
            message = f"'{key.key}' does not go with `event: {kind}`"
            row.at(key).refuse("P116", message, "write it at another step", at_key=True)


StepKind = Literal["event", "task", "wait", "decision", "all", "any", "first", "call"]
_BUILDERS: Final[Mapping[StepKind, tuple[Table, Callable[[Row], Step]]]] = {
    "event": (EVENT_TABLE, _event),
    "task": (TASK_TABLE, task),
    "wait": (DELAY_TABLE, wait),
    "decision": (DECISION_TABLE, decision),
    "all": (ALL_TABLE, parallel),
    "any": (ANY_TABLE, inclusive),
    "first": (FIRST_TABLE, race),
    "call": (CALL_TABLE, call),
}


def _step(node: Node) -> Step:
    if not isinstance(node.value, dict):
        raise node.refuse("P103", f"a step is a mapping, not '{node.text()}'", "{task: …, role: …}")
    kinds: list[StepKind] = [kind for kind in _BUILDERS if kind in node.value]
    if len(kinds) != 1:
        raise _not_one_kind(node, kinds)
    table, build = _BUILDERS[kinds[0]]
    if kinds[0] == "wait":
        table = WAIT_TABLES.get(str(node.value["wait"]), table)
    return build(read_table(node, table))


def _not_one_kind(node: Node, kinds: list[StepKind]) -> Exception:
    assert isinstance(node.value, dict)
    if kinds:
        found = " and ".join(f"'{kind}'" for kind in kinds)
        return node.refuse("P116", f"a step is one thing, not {found}", "make two steps of it")
    for key in node.value:
        hint = nearest(key, tuple(_BUILDERS))
        if hint.startswith("did"):
            return node.inner(key, None).refuse("P100", f"unknown key '{key}'", hint, at_key=True)
    names = ", ".join(f"'{kind}'" for kind in _BUILDERS)
    return node.refuse("P102", f"a step needs one of the keys {names}")


_TABLES: Final[tuple[Table, ...]] = (
    *(EVENT_TABLE, TASK_TABLE, *WAIT_TABLES.values(), DECISION_TABLE, ALL_TABLE, ANY_TABLE),
    *(FIRST_TABLE, CALL_TABLE),
)
_SCHEMA: Final[dict[str, Any]] = {"anyOf": [table.schema() for table in _TABLES]}
STEP_KIND: Final[Kind[Step]] = Kind(_step, _SCHEMA)
