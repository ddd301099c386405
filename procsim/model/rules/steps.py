"""Rules for what a process draws: arrivals, times, delays, batches, and instants that occur."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from procsim.errors import Problem
from procsim.model.amounts import Conditional, Formula, Multiplied, support_of
from procsim.model.arrivals import GapArrivals, RandomArrivals, RecordedArrivals, ScheduledArrivals
from procsim.model.calendars import occurrences, open_time
from procsim.model.elements import Call, Start, Task, Wait
from procsim.model.routing import origins_of
from procsim.model.rules.saying import some, step_path
from procsim.model.rules.seasons import problems_of_seasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.errors import Path
    from procsim.model.amounts import Amount
    from procsim.model.arrivals import Arrivals
    from procsim.model.by_origin import ByOrigin
    from procsim.model.calendars import Recurrence
    from procsim.model.expressions import Range
    from procsim.model.model import Model
    from procsim.model.organisation import Office
    from procsim.model.process import Process

_NOT_NEGATIVE = "choose a distribution without negative values (a normal: add `min 0`)"


def problems_of_arrivals(model: Model, process: Process) -> list[Problem]:
    """All that is wrong with the arrivals of a process."""
    found: list[Problem] = []
    for place, arrivals in enumerate(process.arrivals):
        found += _arrivals(model, arrivals, ("processes", process.id, "arrivals", place))
    if not found and not model.origins[process.id]:
        message = f"process {process.id!r} has no arrivals, so it would never run"
        hint = "add `arrivals`, such as `{office: every country, per_year: 300}`"
        found.append(Problem("P411", message, ("processes", process.id, "arrivals"), hint))
    return found


def problems_of_steps(model: Model, process: Process) -> list[Problem]:
    """All that is wrong with the times, delays, batches and instants of the steps."""
    offices = [model.offices[id_] for id_ in model.origins[process.id]]
    found: list[Problem] = []
    for node in process.nodes:
        if isinstance(node, Task):
            path = step_path(process, node.id)
            doing = [office for office in offices if node.at.of(office) != "skip"]
            found += _drawn(node.time, "time", node.id, (*path, "time"), doing)
            if node.delay is not None:
                found += _not_negative(node.delay, "delay", node.id, (*path, "delay"))
            found += _batch(model, node, path, doing)
        elif isinstance(node, Wait):
            found += _wait(model, node, step_path(process, node.id), offices)
        if isinstance(node, Start | Task | Wait | Call):
            found += _deadlines(node, step_path(process, node.id, "deadline"), offices)
    return found


def _arrivals(model: Model, arrivals: Arrivals, path: Path) -> Iterator[Problem]:
    for scale in arrivals.scale.values():
        if scale < 0:
            message = f"demand is scaled by {scale:g}, which is negative"
            yield Problem("P411", message, path, "a scale is 0 or more")
    match arrivals:
        case RandomArrivals(per_year=per_year, seasonality=seasonality):
            for id_, volume in per_year.items():
                if volume < 0:
                    message = f"{volume:g} cases a year in {id_}: a volume cannot be negative"
                    yield Problem("P411", message, (*path, "per_year"), "write 0 or more")
            if min(seasonality) < 0 or sum(seasonality) <= 0:
                message = "seasonality has a negative weight or no weight at all"
                yield Problem("P411", message, (*path, "seasonality"), "weigh months by 0 or more")
            else:
                yield from problems_of_seasons(model, arrivals, path)
            yield from _open_arrivals(model, arrivals, path)
        case GapArrivals(gap=gap):
            if gap.support[0] < 0 or gap.mean <= 0:
                message = "the gap between cases can be negative, or is always 0"
                yield Problem("P411", message, (*path, "gap"), _NOT_NEGATIVE)
            yield from _open_arrivals(model, arrivals, path)
        case ScheduledArrivals(rule=rule, cases=cases, offices=ids):
            if cases.support[0] < 0:
                message = "the number of cases can be negative"
                yield Problem("P411", message, (*path, "cases"), _NOT_NEGATIVE)
            offices = [model.offices[id_] for id_ in ids if id_ in model.offices]
            yield from _occurs(model, rule, offices, "arrivals", (*path, "rule"))
        case RecordedArrivals():
            return
        case _:
            assert_never(arrivals)


def _open_arrivals(
    model: Model, arrivals: RandomArrivals | GapArrivals, path: Path
) -> Iterator[Problem]:
    window = model.window
    closed: dict[str, list[str]] = {}
    for id_ in origins_of(arrivals):
        office = model.offices[id_]
        name = office.calendar if arrivals.calendar == "office" else arrivals.calendar
        time = open_time(model.calendars[name], office.time_zone, window.begins, window.finishes)
        if time.total == 0 and name != office.calendar:
            closed.setdefault(name, []).append(id_)
    for name, ids in closed.items():
        message = f"cases of {some(ids)} arrive by calendar {name!r}, which is never open"
        yield Problem("P404", message, (*path, "calendar"), "choose a calendar that opens")


def _deadlines(
    node: Start | Task | Wait | Call, path: Path, offices: list[Office]
) -> Iterator[Problem]:
    limited = [o for o in offices if isinstance(node, Start) or node.at.of(o) != "skip"]
    for place, deadline in enumerate(node.deadlines):
        here = (*path, place) if len(node.deadlines) > 1 else path
        yield from _drawn(deadline.after, "deadline", node.id, (*here, "after"), limited)
        if deadline.every is not None:
            yield from _drawn(deadline.every, "reminder", node.id, (*here, "every"), limited)
            if any(_limits(each)[1] <= 0 for each in deadline.every.values()):
                message = f"the reminders of step {node.id!r} come again after no time"
                yield Problem("P406", message, (*here, "every"), "write, for example, `2 days`")


def _drawn(
    drawn: ByOrigin[Amount], name: str, step: str, path: Path, offices: list[Office]
) -> Iterator[Problem]:
    yield from _not_negative(drawn, name, step, path)
    silent = [office.id for office in offices if drawn.of(office) is None]
    if silent:
        message = f"step {step!r} has no {name} for cases of {some(silent)}"
        yield Problem("P406", message, path, f"add their tier to `{name}`")


def _not_negative(drawn: ByOrigin[Amount], name: str, step: str, path: Path) -> Iterator[Problem]:
    for amount in drawn.values():
        if _limits(amount)[0] < 0:
            message = f"the {name} of step {step!r} can be less than 0"
            yield Problem("P406", message, path, _NOT_NEGATIVE)


def _limits(amount: Amount) -> Range:
    """Between which values an amount surely lies; what a formula gives is judged in the run, unless
    it can only be negative."""
    low, high = support_of(amount, {})
    is_computed = isinstance(amount, Formula | Multiplied | Conditional)
    return (low if not is_computed or high < 0 else 0.0), high


def _batch(model: Model, task: Task, path: Path, offices: list[Office]) -> Iterator[Problem]:
    batch = task.batch
    if batch is None:
        return
    path = (*path, "batch")
    if batch.size is None and batch.age is None and batch.rule is None:
        message = f"the batch of step {task.id!r} is never due"
        yield Problem("P102", message, path, "give it a `size`, an `age` or a `rule`")
    if batch.size is not None and batch.size < 1:
        message = f"the batch of step {task.id!r} has a size of {batch.size}"
        yield Problem("P210", message, (*path, "size"), "a batch has 1 member or more")
    if batch.age is not None and batch.age < 0:
        message = f"the batch of step {task.id!r} has a negative age"
        yield Problem("P210", message, (*path, "age"), "write, for example, `5 days`")
    if batch.setup is not None and batch.setup.support[0] < 0:
        message = f"the set-up of the batch of step {task.id!r} can be less than 0"
        yield Problem("P406", message, (*path, "setup"), _NOT_NEGATIVE)
    if batch.rule is not None:
        yield from _occurs(model, batch.rule, offices, task.id, (*path, "rule"))


def _wait(model: Model, wait: Wait, path: Path, offices: list[Office]) -> Iterator[Problem]:
    waiting = [office for office in offices if wait.at.of(office) != "skip"]
    if wait.delay is not None:
        yield from _drawn(wait.delay, "delay", wait.id, (*path, "wait"), waiting)
    if wait.until is not None:
        yield from _occurs(model, wait.until, waiting, wait.id, (*path, "rule"))


def _occurs(
    model: Model, rule: Recurrence, offices: list[Office], what: str, path: Path
) -> Iterator[Problem]:
    """A recurrence that never comes in the simulated range, or has no working day to move to."""
    window = model.window
    zone = rule.zone or (offices[0].time_zone if offices else "UTC")
    try:
        found = occurrences(rule, zone, model.calendars, window.begins, window.finishes).size
    except ValueError as error:
        hint = "choose another calendar, or leave it out"
        yield Problem("P404", f"{what}: {error}", path, hint)
        return
    if found == 0 and window.ends > window.start:
        message = f"{what}: {rule.rule} never occurs from {window.begins} to {window.finishes}"
        yield Problem("P404", message, path, "correct the rule, or simulate a longer time")
