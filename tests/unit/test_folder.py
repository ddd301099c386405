"""What is written is whole or not there, and what could not be written is said in one line."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from procsim.errors import UsageError
from procsim.simulation.store import said_in_one_line, written_whole
from procsim.study.begun import Begun
from procsim.study.folder import write_manifest, write_text
from procsim.study.unfinished import Unfinished, unfinished

MADE = Begun(
    settings={"results": "study", "seed": 1},
    inputs={"model.yaml": "0" * 64},
    versions={"numpy": "2.4"},
    created="2026-01-01T00:00:00+00:00",
    engines=("simpy",),
)


class Told(list):
    """Messages to the user."""

    def __call__(self, message: str) -> None:
        self.append(message)


def full(*_: object) -> None:
    """What the system says when no room is left."""
    raise OSError(errno.ENOSPC, "a library's own sentence")


def opened(target: Path, *, force=False, resume=False, tell=print):
    return unfinished(target, force=force, resume=resume, tell=tell)


def finish_one(part: Unfinished) -> Path:
    """A finished replication, as far as its name tells."""
    part.begin(MADE)
    path = part.replications(0) / "measurements-000000.parquet"
    write_text(path, "finished")
    return path


def complete(part: Unfinished, text: str = "new") -> None:
    part.complete.mkdir()
    write_text(part.complete / "tables" / "kpis.csv", text)
    write_manifest(part.complete, "study", {})


def killed_after_one(target: Path) -> Path:
    """What a process leaves that was killed: nothing is tidied up, and no lock is held."""
    part = Unfinished(target)
    write_text(part.folder / "lock", "")
    return finish_one(part)


def test_a_text_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    page = tmp_path / "report.html"
    write_text(page, "old\n")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError):
        write_text(page, "new\n")
    assert page.read_text(encoding="utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [page]


def test_a_file_takes_its_name_only_when_it_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError), written_whole(tmp_path / "map.svg") as aside:
        aside.write_text("<svg/>", encoding="utf-8")
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_aside_has_the_kind_of_its_name(tmp_path: Path):
    with written_whole(tmp_path / "map.svg") as aside:
        aside.write_text("<svg/>", encoding="utf-8")
    assert (aside.suffix, aside.parent) == (".svg", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["map.svg"]


def test_a_full_disk_is_said_in_the_systems_words(tmp_path: Path):
    with pytest.raises(UsageError) as caught, said_in_one_line(tmp_path / "tables"):
        full()
    assert str(caught.value) == f"cannot write {tmp_path / 'tables'}: {os.strerror(errno.ENOSPC)}"


def test_results_have_their_name_when_they_are_complete_and_nothing_else_is_left(tmp_path: Path):
    with opened(tmp_path / "results") as part:
        finish_one(part)
        complete(part)
        assert not (tmp_path / "results").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["results"]
    assert sorted(path.name for path in (tmp_path / "results").iterdir()) == [
        "manifest.json",
        "tables",
    ]


def test_a_run_that_finished_nothing_leaves_nothing(tmp_path: Path):
    def interrupted(part: Unfinished) -> None:
        part.begin(MADE)
        raise KeyboardInterrupt

    told = Told()
    with pytest.raises(KeyboardInterrupt), opened(tmp_path / "results", tell=told) as part:
        interrupted(part)
    assert (list(tmp_path.iterdir()), told) == ([], [])


def test_a_run_that_is_stopped_says_where_its_finished_replications_are(tmp_path: Path):
    def interrupted(part: Unfinished) -> None:
        finish_one(part)
        raise KeyboardInterrupt

    told = Told()
    target = tmp_path / "results"
    with pytest.raises(KeyboardInterrupt), opened(target, tell=told) as part:
        interrupted(part)
    assert [path.name for path in tmp_path.iterdir()] == ["results.part"]
    assert told == [f"{target}.part keeps what is finished: --resume goes on with it"]


def test_finished_replications_are_neither_lost_nor_mixed_unasked(tmp_path: Path):
    finished = killed_after_one(tmp_path / "results")
    with (
        pytest.raises(UsageError, match="--resume goes on with it, --force begins anew"),
        opened(tmp_path / "results"),
    ):
        pass
    assert finished.exists()
    with opened(tmp_path / "results", resume=True) as part:
        assert part.begun(MADE) == MADE
        complete(part)
    assert [path.name for path in tmp_path.iterdir()] == ["results"]


def test_with_force_finished_replications_go(tmp_path: Path):
    finished = killed_after_one(tmp_path / "results")
    with opened(tmp_path / "results", force=True) as part:
        assert not finished.exists()
        assert part.begun(MADE) is None
        complete(part)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"inputs": {"model.yaml": "1" * 64}}, "input model.yaml has changed since"),
        ({"inputs": {}}, "input model.yaml is gone since"),
        ({"inputs": {**MADE.inputs, "a.csv": ""}}, "input a.csv is new since"),
        ({"settings": {"results": "study", "seed": 2}}, "was begun with seed 1, not 2"),
        ({"versions": {"numpy": "2.5"}}, "was begun with numpy 2.4, this is 2.5"),
    ],
)
def test_replications_of_something_else_are_not_gone_on_with_and_stay(
    tmp_path: Path, change: dict[str, dict[str, str]], words: str
):
    finished = killed_after_one(tmp_path / "results")
    now = Begun(**{**{name: getattr(MADE, name) for name in MADE.__dataclass_fields__}, **change})
    with (
        pytest.raises(UsageError, match=words) as caught,
        opened(tmp_path / "results", resume=True, tell=Told()) as part,
    ):
        part.begun(now)
    assert "begin anew with --force" in str(caught.value)
    assert finished.exists()


def test_old_results_stay_until_the_new_ones_are_complete(tmp_path: Path):
    target = tmp_path / "results"
    with opened(target) as part:
        complete(part, "old")
    with pytest.raises(UsageError, match="--force replaces it"), opened(target):
        pass
    with opened(target, force=True) as part:
        complete(part, "new")
        assert (target / "tables" / "kpis.csv").read_text(encoding="utf-8") == "old"
    assert (target / "tables" / "kpis.csv").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["results"]


def test_results_that_were_being_replaced_when_the_process_died_come_back(tmp_path: Path):
    target = tmp_path / "results"
    with opened(target) as part:
        complete(part, "old")
    killed_after_one(target)
    target.rename(part.folder / "replaced")
    with pytest.raises(UsageError, match="--force replaces it"), opened(target, resume=True):
        pass
    assert (target / "tables" / "kpis.csv").read_text(encoding="utf-8") == "old"


def test_two_writers_of_one_folder_are_refused_and_the_first_goes_on(tmp_path: Path):
    target = tmp_path / "results"
    with opened(target) as part:
        finish_one(part)
        for flags in ({}, {"force": True}, {"resume": True}):
            with pytest.raises(UsageError) as caught, opened(target, **flags):
                pass
            assert str(caught.value) == (f"another process is writing {target}: let it end first")
        complete(part)
    assert [path.name for path in tmp_path.iterdir()] == ["results"]


def test_the_lock_of_a_killed_process_holds_nobody_up(tmp_path: Path):
    target = tmp_path / "results"
    code = (
        "import sys\nfrom pathlib import Path\nfrom procsim.study.lock import locked\n"
        "target = Path(sys.argv[1])\n"
        "with locked(Path(f'{target}.part'), target=target):\n"
        "    print('locked', flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(target)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"locked\n"
        with pytest.raises(UsageError, match="another process is writing"), opened(target):
            pass
        process.kill()
    with opened(target) as part:
        complete(part)
    assert target.is_dir()


def test_no_folder_is_made_inside_a_file(tmp_path: Path):
    write_text(tmp_path / "notes.txt", "mine\n")
    with (
        pytest.raises(UsageError, match="cannot write"),
        opened(tmp_path / "notes.txt" / "results"),
    ):
        pass


def test_a_folder_that_only_has_such_a_name_is_left_alone(tmp_path: Path):
    write_text(tmp_path / "results.part" / "thesis.txt", "mine\n")
    with (
        pytest.raises(UsageError, match="is nothing of procsim"),
        opened(tmp_path / "results", force=True),
    ):
        pass
    assert (tmp_path / "results.part" / "thesis.txt").exists()


def test_a_folder_that_may_not_be_written_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(UsageError) as caught, opened(tmp_path / "results"):
        pass
    assert str(caught.value) == f"cannot write {tmp_path / 'results'}: {os.strerror(errno.EACCES)}"
