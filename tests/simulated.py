"""A model run once or several times, and its log in words: names for numbers, minutes for µs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.log import Activities, Result
from procsim.simulation.planning.compiler import make_plan
from procsim.units import MINUTE
from tests.engines import replicate

if TYPE_CHECKING:
    from procsim.model.model import Model
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.roster import Roster

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
COLUMNS = tuple(field.name for field in fields(Activities))


@dataclass(frozen=True)
class Simulated:
    """One replication of a model."""

    plan: Plan
    log: Log
    roster: Roster

    def rows(self, step: str | None = None, *columns: str) -> list[tuple[object, ...]]:
        """Rows of a step (None: of all) by case, step, visit and stint. Instants are minutes since
        the start of the run, work is minutes, `step`, `queue` and `result` are names."""
        acts = self.log.activities
        order = np.lexsort((acts.seat, acts.stint, acts.instance, acts.visit, acts.step, acts.case))
        table = [{name: getattr(acts, name)[row] for name in COLUMNS} for row in order]
        return [
            tuple(self._word(name, row[name]) for name in columns)
            for row in table
            if step is None or self.plan.names.steps[row["step"]][1] == step
        ]

    def done(self, step: str) -> list[tuple[object, ...]]:
        """(queued, started, ended) of the finished work of a step."""
        rows = self.rows(step, "queued", "started", "ended", "result")
        return [row[:3] for row in rows if row[3] == "DONE"]

    def local(self, minutes: float, hours_ahead: float = 0) -> str:
        """An instant as it reads on a clock so many hours ahead of UTC."""
        since = dt.timedelta(microseconds=self.plan.start, minutes=minutes, hours=hours_ahead)
        return (_EPOCH + since).strftime("%a %d %b %H:%M")

    def column(self, name: str, *, step: str, after: float = 0.0) -> np.ndarray:
        """A column of finished work that was ready after an instant (minutes), in minutes."""
        acts = self.log.activities
        number = [step_ for _, step_ in self.plan.names.steps].index(step)
        kept = (acts.step == number) & (acts.result == Result.DONE)
        kept &= acts.ready >= after * MINUTE
        return getattr(acts, name)[kept] / MINUTE

    def mean_wait(self, step: str, *, after: float = 0.0) -> float:
        """Mean minutes from queueing to the start of work."""
        started, queued = (self.column(c, step=step, after=after) for c in ("started", "queued"))
        return float(np.mean(started - queued))

    def ended(self) -> list[float | None]:
        """When each case ended, in minutes."""
        return [None if at < 0 else at / MINUTE for at in self.log.case_ended.tolist()]

    def _word(self, name: str, value: int) -> object:
        match name:
            case "step":
                return self.plan.names.steps[value][1]
            case "queue":
                return None if value < 0 else "@".join(self.plan.names.queues[value])
            case "result":
                return Result(value).name
            case "case" | "visit" | "stint" | "member" | "instance" | "seat":
                return int(value)
            case _:
                return None if value < 0 else value / MINUTE


def simulate(model: Model, *, seed: int = 1, replication: int = 0) -> Simulated:
    """One replication."""
    plan = make_plan(model)
    return Simulated(plan, *replicate(plan, seed=seed, replication=replication))


def several(model: Model, replications: int, *, seed: int = 1) -> list[Simulated]:
    """Replications 0, 1, …"""
    plan = make_plan(model)
    return [
        Simulated(plan, *replicate(plan, seed=seed, replication=number))
        for number in range(replications)
    ]


def same_log(one: Log, other: Log) -> bool:
    """Byte for byte."""
    names = [field.name for field in fields(one) if field.name != "activities"]
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names) and all(
        getattr(one.activities, name).tobytes() == getattr(other.activities, name).tobytes()
        for name in COLUMNS
    )
