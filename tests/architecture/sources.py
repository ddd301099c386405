"""The repository as the architecture tests see it: its modules, parsed, and its texts."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

#: What belongs to the repository; everything else (environments, results, caches) does not.
_PARTS = ("procsim", "tests", "benchmarks", "docs", "models", "scenarios", ".ci")
_TOP = ("*.md", "Makefile", "pyproject.toml", ".gitignore")
_TEXT = {"", ".py", ".md", ".yaml", ".yml", ".csv", ".txt", ".toml", ".html", ".css", ".json"}


@dataclass(frozen=True)
class Module:
    """A module of the package: where it is, its source and its syntax tree."""

    path: Path
    source: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path inside the repository, for messages."""
        return self.path.relative_to(ROOT).as_posix()


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package."""
    found = []
    for path in sorted((ROOT / "procsim").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        found.append(Module(path, source, ast.parse(source)))
    return tuple(found)


def functions(module: Module) -> Iterator[ast.FunctionDef]:
    """Every function and method of a module, however deep."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef):
            yield node


def text_files() -> Iterator[Path]:
    """Every text file of the repository."""
    for pattern in _TOP:
        yield from sorted(ROOT.glob(pattern))
    for part in _PARTS:
        for path in sorted((ROOT / part).rglob("*")):
            is_cache = any(name in ("__pycache__", "results") for name in path.parts)
            if path.is_file() and not is_cache and path.suffix in _TEXT:
                yield path
