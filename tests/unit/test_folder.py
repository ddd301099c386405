"""What is written is whole or not there, and what could not be written is said in one line."""

import errno
import os
from pathlib import Path

import pytest

from procsim.errors import UsageError
from procsim.study.folder import said_in_one_line, write_text, written_aside


def full(*_: object) -> None:
    """What the system says when no room is left."""
    raise OSError(errno.ENOSPC, "a library's own sentence")


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


def test_a_full_disk_is_said_in_the_systems_words_of_the_folder_that_was_asked_for(tmp_path: Path):
    target = tmp_path / "results"
    with (
        pytest.raises(UsageError) as caught,
        written_aside(target, force=False) as aside,
        said_in_one_line(aside / "tables"),
    ):
        full()
    assert str(caught.value) == f"cannot write {target / 'tables'}: {os.strerror(errno.ENOSPC)}"
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_study_leaves_nothing_behind(tmp_path: Path):
    def interrupted(aside: Path) -> None:
        write_text(aside / "differences.txt", "half of it\n")
        raise KeyboardInterrupt

    with (
        pytest.raises(KeyboardInterrupt),
        written_aside(tmp_path / "results", force=False) as aside,
    ):
        interrupted(aside)
    assert list(tmp_path.iterdir()) == []


def test_no_folder_is_made_inside_a_file(tmp_path: Path):
    write_text(tmp_path / "notes.txt", "mine\n")
    with (
        pytest.raises(UsageError, match="cannot write"),
        written_aside(tmp_path / "notes.txt" / "results", force=False),
    ):
        pass
