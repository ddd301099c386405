"""Lanes: where each step is done, in words, for the cases of one office or of the busiest tier."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from procsim.errors import UsageError
from procsim.model.arrivals import (
    Arrivals,
    GapArrivals,
    RandomArrivals,
    RecordedArrivals,
    ScheduledArrivals,
)
from procsim.model.elements import Call, Task, Wait
from procsim.report.maps.words import word
from procsim.units import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.by_origin import ByOrigin
    from procsim.model.elements import Element
    from procsim.model.model import Model
    from procsim.model.organisation import Office
    from procsim.model.process import Process

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class View:
    """For whom a map is drawn: the cases of an office, or (not `is_named`) of all of its tier."""

    model: Model
    origin: Office
    is_named: bool
    language: str

    def key(self, at: ByOrigin[str]) -> Key | None:
        """Where a placement leads: to a tier where the place depends on the origin, else to an
        office; None where it is skipped or there is no such place."""
        name = at.of(self.origin)
        place = None if name is None else self.model.place(name, self.origin.id)
        return None if name is None or place is None else self._key(name, self.model.offices[place])

    def home(self) -> Key:
        """Where the cases belong."""
        return self._key("origin", self.origin)

    def _key(self, at: str, place: Office) -> Key:
        if self.is_named:
            return ("office", place.id)
        if place.tier == "hq" or at in ("origin", "parent"):
            return ("tier", place.tier)
        offices, centres = self.model.offices.values(), self.model.centres
        peers = (office.id for office in offices if office.tier == self.origin.tier)
        if at == "centre" and any(centres[peer] not in (place.id, None) for peer in peers):
            return ("tier", "centre")
        return ("office", place.id)

    def title(self, key: Key) -> str:
        """A lane in words."""
        kind, id_ = key
        if kind == "tier":
            return word(id_, self.language)
        return self.model.offices[id_].title.into(self.language)

    def placement(self, task: Task) -> ByOrigin[str]:
        """Where a task is done: a team's first seat, the lowest level of a delegation."""
        if task.at.of(self.origin) == "skip":
            return task.at
        if task.team is not None:
            return task.team.seats[0].at
        if task.performer.by is not None:
            return self.model.delegations[task.performer.by].levels[0].at
        return task.at


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lane of each step (a position in `titles`). `skipped` steps are not done for the cases
    shown; they stand in the lane of the step before."""

    titles: tuple[str, ...]
    of: Mapping[str, int]
    skipped: frozenset[str]


def view(process: Process, model: Model, *, origin: str | None, language: str) -> View:
    """The view of the cases of an office; without one, of the busiest of the busiest tier."""
    if origin is not None and origin not in model.offices:
        known = ", ".join(model.offices)
        raise UsageError(f"unknown office {origin!r}: choose one of {known}")
    office = model.offices[origin or busiest_office(process, model)]
    return View(model, office, origin is not None, language)


def lanes(process: Process, seen: View, order: tuple[str, ...]) -> Lanes:
    """Lanes in the order in which cases come to them; `order` is the reading order of the steps."""
    keys, skipped = _keys(process, seen, order)
    ranked = tuple(dict.fromkeys(keys[id_] for id_ in order))
    position = {key: number for number, key in enumerate(ranked)}
    return Lanes(
        titles=tuple(seen.title(key) for key in ranked),
        of={id_: position[key] for id_, key in keys.items()},
        skipped=skipped,
    )


def busiest_office(process: Process, model: Model) -> str:
    """The busiest office of the tier with most arrivals a year; of equals the first in the file."""
    volumes: dict[str, float] = dict.fromkeys(model.offices, 0.0)
    for arrivals in process.arrivals:
        for id_, volume in _per_year(arrivals).items():
            scale = arrivals.scale.of(model.offices[id_])
            volumes[id_] += volume * (1.0 if scale is None else scale)
    tiers: defaultdict[str, float] = defaultdict(float)
    for id_, volume in volumes.items():
        tiers[model.offices[id_].tier] += volume
    return max(volumes, key=lambda id_: (tiers[model.offices[id_].tier], volumes[id_]))


def _per_year(arrivals: Arrivals) -> dict[str, float]:
    """Cases a year by office; rough for gaps and schedules (gaps by the clock, monthly)."""
    match arrivals:
        case RandomArrivals():
            return dict(arrivals.per_year)
        case GapArrivals():
            return dict.fromkeys(arrivals.offices, 365 * DAY / max(arrivals.gap.mean, 1.0))
        case ScheduledArrivals():
            return dict.fromkeys(arrivals.offices, 12 * arrivals.cases.mean)
        case RecordedArrivals():
            counts: defaultdict[str, float] = defaultdict(float)
            for office, _ in arrivals.arrived:
                counts[office] += 1
            return counts
        case never:
            assert_never(never)


def _keys(
    process: Process, seen: View, order: tuple[str, ...]
) -> tuple[dict[str, Key], frozenset[str]]:
    """The lane of each step, and the steps that are skipped."""
    keys: dict[str, Key] = {}
    skipped: set[str] = set()
    for node in process.nodes:
        key = seen.key(seen.placement(node)) if isinstance(node, Task) else None
        if key is not None:
            keys[node.id] = key
        elif isinstance(node, Task) or _is_skipped(node, seen.origin):
            skipped.add(node.id)
    home = seen.home()
    waiting = [id_ for id_ in order if id_ not in keys]
    while waiting:
        near = {id_: _neighbour(process, keys, id_) for id_ in waiting}
        found = {id_: key for id_, key in near.items() if key is not None}
        first = next(iter(found.items()), (waiting[0], home))
        keys[first[0]] = first[1]
        waiting.remove(first[0])
    return keys, frozenset(skipped)


def _is_skipped(node: Element, origin: Office) -> bool:
    return isinstance(node, Wait | Call) and node.at.of(origin) == "skip"


def _neighbour(process: Process, keys: Mapping[str, Key], id_: str) -> Key | None:
    """The lane of a step before, else (for a start) of a step after."""
    before = [flow.source for flow in process.incoming(id_)]
    after = [flow.target for flow in process.outgoing(id_)]
    near = before or after
    return next((keys[other] for other in near if other in keys), None)
