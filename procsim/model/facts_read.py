"""Which facts of its cases a process asks about, and which its steps change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.model.amounts import names_of
from procsim.model.callers import starts_of
from procsim.model.elements import Call, Decision, Task, Wait

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from procsim.model.elements import Element
    from procsim.model.expressions import Expression
    from procsim.model.model import Model
    from procsim.model.process import Process


def asked_of(model: Model, process: Process) -> frozenset[str]:
    """The facts that the course and the work of cases follow from, those that these are computed
    from included."""
    found = {name for node in process.nodes for name in _asked(model, node)}
    for flow in process.flows:
        found |= names_of(flow.chance)
        found |= flow.when.names if flow.when is not None else frozenset()
    for task in process.tasks:
        found |= {name for fact, value in task.sets if fact in found for name in value.names}
    for fact in reversed(tuple(process.data.values())):
        if fact.id in found:
            found |= names_of(*fact.drawn.values())
            found |= {"arrived"} if fact.kind == "date" else set()
    return frozenset(found)


def asked_at(model: Model, process: Process, node: Element) -> frozenset[str]:
    """The facts that an element and the flows out of it ask."""
    found = set(_asked(model, node))
    for flow in process.outgoing(node.id):
        found |= names_of(flow.chance)
        found |= flow.when.names if flow.when is not None else frozenset()
    return frozenset(found)


def settings_of(process: Process) -> Mapping[str, tuple[Expression, ...]]:
    """Fact that steps change → its settings, in the order of the steps."""
    found: dict[str, tuple[Expression, ...]] = {}
    for task in process.tasks:
        for fact, value in task.sets:
            found[fact] = (*found.get(fact, ()), value)
    return found


def _asked(model: Model, node: Element) -> Iterator[str]:
    """What an element itself asks."""
    match node:
        case Task():
            yield from names_of(*node.time.values(), node.cost)
            yield from names_of(*(chance for _, chance in node.errors))
            yield from names_of(None if node.repeat is None else node.repeat.times)
            yield from _delegation(model, node.performer.by)
            if node.batch is not None and node.batch.by is not None:
                yield node.batch.by
        case Decision():
            yield from _delegation(model, node.by)
        case Wait():
            yield from names_of(*(() if node.delay is None else node.delay.values()))
        case Call():
            yield from _read(node.passes)
        case _:
            pass
    for started in starts_of(node):
        yield from names_of(started.count)
        yield from _read(started.passes)


def _delegation(model: Model, by: str | None) -> Iterator[str]:
    if by is not None:
        delegation = model.delegations[by]
        yield delegation.fact
        if delegation.by is not None:
            yield delegation.by


def _read(passes: Mapping[str, Expression]) -> Iterator[str]:
    for expression in passes.values():
        yield from expression.names
