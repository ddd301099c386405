"""Replications of several plans on all cores; results do not depend on how many there are."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from procsim.errors import ProcsimError
from procsim.simulation.replication import replicate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from procsim.simulation.engines import Engine
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.roster import Roster

R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")


class Observer(Protocol[R_co]):
    """What is kept of a replication. It travels to worker processes, so it can be pickled."""

    @property
    def plan(self) -> Plan:
        """The plan that is run."""

    def observe(self, log: Log, roster: Roster) -> R_co:
        """The result of one replication."""


def run_all(
    observers: Sequence[Observer[R]],
    *,
    replications: Sequence[int],
    seed: int,
    jobs: int | None = None,
    engines: Sequence[Engine] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[list[R]]:
    """Run replications 0 … n-1 of every observer's plan: for each observer its results in order.

    `replications` and `engines` have a number and an engine (see `engines.choose`; None: the
    reference engine) per observer; `jobs` worker processes are used (None: one per core;
    1: none, everything runs here). `progress(done, total)` is called after each.
    """
    tasks = [(which, each) for which, count in enumerate(replications) for each in range(count)]
    # Long runs first would need a guess; replication by replication keeps all scenarios in step.
    tasks.sort(key=lambda task: (task[1], task[0]))
    jobs = min(jobs or os.cpu_count() or 1, max(1, len(tasks)))
    work = _Work(observers, engines or ["simpy"] * len(observers), seed)
    results: dict[tuple[int, int], R] = {}
    if jobs == 1:
        for task in tasks:
            results[task] = work.run(*task)
            _tell(progress, len(results), len(tasks))
    else:
        _run_in_processes(work, tasks, jobs, results, progress)
    return [
        [results[which, each] for each in range(count)] for which, count in enumerate(replications)
    ]


class _Work(Generic[R_co]):
    def __init__(
        self, observers: Sequence[Observer[R_co]], engines: Sequence[Engine], seed: int
    ) -> None:
        self._observers = observers
        self._engines = engines
        self._seed = seed

    def run(self, which: int, replication: int) -> R_co:
        observer = self._observers[which]
        engine = self._engines[which]
        log, roster = replicate(
            observer.plan, seed=self._seed, replication=replication, engine=engine
        )
        return observer.observe(log, roster)


def _run_in_processes(
    work: _Work[R],
    tasks: Sequence[tuple[int, int]],
    jobs: int,
    results: dict[tuple[int, int], R],
    progress: Callable[[int, int], None] | None,
) -> None:
    # Spawned, not forked: the same on every system, and safe beside threads.
    context = multiprocessing.get_context("spawn")
    strangers = set(multiprocessing.active_children())
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=partial(_prepare, work)) as pool:
        pending: dict[Future[object], tuple[int, int]] = {}
        try:
            with _interrupts_held():
                pending |= {pool.submit(_run_here, *task): task for task in tasks}
            for future in as_completed(pending):
                result = future.result()
                results[pending[future]] = result  # type: ignore[assignment]  # of these observers
                _tell(progress, len(results), len(tasks))
        except BrokenProcessPool as error:
            hint = "the memory may not be enough for so many jobs; in a script, is the call under "
            hint += "`if __name__ == '__main__':`?"
            raise ProcsimError(f"a worker process ended before its work: {hint}") from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            # A worker that is still being born may never hear of the shutdown.
            for worker in set(multiprocessing.active_children()) - strangers:
                worker.terminate()
            raise


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal, but only this one shall answer, a little later:
    processes that are born here never hear it. (Where signals cannot be held, `_prepare` helps.)"""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    answer = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, answer)
    if heard:
        raise KeyboardInterrupt


def _tell(progress: Callable[[int, int], None] | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


_here: list[_Work[object]] = []
"""The work of a worker process, put here once when it starts."""


def _prepare(work: _Work[object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here[:] = [work]


def _run_here(which: int, replication: int) -> object:
    return _here[0].run(which, replication)
