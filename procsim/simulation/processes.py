"""Worker processes of this machine: they end with their work, with Ctrl-C, and with the process
that began them, however it ended."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING

from procsim.errors import ProcsimError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from procsim.simulation.experiment import Experiment, R, Task


def run_in_processes(
    experiment: Experiment[R],
    tasks: Sequence[Task],
    receive: Callable[[Task, R], None],
    *,
    jobs: int | None,
) -> None:
    """Run tasks in `jobs` processes (None: one per core); `receive` is called here."""
    # Spawned, not forked: the same on every system, and safe beside threads.
    context = multiprocessing.get_context("spawn")
    strangers = set(multiprocessing.active_children())
    count = min(jobs or os.cpu_count() or 1, len(tasks))
    # Pickled once, not once for each process.
    told = (pickle.dumps(experiment),)
    with ProcessPoolExecutor(
        count, mp_context=context, initializer=_prepare, initargs=told
    ) as pool:
        pending: dict[Future[object], Task] = {}
        try:
            with interrupts_held():
                pending |= {pool.submit(_run_here, task): task for task in tasks}
            for future in as_completed(pending):
                result = future.result()
                receive(pending.pop(future), result)  # type: ignore[arg-type]  # of this experiment
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
def interrupts_held() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal, but only this one shall answer, a little later:
    processes that are born here never hear it. (Where signals cannot be held, what they do first
    helps: `answer_to_parent`.)"""
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


_here: list[Experiment[object]] = []
"""The experiment of a worker process, put here once when it starts."""


def _prepare(experiment: bytes) -> None:
    answer_to_parent()
    _here[:] = [pickle.loads(experiment)]  # noqa: S301  # from the process that began this one


def answer_to_parent() -> None:
    """In a process born here: Ctrl-C is the parent's to answer, and when the parent ends so does
    this one. (If it was killed, its processes would wait for work for ever.)"""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run_here(task: Task) -> object:
    return _here[0].run(task)
