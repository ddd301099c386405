"""What the README and the first pages show is what happens.

In a `console` block lines after `$ ` are run, in order, in one folder per page; what follows must
be their output. `…` stands for any words of a line, alone for any lines; spaces do not count, and
a number may differ from the page by a quarter: the page is an example, not a table of results.
`[exit status 1]` says that a command ends with findings. `python` blocks are run in the same
folder; `yaml` blocks that begin with `# file: name` are there as files.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end_to_end.documents import ROOT, blocks, write_files

PAGES = ("README.md", "docs/getting-started.md")
_STATUS = re.compile(r"^\[exit status (\d+)\]$")
_NUMBER = re.compile(r"[-−+]?\d+(?:\.\d+)?")
_MAY_DIFFER = 0.25


@dataclass(frozen=True)
class Command:
    """A command of a page, the output it shows, and the status it ends with."""

    line: str
    output: tuple[str, ...]
    status: int | None
    """None: the page shows no output that would tell."""


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_work(page: str, tmp_path: Path) -> None:
    write_files(page, tmp_path)
    for block in blocks(page):
        if block.language == "console":
            for command in _commands(block.text):
                _check(command, tmp_path)
        elif block.language == "python":
            _run([sys.executable, "-c", block.text], tmp_path, 0)


def test_every_target_of_make_that_a_page_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    named = {
        target
        for page in pages
        for target in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.M)
    }

    assert {"demo", "test", "docs"} <= named
    assert [target for target in named if f"\n{target}:" not in makefile] == []


def test_output_that_differs_from_a_page_is_noticed() -> None:
    assert _matches(["a 1.00 b", "…", "end"], ["a  1.2 b", "x", "y", "end"])
    assert _matches(["done … left"], ["done 3 of 4 left"])
    assert not _matches(["a 1.00 b"], ["a 1.3 b"])
    assert not _matches(["a", "b"], ["a", "x", "b"])
    assert not _matches(["better"], ["worse"])


def _commands(text: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, *output = part.rstrip("\n").splitlines()
        found = _STATUS.match(output[-1]) if output else None
        shown = output[:-1] if found else output
        # A condition that holds is a finding: its status is whatever the example shows.
        status = int(found[1]) if found else (None if "--fail-if" in line else 0)
        yield Command(line, tuple(shown), status)


def _check(command: Command, folder: Path) -> None:
    words = shlex.split(command.line)
    assert words[0] == "procsim", command.line
    said = _run([sys.executable, "-m", "procsim", *words[1:]], folder, command.status)

    assert _matches(command.output, said.splitlines()), f"{command.line}\n{said}"


def _run(words: list[str], folder: Path, status: int | None) -> str:
    """What is said on stdout and stderr."""
    surroundings = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "120", "NO_COLOR": "1"}
    done = subprocess.run(
        words,
        cwd=folder,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode in ((0, 1) if status is None else (status,)), done.stdout
    return done.stdout


def _matches(shown: list[str] | tuple[str, ...], said: list[str]) -> bool:
    """Whether lines of a page fit the lines that were said; `…` alone fits any lines."""
    said = [line for line in said if line.strip()]
    shown = [line for line in shown if line.strip()]
    if not shown:
        return not said
    first, rest = shown[0].strip(), shown[1:]
    if first == "…":
        return any(_matches(rest, said[skipped:]) for skipped in range(len(said) + 1))
    return bool(said) and _is_like(first, said[0]) and _matches(rest, said[1:])


def _is_like(shown: str, said: str) -> bool:
    words: list[str] = []
    for piece in re.split(r"(…|[-−+]?\d+(?:\.\d+)?)", " ".join(shown.split())):
        if piece == "…":
            words.append(".*")
        elif _NUMBER.fullmatch(piece):
            words.append("([-−+]?[0-9]+(?:\\.[0-9]+)?)")
        else:
            words.append(re.escape(piece))
    found = re.fullmatch("".join(words), " ".join(said.split()))
    if found is None:
        return False
    expected = [_number(number) for number in _NUMBER.findall(shown)]
    return all(
        abs(_number(is_) - ought) <= _MAY_DIFFER * abs(ought)
        for is_, ought in zip(found.groups(), expected, strict=True)
    )


def _number(text: str) -> float:
    return float(text.replace("−", "-"))
