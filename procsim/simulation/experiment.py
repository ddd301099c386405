"""An experiment: replications of several plans, here or in other processes.

Results do not depend on where a replication runs, nor on how many run at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeAlias, TypeVar

from procsim.simulation.replication import replicate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from procsim.simulation.engines import Engine
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.roster import Roster

R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")

Task: TypeAlias = tuple[int, int]
"""Which plan of the experiment, and which replication of it."""


class Observer(Protocol[R_co]):
    """What is kept of a replication. It travels to worker processes, so it can be pickled."""

    @property
    def plan(self) -> Plan:
        """The plan that is run."""

    def observe(self, log: Log, roster: Roster) -> R_co:
        """The result of one replication."""


@dataclass(frozen=True)
class Experiment(Generic[R_co]):
    """Observers, each with the engine that runs its plan (see `engines.choose`), and the seed.

    It travels to a worker process once; after that only tasks and results do.
    """

    observers: Sequence[Observer[R_co]]
    engines: Sequence[Engine]
    seed: int

    def run(self, task: Task) -> R_co:
        """The result of one replication."""
        which, replication = task
        observer = self.observers[which]
        log, roster = replicate(
            observer.plan, seed=self.seed, replication=replication, engine=self.engines[which]
        )
        return observer.observe(log, roster)


def tasks_of(replications: Sequence[int], *, done: Iterable[Task] = ()) -> list[Task]:
    """Replications 0 … n-1 of every plan that are not done, in the order in which they are begun:
    replication by replication, so that all scenarios are in step."""
    finished = set(done)
    tasks = [(which, each) for which, count in enumerate(replications) for each in range(count)]
    return sorted((task for task in tasks if task not in finished), key=lambda task: task[::-1])


def run_all(
    experiment: Experiment[R],
    tasks: Sequence[Task],
    receive: Callable[[Task, R], None],
    *,
    jobs: int | None = 1,
    cluster: str | None = None,
) -> None:
    """Run tasks in `jobs` processes (None: one per core; 1: here), or on the workers of a `cluster`
    (the address of a Dask scheduler). `receive` is called here, as soon as each result is there."""
    if cluster is not None:
        from procsim.simulation.cluster import run_on_cluster

        run_on_cluster(experiment, tasks, receive, address=cluster)
    elif jobs == 1 or len(tasks) < 2:
        for task in tasks:
            receive(task, experiment.run(task))
    else:
        from procsim.simulation.processes import run_in_processes

        run_in_processes(experiment, tasks, receive, jobs=jobs)
