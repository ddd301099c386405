"""What is allowed, but most likely not meant: facts that nobody reads, errors nobody looks for,
reminders without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.model.amounts import Conditional, Formula, Multiplied, names_of, support_of
from procsim.model.callers import starts_of
from procsim.model.elements import Call, Decision, Start, Task, Wait
from procsim.model.expressions import range_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.model.amounts import Amount
    from procsim.model.elements import Element
    from procsim.model.expressions import Expression, Range
    from procsim.model.model import Model
    from procsim.model.process import Process


def remarks(model: Model) -> tuple[str, ...]:
    """A sentence for each, in the order of the processes."""
    return tuple(
        f"process {process.id!r}: {remark}"
        for process in model.processes.values()
        for remark in (
            *_unread(model, process),
            *_unchecked(process),
            *_endless_reminders(process),
        )
    )


def _unread(model: Model, process: Process) -> Iterator[str]:
    read = {segment.fact for segment in process.segments}
    for fact in process.data.values():
        read |= names_of(*fact.drawn.values())
    for flow in process.flows:
        read |= _names(flow.when) | (names_of(flow.chance) if flow.chance is not None else set())
    for node in process.nodes:
        read |= _read_by(model, node)
    for name in process.data:
        if name not in read:
            yield f"nothing reads the fact {name!r}"


def _names(expression: Expression | None) -> frozenset[str]:
    return frozenset() if expression is None else expression.names


def _read_by(model: Model, node: Element) -> set[str]:
    """The facts that an element reads."""
    amounts: list[Amount | None] = []
    names: set[str] = set()
    passed = list(node.passes.values()) if isinstance(node, Call) else []
    for started in starts_of(node):
        amounts.append(started.count)
        passed += started.passes.values()
    by: str | None = None
    match node:
        case Task():
            amounts += [*node.time.values(), node.cost, node.priority, node.due]
            amounts += [] if node.delay is None else node.delay.values()
            amounts += [chance for _, chance in node.errors]
            amounts += [] if node.repeat is None else [node.repeat.times]
            passed += [new for _, new in node.sets]
            names |= {node.batch.by} if node.batch is not None and node.batch.by else set()
            by = node.performer.by
        case Wait():
            amounts += [] if node.delay is None else node.delay.values()
            names |= {node.message.match} if node.message is not None else set()
        case Decision():
            by = node.by
    if isinstance(node, Start | Task | Wait | Call):
        for deadline in node.deadlines:
            amounts += deadline.after.values()
            amounts += [] if deadline.every is None else deadline.every.values()
    if by is not None:
        delegation = model.delegations[by]
        names |= {delegation.fact, *(() if delegation.by is None else (delegation.by,))}
    names |= names_of(*(amount for amount in amounts if amount is not None))
    return names.union(*(expression.names for expression in passed))


def _unchecked(process: Process) -> Iterator[str]:
    made = {error for task in process.tasks for error, _ in task.errors}
    sought = {
        error for node in process.nodes if isinstance(node, Decision) for error, _ in node.finds
    }
    for name in process.errors:
        if name not in made:
            yield f"no step makes the error {name!r}"
        elif name not in sought:
            yield f"no decision looks for the error {name!r}"


def _endless_reminders(process: Process) -> Iterator[str]:
    """Reminders that, by the facts of a case, could come every 0 minutes: that stops the run."""
    facts: dict[str, Range] = {}
    for fact in process.data.values():
        drawn = [support_of(each, facts) for each in fact.drawn.values()]
        if fact.kind in ("number", "money", "time"):
            facts[fact.id] = min(low for low, _ in drawn), max(high for _, high in drawn)
    drawn_facts = dict(facts)
    for task in process.tasks:
        for name, value in task.sets:
            if name in facts:
                low, high = range_of(value, drawn_facts)
                facts[name] = min(low, facts[name][0]), max(high, facts[name][1])
    for node in process.nodes:
        if not isinstance(node, Start | Task | Wait | Call):
            continue
        for deadline in node.deadlines:
            again = () if deadline.every is None else deadline.every.values()
            computed = [
                each for each in again if isinstance(each, Formula | Multiplied | Conditional)
            ]
            if any(support_of(each, facts)[0] <= 0 for each in computed):
                yield (
                    f"the reminders of {node.id!r} can come again after no time, "
                    "which stops the run (`every`)"
                )
