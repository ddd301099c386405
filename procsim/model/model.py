"""The whole: an organisation, its processes, the window that is reported, what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from dateutil.relativedelta import relativedelta

from procsim.model.callers import offices_of_cases
from procsim.model.organisation import centre_of
from procsim.model.process import place_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from procsim.errors import Place
    from procsim.model.calendars import Calendar
    from procsim.model.facts import Delegation
    from procsim.model.organisation import HandOver, Office, Post, Role, System
    from procsim.model.process import Process
    from procsim.model.text import Title
    from procsim.units import Span

Grade = Literal["A", "B", "C", "D"]


@dataclass(frozen=True, slots=True)
class Window:
    """What is simulated: `warm_up` before `start`, `length` reported, `drain` after it (UTC)."""

    start: dt.date
    length: Span
    warm_up: Span
    drain: Span

    @property
    def begins(self) -> dt.date:
        """The first simulated day."""
        return _moved(self.start, self.warm_up, -1)

    @property
    def ends(self) -> dt.date:
        """The first day that is no longer reported."""
        return _moved(self.start, self.length)

    @property
    def finishes(self) -> dt.date:
        """The first day that is no longer simulated."""
        return _moved(self.ends, self.drain)


@dataclass(frozen=True, slots=True)
class ExchangeRates:
    """Units of the reporting currency for one unit of each currency, on a date."""

    date: dt.date | None
    source: str
    rates: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Baseline:
    """How well AS-IS is known. Only `validated` allows the word *saving*."""

    year: int | None
    status: Literal["draft", "validated"]
    validated_by: str
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Observed:
    """A figure known of AS-IS, to stand beside the simulated one; value in the KPI's base unit
    (µs for times, the reporting currency for money). `fitted`: used to set the model's inputs."""

    process: str
    offices: tuple[str, ...]
    scope: str
    """The selector as written (`every country`, an office id), or '' for the whole process."""
    kpi: str
    statistic: str
    value: float
    unit: str
    n: int | None
    fitted: bool
    source: str


@dataclass(frozen=True, slots=True)
class Target:
    """A limit on a statistic of a KPI of a process; value in the base unit.

    A cycle time in working days has `calendar` (a named calendar) and a value in days.
    """

    process: str
    kpi: str
    statistic: str
    bound: Literal["at_most", "at_least"]
    value: float
    unit: str
    calendar: str | None


@dataclass(frozen=True, slots=True)
class Input:
    """One value as written, with where it comes from: what an auditor follows.

    Evidence: A measured, B recorded, C expert estimate, D assumption.
    """

    path: str
    value: str
    source: str
    evidence: Grade
    place: Place | None


@dataclass(frozen=True)
class Model:
    """Who works where and when, what they do, and what is known about it. Built by `files`,
    checked by `rules`; everything after trusts it."""

    id: str
    title: Title
    currency: str
    price_year: int | None
    window: Window
    exchange_rates: ExchangeRates
    baseline: Baseline
    calendars: Mapping[str, Calendar]
    offices: Mapping[str, Office]
    roles: Mapping[str, Role]
    posts: tuple[Post, ...]
    hand_overs: tuple[HandOver, ...]
    systems: Mapping[str, System]
    processes: Mapping[str, Process]
    observed: tuple[Observed, ...]
    targets: tuple[Target, ...]
    inputs: tuple[Input, ...]
    delegations: Mapping[str, Delegation] = field(default_factory=dict)

    @cached_property
    def centres(self) -> Mapping[str, str | None]:
        """Office id → id of the centre that serves it."""
        return {id_: centre_of(self.offices, id_) for id_ in self.offices}

    @cached_property
    def origins(self) -> Mapping[str, tuple[str, ...]]:
        """Process → the offices its cases belong to: by arrivals, calls and starts."""
        return offices_of_cases(self)

    def place(self, at: str, origin: str) -> str | None:
        """The office where a step `at` a place is done for an origin; None: skipped, missing."""
        return place_of(at, self.offices[origin], self.offices, self.centres[origin])

    def in_reporting_currency(self, amount: float, currency: str) -> float:
        """An amount converted at the model's rate."""
        return amount if currency == self.currency else amount * self.exchange_rates.rates[currency]


@lru_cache(maxsize=64)
def _moved(day: dt.date, span: Span, sign: int = 1) -> dt.date:
    """Asked for every post and step of a model, and always the same."""
    return day + sign * relativedelta(months=span.months, days=span.days)
