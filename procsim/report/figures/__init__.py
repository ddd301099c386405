"""Figures of a study, each with its text alternative and its numbers; SVG and PNG of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from procsim.report.facts import Facts
from procsim.report.figures.bridge import bridge
from procsim.report.figures.by_office import by_office
from procsim.report.figures.canvas import style, to_png, to_svg
from procsim.report.figures.costs import costs
from procsim.report.figures.cycle_time import cycle_time
from procsim.report.figures.utilisation import utilisation
from procsim.report.figures.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from procsim.analysis.results import Study
    from procsim.report.exhibits import Picture

__all__ = ["Drawn", "draw", "save_figures"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, its name in files and pages, and its SVG element."""

    name: str
    picture: Picture
    svg: str


def draw(facts: Facts) -> tuple[Drawn, ...]:
    """All figures of a study, to stand in a page."""
    drawn = []
    for name, make in _figures(facts):
        with style(_sample(facts), name):
            picture = make()
            if picture is not None:
                drawn.append(Drawn(name, picture, to_svg(picture.figure, name)))
    return tuple(drawn)


def save_figures(study: Study, folder: Path, *, language: str = "en") -> tuple[Path, ...]:
    """Write every figure of a study as `NAME.svg` and `NAME.png` into an existing folder."""
    facts = Facts(study, language)
    written: list[Path] = []
    for name, make in _figures(facts):
        with style(_sample(facts), name):
            picture = make()
            if picture is None:
                continue
            svg, png = folder / f"{name}.svg", folder / f"{name}.png"
            svg.write_text(to_svg(picture.figure, name), encoding="utf-8", newline="\n")
            png.write_bytes(to_png(picture.figure))
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
