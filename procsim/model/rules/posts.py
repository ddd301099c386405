"""Rules for posts: each one can work at all, and no role is both staffed and unlimited."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from procsim.errors import Problem
from procsim.model.capacity import days_in_year, member_open_time, members_of, post_open_time
from procsim.model.rules.saying import some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.errors import Path
    from procsim.model.model import Model
    from procsim.model.organisation import Post

_FASTEST: Final = 10
"""Times the standard: more is a slip of the pen (`80` for `80%`)."""
_MONTHLY: Final = 12
_DAY: Final = 24 * 60


def problems_of_posts(model: Model) -> list[Problem]:
    """All that is wrong with the lines of posts; what is wrong with a role's posts in several
    offices for the same reason is one problem."""
    found: dict[tuple[str, tuple[str, ...], str, str], list[Post]] = {}
    for post in model.posts:
        for code, reason, hint in _problems_of(model, post):
            found.setdefault((code, post.roles, reason, hint), []).append(post)
    return [
        Problem(
            code,
            f"posts of {' + '.join(roles)} in {some([post.office for post in lines])}: {reason}",
            _path_of(lines[0]),
            hint,
        )
        for (code, roles, reason, hint), lines in found.items()
    ]


def _path_of(post: Post) -> Path:
    """Where a line of posts is most likely written: under its role, or among the shared posts."""
    if len(post.roles) == 1:
        return ("roles", post.roles[0], "staff", post.office)
    return ("posts",)


def _problems_of(model: Model, post: Post) -> Iterator[tuple[str, str, str]]:
    """(code, reason, way out) of everything that is wrong with one line."""
    for rule in (_size, _pace, _people):
        for reason, hint in rule(post):
            yield "P405", reason, hint
    for check in (_absence, _never_works):
        for reason, hint in check(model, post):
            yield "P405", reason, hint
    for role in post.roles:
        if model.roles[role].unlimited:
            hint = "remove the posts, or give the role `staff` by office"
            yield (
                "P412",
                f"role {role!r} is unlimited, which leaves no room for counted posts",
                hint,
            )


def _size(post: Post) -> Iterator[tuple[str, str]]:
    if post.posts < 0:
        yield f"{post.posts:g} posts: a number of posts cannot be negative", "write 0 or more"
    if post.days is not None and post.posts > 1 and len(set(members_of(post))) > 1:
        reason = f"{post.posts:g} posts: named days cannot hold for full and part-time ones at once"
        yield reason, "write the part-time post as a line of its own"


def _pace(post: Post) -> Iterator[tuple[str, str]]:
    productive = post.working_time.productive
    for name, value in (("share", post.share), ("productive", productive)):
        if not 0 <= value <= 1:
            yield (
                f"{name} is {100 * value:g} %, not between 0 % and 100 %",
                "write a share such as `80%`",
            )
    if round(1000 * post.share * productive) < 1:
        yield (
            "share × productive leaves less than 0.1 % of the time for work",
            "raise them, or remove the posts",
        )


def _people(post: Post) -> Iterator[tuple[str, str]]:
    """Speeds, vacancies, turnover and overtime that no post can have."""
    if not 0 < post.speed <= _FASTEST:
        reason = f"a speed of {100 * post.speed:g} %: work would never end, or at once"
        yield reason, "write it as `80%` or `0.8`"
    if not 0 <= post.vacancy < 1:
        yield "nobody ever holds them (a vacancy of 100 %)", "lower it, or remove the posts"
    if post.turnover is not None:
        if not 0 <= post.turnover.rate <= _MONTHLY:
            reason = f"holders leave {post.turnover.rate:g} times a year"
            yield reason, "write the share that leaves in a year, such as `15%`"
        if not 0 < post.turnover.pace <= 1:
            yield "new holders do nothing (a pace of 0 %)", "write, for example, `pace: 50%`"
    if post.overtime is not None and not 0 < post.overtime.minutes <= _DAY:
        hours = post.overtime.minutes / 60
        yield f"overtime of {hours:g} hours a day", "write, for example, `up_to: 2 h`"


def _absence(model: Model, post: Post) -> Iterator[tuple[str, str]]:
    time = post.working_time
    for name, days in (
        ("annual_leave", time.annual_leave),
        ("sick", time.sick),
        ("training", time.training),
    ):
        if days < 0:
            yield f"{name} is negative", "write 0 wd or more"
    last = model.window.ends - dt.timedelta(days=1)
    for year in range(model.window.begins.year, last.year + 1):
        working = days_in_year(model.calendars[post.calendar], year)
        if 0 < working <= time.days_away:
            reason = (
                f"{time.days_away:g} days away leave nothing of the {working} working days of "
                f"{year} in calendar {post.calendar!r}"
            )
            yield reason, "lower leave, sickness or training, or correct the calendar"
            return


def _never_works(model: Model, post: Post) -> Iterator[tuple[str, str]]:
    """A part of a post that is never there although its calendar opens."""
    window = model.window
    if post.posts <= 0 or window.ends <= window.start:
        return
    full = post_open_time(model, post, window.begins, window.finishes)
    for part in sorted(set(members_of(post))):
        own = member_open_time(model, post, part, window.begins, window.finishes)
        if full.total > 0 and own.total == 0:
            yield (
                f"never on duty: calendar {post.calendar!r} is closed on all of their days",
                "name days on which the calendar is open",
            )
