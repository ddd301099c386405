"""The bridge from AS-IS to a scenario: what each part adds, in the order of its file."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from procsim.report.exhibits import Picture, Table
from procsim.report.figures.canvas import WIDTH
from procsim.report.figures.colours import INK, colour_of, tint
from procsim.report.numbers import difference, quantity, unit_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from procsim.analysis.bridge import Bar
    from procsim.analysis.comparison import Outcome
    from procsim.report.facts import Facts

KPIS: Final = ("cost_of_work_per_year", "cost_of_capacity")
_ROW: Final = 0.3
_MARGIN: Final = 0.75


def bridge(facts: Facts, outcome: Outcome) -> Picture | None:
    """One horizontal waterfall for each kind of cost that is known of every part, from 0 (AS-IS).

    None without parts, and for a scenario that starts from another one: its parts do not lead from
    AS-IS to it.
    """
    if outcome.scenario is None or facts.is_built_on_another(outcome.scenario):
        return None
    bars = [bar for bar in facts.study.bars if bar.scenario == outcome.id and bar.kpi in KPIS]
    known = [kpi for kpi in KPIS if _is_known([bar for bar in bars if bar.kpi == kpi])]
    if not known:
        return None
    words = facts.words
    parts = list(dict.fromkeys(bar.part for bar in bars))
    height = len(known) * (_MARGIN + _ROW * (len(parts) + 1))
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    charts = figure.subplots(len(known), 1, sharex=True, squeeze=False)[:, 0]
    for axes, kpi in zip(charts, known, strict=True):
        of_kpi = [bar for bar in bars if bar.kpi == kpi]
        _waterfall(axes, of_kpi, facts, colour_of(facts, outcome.id))
        axes.set_title(words.kpi(kpi), loc="left", weight="bold")
    unit = unit_name(f"{facts.model.currency}/year", facts.language)
    charts[-1].set_xlabel(words("axis", name=words("figure.bridge.axis"), unit=unit))
    title = words("figure.bridge", scenario=facts.scenario(outcome.id))
    return Picture(
        title,
        words("figure.bridge.alternative"),
        _table(facts, bars, title),
        figure,
        _note(facts, bars[0].replications),
    )


def _note(facts: Facts, replications: int) -> str:
    """How the bars were made, and why their AS-IS is not quite that of the headline."""
    words, of_all = facts.words, facts.study.identity.replications
    said = [words("figure.bridge.note", replications=replications)]
    if replications < of_all:
        said.append(words("figure.bridge.fewer", replications=replications, all=of_all))
    return words.sentences(said)


def _is_known(bars: Sequence[Bar]) -> bool:
    return bool(bars) and not any(isnan(bar.difference) for bar in bars)


def _waterfall(axes: Axes, bars: Sequence[Bar], facts: Facts, colour: str) -> None:
    at = 0.0
    reach = [0.0]
    for row, bar in enumerate(bars):
        axes.barh(row, bar.difference, left=at, height=0.66, color=tint(colour, 0.55))
        if not isnan(bar.low):
            axes.plot([at + bar.low, at + bar.high], [row, row], color=INK, linewidth=1.4)
        axes.plot([at + bar.difference] * 2, [row - 0.33, row + 1.33], color=INK, linewidth=0.6)
        reach += [at, at + bar.difference, at + bar.low, at + bar.high]
        at += bar.difference
    axes.barh(len(bars), at, height=0.66, color=colour)
    axes.axvline(0, color=INK, linewidth=1)
    names = [*(bar.part for bar in bars), facts.words("figure.bridge.total")]
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.6)
    axes.grid(axis="x")
    axes.margins(x=0.06)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(lambda value, _: quantity(value, "", facts.language))
    _values(axes, bars, at, facts)


def _values(axes: Axes, bars: Sequence[Bar], total: float, facts: Facts) -> None:
    """The numbers stand in a column at the right, where no bar can meet them."""
    texts = [difference(bar.difference, bar.low, bar.high, "", facts.language) for bar in bars]
    texts.append(difference(total, float("nan"), float("nan"), "", facts.language))
    for row, text in enumerate(texts):
        weight = "bold" if row == len(bars) else "normal"
        axes.annotate(
            text,
            (1, row),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            weight=weight,
        )


def _table(facts: Facts, bars: Sequence[Bar], title: str) -> Table:
    words, language = facts.words, facts.language
    head = tuple(words(key) for key in ("cost", "part", "before this part", "difference"))
    rows = tuple(
        (
            words.kpi(bar.kpi),
            bar.part,
            quantity(bar.before, bar.unit, language),
            difference(bar.difference, bar.low, bar.high, bar.unit, language),
        )
        for bar in bars
    )
    return Table(title, head, rows, words=frozenset({0, 1}))
