"""python -m tests.end_to_end.killed FOLDER: kill studies again and again, and go on with them.

A child is forked for every try, so that nothing is imported twice, and kills itself (SIGKILL) just
before one of the things it does to the files of its study: the n-th, n drawn with a fixed seed.
Moments counted so do not depend on how busy the machine is.
"""

from __future__ import annotations

import filecmp
import importlib
import os
import shutil
import signal
import sys
from contextlib import nullcontext
from pathlib import Path

import pyarrow.parquet as pq

from procsim import study
from procsim.cli import main as procsim
from procsim.simulation.addresses import address
from procsim.simulation.versions import versions
from procsim.study import keeping
from tests.end_to_end.command import write_inputs

KILLS = 50
LATE = (
    "procsim.analysis.frames",
    "procsim.cli.effects",
    "procsim.report.figures",
    "procsim.report.html",
    "procsim.simulation.engine_simpy",
    "scipy.special",
)
"""What children would each import for themselves."""
SEED = 20
MOMENTS = 170
"""About as many as a study has that goes on with half of its replications."""
TOUCHING = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}
STUDY = ("compare", "scenarios/faster.yaml", "-n", "3", "--jobs", "1", "-o")
TRIED = Path("tried")


def main() -> None:
    """Print how many studies were made, and how often one was killed."""
    os.chdir(sys.argv[1])
    write_inputs(Path())
    for module in LATE:
        importlib.import_module(module)
    versions()
    keeping.figures_of = lambda *_, **__: nullcontext(tuple)  # figures are drawn before any is kept
    assert run("whole") == 0
    assert run("older", "--seed", "2") == 0
    kills = studies = 0
    while kills < KILLS:
        replacing = studies % 2 == 1
        kills += killed_until_complete(studies, replacing=replacing)
        assert differing(Path("whole"), TRIED) == []
        assert not TRIED.with_name("tried.part").exists()
        shutil.rmtree(TRIED)
        studies += 1
    print(f"{studies} studies, {kills} kills")


def killed_until_complete(number: int, *, replacing: bool) -> int:
    """How often the study was killed; `replacing`: in the place of an older one."""
    if replacing:
        shutil.copytree("older", TRIED)
    flags = ("--resume", "--force") if replacing else ("--resume",)
    kills = 0
    while status := run(str(TRIED), *flags, moment=1 + address(SEED, number, kills) % MOMENTS):
        assert status == -signal.SIGKILL, status
        kills += 1
        check(replacing=replacing)
    return kills


def check(*, replacing: bool) -> None:
    """What stands there after a kill: a complete study or none, and whole replications."""
    part = TRIED.with_name("tried.part")
    kept = part / "replaced" if (part / "replaced").exists() and not TRIED.exists() else TRIED
    assert replacing == kept.exists() or not differing(Path("whole"), kept)
    if kept.exists():
        wanted = [each for each in ("older", "whole") if not differing(Path(each), kept)]
        assert wanted
        assert study.read_study(kept)
    for path in part.glob("replications/*/[!.]*"):
        assert pq.read_table(path).num_rows > 0


def run(target: str, *flags: str, moment: int = 0) -> int:
    """The status of the command in a child that kills itself at a moment (0: never)."""
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.argv = ["procsim", *STUDY, target, *flags]
        kill_at(moment, target)
        try:
            procsim()
        except SystemExit as done:
            os._exit(int(done.code or 0))
        os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_at(moment: int, target: str) -> None:
    """Kill this process before it touches files of its study for the n-th time."""
    count = 0

    def touched(event: str, what: tuple[object, ...]) -> None:
        nonlocal count
        if event in TOUCHING and target in os.fspath(what[0] if what else ""):
            count += 1
            if count == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(touched)


def differing(one: Path, two: Path) -> list[str]:
    """Files of one folder that are not the same bytes in the other, or are in one only."""
    files = [
        {path.relative_to(each).as_posix() for path in each.rglob("*") if path.is_file()}
        for each in (one, two)
    ]
    _, mismatch, errors = filecmp.cmpfiles(one, two, sorted(files[0] | files[1]), shallow=False)
    return mismatch + errors


if __name__ == "__main__":
    main()
