"""Lanes: where each step is done, in words, for the cases of one office or of the busiest tier."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from procsim.errors import UsageError
from procsim.model.process import (
    Arrivals,
    GapArrivals,
    Process,
    RandomArrivals,
    RecordedArrivals,
    ScheduledArrivals,
    Task,
)
from procsim.report.maps.words import word
from procsim.units import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.model import Model
    from procsim.model.organisation import Office

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lane of each step (a position in `titles`). `skipped` steps are not done for the cases
    shown; they stand in the lane of the step before."""

    origin: Office
    titles: tuple[str, ...]
    of: Mapping[str, int]
    skipped: frozenset[str]


def lanes(
    process: Process, model: Model, order: tuple[str, ...], *, origin: str | None, language: str
) -> Lanes:
    """Lanes in the order in which cases come to them; `order` is the reading order of the steps."""
    if origin is not None and origin not in model.offices:
        known = ", ".join(model.offices)
        raise UsageError(f"unknown office {origin!r}: choose one of {known}")
    office = model.offices[origin or busiest_office(process, model)]
    keys, skipped = _keys(process, model, office, order, is_named=origin is not None)
    ranked = tuple(dict.fromkeys(keys[id_] for id_ in order))
    position = {key: number for number, key in enumerate(ranked)}
    return Lanes(
        origin=office,
        titles=tuple(_title(key, model, language) for key in ranked),
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
    process: Process, model: Model, origin: Office, order: tuple[str, ...], *, is_named: bool
) -> tuple[dict[str, Key], frozenset[str]]:
    """The lane of each step, and the tasks that are skipped."""
    keys: dict[str, Key] = {}
    skipped: set[str] = set()
    for task in process.tasks:
        key = _placed(task, model, origin, is_named=is_named)
        if key is None:
            skipped.add(task.id)
        else:
            keys[task.id] = key
    home = _key("origin", origin, model, origin, is_named=is_named)
    waiting = [id_ for id_ in order if id_ not in keys]
    while waiting:
        near = {id_: _neighbour(process, keys, id_) for id_ in waiting}
        found = {id_: key for id_, key in near.items() if key is not None}
        first = next(iter(found.items()), (waiting[0], home))
        keys[first[0]] = first[1]
        waiting.remove(first[0])
    return keys, frozenset(skipped)


def _neighbour(process: Process, keys: Mapping[str, Key], id_: str) -> Key | None:
    """The lane of a step before, else (for a start) of a step after."""
    before = [flow.source for flow in process.incoming(id_)]
    after = [flow.target for flow in process.outgoing(id_)]
    near = before or after
    return next((keys[other] for other in near if other in keys), None)


def _placed(task: Task, model: Model, origin: Office, *, is_named: bool) -> Key | None:
    at = task.at.of(origin)
    place = None if at is None else model.place(at, origin.id)
    if at is None or place is None:
        return None
    return _key(at, model.offices[place], model, origin, is_named=is_named)


def _key(at: str, place: Office, model: Model, origin: Office, *, is_named: bool) -> Key:
    """A lane is a tier where the place depends on the origin, else an office."""
    if is_named:
        return ("office", place.id)
    if place.tier == "hq" or at in ("origin", "parent"):
        return ("tier", place.tier)
    peers = (office.id for office in model.offices.values() if office.tier == origin.tier)
    if at == "centre" and any(model.centres[peer] not in (place.id, None) for peer in peers):
        return ("tier", "centre")
    return ("office", place.id)


def _title(key: Key, model: Model, language: str) -> str:
    kind, id_ = key
    return word(id_, language) if kind == "tier" else model.offices[id_].title.into(language)
