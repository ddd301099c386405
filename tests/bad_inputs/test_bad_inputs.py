"""Every rule has a wrong input, and the exact words that a user sees."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from procsim import files
from procsim.errors import CODES, InputError
from procsim.files.scenarios import read_scenarios

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/expected.txt"))
#: Codes shown by the files that tests below make themselves.
MADE_HERE = {"P002", "P003", "P004"}


def said(main: str) -> str:
    """What a user sees when `main` is read."""
    is_scenario = Path(main).name == "scenario.yaml"
    read: Callable[[str], object] = read_scenarios if is_scenario else files.read_model
    with pytest.raises(InputError) as raised:
        read(main)
    return files.describe_all(raised.value.problems)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_wrong_input_is_refused_with_exactly_these_words(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case)
    main = "scenario.yaml" if Path("scenario.yaml").exists() else "model.yaml"

    text = said(main)

    assert text + "\n" == Path("expected.txt").read_text(encoding="utf-8")


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    shown = {case.name.split("_")[0] for case in CASES}

    assert shown | MADE_HERE == set(CODES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_shows_the_code_it_is_named_after(case: Path) -> None:
    expected = (case / "expected.txt").read_text(encoding="utf-8")

    assert f"error {case.name.split('_')[0]} " in expected


def test_a_folder_is_not_a_model(tmp_path: Path) -> None:
    expected = "error P002 this is a folder, not a file: name the file inside it"
    assert said(str(tmp_path)) == f"{tmp_path}:1:1: {expected}\n1 error(s) in 1 file(s)"


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")
def test_a_file_without_permission_is_said_to_be_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_args: object, **_keywords: object) -> None:
        raise PermissionError(13, "Permission denied")

    model = tmp_path / "model.yaml"
    model.write_text("procsim: 1\n", encoding="utf-8")
    monkeypatch.setattr(Path, "open", denied)

    assert "error P002 the file cannot be read: permission denied" in said(str(model))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    with model.open("wb") as file:
        file.truncate(100_000_000)
    started = time.perf_counter()

    text = said(str(model))

    assert text.splitlines()[0].endswith("error P003 the file is larger than 5 MB")
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"procsim: 1\0", "error P004 not a text file: it holds a NUL byte"),
        (b"title: caf\xe9\n", "error P004 not UTF-8 text: byte 0xE9: save the file as UTF-8"),
        (b"title: \x01\n", "error P004 not a text file: the character U+0001 is not allowed"),
    ],
)
def test_a_file_that_is_not_text_is_refused_in_one_line(
    tmp_path: Path, data: bytes, message: str
) -> None:
    model = tmp_path / "model.yaml"
    model.write_bytes(data)

    lines = said(str(model)).splitlines()

    assert lines == [f"{model}:1:1: {message}", "1 error(s) in 1 file(s)"]


def test_a_yaml_bomb_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    model = tmp_path / "model.yaml"
    model.write_text("\n".join(lines), encoding="utf-8")
    started = time.perf_counter()

    text = said(str(model))

    assert "error P008 anchors and aliases" in text
    assert text.endswith("1 error(s) in 1 file(s)")
    assert time.perf_counter() - started < 1


def test_endless_nesting_is_refused_at_level_fifty(tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text("a: " + "[" * 100_000, encoding="utf-8")

    assert "error P009 nested deeper than 50 levels" in said(str(model))
