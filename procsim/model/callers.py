"""Which offices cases belong to: those that arrive, and those that other cases call or start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.model.elements import Call, End, Start, Task
from procsim.model.routing import origins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from procsim.model.elements import Element, Starts
    from procsim.model.model import Model


def starts_of(element: Element) -> tuple[Starts, ...]:
    """The cases of other processes that an element begins."""
    return element.starts if isinstance(element, Start | End | Task) else ()


def births(model: Model, process: str, origin: str) -> Iterator[tuple[str, str]]:
    """(process, office) of each kind of case that cases of one office call or start."""
    office = model.offices[origin]
    for element in model.processes[process].nodes:
        if isinstance(element, Call):
            at = element.at.of(office)
            place = None if at is None else model.place(at, origin)
            if place is not None and place in model.offices and element.process in model.processes:
                yield element.process, place
        for started in starts_of(element):
            if started.process in model.processes:
                yield started.process, origin


def offices_of_cases(model: Model) -> Mapping[str, tuple[str, ...]]:
    """Process → the offices that its cases belong to, in the order in which they are met."""
    met = [
        (id_, origin)
        for id_, process in model.processes.items()
        for origin in origins(process)
        if origin in model.offices
    ]
    known = set(met)
    for process, origin in met:
        new = list(dict.fromkeys(births(model, process, origin)))
        met += [birth for birth in new if birth not in known]
        known.update(new)
    found: dict[str, list[str]] = {id_: [] for id_ in model.processes}
    for process, origin in met:
        found[process].append(origin)
    return {id_: tuple(offices) for id_, offices in found.items()}
