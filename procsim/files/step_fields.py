"""`steps:` the elements of a process and the flows between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from procsim.files.branch_fields import NEXT, PLACEMENT, check_shares
from procsim.files.by_office import by_origin
from procsim.files.calendar_fields import RECURRENCE_FIELDS, RULE_KIND, recurrence
from procsim.files.fields import (
    LATER,
    Field,
    Kind,
    Node,
    Row,
    Table,
    nearest,
    one_or_more,
    read_table,
    table_of,
)
from procsim.files.kinds import (
    DURATION,
    FLAG,
    ID,
    MONEY,
    ROLE,
    SYSTEM,
    TEXT,
    TIME,
    TITLE,
    choice,
    whole,
)
from procsim.model.process import (
    All,
    Batch,
    ByOrigin,
    Decision,
    Element,
    End,
    Flow,
    Start,
    Task,
    Terminate,
    Wait,
)
from procsim.model.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TITLE: Final = Field("title", TITLE, "What it is called; its id if silent.")
_NOTE: Final = Field("note", TEXT, "A remark for readers.")
_LUCK: Final = Field("luck_of", ID, "The step whose draws it uses, because it replaces it.")
_PROTECTED: Final = Field("protected", FLAG, "No scenario may remove it.")
_AT: Final = Field(
    "at", by_origin(PLACEMENT), "Where: origin, parent, hq, centre, skip, an office."
)

_SIZE = Field("size", whole(least=1), "How many go together.")
_AGE = Field("age", DURATION, "How long the oldest waits at most.")
_RULE = Field("rule", RULE_KIND, "When all that are ready leave.")
_SETUP = Field("setup", TIME, "Work once per batch; each member's own work is added.")
BATCH_TABLE = Table(
    "a batch",
    "Work collected and done together.",
    (_SIZE, _AGE, _RULE, _SETUP),
    LATER | {"by", "item"},
)


def _batch(row: Row) -> Batch:
    size, age, rule = row.get(_SIZE), row.get(_AGE), row.get(_RULE)
    if size is None and age is None and rule is None:
        raise row.node.refuse("P102", "a batch needs one of the keys 'size', 'age', 'rule'")
    return Batch(size, age, rule, row.get(_SETUP))


_EVENT_KIND: Final = choice("event", ("start", "end", "terminate"))
_EVENT = Field("event", _EVENT_KIND, "start, end, or terminate (ends the whole case).", True)
_AFTER = Field("next", NEXT.kind, "The step that follows a start.")
EVENT_TABLE = Table("an event", "Where cases enter or leave.", (_EVENT, _TITLE, _AFTER, _NOTE))

_TASK = Field("task", TITLE, "What is done.", required=True)
_ROLE = Field("role", ROLE, "Who does it; silent: a system, which never queues.")
_TIME = Field("time", by_origin(TIME), "Work per visit.", required=True)
_DELAY = Field("delay", by_origin(TIME), "Time before it queues that is not modelled as a queue.")
_BATCH = Field("batch", table_of(BATCH_TABLE, _batch), "Work collected and done together.")
_USES = Field("uses", one_or_more(SYSTEM), "Systems it needs.")
_FIXED_COST = Field("fixed_cost", MONEY, "Money spent per visit, beside the work.")
_PRIORITY = Field("priority", whole(least=-1000, most=1000), "Lower goes first; 0 if silent.")
_CLOSING_KIND: Final[Kind[Literal["keep", "pass_on"]]] = choice("at_closing", ("keep", "pass_on"))
_CLOSING = Field("at_closing", _CLOSING_KIND, "Who goes on with open work the next day (keep).")
TASK_TABLE = Table(
    "a task",
    "Work done by a role somewhere.",
    (
        *(_TASK, _ROLE, _AT, _TIME, _DELAY, _BATCH, _USES, _FIXED_COST, _PRIORITY),
        *(_CLOSING, _PROTECTED, _LUCK, _NOTE, NEXT),
    ),
)

_WAIT = Field("wait", choice("wait", ("delay", "until")), "delay (takes) or until (rule).", True)
_TAKES = Field("takes", by_origin(TIME), "How long, drawn per visit.", required=True)
_WAIT_COMMON: Final = (_TITLE, _AT, _PROTECTED, _LUCK, _NOTE, NEXT)
DELAY_TABLE = Table("a wait", "Time that passes without work.", (_WAIT, _TAKES, *_WAIT_COMMON))
UNTIL_TABLE = Table(
    "a wait", "Until a calendar instant.", (_WAIT, *RECURRENCE_FIELDS, *_WAIT_COMMON)
)

_DECISION = Field("decision", TITLE, "The question.", required=True)
DECISION_TABLE = Table(
    "a decision",
    "Exactly one way out is taken; several in: they merge.",
    (_DECISION, _PROTECTED, _LUCK, _NOTE, NEXT),
    LATER | {"by", "default"},
)
_ALL = Field("all", TITLE, "What it is called.", required=True)
ALL_TABLE = Table(
    "a parallel gateway", "Several out: split; several in: join.", (_ALL, _NOTE, NEXT)
)


@dataclass(frozen=True, slots=True)
class Step:
    """An element with the flows that leave it."""

    element: Element
    flows: tuple[Flow, ...]


def _id(row: Row) -> str:
    return str(row.node.path[-1])


def _flows(row: Row) -> tuple[Flow, ...]:
    source = _id(row)
    return tuple(
        Flow(source, branch.target, branch.share, branch.id, branch.title)
        for branch in row.get(NEXT) or ()
    )


def _event(row: Row) -> Step:
    id_, title, flows = _id(row), row.get(_TITLE), _flows(row)
    kind = row.need(_EVENT)
    if kind == "start" and not flows:
        raise row.node.refuse("P102", "a start needs the key 'next'", "the step that follows it")
    if kind != "start" and flows:
        raise row.at(NEXT).refuse("P116", "nothing follows an end", "remove 'next'", at_key=True)
    name = title or plain(id_)
    match kind:
        case "start":
            return Step(Start(id_, name), flows)
        case "end":
            return Step(End(id_, name), flows)
        case _:
            return Step(Terminate(id_, name), flows)


def _task(row: Row) -> Step:
    task = Task(
        _id(row),
        row.need(_TASK),
        row.get(_ROLE),
        row.get(_AT) or ByOrigin("origin", {}),
        row.need(_TIME),
        row.get(_DELAY),
        row.get(_BATCH),
        row.get(_USES) or (),
        row.get(_FIXED_COST),
        row.get(_PRIORITY) or 0,
        row.get(_CLOSING) or "keep",
        row.get(_PROTECTED) or False,
        row.get(_LUCK) or _id(row),
        row.get(_NOTE) or "",
    )
    return Step(task, _flows(row))


def _wait(row: Row) -> Step:
    until = recurrence(row) if row.need(_WAIT) == "until" else None
    wait = Wait(
        _id(row),
        row.get(_TITLE) or plain(_id(row)),
        row.get(_TAKES),
        until,
        row.get(_AT) or ByOrigin("origin", {}),
        row.get(_LUCK) or _id(row),
        row.get(_PROTECTED) or False,
    )
    return Step(wait, _flows(row))


def _decision(row: Row) -> Step:
    decision = Decision(_id(row), row.need(_DECISION), row.get(_LUCK) or _id(row))
    flows = _flows(row)
    if len(flows) == 1 and flows[0].share is None:
        only = flows[0]
        sure = ByOrigin(1.0, {})
        return Step(decision, (Flow(only.source, only.target, sure, only.id, only.title),))
    silent = [index for index, flow in enumerate(flows) if flow.share is None]
    for index in silent:
        row.at(NEXT).inner(index, None).refuse("P102", "a branch of a decision needs a share")
    named = [flow.id for flow in flows if flow.id]
    for name in sorted({name for name in named if named.count(name) > 1}):
        row.at(NEXT).refuse("P007", f"the branch '{name}' stands twice")
    if not silent:
        check_shares(row, flows)
    return Step(decision, flows)


def _all(row: Row) -> Step:
    return Step(All(_id(row), row.need(_ALL)), _flows(row))


StepKind = Literal["event", "task", "wait", "decision", "all"]
_BUILDERS: Final[Mapping[StepKind, tuple[Table, Callable[[Row], Step]]]] = {
    "event": (EVENT_TABLE, _event),
    "task": (TASK_TABLE, _task),
    "wait": (DELAY_TABLE, _wait),
    "decision": (DECISION_TABLE, _decision),
    "all": (ALL_TABLE, _all),
}


def _step(node: Node) -> Step:
    if not isinstance(node.value, dict):
        raise node.refuse("P103", f"a step is a mapping, not '{node.text()}'", "{task: …, role: …}")
    kinds: list[StepKind] = [kind for kind in _BUILDERS if kind in node.value]
    if len(kinds) != 1:
        raise _not_one_kind(node, kinds)
    table, build = _BUILDERS[kinds[0]]
    if node.value.get("wait") == "until":
        table = UNTIL_TABLE
    return build(read_table(node, table))


def _not_one_kind(node: Node, kinds: list[StepKind]) -> Exception:
    assert isinstance(node.value, dict)
    later = next((key for key in node.value if key in LATER), None)
    if later is not None:
        inner = node.inner(later, None)
        return inner.refuse("P112", f"'{later}' is not supported in this version", at_key=True)
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
    *(EVENT_TABLE, TASK_TABLE, DELAY_TABLE, UNTIL_TABLE, DECISION_TABLE, ALL_TABLE),
)
_SCHEMA: Final[dict[str, Any]] = {"anyOf": [table.schema() for table in _TABLES]}
STEP_KIND: Final[Kind[Step]] = Kind(_step, _SCHEMA)
