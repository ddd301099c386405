"""Rules for the organisation as a whole: the window, the tiers of offices, centres, hand-overs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.errors import Problem
from procsim.model.calendars import working_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.errors import Path
    from procsim.model.model import Model


def problems_of_organisation(model: Model) -> list[Problem]:
    """All that is wrong with the organisation, whatever its processes do."""
    return [
        *_window(model),
        *_calendars_open(model),
        *_parents(model),
        *_one_headquarters(model),
        *_no_tied_centres(model),
        *_hand_overs(model),
    ]


def _window(model: Model) -> Iterator[Problem]:
    window = model.window
    if window.ends <= window.start:
        message = "the reported window has no length"
        yield Problem("P210", message, ("observe", "length"), "write, for example, `12 months`")
    for name, begins, ends in (
        ("warm_up", window.begins, window.start),
        ("drain", window.ends, window.finishes),
    ):
        if ends < begins:
            hint = "write a length of 0 or more, such as `2 months`"
            yield Problem("P210", f"{name} is negative", (name,), hint)


def _calendars_open(model: Model) -> Iterator[Problem]:
    """Calendars that somebody relies on and that have no working day in the simulated range."""
    used: dict[str, Path] = {
        office.calendar: ("offices", id_, "calendar") for id_, office in model.offices.items()
    }
    for post in model.posts:
        used.setdefault(post.calendar, ("roles", post.roles[0], "staff", post.office))
    window = model.window
    for id_, path in used.items():
        days = working_days(model.calendars[id_], window.begins, window.finishes)
        if window.finishes > window.begins and days.size == 0:
            yield Problem(
                "P404",
                f"calendar {id_!r} is never open from {window.begins} to {window.finishes}",
                ("calendars", id_) if id_ != "always" else path,
                "give it days and hours, or look at its holidays and its rule",
            )


def _parents(model: Model) -> Iterator[Problem]:
    for id_, office in model.offices.items():
        if office.parent is None:
            continue
        line, above = [id_], office.parent
        while above in model.offices and above not in line:
            line.append(above)
            above = model.offices[above].parent or ""
        # Every office of a ring meets itself; the first in the file speaks for all of them.
        if above == id_ and id_ == min(line, key=list(model.offices).index):
            yield Problem(
                "P409",
                f"office {id_!r} is above itself: {' → '.join([*line, id_])}",
                ("offices", id_, "parent"),
                "let one of these offices have no parent",
            )


def _one_headquarters(model: Model) -> Iterator[Problem]:
    """`hq` means one office, wherever a placement uses it."""
    seats = [id_ for id_, office in model.offices.items() if office.tier == "hq"]
    is_used = any(
        "hq" in task.at.values() for process in model.processes.values() for task in process.tasks
    )
    if not is_used:
        return
    for extra in seats[1:]:
        yield Problem(
            "P410",
            f"`at: hq` is used, but {seats[0]!r} and {extra!r} are both of tier hq",
            ("offices", extra, "tier"),
            "keep one headquarters, or name the office in `at`",
        )


def _no_tied_centres(model: Model) -> Iterator[Problem]:
    for id_ in model.offices:
        ranks = {each.id: each.serves[id_] for each in model.offices.values() if id_ in each.serves}
        best = [centre for centre, rank in ranks.items() if rank == max(ranks.values())]
        if len(best) > 1:
            yield Problem(
                "P402",
                f"office {id_!r} is served by {' and '.join(best)}, equally specifically",
                ("offices", best[-1], "serves"),
                f"name {id_} in the `serves` of the one that is meant",
            )


def _hand_overs(model: Model) -> Iterator[Problem]:
    for place, hand_over in enumerate(model.hand_overs):
        if hand_over.takes.support[0] < 0:
            yield Problem(
                "P406",
                f"the hand-over from {hand_over.source} to {hand_over.target} can take less than 0",
                ("hand_overs", place, "takes"),
                "choose a distribution without negative values (a normal: add `min 0`)",
            )
