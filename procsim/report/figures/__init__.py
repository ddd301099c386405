"""Figures of a study, each with its text alternative and its numbers; SVG and PNG of each."""

from __future__ import annotations

import re
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from procsim.report.exhibits import Picture
    from procsim.report.facts import Facts

__all__ = ["Drawn", "draw", "save_figures"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, its name in files and pages, and its SVG element."""

    name: str
    picture: Picture
    svg: str
    sample: str
    """Text in the scripts of the picture, by which its fonts were chosen."""


def draw(facts: Facts) -> tuple[Drawn, ...]:
    """All figures of a study, to stand in a page."""
    drawn = []
    for name, make in _figures(facts):
        with style(_sample(facts), name):
            picture = make()
            if picture is not None:
                svg = to_svg(picture.figure, name)
                drawn.append(Drawn(name, picture, svg, _sample(facts)))
    return tuple(drawn)


def save_figures(drawn: Sequence[Drawn], folder: Path) -> tuple[Path, ...]:
    """Write figures as `NAME.svg` and `NAME.png` into an existing folder."""
    written: list[Path] = []
    for each in drawn:
        svg, png = folder / f"{each.name}.svg", folder / f"{each.name}.png"
        svg.write_text(each.svg, encoding="utf-8", newline="\n")
        with style(each.sample, each.name):
            png.write_bytes(to_png(each.picture.figure))
        written += [svg, png]
    return tuple(written)


def _figures(facts: Facts) -> Iterator[tuple[str, Callable[[], Picture | None]]]:
    """(name, how to make it), in the order of the report."""
    yield "cycle-time", partial(cycle_time, facts)
    yield "by-office", partial(by_office, facts)
    yield "waiting", partial(waiting, facts)
    yield "costs", partial(costs, facts)
    for outcome in facts.scenarios:
        yield f"bridge-{_plain(outcome.id)}", partial(bridge, facts, outcome)
    for outcome in facts.outcomes:
        yield f"utilisation-{_plain(outcome.id)}", partial(utilisation, facts, outcome)


def _plain(id_: str) -> str:
    """An id as a part of file names and of ids in a page."""
    return re.sub(r"[^\w-]", "_", id_)


def _sample(facts: Facts) -> str:
    """Every text whose script decides the fonts."""
    titles = [facts.process(id_) for id_ in facts.model.processes]
    titles += [facts.scenario(outcome.id) for outcome in facts.outcomes]
    titles += [facts.office(id_) for id_ in facts.offices]
    titles += [bar.part for bar in facts.study.bars]
    return "".join([*titles, facts.words("as-is")])
