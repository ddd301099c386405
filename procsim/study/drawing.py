"""The figures of a study, drawn by other processes while this one writes tables and maps."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from procsim.report.facts import Facts
from procsim.simulation.processes import answer_to_parent, interrupts_held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from procsim.analysis.results import Study
    from procsim.report.figures import Drawn

    Figures = tuple[Drawn, ...]

_MOST_HELPERS: Final = 3
"""A helper needs a second to get ready: more of them would hardly find anything left to draw."""


@contextmanager
def figures_of(study: Study, language: str, *, jobs: int | None) -> Iterator[Callable[[], Figures]]:
    """Begin to draw; the call gives the figures, and draws here what no helper has begun.

    `jobs` processes are used, this one included (None: one per core; 1: everything here).
    """
    facts = Facts(study, language)
    helpers = min((jobs or os.cpu_count() or 1) - 1, _MOST_HELPERS)
    if helpers < 1:
        yield lambda: _collected(facts, {})
        return
    # Logs are in no figure, and heavy to send.
    told = Facts(replace(study, logs=()), language)
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(helpers, mp_context=context, initializer=_begin, initargs=(told,))
    try:
        from procsim.report.figures import names

        with interrupts_held():
            begun = {name: pool.submit(_draw_here, name) for name in names(facts)}
        yield lambda: _collected(facts, begun)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _collected(facts: Facts, begun: Mapping[str, Future[Drawn | None]]) -> Figures:
    """All figures in the order of the report. Helpers go from the front, this from the back."""
    from procsim.report.figures import draw_one, names

    found: dict[str, Drawn | None] = {}
    for name in reversed(names(facts)):
        if name not in begun or begun[name].cancel():
            found[name] = draw_one(facts, name)
    for name, future in begun.items():
        if name not in found:
            try:
                found[name] = future.result()
            except BrokenProcessPool:  # A helper that was killed costs time, not the study.
                found[name] = draw_one(facts, name)
    ordered = (found[name] for name in names(facts))
    return tuple(drawn for drawn in ordered if drawn is not None)


_here: list[Facts] = []
"""What a helper draws, put here once when it starts."""


def _begin(facts: Facts) -> None:
    answer_to_parent()
    _here[:] = [facts]


def _draw_here(name: str) -> Drawn | None:
    from procsim.report.figures import draw_one

    return draw_one(_here[0], name)
