"""procsim: simulate administrative processes across offices and compare ways of delivering them.

>>> import procsim                                              # doctest: +SKIP
>>> model = procsim.load("models/field-hq/model.yaml")          # doctest: +SKIP
>>> procsim.simulate(model, replications=5).kpis                # doctest: +SKIP
>>> procsim.compare("scenarios/payroll_centre.yaml").effects    # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from procsim.files import read_model as load
    from procsim.files import read_scenarios as load_scenarios
    from procsim.study import compare, load_scenario, simulate

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "load", "load_scenario", "load_scenarios", "simulate"]

#: Public names and where they live: loaded at first use, so that `import procsim` costs nothing.
_HOME: Final = {
    "compare": ("procsim.study", "compare"),
    "load": ("procsim.files", "read_model"),
    "load_scenario": ("procsim.study", "load_scenario"),
    "load_scenarios": ("procsim.files", "read_scenarios"),
    "simulate": ("procsim.study", "simulate"),
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'procsim' has no attribute {name!r}")
    module, public = _HOME[name]
    return getattr(importlib.import_module(module), public)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
