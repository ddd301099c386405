"""Steps that lead on in several ways: decisions, parallel and inclusive gateways, races."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from procsim.files.fields.branch import NEXT, check_shares, plain_flows, way_out
from procsim.files.fields.names import DELEGATED, ERROR
from procsim.files.fields.step_parts import LUCK, NOTE, PROTECTED, Step, id_of
from procsim.files.fields.table import Field, Row, Table, mapping_of
from procsim.files.kinds import SHARE, TITLE
from procsim.model.by_origin import ByOrigin
from procsim.model.elements import All, Any, Decision, First

if TYPE_CHECKING:
    from procsim.files.fields.branch import Branch
    from procsim.model.process import Flow

_DECISION = Field("decision", TITLE, "The question.", required=True)
_BY = Field("by", DELEGATED, "`delegation award`: its levels say which way is taken.")
_FINDS = Field("finds", mapping_of(ERROR, SHARE), "Errors it looks for: how often each is found.")
DECISION_TABLE = Table(
    "a decision",
    "Exactly one way out is taken; several in: they merge.",
    (_DECISION, _BY, _FINDS, PROTECTED, LUCK, NOTE, NEXT),
)

_ALL = Field("all", TITLE, "What it is called.", required=True)
ALL_TABLE = Table("a parallel gateway", "Several out: split; several in: join.", (_ALL, NOTE, NEXT))
_ANY = Field("any", TITLE, "What it is called.", required=True)
ANY_TABLE = Table(
    "an inclusive gateway",
    "Several out: all whose condition holds; several in: waits for what can still come.",
    (_ANY, LUCK, NOTE, NEXT),
)
_FIRST = Field("first", TITLE, "What it is called.", required=True)
FIRST_TABLE = Table(
    "a race", "Of the waits that follow the first to end goes on.", (_FIRST, NOTE, NEXT)
)


def decision(row: Row) -> Step:
    """A decision: its ways out are told apart in one manner."""
    id_ = id_of(row)
    branches = row.get(NEXT) or ()
    by, finds = row.get(_BY), row.get(_FINDS) or {}
    element = Decision(
        id_,
        row.need(_DECISION),
        row.get(LUCK) or id_,
        by,
        tuple(finds.items()),
        row.get(PROTECTED) or False,
    )
    flows = tuple(branch.flow(id_) for branch in branches)
    if len(flows) == 1 and not branches[0].ways:
        return Step(element, (replace(flows[0], share=ByOrigin(1.0, {})),))
    _unique_names(row, flows)
    if by is not None and finds:
        raise row.at(_FINDS).refuse("P116", "a decision has either 'by' or 'finds'", "make two")
    if by is not None:
        _ways(row, branches, ("level", "default"), "a `level` of the delegation")
    elif finds:
        _ways(row, branches, ("found", "default"), "`found: true`, or be the default")
        _need_default(row, branches, "if nothing is found")
    elif any(branch.when is not None for branch in branches):
        _ways(row, branches, ("when", "default"), "a `when`, or be the default")
        _need_default(row, branches, "if no condition holds")
    else:
        _by_share(row, branches, flows)
    return Step(element, flows)


def _unique_names(row: Row, flows: tuple[Flow, ...]) -> None:
    named = [flow.id for flow in flows if flow.id]
    for name in sorted({name for name in named if named.count(name) > 1}):
        row.at(NEXT).refuse("P007", f"the branch '{name}' stands twice", "give it another id")


def _ways(row: Row, branches: tuple[Branch, ...], allowed: tuple[str, ...], needs: str) -> None:
    """Note each branch that is not told by one of the `allowed` keys, and a second default."""
    for position, branch in enumerate(branches):
        way = next(iter(branch.ways), "")
        if way in allowed:
            continue
        node = way_out(row, position)
        if way:
            hint = f"each branch needs {needs}"
            inner = node.inner(way, None)
            inner.refuse("P310", f"'{way}' does not go with the other branches", hint, at_key=True)
        else:
            node.refuse("P102", f"a branch of this step needs {needs}")
    defaults = [position for position, branch in enumerate(branches) if branch.is_default]
    for position in defaults[1:]:
        way_out(row, position).refuse("P310", "a second default", "keep one `default: true`")


def _need_default(row: Row, branches: tuple[Branch, ...], when: str) -> None:
    if not any(branch.is_default for branch in branches):
        hint = "add `default: true` to the branch for all others"
        row.at(NEXT).refuse("P310", f"no branch says where a case goes {when}", hint)


def _by_share(row: Row, branches: tuple[Branch, ...], flows: tuple[Flow, ...]) -> None:
    before = len(row.node.reading.problems)
    _ways(row, branches, ("share", "chance", "default"), "a share")
    if any(branch.chance is not None for branch in branches):
        _need_default(row, branches, "with the rest of the probability")
    if len(row.node.reading.problems) == before:
        check_shares(row, flows)


def parallel(row: Row) -> Step:
    """All ways at once."""
    return Step(All(id_of(row), row.need(_ALL)), plain_flows(row))


def inclusive(row: Row) -> Step:
    """Every way whose condition holds, or whose share is drawn; the default if there is none."""
    id_ = id_of(row)
    branches = row.get(NEXT) or ()
    flows = tuple(branch.flow(id_) for branch in branches)
    element = Any(id_, row.need(_ANY), row.get(LUCK) or id_)
    if len(branches) == 1 and not branches[0].ways:
        return Step(element, flows)
    _unique_names(row, flows)
    _ways(row, branches, ("when", "share", "chance", "default"), "a `when`, a share or `default`")
    for position, branch in enumerate(branches):
        if branch.at_most is not None:
            inner = way_out(row, position).inner("at_most", None)
            hint = "put a decision on this way"
            inner.refuse("P310", "only a decision counts with 'at_most'", hint, at_key=True)
    sure = any(
        branch.share is not None and min(branch.share.values(), default=0.0) >= 1
        for branch in branches
    )
    if not sure:
        _need_default(row, branches, "if no condition holds")
    return Step(element, flows)


def race(row: Row) -> Step:
    """Of the waits that follow the first to end goes on."""
    return Step(First(id_of(row), row.need(_FIRST)), plain_flows(row))
