"""Who may know whom; the contracts stand in pyproject.toml."""

import ast

import pytest
from importlinter.cli import lint_imports

from procsim.errors import CODES
from tests.architecture.sources import ROOT, modules

#: The model is a value: it knows no engine, no tables, no figures, no files.
_FORBIDDEN_IN_MODEL = {"simpy", "pandas", "pyarrow", "matplotlib", "ruamel", "jinja2", "typer"}


def test_arrows_point_down_and_each_library_has_one_room(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    result = lint_imports(no_cache=True, no_logo=True)

    assert result == 0, capsys.readouterr().out


def test_the_model_imports_nothing_heavy_even_inside_a_function() -> None:
    found = [
        f"{module.name} imports {name}"
        for module in modules()
        if "model" in module.path.parent.name
        for name in _imported(module.tree)
        if name.partition(".")[0] in _FORBIDDEN_IN_MODEL
    ]

    assert found == []


def test_every_code_that_is_raised_is_listed() -> None:
    raised = {
        node.value
        for module in modules()
        if module.path.name != "errors.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and _is_code(node.value)
    }

    assert raised == set(CODES)


def _is_code(value: object) -> bool:
    return isinstance(value, str) and len(value) == 4 and value[0] == "P" and value[1:].isdigit()


def _imported(tree: ast.Module) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names
