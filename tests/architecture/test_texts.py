"""No file of the repository depends on, or tells of, the machine it was written on."""

import re

from tests.architecture.sources import ROOT, text_files

#: Absolute paths of somebody's machine, folders beside the repository, package registries.
_MACHINE = re.compile(
    r"(?<![\w.])/(?:home|root|Users|work|tmp|mnt)/\w"
    r"|[A-Z]:\\Users"
    r"|\.\./shared\b"
    r"|https?://(?:pypi|files\.pythonhosted|test\.pypi|registry)\.\w+"
    r"|--index-url|--extra-index-url|trusted-host"
)
#: `.ci/run` hands data from beside the checkout to the tests where there are any.
_MAY_LOOK_AROUND = {".ci/run", "tests/architecture/test_texts.py"}


def test_no_machine_paths_and_no_registry_hosts() -> None:
    found = [
        f"{name}:{number}: {line.strip()}"
        for path in text_files()
        if (name := path.relative_to(ROOT).as_posix()) not in _MAY_LOOK_AROUND
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        if _MACHINE.search(line)
    ]

    assert found == []


def test_no_text_is_left_unfinished() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()}"
        for path in text_files()
        if path.name != "test_texts.py"
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        if re.search(r"\b(TODO|FIXME|XXX)\b", line)
    ]

    assert found == []
