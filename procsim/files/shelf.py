"""Processes that were read before: models that differ elsewhere share them.

A scenario leaves most processes as they are, and so do the stations of its bridge. What the source
holds of such a process is then the very same mapping, and it means the same as long as nothing has
changed that its words refer to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from procsim.files.nodes import Node
    from procsim.files.yaml_text import Value
    from procsim.model.model import Input
    from procsim.model.process import Process

_REFERRED_TO: Final = ("currency", "exchange_rates", "calendars", "offices", "delegations")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A process as it was read: the mapping it was read from, and what else that referred to."""

    body: Value
    beside: Mapping[str, object]
    process: Process
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The processes read so far; keeping them is all that it changes."""

    kept: dict[str, list[_Kept]] = field(default_factory=dict)

    def process(self, node: Node, read: Callable[[Node], Process]) -> Process:
        """The process of a node: as it was read before, or else by reading it now."""
        here, inputs = self.kept.setdefault(str(node.path[-1]), []), node.reading.inputs
        beside = _beside(node)
        for kept in here:
            if kept.body is node.value and kept.beside == beside:
                inputs += kept.inputs
                return kept.process
        before, problems = len(inputs), len(node.reading.problems)
        process = read(node)
        # What its words refer to may have changed without a change of what they mean.
        process = next((kept.process for kept in here if kept.process == process), process)
        if len(node.reading.problems) == problems:
            here.append(_Kept(node.value, beside, process, tuple(inputs[before:])))
        return process


def _beside(node: Node) -> Mapping[str, object]:
    """What a process means follows from this, besides its own mapping."""
    source = node.reading.source
    processes = source.tree.get("processes")
    bodies = processes.items() if isinstance(processes, dict) else ()
    return {
        **{key: source.tree.get(key) for key in _REFERRED_TO},
        "folder": source.root.parent,
        "names": node.reading.names,
        "facts": [(id_, body.get("data")) for id_, body in bodies if isinstance(body, dict)],
        "provenance": (node.source, node.evidence),
    }
