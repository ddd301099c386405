"""The replications of a study: run, and kept in memory or in its unfinished folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from procsim.analysis.estimates import Estimates, estimate
from procsim.analysis.filed import (
    Filing,
    Packing,
    finished,
    read_measurements,
    write_replication,
)
from procsim.simulation.engines import choose
from procsim.simulation.experiment import Experiment, run_all, tasks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from procsim.analysis.filed import Files
    from procsim.analysis.runs import AnyRun, Result
    from procsim.simulation.engines import Choice, Engine
    from procsim.simulation.experiment import Task
    from procsim.simulation.log import Log
    from procsim.study.begun import Begun
    from procsim.study.unfinished import Unfinished

    Progress = Callable[[int, int], None]
    Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Resources:
    """What replications run on: `jobs` processes (None: one per core), or the workers of a Dask
    `cluster`, given by the address of its scheduler."""

    jobs: int | None = 1
    cluster: str | None = None


class Found(NamedTuple):
    """The measurements of all replications of a run, and the logs that were kept in memory."""

    estimates: Estimates
    logs: tuple[Log, ...]


def begin(
    planned: Sequence[tuple[AnyRun, int]],
    made: Begun,
    choice: Choice,
    *,
    part: Unfinished | None,
    tell: Tell | None,
) -> Begun:
    """Choose the engines for the runs, each with its number of replications. Where finished
    replications are gone on with, what they were begun with counts."""
    plans = [(run.id, run.plan, count) for run, count in planned]
    begun = None if part is None else part.begun(made)
    if begun is not None:
        engines = zip(plans, begun.engines, strict=True)
        if compiled := [each for each, engine in engines if engine == "compiled"]:
            choose(compiled, "compiled", tell=tell)
        return begun
    made = replace(made, engines=tuple(choose(plans, choice, tell=tell)))
    if part is not None:
        part.begin(made)
    return made


def replicate_all(
    planned: Sequence[tuple[AnyRun, int]],
    engines: Sequence[Engine],
    *,
    seed: int,
    on: Resources,
    part: Unfinished | None,
    progress: Progress | None,
) -> list[Found]:
    """Run every replication that is not finished, of each run its number; `progress` hears how
    many are, the first time before any is run."""
    counts = [count for _, count in planned]
    done = [] if part is None else _finished(part, counts)
    tasks = tasks_of(counts, done=done)
    count = _Count(len(done), len(done) + len(tasks), progress)
    runs = [run for run, _ in planned]
    if part is None:
        results: dict[Task, Result] = {}

        def keep(task: Task, result: Result) -> None:
            results[task] = result
            count.one_more()

        experiment = Experiment(runs, engines, seed)
        run_all(experiment, tasks, keep, jobs=on.jobs, cluster=on.cluster)
        return [_from_memory(results, which, *each) for which, each in enumerate(planned)]
    _run_into(part, runs, engines, seed, tasks, on, count)
    return [_from_folder(part, which, *each) for which, each in enumerate(planned)]


@dataclass
class _Count:
    """How many replications are finished, told whenever it changes."""

    done: int
    total: int
    progress: Progress | None

    def __post_init__(self) -> None:
        self._tell()

    def one_more(self) -> None:
        self.done += 1
        self._tell()

    def _tell(self) -> None:
        if self.progress is not None:
            self.progress(self.done, self.total)


def _run_into(
    part: Unfinished,
    runs: Sequence[AnyRun],
    engines: Sequence[Engine],
    seed: int,
    tasks: Sequence[Task],
    on: Resources,
    count: _Count,
) -> None:
    """Where processes share this disk each writes what it finishes; else it comes here."""
    folders = [part.replications(which) for which in range(len(runs))]
    if on.cluster is None:
        filing = [Filing(run, folder) for run, folder in zip(runs, folders, strict=True)]
        run_all(
            Experiment(filing, engines, seed),
            tasks,
            lambda task, _: count.one_more(),  # noqa: ARG005  # it is written already
            jobs=on.jobs,
        )
        return

    def write(task: Task, files: Files) -> None:
        which, replication = task
        write_replication(folders[which], replication, files)
        count.one_more()

    packing = Experiment([Packing(run) for run in runs], engines, seed)
    run_all(packing, tasks, write, cluster=on.cluster)


def _finished(part: Unfinished, counts: Sequence[int]) -> list[Task]:
    return [
        (which, each)
        for which, count in enumerate(counts)
        for each in finished(part.replications(which))
        if each < count
    ]


def _from_memory(results: dict[Task, Result], which: int, run: AnyRun, count: int) -> Found:
    own = [results.pop((which, each)) for each in range(count)]
    values = np.vstack([result.measured for result in own])
    logs = tuple(result.log for result in own if result.log is not None)
    return Found(estimate(run.id, own[0].keys, values), logs)


def _from_folder(part: Unfinished, which: int, run: AnyRun, count: int) -> Found:
    return Found(estimate(run.id, *read_measurements(part.replications(which), count)), ())
