"""One idea in a module, one thought in a function: limits that make one think twice."""

from tests.architecture.sources import functions, modules

MOST_LINES = 300
"""Of a module. We aim at 250."""
MOST_LINES_OF_A_FUNCTION = 60
"""We aim at 40."""

#: Tables of texts, one for each language: not code, and as long as there is to say.
_CATALOGUES = "procsim/report/languages/"


def test_no_module_is_too_long() -> None:
    too_long = {
        module.name: lines
        for module in modules()
        if not module.name.startswith(_CATALOGUES)
        and (lines := module.source.count("\n")) > MOST_LINES
    }

    assert too_long == {}


def test_no_function_is_too_long() -> None:
    too_long = {
        f"{module.name}: {function.name}": length
        for module in modules()
        for function in functions(module)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }

    assert too_long == {}
