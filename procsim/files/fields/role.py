"""`roles:`, `posts:` and `working_time:`: who does the work, how much of them, at what cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from procsim.files.fields.by_office import ByOffice, by_office
from procsim.files.fields.people import PEOPLE, with_people
from procsim.files.fields.table import Field, Kind, Node, Row, Table, list_of, table_of
from procsim.files.kinds import (
    CALENDAR,
    DAYS,
    RATE,
    SHARE,
    TEXT,
    TITLE,
    WORKING_DAYS,
    choice,
    number,
)
from procsim.model.organisation import CATEGORIES, Category, Post, Role, WorkingTime
from procsim.model.text import plain
from procsim.units import Money, Rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.organisation import Office

Unlimited = Literal["unlimited"]

#: Posts of one kind in one office; more is a slip of the pen, and would fill the memory.
MOST_POSTS: Final = 10_000

_LEAVE = Field("annual_leave", WORKING_DAYS, "Working days of leave a year, per post.")
_SICK = Field("sick", WORKING_DAYS, "Working days of sickness a year, per post.")
_TRAINING = Field("training", WORKING_DAYS, "Working days of training a year, per post.")
_PRODUCTIVE = Field("productive", SHARE, "Share of the open time in which work is done.")
WORKING_TIME_TABLE = Table(
    "working_time",
    "What a full post loses and keeps of its open time.",
    (_LEAVE, _SICK, _TRAINING, _PRODUCTIVE),
)


@dataclass(frozen=True, slots=True)
class GivenTime:
    """Working time as far as the file states it."""

    given: Mapping[str, float]

    def over(self, default: WorkingTime) -> WorkingTime:
        """This, with what is silent taken from `default`."""
        return WorkingTime(
            self.given.get("annual_leave", default.annual_leave),
            self.given.get("sick", default.sick),
            self.given.get("training", default.training),
            self.given.get("productive", default.productive),
        )


def _working_time(row: Row) -> GivenTime:
    given: dict[str, float] = {}
    for days_away in (_LEAVE, _SICK, _TRAINING):
        days = row.get(days_away)
        if days is None:
            continue
        if days.calendar is not None:
            hint = "they are days of each office's own calendar"
            raise row.at(days_away).refuse("P116", "no calendar can be named here", hint)
        given[days_away.key] = days.number
    productive = row.get(_PRODUCTIVE)
    if productive is not None:
        given["productive"] = productive
    return GivenTime(given)


WORKING_TIME: Final[Kind[GivenTime]] = table_of(WORKING_TIME_TABLE, _working_time)

POSTS = Field(
    "posts", number(most=MOST_POSTS), "Number of full posts; a fraction is part of a post.", True
)
SHIFT_CALENDAR = Field("calendar", CALENDAR, "Their calendar, if not the office's.")
SHIFT_DAYS = Field("days", DAYS, "The weekdays a part-time post works.")
SHIFT_TABLE = Table("a shift", "Posts of one kind.", (POSTS, SHIFT_CALENDAR, SHIFT_DAYS, *PEOPLE))


@dataclass(frozen=True, slots=True)
class _Shift:
    posts: float
    calendar: str | None = None
    days: frozenset[int] | None = None
    people: Row | None = None


_SHIFTS: Final = list_of(
    table_of(
        SHIFT_TABLE,
        lambda row: _Shift(row.need(POSTS), row.get(SHIFT_CALENDAR), row.get(SHIFT_DAYS), row),
    )
)


def _shifts(node: Node) -> tuple[_Shift, ...]:
    return _SHIFTS.read(node) if isinstance(node.value, list) else (_Shift(POSTS.kind.read(node)),)


_IN_OFFICE: Final = by_office(Kind(_shifts, {"anyOf": [POSTS.kind.schema, _SHIFTS.schema]}))


def _staff(node: Node) -> ByOffice[tuple[_Shift, ...]] | Unlimited:
    if node.value == "unlimited":
        return "unlimited"
    if isinstance(node.value, dict):
        return _IN_OFFICE.read(node)
    hint = "write {dakar: 2, every country: 1} or unlimited"
    raise node.refuse("P103", f"staff is given by office, not '{node.text()}'", hint)


_STAFF_KIND: Final[Kind[ByOffice[tuple[_Shift, ...]] | Unlimited]] = Kind(
    _staff,
    {
        "anyOf": [
            {"const": "unlimited"},
            _IN_OFFICE.schema,
            {"type": "string", "pattern": "\\.csv$"},
        ]
    },
)
_CATEGORY_KIND: Final[Kind[Category]] = choice("category", CATEGORIES)
_BY_OFFICE_RATE: Final = by_office(RATE)

_TITLE = Field("title", TITLE, "Name of the role; its id if silent.")
CATEGORY = Field("category", _CATEGORY_KIND, "administrative if silent.")
GRADE = Field("grade", TEXT, "Grade of the posts: G5.")
_STAFF = Field("staff", _STAFF_KIND, "Posts by office, or unlimited; a role may live in `posts`.")
_COST = Field("cost", _BY_OFFICE_RATE, "Standard cost of one full post; of an hour if unlimited.")
_SHARE = Field("share", by_office(SHARE), "Share of their time given to the modelled processes.")
FUND = Field("fund", TEXT, "The budget that pays.")
_COVER = Field("minimum_cover", number(is_input=False), "Posts an office may not fall below.")
WORKING = Field("working_time", WORKING_TIME, "Where it differs from that of the model.")
_DUTY = Field("calendar", CALENDAR, "Their calendar, if not the office's.")
ROLE_TABLE = Table(
    "a role",
    "What a task needs; in an office it is a pool with one queue.",
    (_TITLE, CATEGORY, GRADE, _STAFF, _COST, _SHARE, FUND, _COVER, WORKING, _DUTY, *PEOPLE),
)


@dataclass(frozen=True, slots=True)
class Staffing:
    """A role with the posts that hold it alone, before offices give their calendars."""

    role: Role
    staff: Mapping[str, tuple[_Shift, ...]]
    cost: Mapping[str, Rate]
    share: Mapping[str, float]
    working_time: GivenTime
    calendar: str | None
    people: Row


def _role(row: Row) -> Staffing:
    id_ = str(row.node.path[-1])
    staff, cost = row.get(_STAFF), row.get(_COST)
    unlimited = staff == "unlimited"
    rates = dict(cost.values) if cost else {}
    for rate in rates.values():
        if (rate.per == "hour") != unlimited:
            hint = "of an unlimited role: 40 USD/h" if unlimited else "of a post: 42000 USD/year"
            raise row.at(_COST).refuse("P208", "the cost is not of the kind this role needs", hint)
    role = Role(
        id_,
        row.get(_TITLE) or plain(id_),
        row.get(CATEGORY) or "administrative",
        row.get(GRADE) or "",
        row.get(FUND) or "",
        row.get(_COVER) or 0.0,
        unlimited,
        rates if unlimited else {},
    )
    posts = staff.values if isinstance(staff, ByOffice) else {}
    share = row.get(_SHARE)
    working = row.get(WORKING) or GivenTime({})
    return Staffing(role, posts, rates, share.values if share else {}, working, row.get(_DUTY), row)


ROLE_KIND: Final[Kind[Staffing]] = table_of(ROLE_TABLE, _role)


def posts_of(
    staffing: Staffing, offices: Mapping[str, Office], default: WorkingTime
) -> tuple[Post, ...]:
    """The posts that hold one role alone, with every default resolved; none for zero posts."""
    role = staffing.role
    found: list[Post] = []
    for office, shifts in staffing.staff.items():
        rate = staffing.cost.get(office)
        for shift in shifts:
            if not shift.posts:
                continue
            post = Post(
                office,
                (role.id,),
                shift.posts,
                shift.calendar or staffing.calendar or offices[office].calendar,
                Money(rate.amount, rate.currency) if rate else None,
                staffing.share.get(office, 1.0),
                staffing.working_time.over(default),
                role.grade,
                role.fund,
                role.category,
                shift.days,
            )
            found.append(with_people(post, shift.people, staffing.people))
    return tuple(found)
