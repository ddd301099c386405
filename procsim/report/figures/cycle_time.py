"""Cycle time by process: mean and 90th percentile of every scenario with their intervals."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from procsim.report.exhibits import Picture, Table
from procsim.report.figures.colours import FAINT, INK, colour_of
from procsim.report.figures.rows import Group, grouped
from procsim.report.numbers import absent, estimate, unit_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.legend import Legend

    from procsim.analysis.comparison import Outcome
    from procsim.report.facts import Facts, Measured

_SHOWN = (("mean", "o"), ("p90", "D"))
_ASIDE = 0.14
"""Of a row: the mean stands above its middle and the quantile below, for intervals may overlap."""


def cycle_time(facts: Facts) -> Picture:
    """Dots with intervals, grouped by process; what cannot be compared is said in its row."""
    words = facts.words
    names = tuple(facts.scenario(outcome.id) for outcome in facts.outcomes)
    processes = tuple(facts.model.processes)
    groups = [Group(facts.process(process), names) for process in processes]
    figure, axes, heights = grouped(groups, margin=1.1)
    rows: list[tuple[str, ...]] = []
    places = iter(heights)
    for process in processes:
        for outcome in facts.outcomes:
            found = [
                facts.measured(outcome, "cycle_time", statistic, process=process)
                for statistic, _ in _SHOWN
            ]
            colour = colour_of(facts, outcome.id)
            _row(
                axes,
                next(places),
                found,
                colour,
                words("not comparable", why=facts.missing(outcome)),
            )
            texts = (_text(facts, outcome, each) for each in found)
            rows.append((facts.process(process), facts.scenario(outcome.id), *texts))
    axes.set_xlim(left=0)
    axes.grid(axis="x")
    axes.set_xlabel(words("axis", name=words.kpi("cycle_time"), unit=_days(facts)))
    _legend(axes, words("figure.mean"), words("figure.p90"))
    head = (words("process"), words("scenario"), words("figure.mean"), words("figure.p90"))
    title = words("figure.cycle_time")
    table = Table(title, head, tuple(rows), words=frozenset({0, 1}))
    return Picture(title, words("figure.cycle_time.alternative"), table, figure)


def _row(axes: Axes, height: float, found: list[Measured], colour: str, missing: str) -> None:
    if all(isnan(each.value) for each in found):
        axes.annotate(
            missing,
            (0, height),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            style="italic",
            color=FAINT,
        )
    for each, (_, marker), aside in zip(found, _SHOWN, (-_ASIDE, _ASIDE), strict=True):
        if isnan(each.value):
            continue
        place = height + aside
        if not isnan(each.low):
            axes.plot([each.low, each.high], [place, place], color=colour, linewidth=2.2)
        face = colour if marker == "o" else "white"
        axes.plot(each.value, place, marker, color=colour, markerfacecolor=face, markersize=5.5)


def _legend(axes: Axes, mean: str, p90: str) -> Legend:
    handles = [
        Line2D([], [], marker="o", color=INK, linewidth=2.2, label=mean),
        Line2D([], [], marker="D", color=INK, markerfacecolor="white", linewidth=2.2, label=p90),
    ]
    return axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2
    )


def _days(facts: Facts) -> str:
    return unit_name("days", facts.language)


def _text(facts: Facts, outcome: Outcome, found: Measured) -> str:
    if isnan(found.value):
        return absent(facts.missing(outcome))
    return estimate(found.value, found.low, found.high, found.unit, facts.language)
