"""The files that users write: models, scenarios, tables; and what is wrong in them."""

from procsim.files.library import Library, read_model
from procsim.files.models import build_model
from procsim.files.problems import as_json, describe, describe_all
from procsim.files.scenario_files import is_scenario
from procsim.files.scenarios import read_scenarios
from procsim.files.source import Source, read_source

__all__ = [
    "Library",
    "Source",
    "as_json",
    "build_model",
    "describe",
    "describe_all",
    "is_scenario",
    "read_model",
    "read_scenarios",
    "read_source",
]
