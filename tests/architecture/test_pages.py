"""The pages keep their promises: generated ones are up to date, what they name exists."""

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.generated_docs import PAGES
from tests.architecture.sources import ROOT, modules

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
#: Distributions whose import has another name.
_IMPORTED_AS = {"python-dateutil": "dateutil", "ruamel.yaml": "ruamel"}
#: Never imported by name: the zones of the standard library.
_NEVER_IMPORTED = {"tzdata"}


@pytest.mark.parametrize(("name", "page"), PAGES.items(), ids=PAGES)
def test_a_generated_page_is_up_to_date(name: str, page: Callable[[], str]) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == page(), "run `make docs`"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_inside_the_repository_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = [
        target.partition("#")[0]
        for target in re.findall(r"\]\(([^)\s]+)\)", text)
        if not target.startswith(("http://", "https://", "#"))
    ]

    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_test_a_page_names_exists(document: Path) -> None:
    """A test is named as `tests/paper/test_run_duty.py::test_work_pauses_over_lunch`."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", document.read_text(encoding="utf-8"))

    assert [f"{file}::{test}" for file, test in named if test not in _tests_of(file)] == []


def test_the_rules_of_a_run_name_a_test_each() -> None:
    text = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
    rules = re.split(r"^### ", text, flags=re.MULTILINE)[1:]

    assert [rule.splitlines()[0] for rule in rules if "`tests/" not in rule] == []


def test_every_dependency_has_its_sentence_in_the_design() -> None:
    text = (ROOT / "DESIGN.md").read_text(encoding="utf-8")

    assert [name for name in _dependencies() if f"**{name}**" not in text] == []


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    core = set(_core_dependencies())
    optional = {_import_name(name) for extra in ("cjk", "cluster") for name in _extra(extra)}
    declared = {_import_name(name) for name in core - _NEVER_IMPORTED}
    imported = set(_third_party())

    assert imported - optional == declared


def _core_dependencies() -> list[str]:
    return [_name(each) for each in _project()["dependencies"]]


def _extra(extra: str) -> list[str]:
    return [_name(each) for each in _project()["optional-dependencies"][extra]]


def _dependencies() -> list[str]:
    extras = _project()["optional-dependencies"]
    return [*_core_dependencies(), *(name for extra in extras for name in _extra(extra))]


@cache
def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _name(requirement: str) -> str:
    return re.split(r"[<>=~\[; ]", requirement)[0]


def _import_name(name: str) -> str:
    return _IMPORTED_AS.get(name, name.replace("-", "_"))


def _third_party() -> Iterator[str]:
    """The first word of every import that is neither ours nor of the standard library."""
    for module in modules():
        for node in ast.walk(module.tree):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            for name in names:
                first = name.partition(".")[0]
                if first not in sys.stdlib_module_names | {"procsim"}:
                    yield first


@cache
def _tests_of(file: str) -> frozenset[str]:
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
