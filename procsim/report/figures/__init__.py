"""Figures of a study, each with its text alternative and its numbers; SVG and PNG of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from procsim.report.figures.bridge import bridge
from procsim.report.figures.by_office import by_office
from procsim.report.figures.canvas import style, to_png, to_svg
from procsim.report.figures.costs import costs
from procsim.report.figures.cycle_time import cycle_time
from procsim.report.figures.utilisation import utilisation
from procsim.report.figures.waiting import waiting
from procsim.report.file_names import file_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from procsim.report.exhibits import Picture, Table
    from procsim.report.facts import Facts

__all__ = ["Drawn", "draw", "draw_one", "names", "save_figures"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished figure: its name in files and pages, its texts and numbers, its SVG element, and
    a PNG file where one was asked for."""

    name: str
    title: str
    alternative: str
    note: str
    table: Table
    svg: str
    png: bytes


def names(facts: Facts) -> tuple[str, ...]:
    """The names of the figures that a study can have, in the order of the report."""
    return tuple(_figures(facts))


def draw(facts: Facts, *, png: bool = True) -> tuple[Drawn, ...]:
    """All figures of a study."""
    found = (draw_one(facts, name, png=png) for name in names(facts))
    return tuple(drawn for drawn in found if drawn is not None)


def draw_one(facts: Facts, name: str, *, png: bool = True) -> Drawn | None:
    """One figure of a study; None where there is nothing to show."""
    with style(_sample(facts), name):
        picture = _figures(facts)[name]()
        if picture is None:
            return None
        svg = to_svg(picture.figure, name)
        return Drawn(
            name,
            picture.title,
            picture.alternative,
            picture.note,
            picture.table,
            svg,
            to_png(picture.figure) if png else b"",
        )


def save_figures(drawn: Sequence[Drawn], folder: Path) -> tuple[Path, ...]:
    """Write figures as `NAME.svg` and `NAME.png` into an existing folder."""
    written: list[Path] = []
    for each in drawn:
        svg, png = folder / f"{each.name}.svg", folder / f"{each.name}.png"
        svg.write_text(each.svg, encoding="utf-8", newline="\n")
        png.write_bytes(each.png)
        written += [svg, png]
    return tuple(written)


def _figures(facts: Facts) -> Mapping[str, Callable[[], Picture | None]]:
    """How to make each figure, by name."""
    name = file_names(outcome.id for outcome in facts.outcomes)
    bridges = {f"bridge-{name[o.id]}": partial(bridge, facts, o) for o in facts.scenarios}
    heat = {f"utilisation-{name[o.id]}": partial(utilisation, facts, o) for o in facts.outcomes}
    return {
        "cycle-time": partial(cycle_time, facts),
        "by-office": partial(by_office, facts),
        "waiting": partial(waiting, facts),
        "costs": partial(costs, facts),
        **bridges,
        **heat,
    }


def _sample(facts: Facts) -> str:
    """Every text whose script decides the fonts."""
    titles = [facts.process(id_) for id_ in facts.model.processes]
    titles += [facts.scenario(outcome.id) for outcome in facts.outcomes]
    titles += [facts.office(id_) for id_ in facts.offices]
    titles += [bar.part for bar in facts.study.bars]
    return "".join([*titles, facts.words("as-is")])
