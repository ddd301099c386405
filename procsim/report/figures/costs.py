"""Cost before and after, twice: what the work costs and what the capacity costs, by place."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final

from matplotlib.patches import Patch

from procsim.report.exhibits import Picture, Table
from procsim.report.facts import NAN
from procsim.report.figures.colours import FAINT, INK, colour_of, tint
from procsim.report.figures.rows import Group, grouped
from procsim.report.numbers import estimate, quantity, unit_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from procsim.analysis.comparison import Outcome
    from procsim.report.facts import Facts

KPIS: Final = ("cost_of_work_per_year", "cost_of_capacity")
#: Headquarters, field and service centres apart, each with how strong its colour is; what is
#: left of the whole (systems) belongs to no office.
PLACES: Final = {
    "hq": (("hq",), 1.0),
    "field": (("regional", "country"), 0.55),
    "centre": (("centre",), 0.25),
    "systems": ((), 0.08),
}
_LABELLED: Final = 0.09
"""The share of the longest bar from which a segment carries its number."""
_ROUNDING: Final = 1e-9


def costs(facts: Facts) -> Picture:
    """Stacked bars from 0: headquarters, field, service centres."""
    words = facts.words
    names = tuple(facts.scenario(outcome.id) for outcome in facts.outcomes)
    figure, axes, heights = grouped([Group(words.kpi(kpi), names) for kpi in KPIS], margin=1.1)
    rows: list[tuple[str, ...]] = []
    places = iter(heights)
    longest = max(_total(facts, outcome, kpi) for kpi in KPIS for outcome in facts.outcomes)
    axes.set_xlim(0, longest * 1.25 or 1.0)
    unit = unit_name(f"{facts.model.currency}/year", facts.language)
    for kpi in KPIS:
        for outcome in facts.outcomes:
            parts = _parts(facts, outcome, kpi)
            height = next(places)
            if parts:
                _bar(axes, height, parts, longest, facts, colour_of(facts, outcome.id))
            else:
                text = words("not comparable", why=facts.missing(outcome))
                axes.text(longest * 0.01, height, text, va="center", style="italic", color=FAINT)
            whole = facts.measured(outcome, kpi, "total")
            total = estimate(whole.value, whole.low, whole.high, "", facts.language)
            texts = (quantity(parts.get(place, NAN), "", facts.language) for place in PLACES)
            rows.append((words.kpi(kpi), facts.scenario(outcome.id), *texts, total))
    axes.xaxis.set_major_formatter(lambda value, _: quantity(value, "", facts.language))
    axes.grid(axis="x")
    axes.set_xlabel(unit)
    _legend(axes, facts)
    title = words("figure.costs")
    head = ("cost", "scenario", *(f"place.{place}" for place in PLACES), "total")
    table = Table(
        title,
        tuple(words(key) for key in head),
        tuple(rows),
        f"{words('in unit', unit=unit)} {words('figure.costs.note')}",
        frozenset({0, 1}),
    )
    return Picture(title, words("figure.costs.alternative"), table, figure)


def _parts(facts: Facts, outcome: Outcome, kpi: str) -> dict[str, float]:
    """The yearly cost by place, 0 where there is none; nothing where the whole is unknown."""
    whole = facts.measured(outcome, kpi, "total").value
    if isnan(whole):
        return {}
    parts = {}
    for place, (tiers, _) in PLACES.items():
        found = (
            facts.measured(outcome, kpi, "total", scope="tier", id_=tier).value for tier in tiers
        )
        parts[place] = sum(value for value in found if not isnan(value))
    rest = whole - sum(parts.values())
    parts["systems"] = rest if rest > _ROUNDING * sum(parts.values()) else 0.0
    return parts


def _total(facts: Facts, outcome: Outcome, kpi: str) -> float:
    value = facts.measured(outcome, kpi, "total").value
    return 0.0 if isnan(value) else value


def _bar(
    axes: Axes, height: float, parts: dict[str, float], longest: float, facts: Facts, colour: str
) -> None:
    left = 0.0
    for place, value in parts.items():
        strength = PLACES[place][1]
        axes.barh(
            height,
            value,
            left=left,
            height=0.72,
            color=tint(colour, strength),
            edgecolor=INK if place == "systems" and value else "white",
            linewidth=0.5 if place == "systems" else 0.8,
        )
        if value > _LABELLED * longest:
            ink = "white" if strength == 1 else INK
            text = quantity(value, "", facts.language)
            axes.text(
                left + value / 2, height, text, ha="center", va="center", fontsize=7.5, color=ink
            )
        left += value
    text = quantity(left, "", facts.language)
    axes.text(left + longest * 0.012, height, text, va="center", weight="bold", fontsize=8.5)


def _legend(axes: Axes, facts: Facts) -> None:
    handles = [
        Patch(
            facecolor=tint(INK, strength),
            edgecolor=INK,
            linewidth=0.4,
            label=facts.words(f"place.{place}"),
        )
        for place, (_, strength) in PLACES.items()
    ]
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=4, borderaxespad=0.2
    )
