"""The composition root: run a model, compare scenarios, and keep what was found in a folder."""

from procsim.study.keeping import differences, write_simulation, write_study
from procsim.study.kept import Asked, completed, read_study
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
from procsim.study.unfinished import unfinished

__all__ = [
    "BASELINE",
    "DEFAULT_MATERIALITY",
    "DEFAULT_REPLICATIONS",
    "DEFAULT_SEED",
    "Asked",
    "changed_processes",
    "compare",
    "completed",
    "differences",
    "load_all",
    "load_scenario",
    "read_study",
    "removed_steps",
    "simulate",
    "step_tags",
    "unfinished",
    "write_report",
    "write_simulation",
    "write_study",
]
