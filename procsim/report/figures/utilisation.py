"""Utilisation of every pool of a scenario: offices × roles held together, with the numbers."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final

from matplotlib.patches import Rectangle

from procsim.report.exhibits import Picture, Table
from procsim.report.figures.canvas import WIDTH, blank
from procsim.report.figures.colours import AMBER, CALM, GRID, IDLE, INK, RED
from procsim.report.maps.wrapping import wrap
from procsim.report.numbers import NOTHING, percent, whole_percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from procsim.analysis.comparison import Outcome
    from procsim.report.facts import Facts

_AMBER_FROM: Final = 0.85
_RED_FROM: Final = 1.0
_IDLE_BELOW: Final = 0.3
"""Teams that work less than this part of their time are marked as the overloaded ones are."""
_HEADER: Final = 2.05
_ROW: Final = 0.205
_NAME_WIDTH: Final = 140.0
"""Points that a column's name may take before it is broken into lines."""

Cells = dict[tuple[str, str], float]


def utilisation(facts: Facts, outcome: Outcome) -> Picture | None:
    """The heat map of a scenario; None if nobody of its staff is measured."""
    cells = _cells(facts, outcome)
    if not cells:
        return None
    words = facts.words
    offices = [id_ for id_ in facts.offices if any(id_ == office for office, _ in cells)]
    roles = list(dict.fromkeys(role for _, role in cells))
    title = words("figure.utilisation", scenario=facts.scenario(outcome.id))
    return Picture(
        title,
        words("figure.utilisation.alternative"),
        _table(facts, cells, offices, roles, title),
        _draw(facts, cells, offices, roles),
        words("figure.utilisation.note"),
    )


def _cells(facts: Facts, outcome: Outcome) -> Cells:
    """(office, roles) → utilisation; the expected load where it is 1 or more, which the work done
    in a window cannot show."""
    cells: Cells = {}
    for pool in facts.ids(outcome, "pool", "utilisation"):
        roles, _, office = pool.partition("@")
        value = facts.measured(outcome, "utilisation", "mean", scope="pool", id_=pool).value
        load = facts.measured(outcome, "load", "mean", scope="pool", id_=pool).value
        if load >= _RED_FROM:
            value = load
        if not isnan(value):
            cells[office, roles] = value
    return cells


def _draw(facts: Facts, cells: Cells, offices: list[str], roles: list[str]) -> Figure:
    figure, axes = blank(_HEADER + _ROW * len(offices), WIDTH)
    axes.set_xlim(0, max(len(roles), 6))
    axes.set_ylim(len(offices), 0)
    for row, office in enumerate(offices):
        for column, role in enumerate(roles):
            if (office, role) in cells:
                _cell(axes, column, row, cells[office, role])
    axes.set_yticks([n + 0.5 for n in range(len(offices))], [facts.office(id_) for id_ in offices])
    names = ["\n".join(wrap(facts.role(role), _NAME_WIDTH, 7.5)) for role in roles]
    axes.set_xticks([n + 0.5 for n in range(len(roles))], names, rotation=90, fontsize=7.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.hlines(range(len(offices) + 1), 0, len(roles), color=GRID, linewidth=0.4, zorder=0)
    return figure


def _cell(axes: Axes, column: int, row: int, value: float) -> None:
    fill, ink, weight = _paint(value)
    axes.add_artist(Rectangle((column + 0.03, row + 0.05), 0.94, 0.9, facecolor=fill))
    text = f"{whole_percent(value)}{_mark(value)}"
    label = axes.text(
        column + 0.5,
        row + 0.53,
        text,
        ha="center",
        va="center",
        fontsize=7,
        color=ink,
        weight=weight,
    )
    label.set_in_layout(False)  # It lies inside its cell: hundreds need no measuring.


def _paint(value: float) -> tuple[str, str, str]:
    if value >= _RED_FROM:
        return RED, "white", "bold"
    if value >= _AMBER_FROM:
        return AMBER, INK, "bold"
    if value < _IDLE_BELOW:
        return IDLE, INK, "normal"
    return CALM, INK, "normal"


def _mark(value: float) -> str:
    """What colour says, also in signs: ▽ below 30 %, ▲ from 85 %, ▲▲ from 100 %."""
    if value >= _AMBER_FROM:
        return " ▲▲" if value >= _RED_FROM else " ▲"
    return " ▽" if value < _IDLE_BELOW else ""


def _table(facts: Facts, cells: Cells, offices: list[str], roles: list[str], title: str) -> Table:
    head = (facts.words("office"), *(facts.role(role) for role in roles))
    rows = tuple(
        (
            facts.office(office),
            *(
                f"{percent(cells[office, role], facts.language)}{_mark(cells[office, role])}"
                if (office, role) in cells
                else NOTHING
                for role in roles
            ),
        )
        for office in offices
    )
    return Table(title, head, rows, facts.words("figure.utilisation.empty"))
