"""Small models for tests: every builder gives a valid value and lets everything be overridden.

    model(
        offices=[office("hq", tier="hq"), office("suva", parent="hq")],
        posts=[post("suva", "clerk", posts=2)],
        processes=[process("visa", task("check", time=minutes(30)), arrivals=[yearly(suva=900)])],
    )

A process written as elements in a row gets a start, an end and the flows of a chain; for other
graphs pass `flows`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from typing import TYPE_CHECKING, TypeVar

from procsim.model.arrivals import GapArrivals, RandomArrivals, RecordedArrivals, ScheduledArrivals
from procsim.model.by_origin import ByOrigin
from procsim.model.calendars import Calendar, Recurrence
from procsim.model.distributions import Constant, Exponential
from procsim.model.elements import (
    All,
    Any,
    Batch,
    Call,
    Deadline,
    Decision,
    End,
    First,
    Message,
    Repeat,
    Start,
    Starts,
    Task,
    Terminate,
    Wait,
)
from procsim.model.model import Baseline, ExchangeRates, Model, Window
from procsim.model.organisation import HandOver, Office, Post, Role, System, WorkingTime
from procsim.model.process import Flow, Process
from procsim.model.text import plain
from procsim.units import DAY, HOUR, MINUTE, Money, Rate, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from procsim.model.amounts import Amount
    from procsim.model.arrivals import Arrivals
    from procsim.model.calendars import Hours
    from procsim.model.distributions import Distribution
    from procsim.model.elements import Element
    from procsim.model.expressions import Expression
    from procsim.model.model import Observed, Target
    from procsim.model.organisation import Category, Tier

T = TypeVar("T")
EVEN_YEAR = (1.0,) * 12
WEEKDAYS = {day: n for n, day in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))}


# Values


def minutes(value: float) -> Constant:
    """Always `value` minutes."""
    return Constant(value * MINUTE)


def hours(value: float) -> Constant:
    """Always `value` hours."""
    return Constant(value * HOUR)


def days(value: float) -> Constant:
    """Always `value` days of 24 hours."""
    return Constant(value * DAY)


def exponential(mean_minutes: float) -> Exponential:
    """Exponential with a mean in minutes."""
    return Exponential(mean_minutes * MINUTE)


def by(otherwise: T | None, **values: T) -> ByOrigin[T]:
    """A value per origin (office id or tier), with the value for all others."""
    return ByOrigin(otherwise, values)


def _by(value: T | ByOrigin[T]) -> ByOrigin[T]:
    return value if isinstance(value, ByOrigin) else ByOrigin(value, {})


# Calendars


def always() -> Calendar:
    """Open round the clock."""
    return Calendar("always", (((0, 24 * 60),),) * 7)


def calendar(
    id_: str = "week",
    days: str = "Mon-Fri",
    hours: str = "09:00-17:00",
    *,
    holidays: Iterable[dt.date] = (),
    country: str | None = None,
    subdivision: str | None = None,
    rule: str | None = None,
    rule_start: dt.date | None = None,
) -> Calendar:
    """`calendar("gulf", "Sun-Thu", "08:00-12:00 13:00-16:00")`; a range of days may wrap."""
    open_days: set[int] = set()
    for part in days.split():
        first, _, last = part.partition("-")
        begin, end = WEEKDAYS[first], WEEKDAYS[last or first]
        open_days |= {day % 7 for day in range(begin, end + (7 if end < begin else 0) + 1)}
    shifts = _hours(hours)
    week = tuple(shifts if day in open_days else () for day in range(7))
    assert len(week) == 7
    return Calendar(id_, week, frozenset(holidays), country, subdivision, rule, rule_start)


def recurrence(
    rule: str,
    hour: str = "00:00",
    *,
    start: dt.date | None = None,
    calendar: str | None = None,
    zone: str | None = None,
    shift: str = "before",
) -> Recurrence:
    """Instants by an RFC 5545 rule at a local time of day."""
    return Recurrence(rule, _minute(hour), start, calendar, zone, shift)


def _hours(text: str) -> Hours:
    shifts = []
    for part in text.split():
        opens, closes = (_minute(side) for side in part.split("-"))
        shifts.append((opens, closes if closes > opens else closes + 24 * 60))
    return tuple(shifts)


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


# Organisation


def office(
    id_: str = "a",
    *,
    tier: Tier = "country",
    parent: str | None = None,
    zone: str = "UTC",
    calendar: str = "always",
    currency: str = "USD",
    serves: Mapping[str, int] | None = None,
) -> Office:
    """A duty station, open round the clock in UTC."""
    return Office(id_, plain(id_), tier, parent, zone, calendar, currency, serves or {})


def role(
    id_: str = "clerk",
    *,
    category: Category = "administrative",
    grade: str = "",
    fund: str = "",
    minimum_cover: float = 0.0,
    unlimited: bool = False,
    hourly: Mapping[str, Rate] | None = None,
) -> Role:
    """What a task needs."""
    return Role(id_, plain(id_), category, grade, fund, minimum_cover, unlimited, hourly or {})


def post(
    office: str = "a",
    *roles: str,
    posts: float = 1.0,
    calendar: str = "always",
    cost: float | Money | None = None,
    share: float = 1.0,
    working_time: WorkingTime | None = None,
    grade: str = "",
    fund: str = "",
    category: Category = "administrative",
    days: Iterable[int] | None = None,
) -> Post:
    """Posts of one kind in one office, for `clerk` unless roles are named; cost is USD a year."""
    return Post(
        office=office,
        roles=roles or ("clerk",),
        posts=posts,
        calendar=calendar,
        cost=Money(cost, "USD") if isinstance(cost, int | float) else cost,
        share=share,
        working_time=working_time or WorkingTime(),
        grade=grade,
        fund=fund,
        category=category,
        days=None if days is None else frozenset(days),
    )


def hand_over(source: str, target: str, takes: Distribution) -> HandOver:
    """Time lost between offices or tiers."""
    return HandOver(source, target, takes)


# Processes


def start(id_: str = "start", *deadlines: Deadline, starts: Iterable[Starts] = ()) -> Start:
    return Start(id_, plain(id_), tuple(starts), deadlines)


def end(id_: str = "end", *, sends: Iterable[str] = (), starts: Iterable[Starts] = ()) -> End:
    return End(id_, plain(id_), tuple(sends), tuple(starts))


def terminate(id_: str = "stop") -> Terminate:
    return Terminate(id_, plain(id_))


def task(
    id_: str = "work",
    *,
    role: str | None = "clerk",
    at: str | ByOrigin[str] = "origin",
    time: Distribution | ByOrigin[Distribution] | None = None,
    delay: Distribution | ByOrigin[Distribution] | None = None,
    batch: Batch | None = None,
    priority: int = 0,
    luck: str = "",
    **fields: object,
) -> Task:
    """Ten minutes of a clerk's work at the origin; further fields of `Task` by name."""
    made = Task(
        id=id_,
        title=plain(id_),
        role=role,
        at=_by(at),
        time=_by(minutes(10) if time is None else time),
        delay=None if delay is None else _by(delay),
        batch=batch,
        priority=Constant(priority) if priority else None,
        luck=luck or id_,
    )
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]  # checked by the dataclass


