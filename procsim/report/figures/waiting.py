"""Where the time of a case goes: waiting by cause, stacked, for every process and scenario."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final

from matplotlib.patches import Patch

from procsim.report.exhibits import Picture, Table
from procsim.report.figures.colours import CAUSES, FAINT, INK, colour_of
from procsim.report.figures.rows import Group, grouped
from procsim.report.numbers import absent, quantity, unit_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from procsim.analysis.comparison import Outcome
    from procsim.report.facts import Facts

_Row = tuple[str, "Outcome", dict[str, float]]
"""Process, scenario, days by cause."""
_LABELLED: Final = 0.06
"""The share of the axis from which a segment carries its number."""


def waiting(facts: Facts) -> Picture:
    """Stacked bars; a segment wide enough carries its number, the table has them all."""
    words = facts.words
    names = tuple(facts.scenario(outcome.id) for outcome in facts.outcomes)
    found = _found(facts)
    causes = [cause for cause in CAUSES if any(each.get(cause, 0) > 0 for _, _, each in found)]
    groups = [Group(facts.process(process), names) for process in facts.model.processes]
    figure, axes, heights = grouped(groups, margin=1.3)
    longest = max((sum(each.values()) for _, _, each in found), default=0.0) or 1.0
    axes.set_xlim(0, longest * 1.02)
    for height, (_, outcome, each) in zip(heights, found, strict=True):
        _bar(axes, height, each, longest, facts, outcome)
    axes.grid(axis="x")
    axes.tick_params(axis="y", pad=16)
    axes.set_xlabel(
        words("axis", name=words.kpi("waiting_time"), unit=unit_name("days", facts.language))
    )
    bars = [Patch(color=CAUSES[cause], label=words(f"cause.{cause}")) for cause in causes]
    axes.legend(handles=bars, loc="lower left", bbox_to_anchor=(0, 1), ncols=4, borderaxespad=0.2)
    title = words("figure.waiting")
    return Picture(
        title,
        words("figure.waiting.alternative"),
        _table(facts, found, causes, title),
        figure,
        words("figure.waiting.note"),
    )


def _found(facts: Facts) -> list[_Row]:
    """The rows; no causes where an unstable pool has a hand in it."""
    found = []
    for process in facts.model.processes:
        for outcome in facts.outcomes:
            days = {
                cause: facts.measured(outcome, f"waiting_{cause}", "mean", process=process).value
                for cause in CAUSES
            }
            known = {cause: value for cause, value in days.items() if not isnan(value)}
            found.append((process, outcome, known))
    return found


def _bar(
    axes: Axes,
    height: float,
    days: dict[str, float],
    longest: float,
    facts: Facts,
    outcome: Outcome,
) -> None:
    axes.plot(
        -0.012,
        height,
        "s",
        color=colour_of(facts, outcome.id),
        markersize=7,
        clip_on=False,
        transform=axes.get_yaxis_transform(),
    )
    if not days:
        axes.text(
            longest * 0.01,
            height,
            facts.words("not comparable", why=facts.missing(outcome)),
            va="center",
            style="italic",
            color=FAINT,
        )
    left = 0.0
    for cause, value in days.items():
        axes.barh(
            height,
            value,
            left=left,
            height=0.72,
            color=CAUSES[cause],
            edgecolor="white",
            linewidth=0.6,
        )
        if value > _LABELLED * longest:
            text = quantity(value, "", facts.language)
            axes.text(
                left + value / 2, height, text, ha="center", va="center", fontsize=7.5, color=INK
            )
        left += value


def _table(facts: Facts, found: list[_Row], causes: list[str], title: str) -> Table:
    words = facts.words
    head = (words("process"), words("scenario"), *(words(f"cause.{cause}") for cause in causes))
    rows = tuple(
        (
            facts.process(process),
            facts.scenario(outcome.id),
            *(
                quantity(days[cause], "", facts.language)
                if cause in days
                else absent(facts.missing(outcome))
                for cause in causes
            ),
        )
        for process, outcome, days in found
    )
    note = words("in unit", unit=unit_name("days", facts.language))
    return Table(title, head, rows, note, frozenset({0, 1}))
