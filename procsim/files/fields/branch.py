"""Ways out of a step: the flows as its `next` writes them, and where a step is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.files.addresses import bare
from procsim.files.fields.amount import CHANCE
from procsim.files.fields.by_office import by_origin
from procsim.files.fields.expression import expression
from procsim.files.fields.table import (
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
from procsim.files.kinds import FLAG, ID, OFFICE, SHARE, TITLE, whole
from procsim.model.process import Flow

if TYPE_CHECKING:
    from procsim.model.amounts import Amount
    from procsim.model.by_origin import ByOrigin
    from procsim.model.expressions import Expression
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


TARGET: Final[Kind[str]] = Kind(_target, {"type": "string"})


@dataclass(frozen=True, slots=True)
class Branch:
    """A flow as its source writes it."""

    target: str
    share: ByOrigin[float] | None = None
    id: str = ""
    title: Title | None = None
    when: Expression | None = None
    chance: Amount | None = None
    is_default: bool = False
    level: str = ""
    found: bool = False
    at_most: int | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """The keys that say when it is taken."""
        given = {
            "share": self.share is not None,
            "when": self.when is not None,
            "chance": self.chance is not None,
            "level": self.level != "",
            "found": self.found,
            "default": self.is_default,
        }
        return tuple(key for key, is_given in given.items() if is_given)

    def flow(self, source: str) -> Flow:
        """The flow from the step that writes it."""
        return Flow(
            source,
            self.target,
            self.share,
            self.id,
            self.title,
            self.when,
            self.chance,
            self.is_default,
            self.level,
            self.found,
            self.at_most,
        )


_TO = Field("to", TARGET, "The step it leads to.", required=True)
_SHARE = Field("share", by_origin(SHARE), "How often it is taken; all branches make 100 %.")
_BRANCH_ID = Field("id", ID, "Name of the branch, for scenarios and reports.")
_BRANCH_TITLE = Field("title", TITLE, "What stands at the arrow.")
_WHEN = Field("when", expression("truth"), "Taken if this holds: amount > 50000 USD.")
_CHANCE = Field("chance", CHANCE, "How often it is taken, by the facts of the case.")
_DEFAULT = Field("default", FLAG, "true: taken if no other branch is.")
_LEVEL = Field("level", ID, "Taken if this level of the delegation decides.")
_FOUND = Field("found", FLAG, "true: taken if the check finds an error.")
_AT_MOST = Field("at_most", whole(least=1, most=1000), "How often a case may take it.")
BRANCH_TABLE = Table(
    "a branch",
    "One way out.",
    (
        *(_TO, _SHARE, _BRANCH_ID, _BRANCH_TITLE, _WHEN, _CHANCE, _DEFAULT, _LEVEL, _FOUND),
        _AT_MOST,
    ),
)


def _branch(node: Node) -> Branch:
    if not isinstance(node.value, dict):
        return Branch(_TO.kind.read(node))
    row = read_table(node, BRANCH_TABLE)
    branch = Branch(
        row.need(_TO),
        row.get(_SHARE),
        row.get(_BRANCH_ID) or "",
        row.get(_BRANCH_TITLE),
        row.get(_WHEN),
        row.get(_CHANCE),
        row.get(_DEFAULT) or False,
        row.get(_LEVEL) or "",
        row.get(_FOUND) or False,
        row.get(_AT_MOST),
    )
    if len(branch.ways) > 1:
        both = " and ".join(f"'{key}'" for key in branch.ways)
        raise node.refuse("P116", f"a branch is taken in one way, not by {both}", "keep one")
    return branch


NEXT: Final = Field(
    "next",
    one_or_more(Kind(_branch, {"anyOf": [TARGET.schema, BRANCH_TABLE.schema()]})),
    "The step or steps that follow, in reading order.",
    required=True,
)


def way_out(row: Row, branch: int) -> Node:
    """The node of one way out, for problems found later."""
    node = row.at(NEXT)
    return node.inner(branch, node.value[branch]) if isinstance(node.value, list) else node


def plain_flows(row: Row) -> tuple[Flow, ...]:
    """The flows of a step that does not choose among them."""
    source = str(row.node.path[-1])
    branches = row.get(NEXT) or ()
    for position, branch in enumerate(branches):
        keys = (*branch.ways, *(("at_most",) if branch.at_most is not None else ()))
        if keys:
            hint = "only a decision and `any` choose: put one after this step"
            inner = way_out(row, position).inner(keys[0], None)
            inner.refuse("P310", f"this step does not choose by '{keys[0]}'", hint, at_key=True)
    return tuple(branch.flow(source) for branch in branches)


def check_shares(row: Row, flows: tuple[Flow, ...]) -> None:
    """Note it where the shares of a decision do not make 100 % for the cases of some office; with
    a default they may make less."""
    id_ = str(row.node.path[-1])
    offices = row.node.reading.source.tree.get("offices")
    rest = any(flow.is_default for flow in flows)
    for office in row.node.reading.names["offices"]:
        body = offices.get(office) if isinstance(offices, dict) else None
        tier = str(bare(body.get("tier"))) if isinstance(body, dict) else ""
        total = 0.0
        for flow in flows:
            if flow.share is None:
                continue
            share = flow.share.by.get(office, flow.share.by.get(tier, flow.share.otherwise))
            if share is None:
                hint = "give an `else` share"
                row.at(NEXT).refuse("P110", f"'{id_}' lacks a share for cases of '{office}'", hint)
                return
            total += share
        if total - 1 > 1e-9 or (1 - total > 1e-9 and not rest):
            differs = any(flow.share is not None and flow.share.by for flow in flows)
            where = f" for cases of '{office}'" if differs else ""
            message = f"shares of '{id_}' add up to {100 * total:.10g} %, not 100 %{where}"
            row.at(NEXT).refuse("P110", message, "change one share or add a branch")
            return