def batch(
    size: int | None = None,
    *,
    age: int | None = None,
    rule: Recurrence | None = None,
    setup: Distribution | None = None,
    by: str | None = None,
) -> Batch:
    """Work collected and done together; `age` in µs."""
    return Batch(size, age, rule, setup, by)


def wait(
    id_: str = "wait",
    delay: Distribution | ByOrigin[Distribution] | None = None,
    *,
    until: Recurrence | None = None,
    at: str | ByOrigin[str] = "origin",
    luck: str = "",
    calendar: str | None = None,
    message: str | None = None,
    match: str = "case",
    deadlines: Iterable[Deadline] = (),
) -> Wait:
    """A day's delay unless told otherwise."""
    drawn = None if until or message else _by(days(1) if delay is None else delay)
    return Wait(
        id_,
        plain(id_),
        drawn,
        until,
        _by(at),
        luck or id_,
        calendar=calendar,
        message=None if message is None else Message(message, match),
        deadlines=tuple(deadlines),
    )


def deadline(
    id_: str = "late",
    after: Amount | ByOrigin[Amount] | None = None,
    *,
    since: str = "ready",
    calendar: str | None = None,
    interrupts: bool = True,
    every: Amount | None = None,
    until: str = "done",
) -> Deadline:
    """A day since the step was ready, interrupting, unless told otherwise."""
    limit: Amount | ByOrigin[Amount] = days(1) if after is None else after
    again = None if every is None else _by(every)
    made = Deadline(id_, _by(limit), "ready", calendar, interrupts, again)
    return dataclasses.replace(made, since=since, until=until)  # type: ignore[arg-type]  # words


