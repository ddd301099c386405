"""Who does a task: `who`, `team`, `performer`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from procsim.files.fields.branch import PLACEMENT
from procsim.files.fields.by_office import by_origin
from procsim.files.fields.names import DELEGATED, STEP
from procsim.files.fields.table import (
    Field,
    Kind,
    Node,
    Row,
    Table,
    list_of,
    one_or_more,
    read_table,
    table_of,
)
from procsim.files.kinds import DURATION, ROLE, whole
from procsim.model.by_origin import ByOrigin
from procsim.model.elements import Alternative, Performer, Seat


def _elsewhere(node: Node) -> str:
    return "peers" if node.value == "peers" else PLACEMENT.read(node)


_PEERS: Final = {"anyOf": [{"const": "peers"}, PLACEMENT.schema]}
_OTHER_ROLE = Field("role", ROLE, "The role; that of the task if silent.")
_OTHER_AT = Field(
    "at",
    by_origin(Kind(_elsewhere, _PEERS)),
    "Where: a place, or peers (all offices of the tier); that of the task if silent.",
)
_OTHER_AFTER = Field("after", DURATION, "How long the work is queued before; 0 if silent.")
OTHER_TABLE = Table("an alternative", "Who else may do it.", (_OTHER_ROLE, _OTHER_AT, _OTHER_AFTER))


@dataclass(frozen=True, slots=True)
class _Other:
    """An alternative as written; silent parts are those of the task."""

    role: str | None = None
    at: ByOrigin[str] | None = None
    after: int | None = None


def _other(node: Node) -> _Other:
    if not isinstance(node.value, dict):
        return _Other(ROLE.read(node))
    row = read_table(node, OTHER_TABLE)
    if not row.values:
        raise node.refuse("P102", "an alternative needs a 'role', an 'at' or both", "at: parent")
    return _Other(row.get(_OTHER_ROLE), row.get(_OTHER_AT), row.get(_OTHER_AFTER))


_ELSE = Field(
    "else",
    one_or_more(Kind(_other, {"anyOf": [ROLE.schema, OTHER_TABLE.schema()]})),
    "Who else may do it: a role, or {role, at, after}; or a list, the first named first.",
)
_AFTER = Field("after", DURATION, "How long it is queued before somebody else may; 0 if silent.")
_SAME = Field("same_as", STEP, "The step whose last member does this one too.")
_NOT_SAME = Field("not_same_as", one_or_more(STEP), "Steps whose last members may not do it.")
WHO_TABLE = Table("who", "Who does it besides.", (_ELSE, _AFTER, _SAME, _NOT_SAME))


@dataclass(frozen=True, slots=True)
class Who:
    """`who` as written."""

    others: tuple[_Other, ...]
    same_as: str | None
    not_same_as: tuple[str, ...]

    def performer(self, role: str | None, at: ByOrigin[str], by: str | None) -> Performer:
        """What it says of a task of this role at this place."""
        others = tuple(
            Alternative(other.role or role or "", other.at or at, other.after or 0)
            for other in self.others
        )
        return Performer(others, by, self.same_as, self.not_same_as)


def _who(row: Row) -> Who:
    others, after = row.get(_ELSE) or (), row.get(_AFTER)
    if after is not None and not others:
        hint = "say who else may do it: `else: finance_officer`"
        raise row.at(_AFTER).refuse("P116", "'after' waits for nobody", hint, at_key=True)
    if after is not None:
        if any(other.after is not None for other in others):
            hint = "give each alternative its own, or one for all"
            raise row.at(_AFTER).refuse("P116", "'after' stands twice", hint, at_key=True)
        others = tuple(_Other(other.role, other.at, after) for other in others)
    return Who(others, row.get(_SAME), row.get(_NOT_SAME) or ())


WHO: Final = Field("who", table_of(WHO_TABLE, _who), "Who else does it, the same person, or not.")
NOBODY_ELSE: Final = Who((), None, ())

_SEAT_ROLE = Field("role", ROLE, "The role.", required=True)
_SEAT_AT = Field("at", by_origin(PLACEMENT), "Where; the origin if silent.")
_SEAT_COUNT = Field("count", whole(least=1, most=50), "How many; 1 if silent.")
SEAT_TABLE = Table(
    "a seat", "Members who work on a task together.", (_SEAT_ROLE, _SEAT_AT, _SEAT_COUNT)
)


def _seat(row: Row) -> Seat:
    at = row.get(_SEAT_AT) or ByOrigin("origin", {})
    return Seat(row.need(_SEAT_ROLE), at, row.get(_SEAT_COUNT) or 1)


TEAM: Final = Field(
    "team", list_of(table_of(SEAT_TABLE, _seat)), "Members of several roles, all at once."
)
HOLD_AFTER: Final = Field(
    "hold_after", DURATION, "How long other work may pass an incomplete team; 2 days if silent."
)
PERFORMER: Final = Field(
    "performer", DELEGATED, "`delegation award`: its levels say role and place."
)
