"""`procsim schema`: what an editor completes from."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from procsim.cli.console import tell_result


class Kind(StrEnum):
    """Kinds of files that users write."""

    model = "model"
    process = "process"
    scenario = "scenario"


def schema(
    kind: Annotated[Kind, typer.Argument(metavar="model|process|scenario", show_default=False)],
) -> None:
    """Print the JSON Schema of a kind of file, for editors."""
    tell_result(schema_text(kind))


def schema_text(kind: Kind) -> str:
    """The JSON Schema of a kind of file."""
    from procsim.files import schema as schemas

    content = {
        Kind.model: schemas.model_schema,
        Kind.process: schemas.process_schema,
        Kind.scenario: schemas.scenario_schema,
    }[kind]()
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
