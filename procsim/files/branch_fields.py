"""Ways out of a step: the flows as its `next` writes them, and where a step is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.files.by_office import by_origin
from procsim.files.fields import (
    PROVENANCE,
    Field,
    Kind,
    Node,
    Row,
    Table,
    nearest,
    one_or_more,
    read_table,
)
from procsim.files.kinds import ID, OFFICE, SHARE, TITLE

if TYPE_CHECKING:
    from procsim.model.process import ByOrigin, Flow
    from procsim.model.text import Title

PLACEMENTS: Final = ("origin", "parent", "hq", "centre", "skip")


def _placement(node: Node) -> str:
    text = node.text()
    names = node.reading.names["offices"]
    if text in PLACEMENTS or text in names:
        return text
    raise node.refuse("P104", f"unknown office '{text}'", nearest(text, (*PLACEMENTS, *names)))


PLACEMENT: Final[Kind[str]] = Kind(
    _placement, {"anyOf": [{"enum": list(PLACEMENTS)}, OFFICE.schema]}
)


def _target(node: Node) -> str:
    """The id of a step of the same process."""
    process = node.path[1]
    processes = node.reading.source.tree["processes"]
    assert isinstance(processes, dict)
    body = processes[str(process)]
    steps = body.get("steps") if isinstance(body, dict) else None
    names = [name for name in steps if name not in PROVENANCE] if isinstance(steps, dict) else []
    text = node.text()
    if text not in names:
        raise node.refuse("P106", f"unknown step '{text}'", nearest(text, names))
    return text


@dataclass(frozen=True, slots=True)
class Branch:
    """A flow as its source writes it."""

    target: str
    share: ByOrigin[float] | None = None
    id: str = ""
    title: Title | None = None


_TO = Field("to", Kind(_target, {"type": "string"}), "The step it leads to.", required=True)
_SHARE = Field("share", by_origin(SHARE), "How often it is taken; all branches make 100 %.")
_BRANCH_ID = Field("id", ID, "Name of the branch, for scenarios and reports.")
_BRANCH_TITLE = Field("title", TITLE, "What stands at the arrow.")
BRANCH_TABLE = Table("a branch", "One way out.", (_TO, _SHARE, _BRANCH_ID, _BRANCH_TITLE))


def _branch(node: Node) -> Branch:
    if not isinstance(node.value, dict):
        return Branch(_TO.kind.read(node))
    row = read_table(node, BRANCH_TABLE)
    id_, title = row.get(_BRANCH_ID) or "", row.get(_BRANCH_TITLE)
    return Branch(row.need(_TO), row.get(_SHARE), id_, title)


NEXT: Final = Field(
    "next",
    one_or_more(Kind(_branch, {"anyOf": [_TO.kind.schema, BRANCH_TABLE.schema()]})),
    "The step or steps that follow, in reading order.",
    required=True,
)


def check_shares(row: Row, flows: tuple[Flow, ...]) -> None:
    """Note it where the shares of a decision do not make 100 % for the cases of some office."""
    id_ = str(row.node.path[-1])
    offices = row.node.reading.source.tree.get("offices")
    for office in row.node.reading.names["offices"]:
        body = offices.get(office) if isinstance(offices, dict) else None
        tier = str(body.get("tier")) if isinstance(body, dict) else ""
        total = 0.0
        for flow in flows:
            assert flow.share is not None
            share = flow.share.by.get(office, flow.share.by.get(tier, flow.share.otherwise))
            if share is None:
                hint = "give an `else` share"
                row.at(NEXT).refuse("P110", f"'{id_}' lacks a share for cases of '{office}'", hint)
                return
            total += share
        if abs(total - 1) > 1e-9:
            differs = any(flow.share is not None and flow.share.by for flow in flows)
            where = f" for cases of '{office}'" if differs else ""
            message = f"shares of '{id_}' add up to {100 * total:.10g} %, not 100 %{where}"
            row.at(NEXT).refuse("P110", message, "change one share or add a branch")
            return
