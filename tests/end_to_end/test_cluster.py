"""A study on a cluster: a real scheduler with real worker processes, some of which die."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.command import REPOSITORY, procsim, write_inputs
from tests.end_to_end.killed import differing

distributed = pytest.importorskip("distributed", reason="needs the extra 'cluster'")
psutil = pytest.importorskip("psutil")  # which distributed needs

EPOCH = {"SOURCE_DATE_EPOCH": "1767225600"}
COMPARE = ("compare", "scenarios/faster.yaml", "-n", 12)
OTHER_VERSION = """\
import sys
import procsim
procsim.__version__ = "0.0.9"
from distributed.cli import dask_worker
sys.argv[0] = "dask-worker"
dask_worker.main()
"""
PLAIN = ("-m", "distributed.cli.dask_worker")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals work differently on Windows")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    write_inputs(folder)
    return folder


@contextmanager
def started(*arguments: object, cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process that ends with the block."""
    process = subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path[1:]])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def cluster(folder: Path, *workers: tuple[str, ...]) -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler with some workers, and the process numbers of their nannies."""
    where = folder / "scheduler.json"
    where.unlink(missing_ok=True)
    quiet = ("--no-dashboard", "--scheduler-file", where)
    with ExitStack() as stack:
        scheduler = ("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", 0)
        stack.enter_context(started(*scheduler, *quiet, cwd=folder))
        nannies = [
            stack.enter_context(
                started(*each, *quiet, "--nthreads", 1, "--local-directory", folder, cwd=folder)
            ).pid
            for each in workers
        ]
        wait_until(where.exists)
        with distributed.Client(scheduler_file=str(where), timeout=60) as client:
            client.wait_for_workers(len(workers), timeout=60) if workers else None
            address = client.scheduler.address
        yield address, nannies


def wait_until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def kill_a_worker(nanny: int) -> None:
    """The process that works, not the nanny that will replace it."""
    for child in psutil.Process(nanny).children():
        if "resource_tracker" not in " ".join(child.cmdline()):
            child.send_signal(signal.SIGKILL)


def test_a_worker_that_dies_is_replaced_and_the_study_is_the_same_bytes(
    inputs: Path, tmp_path: Path
) -> None:
    here = procsim(*COMPARE, "--jobs", 1, "-o", "here", cwd=inputs, **EPOCH)
    with cluster(tmp_path, PLAIN, PLAIN) as (address, nannies):
        run = [*map(str, COMPARE), "--cluster", address, "--jobs", "1", "-o", "there"]
        process = subprocess.Popen(
            [sys.executable, "-m", "procsim", *run],
            cwd=inputs,
            env={**os.environ, **EPOCH},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_until(lambda: list(inputs.glob("there.part/replications/*/measurements-*")))
        kill_a_worker(nannies[0])
        out, err = process.communicate(timeout=120)

    assert (here.status, process.returncode) == (0, 0), err
    assert out == here.out
    assert differing(inputs / "here", inputs / "there") == []


def test_workers_of_another_version_are_refused_with_its_number(
    inputs: Path, tmp_path: Path
) -> None:
    with cluster(tmp_path, ("-c", OTHER_VERSION, "--no-nanny")) as (address, _):
        answer = procsim(*COMPARE, "--cluster", address, "-o", "other", cwd=inputs)

    assert (answer.status, answer.out) == (2, "")
    assert "has procsim 0.0.9 (here " in answer.err
    assert answer.err.endswith("install the same everywhere\n")
    assert "Traceback" not in answer.err
    assert not list(inputs.glob("other*"))


def test_an_address_where_no_scheduler_answers_is_one_line(
    inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = "tcp://127.0.0.1:9"
    answer = procsim(
        *("simulate", "model/model.yaml", "-n", 2, "--cluster", nobody),
        cwd=inputs,
        DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s",
    )

    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f"procsim: no Dask scheduler answers at {nobody}\n"
