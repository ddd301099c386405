"""A study that was killed is gone on with, and ends as if nothing had happened."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end.command import REPOSITORY, procsim, write_inputs
from tests.end_to_end.killed import differing

EPOCH = {"SOURCE_DATE_EPOCH": "1767225600"}
COMPARE = ("compare", "scenarios/faster.yaml", "-n", 40)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals work differently on Windows")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    write_inputs(folder)
    return folder


def stopped_in_the_middle(
    inputs: Path, target: str, number: int, *, jobs: int = 2
) -> tuple[int, str, str]:
    """Status and texts of a run that gets a signal after its first replications. All its
    processes have ended then: they hold the other ends of the pipes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "procsim", *map(str, COMPARE), "--jobs", str(jobs), "-o", target],
        cwd=inputs,
        env={**os.environ, **EPOCH},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not list(inputs.glob(f"{target}.part/replications/*/measurements-*")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_a_study_killed_fifty_times_equals_one_that_never_was(tmp_path: Path) -> None:
    """Kills at seeded moments, between any two steps on the files of the study; now and then the
    study replaces an older one. After each kill what stands there is whole."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.end_to_end.killed", str(tmp_path)],
        cwd=REPOSITORY,
        env={**os.environ, **EPOCH},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found = re.fullmatch(r"(\d+) studies, (\d+) kills\n", done.stdout)
    assert found, done.stdout
    assert int(found[1]) >= 2
    assert int(found[2]) >= 50


def test_worker_processes_end_with_the_one_that_was_killed_and_others_go_on(inputs: Path) -> None:
    status, _, _ = stopped_in_the_middle(inputs, "killed", signal.SIGKILL)
    again = procsim(*COMPARE, "--jobs", 1, "-o", "killed", cwd=inputs)
    resumed = procsim(*COMPARE, "--jobs", 1, "-o", "killed", "--resume", cwd=inputs, **EPOCH)
    whole = procsim(*COMPARE, "--jobs", 2, "-o", "whole", cwd=inputs, **EPOCH)

    assert status == -signal.SIGKILL
    assert (again.status, again.out) == (2, "")
    assert again.err == (
        "procsim: killed.part is unfinished: --resume goes on with it, --force begins anew\n"
    )
    assert (resumed.status, whole.status) == (0, 0), resumed.err
    assert resumed.out == whole.out
    assert differing(inputs / "whole", inputs / "killed") == []
    assert not list(inputs.glob("killed.*"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_all_processes_and_keeps_what_is_finished(inputs: Path, jobs: int) -> None:
    target = f"stopped{jobs}"
    status, out, err = stopped_in_the_middle(inputs, target, signal.SIGINT, jobs=jobs)

    assert (status, out) == (130, "")
    assert err.splitlines()[-2:] == [
        f"{target}.part keeps what is finished: --resume goes on with it",
        "procsim: interrupted",
    ]
    assert not (inputs / target).exists()
    names = [path.name for path in inputs.glob(f"{target}.part/replications/*/*")]
    assert not [name for name in names if name.startswith(".")]


def test_a_complete_study_is_told_again_and_not_made_again(inputs: Path) -> None:
    run = ("compare", "scenarios/faster.yaml", "-n", 2, "--jobs", 1, "-o", "told", "--resume")
    made = procsim(*run, cwd=inputs)
    moment = (inputs / "told" / "manifest.json").stat().st_mtime_ns
    again = procsim(*run, cwd=inputs)
    other = procsim(*run, "--seed", 2, cwd=inputs)

    assert (made.status, again.status) == (0, 0), again.err
    assert again.out == made.out
    assert (inputs / "told" / "manifest.json").stat().st_mtime_ns == moment
    assert other.status == 2
    assert other.err == (
        "procsim: told is complete, and not what is asked for: --force replaces it\n"
    )


def test_an_input_that_was_changed_since_is_a_clear_error_and_nothing_is_lost(
    inputs: Path,
) -> None:
    stopped_in_the_middle(inputs, "changed", signal.SIGKILL)
    kept = sorted(inputs.glob("changed.part/replications/*/[!.]*"))
    volumes = inputs / "model" / "arrivals.csv"
    before = volumes.read_text(encoding="utf-8")
    volumes.write_text(before.replace("700", "701"), encoding="utf-8")

    answer = procsim(*COMPARE, "--jobs", 1, "-o", "changed", "--resume", cwd=inputs)
    volumes.write_text(before, encoding="utf-8")

    assert (answer.status, answer.out) == (2, "")
    assert answer.err.splitlines()[-1] == (
        "procsim: input model/arrivals.csv has changed since changed.part was begun: "
        "put it back, or begin anew with --force"
    )
    assert sorted(inputs.glob("changed.part/replications/*/[!.]*")) == kept
    assert kept


def test_a_disk_that_is_full_is_one_line_and_what_is_finished_stays(inputs: Path) -> None:
    """No file of the process may grow beyond what its first replication's activities need: the
    system then refuses as on a full disk, with words of its own."""
    import resource

    done = subprocess.run(
        [sys.executable, "-m", "procsim", *map(str, COMPARE), "--jobs", "1", "-o", "full"],
        cwd=inputs,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    said = done.stderr.splitlines()[-1]
    assert re.fullmatch(r"procsim: cannot write full\.part/\S+: File too large", said)
    assert not (inputs / "full").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a file that is full")
def test_results_that_cannot_be_printed_are_one_line(inputs: Path) -> None:
    command = [sys.executable, "-m", "procsim", "simulate", "model/model.yaml", "-n", "2"]
    with open("/dev/full", "w", encoding="utf-8") as nowhere:
        done = subprocess.run(
            [*command, "--jobs", "1", "--format", "json"],
            cwd=inputs,
            stdout=nowhere,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr == "procsim: cannot write the results: No space left on device\n"
