"""Names of things that a model or a process defines: errors, steps, messages, delegations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.files.fields.expression import process_of
from procsim.files.fields.table import PROVENANCE, Kind, Node, nearest
from procsim.files.kinds import ID

if TYPE_CHECKING:
    from procsim.files.yaml_text import Value


def _defined(node: Node, section: str) -> list[str]:
    """The ids that a section of the node's process defines."""
    processes = node.reading.source.tree.get("processes")
    body = processes.get(process_of(node)) if isinstance(processes, dict) else None
    held: Value = body.get(section) if isinstance(body, dict) else None
    return [name for name in held if name not in PROVENANCE] if isinstance(held, dict) else []


def _step(node: Node) -> str:
    text, names = node.text(), _defined(node, "steps")
    if text not in names:
        raise node.refuse("P106", f"unknown step '{text}'", nearest(text, names))
    return text


STEP: Final[Kind[str]] = Kind(_step, {"type": "string"})


def _error(node: Node) -> str:
    text, names = node.text(), _defined(node, "errors")
    if text not in names:
        hint = nearest(text, names) or "name it under `errors` of the process"
        raise node.refuse("P121", f"unknown error '{text}'", hint)
    return text


ERROR: Final[Kind[str]] = Kind(_error, {"type": "string"})
MESSAGE: Final = ID


def _delegated(node: Node) -> str:
    """`delegation award` → award."""
    words, names = node.text().split(), node.reading.names["delegations"]
    if len(words) != 2 or words[0] != "delegation":
        hint = "write `delegation` and its id, as in: delegation award"
        raise node.refuse("P122", f"'{node.text()}' names no delegation", hint)
    if words[1] not in names:
        hint = nearest(words[1], names) or "define it under `delegations` of the model"
        raise node.refuse("P122", f"unknown delegation '{words[1]}'", hint)
    return words[1]


DELEGATED: Final[Kind[str]] = Kind(_delegated, {"type": "string", "pattern": "^delegation "})
