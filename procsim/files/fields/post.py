"""`posts:` lines of the establishment that hold one role or several, in one office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from procsim.files.fields.people import PEOPLE, with_people
from procsim.files.fields.role import (
    CATEGORY,
    FUND,
    GRADE,
    POSTS,
    SHIFT_CALENDAR,
    SHIFT_DAYS,
    WORKING,
    GivenTime,
)
from procsim.files.fields.table import Field, Kind, Node, Row, Table, table_of
from procsim.files.kinds import ID, OFFICE, RATE, ROLE, SHARE
from procsim.model.organisation import Category, Post, WorkingTime
from procsim.units import Money

_AT_OFFICE = Field("office", OFFICE, "Where the post is.", required=True)


def _role_list(node: Node) -> tuple[str, ...]:
    """A list of roles; in a CSV cell they stand with spaces between them."""
    if isinstance(node.value, str):
        names = node.value.split()
        nodes = [Node(node.reading, node.path, node.at, name) for name in names]
    else:
        nodes = list(node.entries())
    if not nodes:
        raise node.refuse("P103", "a post holds at least one role", "[hr_assistant]")
    return tuple(ROLE.read(each) for each in nodes)


_HELD = Field(
    "roles",
    Kind(_role_list, {"anyOf": [{"type": "string"}, {"type": "array", "items": ROLE.schema}]}),
    "The roles the post holds.",
    required=True,
)
_POST_COST = Field("cost", RATE, "Standard cost of one full post.")
_POST_SHARE = Field("share", SHARE, "Share of their time given to the modelled processes.")
_POST_ID = Field("id", ID, "Its name, for scenarios that change its staff.")
POST_TABLE = Table(
    "a post",
    "Posts that hold several roles, one line each.",
    (
        *(_POST_ID, _AT_OFFICE, _HELD, POSTS, GRADE, _POST_COST, _POST_SHARE),
        *(FUND, CATEGORY, SHIFT_CALENDAR, SHIFT_DAYS, WORKING, *PEOPLE),
    ),
)


@dataclass(frozen=True, slots=True)
class GivenPost:
    """A line of `posts:`, before its office and roles complete it."""

    post: Post
    calendar: str | None
    category: Category | None
    working_time: GivenTime


def _post(row: Row) -> GivenPost:
    cost = row.get(_POST_COST)
    if cost is not None and cost.per == "hour":
        raise row.at(_POST_COST).refuse("P208", "a post costs per year or month, not per hour")
    share = row.get(_POST_SHARE)
    post = Post(
        row.need(_AT_OFFICE),
        row.need(_HELD),
        row.need(POSTS),
        "",
        Money(cost.amount, cost.currency) if cost else None,
        1.0 if share is None else share,
        WorkingTime(),
        row.get(GRADE) or "",
        row.get(FUND) or "",
        "administrative",
        row.get(SHIFT_DAYS),
    )
    working = row.get(WORKING) or GivenTime({})
    return GivenPost(with_people(post, row), row.get(SHIFT_CALENDAR), row.get(CATEGORY), working)


POST_KIND: Final[Kind[GivenPost]] = table_of(POST_TABLE, _post)