def repeat(times: float | Amount, mode: str = "sequential") -> Repeat:
    """Instances one after the other unless told otherwise."""
    count = Constant(times) if isinstance(times, int | float) else times
    return dataclasses.replace(Repeat(count, "sequential"), mode=mode)  # type: ignore[arg-type]


def starts(
    process: str,
    count: float | Amount = 1.0,
    passes: Mapping[str, Expression] | None = None,
) -> Starts:
    """One case unless told otherwise."""
    number = Constant(float(count)) if isinstance(count, int | float) else count
    return Starts(process, number, passes or {})


def call(
    id_: str,
    process: str,
    *,
    at: str | ByOrigin[str] = "origin",
    passes: Mapping[str, Expression] | None = None,
    deadlines: Iterable[Deadline] = (),
) -> Call:
    """A case of another process for the origin, waited for."""
    return Call(id_, plain(id_), process, _by(at), passes or {}, id_, tuple(deadlines))


def decision(id_: str = "choice", *, luck: str = "") -> Decision:
    return Decision(id_, plain(id_), luck or id_)


def every(id_: str = "split") -> All:
    """A parallel gateway."""
    return All(id_, plain(id_))


def any_(id_: str = "some") -> Any:
    """An inclusive gateway."""
    return Any(id_, plain(id_), id_)


def first(id_: str = "race") -> First:
    """A race of the waits that follow."""
    return First(id_, plain(id_))


def flow(
    source: str, target: str, share: float | ByOrigin[float] | None = None, **fields: object
) -> Flow:
    """Further fields of `Flow` by name."""
    made = Flow(source, target, None if share is None else _by(share))
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]  # checked by the dataclass


def late(source: str, target: str, deadline: str = "late") -> Flow:
    """The flow that a deadline is taken by."""
    return Flow(source, target, deadline=deadline)


def chain(*ids: str) -> tuple[Flow, ...]:
    """Flows through the nodes in a row."""
    return tuple(flow(a, b) for a, b in itertools.pairwise(ids))


def process(
    id_: str = "visa",
    *nodes: Element,
    flows: Iterable[Flow] | None = None,
    arrivals: Iterable[Arrivals] | None = None,
    **fields: object,
) -> Process:
    """Without `flows` the nodes (or one task) are a chain from a start to an end; without
    `arrivals` the office `a` has 1,000 cases a year; further fields of `Process` by name."""
    if flows is None:
        nodes = (start(), *(nodes or (task(),)), end())
        flows = chain(*(node.id for node in nodes))
    made = Process(
        id=id_,
        title=plain(id_),
        case=plain("case"),
        owner="",
        arrivals=(yearly(a=1000.0),) if arrivals is None else tuple(arrivals),
        nodes=nodes,
        flows=tuple(flows),
    )
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]  # checked by the dataclass


def parallel(
    id_: str = "visa", *tasks: Task, arrivals: Iterable[Arrivals] | None = None
) -> Process:
    """All tasks at once between a split and a join."""
    flows = [*chain("start", "split"), *chain("join", "end")]
    for element in tasks:
        flows += chain("split", element.id, "join")
    nodes = (start(), every("split"), *tasks, every("join"), end())
    return process(id_, *nodes, flows=flows, arrivals=arrivals)


