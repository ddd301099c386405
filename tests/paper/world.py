"""The small world of the paper tests: a fortnight from Monday 5 January 2026, hand-picked cases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.builders import minutes, office, recorded, task, window

if TYPE_CHECKING:
    from procsim.model.arrivals import RecordedArrivals
    from procsim.model.elements import Task

TWO_WEEKS = window(dt.date(2026, 1, 5), months=0, days=14)
FIELD = (office("hq", tier="hq"), office("a", parent="hq"), office("b", parent="hq"))


def at(hour: int = 0, minute: int = 0, day: int = 5) -> dt.datetime:
    """An instant of January 2026 in UTC; 00:00 on the first Monday unless told."""
    return dt.datetime(2026, 1, day, hour, minute, tzinfo=dt.UTC)


def cases(*instants: dt.datetime, place: str = "a") -> list[RecordedArrivals]:
    """A case of one office at each of these instants."""
    return [recorded(*((place, instant) for instant in instants))]


def after(*elapsed: float, place: str = "a") -> list[RecordedArrivals]:
    """A case of one office so many minutes after the first Monday, 00:00, each."""
    return cases(*(at() + dt.timedelta(minutes=each) for each in elapsed), place=place)


AT_ONCE = cases(at())


def system(id_: str, takes: float, **fields: object) -> Task:
    """A task that a system does by itself, in so many minutes."""
    return task(id_, role=None, time=minutes(takes), **fields)
