"""Cases of other processes: `call` waits for one, `starts` begins some that go on by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.files.fields.amount import NUMBER_AMOUNT
from procsim.files.fields.branch import NEXT, plain_flows
from procsim.files.fields.deadline import DEADLINE, deadlines_of
from procsim.files.fields.expression import expression, is_unread
from procsim.files.fields.step_parts import AT, LUCK, NOTE, PROTECTED, Step, id_of, place_of_work
from procsim.files.fields.table import (
    BrokenError,
    Field,
    Kind,
    Row,
    Table,
    nearest,
    one_or_more,
    table_of,
)
from procsim.files.kinds import PROCESS, TITLE
from procsim.model.distributions.discrete import Constant
from procsim.model.elements import Call, Starts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.expressions import Expression

_PASSES_SCHEMA: Final = {"type": "object", "additionalProperties": {"type": ["string", "number"]}}
_CALL = Field("call", TITLE, "What it is called.", required=True)
_PROCESS = Field("process", PROCESS, "The process of the other case.", required=True)
_PASSES = Field(
    "passes",
    Kind(lambda node: node, _PASSES_SCHEMA),
    "Facts of the new case, from facts of this one: amount: amount / 2.",
)
CALL_TABLE = Table(
    "a call",
    "A case of another process, which this one waits for.",
    (_CALL, _PROCESS, AT, _PASSES, DEADLINE, PROTECTED, LUCK, NOTE, NEXT),
)
_COUNT = Field("count", NUMBER_AMOUNT, "How many per case; 1 if silent.")
STARTS_TABLE = Table(
    "a start of other cases",
    "Cases of another process that begin when the step is done.",
    (_PROCESS, _COUNT, _PASSES),
)


def _passed(row: Row, process: str) -> Mapping[str, Expression]:
    """The facts of the new case, each of the kind that its process declares."""
    if _PASSES not in row:
        return {}
    known, found = row.node.reading.facts.get(process, {}), {}
    for name, inner in row.at(_PASSES).items():
        fact = known.get(name)
        if fact is None:
            if is_unread(row.node, name, process):
                continue
            hint = nearest(name, known) or f"'{process}' has no `data`"
            inner.refuse("P120", f"unknown fact '{name}' of '{process}'", hint, at_key=True)
            continue
        try:
            found[name] = expression(fact.kind, fact.values).read(inner)
        except BrokenError:
            continue
    return found


def call(row: Row) -> Step:
    """Another process as a sub-process."""
    id_, process = id_of(row), row.need(_PROCESS)
    deadlines = deadlines_of(row)
    element = Call(
        id_,
        row.need(_CALL),
        process,
        place_of_work(row),
        _passed(row, process),
        row.get(LUCK) or id_,
        tuple(each.deadline for each in deadlines),
        row.get(PROTECTED) or False,
    )
    return Step(element, (*plain_flows(row), *(each.flow(id_) for each in deadlines)))


def _starts(row: Row) -> Starts:
    process = row.need(_PROCESS)
    return Starts(process, row.get(_COUNT) or Constant(1.0), _passed(row, process))


STARTS: Final = Field(
    "starts",
    one_or_more(table_of(STARTS_TABLE, _starts)),
    "Cases of other processes that begin when it is done.",
)