def rework(
    probability: float, *tasks: Task, id_: str = "visa", arrivals: Iterable[Arrivals] | None = None
) -> Process:
    """Tasks in a row that are all done again with a probability."""
    tasks = tasks or (task(),)
    first = tasks[0].id
    flows = [*chain("start", *(element.id for element in tasks), "choice")]
    flows += [flow("choice", "end", 1 - probability), flow("choice", first, probability)]
    nodes = (start(), *tasks, decision("choice"), end())
    return process(id_, *nodes, flows=flows, arrivals=arrivals)


# Arrivals


def yearly(
    *,
    calendar: str = "always",
    seasonality: tuple[float, ...] = EVEN_YEAR,
    scale: float | ByOrigin[float] = 1.0,
    **per_year: float,
) -> RandomArrivals:
    """Cases at random: yearly volume by office, `yearly(suva=900)`."""
    return RandomArrivals(per_year, calendar, seasonality, _by(scale))


def gaps(
    gap: Distribution,
    *offices: str,
    calendar: str = "always",
    scale: float | ByOrigin[float] = 1.0,
) -> GapArrivals:
    """Cases with drawn gaps between them, at office `a` unless others are named."""
    return GapArrivals(offices or ("a",), gap, calendar, _by(scale))


def scheduled(
    rule: Recurrence,
    *offices: str,
    cases: Distribution | None = None,
    scale: float | ByOrigin[float] = 1.0,
) -> ScheduledArrivals:
    """A number of cases (one unless told) at each instant, at office `a` unless named."""
    return ScheduledArrivals(offices or ("a",), rule, cases or Constant(1.0), _by(scale))


def recorded(
    *arrived: tuple[str, dt.datetime], scale: float | ByOrigin[float] = 1.0
) -> RecordedArrivals:
    """Cases as recorded: (office, aware instant)."""
    epoch = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    rows = ((place, round((at - epoch) / dt.timedelta(microseconds=1))) for place, at in arrived)
    return RecordedArrivals(tuple(rows), _by(scale))


# The whole


def window(
    start: dt.date = dt.date(2026, 1, 1),
    *,
    months: int = 12,
    days: int = 0,
    warm_up: Span | None = None,
    drain: Span | None = None,
) -> Window:
    """The year 2026, without warm-up and drain."""
    return Window(start, Span(months, days), warm_up or Span(), drain or Span())


def model(
    *,
    offices: Iterable[Office] | None = None,
    roles: Iterable[Role] | None = None,
    posts: Iterable[Post] | None = None,
    processes: Iterable[Process] | None = None,
    calendars: Iterable[Calendar] = (),
    hand_overs: Iterable[HandOver] = (),
    window: Window | None = None,
    currency: str = "USD",
    rates: Mapping[str, float] | None = None,
    systems: Iterable[System] = (),
    observed: Iterable[Observed] = (),
    targets: Iterable[Target] = (),
    status: str = "draft",
) -> Model:
    """One office `a` with one clerk always on duty and the process `visa`, unless told otherwise.

    Roles that posts and tasks name are made where `roles` does not give them.
    """
    posts_ = (post(),) if posts is None else tuple(posts)
    processes_ = (process(),) if processes is None else tuple(processes)
    return Model(
        id="model",
        title=plain("Model"),
        currency=currency,
        price_year=2026,
        window=window or globals()["window"](),
        exchange_rates=ExchangeRates(None, "", rates or {}),
        baseline=Baseline(2025, "validated" if status == "validated" else "draft", "", None),
        calendars={made.id: made for made in (always(), *calendars)},
        offices={made.id: made for made in ((office(),) if offices is None else offices)},
        roles=_roles(() if roles is None else roles, posts_, processes_),
        posts=posts_,
        hand_overs=tuple(hand_overs),
        systems={made.id: made for made in systems},
        processes={made.id: made for made in processes_},
        observed=tuple(observed),
        targets=tuple(targets),
        inputs=(),
    )


def _roles(
    given: Iterable[Role], posts: tuple[Post, ...], processes: tuple[Process, ...]
) -> dict[str, Role]:
    made = {known.id: known for known in given}
    held = [name for line in posts for name in line.roles]
    needed = [element.role for each in processes for element in each.tasks if element.role]
    for name in held + needed:
        made.setdefault(name, role(name))
    return made
