"""Tasks: work done by somebody somewhere, and all that may be said of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from procsim.files.fields.amount import CHANCE, MONEY_AMOUNT, NUMBER_AMOUNT, TIME_AMOUNT, amount_of
from procsim.files.fields.branch import NEXT, plain_flows
from procsim.files.fields.by_office import by_origin
from procsim.files.fields.calendar import RECURRENCE_FIELDS, RULE_KIND
from procsim.files.fields.call import STARTS
from procsim.files.fields.deadline import DEADLINE, deadlines_of
from procsim.files.fields.expression import expression, facts_at, is_unread
from procsim.files.fields.fact import FACT
from procsim.files.fields.names import ERROR, MESSAGE
from procsim.files.fields.performer import HOLD_AFTER, NOBODY_ELSE, PERFORMER, TEAM, WHO
from procsim.files.fields.spans import counted_by, span
from procsim.files.fields.step_parts import AT, LUCK, NOTE, PROTECTED, Step, id_of, place_of_work
from procsim.files.fields.table import (
    LATER,
    BrokenError,
    Field,
    Kind,
    Node,
    Row,
    Table,
    mapping_of,
    nearest,
    one_or_more,
    read_table,
    table_of,
)
from procsim.files.kinds import DURATION, FACTOR, MONEY, ROLE, SYSTEM, TIME, TITLE, choice, whole
from procsim.model.distributions.discrete import Constant
from procsim.model.elements import DAY_HELD, Batch, Repeat, Task, Team

if TYPE_CHECKING:
    from procsim.model.amounts import Amount
    from procsim.model.calendars import Recurrence
    from procsim.model.distributions import Distribution
    from procsim.model.expressions import Expression

_SIZE = Field("size", whole(least=1), "How many go together.")
_AGE = Field("age", DURATION, "How long the oldest waits at most.")


def _rule_of_batch(node: Node) -> Recurrence:
    if isinstance(node.value, str):
        hint = f'hour and calendar belong inside: rule: {{rule: "{node.value}", hour: 12:00}}'
        raise node.refuse("P103", "the rule of a batch is a mapping", hint)
    return RULE_KIND.read(node)


_RULE = Field("rule", Kind(_rule_of_batch, RULE_KIND.schema), "When all that are ready leave.")
_KEY = Field("by", FACT, "Only cases that share the value of this fact go together.")
_SETUP = Field("setup", TIME, "Work once per batch; each member's own `time` is added.")


def _no_item(node: Node) -> object:
    hint = "the work per item is the `time` of the task; `setup` is worked once"
    raise node.refuse("P116", "a batch has no 'item'", hint, at_key=True)


_ITEM: Final[Field[object]] = Field("item", Kind(_no_item, {"not": {}}), "Write `time` instead.")
BATCH_TABLE = Table(
    "a batch", "Work collected and done together.", (_SIZE, _AGE, _RULE, _KEY, _SETUP, _ITEM)
)


def _batch(row: Row) -> Batch:
    size, age, rule = row.get(_SIZE), row.get(_AGE), row.get(_RULE)
    if size is None and age is None and rule is None:
        raise row.node.refuse("P102", "a batch needs one of the keys 'size', 'age', 'rule'")
    return Batch(size, age, rule, row.get(_SETUP), row.get(_KEY))


def _read_batch(node: Node) -> Batch:
    """A batch; what stands beside its rule, but belongs inside, is told with the rule alone."""
    value = node.value
    if isinstance(value, dict) and isinstance(value.get("rule"), str):
        inside = {each.key for each in RECURRENCE_FIELDS} - {"rule"}
        node = replace(node, value={key: value[key] for key in value if key not in inside})
    return _batch(read_table(node, BATCH_TABLE))


_MODE_KIND: Final[Kind[Literal["sequential", "parallel"]]] = choice(
    "mode", ("sequential", "parallel")
)
_TIMES = Field("times", NUMBER_AMOUNT, "How often: a number, or a fact.", required=True)
_MODE = Field("mode", _MODE_KIND, "sequential (if silent): one after the other; parallel.")
REPEAT_TABLE = Table("a repeat", "A task done several times in one visit.", (_TIMES, _MODE))


def _repeat(row: Row) -> Repeat:
    return Repeat(row.need(_TIMES), row.get(_MODE) or "sequential")


def _priority(node: Node) -> Distribution:
    return Constant(whole(least=-1000, most=1000).read(node))


def _setting(node: Node) -> tuple[str, Expression]:
    """The new value of a fact: an expression, or the name of one value of a category."""
    name, known = str(node.path[-1]), facts_at(node)
    fact = known.get(name)
    if fact is None:
        if is_unread(node, name):
            raise BrokenError(name)
        hint = nearest(name, known) or "name it under `data` of the process"
        raise node.refuse("P120", f"unknown fact '{name}'", hint, at_key=True)
    if node.value in fact.values:
        quoted = Node(node.reading, node.path, node.at, f"'{node.value}'")
        return name, expression(fact.kind, fact.values).read(quoted)
    return name, expression(fact.kind, fact.values).read(node)


def _sets(node: Node) -> tuple[tuple[str, Expression], ...]:
    found = []
    for inner in node.values():
        try:
            found.append(_setting(inner))
        except BrokenError:
            continue
    return tuple(found)


_SETS_SCHEMA: Final = {
    "type": "object",
    "additionalProperties": {"type": ["string", "number", "boolean"]},
}
_TASK = Field("task", TITLE, "What is done.", required=True)
_ROLE = Field("role", ROLE, "Who does it; silent: a system, which never queues.")
_TIME = Field("time", by_origin(TIME_AMOUNT), "Work per visit.", required=True)
_DELAY = Field(
    "delay", span("delay_calendar"), "Time before it queues that is not modelled as a queue."
)
_DELAY_CALENDAR = counted_by("delay_calendar")
_BATCH_KIND: Final[Kind[Batch]] = Kind(_read_batch, BATCH_TABLE.schema())
_BATCH = Field("batch", _BATCH_KIND, "Work collected and done together.")
_REPEAT = Field("repeat", table_of(REPEAT_TABLE, _repeat), "Done several times in one visit.")
_USES = Field("uses", one_or_more(SYSTEM), "Systems it needs.")
_FIXED_COST = Field("fixed_cost", MONEY, "Money spent per visit, beside the work.")
_COST = Field("cost", MONEY_AMOUNT, "Money spent per visit, by the facts of the case.")
_PRIORITY = Field(
    "priority",
    amount_of(_priority, "number", {"type": "integer", "minimum": -1000, "maximum": 1000}),
    "Lower goes first; 0 if silent.",
)
_DUE = Field("due", TIME_AMOUNT, "Of equal priorities the earlier due first: time since arrival.")
_CLOSING_KIND: Final[Kind[Literal["keep", "pass_on"]]] = choice("at_closing", ("keep", "pass_on"))
_CLOSING = Field("at_closing", _CLOSING_KIND, "Who goes on with open work the next day (keep).")
_AGAIN = Field("again", FACTOR, "What part of the work a second and later visit takes: 60%.")
_SETS = Field("sets", Kind(_sets, _SETS_SCHEMA), "Facts it changes when it is done: urgent: true.")
_ERRORS = Field("errors", mapping_of(ERROR, CHANCE), "Errors it may make, each with its chance.")
_SENDS = Field("sends", one_or_more(MESSAGE), "Messages it sends when it is done.")
TASK_TABLE = Table(
    "a task",
    "Work done by a role somewhere.",
    (
        *(_TASK, _ROLE, AT, _TIME, _DELAY, _DELAY_CALENDAR, _BATCH, _REPEAT, _USES, _FIXED_COST),
        *(_COST, _PRIORITY, _DUE, _CLOSING, TEAM, HOLD_AFTER, PERFORMER, WHO, _AGAIN, DEADLINE),
        *(_SETS, _ERRORS, _SENDS, STARTS, PROTECTED, LUCK, NOTE, NEXT),
    ),
    LATER,
)


def task(row: Row) -> Step:
    """Work done by a role, a team, whom a delegation names, or a system."""
    id_, role, at = id_of(row), row.get(_ROLE), place_of_work(row)
    _refuse_two_performers(row)
    deadlines = deadlines_of(row, work=True)
    by = row.get(PERFORMER)
    again = row.get(_AGAIN)
    element = Task(
        id=id_,
        title=row.need(_TASK),
        role=role,
        at=at,
        time=row.need(_TIME),
        delay=row.get(_DELAY),
        delay_calendar=row.get(_DELAY_CALENDAR),
        batch=row.get(_BATCH),
        uses=row.get(_USES) or (),
        fixed_cost=row.get(_FIXED_COST),
        cost=row.get(_COST),
        priority=_unless_zero(row),
        due=row.get(_DUE),
        at_closing=row.get(_CLOSING) or "keep",
        protected=row.get(PROTECTED) or False,
        luck=row.get(LUCK) or id_,
        note=row.get(NOTE) or "",
        team=_team(row),
        performer=(row.get(WHO) or NOBODY_ELSE).performer(role, at, by),
        repeat=row.get(_REPEAT),
        again=1.0 if again is None else again,
        deadlines=tuple(each.deadline for each in deadlines),
        sets=row.get(_SETS) or (),
        errors=tuple((row.get(_ERRORS) or {}).items()),
        sends=row.get(_SENDS) or (),
        starts=row.get(STARTS) or (),
    )
    return Step(element, (*plain_flows(row), *(each.flow(id_) for each in deadlines)))


def _unless_zero(row: Row) -> Amount | None:
    priority = row.get(_PRIORITY)
    return None if priority == Constant(0) else priority


def _refuse_two_performers(row: Row) -> None:
    """A role, a team or a delegation: one of them says who does it."""
    given = [field for field in (_ROLE, TEAM, PERFORMER) if field in row]
    for extra in given[1:]:
        hint = f"leave out '{given[0].key}' or '{extra.key}'"
        message = f"'{given[0].key}' and '{extra.key}' both say who does it"
        row.at(extra).refuse("P116", message, hint, at_key=True)
    if HOLD_AFTER in row and TEAM not in row:
        hint = "only a team is held together; leave it out"
        row.at(HOLD_AFTER).refuse("P116", "'hold_after' without a team", hint, at_key=True)
    if WHO in row and not given:
        hint = "name the `role` that does it"
        row.at(WHO).refuse("P116", "'who' of a task that a system does", hint, at_key=True)


def _team(row: Row) -> Team | None:
    seats = row.get(TEAM)
    if seats is None:
        return None
    if not seats:
        raise row.at(TEAM).refuse("P102", "a team without a seat", "team: [{role: hr_officer}]")
    held = row.get(HOLD_AFTER)
    return Team(seats, DAY_HELD if held is None else held)
