"""The workers of a Dask cluster: the same experiment, the same bytes, on more than one machine.

The experiment goes to every worker once, also to those that come later or take the place of one
that died; the scheduler gives a dead worker's replications to another.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from procsim.errors import ProcsimError, UsageError
from procsim.simulation.versions import versions

try:
    import distributed
except ModuleNotFoundError as error:
    raise UsageError(
        "--cluster needs the extra 'cluster': pip install 'procsim-review[cluster]'"
    ) from error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from procsim.simulation.experiment import Experiment, R, Task

_TO_ANSWER: Final = 20
"""Seconds that a scheduler has to answer, and to show a worker."""


def run_on_cluster(
    experiment: Experiment[R],
    tasks: Sequence[Task],
    receive: Callable[[Task, R], None],
    *,
    address: str,
) -> None:
    """Run tasks on the workers of the scheduler at an address; `receive` is called here."""
    content = pickle.dumps(experiment)
    name = f"procsim-{hashlib.sha256(content).hexdigest()[:16]}"
    with _client_of(address) as client:
        _refuse_other_versions(client.run(versions, on_error="return"))
        client.register_plugin(_Preparation(name, content, versions()), name=name)
        futures = client.map(_run_here, [name] * len(tasks), tasks, pure=False)
        task_of = {future.key: task for future, task in zip(futures, tasks, strict=True)}
        try:
            done = distributed.as_completed(futures, loop=client.loop, with_results=True)
            futures = []  # each is let go when its result is here
            for future, result in done:
                if future.cancelled():
                    raise ProcsimError(f"the scheduler at {address} is gone")
                receive(task_of.pop(future.key), result)
        except distributed.KilledWorker as error:
            hint = "the memory may not be enough; their logs say more"
            raise ProcsimError(f"workers of {address} died again and again: {hint}") from error
        finally:
            with suppress(OSError):  # a scheduler that is gone knows nothing any more
                client.unregister_worker_plugin(name)


@contextmanager
def _client_of(address: str) -> Iterator[distributed.Client]:
    try:
        with warnings.catch_warnings():
            # Versions are compared here, and in clearer words.
            warnings.simplefilter("ignore", distributed.versions.VersionMismatchWarning)
            client = distributed.Client(address, timeout=_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_TO_ANSWER)
        except TimeoutError as error:
            raise UsageError(f"the scheduler at {address} has no workers: start some") from error
        yield client


def _refuse_other_versions(found: Mapping[str, Mapping[str, str] | BaseException]) -> None:
    """Numbers can differ between versions, so all workers have those of this process."""
    for worker, theirs in found.items():
        if isinstance(theirs, BaseException):
            raise UsageError(
                f"the worker {worker} cannot load this version of procsim: install it there "
                f"({theirs})"
            ) from theirs
        if differing := _differing(theirs):
            raise UsageError(f"the worker {worker} has {differing}: install the same everywhere")


def _differing(theirs: Mapping[str, str]) -> str:
    return ", ".join(
        f"{name} {theirs.get(name)} (here {ours})"
        for name, ours in versions().items()
        if theirs.get(name) != ours
    )


class _Preparation(distributed.WorkerPlugin):
    """Puts an experiment into a worker when it comes, and takes it away in the end."""

    def __init__(self, name: str, content: bytes, made_by: Mapping[str, str]) -> None:
        self._name = name
        self._content = content
        self._made_by = made_by

    def setup(self, worker: object) -> None:
        """A worker of other versions is not let in."""
        if differing := _differing(self._made_by):
            raise ProcsimError(f"{worker} has other versions than {differing}")
        _here[self._name] = self._content

    def teardown(self, worker: object) -> None:  # noqa: ARG002  # the plugin's protocol
        """The run is over."""
        _here.pop(self._name, None)


_here: dict[str, bytes | Experiment[object]] = {}
"""The experiments of a worker by name, each unpickled by the first of its tasks."""
_unpickling: Final = threading.Lock()


def _run_here(name: str, task: Task) -> object:
    with _unpickling:
        experiment = _here[name]
        if isinstance(experiment, bytes):
            experiment = _here[name] = pickle.loads(experiment)  # noqa: S301  # from the client
    return experiment.run(task)
