"""What a scenario changes and why: in the words of its file, and as maps before and after."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from procsim.model.scenario import difference
from procsim.report.exhibits import Table
from procsim.report.maps import layout, to_svg
from procsim.report.numbers import quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.analysis.comparison import Outcome
    from procsim.model.scenario import Change, Scenario
    from procsim.report.facts import Facts


_LONG: Final = 160
"""Characters of a change that are read before a reader gives up."""
_REM_PER_POINT: Final = 0.11


@dataclass(frozen=True, slots=True)
class Part:
    """Changes that are one step of the bridge: (what, why) each."""

    title: str
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Map:
    """A map as an SVG element, and the width at which its text is as large as that of a table."""

    title: str
    svg: str
    rem: str


@dataclass(frozen=True, slots=True)
class MapPair:
    """A changed process before and after."""

    title: str
    maps: tuple[Map, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What is to be said of a scenario's changes."""

    title: str
    owner: str
    built_on: str
    """The note that it starts from another scenario; '' if it starts from AS-IS."""
    parts: tuple[Part, ...]
    lines: tuple[str, ...]
    maps: tuple[MapPair, ...]
    investments: Table | None
    warnings: tuple[str, ...]


def changed(facts: Facts, outcome: Outcome) -> Changed | None:
    """The changes of a scenario; None for one without a file."""
    scenario = outcome.scenario
    if scenario is None:
        return None
    built_on = facts.words("changes.built on") if facts.is_built_on_another(scenario) else ""
    return Changed(
        title=facts.scenario(outcome.id),
        owner=scenario.owner,
        built_on=built_on,
        parts=_parts(facts, scenario),
        lines=tuple(difference(scenario)),
        maps=_maps(facts, scenario),
        investments=_investments(facts, scenario),
        warnings=tuple(map(facts.words.warning, scenario.warnings)),
    )


def _parts(facts: Facts, scenario: Scenario) -> tuple[Part, ...]:
    order = {part: number for number, part in enumerate(scenario.parts)}
    by_part = sorted(scenario.changes, key=lambda change: order.get(change.part, len(order)))
    return tuple(
        Part(title, _collected(facts, list(changes)))
        for title, changes in groupby(by_part, key=lambda change: change.part)
    )


def _collected(facts: Facts, changes: list[Change]) -> tuple[tuple[str, str], ...]:
    """(what, why); neighbouring changes with one verb and one reason share a line, and a long line
    is cut: the full list of values follows."""
    lines = []
    for (_, why), group in groupby(changes, key=lambda change: (change.verb, change.why)):
        members = list(group)
        text = "; ".join(change.summary for change in members)
        if len(text) > _LONG:
            values = sum(len(change.edits) for change in members)
            cut = text[: text.rfind(" ", 0, _LONG)].rstrip(",;")
            text = facts.words("changes.shortened", text=cut, n=values)
        lines.append((text, why))
    return tuple(lines)


def _maps(facts: Facts, scenario: Scenario) -> tuple[MapPair, ...]:
    tags: dict[str, dict[str, str]] = {}
    for change in scenario.changes:
        for step, what in change.steps.items():
            process, _, name = step.partition(".")
            known = tags.setdefault(process, {})
            if known.get(name) != "moved" or what == "removed":  # Moved says more than changed.
                known[name] = what
    return tuple(
        _pair(facts, scenario, process, tags[process])
        for process in scenario.model.processes
        if process in tags and process in scenario.baseline.processes
    )


def _pair(facts: Facts, scenario: Scenario, process: str, tags: Mapping[str, str]) -> MapPair:
    drawn = []
    for side, model in (("as-is", scenario.baseline), ("to-be", scenario.model)):
        graph = model.processes[process]
        shown = {step: tag for step, tag in tags.items() if step in graph.node}
        drawing = layout(graph, model, language=facts.language, tags=shown)
        rem = f"{drawing.width * _REM_PER_POINT:.1f}"
        drawn.append(Map(facts.words(side), to_svg(drawing), rem))
    return MapPair(facts.process(process), tuple(drawn))


def _investments(facts: Facts, scenario: Scenario) -> Table | None:
    if not scenario.investments:
        return None
    words, language = facts.words, facts.language
    rows = []
    for each in scenario.investments:
        unit = f"{each.currency}/year" if each.yearly else each.currency
        low, high = each.cost.support
        spread = "" if low == high else f" ({_bare(low, facts)}–{_bare(high, facts)})"
        cost = quantity(each.cost.mean, unit, language) + spread
        rows.append((each.what, cost, f"{each.month:%Y-%m}"))
    return Table(
        words("investments.caption"),
        (words("what"), words("mean cost"), words("month")),
        tuple(rows),
        words("investments.note"),
        frozenset({0, 2}),
    )


def _bare(value: float, facts: Facts) -> str:
    return quantity(value, "", facts.language)
