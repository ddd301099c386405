"""The change of cycle time by office, for the process and scenario where it changes most."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from procsim.report.exhibits import Picture, Table
from procsim.report.figures.canvas import LINE, blank
from procsim.report.figures.colours import INK, colour_of
from procsim.report.numbers import change, difference, quantity, unit_name
from procsim.report.verdicts import verdict

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from procsim.analysis.comparison import Judgement
    from procsim.report.facts import Facts


@dataclass(frozen=True, slots=True)
class _Subject:
    scenario: str
    process: str
    size: float


def by_office(facts: Facts) -> Picture | None:
    """Dots with intervals, the office that gains most on top; None where nothing changes."""
    subject = _largest(facts)
    if subject is None:
        return None
    found = [
        each
        for each in facts.study.comparison.of(
            subject.scenario,
            process=subject.process,
            scope="office",
            kpi="cycle_time",
            statistic="mean",
        )
        if not isnan(each.difference)
    ]
    if not found:
        return None
    found.sort(key=lambda each: each.difference)
    words = facts.words
    names = {
        "process": facts.process(subject.process),
        "scenario": facts.scenario(subject.scenario),
    }
    title = words("figure.by_office", **names)
    return Picture(
        title,
        words("figure.by_office.alternative", **names),
        _table(facts, found, title),
        _draw(facts, found, colour_of(facts, subject.scenario)),
        words("figure.by_office.note"),
    )


def _largest(facts: Facts) -> _Subject | None:
    """The largest change relative to AS-IS that is told apart, else the largest at all."""
    sure: list[_Subject] = []
    unsure: list[_Subject] = []
    for outcome in facts.scenarios:
        for process in facts.model.processes:
            judged = facts.judged(outcome.id, "cycle_time", "mean", process=process)
            if judged is None or isnan(judged.difference) or not judged.difference:
                continue
            size = abs(judged.difference) / judged.before if judged.before else 0.0
            which = sure if judged.verdict in ("better", "worse") else unsure
            which.append(_Subject(outcome.id, process, size))
    return max(sure or unsure, key=lambda each: each.size, default=None)


def _draw(facts: Facts, found: list[Judgement], colour: str) -> Figure:
    words = facts.words
    figure, axes = blank(0.9 + LINE * 0.85 * len(found))
    for height, each in enumerate(found):
        is_clear = each.verdict in ("better", "worse")
        if not isnan(each.low):
            axes.plot([each.low, each.high], [height, height], color=colour, linewidth=1.8)
        face = colour if is_clear else "white"
        axes.plot(each.difference, height, "o", color=colour, markerfacecolor=face, markersize=5)
    axes.axvline(0, color=INK, linewidth=1)
    axes.set_yticks(range(len(found)), [facts.office(each.key.id) for each in found])
    axes.set_ylim(len(found) - 0.4, -0.6)
    axes.grid(axis="both")
    name = words("figure.by_office.axis")
    axes.set_xlabel(words("axis", name=name, unit=unit_name("days", facts.language)))
    return figure


def _table(facts: Facts, found: list[Judgement], title: str) -> Table:
    words, language = facts.words, facts.language
    head = ("office", "as-is", "to-be", "difference", "relative", "verdict")
    rows = tuple(
        (
            facts.office(each.key.id),
            quantity(each.before, each.key.unit, language),
            quantity(each.after, each.key.unit, language),
            difference(each.difference, each.low, each.high, each.key.unit, language),
            change(each.before, each.after, language),
            verdict(each, words),
        )
        for each in found
    )
    return Table(title, tuple(words(key) for key in head), rows, words=frozenset({0, 5}))
