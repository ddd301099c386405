"""What differs from one line of posts to the next: speed, absence, vacancy, turnover, overtime."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from procsim.files.fields.table import Field, Kind, Node, Row, Table, list_of, table_of
from procsim.files.kinds import DATE, DURATION, FACTOR, SHARE, SPAN
from procsim.model.organisation import Overtime, Turnover
from procsim.units import MINUTE

if TYPE_CHECKING:
    from procsim.model.organisation import Days, Post

_FROM = Field("from", DATE, "The first day.", required=True)
_TO = Field("to", DATE, "The last day.", required=True)
DAYS_TABLE = Table("days away", "From a first to a last day, both included.", (_FROM, _TO))


def _days(row: Row) -> Days:
    first, last = row.need(_FROM), row.need(_TO)
    if last < first:
        raise row.at(_TO).refuse("P205", f"{last} is before {first}", "write the first day first")
    return first, last + dt.timedelta(days=1)


_DATED: Final = list_of(table_of(DAYS_TABLE, _days))


def _vacancy(node: Node) -> tuple[float, tuple[Days, ...]]:
    """A share of the year, or the days on which nobody holds the post."""
    if isinstance(node.value, list):
        return 0.0, _DATED.read(node)
    return SHARE.read(node), ()


_RATE = Field("rate", FACTOR, "How often a holder leaves, per post and year: 15%.", required=True)
_GAP = Field("gap", SPAN, "How long the post is empty then: 3 months.", required=True)
_LEARNING = Field("learning", SPAN, "How long the new holder learns: 6 months.", required=True)
_PACE = Field("pace", SHARE, "The pace at the beginning, of the full one.", required=True)
TURNOVER_TABLE = Table(
    "turnover", "How often holders of a post leave.", (_RATE, _GAP, _LEARNING, _PACE)
)


def _turnover(row: Row) -> Turnover:
    return Turnover(row.need(_RATE), row.need(_GAP), row.need(_LEARNING), row.need(_PACE))


_LENGTH = Field("up_to", DURATION, "How long after closing time: 2 h.", required=True)
_PRICE = Field("price", FACTOR, "What an hour costs of an ordinary one; 150% if silent.")
OVERTIME_TABLE = Table("overtime", "Work after the last closing of a day.", (_LENGTH, _PRICE))


def _overtime(row: Row) -> Overtime:
    price = row.get(_PRICE)
    return Overtime(row.need(_LENGTH) // MINUTE, 1.5 if price is None else price)


_SPEED = Field("speed", FACTOR, "Work done in an hour, of the standard: 80%.")
_AWAY = Field("away", _DATED, "Days on which all of them are away: [{from: …, to: …}].")
_VACANCY_SCHEMA: Final[dict[str, Any]] = {"anyOf": [SHARE.schema, _DATED.schema]}
_VACANCY = Field(
    "vacancy",
    Kind(_vacancy, _VACANCY_SCHEMA),
    "Share of the year without a holder, or the days: [{from: …, to: …}].",
)
_TURNOVER = Field("turnover", table_of(TURNOVER_TABLE, _turnover), "How often holders leave.")
_OVERTIME = Field("overtime", table_of(OVERTIME_TABLE, _overtime), "Work after closing time.")
#: Keys of a role, of its shifts and of an entry of `posts`; the more specific counts.
PEOPLE: Final = (_SPEED, _AWAY, _VACANCY, _TURNOVER, _OVERTIME)


def with_people(post: Post, *rows: Row | None) -> Post:
    """A line of posts with what its rows say of its people, the first that says it counting."""
    for row in reversed([row for row in rows if row is not None]):
        post = _with_row(post, row)
    return post


def _with_row(post: Post, row: Row) -> Post:
    speed, vacancy = row.get(_SPEED), row.get(_VACANCY)
    away, turnover, overtime = row.get(_AWAY), row.get(_TURNOVER), row.get(_OVERTIME)
    share, dates = (post.vacancy, post.vacant) if vacancy is None else vacancy
    return replace(
        post,
        speed=post.speed if speed is None else speed,
        away=post.away if away is None else away,
        vacancy=share,
        vacant=dates,
        turnover=turnover or post.turnover,
        overtime=overtime or post.overtime,
    )
