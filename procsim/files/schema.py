"""JSON Schema (draft 2020-12) of the files, for editors: made from the tables that read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from procsim.files.fields.scenario import SCENARIO_FILE
from procsim.files.fields.table import Field, Table
from procsim.files.kinds import ID
from procsim.files.models import MODEL_TABLE, PROCESS_TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_PROCESS_ID: Final = Field("process", ID, "The id of the process.", required=True)


def model_schema() -> dict[str, Any]:
    """The schema of a model file."""
    return _document("procsim model", MODEL_TABLE.schema())


def process_schema() -> dict[str, Any]:
    """The schema of a file that holds one process of a model."""
    fields = (_PROCESS_ID, *PROCESS_TABLE.fields)
    return _document("procsim process", Table("a process", PROCESS_TABLE.about, fields).schema())


def scenario_schema() -> dict[str, Any]:
    """The schema of a scenario file."""
    return _document("procsim scenario", SCENARIO_FILE.schema())


def _document(title: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"$schema": _DIALECT, "title": title, **schema}
