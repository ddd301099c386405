"""The composition root: run a model, compare scenarios, and keep what was found in a folder."""

from procsim.study.folder import said_in_one_line, written_aside
from procsim.study.keeping import differences, write_simulation, write_study
from procsim.study.kept import read_study
from procsim.study.loading import load_all, load_scenario
from procsim.study.pictures import changed_processes, removed_steps, step_tags, write_report
from procsim.study.run import (
    BASELINE,
    DEFAULT_MATERIALITY,
    DEFAULT_REPLICATIONS,
    DEFAULT_SEED,
    compare,
    simulate,
)

__all__ = [
    "BASELINE",
    "DEFAULT_MATERIALITY",
    "DEFAULT_REPLICATIONS",
    "DEFAULT_SEED",
    "changed_processes",
    "compare",
    "differences",
    "load_all",
    "load_scenario",
    "read_study",
    "removed_steps",
    "said_in_one_line",
    "simulate",
    "step_tags",
    "write_report",
    "write_simulation",
    "write_study",
    "written_aside",
]
