"""Everything public says what it is.

Modules, classes and functions always. Methods too, unless the docstring of a module beside them
has defined the call for a whole family of classes (`quantile(u)` for every distribution).
Properties whose name says all may stay silent.
"""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Module, modules

Documented = ast.Module | ast.ClassDef | ast.FunctionDef


def test_every_public_module_class_and_function_has_a_docstring() -> None:
    silent = [
        name
        for module in modules()
        for name, node in _public(module)
        if ast.get_docstring(node) is None
    ]

    assert silent == []


def _public(module: Module) -> Iterator[tuple[str, Documented]]:
    yield module.name, module.tree
    defined = _defined_for_families(module)
    for node in module.tree.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        yield f"{module.name}: {node.name}", node
        if not isinstance(node, ast.ClassDef):
            continue
        for method in node.body:
            is_method = isinstance(method, ast.FunctionDef) and not _is_property(method)
            if is_method and not method.name.startswith("_") and method.name not in defined:
                yield f"{module.name}: {node.name}.{method.name}", method


def _is_property(method: ast.FunctionDef) -> bool:
    names = [each.id for each in method.decorator_list if isinstance(each, ast.Name)]
    return "property" in names or "cached_property" in names


def _defined_for_families(module: Module) -> set[str]:
    """The calls that docstrings of modules in the same folder define."""
    return {
        name
        for beside in modules()
        if beside.path.parent == module.path.parent
        for name in re.findall(r"`(\w+)\(", ast.get_docstring(beside.tree) or "")
    }
